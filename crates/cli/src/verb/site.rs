//! `site`: where to build next, and how good that is.

use std::path::PathBuf;

use service_circle_core::language::{Language, Words};
use service_circle_core::options::{CandidateSource, Objective};
use service_circle_core::plan::{self, Plan, SiteOutcome};
use service_circle_core::site::{Proof, Siting, StageReport, Status};
use service_circle_core::watch::{Stage, Watch};
use service_circle_core::write;
use service_circle_report::ReportData;

use super::{instance, list_written};
use crate::args::{Common, Output, SiteArgs};
use crate::failure::Failure;
use crate::output::Destination;
use crate::page;
use crate::progress::Progress;
use crate::settle::{Settled, quoted, settle_siting};
use crate::texts::shared;
use crate::texts::site::{self as texts, figure};
use crate::words::{Align, Table, called, percent, searched_minutes, sentence};

/// How many compounds out of every candidate's reach are named.
const UNCOVERABLE_SHOWN: usize = 5;
/// How many streets are told.
const STREETS_SHOWN: usize = 10;
/// Smaller differences are none.
const LEAST_SHOWN: f64 = 0.005;

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
    progress.progress(Stage::Write, 0, 1);
    let written = write_all(&settled.plan, &sited, &destination)?;
    progress.progress(Stage::Write, 1, 1);
    let language = write::language(&settled.plan, &sited.outcome);
    Ok(summary(&settled.plan, &sited, language) + &list_written(&written, language))
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
            write::siting_to_directory(plan, sited, directory, page::wanted(&data).as_deref())?
        }
    })
}

fn summary(plan: &Plan, sited: &SiteOutcome, language: Language) -> String {
    let siting = &sited.siting;
    let circle = &sited.outcome.circles[sited.circle].circle;
    let limit = shared::limit(circle, &plan.options.walk, language);
    let heading = texts::heading(siting.objective, siting.candidates, siting.weight, &limit, language);
    let mut text = sentence(&heading, 0) + "\n";
    if let Some(why) = &siting.infeasible {
        text.push_str(&sentence(&texts::infeasible(why, language), 0));
        return text;
    }
    text.push_str(&proof(siting, language));
    if siting.objective == Objective::PMedian {
        let minutes = searched_minutes(sited.outcome.circles[sited.circle].limit);
        text.push_str(&sentence(&texts::unreached_walk(&minutes, language), 0));
    }
    text.push_str(&sites(siting, language));
    text.push_str(&stages(siting, language));
    text.push_str(&covered(siting, language));
    text.push_str(&streets(siting, language));
    text.push_str(&left_out(sited, language));
    if let Some(rechecked) = siting.rechecked {
        let told = texts::rechecked(rechecked.walks, rechecked.dwellings, language);
        text.push_str(&sentence(&told, 0));
    }
    text
}

/// How good the plan is, and how sure that is.
fn proof(siting: &Siting, language: Language) -> String {
    let told = |value: Option<u64>| {
        value.map_or_else(
            || texts::NONE.told_in(language).to_owned(),
            |value| amount(siting, siting.in_words(value), language),
        )
    };
    let (objective, bound) = (told(siting.plan.objective), told(siting.plan.bound));
    let gap = siting.plan.gap().unwrap_or_default();
    let stop = siting.plan.stop;
    let told = match siting.plan.status {
        Status::Optimal => texts::proved(&objective, language),
        _ if siting.plan.objective.is_none() => texts::none_found(stop, &bound, language),
        _ => texts::not_proved(stop, &objective, &bound, gap * 100.0, language),
    };
    let mut text = sentence(&told, 0);
    if siting.plan.proof == Proof::FloatingPoint {
        text.push_str(&sentence(texts::IN_FLOATING_POINT.told_in(language), 0));
    }
    text
}

/// A figure of the objective in its unit.
fn amount(siting: &Siting, figure: f64, language: Language) -> String {
    texts::amount(siting.objective, siting.units.by_cost, siting.weight, figure, language)
}

fn sites(siting: &Siting, language: Language) -> String {
    if siting.sites.is_empty() {
        return format!("\n{}\n", texts::NO_SITE.told_in(language));
    }
    let mut table = Table::new(&[Align::Right, Align::Left, Align::Right, Align::Right, Align::Left]);
    let say = |words: Words| words.told_in(language).to_owned();
    let [site, adds, new, runner_up] = [texts::SITE, texts::ADDS, texts::NEW, texts::RUNNER_UP].map(say);
    table.row([String::new(), site, adds, new, runner_up]);
    for site in &siting.sites {
        let rank = match site.stage {
            Some(stage) => format!("{stage}.{}", site.rank),
            None => site.rank.to_string(),
        };
        let runner_up = site.runner_up.as_ref().map_or_else(
            || {
                say(if site.is_runner_up_settled {
                    texts::NO_RUNNER_UP
                } else {
                    texts::NOT_SETTLED
                })
            },
            |(id, loss)| {
                let id = site.runner_up_name.as_ref().unwrap_or(id);
                if loss.abs() < LEAST_SHOWN {
                    texts::as_good(id, language)
                } else {
                    texts::less(id, &figure(*loss), language)
                }
            },
        );
        table.row([
            rank,
            called(site.name.as_deref(), &site.id),
            figure(site.marginal_gain),
            shared::compounds(site.compounds_newly_served, language),
            runner_up,
        ]);
    }
    let closed = match siting.closed.as_slice() {
        [] => String::new(),
        closed => format!("  {}\n", texts::closed(closed, language)),
    };
    format!("\n{}\n{}{closed}", say(texts::OPEN), table.lines())
}

/// What each stage reaches, beside what it could have reached alone.
fn stages(siting: &Siting, language: Language) -> String {
    if siting.plan.stages.is_empty() {
        return String::new();
    }
    let told = |value: Option<u64>| value.map_or_else(|| "-".to_owned(), |value| figure(siting.in_words(value)));
    let mut table = Table::new(&[Align::Right; 5]);
    let head = [
        texts::STAGE,
        texts::OPENED,
        texts::REACHES,
        texts::AT_ONCE,
        texts::TOWARD_END,
    ];
    table.row(head.map(|words| words.told_in(language).to_owned()));
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
    let cost = match haste {
        0 => texts::NO_HASTE.told_in(language).to_owned(),
        haste => texts::haste(&amount(siting, siting.in_words(haste), language), language),
    };
    let heading = texts::STAGES.told_in(language);
    format!("\n{heading}\n{}{}", table.lines(), sentence(&cost, 2))
}

/// Streets before and after, the least served first.
fn streets(siting: &Siting, language: Language) -> String {
    let mut counted: Vec<_> = siting.streets.iter().filter(|street| street.demand > 0.0).collect();
    if counted.len() < 2 {
        return String::new();
    }
    counted.sort_by(|a, b| (a.after / a.demand).total_cmp(&(b.after / b.demand)));
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right, Align::Right]);
    let [today, with_plan, opened] =
        [texts::TODAY, texts::WITH_PLAN, texts::OPENED].map(|words| words.told_in(language).to_owned());
    table.row([String::new(), today, with_plan, opened]);
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
        format!("  {}\n", shared::and_more(more as u64, language))
    } else {
        String::new()
    };
    format!("\n{}\n{}{more}", texts::STREETS.told_in(language), table.lines())
}

fn covered(siting: &Siting, language: Language) -> String {
    let (before, after) = (siting.served_before, siting.served_after);
    let told = texts::covered(before, after, siting.demand, siting.weight, language);
    format!("\n{}", sentence(&told, 0))
}

/// What the plan cannot do anything about.
fn left_out(sited: &SiteOutcome, language: Language) -> String {
    let siting = &sited.siting;
    let mut told = Vec::new();
    if siting.off_network > 0 {
        told.push(texts::off_network(siting.off_network, language));
    }
    if !siting.untold.is_empty() {
        told.push(texts::untold(siting.untold.len(), siting.weight, language));
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
        told.push(texts::uncoverable(siting.uncoverable.len(), &names, language));
    }
    told.iter().map(|told| sentence(told, 0)).collect()
}
