//! What each section and key of a plan is for, in Chinese; in English it stands with the settings themselves (`settle`).

/// Lines at the head of a plan file.
pub(crate) const HEAD: &str = "\
# service-circle 方案文件。运行：service-circle gaps plan.toml
# 各键均为默认值，删去某键即取默认；以 # 注释的键没有默认值，仅为示例。
# 路径相对于本文件。--set 节.键=值 可在一次运行中覆盖任一键。
";

/// By section, and by section and key; keys that several sections have alike stand once, after a dot.
#[rustfmt::skip]
pub(crate) const NOTES: &[(&str, &str)] = &[
    ("osm", "OpenStreetMap 地图数据。"),
    ("osm.file", "OpenStreetMap 地图数据，.osm.pbf。没有默认值。"),
    ("walk", "人如何步行。"),
    ("walk.speed_m_s", "平路步速，米/秒。老年人通常取1.0：15分钟为900米，在 GB 50180-2018 的800-1000米之内。"),
    ("walk.steps_factor", "走台阶与走同样图上长度平路的时间之比。2为减半速度。"),
    ("walk.signal_wait_s", "过信号灯路口等候的秒数，每路口一次。取90-120秒周期中红灯的一半。"),
    ("walk.lift_board_s", "呼叫并进入电梯的秒数。"),
    ("walk.lift_level_s", "电梯每层的秒数。"),
    ("walk.trunk", "沿 highway=trunk 步行：\"sidewalk\" 有人行道或 foot=yes 才可，\"open\" 总可，\"closed\" 不可。"),
    ("walk.step_free", "禁行台阶和自动扶梯，适用于轮椅。"),
    ("walk.stitch_m", "相距这么近的断头路视为相连，米，0至25。0为不连：地图上的缺口可能是墙。"),
    ("walk.zones", "谁可在小区内步行：\"infer\" 由轮廓、大门、围墙和标签推断仅居民可走之处，\"tagged\" 只信通行标签，\"open\" 人人可走（其他工具的做法）。"),
    ("walk.signal_cluster_m", "相距这么近的信号灯算一个路口，只等一次。米。"),
    ("walk.separate_sidewalk_m", "sidewalk=separate 的车行道，只有这么近处另绘有人行道时才不可走。米。"),
    ("walk.island_m", "总长不足此数的孤立路段：保留并计数，但不接入任何对象。米。"),
    ("compounds", "小区，以及点和轮廓如何接入路网。"),
    ("compounds.file", "小区名单。没有时：用地图数据中有名称的居住区。"),
    ("compounds.dwellings", "居民出发点：compound, lon, lat, weight。没有时：用住宅建筑，否则用网格。可单独成表 [compounds.dwellings]，键为 file、layer、crs、encoding、columns。"),
    ("compounds.gates", "已知的大门：compound, lon, lat, open_to。优先于地图所绘。可单独成表 [compounds.gates]，键同上。"),
    ("compounds.adopt_outlines", "名单中以点给出的小区，采用地图数据中单独包含它的轮廓。"),
    ("compounds.snap_m", "点距道路在此以内即接入。米。"),
    ("compounds.snap_flagged_m", "更远但在此以内：接入并标注；再远则未接入路网。米。"),
    ("compounds.dwelling_grid_m", "没有建筑数据时，住宅点网格的间距，米，5至500。"),
    ("compounds.gate_near_outline_m", "大门距轮廓在此以内即属于该小区。米。"),
    ("facilities", "养老设施。"),
    ("facilities.file", "设施名单。没有时：用地图数据中标注的养老设施，国内很少。"),
    ("facilities.tags", "哪些 OpenStreetMap 标签算作设施：tags, category。没有时：用内置表。"),
    ("circle", "服务圈：哪些设施计入，多远算超出。可有任意多个，各自判定。"),
    ("circle.preset", "预设服务圈，其他键随之而定：gb50180-15min、gb50180-10min、gb50180-5min（1000、500、300米）、quarter-hour、street-centre（750平方米）、guizhou-street-centre、guizhou-station、embedded-complex。自己写的键优先。"),
    ("circle.name", "名称，随结果列出；各服务圈应不同。"),
    ("circle.categories", "计入的设施类别；为空则全部计入。"),
    ("circle.limit", "限值：步行分钟数，如 \"15min\"；或按平路步速折算的米数，如 \"900m\"。恰好等于限值算在内。"),
    ("circle.status", "计入的设施状态；为空则全部计入。"),
    ("circle.min_floor_area_m2", "建筑面积小于此数或未填的设施不计入。平方米。"),
    ("circle.as_of", "判定日期：此后开业的设施不计入。没有时不看开业日期。"),
    ("units", "分区统计的行政单元。没有名单时：用小区名单中写明的街道和社区。"),
    ("units.file", "街道、社区、乡镇、村：id, name, kind, parent, urban_rural, elders, population；可有轮廓。"),
    ("target", "要达到的目标，如80%的村；可有任意多个。写比例或设施数量。"),
    ("target.name", "名称，随结果列出。"),
    ("target.kind", "适用的单元类型，一种或多种：city, district, street, town, township, community, village。没有时：全部。"),
    ("target.urban_rural", "适用于城市 \"urban\" 或农村 \"rural\"。没有时：两者。"),
    ("target.circle", "服务圈名称。没有时：第一个。"),
    ("target.measure", "衡量口径：\"administrative\" 为行政口径（设施所在或所服务的单元，即各市上报口径），步行口径为 \"compounds\"、\"households\"、\"elders\" 或 \"dwellings\"。"),
    ("target.share", "要求的比例，0至1。"),
    ("target.count", "或者：应计入该服务圈的设施数量。"),
    ("level", "须同时达标的各级服务，每级一个 [[level]]，如区县、乡镇、村。"),
    ("level.kind", "该级的单元类型，一种或多种。第一级为受评单元，如区县：看其自身及以下各级。"),
    ("level.circle", "服务圈名称。没有时：第一个。"),
    ("level.share", "其单元应覆盖的比例（行政口径）。1为全部。"),
    ("verdict", "小区何时算达标。"),
    ("verdict.served_share", "限值内的住宅至少占此比例：达标。"),
    ("verdict.gap_share", "至多占此比例：未达标；两者之间为部分达标。"),
    ("verdict.compare_zones", "另按 walk.zones 的其他取值各判一次，并说明有多少判定不同。"),
    ("coverage", "单元指标的标准和算法；别处算得的数据。"),
    ("coverage.times", "别处算得的步行时间：demand（小区编号）、site（设施编号）、minutes。代替路网。"),
    ("coverage.shared", "多个小区共用的设施：compound, facility, share。未写份额的按户数分摊。"),
    ("coverage.counted", "非空间指标，只计数、不评分：item, amount, period, unit。"),
    ("coverage.ratios", "两个计数项之比。"),
    ("coverage.gaussian_sigma_min", "E2SFCA 高斯函数的宽度，分钟。没有时：取服务圈限值的一半；没有资料规定此宽度。"),
    ("coverage.access_line_per_1000", "每千名老年人床位（平方米）低于此数即为供给不足。"),
    ("coverage.area_norm", "小区应配建面积的标准：shandong、guizhou、anhui、yinchuan、harbin。没有全国标准。"),
    ("coverage.area_new_m2", "新建小区每百户平方米数；优先于上面的标准。"),
    ("coverage.area_existing_m2", "既有小区每百户平方米数。"),
    ("site", "下一批设施建在哪里。"),
    ("site.candidates", "备选点：文件（id, name, lon, lat, floor_area_m2, cost, source）；或 \"compounds\"，各小区的每个出入口；或 \"network\"，按 spacing_m 抽稀的路口。文件可单独成表 [site.candidates]，键同 [units]。"),
    ("site.spacing_m", "路网上备选点的间距。米。"),
    ("site.circle", "为哪个服务圈选址，写其名称。没有时：第一个。"),
    ("site.objective", "\"max-coverage\" 限值内需求最多（MCLP），\"min-sites\" 达到 target 所需最少处数（LSCP、部分覆盖），\"p-median\" 平均步行最短，\"p-center\" 最远步行最短。"),
    ("site.weight", "需求按什么计；\"best\" 依次取名单中有的老年人数、户数，否则按小区数。"),
    ("site.count", "新开几处。没有此项也没有预算时：1。"),
    ("site.budget", "总造价上限，代替数量；单位同备选点的 cost。"),
    ("site.stages", "各期新开几处，如 [13, 10]，代替 count：每期在前期基础上最优。"),
    ("site.stage_budgets", "各期造价上限，如 [2000000, 1500000]，代替 budget。"),
    ("site.target", "min-sites 要达到的需求比例，0至1；1为任一备选点可达的全部。"),
    ("site.target_each_street", "目标是否须在每个街道都达到，而不只是总体。"),
    ("site.cheapest", "min-sites 求最省钱而不是最少处数。"),
    ("site.equity", "\"worst-first\" 先提高覆盖最低的街道，再提高次低的（max-coverage）。"),
    ("site.equity_spread", "覆盖最高与最低的街道，差距至多为此比例（max-coverage）。"),
    ("site.at_least_per_street", "每个街道至少几处设施，含现有。"),
    ("site.at_most_per_street", "每个街道至多几处设施，含现有。"),
    ("site.min_floor_area_m2", "建筑面积小于此数或未填的备选点不用。平方米。"),
    ("site.capacities", "设施是否会满员，按 capacity 列，否则按床位：\"split\" 一处住宅可由多处设施分担，\"single-source\" 不可。"),
    ("site.fixed_in", "必选的备选点编号。"),
    ("site.fixed_out", "不选的备选点编号。"),
    ("site.excludes", "至多开其一的备选点对，如 [[\"c1\", \"c2\"]]。"),
    ("site.requires", "开前者须开后者的备选点对。"),
    ("site.moves", "至多可搬迁几处现有设施：关一处，开一处备选点。"),
    ("site.closures", "至多可关闭几处现有设施而不另开；与 moves 二者取一。"),
    ("site.gap", "证明与最优的差距在此比例以内即停止。0为直到证明最优。"),
    ("site.node_limit", "分支定界的节点数上限。"),
    ("site.time_limit_s", "外层时限，秒；被它中断的方案每次可能不同，结果中会注明。"),
    ("site.seed", "随机数种子：种子相同，方案相同。"),
    ("site.check", "是否对方案的步行重新搜索（全部选址一次）并比对。无论如何，方案都会按步行表重新核算。"),
    ("output", "没有 -o 时结果写到哪里。"),
    ("output.dir", "写出全部图层、未采用记录和汇总的文件夹。"),
    ("output.formats", "图层格式：\"gpkg\"（GeoPackage：全部图层在一个文件中，QGIS 打开即有样式）、\"geojson\"、\"fgb\"（FlatGeobuf）、\"csv\"、\"xlsx\"（每图层一个工作表）、\"shp\"（Shapefile，短字段名）、\"geoparquet\"（需编译时启用）。"),
    ("output.report", "同时写出报告网页 report.html。"),
    ("output.language", "终端文字和图层的语言：\"zh\" 中文，\"en\" 英文，\"auto\" 随名称。"),
    ("output.circles", "绘制各计入设施的服务圈范围：多一个图层。"),
    ("compounds.crs", "坐标系：wgs84、gcj02（高德）、bd09（百度）、cgcs2000 或 epsg:NNNN。没有时：以表头或文件所注为准，否则 wgs84。"),
    ("facilities.crs", "坐标系：wgs84、gcj02（高德）、bd09（百度）、cgcs2000 或 epsg:NNNN。没有时：以表头或文件所注为准，否则 wgs84。"),
    (".crs", "坐标系，同 [compounds]。"),
    (".layer", "文件有多个图层或工作表时，指定其一。"),
    (".encoding", "文字编码：utf-8、utf-16、gb18030 或 big5。没有时：自动识别。"),
    (".columns", "表头不是常用名称时，写明对应关系。"),
];

/// What a section, or a key of it, is for.
pub(crate) fn note(section: &str, key: Option<&str>) -> Option<&'static str> {
    let known = |name: &str| NOTES.iter().find(|(known, _)| *known == name).map(|(_, note)| *note);
    match key {
        None => known(section),
        Some(key) => known(&format!("{section}.{key}")).or_else(|| known(&format!(".{key}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settle::{SECTIONS, settings};

    #[test]
    fn every_section_and_key_has_a_note_and_every_note_is_used() {
        let sections = SECTIONS.iter().map(|(section, _)| (*section, None));
        let keys = settings().map(|setting| (setting.section, Some(setting.key)));
        let all: Vec<_> = sections.chain(keys).collect();
        for (section, key) in &all {
            assert!(note(section, *key).is_some(), "{section} {key:?}");
        }
        for (_, used) in NOTES {
            assert!(
                all.iter().any(|(section, key)| note(section, *key) == Some(used)),
                "{used}"
            );
        }
    }
}
