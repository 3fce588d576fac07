//! The whole stage: lists, verdicts and walking times in, everything that a city reports out.

use super::UnitNote;
use super::access::{AccessFigures, access};
use super::audited::{AuditGroup, audits};
use super::catchments::{FacilityCatchment, catchments};
use super::counts::{FacilityCount, ItemCount, facility_counts, item_counts};
use super::figures::{JudgedCircle, UnitFigures, offer_of, unit_figures, walked_figures};
use super::goals::{LevelsOfUnit, Measured, TargetResult, levels, targets};
use super::members::{Members, Part};
use super::people::{People, people_of_units};
use super::programme::{StageFigures, programme};
use super::roster::Roster;
use super::supply::SparseMinutes;
use super::totals::{Total, totals};
use crate::options::{Circle, Options};
use crate::place::{Placed, Rejected};
use crate::read::table::{CandidateRow, CountedRow, SharedRow};
use crate::tally::Tally;
use crate::write::word;

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
    let (people, are_listed) = people_of_units(&roster, &members, &placed.compounds);
    let whole_people = (
        People::of_compounds(placed.compounds.iter().map(|one| (one, 1.0))),
        are_listed,
    );
    let circles: Vec<CircleCoverage> = material
        .circles
        .iter()
        .map(|judged| circle_coverage(&material, judged, (&roster, &members), &people, whole_people))
        .collect();
    let mut rejected = beyond(&roster, &members);
    let audit = audits(placed, material.shared, options, &mut notes, &mut rejected);
    note_leftovers(&material, &roster, &members, &mut notes);
    note_small(&material, &mut notes);
    note_untold(&roster, &people, &mut notes);
    let measured = Measured {
        roster: &roster,
        members: &members,
        placed,
        circles: material.circles,
        figures: &circles,
        options,
    };
    let targets = targets(&measured, &mut notes);
    let levels = levels(&measured);
    let mut tally = Tally::default();
    for note in &notes {
        tally.add(note.code, || format!("{} {}: {}", note.list, note.id, note.text));
    }
    count_dates(&material, &mut tally);
    count_categories(&material, &mut tally);
    Coverage {
        targets,
        levels,
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
    (roster, members): (&Roster, &Members),
    people: &[People],
    (everybody, are_listed): (People, bool),
) -> CircleCoverage {
    let Material {
        placed,
        minutes,
        options,
        ..
    } = *material;
    let (circle, limit) = (judged.circle, judged.limit);
    let units = unit_figures(roster, members, placed, people, judged, &options.verdict);
    let mut whole = whole(placed, judged, options);
    if !are_listed {
        whole.add_rates(&whole.offer.clone(), &everybody);
    }
    CircleCoverage {
        totals: totals(roster, &units),
        whole: Total {
            people: everybody,
            ..whole
        },
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
    let counted = placed.facilities.iter().filter(|one| one.counts_in(judged.circle));
    Total {
        offer: offer_of(counted),
        walked: judged
            .walked
            .map(|_| walked_figures(&parts, &placed.compounds, judged, &options.verdict)),
        ..Total::default()
    }
}

/// Rows of units that lie outside the extract and hold nothing.
fn beyond(roster: &Roster, members: &Members) -> Vec<Rejected> {
    let beyond = (0..roster.units.len()).filter(|unit| members.is_beyond(roster, *unit));
    beyond
        .filter_map(|unit| {
            let unit = &roster.units[unit];
            Some(Rejected {
                list: "units",
                source: unit.source.clone(),
                // What no row tells, such as a district that streets name, is no loss.
                line: Some(unit.line?),
                id: unit.id.clone(),
                name: unit.called().to_owned(),
                value: String::new(),
                reason: "lies outside the extract, and holds no compound and no facility".to_owned(),
            })
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
    for (unit, compounds) in &members.without_rank {
        let kind = roster.units[*unit].kind.map(word).unwrap_or_default();
        let first = &placed.compounds[compounds[0]];
        notes.push(UnitNote {
            code: "compound-without-unit-of-kind",
            list: "compounds",
            id: first.id.clone(),
            name: first.name.clone(),
            text: format!(
                "is the first of {} compounds that are in no {kind} or the like: totals of that kind leave them out",
                compounds.len()
            ),
        });
    }
    for (unit, facilities) in &members.facilities_without_rank {
        let kind = roster.units[*unit].kind.map(word).unwrap_or_default();
        let first = &placed.facilities[facilities[0]];
        notes.push(UnitNote {
            code: "facility-without-unit-of-kind",
            list: "facilities",
            id: first.id.clone(),
            name: first.name.clone(),
            text: format!(
                "is the first of {} facilities that are in no {kind} or the like: units of that kind count as covered without them",
                facilities.len()
            ),
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

/// Units whose people are not all told: what is set against them is of those that are.
fn note_untold(roster: &Roster, people: &[People], notes: &mut Vec<UnitNote>) {
    for (unit, people) in people.iter().enumerate() {
        for (who, count) in [("elders", people.elders), ("households", people.households)] {
            if count.told.is_some() && count.untold > 0 {
                let text = format!(
                    "lacks the {who} of {} compounds or units: what is set against them is of those that tell them",
                    count.untold
                );
                notes.push(roster.note("people-not-told", unit, text));
            }
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

/// Categories that circles ask for and no facility is of.
fn count_categories(material: &Material<'_>, tally: &mut Tally) {
    for circle in material.circles.iter().map(|judged| judged.circle) {
        for asked in &circle.categories {
            let alone = Circle {
                categories: vec![asked.clone()],
                min_floor_area_m2: None,
                ..circle.clone()
            };
            if !material
                .placed
                .facilities
                .iter()
                .any(|one| alone.is_of_kind(one.kind()))
            {
                tally.add("category-without-facility", || format!("{}: {asked}", circle.name));
            }
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
