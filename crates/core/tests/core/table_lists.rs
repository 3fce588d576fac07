//! Lists of units and candidates, and the optional columns of compounds and facilities.
use service_circle_core::date::Date;
use service_circle_core::plan::{Plan, TableSource};
use service_circle_core::read::table::{
    ELDERS_BY_AGE, FacilityLevel, KIND_BY_NAME, List, NewOrExisting, Tables, UnitKind, UrbanRural, read_tables,
};

/// The tables of a plan whose list is this text.
fn read(list: List, name: &str, text: &str) -> Tables {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let source = TableSource {
        path,
        ..TableSource::default()
    };
    let mut plan = Plan::default();
    match list {
        List::Compounds => plan.compounds = Some(source),
        List::Facilities => plan.facilities = Some(source),
        List::Dwellings => plan.dwellings = Some(source),
        List::Gates => plan.gates = Some(source),
        List::Units => plan.units = Some(source),
        List::Candidates => plan.candidates = Some(source),
        List::Times => plan.times = Some(source),
        List::Shared => plan.shared = Some(source),
        List::Counted => plan.counted = Some(source),
    }
    read_tables(&plan).unwrap()
}

#[test]
fn units_need_no_place() {
    let text = "区划代码,街道名称,类型,所属区县,城乡分类,60周岁及以上老年人口数（人）,常住人口（万人）\n\
                110105026,望京街道,街道,110105,111,\"21,300\",15.6\n\
                110105027,东湖街道,,110105,城镇,约8000人,9.2万\n\
                110105400,崔各庄乡,怪,110105,220,,\n\
                110105026,又一个,村,,,,\n\
                ,,,,,,\n\
                ,,村,,,,\n";
    let tables = read(List::Units, "units.csv", text);
    let units = tables.units.unwrap();
    assert_eq!(units.len(), 3);
    let unit = &units[0];
    assert_eq!(
        (unit.id.as_str(), unit.name.as_deref()),
        ("110105026", Some("望京街道"))
    );
    assert_eq!(
        (unit.kind, unit.parent.as_deref()),
        (Some(UnitKind::Street), Some("110105"))
    );
    assert_eq!(
        (unit.urban_rural, unit.elders),
        (Some(UrbanRural::Urban), Some(21_300.0))
    );
    assert_eq!(
        (unit.population, unit.place, &unit.outline),
        (Some(156_000.0), None, &None)
    );
    assert_eq!(units[1].kind, Some(UnitKind::Street), "by its name");
    assert_eq!((units[1].elders, units[1].population), (Some(8000.0), Some(92_000.0)));
    assert_eq!(
        (units[2].kind, units[2].urban_rural),
        (Some(UnitKind::Township), Some(UrbanRural::Rural))
    );
    assert_eq!(
        (tables.tally.count(KIND_BY_NAME), tables.tally.count(ELDERS_BY_AGE)),
        (2, 2)
    );
    let unread: Vec<_> = tables
        .notes
        .iter()
        .map(|one| (one.line, one.column, one.value.as_str()))
        .collect();
    assert_eq!(unread, [(4, "kind", "怪")]);
    let lines: Vec<_> = tables
        .rejected
        .iter()
        .map(|row| (row.line, row.list, row.reason.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            (
                Some(5),
                "units",
                "this id stands in an earlier row as well; the first is kept"
            ),
            (Some(7), "units", "has neither id nor name"),
        ]
    );
}

#[test]
fn units_of_polygons_are_called_by_name() {
    let square = |at: f64| {
        let (low, high) = (at, at + 0.01);
        format!("[[[{low},40],[{high},40],[{high},40.01],[{low},40.01],[{low},40]]]")
    };
    let feature = |name: &str, district: &str, at: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"县":"{district}","乡":"{name}"}},"geometry":{{"type":"Polygon","coordinates":{}}}}}"#,
            square(at)
        )
    };
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{},{},{}]}}"#,
        feature("望京街道", "朝阳区", 116.0),
        feature("城关街道", "房山区", 116.2),
        feature("城关街道", "大兴区", 116.4)
    );
    let tables = read(List::Units, "units.geojson", &text);
    let units = tables.units.unwrap();
    let told: Vec<_> = units
        .iter()
        .map(|unit| (unit.id.as_str(), unit.parent.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("望京街道", Some("朝阳区")),
            ("城关街道", Some("房山区")),
            ("大兴区/城关街道", Some("大兴区")),
        ]
    );
    assert!(units.iter().all(|unit| unit.outline.is_some() && unit.place.is_some()));
    assert_eq!(tables.rejected, []);
}

#[test]
fn kinds_are_told_by_names() {
    for (name, kind) in [
        ("望京街道", Some(UnitKind::Street)),
        ("首都机场地区", Some(UnitKind::Street)),
        ("东湖社区居委会", Some(UnitKind::Community)),
        ("张家村", Some(UnitKind::Village)),
        ("宋庄镇", Some(UnitKind::Town)),
        ("崔各庄乡", Some(UnitKind::Township)),
        ("朝阳区", Some(UnitKind::District)),
        ("Chaoyang", None),
    ] {
        assert_eq!(UnitKind::of_name(name), kind, "{name}");
    }
    assert_eq!(UnitKind::told("Street"), Some(UnitKind::Street));
}

#[test]
fn candidates_tell_cost_and_source() {
    let text = "编号,名称,经度,纬度,建筑面积（㎡）,改造费用（万元）,来源,必选,所属街道\n\
                1,旧锅炉房,116.46,39.98,约300,45,闲置用房,是,望京街道\n\
                2,新楼,116.47,39.98,500平方米,1.2亿元,新建,,\n\
                3,便宜,116.47,39.98,500,待核,改建,否,\n\
                4,亏本,116.47,39.98,500,-3,租用,,\n\
                5,老校舍,116.47,39.98,20-30,10,学校,,\n\
                6,没位置,,39.98,20,10,学校,,\n";
    let tables = read(List::Candidates, "sites.csv", text);
    let rows = tables.candidates.unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.id.as_str(),
                row.floor_area_m2,
                row.cost,
                row.origin.as_deref().unwrap(),
                row.fixed,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("1", Some(300.0), Some(450_000.0), "idle", Some(true)),
            ("2", Some(500.0), Some(120_000_000.0), "new", None),
            ("5", None, Some(100_000.0), "学校", None),
        ]
    );
    assert_eq!(rows[0].street.as_deref(), Some("望京街道"));
    let lines: Vec<_> = tables
        .rejected
        .iter()
        .map(|row| (row.line.unwrap(), row.reason.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            (4, "cost is not a number"),
            (5, "cost is below 0"),
            (7, "lon or lat is empty"),
        ]
    );
    let unread: Vec<_> = tables.notes.iter().map(|one| (one.line, one.text.as_str())).collect();
    assert_eq!(unread, [(6, "floor_area_m2 is a range; give one number")]);
}

#[test]
fn compounds_tell_more_where_the_table_does() {
    let text = "小区编号,小区名称,经度,纬度,总户数,60岁以上,80岁及以上老人数,城乡类型,新建或既有,竣工年份,街道代码,规划,配建,配建面积（㎡）,移交登记,运营,豁免\n\
                a,甲苑,116.1,40.1,1200,300,25,城镇,新建,2019年6月,110105026,是,已建,420㎡,√,否,\n\
                b,乙苑,116.2,40.1,,,,,老旧小区,,,×,,,,,豁免\n";
    let tables = read(List::Compounds, "list.csv", text);
    assert_eq!((&tables.rejected, &tables.notes), (&Vec::new(), &Vec::new()));
    let rows = tables.compounds.unwrap();
    let details = &rows[0].details;
    assert_eq!(
        (rows[0].elders, details.pop60, details.pop80),
        (Some(300.0), Some(300.0), Some(25.0))
    );
    assert_eq!(details.urban_rural, Some(UrbanRural::Urban));
    assert_eq!(details.new_or_existing, Some(NewOrExisting::New));
    assert_eq!(details.completed, Date::told("2019-06"));
    assert_eq!(details.street_id.as_deref(), Some("110105026"));
    let audit = details.audit;
    assert_eq!(
        (audit.planned, audit.built, audit.area_m2),
        (Some(true), Some(true), Some(420.0))
    );
    assert_eq!(
        (audit.transferred, audit.operating, audit.exempt),
        (Some(true), Some(false), None)
    );
    let other = &rows[1].details;
    assert_eq!(other.new_or_existing, Some(NewOrExisting::Existing));
    assert_eq!((other.audit.planned, other.audit.exempt), (Some(false), Some(true)));
}

#[test]
fn facilities_tell_more_where_the_table_does() {
    let text = "机构编号,机构名称,级别,经度,纬度,入口经度,入口纬度,开业时间,服务内容,运营机构,所在小区,服务社区,服务能力,机构星级,所属街道\n\
                1,夕阳红,街道级,116.1,40.1,116.1002,40.1001,2023年12月,助餐、日托；助浴,长友,甲苑,东湖社区、西湖社区,约60人,三星级,望京街道\n\
                2,朝霞,国际级,116.1,40.1,,,不详,,,,,,AAA,\n";
    let tables = read(List::Facilities, "list.csv", text);
    assert_eq!(tables.rejected, []);
    let rows = tables.facilities.unwrap();
    let details = &rows[0].details;
    assert_eq!(details.level, Some(FacilityLevel::Street));
    assert_eq!(details.open_date, Date::told("2023-12"));
    assert_eq!(details.services, ["助餐", "日托", "助浴"]);
    assert_eq!(details.operator_id.as_deref(), Some("长友"));
    assert_eq!(details.host_compound.as_deref(), Some("甲苑"));
    assert_eq!(details.serves_units, ["东湖社区", "西湖社区"]);
    assert_eq!((details.capacity, details.star), (Some(60.0), Some(3)));
    assert_eq!(details.street.as_deref(), Some("望京街道"));
    assert_eq!(details.entrance.map(|place| place.lon), Some(1_161_002_000));
    assert_eq!(rows[1].details.entrance, None);
    let unread: Vec<_> = tables
        .notes
        .iter()
        .map(|one| (one.line, one.column, one.value.as_str()))
        .collect();
    assert_eq!(unread, [(3, "level", "国际级"), (3, "star", "AAA")]);
}

#[test]
fn figures_made_elsewhere_are_taken_or_rejected_row_by_row() {
    let tables = read(
        List::Times,
        "od.csv",
        "小区编号,设施编号,步行时间（分钟）\nc1,f1,12.5\nc1,,3\nc2,f1,-1\nc2,f1,远\n",
    );
    let times = tables.times.unwrap();
    assert_eq!(times.len(), 1);
    assert_eq!((times[0].demand.as_str(), times[0].site.as_str()), ("c1", "f1"));
    assert!((times[0].minutes - 12.5).abs() < 1e-12);
    assert_eq!(tables.rejected.len(), 3);

    let tables = read(
        List::Shared,
        "shared.csv",
        "小区,共用设施,占比\nc1,f1,25%\nc2,f1,0.5\nc3,f1,\nc4,f1,1.5\n",
    );
    let shares: Vec<_> = tables.shared.unwrap().iter().map(|row| row.share).collect();
    assert_eq!(shares, [Some(0.25), Some(0.5), None]);
    assert_eq!(tables.rejected.len(), 1);

    let tables = read(
        List::Counted,
        "counted.csv",
        "项目,数量,年度\n家庭养老床位,1.48万,2023\n上门服务,,2023\n",
    );
    let counted = tables.counted.unwrap();
    assert_eq!(
        (counted[0].item.as_str(), counted[0].period.as_deref()),
        ("家庭养老床位", Some("2023"))
    );
    assert!((counted[0].amount - 14_800.0).abs() < 1e-9);
    assert_eq!(tables.rejected.len(), 1);
}
