//! Plans in stages: each the best given those before, beside what all the money at once would reach and what the way to that would.

use crate::goals::{Answer, answer};
use crate::ids::SiteIndex;
use crate::infeasible::Infeasibility;
use crate::instance::{Instance, Standing};
use crate::limits::Limits;
use crate::meter::Meter;
use crate::plan::{SitingPlan, StageReport};
use crate::problem::{Goal, Problem, Purse};
use crate::rules::Setting;
use crate::solve::{ending, finish, infeasible};

/// Solves the stages one after the other. All constraints hold at every stage.
pub(crate) fn solve(instance: &Instance, problem: &Problem, meter: &Meter<'_>) -> SitingPlan {
    let purses: Vec<Purse> = problem
        .goal
        .purse()
        .into_iter()
        .chain(problem.later.iter().copied())
        .collect();
    let stages = Stages {
        instance,
        problem,
        purses: &purses,
        // Each stage is searched up to three times.
        work: meter.limits.work.map(|work| work / (3 * purses.len() as u64)),
        meter,
    };
    let all: Vec<SiteIndex> = instance.candidates().collect();
    let (mut reports, last) = match stages.one_by_one(&all) {
        Ok(built) => built,
        Err(why) => return infeasible(problem, why, meter),
    };
    let end = stages.add_at_once(&mut reports);
    if let Some(end) = end {
        stages.add_towards_end(&mut reports, &end);
    }
    stages.plan(reports, last)
}

struct Stages<'a> {
    instance: &'a Instance,
    problem: &'a Problem,
    purses: &'a [Purse],
    /// What the search for one stage may do.
    work: Option<u64>,
    meter: &'a Meter<'a>,
}

impl Stages<'_> {
    /// The problem of a stage with this purse; candidates other than these stay closed.
    fn at(&self, purse: Purse, candidates: &[SiteIndex]) -> Problem {
        let mut problem = self.problem.clone();
        problem.goal = problem.goal.with_purse(purse);
        problem.later = Vec::new();
        let others = self.instance.candidates().filter(|site| !candidates.contains(site));
        problem.constraints.fixed_out.extend(others);
        problem
    }

    fn search(&self, problem: &Problem, stage: u32, built: &[SiteIndex]) -> Answer {
        let setting = match Setting::new(self.instance, problem, stage, built) {
            Ok(setting) => setting,
            Err(why) => return Answer::infeasible(why),
        };
        let own = self.meter.fresh(Limits {
            work: self.work,
            ..self.meter.limits
        });
        let answer = answer(&setting, &own);
        self.meter.add(&own);
        answer
    }

    /// Each stage the best given those before, of these candidates; and the last answer.
    fn one_by_one(&self, candidates: &[SiteIndex]) -> Result<(Vec<StageReport>, Answer), Infeasibility> {
        let mut built: Vec<SiteIndex> = Vec::new();
        let mut reports = Vec::new();
        let mut last = None;
        for (stage, purse) in (1..).zip(self.purses) {
            let answer = self.search(&self.at(*purse, candidates), stage, &built);
            let bound = answer.bound.clone()?;
            let open = answer.best.as_ref().map_or(&[][..], |(open, _)| open);
            let is_candidate = |site: &SiteIndex| self.instance.site(*site).standing == Standing::Candidate;
            let open = open.iter().map(|site| SiteIndex::at(*site)).filter(is_candidate);
            let sites: Vec<SiteIndex> = open.filter(|site| !built.contains(site)).collect();
            built.extend(&sites);
            let objective = answer.best.as_ref().map(|(_, objective)| *objective);
            reports.push(StageReport {
                stage,
                purse: *purse,
                sites,
                status: ending(objective, bound, is_level(&answer), self.meter).0,
                objective,
                bound: Some(bound),
                at_once: None,
                at_once_bound: None,
                towards_end: None,
            });
            last = Some(answer);
        }
        last.map(|last| (reports, last)).ok_or_else(|| Infeasibility {
            constraints: Vec::new(),
            irreducible: false,
        })
    }

    /// For each stage what all purses up to it would reach if spent at once; gives the candidates of the last.
    fn add_at_once(&self, reports: &mut [StageReport]) -> Option<Vec<SiteIndex>> {
        let all: Vec<SiteIndex> = self.instance.candidates().collect();
        let mut end = None;
        for (index, report) in reports.iter_mut().enumerate() {
            if index == 0 && self.purses.len() > 1 {
                (report.at_once, report.at_once_bound) = (report.objective, report.bound);
                continue;
            }
            let problem = self.at(sum(&self.purses[..=index]), &all);
            let answer = self.search(&problem, index as u32 + 1, &[]);
            let staged = report.objective;
            let better = |objective: u64, staged: u64| match self.problem.goal.sense() {
                crate::Sense::Maximize => objective.max(staged),
                crate::Sense::Minimize => objective.min(staged),
            };
            // The staged plan is one way of spending all at once.
            let objective = answer.best.as_ref().map(|(_, objective)| *objective);
            report.at_once = objective
                .map(|objective| staged.map_or(objective, |staged| better(objective, staged)))
                .or(staged);
            report.at_once_bound = answer.bound.ok();
            let open = answer.best.map(|(open, _)| open.into_iter().map(SiteIndex::at));
            end = open.map(|open| {
                open.filter(|site| self.instance.site(*site).standing == Standing::Candidate)
                    .collect()
            });
        }
        end
    }

    /// For each stage what it could reach with sites of the best end alone.
    fn add_towards_end(&self, reports: &mut [StageReport], end: &[SiteIndex]) {
        let Ok((towards, _)) = self.one_by_one(end) else {
            return;
        };
        for (report, towards) in reports.iter_mut().zip(towards) {
            if self.asks_for_as_many(report.stage, end) {
                report.towards_end = towards.objective;
            }
        }
    }

    /// Whether a goal that asks for everybody who can be reached asks for as many when only some candidates may open. If not, its
    /// objectives with them and with all are not of the same people.
    fn asks_for_as_many(&self, stage: u32, some: &[SiteIndex]) -> bool {
        if !matches!(self.problem.goal, Goal::PCenter { .. }) {
            return true;
        }
        let limit = self.problem.limit.unwrap_or(u32::MAX);
        let mut reached = [
            vec![false; self.instance.demand().len()],
            vec![false; self.instance.demand().len()],
        ];
        for (site, row) in self.instance.times().rows() {
            let (with_some, with_all) = match self.instance.site(site).standing {
                Standing::Existing { .. } => (true, true),
                Standing::Planned { stage: opens } => (opens <= stage, opens <= stage),
                Standing::Candidate => (some.contains(&site), true),
            };
            for (reached, may_open) in reached.iter_mut().zip([with_some, with_all]) {
                for reach in row.iter().filter(|reach| may_open && reach.time <= limit) {
                    reached[reach.demand.index()] = true;
                }
            }
        }
        reached[0] == reached[1]
    }

    /// The plan of all stages together, explained as if it were one.
    fn plan(&self, reports: Vec<StageReport>, last: Answer) -> SitingPlan {
        let stage = reports.len() as u32;
        let all: Vec<SiteIndex> = self.instance.candidates().collect();
        let problem = self.at(sum(self.purses), &all);
        match Setting::new(self.instance, &problem, stage, &[]) {
            Ok(setting) => {
                let mut plan = finish(&setting, last, self.meter);
                plan.curve.clear();
                plan.stages = reports;
                plan
            }
            Err(why) => infeasible(self.problem, why, self.meter),
        }
    }
}

fn is_level(answer: &Answer) -> bool {
    answer.levels.is_none_or(|(proved, levels)| proved == levels)
}

/// Purses of one kind together.
fn sum(purses: &[Purse]) -> Purse {
    let counts = purses.iter().filter_map(|purse| match purse {
        Purse::Count(count) => Some(*count),
        Purse::Budget(_) => None,
    });
    let budgets = purses.iter().filter_map(|purse| match purse {
        Purse::Budget(budget) => Some(*budget),
        Purse::Count(_) => None,
    });
    if purses.iter().any(|purse| matches!(purse, Purse::Budget(_))) {
        Purse::Budget(budgets.sum())
    } else {
        Purse::Count(counts.sum())
    }
}
