//! The page of units as a parser of HTML reads it: both figures first, then what hangs on them, each only where there is any.

// In tests a broken expectation ends the test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[allow(dead_code, reason = "shared with the tests of the page of gaps")]
mod kit;

use std::path::Path;

use kit::Read;
use service_circle_core::language::Language;
use service_circle_core::options::{Circle, LevelTest, Target, preset_of};
use service_circle_core::plan::{CoverageOutcome, Plan, TableSource, coverage};
use service_circle_core::read::table::UnitKind;
use service_circle_core::watch::Unwatched;
use service_circle_report::{ReportData, html, page};

const COMPOUNDS: &str = "id,name,lon,lat,elders,street,new_or_existing,planned,built,area_m2,transferred,operating,households\n\
    c1,一院,112.501,37.801,100,东街道,新建,是,是,100,是,是,300\n\
    c2,二院,112.502,37.802,100,东街道,新建,是,否,,否,否,300\n\
    c3,三院,112.503,37.803,100,西街道,新建,是,是,10,是,否,300\n\
    c4,<四>院,112.504,37.804,100,南街道,新建,是,是,200,是,是,300\n";
const FACILITIES: &str = "id,name,category,lon,lat,status,open_date,beds,street\n\
    f1,东中心,街道级综合中心,112.501,37.801,运营,2020,20,东街道\n\
    f2,西中心,街道级综合中心,112.503,37.803,运营,2022,10,西街道\n\
    f3,南食堂,助餐点,112.504,37.804,规划,,,南街道\n";
const TIMES: &str = "demand,site,minutes\nc1,f1,5\nc2,f1,20\nc3,f2,3\nc4,f2,9\nc4,f3,1\n";
const UNITS: &str = "name,kind\n东街道,街道\n西街道,街道\n南街道,街道\n";

#[allow(clippy::unnecessary_wraps, reason = "plans take it so")]
fn table(folder: &Path, name: &str, text: &str) -> Option<TableSource> {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    Some(TableSource {
        path,
        ..TableSource::default()
    })
}

fn found(folder: &Path, language: Language, with_times: bool) -> (Plan, CoverageOutcome) {
    let mut plan = Plan {
        compounds: table(folder, "compounds.csv", COMPOUNDS),
        facilities: table(folder, "facilities.csv", FACILITIES),
        units: table(folder, "units.csv", UNITS),
        times: with_times.then(|| table(folder, "times.csv", TIMES)).flatten(),
        ..Plan::default()
    };
    plan.output.language = Some(language);
    plan.options.targets = vec![Target {
        kinds: vec![UnitKind::Street],
        share: Some(1.0),
        ..Target::default()
    }];
    plan.options.levels = vec![LevelTest {
        kinds: vec![UnitKind::Street],
        ..LevelTest::default()
    }];
    let outcome = coverage(&plan, &Unwatched).unwrap();
    (plan, outcome)
}

fn read(plan: &Plan, outcome: &CoverageOutcome) -> Read {
    let read = Read::new(&html(&ReportData::of_coverage(plan, outcome)));
    assert_eq!(read.errors(), Vec::<String>::new());
    read
}

/// Two of three streets hold a facility, and three of four compounds stand in them; two of these and the fourth are served.
#[test]
fn both_figures_come_first_and_are_weighed_alike() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = found(folder.path(), Language::Chinese, true);
    let told = read(&plan, &outcome);
    assert_eq!(told.texts("h1"), ["养老服务覆盖：行政口径与步行口径对照"]);
    assert_eq!(
        told.texts("p.hero"),
        [
            "按行政口径，3个街道中2个已有设施，覆盖率66.7%；按步行口径，4个小区中75%在步行15分钟内可达；\
          75%的小区位于已覆盖单元，两口径按小区计相差0个百分点，涉及2个小区。"
        ]
    );
    let kinds = told.rows("table.kinds tbody tr");
    assert_eq!(kinds[0].cells[..7], ["街道", "3", "2", "66.7%", "75%", "75%", "0"]);
    let units: Vec<Vec<String>> = told
        .rows("table.by-unit tbody tr")
        .into_iter()
        .map(|row| row.cells)
        .collect();
    let unit = |name: &str| units.iter().find(|cells| cells[0] == name).unwrap();
    // Of one unit it is told whether it is covered, not 100 %.
    assert_eq!(unit("东街道")[2], "已覆盖");
    assert_eq!(unit("南街道")[2], "未覆盖");
    assert_eq!((&*unit("东街道")[6], &*unit("南街道")[6]), ("50", "-100"));
    assert_eq!(told.rows("table.behind tbody tr").len(), 2);
    let (plan, outcome) = found(folder.path(), Language::English, true);
    assert_eq!(
        read(&plan, &outcome).texts("p.hero"),
        [
            "As the city counts, 2 of 3 streets have a facility: 66.7 %; on foot, 75 % of 4 compounds are within a 15-minute walk; \
          75 % of the compounds lie in covered units, so the two figures lie 0 points apart, over 2 compounds."
        ]
    );
}

#[test]
fn what_hangs_on_them_is_told_where_there_is_any() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = found(folder.path(), Language::Chinese, true);
    let told = read(&plan, &outcome);
    let target = &told.rows("table.targets tbody tr")[0].cells;
    // Two of three are covered, all are asked for: one is still missing.
    assert_eq!(target[3..7], ["2", "3", "66.7%", "100%"]);
    assert_eq!(target[8..11], ["3", "1", "南街道"]);
    assert_eq!(told.rows("table.levels tbody tr").len(), 6);
    assert_eq!(told.rows("table.stages tbody tr").len(), 3);
    assert_eq!(told.count("svg.chart path.curve.dashed"), 1);
    assert!(told.count("svg.chart line.equal") >= 1, "a Lorenz curve");
    assert!(
        told.texts("svg.chart text.mark")
            .iter()
            .any(|text| text.starts_with("基尼系数"))
    );
    assert_eq!(told.rows("table.catchments tbody tr").len(), 2);
    // All, and new ones: five steps each.
    assert_eq!(told.rows("table.audit tbody tr").len(), 10);
    assert_eq!(
        told.rows("table.audit tbody tr")[1].cells[1..5],
        ["配建", "3", "4", "75%"]
    );
    // Categories are called what report.md calls them.
    assert!(
        told.texts("table.facilities td")
            .contains(&"街道综合养老服务中心".to_owned())
    );
    assert!(
        told.texts("table.facilities td")
            .contains(&"老年食堂/助餐点".to_owned())
    );
}

#[test]
fn where_nothing_was_walked_the_citys_figure_stands_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (plan, outcome) = found(folder.path(), Language::Chinese, false);
    let told = read(&plan, &outcome);
    assert_eq!(
        told.texts("p.hero"),
        ["按行政口径，3个街道中2个已有设施，覆盖率66.7%；未计算步行。"]
    );
    assert_eq!(told.count("table.compounds, table.by-unit svg.pair, ul.tiles"), 0);
    assert!(told.texts("p.warning")[0].contains("未计算步行"));
    let facilities = told.rows("table.facilities tbody tr");
    assert!(facilities.iter().all(|row| row.cells.last().unwrap().trim() == "–"));
    assert!(!told.texts("main")[0].contains("没有可评价的小区"));
}

#[test]
fn a_source_to_be_checked_says_so_on_both_pages() {
    let folder = tempfile::tempdir().unwrap();
    let (mut plan, mut outcome) = found(folder.path(), Language::Chinese, true);
    let circle = Circle::of_preset(preset_of("gb50180-15min").unwrap());
    plan.options.circles = vec![circle.clone()];
    outcome.outcome.circles[0].circle = circle;
    let units = read(&plan, &outcome);
    let gaps = Read::new(&page(&plan, &outcome.outcome));
    for told in [units, gaps] {
        let notes = told.texts("section.figures p.note");
        assert!(
            notes
                .iter()
                .any(|note| note.contains("GB 50180-2018") && note.contains("引用前请核对原文")),
            "{notes:?}"
        );
    }
}
