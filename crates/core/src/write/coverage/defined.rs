//! Figures that several tables tell, each defined once: one title, one definition.

use crate::write::columns::Figure;

#[rustfmt::skip]
mod figures {
    use super::Figure;

    pub(crate) const COMPOUNDS: Figure = Figure::new(["Compounds", "小区数"],
        ["Compounds most of whose dwelling points stand in the unit or units.", "计入本行单元的小区数，即多数住宅点位于其中者。"]);
    pub(crate) const COMPOUNDS_LOW: Figure = Figure::new(["Compounds served on foot, surely", "步行达标小区占比（最低）"],
        ["Compounds surely served / compounds, whatever the map leaves open. Served: at least 90 % of its dwellings (the served share, a setting of the plan) walk to a facility counted within the limit.",
         "确定达标小区数÷小区数，地图未标明之处按最不利情形计。至少90%的住户（达标比例，可在方案中设定）步行在时限内可达计入设施，即为达标。"]);
    pub(crate) const COMPOUNDS_HIGH: Figure = Figure::new(["Compounds served on foot, at most", "步行达标小区占比（最高）"],
        ["Compounds that may be served / compounds: all that the map leaves open taken for the best.", "可能达标小区数÷小区数，地图未标明之处（多为出入口）按最有利情形计。"]);
    pub(crate) const HOUSEHOLDS: Figure = Figure::new(["Households", "户数"],
        ["Households: the unit's own figure, else those of the units below it, else of its compounds, divided by dwelling points where a border runs through one.", "户数：取单元自报数，否则取下级单元之和，再否则为小区户数之和；跨界小区按住宅点分摊。"]);
    pub(crate) const HOUSEHOLDS_LOW: Figure = Figure::new(["Households within the limit, surely", "步行可达户数占比（最低）"],
        ["Households whose dwelling surely walks to a facility counted within the limit / households of the compounds that tell them.", "步行在时限内确定可达计入设施的户数÷已填报小区的户数，按最不利情形计。"]);
    pub(crate) const HOUSEHOLDS_HIGH: Figure = Figure::new(["Households within the limit, at most", "步行可达户数占比（最高）"],
        ["Households whose dwelling may walk to a facility counted within the limit / households of the compounds that tell them.", "步行在时限内可能可达计入设施的户数÷已填报小区的户数，按最有利情形计。"]);
    pub(crate) const ELDERS: Figure = Figure::new(["Elders", "老年人口"],
        ["Elders: the unit's own figure, else those of the units below it, else of its compounds, divided by dwelling points where a border runs through one.", "老年人口（人）：取单元自报数，否则取下级单元之和，再否则为小区老年人口之和；跨界小区按住宅点分摊。"]);
    pub(crate) const ELDERS_LOW: Figure = Figure::new(["Elders within the limit, surely", "步行可达老年人口占比（最低）"],
        ["Elders whose dwelling surely walks to a facility counted within the limit / elders of the compounds that tell them.", "步行在时限内确定可达计入设施的老年人口÷已填报小区的老年人口，按最不利情形计。"]);
    pub(crate) const ELDERS_HIGH: Figure = Figure::new(["Elders within the limit, at most", "步行可达老年人口占比（最高）"],
        ["Elders whose dwelling may walk to a facility counted within the limit / elders of the compounds that tell them.", "步行在时限内可能可达计入设施的老年人口÷已填报小区的老年人口，按最有利情形计。"]);
    pub(crate) const DWELLINGS_LOW: Figure = Figure::new(["Dwelling points within the limit, surely", "步行可达住宅点占比（最低）"],
        ["Dwelling points that surely walk to a facility counted within the limit / all dwelling points; a point is a residential building, a row of your table, or a place of a grid.", "步行在时限内确定可达计入设施的住宅点数÷住宅点数；住宅点为住宅楼、名单中的住宅点或均匀布点。"]);
    pub(crate) const DWELLINGS_HIGH: Figure = Figure::new(["Dwelling points within the limit, at most", "步行可达住宅点占比（最高）"],
        ["Dwelling points that may walk to a facility counted within the limit / all dwelling points.", "步行在时限内可能可达计入设施的住宅点数÷住宅点数，按最有利情形计。"]);
    pub(crate) const BEDS: Figure = Figure::new(["Beds", "床位数"],
        ["Beds of the facilities counted, as far as the list tells them.", "计入设施的床位数之和（张），未填报者不计。"]);
    pub(crate) const BEDS_PER_1000: Figure = Figure::new(["Beds for 1,000 elders", "每千名老人床位数（张）"],
        ["Beds of the facilities counted that stand in the unit or units / their elders x 1,000, over those that tell elders; how many do not: elders not told by.", "本行单元内计入设施的床位数÷老年人口×1000，仅计有老年人口数的单元；未填报者见“未填报老年人口者”。"]);
    pub(crate) const FLOOR_AREA: Figure = Figure::new(["Floor area, m2", "建筑面积（平方米）"],
        ["Floor area of the facilities counted, as far as the list tells it, m2.", "计入设施的建筑面积之和（平方米），未填报者不计。"]);
    pub(crate) const AREA_PER_100: Figure = Figure::new(["Floor area for 100 households, m2", "每百户建筑面积（平方米）"],
        ["Floor area of the facilities counted that stand in the unit or units / their households x 100, over those that tell households; how many do not: households not told by.", "本行单元内计入设施的建筑面积÷户数×100，仅计有户数的单元；未填报者见“未填报户数者”。"]);
    pub(crate) const POPULATION: Figure = Figure::new(["Residents", "常住人口"],
        ["Residents: the unit's own figure, else those of the units below it, else of its compounds, divided by dwelling points where a border runs through one.", "常住人口（人）：取单元自报数，否则取下级单元之和，再否则为小区人口之和；跨界小区按住宅点分摊。"]);
    pub(crate) const ELDERS_OF_POPULATION: Figure = Figure::new(["Elders among residents", "老年人口占比"], ["Elders / residents, of those that tell both.", "老年人口÷常住人口，仅计两者均填报者。"]);
    pub(crate) const ELDERS_PER_FACILITY: Figure = Figure::new(["Elders for each facility", "每处设施对应老年人口"],
        ["Elders / facilities counted that stand in the unit or units.", "老年人口÷本行单元内计入设施数（人/处）。"]);
    pub(crate) const ELDERS_UNTOLD: Figure = Figure::new(["Elders not told by", "未填报老年人口者（个）"],
        ["Compounds, or units below, that do not tell their elders; 0 where the figure is the unit's own.", "未填报老年人口的小区或下级单元数；取单元自报数时为0。"]);
    pub(crate) const HOUSEHOLDS_UNTOLD: Figure = Figure::new(["Households not told by", "未填报户数者（个）"],
        ["Compounds, or units below, that do not tell their households; 0 where the figure is the unit's own.", "未填报户数的小区或下级单元数；取单元自报数时为0。"]);
}

pub(super) use figures::*;
