//! The grade of a compound's data: A unless a rule holds it down.

use serde::Serialize;

use super::record::CompoundQuality;
use crate::network::Gated;
use crate::place::{DwellingBasis, Evidence};

/// How good a compound's data are, best first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Grade {
    /// Gates known, inner ways mapped and joined to them, dwellings known.
    #[default]
    A,
    /// One of these drawn or evenly spread rather than known.
    B,
    /// One of these missing in part.
    C,
    /// How people get out is guessed.
    D,
    /// Nothing to walk on is mapped.
    E,
}

impl Grade {
    /// All grades, best first.
    pub const ALL: [Self; 5] = [Self::A, Self::B, Self::C, Self::D, Self::E];
}

/// Something about a compound's data that holds its grade down.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code in layers.
    pub code: &'static str,
    /// The best grade that a compound of which it holds can have.
    pub at_best: Grade,
    /// What is wrong, in English.
    pub english: &'static str,
    /// What is wrong, in Chinese.
    pub chinese: &'static str,
    holds: fn(&CompoundQuality) -> bool,
}

impl Rule {
    /// Whether it holds of a compound.
    pub fn holds(&self, compound: &CompoundQuality) -> bool {
        (self.holds)(compound)
    }
}

/// A share of dwellings or metres from which something is the rule, not the exception: one in ten, as in the verdict.
const NOTABLE_SHARE: f64 = 0.1;
/// A share of metres from which something is mostly so.
const MOST: f64 = 0.5;

const fn rule(
    code: &'static str,
    at_best: Grade,
    english: &'static str,
    chinese: &'static str,
    holds: fn(&CompoundQuality) -> bool,
) -> Rule {
    Rule {
        code,
        at_best,
        english,
        chinese,
        holds,
    }
}

/// All rules, the heaviest first.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("off-network", Grade::E, "no dwelling is near anything to walk on", "所有住宅附近均无可步行道路", |q| q.off_network == q.dwellings),
    rule("nothing-mapped", Grade::E, "no way in, no inner way and no building is mapped", "无出入口、无内部道路、无建筑数据", |q| way_in_is_guessed(q) && q.inner.metres == 0.0 && !dwellings_are_known(q)),
    rule("way-in-guessed", Grade::D, "no way in is mapped: residents may leave on any side", "未测绘出入口，按临街各侧推测", way_in_is_guessed),
    rule("inner-ways-cut-off", Grade::D, "most inner ways lead to no gate and no street", "多数内部道路未与大门或街道连通", |q| q.inner.joined_share().is_some_and(|share| share < MOST)),
    rule("dwellings-off-network", Grade::D, "a tenth of the dwellings or more is near nothing to walk on", "一成以上住宅附近无可步行道路", |q| notable(q.off_network, q) && q.off_network < q.dwellings),
    rule("way-in-doubtful", Grade::C, "the best sign of a way in is a way that ends near the outline", "出入口仅由止于边界附近的道路推断", |q| matches!(q.best_way_in(), Some(Evidence::E3 | Evidence::E4))),
    rule("inner-ways-partly-cut-off", Grade::C, "a tenth of the inner ways or more leads to no gate and no street", "一成以上内部道路未连通", |q| q.inner.joined_share().is_some_and(|share| (MOST..=1.0 - NOTABLE_SHARE).contains(&share))),
    rule("no-inner-ways", Grade::C, "no way inside the outline is mapped: the walk to the gate is a straight line", "未测绘内部道路，至大门按直线计", |q| q.has_outline() && q.inner.metres == 0.0 && q.best_way_in() != Some(Evidence::E5)),
    rule("one-point", Grade::C, "the compound is one point: all residents start there", "小区仅为一个点", |q| q.dwelling_basis == DwellingBasis::Point),
    rule("dwellings-far-from-network", Grade::C, "a tenth of the dwellings or more joins a way from farther than snap_m", "一成以上住宅距路网过远", |q| notable(q.flagged, q)),
    rule("district", Grade::C, "the outline is larger than a compound, or a part of town", "范围过大，属片区而非小区", |q| q.district || q.gated == Some(Gated::PartOfTown)),
    rule("outline-shared", Grade::C, "several rows of the list lie in one outline of the map", "多个名单小区位于同一轮廓内", |q| matches!(q.outline, crate::place::OutlineFrom::Shared(_))),
    rule("edge-of-data", Grade::C, "the data end within the limit's walk", "数据边界在时限步行范围内", |q| q.edge_of_data),
    rule("way-in-drawn", Grade::B, "no gate is mapped, only a way that crosses the outline, or one building on a street", "无大门数据，仅有穿越边界的道路或单栋临街建筑", |q| matches!(q.best_way_in(), Some(Evidence::E2 | Evidence::E5))),
    rule("dwellings-on-a-grid", Grade::B, "no residential building is mapped inside: dwellings are spread evenly", "无住宅建筑数据，按均匀网格分布", |q| q.dwelling_basis == DwellingBasis::Grid),
    rule("through-street", Grade::B, "a public street runs through the outline", "有公共街道穿过", |q| q.through_street.is_some()),
    rule("nested", Grade::B, "the outline lies inside another one", "位于另一轮廓之内", |q| q.nested),
];

/// The grade, and the codes of every rule that holds, the heaviest first.
pub fn grade(compound: &CompoundQuality) -> (Grade, Vec<&'static str>) {
    let holding: Vec<&Rule> = RULES.iter().filter(|rule| rule.holds(compound)).collect();
    let worst = holding.iter().map(|rule| rule.at_best).max().unwrap_or_default();
    (worst, holding.iter().map(|rule| rule.code).collect())
}

fn way_in_is_guessed(compound: &CompoundQuality) -> bool {
    matches!(compound.best_way_in(), None | Some(Evidence::E6))
}

fn dwellings_are_known(compound: &CompoundQuality) -> bool {
    matches!(compound.dwelling_basis, DwellingBasis::Table | DwellingBasis::Buildings)
}

fn notable(some: u32, compound: &CompoundQuality) -> bool {
    compound.dwellings > 0 && f64::from(some) >= NOTABLE_SHARE * f64::from(compound.dwellings)
}
