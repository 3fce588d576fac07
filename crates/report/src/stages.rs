//! What later stages found, as parts of the page.

use geo::unary_union;
use service_circle_core::language::Language;
use service_circle_core::plan::{CoverageOutcome, Outcome, Plan, SiteOutcome};
use service_circle_core::site::{Siting, Status};
use service_circle_core::units::{Extent, Unit as Listed, UnitFigures, Within};

use crate::parts::{Area, ReportData, Site, Sites, Unit};
use crate::words;

impl<'a> ReportData<'a> {
    /// A run and the coverage of its units.
    pub fn of_coverage(plan: &'a Plan, found: &'a CoverageOutcome) -> Self {
        let listed = &found.coverage.roster.units;
        let circles = found.coverage.circles.iter().enumerate();
        let units = circles.flat_map(|(circle, covered)| {
            let units = covered.units.iter();
            units.filter_map(move |figures| Some(unit(circle, listed.get(figures.unit)?, figures)))
        });
        Self {
            units: units.collect(),
            coverage: Some(found),
            ..Self::new(plan, &found.outcome)
        }
    }

    /// A run and the sites proposed on it.
    pub fn of_siting(plan: &'a Plan, found: &'a SiteOutcome) -> Self {
        let sites = found.siting.sites.iter().map(|site| Site {
            circle: found.circle,
            name: site.name.clone().unwrap_or_else(|| site.id.clone()),
            place: site.place,
            compounds: Some(site.compounds_newly_served as u64),
        });
        Self {
            sites: Some(Sites {
                sites: sites.collect(),
                proof: proof(&found.siting),
            }),
            ..Self::new(plan, &found.outcome)
        }
    }
}

/// What is within each limit of any facility that counts, where a run drew that: the widest first.
pub(crate) fn areas(outcome: &Outcome) -> Vec<Area> {
    let drawn = outcome.circles.iter().enumerate();
    let drawn = drawn.filter_map(|(circle, judged)| Some((circle, judged.areas.as_ref()?)));
    drawn
        .flat_map(|(circle, areas)| {
            let limits = areas.times.iter().enumerate().rev();
            limits.map(move |(limit, time)| Area {
                circle,
                minutes: time.minutes(),
                shape: unary_union(
                    areas
                        .circles
                        .iter()
                        .filter_map(|one| Some(&one.isochrones.get(limit)?.shape)),
                ),
            })
        })
        .collect()
}

fn unit(circle: usize, listed: &Listed, figures: &UnitFigures) -> Unit {
    let walked = figures.walked;
    // Elders where they are told, else compounds.
    let within: Option<Within> = walked.map(|walked| walked.elders.unwrap_or(walked.compounds));
    Unit {
        circle,
        name: listed.called().to_owned(),
        kind: listed.kind,
        outline: listed.outline.clone(),
        compounds: figures.compounds,
        elders: figures.people.elders.told,
        administrative: Some(f64::from(u8::from(figures.is_covered()))),
        walked_low: within.and_then(|within| within.share_low()),
        walked_high: within.and_then(|within| within.share_high()),
        outside: within.map(|within| within.total - within.low),
        is_partial: listed.extent == Extent::Partial,
    }
}

/// How good the sites are, in English and in Chinese; nothing is claimed that is not proved.
fn proof(siting: &Siting) -> Option<[String; 2]> {
    let said = match siting.plan.status {
        Status::Infeasible => words::SITES_NONE.plain(),
        Status::Optimal => words::SITES_BEST.plain(),
        Status::GapLimit | Status::TimeLimit => {
            let percent = format!("{:.2} %", siting.plan.gap()? * 100.0);
            words::SITES_WITHIN.with([percent.into()])
        }
    };
    Some(Language::ALL.map(|language| said.told_in(language)))
}
