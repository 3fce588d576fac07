//! The table of walking times between compounds and facilities: what `--times` takes.

use crate::gaps::dwelling_shares;
use crate::plan::{CoverageOutcome, WalkedBy};
use crate::write::columns::ColumnType::{Decimal, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::SHARE;

/// Decimals of minutes: a millisecond is 0.00002 min, and what is within must stay within.
const MINUTES: u8 = 5;
/// Half of the weight makes the median.
const HALF: f64 = 0.5;

/// A compound's walk to one facility.
pub(super) struct Record<'a> {
    compound: &'a str,
    facility: &'a str,
    minutes: f64,
    within: f64,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("demand", Text, "Compound id", "小区编号", |r| r.compound.into()),
    Column::new("site", Text, "Facility id", "设施编号", |r| r.facility.into()),
    Column::defined(Column::new("minutes", Decimal(MINUTES), "Walk of the median dwelling, min", "中位住户步行时间（分钟）", |r| r.minutes.into()),
        "Dwelling-weighted median of the walks to this facility, by the best evidence; pairs whose median is beyond the longest limit are left out.", "小区各住户至该设施步行时间的中位数（分钟），按最可靠的出入口计；超出最长时限者不列。"),
    Column::defined(Column::new("share_reached", Decimal(SHARE), "Dwellings that walk there within the longest limit", "最长时限内可达住户占比", |r| r.within.into()),
        "Dwellings of the compound that walk to this facility within the longest limit of the plan's circles / its dwellings.", "步行在各服务圈最长时限内可达该设施的住户÷该小区住户。"),
];

/// The table: compounds in their order, facilities in theirs; empty where nothing was walked, or the times were given: the user has
/// them.
pub(super) fn table(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    let placed = &outcome.outcome.placed;
    let mut first = 0;
    for compound in &placed.compounds {
        let walked = outcome
            .minutes
            .as_ref()
            .filter(|_| outcome.walked_by == WalkedBy::Network);
        let Some(minutes) = walked else { break };
        let shares = dwelling_shares(compound);
        let mut walks: Vec<(usize, f64, f64)> = Vec::new();
        for (at, share) in shares.iter().enumerate() {
            let sites = minutes.of_demand(first + at);
            walks.extend(sites.map(|(site, minutes)| (site, minutes, *share)));
        }
        first += compound.dwellings.len();
        walks.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for to_one in walks.chunk_by(|a, b| a.0 == b.0) {
            let mut so_far = 0.0;
            let median = to_one.iter().find(|(_, _, share)| {
                so_far += share;
                so_far >= HALF - crate::gaps::SHARE_TOLERANCE
            });
            let facility = to_one.first().and_then(|(site, ..)| placed.facilities.get(*site));
            if let (Some((_, minutes, _)), Some(facility)) = (median, facility) {
                records.push(Record {
                    compound: &compound.id,
                    facility: &facility.id,
                    minutes: *minutes,
                    within: to_one.iter().fold(0.0, |sum, (_, _, share)| sum + share).min(1.0),
                });
            }
        }
    }
    Layer::new("times", COLUMNS, records, |record| (record.compound.to_owned(), None))
}
