//! What siting found: the sites layer, whom each compound goes to, the curve of coverage, streets before and after, and the plan's
//! part of the summary.

use std::io::{self, Write};

use serde::Serialize;

use super::columns::ColumnType::{Decimal, Integer, Text};
use super::columns::{Cell, Column, Layer, rounded};
use super::compounds::{MINUTES, PEOPLE, SHARE, minutes};
use super::csv_layer::{BYTE_ORDER_MARK, text};
use super::{LayerKind, shape};
use crate::plan::SiteOutcome;
use crate::site::{Objective, SiteAnswer, Siting};

type Ask = for<'r, 'a> fn(&'r &'a SiteAnswer) -> Cell;

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
];

/// The layer: every site of the plan, in the order of building.
pub(super) fn layer(siting: &Siting) -> Layer<'_> {
    let sites = siting.sites.iter().collect();
    let layer = Layer::new(LayerKind::Sites.name(), COLUMNS, sites, |site: &&SiteAnswer| {
        (site.id.clone(), Some(shape::point(site.place)))
    });
    layer.of(LayerKind::Sites)
}

/// Who goes where: one row a compound.
pub(super) fn assignment(sited: &SiteOutcome, out: &mut dyn Write) -> io::Result<()> {
    let head = [
        "id",
        "name",
        "street",
        "demand",
        "within_before",
        "within_after",
        "share_before",
        "share_after",
        "site_id",
        "site_is_new",
        "longest_minutes",
    ];
    let mut table = table(out, &head)?;
    for (compound, one) in sited.outcome.placed.compounds.iter().zip(&sited.siting.compounds) {
        let share = |part: f64| (one.demand > 0.0).then(|| part / one.demand);
        table.write_record([
            compound.id.clone(),
            compound.name.clone().unwrap_or_default(),
            compound.street.clone().unwrap_or_default(),
            people(Some(one.demand)),
            people(Some(one.before)),
            people(Some(one.after)),
            text(Decimal(SHARE), share(one.before).into()),
            text(Decimal(SHARE), share(one.after).into()),
            one.site.as_ref().map(|site| site.0.clone()).unwrap_or_default(),
            one.site.as_ref().map(|site| site.1.to_string()).unwrap_or_default(),
            text(Decimal(MINUTES), minutes(one.longest)),
        ])?;
    }
    table.flush()
}

/// What each count of sites would reach, and what none could beat.
pub(super) fn curve(siting: &Siting, out: &mut dyn Write) -> io::Result<()> {
    let mut table = table(out, &["count", "objective", "bound"])?;
    for point in &siting.plan.curve {
        table.write_record([
            point.count.to_string(),
            people(Some(siting.in_words(point.objective))),
            people(Some(siting.in_words(point.bound))),
        ])?;
    }
    table.flush()
}

/// Streets before and after.
pub(super) fn streets(siting: &Siting, out: &mut dyn Write) -> io::Result<()> {
    let head = [
        "street",
        "demand",
        "within_before",
        "within_after",
        "share_before",
        "share_after",
        "opened",
    ];
    let mut table = table(out, &head)?;
    for street in &siting.streets {
        let share = |part: f64| (street.demand > 0.0).then(|| part / street.demand);
        table.write_record([
            street.name.clone(),
            people(Some(street.demand)),
            people(Some(street.before)),
            people(Some(street.after)),
            text(Decimal(SHARE), share(street.before).into()),
            text(Decimal(SHARE), share(street.after).into()),
            street.opened.to_string(),
        ])?;
    }
    table.flush()
}

fn table<'o>(out: &'o mut dyn Write, head: &[&str]) -> io::Result<csv::Writer<&'o mut dyn Write>> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(head)?;
    Ok(table)
}

fn people(amount: Option<f64>) -> String {
    text(Decimal(PEOPLE), amount.into())
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
    demand: Option<f64>,
    within_before: Option<f64>,
    within_after: Option<f64>,
    candidates: usize,
    candidates_off_network: usize,
    sites: Vec<&'a str>,
    closed: &'a [String],
    compounds_no_candidate_reaches: usize,
    compounds_without_count: usize,
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
            demand: people(siting.demand),
            within_before: people(siting.served_before),
            within_after: people(siting.served_after),
            candidates: siting.candidates,
            candidates_off_network: siting.off_network,
            sites: siting.sites.iter().map(|site| site.id.as_str()).collect(),
            closed: &siting.closed,
            compounds_no_candidate_reaches: siting.uncoverable.len(),
            compounds_without_count: siting.untold.len(),
            nodes: plan.nodes,
            iterations: plan.iterations,
            seed: plan.seed,
        }
    }
}
