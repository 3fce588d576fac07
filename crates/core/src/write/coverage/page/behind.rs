//! The compounds behind the difference of the two figures, once each.

use std::collections::BTreeMap;

use super::{Page, ROWS_SHOWN};
use crate::gaps::{CompoundVerdict, Verdict};
use crate::plan::CircleOutcome;
use crate::read::table::UnitKind;
use crate::units::CircleCoverage;
use crate::units_of_measure::Milliseconds;
use crate::write::coverage::phrases::number;

/// A compound, and the units whose figure is wrong for it.
pub(super) struct BehindIt<'a> {
    pub(super) compound: usize,
    pub(super) verdict: &'a CompoundVerdict,
    /// Whether its units count as covered while it is not served; else the other way round.
    pub(super) unit_counts: bool,
    /// Whether that is so whatever the map leaves open.
    pub(super) is_sure: bool,
    units: Vec<usize>,
}

/// All of a circle: those surely without first, then the longest walk first; who does not get there at all comes before.
pub(super) fn compounds<'a>(coverage: &CircleCoverage, judged: &'a CircleOutcome) -> Vec<BehindIt<'a>> {
    // A compound may be in a district that counts and in a street that does not.
    let mut units: BTreeMap<(usize, bool), (Vec<usize>, bool)> = BTreeMap::new();
    for figures in &coverage.units {
        for one in &figures.behind {
            let (units, is_sure) = units.entry((one.compound, one.unit_counts)).or_default();
            units.push(figures.unit);
            *is_sure |= one.is_sure;
        }
    }
    let told = units
        .into_iter()
        .filter_map(|((compound, unit_counts), (units, is_sure))| {
            let verdict = judged.verdicts.get(compound)?;
            Some(BehindIt {
                compound,
                verdict,
                unit_counts,
                is_sure,
                units,
            })
        });
    let mut all: Vec<BehindIt<'_>> = told.collect();
    let rank = |verdict: Verdict| match verdict {
        Verdict::Gap | Verdict::Partly => 0,
        Verdict::Undetermined => 1,
        Verdict::Served => 2,
    };
    let walk = |one: &BehindIt<'_>| one.verdict.median.unwrap_or(Milliseconds(u32::MAX));
    all.sort_by(|a, b| {
        let ranks = rank(a.verdict.verdict).cmp(&rank(b.verdict.verdict));
        ranks.then_with(|| walk(b).cmp(&walk(a)))
    });
    all
}

impl Page<'_> {
    pub(super) fn behind(&self, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        let all = compounds(coverage, judged);
        let kinds = self.kinds(&all);
        let mut heads = vec![self.pick("compound", "小区").to_owned()];
        heads.extend(kinds.iter().map(|kind| match kind {
            Some(kind) => self.word(*kind),
            None => self.pick("unit", "所在单元").to_owned(),
        }));
        heads.extend(
            self.pick("verdict|reason|minutes|difference", "结论|原因|步行时间（分钟）|差异")
                .split('|')
                .map(str::to_owned),
        );
        let mut table = crate::write::coverage::markdown::Table::of(&heads.join("|"));
        for one in all.iter().take(ROWS_SHOWN) {
            table.row(self.row(one, &kinds));
        }
        let mut text = self.section("Compounds behind the difference", "差异小区", &table);
        text.push_str(&self.rest(all.len(), "behind.csv"));
        text
    }

    /// The kinds of units that any of them is in.
    fn kinds(&self, all: &[BehindIt<'_>]) -> Vec<Option<UnitKind>> {
        let units = all.iter().flat_map(|one| &one.units);
        let mut kinds: Vec<_> = units.map(|unit| self.kind_of(*unit)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn kind_of(&self, unit: usize) -> Option<UnitKind> {
        self.outcome.coverage.roster.units.get(unit)?.kind
    }

    fn row(&self, one: &BehindIt<'_>, kinds: &[Option<UnitKind>]) -> Vec<String> {
        let mut row = vec![self.compound(one.compound)];
        row.extend(kinds.iter().map(|kind| {
            let of_kind = one.units.iter().filter(|unit| self.kind_of(**unit) == *kind);
            let names: Vec<String> = of_kind.map(|unit| self.unit(*unit)).collect();
            names.join(self.pick(", ", "、"))
        }));
        let verdict = one.verdict;
        let side = if one.unit_counts {
            "counted-not-served"
        } else {
            "served-not-counted"
        };
        row.extend([
            self.word(verdict.verdict),
            verdict.reason.map(|reason| self.word(reason)).unwrap_or_default(),
            number(verdict.median.map(Milliseconds::minutes), 1),
            self.phrases.word(side),
        ]);
        row
    }
}
