//! What siting found: the sites layer, whom each compound goes to, the curve of coverage, streets before and after, and the plan's
//! part of the summary.

use serde::Serialize;

use super::columns::ColumnType::{Decimal, Flag, Integer, Text};
use super::columns::{Cell, Column, Layer, rounded};
use super::compounds::{MINUTES, PEOPLE, SHARE, minutes};
use super::styles::look;
use super::words::Terms;
use super::workbook::{Front, Sheet};
use super::{LayerKind, shape, words};
use crate::language::{Language, Words};
use crate::options::Circle;
use crate::place::Compound;
use crate::plan::{Plan, SiteOutcome};
use crate::sentences;
use crate::site::{CompoundSited, Objective, Proof, SiteAnswer, Siting, StageReport, Status, StreetSited};

type Ask = for<'r, 'a> fn(&'r &'a SiteAnswer) -> Cell;
type AskAssigned = for<'r, 'a> fn(&'r Assigned<'a>) -> Cell;
type AskReached = fn(&Reached) -> Cell;
type AskStaged = for<'r, 'a> fn(&'r Staged<'a>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("id", Text, "Candidate id", "候选点编号", |r| r.id.as_str().into()),
    Column::new("name", Text, "Candidate name", "候选点名称", |r| r.name.as_deref().into()),
    Column::new("rank", Integer, "Order of building, by what each adds", "建设次序", |r| u64::from(r.rank).into()),
    Column::new("stage", Integer, "Stage", "期次", |r| r.stage.map(u64::from).into()),
    Column::new("marginal_gain", Decimal(PEOPLE), "What it adds to what stands and the ranks before", "边际增量", |r| r.marginal_gain.into()),
    Column::new("alone_gain", Decimal(PEOPLE), "What it would add alone", "单独增量", |r| r.alone_gain.into()),
    Column::new("newly_served", Decimal(PEOPLE), "Demand newly within the limit that walks here", "新增覆盖量", |r| r.newly_served.into()),
    Column::new("compounds_newly_served", Integer, "Compounds with dwellings newly within the limit that walk here", "新增覆盖小区数", |r| (r.compounds_newly_served as u64).into()),
    Column::new("load", Decimal(PEOPLE), "Demand that walks here", "服务量", |r| r.load.into()),
    Column::new("cost", Decimal(PEOPLE), "Cost", "费用", |r| r.cost.into()),
    Column::new("cost_per_one", Decimal(2), "Cost for each one newly served", "新增覆盖单位费用", |r| r.cost_per_one.into()),
    Column::new("runner_up", Text, "Candidate that could best take its place", "次优候选点", |r| r.runner_up.as_ref().map(|one| one.0.as_str()).into()),
    Column::new("runner_up_loss", Decimal(PEOPLE), "What the plan would lose with the runner-up", "改用次优点的损失", |r| r.runner_up.as_ref().map(|one| one.1).into()),
    Column::new("floor_area_m2", Decimal(PEOPLE), "Floor area, m2", "建筑面积（平方米）", |r| r.floor_area_m2.into()),
    Column::new("source", Text, "What it is now", "用房来源", |r| r.origin.as_deref().into()),
    Column::new("street", Text, "Street", "街道", |r| r.street.as_deref().into()),
    Column::new("runner_up_name", Text, "Name of the runner-up", "次优候选点名称", |r| r.runner_up_name.as_deref().into()),
    Column::defined(Column::new("runner_up_settled", Flag, "Runner-up settled", "次优点是否查完", |r| r.is_runner_up_settled.into()), "Whether the search for the runner-up came to its end; if not, an empty one says nothing", "次优候选点是否已查完；未查完时，空白不表示没有"),
];

/// The layer: every site of the plan, in the order of building.
pub(super) fn layer(siting: &Siting) -> Layer<'_> {
    let sites = siting.sites.iter().collect();
    let layer = Layer::new(LayerKind::Sites.name(), COLUMNS, sites, |site: &&SiteAnswer| {
        (site.id.clone(), shape::point(site.place))
    });
    layer.of(LayerKind::Sites)
}

/// A compound beside what becomes of it.
pub(super) struct Assigned<'a> {
    compound: &'a Compound,
    sited: &'a CompoundSited,
    /// Share of demand within the limit from which a compound counts as served.
    served_share: f64,
}

impl Assigned<'_> {
    fn share(&self, part: f64) -> Option<f64> {
        (self.sited.demand > 0.0).then(|| part / self.sited.demand)
    }

    /// What the plan changes, one of [`words::CHANGES`].
    fn change(&self) -> Option<&'static str> {
        let after = self.share(self.sited.after)?;
        Some(if self.sited.after > self.sited.before {
            "new"
        } else if after >= self.served_share {
            "within"
        } else if self.sited.is_coverable {
            "outside"
        } else {
            "out-of-reach"
        })
    }
}

/// The columns of the assignment: a contract.
#[rustfmt::skip]
pub(super) const ASSIGNMENT: &[Column<AskAssigned>] = &[
    Column::new("id", Text, "Compound id", "小区编号", |r| r.compound.id.as_str().into()),
    Column::new("name", Text, "Compound name", "小区名称", |r| r.compound.name.as_deref().into()),
    Column::new("street", Text, "Street", "街道", |r| r.sited.street.as_deref().into()),
    Column::coded(Column::new("change", Text, "What the plan changes", "方案前后", |r| r.change().into()), words::CHANGES),
    Column::new("demand", Decimal(PEOPLE), "Demand", "需求量", |r| r.sited.demand.into()),
    Column::new("within_before", Decimal(PEOPLE), "Demand within the limit today", "现状覆盖量", |r| r.sited.before.into()),
    Column::new("within_after", Decimal(PEOPLE), "Demand within the limit with the plan", "方案覆盖量", |r| r.sited.after.into()),
    Column::new("share_before", Decimal(SHARE), "Share within the limit today", "现状覆盖率", |r| r.share(r.sited.before).into()),
    Column::new("share_after", Decimal(SHARE), "Share within the limit with the plan", "方案覆盖率", |r| r.share(r.sited.after).into()),
    Column::new("site_id", Text, "Where most of them walk", "去往设施编号", |r| r.sited.site.as_ref().map(|site| site.0.as_str()).into()),
    Column::new("site_is_new", Flag, "Whether that is a new site", "是否新增设施", |r| r.sited.site.as_ref().map(|site| site.1).into()),
    Column::new("longest_minutes", Decimal(MINUTES), "Longest walk of those within the limit, minutes", "最长步行时间（分钟）", |r| minutes(r.sited.longest)),
];

/// Who goes where: every compound of the outcome, in input order.
pub(super) fn assignment<'a>(plan: &Plan, sited: &'a SiteOutcome) -> Layer<'a> {
    let served_share = plan.options.verdict.served_share;
    let compounds = sited.outcome.placed.compounds.iter().zip(&sited.siting.compounds);
    let records = compounds.map(|(compound, sited)| Assigned {
        compound,
        sited,
        served_share,
    });
    let layer = Layer::new(LayerKind::Assignment.name(), ASSIGNMENT, records.collect(), |one| {
        let place = shape::outline_or_point(one.compound.outline.as_ref(), one.compound.place);
        (one.compound.id.clone(), place)
    });
    layer.of(LayerKind::Assignment)
}

/// A point of the curve, in words.
pub(super) struct Reached {
    count: u32,
    objective: f64,
    bound: f64,
}

/// The columns of the curve: a contract.
#[rustfmt::skip]
pub(super) const CURVE: &[Column<AskReached>] = &[
    Column::new("count", Integer, "Sites opened at most", "新增设施数上限", |r| u64::from(r.count).into()),
    Column::new("objective", Decimal(PEOPLE), "What the best plan found of so many reaches", "已得最优方案的目标值", |r| r.objective.into()),
    Column::new("bound", Decimal(PEOPLE), "What no plan of so many could beat", "目标值界限", |r| r.bound.into()),
];

/// What each count of sites would reach, and what none could beat.
pub(super) fn curve(siting: &Siting) -> Layer<'_> {
    let points = siting.plan.curve.iter().map(|point| Reached {
        count: point.count,
        objective: siting.in_words(point.objective),
        bound: siting.in_words(point.bound),
    });
    table(LayerKind::Curve, CURVE, points.collect(), |point| {
        point.count.to_string()
    })
}

type OfStreet = for<'r, 'a> fn(&'r &'a StreetSited) -> Cell;

/// The columns of streets before and after: a contract.
#[rustfmt::skip]
pub(super) const STREETS: &[Column<OfStreet>] = &[
    Column::new("street", Text, "Street", "街道", |r| r.name.as_str().into()),
    Column::new("demand", Decimal(PEOPLE), "Demand", "需求量", |r| r.demand.into()),
    Column::new("within_before", Decimal(PEOPLE), "Demand within the limit today", "现状覆盖量", |r| r.before.into()),
    Column::new("within_after", Decimal(PEOPLE), "Demand within the limit with the plan", "方案覆盖量", |r| r.after.into()),
    Column::new("share_before", Decimal(SHARE), "Share within the limit today", "现状覆盖率", |r| (r.demand > 0.0).then(|| r.before / r.demand).into()),
    Column::new("share_after", Decimal(SHARE), "Share within the limit with the plan", "方案覆盖率", |r| (r.demand > 0.0).then(|| r.after / r.demand).into()),
    Column::new("opened", Integer, "Sites opened", "新增设施数", |r| (r.opened as u64).into()),
];

/// Streets before and after.
pub(super) fn streets(siting: &Siting) -> Layer<'_> {
    let streets = siting.streets.iter().collect();
    table(LayerKind::Streets, STREETS, streets, |street: &&StreetSited| {
        street.name.clone()
    })
}

/// A stage in words.
pub(super) struct Staged<'a> {
    report: &'a StageReport,
    siting: &'a Siting,
}

impl Staged<'_> {
    fn told(&self, amount: Option<u64>) -> Cell {
        amount.map(|amount| self.siting.in_words(amount)).into()
    }
}

/// The columns of stages: a contract.
#[rustfmt::skip]
pub(super) const STAGES: &[Column<AskStaged>] = &[
    Column::new("stage", Integer, "Stage", "期次", |r| u64::from(r.report.stage).into()),
    Column::new("status", Text, "How its search ended", "求解状态", |r| r.report.status.word().into()),
    Column::new("opened", Integer, "Sites opened", "新增设施数", |r| (r.report.sites.len() as u64).into()),
    Column::new("objective", Decimal(PEOPLE), "What is reached once it is built", "建成后目标值", |r| r.told(r.report.objective)),
    Column::new("bound", Decimal(PEOPLE), "What no way on from the stages before could beat", "目标值界限", |r| r.told(r.report.bound)),
    Column::new("at_once", Decimal(PEOPLE), "Best found had everything up to here been built at once", "一次建成可达目标值", |r| r.told(r.report.at_once)),
    Column::new("at_once_bound", Decimal(PEOPLE), "What no such plan could beat", "一次建成目标值界限", |r| r.told(r.report.at_once_bound)),
    Column::new("towards_end", Decimal(PEOPLE), "Best of this stage on the way to the best end", "按最终最优方案分期可达目标值", |r| r.told(r.report.towards_end)),
    Column::new("haste", Decimal(PEOPLE), "What deciding stage by stage costs here", "逐期决策的损失", |r| r.told(r.report.haste())),
];

/// The stages, where there are several.
pub(super) fn stages(siting: &Siting) -> Layer<'_> {
    let stages = siting.plan.stages.iter().map(|report| Staged { report, siting });
    table(LayerKind::Stages, STAGES, stages.collect(), |one| {
        one.report.stage.to_string()
    })
}

fn table<'a, R: 'a, F: Fn(&R) -> Cell>(
    kind: LayerKind,
    columns: &'static [Column<F>],
    records: Vec<R>,
    id: impl Fn(&R) -> String + 'a,
) -> Layer<'a> {
    Layer::new(kind.name(), columns, records, move |record| (id(record), None)).of(kind)
}

/// All tables of siting as sheets of one workbook: sites, who goes where, and the figures beside.
pub(super) fn sheets<'a>(plan: &Plan, sited: &'a SiteOutcome) -> Vec<Sheet<'a>> {
    let layers = [
        layer(&sited.siting),
        assignment(plan, sited),
        stages(&sited.siting),
        curve(&sited.siting),
        streets(&sited.siting),
    ];
    let circle = judged(sited);
    let terms = Language::ALL.map(|language| Terms::of(&plan.options, circle, language));
    let sheet = |layer: Layer<'a>| {
        let look = look(layer.kind);
        Sheet {
            layer,
            titles: [look.title.english, look.title.chinese],
            about: terms.each_ref().map(|terms| terms.told(look.about)),
        }
    };
    layers.into_iter().map(sheet).collect()
}

/// The circle that was sited for.
fn judged(sited: &SiteOutcome) -> Option<&Circle> {
    sited.outcome.circles.get(sited.circle).map(|judged| &judged.circle)
}

/// What the workbook says first: what was asked, and how good the plan is.
pub(super) fn front(plan: &Plan, sited: &SiteOutcome, language: Language) -> Front {
    let siting = &sited.siting;
    let status = match (siting.plan.status, language) {
        (Status::Optimal, language) => match (siting.plan.proof, language) {
            (Proof::Integer, Language::English) => "Proved best: no plan is better.",
            (Proof::Integer, Language::Chinese) => "已证明为最优方案。",
            (Proof::FloatingPoint, Language::English) => "Proved best, in part in floating point: no plan is better.",
            (Proof::FloatingPoint, Language::Chinese) => "已证明为最优方案（证明部分采用浮点运算）。",
        }
        .to_owned(),
        (Status::Infeasible, language) => {
            let why = sentences::told(siting.infeasible.as_deref().unwrap_or_default(), language);
            match language {
                Language::English => format!("No plan: {why}."),
                Language::Chinese => format!("无可行方案：{why}。"),
            }
        }
        (Status::GapLimit | Status::TimeLimit, language) => {
            let gap = siting
                .plan
                .gap()
                .map_or_else(|| "-".to_owned(), |gap| format!("{:.2} %", gap * 100.0));
            match language {
                Language::English => format!("Not proved best: at most {gap} from the best."),
                Language::Chinese => format!("尚未证明最优：与最优方案差距不超过 {gap}。"),
            }
        }
    };
    let circle = judged(sited);
    let terms = Terms::of(&plan.options, circle, language);
    let asked = Words::new(
        "{problem}; demand counted in {unit}; {circle} within {limit}.",
        "{problem}；按{unit}计；“{circle}”，{limit}。",
    );
    let asked = terms
        .told(asked)
        .replace("{problem}", siting.objective.told().told_in(language))
        .replace("{unit}", siting.weight.told().told_in(language));
    Front {
        title: language.pick("Where to build next", "新增养老设施选址方案").to_owned(),
        lines: vec![asked, status],
    }
}

/// What a count of sites would reach.
#[derive(Debug, Serialize)]
struct PointFigures {
    count: u32,
    objective: f64,
    bound: f64,
}

/// A stage in figures.
#[derive(Debug, Serialize)]
struct StageFigures {
    status: &'static str,
    opened: usize,
    objective: Option<f64>,
    bound: Option<f64>,
    at_once: Option<f64>,
    at_once_bound: Option<f64>,
    towards_end: Option<f64>,
}

/// The plan in figures.
#[derive(Debug, Serialize)]
pub(super) struct SiteFigures<'a> {
    status: &'static str,
    stop: &'static str,
    infeasible: Option<&'a str>,
    problem: Objective,
    counted_in: &'static str,
    objective: Option<f64>,
    bound: Option<f64>,
    gap: Option<f64>,
    /// What the bound rests on.
    proof: &'static str,
    demand: Option<f64>,
    within_before: Option<f64>,
    within_after: Option<f64>,
    candidates: usize,
    candidates_off_network: usize,
    sites: Vec<&'a str>,
    closed: &'a [String],
    compounds_no_candidate_reaches: usize,
    compounds_without_count: usize,
    curve: Vec<PointFigures>,
    stages: Vec<StageFigures>,
    nodes: u64,
    iterations: u64,
    seed: u64,
}

impl<'a> SiteFigures<'a> {
    pub(super) fn of(siting: &'a Siting) -> Self {
        let plan = &siting.plan;
        let people = |amount| rounded(amount, PEOPLE);
        Self {
            status: plan.status.word(),
            stop: plan.stop.word(),
            infeasible: siting.infeasible.as_deref(),
            problem: siting.objective,
            counted_in: siting.weight.word(),
            objective: plan.objective.map(|objective| siting.in_words(objective)),
            bound: plan.bound.map(|bound| siting.in_words(bound)),
            gap: plan.gap(),
            proof: plan.proof.word(),
            demand: people(siting.demand),
            within_before: people(siting.served_before),
            within_after: plan.objective.and_then(|_| people(siting.served_after)),
            candidates: siting.candidates,
            candidates_off_network: siting.off_network,
            sites: siting.sites.iter().map(|site| site.id.as_str()).collect(),
            closed: &siting.closed,
            compounds_no_candidate_reaches: siting.uncoverable.len(),
            compounds_without_count: siting.untold.len(),
            curve: plan
                .curve
                .iter()
                .map(|point| PointFigures {
                    count: point.count,
                    objective: siting.in_words(point.objective),
                    bound: siting.in_words(point.bound),
                })
                .collect(),
            stages: plan
                .stages
                .iter()
                .map(|stage| StageFigures {
                    status: stage.status.word(),
                    opened: stage.sites.len(),
                    objective: stage.objective.map(|amount| siting.in_words(amount)),
                    bound: stage.bound.map(|amount| siting.in_words(amount)),
                    at_once: stage.at_once.map(|amount| siting.in_words(amount)),
                    at_once_bound: stage.at_once_bound.map(|amount| siting.in_words(amount)),
                    towards_end: stage.towards_end.map(|amount| siting.in_words(amount)),
                })
                .collect(),
            nodes: plan.nodes,
            iterations: plan.iterations,
            seed: plan.seed,
        }
    }
}
