//! `site`: where to build next, and how good that is.

use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::options::{CandidateSource, Objective};
use service_circle_core::plan::{self, Plan, SiteOutcome};
use service_circle_core::site::{Siting, StageReport, Status, Stop};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;
use service_circle_report::ReportData;

use super::{instance, list_written};
use crate::args::{Common, Output, SiteArgs};
use crate::failure::Failure;
use crate::output::Destination;
use crate::page;
use crate::progress::Progress;
use crate::settle::{Settled, quoted, settle_siting};
use crate::words::{self, Align, Table, called, counted, percent, whole};

/// How many compounds out of every candidate's reach are named.
const UNCOVERABLE_SHOWN: usize = 5;
/// How many streets are told.
const STREETS_SHOWN: usize = 10;

/// Runs the plan, sites, writes the layers and gives the summary.
pub(crate) fn run(common: &Common, output: &Output, asked: &SiteArgs, progress: &Progress) -> Result<String, Failure> {
    if let Some(file) = &asked.instance {
        return instance::run(file, common, output, asked, progress);
    }
    let mut settled = settle_siting(common, &assignments(asked), asked.times.as_deref())?;
    usual_candidates(&mut settled);
    let destination = Destination::choose(output, common, &settled)?;
    let sited = plan::site(&settled.plan, progress)?;
    // A search that was stopped has its best plan so far, which is worth writing.
    if sited.siting.plan.stop != Stop::Cancelled {
        go_on(progress)?;
    }
    progress.progress(Stage::Write, 0, 1);
    let written = write_all(&settled.plan, &sited, &destination)?;
    progress.progress(Stage::Write, 1, 1);
    Ok(summary(&settled.plan, &sited) + &list_written(&written))
}

/// The flags as settings, so that they are checked as those of a plan are.
pub(super) fn assignments(asked: &SiteArgs) -> Vec<String> {
    let texts = [("candidates", &asked.candidates), ("objective", &asked.objective)];
    let texts = texts
        .into_iter()
        .filter_map(|(key, value)| Some(format!("site.{key}={}", quoted(value.as_ref()?))));
    let count = asked.count.map(|count| format!("site.count={count}"));
    let budget = asked.budget.map(|budget| format!("site.budget={budget:?}"));
    let check = asked.check.then(|| "site.check=true".to_owned());
    texts.chain(count).chain(budget).chain(check).collect()
}

/// Without a table every way into every compound is a candidate.
fn usual_candidates(settled: &mut Settled) {
    let has_table = settled.plan.candidates.is_some();
    let wishes = settled.plan.options.site.get_or_insert_default();
    if wishes.candidates == CandidateSource::Table && !has_table {
        wishes.candidates = CandidateSource::Compounds;
    }
}

fn write_all(plan: &Plan, sited: &SiteOutcome, destination: &Destination) -> Result<Vec<PathBuf>, Failure> {
    let data = ReportData::of_siting(plan, sited);
    Ok(match destination {
        Destination::File(path) => write::sites_to_file(plan, sited, path)?,
        Destination::Page(path) => page::to_file(&data, path)?,
        Destination::Directory(directory) => {
            let mut written = write::siting_to_directory(plan, sited, directory)?;
            written.extend(page::beside(&data, directory)?);
            written
        }
    })
}

fn summary(plan: &Plan, sited: &SiteOutcome) -> String {
    let siting = &sited.siting;
    let circle = &sited.outcome.circles[sited.circle].circle;
    let mut text = format!(
        "{}: {} for {} within {}\n\n",
        objective(siting.objective),
        counted(siting.candidates, "candidate"),
        siting.weight.word(),
        words::limit(circle, &plan.options.walk),
    );
    if let Some(why) = &siting.infeasible {
        let _ = writeln!(text, "No plan: {why}.");
        return text;
    }
    text.push_str(&proof(siting));
    text.push_str(&sites(siting));
    text.push_str(&stages(siting));
    text.push_str(&covered(siting));
    text.push_str(&streets(siting));
    text.push_str(&left_out(sited));
    if let Some(rechecked) = siting.rechecked {
        let _ = writeln!(
            text,
            "Checked: recomputed from {} by other code, and the walks of {} searched anew: the same",
            counted(rechecked.walks, "walk"),
            counted(rechecked.dwellings, "dwelling"),
        );
    }
    text
}

fn objective(objective: Objective) -> &'static str {
    match objective {
        Objective::MaxCoverage => "Most within the limit",
        Objective::MinSites => "Fewest sites",
        Objective::PMedian => "Least mean walk",
        Objective::PCenter => "Least worst walk",
    }
}

/// How good the plan is, and how sure that is.
fn proof(siting: &Siting) -> String {
    let told =
        |value: Option<u64>| value.map_or_else(|| "none".to_owned(), |value| amount(siting, siting.in_words(value)));
    let (objective, bound) = (told(siting.plan.objective), told(siting.plan.bound));
    let gap = siting.plan.gap().unwrap_or_default();
    match siting.plan.status {
        Status::Optimal => format!("Proved best: {objective}; no plan is better.\n"),
        _ if siting.plan.objective.is_none() => format!(
            "No plan was found before the end ({}); no plan is better than {bound}.\n",
            stopped(siting.plan.stop)
        ),
        _ => format!(
            "Not proved best ({}): {objective}; no plan is better than {bound}, so it is at most {:.2} % from the best.\n",
            stopped(siting.plan.stop),
            gap * 100.0
        ),
    }
}

/// What ended a search before its proof.
fn stopped(stop: Stop) -> &'static str {
    match stop {
        Stop::Proved => "proved",
        Stop::Gap => "near enough, by site.gap",
        Stop::Nodes => "stopped by site.node_limit",
        Stop::Work => "stopped by the usual limit of work",
        Stop::Seconds => "stopped by site.time_limit_s",
        Stop::Cancelled => "stopped by you",
    }
}

/// A figure of the objective in its unit.
fn amount(siting: &Siting, figure: f64) -> String {
    let unit = siting.weight.word();
    match siting.objective {
        Objective::MaxCoverage => format!("{} {unit} within the limit", whole(figure)),
        Objective::MinSites if siting.units.by_cost => format!("cost {}", whole(figure)),
        Objective::MinSites => counted(figure.round() as usize, "site"),
        Objective::PMedian => format!("{} minutes walked in all", whole(figure)),
        Objective::PCenter => format!("{figure:.2} minutes for the farthest"),
    }
}

fn sites(siting: &Siting) -> String {
    if siting.sites.is_empty() {
        return "\nNo site is opened.\n".to_owned();
    }
    let mut table = Table::new(&[Align::Right, Align::Left, Align::Right, Align::Right, Align::Left]);
    let head = ["", "site", "adds", "new", "runner-up"];
    table.row(head.map(str::to_owned));
    for site in &siting.sites {
        let rank = match site.stage {
            Some(stage) => format!("{stage}.{}", site.rank),
            None => site.rank.to_string(),
        };
        let runner_up = site.runner_up.as_ref().map_or_else(
            || "none keeps the plan".to_owned(),
            |(id, loss)| format!("{id} (-{})", whole(*loss)),
        );
        table.row([
            rank,
            called(site.name.as_deref(), &site.id),
            whole(site.marginal_gain),
            counted(site.compounds_newly_served, "compound"),
            runner_up,
        ]);
    }
    let closed = match siting.closed.as_slice() {
        [] => String::new(),
        closed => format!("  closed: {}\n", closed.join(", ")),
    };
    format!("\nOpen, in this order\n{}{closed}", table.lines())
}

/// What each stage reaches, beside what it could have reached alone.
fn stages(siting: &Siting) -> String {
    if siting.plan.stages.is_empty() {
        return String::new();
    }
    let told = |value: Option<u64>| value.map_or_else(|| "-".to_owned(), |value| whole(siting.in_words(value)));
    let mut table = Table::new(&[Align::Right; 5]);
    let head = ["stage", "opened", "reaches", "at once", "toward the best end"];
    table.row(head.map(str::to_owned));
    for stage in &siting.plan.stages {
        table.row([
            stage.stage.to_string(),
            stage.sites.len().to_string(),
            told(stage.objective),
            told(stage.at_once),
            told(stage.towards_end),
        ]);
    }
    let haste = siting
        .plan
        .stages
        .last()
        .and_then(StageReport::haste)
        .unwrap_or_default();
    let cost = if haste == 0 {
        "  deciding stage by stage costs nothing at the end\n".to_owned()
    } else {
        format!(
            "  deciding stage by stage costs {} at the end\n",
            amount(siting, siting.in_words(haste))
        )
    };
    format!("\nStages\n{}{cost}", table.lines())
}

/// Streets before and after, the least served first.
fn streets(siting: &Siting) -> String {
    let mut counted: Vec<_> = siting.streets.iter().filter(|street| street.demand > 0.0).collect();
    if counted.len() < 2 {
        return String::new();
    }
    counted.sort_by(|a, b| (a.after / a.demand).total_cmp(&(b.after / b.demand)));
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    let head = ["", "today", "with the plan", "opened"];
    table.row(head.map(str::to_owned));
    let more = counted.len().saturating_sub(STREETS_SHOWN);
    for street in counted.iter().take(STREETS_SHOWN) {
        table.row([
            street.name.clone(),
            percent(street.before, street.demand),
            percent(street.after, street.demand),
            street.opened.to_string(),
        ]);
    }
    let more = if more > 0 {
        format!("  and {more} more\n")
    } else {
        String::new()
    };
    format!("\nStreets, the least served first\n{}{more}", table.lines())
}

fn covered(siting: &Siting) -> String {
    format!(
        "\nWithin the limit: {} of {} {} ({}) today, {} ({}) with the plan\n",
        whole(siting.served_before),
        whole(siting.demand),
        siting.weight.word(),
        percent(siting.served_before, siting.demand),
        whole(siting.served_after),
        percent(siting.served_after, siting.demand),
    )
}

/// What the plan cannot do anything about.
fn left_out(sited: &SiteOutcome) -> String {
    let siting = &sited.siting;
    let mut text = String::new();
    if siting.off_network > 0 {
        let _ = writeln!(
            text,
            "{} off the network: they serve nobody",
            counted(siting.off_network, "candidate")
        );
    }
    if !siting.untold.is_empty() {
        let _ = writeln!(
            text,
            "{} without a count of {}: they weigh nothing",
            counted(siting.untold.len(), "compound"),
            siting.weight.word()
        );
    }
    if !siting.uncoverable.is_empty() {
        let compounds = &sited.outcome.placed.compounds;
        let names: Vec<String> = siting
            .uncoverable
            .iter()
            .filter_map(|index| compounds.get(index.index()))
            .take(UNCOVERABLE_SHOWN)
            .map(|compound| called(compound.name.as_deref(), &compound.id))
            .collect();
        let more = siting.uncoverable.len().saturating_sub(names.len());
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "{} out of every candidate's reach: {}{more}",
            counted(siting.uncoverable.len(), "compound"),
            names.join(", ")
        );
    }
    text
}
