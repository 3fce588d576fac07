//! `site`: where to build next, and how good that is.

use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::options::{CandidateSource, Objective};
use service_circle_core::plan::{self, Plan, SiteOutcome};
use service_circle_core::site::{Siting, Status};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;
use service_circle_report::ReportData;

use super::{instance, list_written};
use crate::args::{Common, Output, SiteArgs};
use crate::failure::Failure;
use crate::output::Destination;
use crate::page;
use crate::progress::Progress;
use crate::settle::{Settled, quoted, settle_with};
use crate::words::{self, Align, Table, called, counted, percent, whole};

/// How many compounds out of every candidate's reach are named.
const UNCOVERABLE_SHOWN: usize = 5;

/// Runs the plan, sites, writes the layers and gives the summary.
pub(crate) fn run(common: &Common, output: &Output, asked: &SiteArgs, progress: &Progress) -> Result<String, Failure> {
    if let Some(file) = &asked.instance {
        return instance::run(file, common, output, asked, progress);
    }
    let mut settled = settle_with(common, &assignments(asked))?;
    usual_candidates(&mut settled);
    let destination = Destination::choose(output, common, &settled)?;
    let sited = plan::site(&settled.plan, progress)?;
    go_on(progress)?;
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
    texts.chain(count).chain(budget).collect()
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
    text.push_str(&covered(siting));
    text.push_str(&left_out(sited));
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
        status => format!(
            "Not proved best ({}): {objective}; no plan is better than {bound}, so it is at most {:.2} % from the best.\n",
            status.word(),
            gap * 100.0
        ),
    }
}

/// A figure of the objective in its unit.
fn amount(siting: &Siting, figure: f64) -> String {
    let unit = siting.weight.word();
    match siting.objective {
        Objective::MaxCoverage => format!("{} {unit} within the limit", whole(figure)),
        Objective::MinSites if siting.by_cost => format!("cost {}", whole(figure)),
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
