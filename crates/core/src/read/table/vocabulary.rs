//! The one table of our columns and the headers that offices, open-data portals and map services use for them.
//!
//! Headers are compared by their plain form, so a list needs each wording once: without case, brackets, spaces, units, years
//! and datums, in simplified letters.

use super::measures::Measure;

/// A column of ours.
#[derive(Debug)]
pub(super) struct Rule {
    /// Our name of it.
    pub(super) name: &'static str,
    /// The headers that mean it, best first.
    pub(super) headers: &'static [&'static str],
    /// What its numbers count.
    pub(super) measure: Measure,
    /// Whether rows cannot do without.
    pub(super) needed: bool,
}

const fn text(name: &'static str, headers: &'static [&'static str]) -> Rule {
    measured(name, Measure::None, headers)
}

const fn flag(name: &'static str, headers: &'static [&'static str]) -> Rule {
    measured(name, Measure::Flag, headers)
}

const fn count(name: &'static str, headers: &'static [&'static str]) -> Rule {
    measured(name, Measure::Count, headers)
}

const fn area(name: &'static str, headers: &'static [&'static str]) -> Rule {
    measured(name, Measure::Area, headers)
}

const fn measured(name: &'static str, measure: Measure, headers: &'static [&'static str]) -> Rule {
    Rule {
        name,
        headers,
        measure,
        needed: false,
    }
}

const fn needed(name: &'static str, headers: &'static [&'static str]) -> Rule {
    Rule {
        needed: true,
        ..text(name, headers)
    }
}

/// Headers of columns that number the lines: they mean nothing, and need no word.
pub(super) const LINE_NUMBERS: &[&str] = &[
    "序号",
    "行号",
    "顺序号",
    "no",
    "no.",
    "nr",
    "#",
    "index",
    "rownum",
    "row",
    "unnamed: 0",
    "objectid",
    "rowid",
];

// Coordinates. Names of datums in headers are taken out before headers are compared, and told apart by `Datum::of_header`.
#[rustfmt::skip]
const LON: Rule = needed("lon", &[
    "lng", "long", "longitude", "经度", "东经", "经度坐标", "坐标经度", "地理经度", "经", "x", "x坐标", "坐标x", "point x", "coord x", "easting", "东坐标", "横坐标",
]);
#[rustfmt::skip]
const LAT: Rule = needed("lat", &[
    "latitude", "纬度", "北纬", "纬度坐标", "坐标纬度", "地理纬度", "纬", "y", "y坐标", "坐标y", "point y", "coord y", "northing", "北坐标", "纵坐标",
]);
#[rustfmt::skip]
pub(super) const POSITION: Rule = text("position", &[
    "经纬度", "经纬度坐标", "坐标", "地理坐标", "位置坐标", "空间坐标", "坐标位置", "坐标经纬度", "location", "lonlat", "lnglat", "coordinates", "coordinate", "coord",
    "lng lat", "wkt", "geom", "geometry", "the geom", "wkt geom", "geo point 2d", "几何", "空间位置", "纬经度", "latlng", "latlon", "lat lng",
]);
#[rustfmt::skip]
const ENTRANCE_LON: Rule = text("entrance_lon", &["entr lon", "entr lng", "entrance lng", "door lon", "入口经度", "出入口经度", "大门经度", "主入口经度"]);
#[rustfmt::skip]
const ENTRANCE_LAT: Rule = text("entrance_lat", &["entr lat", "door lat", "入口纬度", "出入口纬度", "大门纬度", "主入口纬度"]);
const ENTRANCE: Rule = text(
    "entrance",
    &[
        "entr location",
        "entrance location",
        "入口坐标",
        "入口位置",
        "出入口坐标",
        "大门坐标",
    ],
);

/// Headers that name a compound in the lists of dwellings and gates.
#[rustfmt::skip]
const COMPOUND_OF: Rule = needed("compound", &[
    "compound id", "小区编号", "小区编码", "小区代码", "小区id", "小区", "所属小区", "所在小区", "小区名称", "小区名", "居住区", "楼盘名称",
]);
#[rustfmt::skip]
const HOST_COMPOUND: Rule = text("host_compound", &["所属小区", "所在小区", "依托小区", "小区", "小区名称", "所属住宅小区", "配建小区", "服务小区", "host"]);
#[rustfmt::skip]
const STREET: Rule = text("street", &[
    "街道", "所属街道", "所在街道", "街道名称", "街道办", "街道办事处", "街镇", "所属街镇", "所在街镇", "街道乡镇", "所属街道乡镇", "所在街道乡镇", "街乡", "街乡镇", "所属街乡",
    "所属街乡镇", "乡镇街道", "所属乡镇街道", "所在乡镇街道", "乡镇", "所属乡镇", "镇街", "所属镇街", "所在镇街", "乡", "镇", "subdistrict", "township", "jiedao",
]);
#[rustfmt::skip]
const COMMUNITY: Rule = text("community", &[
    "社区", "所属社区", "所在社区", "社区名称", "居委会", "所属居委会", "社区居委会", "社区村", "村社区", "村居", "所属村居", "村居名称", "居村委", "居村委会", "行政村",
]);
#[rustfmt::skip]
const URBAN_RURAL: Rule = text("urban_rural", &["城乡", "城乡类型", "城乡类别", "城乡分类", "城乡属性", "城乡分类代码", "城镇或农村", "城镇农村", "urban", "rural urban"]);
#[rustfmt::skip]
const HOUSEHOLDS: Rule = count("households", &[
    "户数", "总户数", "居民户数", "住户数", "规划户数", "常住户数", "入住户数", "家庭户数", "住宅户数", "户", "套数", "总套数", "住宅套数", "房屋总数", "hh", "household",
]);
#[rustfmt::skip]
const POPULATION: Rule = count("population", &[
    "人口", "总人口", "常住人口", "人口总数", "居住人口", "总人数", "常住人数", "居民人数", "实有人口", "人数", "户籍人口", "pop", "residents", "people",
]);
#[rustfmt::skip]
const ELDERS: Rule = count("elders", &[
    "老年人口", "老年人数", "老人数", "老年人", "老人", "老人人数", "老年人总数", "老年人口总数", "老年常住人口", "常住老年人口", "户籍老年人口", "老龄人口", "elderly", "older people",
    "seniors", "elder",
]);
#[rustfmt::skip]
const POP60: Rule = count("pop60", &[
    "60岁以上", "60岁以上人口", "60岁以上老年人口", "60岁以上老年人", "60岁以上老人", "60岁以上常住人口", "60岁以上户籍人口", "60岁以上常住老年人口", "60岁以上人数",
    "60岁以上老年人数", "60岁以上老人数", "60+", "60+人口", "60以上", "60岁+", "elders 60", "age 60 plus", "pop 60 plus",
]);
#[rustfmt::skip]
const POP65: Rule = count("pop65", &[
    "65岁以上", "65岁以上人口", "65岁以上老年人口", "65岁以上老年人", "65岁以上老人", "65岁以上常住人口", "65岁以上户籍人口", "65岁以上人数", "65岁以上老年人数", "65岁以上老人数",
    "65+", "65+人口", "65以上", "65岁+", "elders 65", "age 65 plus", "pop 65 plus",
]);
#[rustfmt::skip]
const POP80: Rule = count("pop80", &[
    "80岁以上", "80岁以上人口", "80岁以上老年人口", "80岁以上老年人", "80岁以上老人", "80岁以上常住人口", "80岁以上人数", "80岁以上老年人数", "80岁以上老人数", "高龄老人", "高龄老人数",
    "高龄人口", "高龄老年人口", "80+", "80+人口", "80以上", "80岁+", "age 80 plus", "pop 80 plus",
]);
#[rustfmt::skip]
const FLOOR_AREA: Rule = area("floor_area_m2", &[
    "floor area", "area m2", "area", "建筑面积", "总建筑面积", "设施建筑面积", "机构建筑面积", "房屋建筑面积", "用房面积", "使用面积", "设施面积", "面积", "总面积", "建面", "场地面积",
    "服务用房面积", "养老服务用房面积", "用房建筑面积", "可用面积", "房屋面积",
]);
#[rustfmt::skip]
const BEDS: Rule = count("beds", &[
    "床位数", "床位", "总床位数", "总床位", "养老床位", "养老床位数", "核定床位数", "核定床位", "床位总数", "设置床位数", "设计床位数", "设计床位", "实际床位数", "可用床位数", "开放床位数", "床数",
    "护理床位数", "机构床位数", "托养床位数", "日托床位数", "bed", "bed count", "number of beds", "beds total", "capacity beds",
]);
#[rustfmt::skip]
const CAPACITY: Rule = count("capacity", &[
    "服务能力", "服务人数", "可服务人数", "接待能力", "日服务能力", "日接待能力", "日托人数", "日间照料人数", "日间照料床位数", "收托人数", "可容纳人数", "容纳人数", "容量", "日均服务人次", "最大服务人数",
    "供餐能力", "就餐人数", "日供餐能力", "places",
]);
#[rustfmt::skip]
const ADMITS: Rule = flag("admits_visitors", &[
    "对外开放", "是否对外开放", "对外服务", "是否对外服务", "是否对外", "面向社会", "是否面向社会", "是否面向社会开放", "对社会开放", "是否开放", "开放", "open to public",
    "open to outsiders", "open to visitors",
]);

#[rustfmt::skip]
pub(super) const COMPOUNDS: &[Rule] = &[
    text("id", &[
        "小区编号", "小区编码", "小区代码", "小区id", "compound id", "编号", "编码", "代码", "唯一编码", "标识", "标识码", "identifier", "code", "uid", "osm id", "fid",
    ]),
    text("name", &[
        "名称", "小区名称", "小区名", "小区", "居住区名称", "居住区", "住宅小区名称", "住宅小区", "楼盘名称", "楼盘名", "楼盘", "物业小区名称", "项目名称", "小区或楼盘名称", "院落名称",
        "compound", "compound name", "estate", "title",
    ]),
    LON, LAT, POSITION,
    HOUSEHOLDS,
    ELDERS,
    STREET,
    COMMUNITY,
    text("street_id", &["街道编号", "街道编码", "街道代码", "街道id", "乡镇编码", "乡镇代码", "township id", "subdistrict id"]),
    text("community_id", &["社区编号", "社区编码", "社区代码", "社区id", "居委会代码"]),
    URBAN_RURAL,
    text("new_or_existing", &["新建或既有", "新建既有", "新旧", "新旧类型", "新建既有类型", "是否新建"]),
    text("completed", &[
        "completion date", "completed date", "竣工日期", "竣工时间", "竣工年份", "建成时间", "建成年份", "建成年代", "建筑年代", "建造年代", "交付时间", "交付日期", "built year",
        "year built",
    ]),
    POPULATION, POP60, POP65, POP80,
    count("disabled", &["失能", "失能老人", "失能老人数", "失能老年人", "失能老年人数", "失能人数", "失能半失能老人", "失能半失能老人数", "失能半失能老年人数"]),
    flag("planned", &["规划", "是否规划", "已规划", "是否已规划", "规划养老用房", "是否规划养老用房", "规划配建", "是否规划配建"]),
    flag("built", &["配建", "是否配建", "已配建", "是否已配建", "建成", "是否建成", "已建成", "是否已建成", "是否建设", "建设完成", "是否配建养老用房"]),
    area("area_m2", &[
        "配建面积", "用房面积", "养老用房面积", "养老服务用房面积", "配建养老用房面积", "养老服务设施面积", "配建建筑面积", "用房建筑面积", "care room m2",
    ]),
    flag("transferred", &["移交", "是否移交", "已移交", "是否已移交", "移交登记", "是否移交登记", "是否登记", "transferred registered", "handed over"]),
    flag("operating", &["运营", "是否运营", "已运营", "是否已运营", "是否投入运营", "正常运营", "是否正常运营", "投入使用", "是否投入使用", "operation"]),
    flag("exempt", &["豁免", "是否豁免", "免配建", "是否免配建", "无需配建", "是否无需配建"]),
];

#[rustfmt::skip]
pub(super) const FACILITIES: &[Rule] = &[
    text("id", &[
        "设施编号", "设施编码", "设施代码", "设施id", "机构编号", "机构编码", "机构代码", "机构id", "站点编号", "facility id", "编号", "编码", "代码", "唯一编码", "标识", "标识码", "identifier",
        "code", "uid", "poi id", "poiid", "统一社会信用代码", "osm id", "fid",
    ]),
    text("name", &[
        "名称", "设施名称", "机构名称", "养老机构名称", "站点名称", "单位名称", "驿站名称", "服务站名称", "中心名称", "养老设施名称", "养老服务设施名称", "服务设施名称", "服务机构名称", "项目名称", "场所名称",
        "助餐点名称", "食堂名称", "机构", "设施", "jgmc", "facility", "facility name", "title",
    ]),
    text("category", &[
        "类别", "类型", "设施类型", "设施类别", "设施分类", "设施种类", "机构类型", "机构类别", "机构分类", "服务类型", "站点类型", "养老机构类型", "养老设施类型", "养老服务设施类型", "分类", "种类", "性质类别",
        "type", "kind", "class", "facility type", "facility kind",
    ]),
    LON, LAT, POSITION,
    text("status", &[
        "运营状态", "营业状态", "经营状态", "运营情况", "运营状况", "状态", "使用状态", "建设状态", "建设情况", "设施状态", "机构状态", "运行状态", "运行情况", "开业状态", "目前状态", "现状", "state",
        "operational status",
    ]),
    FLOOR_AREA,
    BEDS,
    ADMITS,
    text("level", &["级别", "层级", "设施级别", "设施层级", "等级类别", "服务层级", "行政层级", "tier"]),
    text("open_date", &[
        "opening date", "opened", "start date", "开业时间", "开业日期", "运营时间", "运营日期", "投入运营时间", "投入使用时间", "开办时间", "成立时间", "成立日期", "启用时间", "建成时间", "建成日期",
        "预计开业时间", "计划开业时间", "预计建成时间",
    ]),
    text("services", &["服务内容", "服务项目", "服务功能", "提供服务", "功能", "service"]),
    text("operator_id", &["operator", "运营方", "运营单位", "运营机构", "运营主体", "运营商", "运营企业", "运营方编号", "托管机构", "运营机构名称", "运营单位名称"]),
    HOST_COMPOUND,
    text("serves_units", &["服务社区", "服务范围", "覆盖社区", "服务街道", "覆盖范围", "辐射社区", "服务单元", "服务村居", "serves", "covers"]),
    CAPACITY,
    text("star", &["星级", "机构星级", "等级", "机构等级", "评定等级", "养老机构等级", "星级评定", "等级评定", "stars", "rating"]),
    ENTRANCE_LON, ENTRANCE_LAT, ENTRANCE,
    STREET,
    COMMUNITY,
];

#[rustfmt::skip]
pub(super) const DWELLINGS: &[Rule] = &[
    COMPOUND_OF,
    LON, LAT, POSITION,
    count("weight", &["权重", "户数", "套数", "households", "flats", "人口", "人数", "population", "老年人口", "老人数", "elders"]),
];

#[rustfmt::skip]
pub(super) const GATES: &[Rule] = &[
    COMPOUND_OF,
    LON, LAT, POSITION,
    text("open_to", &["开放对象", "开放", "通行对象", "通行", "通行权限", "开放情况", "是否开放", "大门状态", "出入口状态", "状态", "access", "open"]),
];

#[rustfmt::skip]
pub(super) const UNITS: &[Rule] = &[
    text("id", &[
        "unit id", "编号", "编码", "代码", "区划代码", "行政区划代码", "区划编码", "统计用区划代码", "街道代码", "街道编码", "社区代码", "社区编码", "乡镇代码", "标识", "identifier", "code", "adcode",
        "gid", "osm id", "fid",
    ]),
    text("name", &[
        "名称", "单位名称", "行政区名称", "区划名称", "行政区划名称", "unit", "unit name", "村居名称", "社区名称", "社区", "村居", "居委会", "行政村", "街道名称", "街道", "乡镇街道", "街道乡镇", "街镇",
        "乡镇名称", "乡镇", "乡", "镇", "title",
    ]),
    text("kind", &["类型", "类别", "级别", "区划级别", "行政级别", "层级", "单元类型", "type", "level", "unit kind"]),
    text("parent", &["parent id", "上级", "上级编号", "上级编码", "上级代码", "上级单位", "上级单元", "part of", "上级区划", "所属街道", "所属乡镇", "所属街镇", "所属街道乡镇", "所属区县", "所属区", "所属县", "区县", "县区", "县", "区", "district", "county"]),
    URBAN_RURAL,
    ELDERS, POP60,
    POPULATION,
    HOUSEHOLDS,
    Rule { needed: false, ..LON },
    Rule { needed: false, ..LAT },
    POSITION,
];

#[rustfmt::skip]
pub(super) const CANDIDATES: &[Rule] = &[
    text("id", &["candidate id", "site id", "编号", "编码", "代码", "标识", "identifier", "code", "uid", "osm id", "fid"]),
    text("name", &["名称", "候选点名称", "点位名称", "选址名称", "地点名称", "房屋名称", "用房名称", "资产名称", "项目名称", "site", "candidate", "title"]),
    LON, LAT, POSITION,
    FLOOR_AREA,
    measured("cost", Measure::Money, &[
        "造价", "成本", "费用", "投资", "总投资", "投资额", "估算投资", "投资估算", "改造费用", "改造成本", "建设成本", "建设费用", "建设投资", "预算", "资金", "price", "costs", "budget",
    ]),
    text("source", &["来源", "房屋来源", "用房来源", "资产来源", "性质", "房屋性质", "建设方式", "建设类型", "类型", "类别", "kind", "type", "origin"]),
    CAPACITY,
    BEDS,
    STREET,
    HOST_COMPOUND,
    text("fixed", &["必选", "是否必选", "固定", "是否固定", "选定", "required"]),
    ADMITS,
];

#[rustfmt::skip]
pub(super) const TIMES: &[Rule] = &[
    needed("demand", &["demand id", "compound", "compound id", "origin", "from", "小区", "小区编号", "起点", "需求点"]),
    needed("site", &["site id", "facility", "facility id", "destination", "to", "设施", "设施编号", "终点", "服务点"]),
    Rule { needed: true, ..count("minutes", &["min", "time", "cost", "walk", "分钟", "时间", "步行时间", "步行分钟"]) },
];

#[rustfmt::skip]
pub(super) const SHARED: &[Rule] = &[
    COMPOUND_OF,
    needed("facility", &["facility id", "设施", "设施编号", "设施编码", "设施名称", "共用设施", "共享设施"]),
    count("share", &["份额", "占比", "比例", "共用比例", "分摊比例"]),
];

#[rustfmt::skip]
pub(super) const COUNTED: &[Rule] = &[
    needed("item", &["项目", "指标", "内容", "事项", "name", "what"]),
    Rule { needed: true, ..count("amount", &["数量", "数值", "合计", "总数", "value", "number", "count"]) },
    text("period", &["年度", "年份", "时期", "期间", "year"]),
    text("unit", &["单位", "单元", "街道", "所属街道", "乡镇", "社区"]),
];
