//! All phrases, by where they stand. A phrase's name is its key in the scripts.

use service_circle_core::write::{REASONS as REASON, STATUSES as STATUS, VERDICTS as VERDICT};

use super::Phrase;

#[rustfmt::skip]
phrases! { COMMON;
    // Terms.
    CIRCLE_ELDER_CARE: "elder care", "养老服务";
    WALK_MINUTES: "{0}-minute walk", "步行{0}分钟";
    WALK_METRES: "{0} m walk", "步行{0}米";
    METRES: "{0} m", "{0} 米";
    MINUTES: "{0} min", "{0} 分钟";
    YES: "yes", "是";
    NO: "no", "否";
    NOT_KNOWN: "not known", "未知";
    LIST_COMMA: ", ", "、";

    VERDICT_GAP = VERDICT[0];
    VERDICT_PARTLY = VERDICT[1];
    VERDICT_UNDETERMINED = VERDICT[2];
    VERDICT_SERVED = VERDICT[3];

    REASON_FAR = REASON[0];
    REASON_BARRIER = REASON[1];
    REASON_OFF_NETWORK = REASON[2];
    REASON_EDGE_OF_DATA = REASON[3];
    REASON_NO_FACILITY = REASON[4];
    REASON_UNKNOWN: "Ways in not known", "出入口不明";
    ABOUT_FAR: "No facility is within the limit even in a straight line.", "即使按直线距离，限值内也没有设施。";
    ABOUT_BARRIER: "A facility is within the limit in a straight line, but the walk is longer, or there is none.", "直线距离在限值内，但步行须绕行或不通。";
    ABOUT_OFF_NETWORK: "There is no street or path near the dwellings.", "住宅附近没有可步行的道路。";
    ABOUT_EDGE_OF_DATA: "The map ends so near that a facility beyond its edge could serve.", "地图边界过近，界外设施可能可达。";
    ABOUT_NO_FACILITY: "No facility counts.", "没有计入的设施。";
    ABOUT_UNKNOWN: "The map leaves open how residents get out: no gate or path in is drawn.", "地图上没有大门或入口道路，无法确定居民如何出入。";

    STATUS_OPERATING = STATUS[0];
    STATUS_UNDER_CONSTRUCTION = STATUS[1];
    STATUS_PLANNED = STATUS[2];
    STATUS_CLOSED = STATUS[3];
    STATUS_DISUSED = STATUS[4];

    // The head of the page.
    TITLE: "{0}: {1} · {2}", "{0}·{1} · {2}";
    SKIP: "To the table of compounds", "跳到小区表";
    KICKER: "15-minute service circle", "15分钟生活圈";
    HEADING: "{0}: {1}", "{0}·{1}";
    HEADING_SEVERAL: "Service circles on foot", "步行服务圈";
    DATA_OF: "map data of {0}", "地图数据日期 {0}";
    CHOOSE_CIRCLE: "Service circle", "服务圈";
    PRINT: "Print", "打印";
    OTHER_LANGUAGE: "中文", "English";

    HERO_MANY: "**{0}** of {1} compounds lie outside a {2} of {3}.", "{1} 个小区中有 **{0}** 个在{2}{3}圈之外。";
    HERO_ONE: "**{0}** of {1} compounds lies outside a {2} of {3}.", "{1} 个小区中有 **{0}** 个在{2}{3}圈之外。";
    HERO_NONE: "None of {0} compounds lies wholly outside a {1} of {2}.", "{0} 个小区中没有一个完全在{1}{2}圈之外。";
    HERO_EMPTY: "There is no compound to judge.", "没有可评价的小区。";
    HERO_OPEN: "The data leave **{0}** more open.", "另有 **{0}** 个因资料不足待定。";
    HERO_ELDERS: "**{0}** of {1} elders ({2}) live outside it by the best evidence, as told for {3} of {4} compounds.", "有老年人口数据的小区 {3}/{4} 个，共 {1} 人，按最佳依据其中 **{0}** 人（{2}）在圈外。";
    HERO_NO_FACILITY: "No facility counts: give a list of facilities, or see the settings of the circle.", "没有计入的设施：请提供设施名单，或检查服务圈设置。";
    CIRCLE_SOURCE: "{0}: after {1}", "{0}：依据 {1}";
    CIRCLE_SOURCE_CHECK: "{0}: after {1} (**check before quoting**)", "{0}：依据 {1}（**引用前请核对原文**）";
    TILE_FACILITIES: "Facilities that count", "计入的设施";

    // The map and what stands beside it.
    MAP: "Map of compounds", "小区地图";
    SEARCH: "Search by name or id", "按名称或编号搜索";
    FILTER: "Show verdicts", "按结论筛选";
    MORE: "Show more", "显示更多";
    FOUND: "{0} of {1} compounds, the farthest outside first", "{1} 个小区中的 {0} 个，超时最多的在前";
    FOUND_ALL: "All {0} compounds, the farthest outside first", "全部 {0} 个小区，超时最多的在前";
    FOUND_NONE: "No compound matches.", "没有符合条件的小区。";
    OUTSIDE_BY: "+{0} min", "超 {0} 分钟";
    NOT_REACHED: "no walk", "不可达";
    ZOOM_IN: "Zoom in", "放大";
    ZOOM_OUT: "Zoom out", "缩小";
    ALL_OF_IT: "Whole map", "全图";
    OSM_CREDIT: "© OpenStreetMap contributors", "© OpenStreetMap 贡献者";
    LEGEND: "Legend", "图例";
    LEGEND_FACILITY: "Facility", "设施";
    LEGEND_IDLE: "Facility that does not count", "未计入的设施";
    LEGEND_WALKS: "Walks, if not served", "未达标小区步行路线";
    LEGEND_NAMES: "Names", "名称";
    LEGEND_AREAS: "Service circles", "步行服务圈";
    LEGEND_UNITS: "Units", "行政单元";
    LEGEND_SITES: "Proposed sites", "建议选址";

    // One compound.
    BACK: "All compounds", "全部小区";
    DETAIL_WALK: "**{0} min** on foot ({1} m) to **{2}**, {3}", "步行 **{0} 分钟**（{1} 米）到 **{2}**（{3}）";
    DETAIL_TIME: "**{0} min** on foot to **{1}**, {2}", "步行 **{0} 分钟**到 **{1}**（{2}）";
    DETAIL_NO_WALK: "No facility is reached within {0} min on foot.", "步行 {0} 分钟内到不了任何设施。";
    WHY_SERVED: "{0} of its dwellings are within the limit.", "{0}的住宅在限值内。";
    WHY_BARRIER: "In a straight line it is {0} m, on foot {1} m: a wall, water or a missing path lies between.", "直线距离只有 {0} 米，步行却要 {1} 米：中间有围墙、水体或道路不通。";
    ROW_OPEN: "What the data leave open", "资料不足造成的范围";
    RANGE: "{0} to {1} min", "{0} 至 {1} 分钟";
    RANGE_OR_NONE: "{0} min, or no walk at all", "{0} 分钟，或不可达";
    RANGE_NONE: "perhaps a walk, perhaps none", "可达与否不明";
    ROW_SHARE: "Dwellings within the limit", "限值内住宅";
    SHARE_OF: "{0} (dwelling points: {1})", "{0}（住宅点 {1} 个）";
    ROW_STRAIGHT: "Straight line", "直线距离";
    DETOUR: "{0} m; the walk is {1} times as long", "{0} 米，步行为其 {1} 倍";
    ROW_ELDERS: "Elders outside, by the best evidence", "圈外老年人（按最佳依据）";
    PART_OF: "{0} of {1}", "{1} 人中的 {0} 人";
    ROW_HOUSEHOLDS: "Households", "户数";
    ROW_SPEED: "Speed that just makes it", "恰好达标的步速";
    SPEED: "{0} m/s (judged at {1} m/s)", "{0} 米/秒（按 {1} 米/秒评价）";
    ROW_GATED: "Walled off", "封闭小区";
    ROW_WAYS: "Ways in", "出入口";
    WAYS_NONE: "none mapped", "地图上没有";
    WAYS: "{0} × {1}", "{1} {0} 处";
    EVIDENCE_0: "gate of your list", "名单中的大门";
    EVIDENCE_1: "gate on the map", "地图上的大门";
    EVIDENCE_2: "way that goes in", "进入小区的道路";
    EVIDENCE_3: "way that ends at the outline", "止于边界的道路";
    EVIDENCE_4: "way that ends near the outline", "止于边界附近的道路";
    EVIDENCE_5: "street front", "临街面";
    EVIDENCE_6: "street alongside, guessed", "旁侧街道（推测）";
    ROW_DWELLINGS: "Dwellings from", "住宅点来源";
    BASIS_0: "your list", "名单";
    BASIS_1: "residential buildings", "住宅建筑";
    BASIS_2: "an even grid, as no building is mapped", "均匀布点（无建筑数据）";
    BASIS_3: "one point", "单个点";
    ROW_SNAP: "To the nearest way", "到最近道路";
    ROW_UNIT: "Belongs to", "所属";
    ROW_GRADE: "Data", "资料等级";
    GRADE: "grade {0}", "{0} 级";
    ROW_SETTLE: "What would settle it", "怎样可以确定";
    SETTLE_GATE: "A gate on the {0} side would make it {1}; none is mapped.", "{0}侧如有大门，则为{1}；地图上没有。";
    SETTLE_EDGE: "A larger extract: the map ends within reach.", "使用范围更大的地图：边界在可达范围内。";
    SETTLE_GATES: "A list of its gates: how residents get out is guessed.", "提供大门名单：目前出入口为推测。";
    SETTLE_PATHS: "Ways to it on the map, or its place put right: nothing to walk on is near.", "补绘道路或更正位置：附近没有可步行道路。";
    SIDE_0: "north", "北";
    SIDE_1: "north-east", "东北";
    SIDE_2: "east", "东";
    SIDE_3: "south-east", "东南";
    SIDE_4: "south", "南";
    SIDE_5: "south-west", "西南";
    SIDE_6: "west", "西";
    SIDE_7: "north-west", "西北";
    GAUGE: "{0} min against a limit of {1} min", "{0} 分钟，限值 {1} 分钟";

    // One facility, one site.
    FACILITY_SERVES: "Compounds nearest to it and within the limit: **{0}**", "以其为最近且在限值内的小区：**{0}** 个";
    FACILITY_SERVES_ELDERS: "{0} elders", "老年人 {0} 人";
    FACILITY_IDLE: "Does not count in this circle.", "未计入本服务圈。";
    ROW_CATEGORY: "Category", "类别";
    ROW_STATUS: "Status", "状态";
    ROW_AREA: "Floor area", "建筑面积";
    SQUARE_METRES: "{0} m²", "{0} 平方米";
    ROW_BEDS: "Beds", "床位";
    SITE_NUMBER: "Proposed site {0}", "建议选址 {0}";
    SITE_GAINS: "Compounds with dwellings newly within the limit: **{0}**", "有住宅新进入圈内的小区：**{0}** 个";

    // Units and sites.
    HEADING_UNITS: "Coverage by unit", "各单元覆盖情况";
    UNITS_NOTE: "Administrative: the unit holds a facility. On foot: its residents are within the limit. The largest shortfall first.", "行政口径：单元内有设施即算覆盖。步行口径：居民步行在限值内。缺口最大的在前。";
    UNITS_CHART: "Administrative (outlined) against walked coverage (filled; pale: perhaps)", "行政覆盖率（空心）与步行覆盖率（实心，浅色为可能）";
    CAPTION_UNITS: "Units by shortfall", "各单元（按缺口排序）";
    COLUMN_UNIT: "Unit", "单元";
    COLUMN_KIND: "Kind", "类型";
    KIND_CITY: "city", "市";
    KIND_DISTRICT: "district", "区县";
    KIND_STREET: "street", "街道";
    KIND_TOWN: "town", "镇";
    KIND_TOWNSHIP: "township", "乡";
    KIND_COMMUNITY: "community", "社区";
    KIND_VILLAGE: "village", "村";
    COLUMN_COMPOUNDS: "Compounds", "小区数";
    COLUMN_ELDERS: "Elders", "老年人口";
    COLUMN_ADMINISTRATIVE: "Administrative", "行政覆盖";
    COLUMN_WALKED: "On foot", "步行覆盖";
    COLUMN_OUTSIDE: "Outside, at most", "圈外（最多）";
    COVERED: "covered", "已覆盖";
    NOT_COVERED: "not covered", "未覆盖";
    DATA_PARTIAL: "incomplete", "数据不完整";
    UNIT_COVERED: "Covered, as the city counts", "行政口径已覆盖";
    UNIT_NOT_COVERED: "Not covered", "行政口径未覆盖";
    HEADING_SITES: "Where new facilities should stand", "新设施建议选址";
    CAPTION_SITES: "Sites in the order to build them", "建议选址（按建设顺序）";
    COLUMN_ORDER: "No.", "序号";
    COLUMN_SITE: "Site", "选址";
    COLUMN_GAINS_COMPOUNDS: "Compounds with dwellings newly within", "新增圈内住宅的小区";
    SITES_BEST: "Proved best: no other plan is better.", "已证明为最优方案。";
    SITES_WITHIN: "Not proved best: at most {0} from the best.", "尚未证明最优：与最优方案相差不超过 {0}。";
    SITES_NONE: "No plan meets the conditions.", "没有满足条件的方案。";

    // Charts.
    HEADING_CURVE: "How far people walk", "步行时间分布";
    CURVE_ELDERS: "Share of elders whose walk to the nearest facility takes at most so long", "步行到最近设施不超过该时间的老年人比例";
    CURVE_COMPOUNDS: "Share of dwellings (each compound counting once) whose walk to the nearest facility takes at most so long", "步行到最近设施不超过该时间的住宅比例（各小区等权）";
    CURVE_X_ELDERS: "minutes walked; shaded: what the data leave open", "步行分钟数；阴影为资料不足造成的范围";
    CURVE_X_COMPOUNDS: "minutes walked; shaded: what the data leave open", "步行分钟数；阴影为资料不足造成的范围";
    CURVE_AT_LIMIT: "{0} min: {1}", "{0} 分钟：{1}";
    HEADING_REASONS: "Why compounds are not served", "未达标的原因";
    REASONS_NOTE: "Compounds that are not served, by reason", "未达标小区数（按原因）";

    // Tables.
    HEADING_COMPOUNDS: "Compounds", "小区";
    CAPTION_COMPOUNDS: "Compounds, the longest walk first", "小区（步行最久的在前）";
    COLUMN_COMPOUND: "Compound", "小区";
    COLUMN_VERDICT: "Verdict", "结论";
    COLUMN_MINUTES: "Minutes", "步行分钟";
    COLUMN_METRES: "Metres", "步行米数";
    COLUMN_FACILITY: "Nearest facility", "最近设施";
    COLUMN_REASON: "Reason", "原因";
    COLUMN_ELDERS_OUTSIDE: "Elders outside, by the best evidence", "圈外老年人（按最佳依据）";
    TABLE_FILTERED: "{0} of {1} compounds, as chosen beside the map.", "按地图旁的筛选，显示 {1} 个小区中的 {0} 个。";
    ALL_ROWS: "Show all rows", "显示全部行";
    PAPER_NOTE: "Compounds that are served are left out on paper.", "打印时略去达标小区。";
    HEADING_FACILITIES: "Facilities", "设施";
    CAPTION_FACILITIES: "Facilities, those that serve most first", "设施（服务小区最多的在前）";
    COLUMN_FACILITY_NAME: "Facility", "设施";
    COLUMN_CATEGORY: "Category", "类别";
    COLUMN_STATUS: "Status", "状态";
    COLUMN_COUNTS: "Counts", "计入";
    COLUMN_SERVES: "Compounds nearest to it and within the limit", "以其为最近且在限值内的小区";
    COLUMN_SERVES_ELDERS: "Elders nearest to it and within", "以其为最近且在限值内的老年人";

    // What the data cannot tell.
    HEADING_DOUBTS: "What the data cannot tell", "资料不能说明的";
    DOUBT_DATUM: "{0} was read as {1}, where its places lie {3} m off (median); as {2} it is {4} m. The results may be wrong until this is put right.", "{0} 按 {1} 读取，点位偏离中位数 {3} 米；按 {2} 为 {4} 米。更正前结果可能有误。";
    DOUBT_UNDETERMINED: "Undetermined compounds: **{0}**. The map leaves open whether they are within; each says what would settle it.", "待定小区：**{0}** 个。地图资料不足以判定是否在圈内；各小区注明了怎样可以确定。";
    DOUBT_EDGE: "Compounds near the edge of the map: **{0}**. A facility beyond it could serve them.", "靠近地图边界的小区：**{0}** 个，界外设施可能可达。";
    DOUBT_POOR: "Compounds whose way out is guessed, as no gate is mapped: **{0}** of {1} (grades D and E). A list of gates settles most.", "出入口为推测的小区：{1} 个中有 **{0}** 个（资料等级 D、E）。补充大门名单可解决大部分。";
    DOUBT_ZONES: "Verdicts that would differ if walls and gates were believed more or less (walk.zones): **{0}**.", "若对围墙与大门采信程度不同（walk.zones），结论会改变的小区：**{0}** 个。";
    DOUBT_FACILITIES: "Facilities are those tagged in OpenStreetMap, which knows few in Chinese cities; a list of your own is better.", "设施取自 OpenStreetMap 标签，国内城市收录很少；建议使用自有名单。";
    DOUBT_COMPOUNDS: "Compounds are those named in OpenStreetMap; a compound that is not drawn is not judged.", "小区取自 OpenStreetMap 中有名称的居住区；未绘制的小区不在评价之内。";
    DOUBT_NO_ELDERS: "No list tells how many elders live in each compound: every compound counts the same.", "没有各小区老年人口数据：各小区等权计算。";
    DOUBT_SOME_ELDERS: "Compounds that do not tell how many elders live in them: **{0}**.", "没有老年人口数据的小区：**{0}** 个。";
    DOUBT_REJECTED: "Rows that could not be used: **{0}**; rejected.csv tells each with its reason.", "无法使用的数据行：**{0}** 行，原因见 rejected.csv。";
    DOUBT_CONVENTION: "The limit is a convention, and so is the walking speed; a compound just beyond it is not worse off than one just within.", "限值与步速均为约定；刚超出与刚达到者并无实质差别。";
    DOUBT_NOT_JUDGED: "Beds, quality, prices and slopes are not judged.", "床位、服务质量、价格与坡度不在评价之内。";
    DOUBT_DRAWN: "Streets and walks are drawn here to within {0} m; the layers beside this page hold them exactly.", "本页道路与路线绘制误差在 {0} 米以内；精确数据见同目录图层。";

    // Settings, files, licence.
    HEADING_SETTINGS: "Settings and data", "参数与数据";
    CAPTION_SETTINGS: "Settings in force", "生效参数";
    CAPTION_DATA: "Data read", "读入的数据";
    COLUMN_WHAT: "What", "项目";
    COLUMN_VALUE: "Value", "值";
    DATA_DATE: "Date of the map data", "地图数据日期";
    FILE: "{0}, {1} bytes, SHA-256 {2}", "{0}，{1} 字节，SHA-256 {2}";
    NETWORK: "Walking network", "步行路网";
    NETWORK_FIGURES: "{0} km, {1} stretches, {2} junctions and ends", "{0} 公里，路段 {1}，节点 {2}";
    LICENCE: "Map data © OpenStreetMap contributors, available under the Open Database License (openstreetmap.org/copyright): say so wherever you show or pass on this map.", "地图数据 © OpenStreetMap 贡献者，依据开放数据库许可（ODbL，openstreetmap.org/copyright）提供；展示或转发本图时请注明。";
    MADE_BY: "Made by service-circle {0}. This page holds all it shows and asks the network for nothing.", "由 service-circle {0} 生成。本页自含全部内容，不访问网络。";
}

/// Statuses that are known; others are shown as told.
pub(crate) const STATUSES: &[(&str, &Phrase)] = &[
    ("operating", &STATUS_OPERATING),
    ("under-construction", &STATUS_UNDER_CONSTRUCTION),
    ("planned", &STATUS_PLANNED),
    ("closed", &STATUS_CLOSED),
    ("disused", &STATUS_DISUSED),
];
