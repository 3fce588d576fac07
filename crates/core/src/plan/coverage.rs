//! A run with its units: over the extract's network, or over times made elsewhere, or over the lists alone.

use std::collections::HashSet;

use super::run::{RunError, checksums, run};
use super::{CircleOutcome, CoverageOutcome, Figures, Outcome, Plan, WalkedBy};
use crate::gaps::{self, CompoundVerdict, Reason};
use crate::ids::FacilityIndex;
use crate::network::Network;
use crate::options::{Circle, Options, Zones};
use crate::place::{self, Candidate, Placed, Rejected};
use crate::reach::{Access, CompoundReach, DwellingWalk, EachQuestion, Reached, times_to_each};
use crate::read::Extract;
use crate::read::table::{List, TableRead, TimeRow, read_tables_as, recount};
use crate::units::supply::{Pair, SparseMinutes};
use crate::units::{JudgedCircle, Material, Roster, UnitNote, cover, names};
use crate::units_of_measure::{Millimetres, Milliseconds};
use crate::watch::{Cancelled, Watch, go_on};

/// Runs a plan and tells what a city reports of it, the administrative figure beside the walked one.
///
/// With a table of times the extract is not read: the lists and the times are all there is. Without an extract and without times
/// nothing is walked, and the figures that need no walk are told.
///
/// # Errors
/// As [`run`].
///
/// # Complexity
/// That of one run, and one search for each facility over what lies within the longest limit.
pub fn coverage(plan: &Plan, watch: &dyn Watch) -> Result<CoverageOutcome, RunError> {
    let by_network = plan.times.is_none() && !plan.osm.as_os_str().is_empty();
    let (mut outcome, minutes, walked_by) = if by_network {
        let (outcome, minutes) = over_network(plan, watch)?;
        (outcome, Some(minutes), WalkedBy::Network)
    } else {
        over_lists(plan, false, watch)?
    };
    let mut notes = Vec::new();
    let roster = roster(&mut outcome, &mut notes);
    let circles: Vec<JudgedCircle<'_>> = outcome
        .circles
        .iter()
        .map(|judged| JudgedCircle {
            circle: &judged.circle,
            limit: judged.limit,
            walked: (walked_by != WalkedBy::Nothing).then_some((&judged.reached[..], &judged.verdicts[..])),
        })
        .collect();
    let material = Material {
        placed: &outcome.placed,
        circles: &circles,
        minutes: minutes.as_ref(),
        shared: outcome.figures.shared.as_deref(),
        counted: outcome.figures.counted.as_deref(),
        candidates: outcome.candidates.as_deref(),
        options: &plan.options,
    };
    let mut coverage = cover(material, roster, notes);
    outcome.placed.rejected.append(&mut coverage.rejected);
    recount(&mut outcome.tables, &outcome.placed.rejected);
    outcome.tally.merge(std::mem::take(&mut coverage.tally));
    Ok(CoverageOutcome {
        outcome,
        walked_by,
        minutes,
        coverage,
    })
}

/// The units of the user's list, else the streets and communities that compounds and facilities name.
fn roster(outcome: &mut Outcome, notes: &mut Vec<UnitNote>) -> Roster {
    match outcome.units.take() {
        Some(rows) => Roster::of_rows(rows, outcome.data_box, notes),
        None => Roster::of_names(&outcome.placed),
    }
}

fn over_network(plan: &Plan, watch: &dyn Watch) -> Result<(Outcome, SparseMinutes), RunError> {
    let mut alone = plan.clone();
    // What other beliefs in gates would say is told by `gaps`.
    alone.options.verdict.compare_zones = false;
    alone.output.circles = false;
    let outcome = run(&alone, watch)?;
    let widest = outcome.circles.iter().map(|judged| judged.limit).max();
    let minutes = minutes_to_each(&outcome, &plan.options, widest.unwrap_or_default(), watch)?;
    Ok((outcome, minutes))
}

/// The walks of every dwelling to every facility, whether it counts today or not.
fn minutes_to_each(
    outcome: &Outcome,
    options: &Options,
    bound: Milliseconds,
    watch: &dyn Watch,
) -> Result<SparseMinutes, Cancelled> {
    let access = match options.walk.zones {
        Zones::Open => Access::Everyone,
        Zones::Infer | Zones::Tagged => Access::Residents(&outcome.homes),
    };
    let question = EachQuestion {
        network: &outcome.network,
        compounds: &outcome.placed.compounds,
        sites: &outcome.placed.facilities,
        access,
        bound,
    };
    let times = times_to_each(question, watch)?;
    let pairs = times.iter().enumerate().flat_map(|(site, times)| {
        times.iter().map(move |(dwelling, time)| Pair {
            demand: *dwelling as usize,
            site,
            minutes: time.minutes(),
        })
    });
    Ok(table(&outcome.placed, 0, pairs.collect()))
}

/// Pairs as a table; those are of what is placed, so that none is refused. Candidates of siting, so many, come after the facilities.
fn table(placed: &Placed, candidates: usize, pairs: Vec<Pair>) -> SparseMinutes {
    let dwellings = placed.compounds.iter().map(|compound| compound.dwellings.len()).sum();
    SparseMinutes::new(dwellings, placed.facilities.len() + candidates, pairs).unwrap_or_default()
}

/// The lists alone; times made elsewhere, where there are any, are the walks: to facilities, and to candidates of siting where it
/// is what the lists are for.
pub(super) fn over_lists(
    plan: &Plan,
    is_siting: bool,
    watch: &dyn Watch,
) -> Result<(Outcome, Option<SparseMinutes>, WalkedBy), RunError> {
    let mut tables = read_tables_as(plan, is_siting)?;
    go_on(watch)?;
    let read = std::mem::take(&mut tables.read);
    let row_notes = std::mem::take(&mut tables.notes);
    let (units, candidates) = (tables.units.take(), tables.candidates.take());
    let mut figures = Figures::of(&mut tables);
    tables.compounds.get_or_insert_default();
    let listed = place::list(&Extract::default(), tables, &plan.options.place);
    let (mut placed, tally) = place::place_unlinked(listed);
    let wishes = plan.options.site.as_ref().filter(|_| is_siting);
    let sites = wishes.map_or_else(Vec::new, |wishes| {
        let network = Network::default();
        place::unlinked_candidates(candidates.as_deref(), &placed.compounds, &network, &|_| false, wishes)
    });
    let minutes = match figures.times.take() {
        None => None,
        Some(rows) => {
            let first = rows.first().map(|row| format!("{}, {}", row.demand, row.site));
            let pairs = pairs(&mut placed, &sites, rows);
            if pairs.is_empty() {
                return Err(no_times(&read, &placed, first));
            }
            Some(table(&placed, sites.len(), pairs))
        }
    };
    let circles = &plan.options.circles;
    let circles = circles.iter().map(|circle| {
        let circle = place::circle_among(circle, &placed.facilities);
        judged(&circle, &placed, minutes.as_ref(), &plan.options)
    });
    let outcome = Outcome {
        circles: circles.collect(),
        tally,
        tables: read,
        row_notes,
        units,
        candidates,
        sites,
        figures,
        inputs: checksums(plan)?,
        placed,
        ..Outcome::default()
    };
    let walked_by = if minutes.is_some() {
        WalkedBy::Times
    } else {
        WalkedBy::Nothing
    };
    Ok((outcome, minutes, walked_by))
}

/// Why times of which none can be used end the run.
fn no_times(read: &[TableRead], placed: &Placed, first: Option<String>) -> RunError {
    let table = read.iter().find(|table| table.list == List::Times);
    let refused = placed.rejected.iter().find(|row| row.list == List::Times.name());
    RunError::NoTimes {
        file: table.map_or_else(String::new, |table| table.file.clone()),
        rows: table.map_or(0, |table| table.rows),
        first: first
            .or_else(|| refused.map(|row| row.reason.clone()))
            .unwrap_or_else(|| "nothing".to_owned()),
    }
}

/// A row's walk is that of all dwellings of its compound; rows that name nothing known are rejected.
fn pairs(placed: &mut Placed, sites: &[Candidate], rows: Vec<TimeRow>) -> Vec<Pair> {
    let compounds = names(
        placed
            .compounds
            .iter()
            .map(|one| (one.id.as_str(), one.name.as_deref())),
    );
    let facilities = names(
        placed
            .facilities
            .iter()
            .chain(sites.iter().map(|candidate| &candidate.site))
            .map(|one| (one.id.as_str(), one.name.as_deref())),
    );
    let mut first = 0;
    let firsts: Vec<usize> = placed
        .compounds
        .iter()
        .map(|compound| {
            let before = first;
            first += compound.dwellings.len();
            before
        })
        .collect();
    let mut known = HashSet::new();
    let mut pairs = Vec::new();
    let mut rejected = Vec::new();
    for row in rows {
        let compound = compounds.get(row.demand.as_str()).copied().flatten();
        let site = facilities.get(row.site.as_str()).copied().flatten();
        match (compound, site) {
            (Some(compound), Some(site)) if !known.insert((compound, site)) => {
                rejected.push(refused(
                    &row,
                    &row.site,
                    "this pair stands in an earlier row as well; the first is kept",
                ));
            }
            (Some(compound), Some(site)) => {
                let dwellings = firsts[compound]..firsts[compound] + placed.compounds[compound].dwellings.len();
                // As exact as our own walks, so that a time at the limit is within it everywhere.
                let minutes = Milliseconds::from_seconds(row.minutes * 60.0).minutes();
                pairs.extend(dwellings.map(|demand| Pair { demand, site, minutes }));
            }
            (None, _) => rejected.push(refused(
                &row,
                &row.demand,
                "no compound has this id, or only it this name",
            )),
            (_, None) => rejected.push(refused(
                &row,
                &row.site,
                "no facility or candidate has this id, or only it this name",
            )),
        }
    }
    placed.rejected.extend(rejected);
    pairs
}

fn refused(row: &TimeRow, value: &str, reason: &str) -> Rejected {
    Rejected {
        list: "times",
        source: row.file.to_string(),
        line: Some(row.line),
        id: row.demand.clone(),
        name: String::new(),
        value: value.to_owned(),
        reason: reason.to_owned(),
    }
}

/// One circle's verdicts by times made elsewhere. Nothing is known of the ways walked: metres and reasons are not told.
fn judged(circle: &Circle, placed: &Placed, minutes: Option<&SparseMinutes>, options: &Options) -> CircleOutcome {
    let limit = circle.limit.time(options.walk.speed());
    let mut judged = CircleOutcome {
        circle: circle.clone(),
        limit,
        ..CircleOutcome::default()
    };
    let Some(minutes) = minutes else { return judged };
    let counts: Vec<bool> = placed.facilities.iter().map(|one| one.counts_in(circle)).collect();
    let mut dwelling = 0;
    for compound in &placed.compounds {
        let walks = compound.dwellings.iter().map(|_| {
            dwelling += 1;
            // Candidates, which stand after the facilities, count for nobody yet.
            let counts = |site: usize| counts.get(site).is_some_and(|counts| *counts);
            let sites = minutes.of_demand(dwelling - 1).filter(|(site, _)| counts(*site));
            walk(sites)
        });
        judged.reached.push(CompoundReach {
            dwellings: walks.collect(),
        });
    }
    let verdicts = gaps::judge(placed, &judged.reached, circle, options);
    judged.walks = vec![None; verdicts.len()];
    judged.verdicts = verdicts.into_iter().map(without_ways).collect();
    judged
}

fn walk(sites: impl Iterator<Item = (usize, f64)>) -> DwellingWalk {
    let best = sites
        .map(|(site, minutes)| Reached {
            time: Milliseconds::from_seconds(minutes * 60.0),
            length: Millimetres(0),
            facility: FacilityIndex::at(site),
        })
        .min();
    let time = best.map(|best| best.time);
    DwellingWalk {
        best,
        low: time,
        high: time,
        ..DwellingWalk::default()
    }
}

#[allow(clippy::needless_pass_by_value, reason = "the verdict is made anew")]
fn without_ways(verdict: CompoundVerdict) -> CompoundVerdict {
    CompoundVerdict {
        reason: verdict.reason.filter(|reason| *reason == Reason::NoFacility),
        metres: None,
        straight_m: None,
        snap_m: None,
        ..verdict
    }
}
