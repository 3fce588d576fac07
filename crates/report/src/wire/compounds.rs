//! Compounds and facilities as the map and the search need them.

use serde::Serialize;
use service_circle_core::place::{Compound, DwellingBasis, Evidence, Facility};
use service_circle_core::quality::{CompoundQuality, Grade, RULES};

use super::{Rounded, digits, nothing_told};
use crate::lines::{self, Ground};

/// Compounds, a column a field.
#[derive(Debug, Serialize)]
pub(super) struct Compounds<'a> {
    id: Vec<&'a str>,
    name: Vec<Option<&'a str>>,
    at: String,
    outline: Vec<String>,
    #[serde(skip_serializing_if = "nothing_told")]
    households: Vec<Option<Rounded>>,
    #[serde(skip_serializing_if = "nothing_told")]
    elders: Vec<Option<Rounded>>,
    dwellings: Vec<usize>,
    /// What the dwellings were made from, by digit in the order of [`BASES`].
    basis: String,
    /// 1 gated, 0 not, - not known.
    gated: String,
    /// Where the ways in are, and the class of evidence of each.
    gates: Vec<String>,
    evidence: Vec<String>,
    /// Grades of the data, by digit from A on.
    grade: String,
    /// What holds them down, in base 36 by position in `rules`.
    held_down_by: Vec<String>,
    /// What holds grades down: code, English, Chinese.
    rules: Vec<[&'static str; 3]>,
    #[serde(skip_serializing_if = "nothing_told")]
    street: Vec<Option<&'a str>>,
    #[serde(skip_serializing_if = "nothing_told")]
    community: Vec<Option<&'a str>>,
}

/// What dwellings are made from, best first.
pub(super) const BASES: [DwellingBasis; 4] = [
    DwellingBasis::Table,
    DwellingBasis::Buildings,
    DwellingBasis::Grid,
    DwellingBasis::Point,
];

impl<'a> Compounds<'a> {
    /// The compounds, in their order.
    pub(super) fn of(all: &'a [Compound], quality: &[CompoundQuality], ground: Ground) -> Self {
        let position = |grade: Grade| Grade::ALL.iter().position(|one| *one == grade);
        let whole = Rounded::to(0);
        Self {
            id: all.iter().map(|one| one.id.as_str()).collect(),
            name: all.iter().map(|one| one.name.as_deref()).collect(),
            at: lines::points(all.iter().map(|one| one.place), ground),
            outline: all.iter().map(|one| outline(one, ground)).collect(),
            households: all.iter().map(|one| one.households.map(&whole)).collect(),
            elders: all.iter().map(|one| one.elders.map(&whole)).collect(),
            dwellings: all.iter().map(|one| one.dwellings.len()).collect(),
            basis: digits(
                all.iter()
                    .map(|one| BASES.iter().position(|basis| *basis == one.dwelling_basis)),
            ),
            gated: digits(all.iter().map(|one| one.gated.map(usize::from))),
            gates: all
                .iter()
                .map(|one| lines::points(one.ways_in.iter().map(|way| way.place), ground))
                .collect(),
            evidence: all.iter().map(evidence).collect(),
            grade: digits(all.iter().zip(quality).map(|(_, record)| position(record.grade))),
            held_down_by: all
                .iter()
                .zip(quality)
                .map(|(_, record)| held_down_by(record))
                .collect(),
            rules: RULES
                .iter()
                .map(|rule| [rule.code, rule.english, rule.chinese])
                .collect(),
            street: all.iter().map(|one| one.street.as_deref()).collect(),
            community: all.iter().map(|one| one.community.as_deref()).collect(),
        }
    }
}

fn outline(compound: &Compound, ground: Ground) -> String {
    compound
        .outline
        .as_ref()
        .map_or_else(String::new, |outline| lines::area(outline, ground))
}

fn evidence(compound: &Compound) -> String {
    let class = |evidence: Evidence| Evidence::ALL.iter().position(|one| *one == evidence);
    digits(compound.ways_in.iter().map(|way| class(way.evidence)))
}

fn held_down_by(record: &CompoundQuality) -> String {
    let rules = (0..).zip(RULES);
    let holding = rules.filter(|(_, rule)| record.held_down_by.contains(&rule.code));
    digits(holding.map(|(number, _)| Some(number)))
}

/// Facilities, a column a field.
#[derive(Debug, Serialize)]
pub(super) struct Facilities<'a> {
    id: Vec<&'a str>,
    name: Vec<Option<&'a str>>,
    category: Vec<&'a str>,
    status: Vec<&'a str>,
    at: String,
    #[serde(skip_serializing_if = "nothing_told")]
    area: Vec<Option<Rounded>>,
    #[serde(skip_serializing_if = "nothing_told")]
    beds: Vec<Option<Rounded>>,
}

impl<'a> Facilities<'a> {
    /// The facilities, in their order.
    pub(super) fn of(all: &'a [Facility], ground: Ground) -> Self {
        let whole = Rounded::to(0);
        Self {
            id: all.iter().map(|one| one.id.as_str()).collect(),
            name: all.iter().map(|one| one.name.as_deref()).collect(),
            category: all.iter().map(|one| one.category.as_str()).collect(),
            status: all.iter().map(|one| one.status.as_str()).collect(),
            at: lines::points(all.iter().map(|one| one.place), ground),
            area: all.iter().map(|one| one.floor_area_m2.map(&whole)).collect(),
            beds: all.iter().map(|one| one.beds.map(&whole)).collect(),
        }
    }
}
