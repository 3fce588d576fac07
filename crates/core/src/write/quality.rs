//! The quality layer: how far each compound's verdict can be trusted, and what would mend it.

use super::columns::ColumnType::{Decimal, Flag, Integer, Text};
use super::columns::{Cell, Column, Layer, word};
use super::compounds::{METRES, SHARE};
use super::{LayerKind, shape, words};
use crate::gaps::CompoundVerdict;
use crate::place::{Compound, Evidence};
use crate::plan::Outcome;
use crate::quality::{CompoundQuality, RULES};

/// A compound's record with what it is set beside.
pub(super) struct Record<'a> {
    compound: &'a Compound,
    verdict: &'a CompoundVerdict,
    quality: &'a CompoundQuality,
    nested_in: Option<&'a str>,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// Between several codes or phrases in one cell.
const BETWEEN: &str = "; ";

/// The columns: a contract; new ones are added at the end, these are not renamed.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("id", Text, "Compound id", "小区编号", |r| r.compound.id.as_str().into()),
    Column::new("name", Text, "Compound name", "小区名称", |r| r.compound.name.as_deref().into()),
    Column::coded(Column::defined(Column::new("grade", Text, "Grade", "数据质量等级", |r| Cell::Text(word(r.quality.grade))), "Grade of the data, A (known) to E (nothing mapped)", "数据质量等级，A（资料完备）至 E（没有资料）"), words::GRADES),
    Column::defined(Column::new("held_down_by", Text, "Held down by", "降级原因代码", |r| listed(r.quality.held_down_by.join(BETWEEN))), "What holds the grade down, codes", "降低等级的原因，代码"),
    Column::defined(Column::new("held_down_en", Text, "Why not A", "降级原因（英文）", |r| listed(phrases(r.quality, |rule| rule.english))), "What holds the grade down, in English", "降低等级的原因，英文"),
    Column::defined(Column::new("held_down_zh", Text, "Why not A, in Chinese", "降级原因", |r| listed(phrases(r.quality, |rule| rule.chinese))), "What holds the grade down, in Chinese", "降低等级的原因，中文"),
    Column::coded(Column::defined(Column::new("verdict", Text, "Verdict", "结论", |r| Cell::Text(word(r.verdict.verdict))), "served, partly, gap or undetermined", "达标、部分达标、缺口或待定"), words::VERDICTS),
    Column::coded(Column::defined(Column::new("outline", Text, "Outline", "轮廓来源", |r| r.quality.outline.word().into()), "Where the outline came from: table, extract, adopted, shared (none, several rows lie in it), none", "轮廓来源：名单、地图、采用地图轮廓、多点共用（无轮廓）或无"), words::OUTLINES),
    Column::defined(Column::new("outline_id", Text, "Outline id", "地图面编号", |r| r.quality.outline.area().map_or(Cell::Absent, |area| area.to_string().as_str().into())), "The area of the extract it is about", "相关的地图面"),
    Column::new("parts", Integer, "Separate parts of the outline", "轮廓块数", |r| u64::from(r.quality.parts).into()),
    Column::new("nested", Flag, "Lies in another outline", "位于另一轮廓之内", |r| r.quality.nested.into()),
    Column::new("nested_in", Text, "The compound whose outline that is", "所在小区编号", |r| r.nested_in.into()),
    Column::new("area_m2", Decimal(0), "Area, m2", "面积（平方米）", |r| r.quality.area_m2.into()),
    Column::defined(Column::new("district", Flag, "District", "属片区", |r| r.quality.district.into()), "Larger than 0.5 km2: a district", "面积超过 0.5 平方公里，属片区"),
    Column::defined(Column::new("gated", Flag, "Gated", "数据显示封闭", |r| r.quality.gated.map(crate::network::Gated::is_gated).into()), "The data say it is walled off", "数据是否显示封闭"),
    Column::coded(Column::defined(Column::new("gated_why", Text, "Why gated", "封闭依据", |r| r.quality.gated.map(|gated| Cell::Text(word(gated))).into()), "Why gated, or why not", "封闭或不封闭的依据"), words::GATED),
    Column::new("e0", Integer, "Gates told (E0)", "名单大门数（E0）", |r| way_in(r, Evidence::E0)),
    Column::new("e1", Integer, "Gates mapped at the outline (E1)", "地图大门数（E1）", |r| way_in(r, Evidence::E1)),
    Column::new("e2", Integer, "Ways across the outline (E2)", "穿越边界道路数（E2）", |r| way_in(r, Evidence::E2)),
    Column::new("e3", Integer, "Ways that end near the outline (E3)", "止于边界道路数（E3）", |r| way_in(r, Evidence::E3)),
    Column::new("e4", Integer, "Dangling ends that nearly meet (E4)", "近边界断头路数（E4）", |r| way_in(r, Evidence::E4)),
    Column::new("e5", Integer, "Street fronts of a single building (E5)", "单栋临街（E5）", |r| way_in(r, Evidence::E5)),
    Column::new("e6", Integer, "Guessed ways in (E6)", "推测出入口数（E6）", |r| way_in(r, Evidence::E6)),
    Column::new("wall_share", Decimal(SHARE), "Share of the outline along walls or fences", "围墙覆盖比例", |r| r.quality.wall_share.into()),
    Column::new("inner_m", Decimal(METRES), "Metres of ways inside", "内部道路长度（米）", |r| r.quality.has_outline().then_some(r.quality.inner.metres).into()),
    Column::new("inner_joined_share", Decimal(SHARE), "Share of them that leads to a gate or street", "内部道路连通比例", |r| r.quality.inner.joined_share().into()),
    Column::new("dwellings", Integer, "Dwelling points", "住宅点数", |r| u64::from(r.quality.dwellings).into()),
    Column::coded(Column::defined(Column::new("dwelling_basis", Text, "Dwellings from", "住宅点来源", |r| Cell::Text(word(r.quality.dwelling_basis))), "What they were made from: table, buildings, grid, point", "住宅点来源：名单、建筑、网格或单点"), words::DWELLING_BASES),
    Column::new("snap_median_m", Decimal(METRES), "Straight from a dwelling to the network, median, m", "到路网距离中位数（米）", |r| r.quality.snap_median_m.into()),
    Column::new("snap_longest_m", Decimal(METRES), "The same, longest, m", "到路网最远距离（米）", |r| r.quality.snap_longest_m.into()),
    Column::new("flagged", Integer, "Dwellings that join from too far to be sure", "距路网过远住宅点数", |r| u64::from(r.quality.flagged).into()),
    Column::new("off_network", Integer, "Dwellings that join nothing", "未接入路网住宅点数", |r| u64::from(r.quality.off_network).into()),
    Column::new("through_street", Text, "A public street that runs through", "穿过的公共街道", |r| r.quality.through_street.map(|way| Cell::Text(way.to_string())).into()),
    Column::new("edge_of_data", Flag, "The data end within the limit's walk", "时限内到达数据边界", |r| r.quality.edge_of_data.into()),
];

/// The layer: every compound of the outcome, in input order, with the verdict of the plan's first circle.
pub(super) fn layer(outcome: &Outcome) -> Layer<'_> {
    let compounds = &outcome.placed.compounds;
    let verdicts = outcome.circles.first().map_or(&[][..], |first| &first.verdicts);
    let records: Vec<Record<'_>> = compounds
        .iter()
        .zip(verdicts)
        .zip(&outcome.quality)
        .map(|((compound, verdict), quality)| Record {
            compound,
            verdict,
            quality,
            nested_in: quality
                .nested_in
                .and_then(|outer| Some(compounds.get(outer)?.id.as_str())),
        })
        .collect();
    let layer = Layer::new(LayerKind::Quality.name(), COLUMNS, records, |record| {
        let compound = record.compound;
        (
            compound.id.clone(),
            shape::outline_or_point(compound.outline.as_ref(), compound.place),
        )
    });
    layer.of(LayerKind::Quality)
}

fn way_in(record: &Record<'_>, evidence: Evidence) -> Cell {
    let count = record.quality.ways_in.get(evidence as usize).copied().unwrap_or(0);
    u64::from(count).into()
}

/// Absent where nothing is listed.
fn listed(text: String) -> Cell {
    if text.is_empty() {
        Cell::Absent
    } else {
        Cell::Text(text)
    }
}

fn phrases(quality: &CompoundQuality, phrase: impl Fn(&crate::quality::Rule) -> &'static str) -> String {
    let holding = RULES.iter().filter(|rule| quality.held_down_by.contains(&rule.code));
    holding.map(phrase).collect::<Vec<_>>().join(BETWEEN)
}
