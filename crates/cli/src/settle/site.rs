//! The keys of plan section `[site]`.

use service_circle_core::options::{CandidateSource, Capacities, DemandWeight, Equity, Objective, SiteOptions};

use super::Settled;
use super::kind::Kind;
use super::settings::Setting;

const OBJECTIVES: &[&str] = &["max-coverage", "min-sites", "p-median", "p-center"];
const WEIGHTS: &[&str] = &["best", "elders", "households", "dwellings", "compounds"];
const EQUITIES: &[&str] = &["none", "worst-first"];
const CAPACITIES: &[&str] = &["none", "split", "single-source"];

fn site(settled: &mut Settled) -> &mut SiteOptions {
    settled.plan.options.site.get_or_insert_default()
}

fn set_objective(settled: &mut Settled, word: usize) {
    site(settled).objective = [
        Objective::MaxCoverage,
        Objective::MinSites,
        Objective::PMedian,
        Objective::PCenter,
    ][word];
}

fn set_weight(settled: &mut Settled, word: usize) {
    site(settled).weight = [
        None,
        Some(DemandWeight::Elders),
        Some(DemandWeight::Households),
        Some(DemandWeight::Dwellings),
        Some(DemandWeight::Compounds),
    ][word];
}

fn set_equity(settled: &mut Settled, word: usize) {
    site(settled).equity = [Equity::None, Equity::WorstFirst][word];
}

fn set_capacities(settled: &mut Settled, word: usize) {
    site(settled).capacities = [Capacities::None, Capacities::Split, Capacities::SingleSource][word];
}

/// Candidates by a word in place of a file; `false` where it is none.
pub(super) fn set_candidates(settled: &mut Settled, word: &str) -> bool {
    let source = match word {
        "compounds" => CandidateSource::Compounds,
        "network" => CandidateSource::Network,
        _ => {
            site(settled).candidates = CandidateSource::Table;
            return false;
        }
    };
    site(settled).candidates = source;
    true
}

const fn setting(key: &'static str, kind: Kind, about: &'static str) -> Setting {
    Setting {
        section: "site",
        key,
        about,
        kind,
    }
}

/// All settings of `[site]`.
pub(crate) static SITE: &[Setting] = &[
    setting(
        "candidates",
        Kind::Candidates("candidates.csv"),
        "Places where a facility could stand: a file with id, name, lon, lat, floor_area_m2, cost, source; or \"compounds\", every way \
         into every compound; or \"network\", street corners thinned to one every spacing_m. The file may be a table of its own, \
         [site.candidates], with the keys of [units].",
    ),
    setting(
        "spacing_m",
        Kind::Number(|s| &mut site(s).spacing_m),
        "Candidates on the network stand this far apart. Metres.",
    ),
    setting(
        "circle",
        Kind::OptionalText(|s| &mut site(s).circle, "elder care"),
        "The service circle to build for, by its name. Without it: the first.",
    ),
    setting(
        "objective",
        Kind::Word(OBJECTIVES, set_objective, |s| site(s).objective as usize),
        "\"max-coverage\" most demand within the limit (MCLP), \"min-sites\" fewest sites that reach target (LSCP, partial cover), \
         \"p-median\" least mean walk, \"p-center\" least worst walk.",
    ),
    setting(
        "weight",
        Kind::Word(WEIGHTS, set_weight, |s| {
            site(s).weight.map_or(0, |weight| weight as usize + 1)
        }),
        "What demand is counted in; \"best\" is the first of elders and households that the list tells, else compounds.",
    ),
    setting(
        "count",
        Kind::OptionalWhole(|s| &mut site(s).count, "3"),
        "How many sites to open. Without it and without a budget: 1.",
    ),
    setting(
        "budget",
        Kind::OptionalNumber(|s| &mut site(s).budget, "2000000"),
        "What they may cost in place of a count, in the money of the candidates' cost.",
    ),
    setting(
        "stages",
        Kind::Wholes(|s| &mut site(s).stages),
        "How many to open in each stage, such as [13, 10], in place of count: each the best given the last.",
    ),
    setting(
        "stage_budgets",
        Kind::Numbers(|s| &mut site(s).stage_budgets),
        "What each stage may cost, such as [2000000, 1500000], in place of budget.",
    ),
    setting(
        "target",
        Kind::Number(|s| &mut site(s).target),
        "Share of demand that min-sites reaches, 0 to 1; 1 means all that any candidate can reach.",
    ),
    setting(
        "target_each_street",
        Kind::Flag(|s| &mut site(s).target_each_street),
        "Whether the target holds in every street, and not just for the whole.",
    ),
    setting(
        "cheapest",
        Kind::Flag(|s| &mut site(s).cheapest),
        "Whether min-sites looks for the cheapest sites, and not the fewest.",
    ),
    setting(
        "equity",
        Kind::Word(EQUITIES, set_equity, |s| {
            usize::from(site(s).equity == Equity::WorstFirst)
        }),
        "\"worst-first\" raises the street with the least share within the limit, then the next (max-coverage).",
    ),
    setting(
        "equity_spread",
        Kind::OptionalNumber(|s| &mut site(s).equity_spread, "0.2"),
        "The best covered street may be ahead of the worst by at most this share (max-coverage).",
    ),
    setting(
        "at_least_per_street",
        Kind::Whole(|s| &mut site(s).at_least_per_street),
        "At least so many facilities in every street, those that stand counted.",
    ),
    setting(
        "at_most_per_street",
        Kind::OptionalWhole(|s| &mut site(s).at_most_per_street, "2"),
        "At most so many facilities in any street, those that stand counted.",
    ),
    setting(
        "min_floor_area_m2",
        Kind::OptionalNumber(|s| &mut site(s).min_floor_area_m2, "750"),
        "Candidates with less floor area, or none told, are left out. m2.",
    ),
    setting(
        "capacities",
        Kind::Word(CAPACITIES, set_capacities, |s| site(s).capacities as usize),
        "Whether sites can be full, by their column capacity, else beds: \"split\" shares a dwelling's demand among sites, \
         \"single-source\" does not.",
    ),
    setting(
        "fixed_in",
        Kind::List(|s| &mut site(s).fixed_in, "c1"),
        "Candidates in every plan, by id.",
    ),
    setting(
        "fixed_out",
        Kind::List(|s| &mut site(s).fixed_out, "c2"),
        "Candidates in none, by id.",
    ),
    setting(
        "excludes",
        Kind::Pairs(|s| &mut site(s).excludes),
        "Pairs of candidates of which at most one is opened, such as [[\"c1\", \"c2\"]].",
    ),
    setting(
        "requires",
        Kind::Pairs(|s| &mut site(s).requires),
        "Pairs of candidates of which the first is opened only with the second.",
    ),
    setting(
        "moves",
        Kind::Whole(|s| &mut site(s).moves),
        "At most so many facilities that stand may be moved: closed, for a candidate each.",
    ),
    setting(
        "closures",
        Kind::Whole(|s| &mut site(s).closures),
        "At most so many of them may be closed without one in their place; in place of moves.",
    ),
    setting(
        "gap",
        Kind::Number(|s| &mut site(s).gap),
        "Stop once the plan is proved to be this close to the best, as a share. 0 goes on until it is proved best.",
    ),
    setting(
        "node_limit",
        Kind::OptionalWholeNumber(|s| &mut site(s).node_limit, "100000"),
        "Nodes of branch and bound at most.",
    ),
    setting(
        "time_limit_s",
        Kind::Number(|s| &mut site(s).time_limit_s),
        "An outer guard, seconds; a plan cut off by it may differ from run to run, and says so.",
    ),
    setting(
        "seed",
        Kind::WholeNumber(|s| &mut site(s).seed),
        "Start of the random numbers: the same seed gives the same plan.",
    ),
    setting(
        "check",
        Kind::Flag(|s| &mut site(s).check),
        "Whether the walks to the plan's sites are searched anew, all at once, and compared. Every plan is recomputed from its table \
         of walks in any case.",
    ),
];
