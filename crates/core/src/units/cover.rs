//! The whole stage: lists, verdicts and walking times in, everything that a city reports out.

use super::UnitNote;
use super::access::{AccessFigures, access};
use super::audited::{AuditGroup, audits};
use super::catchments::{FacilityCatchment, catchments};
use super::counts::{FacilityCount, ItemCount, facility_counts, item_counts};
use super::figures::{JudgedCircle, Total, UnitFigures, offer_of, unit_figures, walked_figures};
use super::goals::{LevelsOfUnit, TargetResult, levels, targets, totals};
use super::members::{Members, Part};
use super::programme::{StageFigures, programme};
use super::roster::Roster;
use super::supply::SparseMinutes;
use crate::options::{Circle, Options};
use crate::place::{Placed, Rejected};
use crate::read::table::{CandidateRow, CountedRow, SharedRow};
use crate::tally::Tally;

/// What the stage works on.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// Compounds and facilities.
    pub placed: &'a Placed,
    /// What each circle came to, in the plan's order.
    pub circles: &'a [JudgedCircle<'a>],
    /// From every dwelling, numbered through all compounds, to every facility; `None` where nothing was walked.
    pub minutes: Option<&'a SparseMinutes>,
    /// Shares in shared facilities, where told.
    pub shared: Option<&'a [SharedRow]>,
    /// Figures of no place, where told.
    pub counted: Option<&'a [CountedRow]>,
    /// Candidates for new facilities, where told: they are counted by what they are now.
    pub candidates: Option<&'a [CandidateRow]>,
    /// All settings.
    pub options: &'a Options,
}

/// Everything that a city reports, the administrative figure and the walked one side by side.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The units; figures name them by position.
    pub roster: Roster,
    /// What each holds.
    pub members: Members,
    /// By circle, in the plan's order.
    pub circles: Vec<CircleCoverage>,
    /// How far the plan's targets are reached.
    pub targets: Vec<TargetResult>,
    /// The plan's levels in every unit of the first one's kind.
    pub levels: Vec<LevelsOfUnit>,
    /// The compound audit.
    pub audit: Vec<AuditGroup>,
    /// Facilities by kind.
    pub facilities: Vec<FacilityCount>,
    /// Figures of no place.
    pub items: Vec<ItemCount>,
    /// What was odd, one by one.
    pub notes: Vec<UnitNote>,
    /// Rows that could not be used.
    pub rejected: Vec<Rejected>,
    /// The same counted, and what else was odd.
    pub tally: Tally,
}

/// What is told of one circle.
#[derive(Clone, Debug, Default)]
pub struct CircleCoverage {
    /// Units that are told of, in their order.
    pub units: Vec<UnitFigures>,
    /// Sums by kind.
    pub totals: Vec<Total>,
    /// All compounds, those of no unit among them.
    pub whole: Total,
    /// Facilities in stages.
    pub stages: Vec<StageFigures>,
    /// Whom each facility serves.
    pub catchments: Vec<FacilityCatchment>,
    /// Supply within reach.
    pub access: Vec<AccessFigures>,
}

/// Runs the stage on a roster made before; `notes` are those of its making.
pub fn cover(material: Material<'_>, roster: Roster, mut notes: Vec<UnitNote>) -> Coverage {
    let Material { placed, options, .. } = material;
    let members = Members::of(&roster, placed, &mut notes);
    let circles: Vec<CircleCoverage> = material
        .circles
        .iter()
        .map(|judged| circle_coverage(&material, judged, &roster, &members))
        .collect();
    let figures: Vec<Vec<UnitFigures>> = circles.iter().map(|circle| circle.units.clone()).collect();
    let wholes: Vec<Total> = circles.iter().map(|circle| circle.whole.clone()).collect();
    let asked: Vec<Circle> = material.circles.iter().map(|judged| judged.circle.clone()).collect();
    let mut rejected = beyond(&roster, &members);
    let audit = audits(placed, material.shared, &options.coverage, &mut notes, &mut rejected);
    note_leftovers(&material, &roster, &members, &mut notes);
    note_small(&material, &mut notes);
    let mut tally = Tally::default();
    for note in &notes {
        tally.add(note.code, || format!("{} {}: {}", note.list, note.id, note.text));
    }
    count_dates(&material, &mut tally);
    Coverage {
        targets: targets(&options.targets, &asked, &roster, &figures, &wholes, placed),
        levels: levels(&options.levels, &asked, &roster, &members, &figures),
        audit,
        facilities: facility_counts(placed, &roster, &members, material.candidates.unwrap_or_default()),
        items: item_counts(material.counted.unwrap_or_default(), &options.coverage),
        circles,
        roster,
        members,
        notes,
        rejected,
        tally,
    }
}

fn circle_coverage(
    material: &Material<'_>,
    judged: &JudgedCircle<'_>,
    roster: &Roster,
    members: &Members,
) -> CircleCoverage {
    let Material {
        placed,
        minutes,
        options,
        ..
    } = *material;
    let (circle, limit) = (judged.circle, judged.limit);
    let units = unit_figures(roster, members, placed, judged, &options.verdict);
    CircleCoverage {
        totals: totals(roster, &units),
        whole: whole(placed, judged, options),
        stages: programme(circle, limit, placed, minutes, &options.verdict),
        catchments: catchments(judged, placed, members, minutes),
        access: minutes.map_or_else(Vec::new, |minutes| {
            access(circle, limit, placed, minutes, &options.coverage)
        }),
        units,
    }
}

/// All compounds as if they were of one unit.
fn whole(placed: &Placed, judged: &JudgedCircle<'_>, options: &Options) -> Total {
    let parts: Vec<Part> = placed
        .compounds
        .iter()
        .enumerate()
        .map(|(compound, one)| Part {
            compound,
            dwellings: (0..one.dwellings.len()).collect(),
            counts: true,
        })
        .collect();
    let sum = |amount: fn(&crate::place::Compound) -> Option<f64>| {
        let told = placed.compounds.iter().filter_map(amount);
        told.fold(None, |sum: Option<f64>, amount| Some(sum.unwrap_or(0.0) + amount))
    };
    let counted = placed.facilities.iter().filter(|one| one.counts_in(judged.circle));
    Total {
        offer: offer_of(counted),
        population: sum(|one| one.details.population),
        households: sum(|one| one.households),
        elders: sum(|one| one.elders),
        walked: judged
            .walked
            .map(|_| walked_figures(&parts, &placed.compounds, judged, &options.verdict)),
        ..Total::default()
    }
}

/// Units that lie outside the extract and hold nothing.
fn beyond(roster: &Roster, members: &Members) -> Vec<Rejected> {
    let beyond = (0..roster.units.len()).filter(|unit| members.is_beyond(roster, *unit));
    beyond
        .map(|unit| {
            let unit = &roster.units[unit];
            Rejected {
                list: "units",
                source: unit.source.clone(),
                line: None,
                id: unit.id.clone(),
                name: unit.called().to_owned(),
                value: String::new(),
                reason: "lies outside the extract, and holds no compound and no facility".to_owned(),
            }
        })
        .collect()
}

/// Compounds and facilities of no unit, and units without compounds.
fn note_leftovers(material: &Material<'_>, roster: &Roster, members: &Members, notes: &mut Vec<UnitNote>) {
    if roster.units.is_empty() {
        return;
    }
    let placed = material.placed;
    for compound in members.without_unit.iter().map(|compound| &placed.compounds[*compound]) {
        notes.push(UnitNote {
            code: "compound-without-unit",
            list: "compounds",
            id: compound.id.clone(),
            name: compound.name.clone(),
            text: "is in no unit: it counts for the whole only".to_owned(),
        });
    }
    let mut has_unit = vec![false; placed.facilities.len()];
    for facility in members.located.iter().chain(&members.declared).flatten() {
        has_unit[facility.index()] = true;
    }
    for (facility, _) in placed.facilities.iter().zip(has_unit).filter(|(_, has_unit)| !has_unit) {
        notes.push(UnitNote {
            code: "facility-without-unit",
            list: "facilities",
            id: facility.id.clone(),
            name: facility.name.clone(),
            text: "stands in no unit and serves none".to_owned(),
        });
    }
    if placed.compounds.is_empty() {
        return;
    }
    for unit in (0..roster.units.len()).filter(|unit| !members.is_beyond(roster, *unit)) {
        if members.parts[unit].is_empty() {
            notes.push(roster.note(
                "unit-without-compound",
                unit,
                "holds no compound: nothing is walked in it".to_owned(),
            ));
        }
    }
}

/// Facilities that would count for a circle but for their floor area.
fn note_small(material: &Material<'_>, notes: &mut Vec<UnitNote>) {
    for circle in material.circles.iter().map(|judged| judged.circle) {
        let Some(least) = circle.min_floor_area_m2 else {
            continue;
        };
        let of_any_size = Circle {
            min_floor_area_m2: None,
            ..circle.clone()
        };
        for facility in &material.placed.facilities {
            if !facility.counts_in(&of_any_size) || facility.counts_in(circle) {
                continue;
            }
            let area = facility.floor_area_m2.map_or_else(
                || "its floor area is not told".to_owned(),
                |area| format!("it has {area} m2"),
            );
            notes.push(UnitNote {
                code: "floor-area-below",
                list: "facilities",
                id: facility.id.clone(),
                name: facility.name.clone(),
                text: format!("does not count for {}, which asks for {least} m2: {area}", circle.name),
            });
        }
    }
}

/// Opening dates that no circle looks at, and those that may lie on either side of its day.
fn count_dates(material: &Material<'_>, tally: &mut Tally) {
    let dated = || {
        let facilities = material.placed.facilities.iter();
        facilities.filter_map(|one| Some((one, one.details.open_date?)))
    };
    let days = material.circles.iter().map(|judged| judged.circle.as_of);
    if days.clone().all(|day| day.is_none())
        && let Some((latest, date)) = dated().max_by_key(|(_, date)| date.last_day())
    {
        tally.add_many("open-date-not-looked-at", dated().count() as u64, || {
            format!("{}: {date}", latest.id)
        });
    }
    for day in days.flatten() {
        for (facility, date) in dated() {
            match date.is_by(day) {
                Some(false) => tally.add("opens-after-as-of", || format!("{}: {date}", facility.id)),
                None => tally.add("open-date-uncertain", || format!("{}: {date}", facility.id)),
                Some(true) => {}
            }
        }
    }
}
