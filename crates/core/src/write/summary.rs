//! `summary.json`: the run in figures. Same input, same bytes: no clock, no folder of the output, keys in this order.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::columns::{rounded, word};
use super::compounds::{METRES, PEOPLE};
use super::lists::{ListSummary, Source, lists, sources};
use super::sites::SiteFigures;
use crate::gaps::{CompoundVerdict, Verdict};
use crate::network::StreetCounts;
use crate::options::{Circle, Options, OutputOptions};
use crate::place::{Compound, Facility};
use crate::plan::{CircleOutcome, Comparison, InputFile, Outcome, Plan, TableSource};
use crate::quality::Grade;
use crate::read::WayCounts;
use crate::read::table::List;
use crate::site::Siting;
use crate::tally::Tally;

/// Decimals of shares of the whole run.
const SHARE: u8 = 4;

/// The run in figures. What hangs on a circle is told of the first; of all under `circles`, where there are several.
#[derive(Debug, Serialize)]
pub(super) struct Summary<'a> {
    service_circle: &'static str,
    compounds: Compounds,
    undetermined: Undetermined,
    quality: Quality,
    zones: Option<Zones<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    circles: Vec<CircleFigures<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
    facilities: Facilities<'a>,
    rejected: BTreeMap<&'static str, u64>,
    /// The user's lists: rows = used + rejected, always.
    lists: Vec<ListSummary<'a>>,
    network: Network,
    ways: &'a WayCounts,
    streets: &'a StreetCounts,
    #[serde(skip_serializing_if = "Option::is_none")]
    site: Option<SiteFigures<'a>>,
    odd_input: &'a Tally,
    settings: Settings<'a>,
    extract: Extract<'a>,
    inputs: &'a [InputFile],
    files: Vec<String>,
}

/// What one of several circles comes to.
#[derive(Debug, Serialize)]
struct CircleFigures<'a> {
    name: &'a str,
    preset: Option<&'static str>,
    limit_s: f64,
    facilities_counted: u64,
    compounds: Compounds,
    undetermined: Undetermined,
    zones: Option<Zones<'a>>,
}

/// Compounds by verdict and reason, and how much of what lives in them is within the limit.
#[derive(Debug, Serialize)]
struct Compounds {
    count: u64,
    by_verdict: BTreeMap<String, u64>,
    by_reason: BTreeMap<String, u64>,
    shares: BTreeMap<&'static str, Share>,
}

/// How much of one thing stands in compounds of each verdict, and how much of it is within the limit.
#[derive(Debug, Default, Serialize)]
struct Share {
    /// Compounds that tell it.
    told_by: u64,
    total: f64,
    served: Option<f64>,
    partly: Option<f64>,
    gap: Option<f64>,
    undetermined: Option<f64>,
    /// Share within the limit, dwelling by dwelling: what is sure, and what is possible.
    within_low: Option<f64>,
    within_high: Option<f64>,
}

/// How much the data leave open.
#[derive(Debug, Serialize)]
struct Undetermined {
    compounds: u64,
    compounds_share: Option<f64>,
    /// Share of all dwelling points that stand in undetermined compounds.
    dwellings_share: Option<f64>,
    /// Share of dwellings whose own walk may be within the limit or not, by weight within a compound, each compound counting once.
    dwellings_share_weighted: Option<f64>,
}

/// Compounds by the grade of their data, and by what holds it down.
#[derive(Debug, Serialize)]
struct Quality {
    by_grade: BTreeMap<String, u64>,
    held_down_by: BTreeMap<&'static str, u64>,
}

/// Verdicts under the choices of `walk.zones`.
#[derive(Debug, Serialize)]
struct Zones<'a> {
    /// Compounds whose verdict is not the same under all.
    differ: u64,
    by_choice: Vec<Choice<'a>>,
}

#[derive(Debug, Serialize)]
struct Choice<'a> {
    setting: &'a str,
    by_verdict: BTreeMap<String, u64>,
    /// Compounds with another verdict than this run's.
    differ: u64,
}

#[derive(Debug, Serialize)]
struct Facilities<'a> {
    count: u64,
    counted_for_circle: u64,
    by_category: BTreeMap<&'a str, u64>,
    by_status: BTreeMap<&'a str, u64>,
}

#[derive(Debug, Serialize)]
struct Network {
    vertices: u64,
    edges: u64,
    metres: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Settings<'a> {
    osm: &'a std::path::Path,
    compounds: Option<&'a TableSource>,
    facilities: Option<&'a TableSource>,
    dwellings: Option<&'a TableSource>,
    gates: Option<&'a TableSource>,
    units: Option<&'a TableSource>,
    candidates: Option<&'a TableSource>,
    facility_tags: Option<&'a std::path::Path>,
    limit_s: Option<f64>,
    output: &'a OutputOptions,
    #[serde(flatten)]
    options: &'a Options,
}

#[derive(Debug, Serialize)]
struct Extract<'a> {
    /// West, south, east, north, degrees.
    bounds: Option<[f64; 4]>,
    /// Seconds since 1970.
    data_timestamp: Option<i64>,
    writing_program: Option<&'a str>,
}

/// The summary of a run whose files these are.
pub(super) fn summary<'a>(
    plan: &'a Plan,
    outcome: &'a Outcome,
    siting: Option<&'a Siting>,
    files: Vec<String>,
) -> Summary<'a> {
    let mut rejected: BTreeMap<&str, u64> = List::ALL.iter().map(|list| (list.name(), 0)).collect();
    for row in &outcome.placed.rejected {
        *rejected.entry(row.list).or_default() += 1;
    }
    let first = outcome.circles.first();
    let mut circles = Vec::new();
    if outcome.circles.len() > 1 {
        circles.extend(outcome.circles.iter().map(|judged| circle_figures(outcome, judged)));
    }
    Summary {
        service_circle: env!("CARGO_PKG_VERSION"),
        compounds: compounds(outcome, first),
        undetermined: undetermined(outcome, first),
        quality: quality(outcome),
        zones: first.and_then(|first| first.zones.as_ref()).map(zones),
        circles,
        sources: sources(outcome),
        facilities: facilities(outcome),
        rejected,
        lists: lists(outcome),
        network: network(outcome),
        ways: &outcome.way_counts,
        streets: &outcome.streets,
        site: siting.map(SiteFigures::of),
        odd_input: &outcome.tally,
        settings: settings(plan),
        extract: extract(outcome),
        inputs: &outcome.inputs,
        files,
    }
}

/// Writes the summary, indented for people.
pub(super) fn write(summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, summary)?;
    out.write_all(b"\n")
}

fn circle_figures<'a>(outcome: &Outcome, judged: &'a CircleOutcome) -> CircleFigures<'a> {
    CircleFigures {
        name: &judged.circle.name,
        preset: judged.circle.preset,
        limit_s: judged.limit.seconds(),
        facilities_counted: counted(&outcome.placed.facilities, &judged.circle),
        compounds: compounds(outcome, Some(judged)),
        undetermined: undetermined(outcome, Some(judged)),
        zones: judged.zones.as_ref().map(zones),
    }
}

fn verdicts_of(judged: Option<&CircleOutcome>) -> &[CompoundVerdict] {
    judged.map_or(&[], |judged| &judged.verdicts)
}

fn compounds(outcome: &Outcome, judged: Option<&CircleOutcome>) -> Compounds {
    let verdicts = verdicts_of(judged);
    let mut by_reason = BTreeMap::new();
    for reason in verdicts.iter().filter_map(|verdict| verdict.reason) {
        *by_reason.entry(word(reason)).or_default() += 1;
    }
    let by_verdict = by_verdict(verdicts.iter().map(|verdict| verdict.verdict));
    let shares = BTreeMap::from([
        ("compounds", share(outcome, verdicts, |_| Some(1.0))),
        (
            "dwellings",
            share(outcome, verdicts, |compound| Some(compound.dwellings.len() as f64)),
        ),
        ("elders", share(outcome, verdicts, |compound| compound.elders)),
        ("households", share(outcome, verdicts, |compound| compound.households)),
    ]);
    Compounds {
        count: outcome.placed.compounds.len() as u64,
        by_verdict,
        by_reason,
        shares,
    }
}

/// Counts by verdict, those of none among them.
fn by_verdict(verdicts: impl Iterator<Item = Verdict>) -> BTreeMap<String, u64> {
    let all = [Verdict::Served, Verdict::Partly, Verdict::Gap, Verdict::Undetermined];
    let mut counts: BTreeMap<String, u64> = all.into_iter().map(|verdict| (word(verdict), 0)).collect();
    for verdict in verdicts {
        *counts.entry(word(verdict)).or_default() += 1;
    }
    counts
}

fn undetermined(outcome: &Outcome, judged: Option<&CircleOutcome>) -> Undetermined {
    let verdicts = verdicts_of(judged);
    let is_open = |verdict: &&CompoundVerdict| verdict.verdict == Verdict::Undetermined;
    let all = verdicts.len() as f64;
    let open = verdicts.iter().filter(is_open).count();
    let dwellings = |only_open: bool| -> usize {
        let compounds = outcome.placed.compounds.iter().zip(verdicts);
        compounds
            .filter(|(_, verdict)| !only_open || is_open(verdict))
            .map(|(compound, _)| compound.dwellings.len())
            .sum()
    };
    let left_open: f64 = verdicts
        .iter()
        .map(|verdict| verdict.share_high - verdict.share_low)
        .sum();
    Undetermined {
        compounds: open as u64,
        compounds_share: rounded(open as f64 / all, SHARE),
        dwellings_share: rounded(dwellings(true) as f64 / dwellings(false) as f64, SHARE),
        dwellings_share_weighted: rounded(left_open / all, SHARE),
    }
}

fn quality(outcome: &Outcome) -> Quality {
    let mut by_grade: BTreeMap<String, u64> = Grade::ALL.into_iter().map(|grade| (word(grade), 0)).collect();
    let mut held_down_by = BTreeMap::new();
    for record in &outcome.quality {
        *by_grade.entry(word(record.grade)).or_default() += 1;
        for code in &record.held_down_by {
            *held_down_by.entry(*code).or_default() += 1;
        }
    }
    Quality { by_grade, held_down_by }
}

fn zones(comparison: &Comparison) -> Zones<'_> {
    Zones {
        differ: comparison.changing().len() as u64,
        by_choice: comparison
            .runs
            .iter()
            .map(|run| Choice {
                setting: &run.name,
                by_verdict: by_verdict(run.told.iter().map(|told| told.verdict)),
                differ: comparison.differing(run) as u64,
            })
            .collect(),
    }
}

/// Shares of what `amount` tells of a compound; shares are absent where nothing is told.
fn share(outcome: &Outcome, verdicts: &[CompoundVerdict], amount: impl Fn(&Compound) -> Option<f64>) -> Share {
    let told: Vec<(f64, &CompoundVerdict)> = outcome
        .placed
        .compounds
        .iter()
        .zip(verdicts)
        .filter_map(|(compound, verdict)| Some((amount(compound)?, verdict)))
        .collect();
    let total: f64 = told.iter().map(|(amount, _)| amount).sum();
    let part = |of: &dyn Fn(&CompoundVerdict) -> f64| {
        let sum: f64 = told.iter().map(|(amount, verdict)| amount * of(verdict)).sum();
        rounded(sum / total, SHARE)
    };
    let by = |one: Verdict| part(&|verdict| f64::from(u8::from(verdict.verdict == one)));
    Share {
        told_by: told.len() as u64,
        total: rounded(total, PEOPLE).unwrap_or_default(),
        served: by(Verdict::Served),
        partly: by(Verdict::Partly),
        gap: by(Verdict::Gap),
        undetermined: by(Verdict::Undetermined),
        within_low: part(&|verdict| verdict.share_low),
        within_high: part(&|verdict| verdict.share_high),
    }
}

fn facilities(outcome: &Outcome) -> Facilities<'_> {
    let all = &outcome.placed.facilities;
    let mut facilities = Facilities {
        count: all.len() as u64,
        counted_for_circle: outcome.circles.first().map_or(0, |first| counted(all, &first.circle)),
        by_category: BTreeMap::new(),
        by_status: BTreeMap::new(),
    };
    for facility in all {
        *facilities.by_category.entry(&facility.category).or_default() += 1;
        *facilities.by_status.entry(&facility.status).or_default() += 1;
    }
    facilities
}

fn counted(facilities: &[Facility], circle: &Circle) -> u64 {
    facilities.iter().filter(|facility| facility.counts_in(circle)).count() as u64
}

fn network(outcome: &Outcome) -> Network {
    let millimetres: u64 = outcome.network.edges().map(|(_, edge)| u64::from(edge.length.0)).sum();
    Network {
        vertices: outcome.network.vertex_count() as u64,
        edges: outcome.network.edge_count() as u64,
        metres: rounded(millimetres as f64 / 1000.0, METRES),
    }
}

fn settings(plan: &Plan) -> Settings<'_> {
    let first = plan.options.circles.first();
    Settings {
        osm: &plan.osm,
        compounds: plan.compounds.as_ref(),
        facilities: plan.facilities.as_ref(),
        dwellings: plan.dwellings.as_ref(),
        gates: plan.gates.as_ref(),
        units: plan.units.as_ref(),
        candidates: plan.candidates.as_ref(),
        facility_tags: plan.facility_tags.as_deref(),
        limit_s: first.map(|first| first.limit.time(plan.options.walk.speed()).seconds()),
        output: &plan.output,
        options: &plan.options,
    }
}

fn extract(outcome: &Outcome) -> Extract<'_> {
    let header = &outcome.header;
    Extract {
        bounds: header.bounds.map(|(south_west, north_east)| {
            [
                south_west.lon_degrees(),
                south_west.lat_degrees(),
                north_east.lon_degrees(),
                north_east.lat_degrees(),
            ]
        }),
        data_timestamp: header.data_timestamp,
        writing_program: header.writing_program.as_deref(),
    }
}
