//! Plans under capacities: greedy, swaps, and closing what is not needed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::model::{Aim, Model};
use super::serve::{Served, serve};
use crate::meter::Meter;
use crate::rules::{Choice, Domains, Rules, find_allowed_set, short_row};
use crate::search::Best;

/// Sites tried in place of each open one, the most promising first.
const TRIED_SWAPS: usize = 8;

/// Finds plans; sets of sites already served are remembered.
pub(super) struct Planner<'a> {
    pub(super) model: &'a Model,
    pub(super) rules: &'a Rules,
    /// What was decided before the search.
    pub(super) domains: &'a Domains,
    pub(super) meter: &'a Meter<'a>,
    known: BTreeMap<Vec<usize>, Served>,
}

impl<'a> Planner<'a> {
    pub(super) fn new(model: &'a Model, rules: &'a Rules, domains: &'a Domains, meter: &'a Meter<'a>) -> Self {
        Self {
            model,
            rules,
            domains,
            meter,
            known: BTreeMap::new(),
        }
    }

    fn served(&mut self, open: &[usize]) -> Served {
        if let Some(served) = self.known.get(open) {
            return *served;
        }
        let served = serve(self.model, open);
        self.meter.spend(served.work);
        self.known.insert(open.to_vec(), served);
        served
    }

    fn offer(&mut self, best: &mut Best, open: &[usize]) -> bool {
        let value = self.served(open).value;
        value.is_some_and(|value| best.offer_if_allowed(self.rules, value, open))
    }

    /// Sites that the rules need, then greedily more, then swaps as long as they help.
    pub(super) fn search(&mut self, best: &mut Best) {
        let Some(mut open) = self.needed() else {
            return;
        };
        if matches!(self.model.aim, Aim::Needs { .. }) {
            self.add_until_met(&mut open);
            self.offer(best, &open.open().collect::<Vec<usize>>());
            self.drop_superfluous(best);
        } else {
            self.add_by_gain(&mut open);
            self.offer(best, &open.open().collect::<Vec<usize>>());
        }
        while best.is_some() && self.meter.goes_on() && self.swap(best) {}
    }

    /// Open sites and what rules still need of others, as a domain; `None` where no set is allowed or none was found.
    fn needed(&self) -> Option<Domains> {
        let mut domains = self.domains.clone();
        while let Some(row) = short_row(self.rules, &domains) {
            let terms = self.rules.row(row).terms.iter();
            let free = terms.filter(|(site, helps)| *helps < 0 && domains.choice(*site as usize) == Choice::Free);
            let likely = free.max_by_key(|(site, _)| (self.model.promise(*site as usize), Reverse(*site)));
            let mut after = domains.clone();
            let is_taken =
                likely.is_some_and(|(site, _)| after.decide(self.rules, *site as usize, Choice::In) == Ok(true));
            if !is_taken {
                return find_allowed_set(self.rules, self.domains.clone()).found();
            }
            domains = after;
        }
        Some(domains)
    }

    /// Lazy greedy by what a site adds; what it adds only shrinks.
    fn add_by_gain(&mut self, open: &mut Domains) {
        let mut limits: Vec<(i64, Reverse<usize>)> = open
            .free()
            .map(|site| (self.model.promise(site), Reverse(site)))
            .collect();
        let mut present = self.value_of(open);
        while let Some(top) = limits.iter().max().copied() {
            let (limit, Reverse(site)) = top;
            limits.retain(|entry| *entry != top);
            if limit <= 0 || !self.meter.goes_on() {
                break;
            }
            let mut after = open.clone();
            if open.choice(site) != Choice::Free || after.decide(self.rules, site, Choice::In) != Ok(true) {
                continue;
            }
            let gain = self.value_of(&after) - present;
            if limits.iter().any(|(other, _)| *other > gain) {
                limits.push((gain.min(limit - 1), Reverse(site)));
            } else if gain > 0 {
                present += gain;
                *open = after;
            }
        }
    }

    fn value_of(&mut self, domains: &Domains) -> i64 {
        let open: Vec<usize> = domains.open().collect();
        self.served(&open).value.unwrap_or(0)
    }

    /// Opens the site of most promise a unit of cost until all needs are met.
    fn add_until_met(&mut self, open: &mut Domains) {
        let mut free: Vec<usize> = open.free().collect();
        let promise = |site: &usize| {
            let cost = self.model.cost(*site).max(1) as f64;
            self.model.promise(*site) as f64 / cost
        };
        free.sort_by(|a, b| promise(b).total_cmp(&promise(a)).then(a.cmp(b)));
        for site in free {
            let sites: Vec<usize> = open.open().collect();
            if self.served(&sites).value.is_some() {
                return;
            }
            let mut after = open.clone();
            if open.choice(site) == Choice::Free && after.decide(self.rules, site, Choice::In) == Ok(true) {
                *open = after;
            }
        }
    }

    /// Closes sites that the best plan does not need, the dearest first.
    fn drop_superfluous(&mut self, best: &mut Best) {
        let mut sites: Vec<usize> = best.open().iter().copied().filter(|site| self.is_free(*site)).collect();
        sites.sort_by_key(|site| (Reverse(self.model.cost(*site)), *site));
        for site in sites {
            if !self.meter.goes_on() {
                return;
            }
            let open: Vec<usize> = best.open().iter().copied().filter(|other| *other != site).collect();
            self.offer(best, &open);
        }
    }

    fn is_free(&self, site: usize) -> bool {
        self.domains.choice(site) == Choice::Free
    }

    /// One round of swaps; whether any helped.
    fn swap(&mut self, best: &mut Best) -> bool {
        let mut has_helped = false;
        for closes in best.open().to_vec() {
            if !self.is_free(closes) || best.open().binary_search(&closes).is_err() {
                continue;
            }
            let mut others: Vec<usize> = self
                .domains
                .free()
                .filter(|site| best.open().binary_search(site).is_err())
                .collect();
            others.sort_by_key(|site| (self.model.cost(*site), Reverse(self.shared(closes, *site)), *site));
            for opens in others.into_iter().take(TRIED_SWAPS) {
                if !self.meter.goes_on() {
                    return false;
                }
                let kept = best.open().iter().copied().filter(|site| *site != closes);
                let mut open: Vec<usize> = kept.chain([opens]).collect();
                open.sort_unstable();
                if self.rules.hold(&self.rules.sums(open.iter().copied())) && self.offer(best, &open) {
                    has_helped = true;
                    break;
                }
            }
        }
        has_helped
    }

    /// What two sites could both serve.
    fn shared(&self, site: usize, other: usize) -> i64 {
        let rows = self.model.walks_of(site);
        let both = self
            .model
            .walks_of(other)
            .iter()
            .filter(|walk| rows.binary_search_by_key(&walk.row, |walk| walk.row).is_ok());
        both.map(|walk| self.model.weights[walk.row as usize]).sum()
    }
}
