//! Which sites are decided, and what follows from that by the rows.

use super::Rules;

/// What is decided of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// Nothing yet.
    Free,
    /// It is open.
    In,
    /// It is not.
    Out,
}

/// The decisions at a node, with the least possible sum of every row.
#[derive(Clone, Debug)]
pub(crate) struct Domains {
    choices: Vec<Choice>,
    least: Vec<i64>,
    free: usize,
}

/// A row that cannot hold any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Violated(pub(crate) u32);

impl Domains {
    /// Nothing decided.
    pub(crate) fn new(rules: &Rules) -> Self {
        let least = rules
            .rows()
            .iter()
            .map(|row| row.terms.iter().map(|(_, a)| (*a).min(0)).sum());
        Self {
            choices: vec![Choice::Free; rules.of_site.len()],
            least: least.collect(),
            free: rules.of_site.len(),
        }
    }

    pub(crate) fn choice(&self, site: usize) -> Choice {
        self.choices[site]
    }

    /// How many sites are not decided.
    pub(crate) fn free_count(&self) -> usize {
        self.free
    }

    /// The sites that are not decided.
    pub(crate) fn free(&self) -> impl Iterator<Item = usize> {
        self.all(Choice::Free)
    }

    /// The sites that are open.
    pub(crate) fn open(&self) -> impl Iterator<Item = usize> {
        self.all(Choice::In)
    }

    /// The sites that are not.
    pub(crate) fn closed(&self) -> impl Iterator<Item = usize> {
        self.all(Choice::Out)
    }

    fn all(&self, wanted: Choice) -> impl Iterator<Item = usize> {
        let sites = self.choices.iter().enumerate();
        sites
            .filter(move |(_, choice)| **choice == wanted)
            .map(|(site, _)| site)
    }

    /// What is left of a row's limit once every free site is decided as the row likes it best.
    pub(crate) fn slack(&self, rules: &Rules, row: u32) -> i64 {
        rules.row(row).at_most - self.least[row as usize]
    }

    /// Checks all rows once, with what follows. To be called before the first [`decide`](Self::decide).
    pub(crate) fn propagate_all(&mut self, rules: &Rules) -> Result<(), Violated> {
        let mut queue: Vec<u32> = (0..rules.rows().len() as u32).collect();
        self.propagate(rules, &mut queue)
    }

    /// Decides a site, with all that follows. A site decided the other way before violates nothing by itself: false.
    pub(crate) fn decide(&mut self, rules: &Rules, site: usize, choice: Choice) -> Result<bool, Violated> {
        if self.choices[site] != Choice::Free {
            return Ok(self.choices[site] == choice);
        }
        let mut queue = Vec::new();
        self.set(rules, site, choice, &mut queue);
        self.propagate(rules, &mut queue)?;
        Ok(true)
    }

    fn set(&mut self, rules: &Rules, site: usize, choice: Choice, queue: &mut Vec<u32>) {
        self.choices[site] = choice;
        self.free -= 1;
        for &(row, coefficient) in rules.of_site(site) {
            let least = &mut self.least[row as usize];
            let before = *least;
            *least += match choice {
                Choice::In => coefficient.max(0),
                _ => -coefficient.min(0),
            };
            if *least != before {
                queue.push(row);
            }
        }
    }

    fn propagate(&mut self, rules: &Rules, queue: &mut Vec<u32>) -> Result<(), Violated> {
        while let Some(index) = queue.pop() {
            let slack = self.slack(rules, index);
            if slack < 0 {
                return Err(Violated(index));
            }
            for &(site, coefficient) in &rules.row(index).terms {
                let site = site as usize;
                if coefficient.abs() > slack && self.choices[site] == Choice::Free {
                    let choice = if coefficient > 0 { Choice::Out } else { Choice::In };
                    self.set(rules, site, choice, queue);
                }
            }
        }
        Ok(())
    }
}
