//! What the page of units says besides: the city's figure beside the walked one, and all that hangs on them.

use super::Phrase;

#[rustfmt::skip]
phrases! { OF_UNITS;
    // The head of the page.
    TITLE_UNITS: "Coverage of {0} by unit: {1} · {2}", "{0}覆盖率对照·{1} · {2}";
    TITLE_UNITS_BARE: "Coverage of {0} by unit: {1}", "{0}覆盖率对照·{1}";
    KICKER_UNITS: "Coverage of elder care by unit", "养老服务覆盖率";
    HEADING_FIGURES: "The city's figure beside the walked one", "养老服务覆盖：行政口径与步行口径对照";
    SKIP_UNITS: "To the table of units", "跳到单元表";
    CIRCLE_LINE: "{0}: {1}", "{0}·{1}";

    // Shares and differences, to one decimal.
    SHARE_ONE: "{0} %", "{0}%";
    SHARE_SPAN: "{0}–{1} %", "{0}%～{1}%";
    POINTS_SPAN: "{0} to {1}", "{0}～{1}";

    // The two figures in a sentence.
    CITY_LEAD: "As the city counts, {0} of {1} {2} have a facility: **{3}**", "按行政口径，{1}个{2}中{0}个已有设施，覆盖率**{3}**";
    CITY_COVERED: "As the city counts, {0} is **covered**", "按行政口径，{0}**已覆盖**";
    CITY_NOT_COVERED: "As the city counts, {0} is **not covered**", "按行政口径，{0}**未覆盖**";
    CITY_NONE: "No unit is told, so there is no figure of the city", "没有单元，无行政口径";
    WALKED_LEAD: "; on foot, **{1}** of {0} compounds are within a {2}", "；按步行口径，{0}个小区中**{1}**在{2}内可达";
    WALKED_OPEN: "; on foot, **{1}** of {0} compounds are, surely or perhaps, within a {2}", "；按步行口径，{0}个小区中**{1}**确定或可能在{2}内可达";
    WALKED_NOBODY: "; there is no compound to walk from", "；没有可计算步行的小区";
    WALKED_NOT: "; nothing was walked", "；未计算步行";
    APART: "; {0} of the compounds lie in covered units, so the two figures lie **{1}** points apart, over {2} compounds.", "；{0}的小区位于已覆盖单元，两口径按小区计相差**{1}**个百分点，涉及{2}个小区。";
    FULL_STOP: ".", "。";
    HERO_OTHER: "Of the elders told, {0} are within the limit; of the dwellings, {1}.", "有数据的老年人口中{0}、住宅点中{1}在限值内。";
    HERO_DWELLINGS: "Of the dwellings, {0} are within the limit.", "住宅点中{0}在限值内。";
    KINDS_CITY: "cities", "市";
    KINDS_DISTRICT: "districts", "区县";
    KINDS_STREET: "streets", "街道";
    KINDS_TOWN: "towns", "镇";
    KINDS_TOWNSHIP: "townships", "乡";
    KINDS_COMMUNITY: "communities", "社区";
    KINDS_VILLAGE: "villages", "村";
    KINDS_UNIT: "units", "单元";
    NOTE_PARTIAL: "Note: {0} of {1} units reach beyond the map. What is told of them is of the part inside: do not quote it as the coverage of the whole unit.", "注意：{1}个单元中{0}个超出地图数据范围，所列仅为图内部分，不可作为全区（街道）覆盖率引用。";
    NOTE_NOT_WALKED: "Nothing was walked: these are the figures of the lists alone. Give an OpenStreetMap extract (--osm) or a table of walking times (--times) for the walked ones.", "未计算步行：仅为名单口径。提供地图（--osm）或步行时间表（--times）可得步行口径。";
    NOTE_TIMES: "Walking times were made elsewhere (--times).", "步行时间取自外部时间表（--times）。";
    NOTE_DIFFERENCE: "Difference: the share of compounds that lie in covered units less the share served on foot, in percentage points; both ends where the map leaves it open. A compound is served when at least {0} of its dwellings are within the limit.", "差距＝位于已覆盖单元的小区占比－步行达标小区占比（百分点），地图资料不足时列出两端。达标小区：不少于{0}的住宅在限值内。";

    // The two figures by kind and by unit.
    HEADING_KINDS: "The two figures by kind of unit", "两种口径：按单元类型";
    HEADING_BOTH: "The two figures by unit", "两种口径：按单元";
    NOTE_BARS: "Above (outlined) the city's figure, below (filled; pale: perhaps) the walked one.", "上条（空心）为行政口径，下条（实心，浅色为可能）为步行口径。";
    COLUMN_UNITS: "Units", "单元数";
    COLUMN_COVERED: "Covered", "已覆盖";
    COLUMN_CITY: "City's figure", "行政口径";
    COLUMN_IN_COVERED: "Compounds in covered units", "位于已覆盖单元的小区";
    COLUMN_SERVED: "On foot (compounds served)", "步行口径（达标小区）";
    COLUMN_APART: "Difference (points)", "差距（百分点）";
    COLUMN_BARS: "Side by side", "对照";
    COLUMN_BEHIND: "Compounds behind it", "差异小区数";
    COLUMN_ELDERS_WITHIN: "Elders within", "可达老年人口";
    COLUMN_HOUSEHOLDS_WITHIN: "Households within", "可达户数";
    COLUMN_PARTIAL: "Beyond the map in part", "数据不完整";
    COLUMN_FACILITIES: "Facilities", "设施数";
    COLUMN_BEDS_1000: "Beds for 1,000 elders", "每千老人床位";
    COLUMN_ELDERS_OUT: "Elders outside, at most", "圈外老年人口（最多）";
    COLUMN_COMPOUNDS_OUT: "Compounds outside, at most", "圈外小区（最多）";
    COLUMN_DATA: "Data", "数据";
    ALL_UNITS: "All compounds", "全部小区";
    TOWN: "{0}, in town", "{0}（城镇）";
    COUNTRY: "{0}, in the country", "{0}（农村）";

    // The compounds behind the difference.
    HEADING_BEHIND: "The compounds behind the difference", "差异所涉小区";
    NOTE_BEHIND: "Not served on foot in a unit that counts as covered, or served in one that does not.", "所在单元计为覆盖而步行未达标，或单元未覆盖而步行达标的小区。";
    COLUMN_SIDE: "Side", "差异方向";
    SIDE_COUNTED: "counted, not served", "计为覆盖，步行未达标";
    SIDE_SERVED: "served, not counted", "步行达标，未计覆盖";

    // Targets, levels.
    HEADING_TARGETS: "Targets", "目标";
    NOTE_TARGETS: "Needed: the share asked for of all, rounded up. Still missing: needed less surely covered; both ends where the map leaves it open. Bars: above what is asked for, below what is covered.", "所需＝目标比例×总数，向上取整；还差＝所需－已覆盖（下限），资料不足时列出两端。图中上条为目标值，下条为覆盖率。";
    COLUMN_TARGET: "Target", "目标";
    COLUMN_MEASURE: "Measured by", "口径";
    COLUMN_ASKED: "Asked for", "目标值";
    COLUMN_TOTAL: "Of", "总数";
    COLUMN_SHARE: "Share", "覆盖率";
    COLUMN_NEEDED: "Needed", "所需";
    COLUMN_MORE: "Still missing", "还差";
    TARGET_NUMBER: "target {0}", "目标{0}";
    MEASURE_FACILITIES: "facilities", "设施数";
    COLUMN_UNCOVERED: "Units not covered", "未覆盖单元";
    HEADING_LEVELS: "Levels", "层级网络";
    NOTE_LEVELS: "A level passes when the share of its units that the city counts as covered reaches what is asked for; a unit passes when all its levels do.", "某层级行政口径覆盖率达到要求即通过；各层级均通过，该单元方为通过。";
    LEVELS_PASS: "{0} of {1} units pass on all levels.", "{1}个单元中{0}个各层级均通过。";
    COLUMN_LEVEL: "Level", "层级";
    COLUMN_PASSES: "Passes", "是否通过";
    ALL_LEVELS: "all levels", "合计";

    // Stages.
    HEADING_STAGES: "Stages of building", "建设阶段";
    NOTE_STAGES: "Cumulative: compounds served and elders within the limit by facilities open by then, by the best evidence. Open: without a date; then by year of opening; under construction and planned last.", "累计：届时已开放设施所服务的达标小区与可达老年人口，按最佳依据计。已开放（未填日期）在前，其后按开业年份，最后为在建、规划。";
    STAGES_CHART: "Compounds served so far (line) and elders within (dashed)", "累计步行达标小区占比（实线）与可达老年人口占比（虚线）";
    COLUMN_STAGE: "Stage", "阶段";
    COLUMN_STAGE_FACILITIES: "Facilities", "本阶段设施";
    COLUMN_SO_FAR: "So far", "累计设施";
    COLUMN_STAGE_SERVED: "Compounds served", "达标小区";
    COLUMN_OF_ALL: "Of all", "占比";

    // Supply.
    HEADING_SUPPLY: "Supply within reach, and how evenly it is spread", "可达供给与均衡程度";
    NOTE_SUPPLY: "Beds and floor area within the limit on foot, shared among the elders who can reach them (2SFCA and its kin), for 1,000 elders. Gini: 0 where all have the same, towards 1 where one has all.", "时限内步行可达的床位、建筑面积由可达老年人口分享（两步移动搜寻法等），按每千名老年人计。基尼系数：0为完全均等，越接近1越不均。";
    COLUMN_SUPPLY: "Supply", "供给";
    COLUMN_METHOD: "Method", "方法";
    COLUMN_MEAN: "Mean for 1,000 elders", "每千老人均值";
    COLUMN_GINI: "Gini", "基尼系数";
    COLUMN_WITHOUT: "Elders with none", "无可达供给老年人口";
    COLUMN_BELOW: "Elders below the line", "低于基准线老年人口";
    COLUMN_OUT_OF_REACH: "Out of everybody's reach", "无人可达供给";
    LORENZ_CHART: "Lorenz curve: {0}, {1}", "洛伦兹曲线：{0}（{1}）";
    LORENZ_X: "Share of elders, the worst supplied first", "老年人口累计占比（由少到多）";
    LORENZ_EQUAL: "all alike", "完全均等";
    LORENZ_GINI: "Gini {0}", "基尼系数 {0}";

    // Catchments.
    HEADING_CATCHMENTS: "Whom each facility serves, three ways", "设施服务范围（三种口径）";
    NOTE_CATCHMENTS: "(a) compounds whose median dwelling walks there within the limit, whatever is nearer; (b) compounds that have no nearer facility, within the limit or beyond; (c) compounds that it says it serves.", "（甲）中位住宅步行在限值内的小区，可与其他设施重叠；（乙）以其为最近设施的小区，不限时限；（丙）设施声明服务的小区。";
    COLUMN_WITHIN: "(a) within", "（甲）限值内小区";
    COLUMN_NEAREST: "(b) nearest", "（乙）最近小区";
    COLUMN_DECLARED: "(c) declared", "（丙）声明小区";
    COLUMN_ELDERS_OF: "Elders", "老年人口";

    // The audit, and what is counted.
    HEADING_AUDIT: "The compound audit: five rates", "小区配建核查：五率";
    NOTE_AUDIT: "Of all: those that pass over all compounds that are not exempt; not told does not pass. Of those before: over those that passed every step before. The bar shows both.", "占全部＝通过数÷应计小区数（不含豁免），未填报视为未通过；占前序＝通过数÷通过此前各环节的小区数。图中上条为占全部，下条为占前序。";
    COLUMN_COMPOUNDS_OF: "Compounds", "小区范围";
    COLUMN_STEP: "Step", "环节";
    COLUMN_PASSED: "Pass", "通过";
    COLUMN_DUE: "Of all", "应计";
    COLUMN_RATE: "Rate of all", "占全部";
    COLUMN_RATE_HIGH: "If not told pass", "未填报计入";
    COLUMN_BEFORE: "Of those before", "前序通过";
    COLUMN_RATE_BEFORE: "Rate of those before", "占前序";
    HEADING_COUNTED: "Counted, not scored", "只计数、不评价的指标";
    NOTE_COUNTED: "Facilities by what the lists tell of them, and figures of no place.", "按名单所填分类的设施数，以及非空间指标。";
    COLUMN_GROUP: "By", "分类";
    COLUMN_VALUE_OF: "Value", "取值";
    COLUMN_OPERATING: "Operating", "运营";
    COLUMN_BEDS: "Beds", "床位";
    COLUMN_ITEM: "What", "项目";
    COLUMN_PERIOD: "Period", "时期";
    COLUMN_AMOUNT: "Amount", "数量";
}
