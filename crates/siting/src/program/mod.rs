//! What branch and bound leaves open, as an integer program for a solver of others: `microlp`, or HiGHS with feature `highs`.
//!
//! They work in floating point, so what they find is told as columns and valued anew in whole numbers, and a proof that rests on them
//! is marked as such ([`Proof::FloatingPoint`](crate::Proof::FloatingPoint)).

#[cfg(feature = "highs")]
mod highs;
#[cfg(not(feature = "highs"))]
mod microlp;

#[cfg(feature = "highs")]
use self::highs as solver;
#[cfg(not(feature = "highs"))]
use self::microlp as solver;

use crate::meter::Meter;
use crate::rules::{Choice, Domains, Rules};

/// Entries of a program that the solver is of use for.
pub(crate) const MOST_ENTRIES: usize = solver::MOST_ENTRIES;
/// Whether it is of use for sites that can be full.
pub(crate) const SERVES: bool = cfg!(feature = "highs");

/// Values beyond this are not told apart by floating point for sure: 2^46 leaves seven bits below 1.
const MOST_VALUE: i64 = 1 << 46;
/// A node is dropped if it promises less than this beyond the best plan; values are whole, so 1 would be missed by nobody.
const LEAST_GAIN: f64 = 0.3;
/// From here on a value of a yes-or-no variable is yes.
const YES: f64 = 0.5;

/// A variable between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Variable(usize);

#[derive(Clone, Copy, Debug)]
struct Column {
    brings: f64,
    is_whole: bool,
}

/// A row `sum of terms <= at_most`, or `>=` of the negative.
#[derive(Clone, Debug)]
struct Row {
    terms: Vec<(Variable, f64)>,
    at_most: f64,
}

/// An integer program, to be made large; its first variables are columns of sites.
#[derive(Debug, Default)]
pub(crate) struct Program {
    columns: Vec<Column>,
    rows: Vec<Row>,
    sites: usize,
    /// Entries of all rows.
    size: usize,
}

/// How it ended.
pub(crate) struct Ended {
    /// The columns of sites in the best plan found.
    pub(crate) plan: Option<Vec<usize>>,
    /// No plan is better; without a plan there is none.
    pub(crate) is_proved: bool,
    /// No plan has a larger value, as far as the solver got.
    pub(crate) bound: Option<i64>,
}

impl Ended {
    fn stopped() -> Self {
        Self {
            plan: None,
            is_proved: false,
            bound: None,
        }
    }
}

impl Program {
    /// Columns of these sites, with what each brings, under the rules.
    pub(crate) fn new(rules: &Rules, domains: &Domains, sites: &[u32], brings: &[i64]) -> Self {
        let mut program = Self {
            sites: sites.len(),
            ..Self::default()
        };
        for brings in brings {
            program.whole(*brings);
        }
        for (index, row) in rules.rows().iter().enumerate() {
            let column = |site: &u32| sites.binary_search(site).ok();
            let free = row
                .terms
                .iter()
                .filter(|(site, _)| domains.choice(*site as usize) == Choice::Free);
            let terms = free.filter_map(|(site, coefficient)| Some((Variable(column(site)?), *coefficient as f64)));
            let terms: Vec<(Variable, f64)> = terms.collect();
            if !terms.is_empty() {
                program.at_most(terms, rules.left(domains, index) as f64);
            }
        }
        program
    }

    /// The variable of a site's column.
    pub(crate) fn column(column: usize) -> Variable {
        Variable(column)
    }

    /// A part between 0 and 1, and what it brings.
    pub(crate) fn part(&mut self, brings: i64) -> Variable {
        self.add(brings, false)
    }

    /// All or nothing, and what it brings.
    pub(crate) fn whole(&mut self, brings: i64) -> Variable {
        self.add(brings, true)
    }

    fn add(&mut self, brings: i64, is_whole: bool) -> Variable {
        self.columns.push(Column {
            brings: brings as f64,
            is_whole,
        });
        Variable(self.columns.len() - 1)
    }

    /// A row `sum of terms <= most`.
    pub(crate) fn at_most(&mut self, terms: Vec<(Variable, f64)>, most: f64) {
        self.size += terms.len();
        self.rows.push(Row { terms, at_most: most });
    }

    /// A row `sum of terms >= least`.
    pub(crate) fn at_least(&mut self, mut terms: Vec<(Variable, f64)>, least: f64) {
        for (_, coefficient) in &mut terms {
            *coefficient = -*coefficient;
        }
        self.at_most(terms, -least);
    }

    /// A row `whole <= sum of parts`.
    pub(crate) fn at_most_sum(&mut self, whole: Variable, parts: impl IntoIterator<Item = Variable>) {
        let terms = parts.into_iter().map(|part| (part, -1.0)).chain([(whole, 1.0)]);
        self.at_most(terms.collect(), 0.0);
    }

    /// Solves from a plan; `value` is about what plans are worth here.
    pub(crate) fn solve(&self, plan: &[usize], value: i64, meter: &Meter<'_>) -> Ended {
        if value.abs() > MOST_VALUE {
            return Ended::stopped();
        }
        solver::solve(self, plan, value, meter)
    }

    /// Columns of sites that are open by the values of variables.
    fn chosen(&self, value: impl Fn(usize) -> f64) -> Vec<usize> {
        (0..self.sites).filter(|column| value(*column) >= YES).collect()
    }
}
