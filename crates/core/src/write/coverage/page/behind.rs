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
    units: Vec<usize>,
}

/// All of a circle: those surely without first, then the longest walk first; who does not get there at all comes before.
pub(super) fn compounds<'a>(coverage: &CircleCoverage, judged: &'a CircleOutcome) -> Vec<BehindIt<'a>> {
    let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for figures in &coverage.units {
        for one in &figures.behind {
            units.entry(one.compound).or_default().push(figures.unit);
        }
    }
    let told = units.into_iter().filter_map(|(compound, units)| {
        let verdict = judged.verdicts.get(compound)?;
        Some(BehindIt {
            compound,
            verdict,
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
        let side = if verdict.verdict == Verdict::Served {
            "served-not-counted"
        } else {
            "counted-not-served"
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
