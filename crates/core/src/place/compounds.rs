//! The list of compounds: from the extract's residential areas, or from the user's rows with outlines adopted from the extract.

use geo::CoordsIter as _;

use super::outlines::{Outline, OutlineIndex};
use super::{Compound, DwellingBasis, Note, OutlineFrom, Rejected};
use crate::ids::{CompoundIndex, OsmId};
use crate::lonlat::LonLat;
use crate::read::table::{CompoundDetails, CompoundRow};
use crate::read::{Area, Extract, Key, Tags};
use crate::tally::Tally;

/// A compound before its dwellings are known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// What is known of it.
    pub(crate) compound: Compound,
    /// Its outline, checked.
    pub(crate) outline: Option<Outline>,
    /// The area of the extract that the outline is, where it is one.
    pub(crate) area: Option<OsmId>,
    /// Whether the compound is a row of the user's table that took the area's outline.
    adopted: bool,
}

impl Draft {
    /// Where the outline came from, as far as this compound alone can tell.
    pub(super) fn outline_from(&self) -> OutlineFrom {
        match (&self.outline, self.area) {
            (None, _) => OutlineFrom::None,
            (Some(_), None) => OutlineFrom::Table,
            (Some(_), Some(area)) if self.adopted => OutlineFrom::Adopted(area),
            (Some(_), Some(area)) => OutlineFrom::Extract(area),
        }
    }
}

/// All compounds, and what came up on the way.
#[derive(Debug, Default)]
pub(crate) struct Drafts {
    pub(crate) compounds: Vec<Draft>,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) notes: Vec<Note>,
    pub(crate) tally: Tally,
}

/// Which rule makes an area residential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Residential {
    /// `landuse=residential` or `residential=*`: an outline of homes.
    Homes,
    /// `place=neighbourhood` or `quarter`: a part of town, wider than a compound may be.
    Quarter,
}

/// Whether an area is an outline of homes: what may be walled off.
pub(crate) fn is_homes(tags: &Tags<'_>) -> bool {
    residential(tags) == Some(Residential::Homes)
}

fn residential(tags: &Tags<'_>) -> Option<Residential> {
    let homes = tags.is(Key::Landuse, "residential")
        || (tags.get(Key::Residential).is_some_and(|value| value != "no")
            && tags.get(Key::Building).is_none()
            && tags.get(Key::Highway).is_none());
    if homes {
        Some(Residential::Homes)
    } else {
        matches!(tags.get(Key::Place), Some("neighbourhood" | "quarter")).then_some(Residential::Quarter)
    }
}

/// The residential areas of an extract: the named ones are compounds, every other one is told as rejected, and so is each whose
/// outline cannot be drawn.
pub(crate) fn from_extract(extract: &Extract) -> Drafts {
    let mut all = Drafts::default();
    for area in &extract.areas {
        let tags = extract.area_tags(area);
        if residential(&tags).is_none() {
            continue;
        }
        let source = area.id.to_string();
        let Some(name) = tags.name() else {
            all.rejected.push(refused(
                &source,
                "",
                "has no name: only named residential areas are listed",
            ));
            continue;
        };
        let shape = extract.area_polygons(area);
        let a_node = shape.coords_iter().next();
        let outline = all.checked(Outline::new(shape), &source);
        let place = outline
            .as_ref()
            .map(Outline::inner_place)
            .or_else(|| a_node.and_then(|node| LonLat::from_degrees(node.x, node.y)));
        let Some(place) = place else {
            all.rejected.push(refused(
                &source,
                name,
                "has no outline: none of its nodes is in the file",
            ));
            continue;
        };
        let row = CompoundRow {
            id: source.clone(),
            name: Some(name.to_owned()),
            source,
            place,
            outline: None,
            households: None,
            elders: None,
            street: None,
            community: None,
            details: CompoundDetails::default(),
        };
        all.compounds.push(draft(row, outline, Some(area.id)));
    }
    for area in &extract.unformed_areas {
        let tags = extract.unformed_tags(area);
        if residential(&tags).is_some() {
            let name = tags.name().unwrap_or_default();
            all.rejected.push(refused(
                &area.id.to_string(),
                name,
                &format!("has no outline: {}", area.why),
            ));
        }
    }
    all
}

fn refused(source: &str, name: &str, reason: &str) -> Rejected {
    Rejected {
        list: "compounds",
        source: source.to_owned(),
        line: None,
        id: source.to_owned(),
        name: name.to_owned(),
        value: String::new(),
        reason: reason.to_owned(),
    }
}

/// The compounds of the user's rows. With `adopt`, a row that is a point takes the smallest outline of homes in the extract that
/// holds it, if no other row's place lies in that outline.
pub(crate) fn from_rows(rows: Vec<CompoundRow>, extract: &Extract, adopt: bool) -> Drafts {
    let mut all = Drafts::default();
    for mut row in rows {
        let given = row.outline.take().filter(|shape| !shape.0.is_empty());
        let outline = given.and_then(|shape| all.checked(Outline::new(shape), &row.source));
        all.compounds.push(draft(row, outline, None));
    }
    if adopt {
        all.adopt_outlines(extract);
    }
    all
}

fn draft(row: CompoundRow, outline: Option<Outline>, area: Option<OsmId>) -> Draft {
    Draft {
        compound: Compound {
            id: row.id,
            name: row.name,
            source: row.source,
            outline: None,
            place: row.place,
            households: row.households,
            elders: row.elders,
            street: row.street,
            community: row.community,
            details: row.details,
            dwellings: Vec::new(),
            dwelling_basis: DwellingBasis::Point,
            gated: None,
            ways_in: Vec::new(),
        },
        outline,
        area,
        adopted: false,
    }
}

impl Drafts {
    /// Counts what is odd about an outline. A crossed one is used as drawn; one without area leaves a point.
    fn checked(&mut self, outline: Option<Outline>, source: &str) -> Option<Outline> {
        match &outline {
            None => self.tally.add("outline-without-area", || source.to_owned()),
            Some(outline) if outline.is_crossed() => self.tally.add("outline-crosses-itself", || source.to_owned()),
            Some(_) => {}
        }
        outline
    }

    fn adopt_outlines(&mut self, extract: &Extract) {
        let of_homes: Vec<(&Area, Outline)> = extract
            .areas
            .iter()
            .filter(|area| is_homes(&extract.area_tags(area)))
            .filter_map(|area| Some((area, Outline::new(extract.area_polygons(area))?)))
            .collect();
        let index = OutlineIndex::new(of_homes.iter().map(|(_, outline)| outline).enumerate());
        let within: Vec<Vec<usize>> = self
            .compounds
            .iter()
            .map(|draft| index.all_holding(draft.compound.place))
            .collect();
        let mut rows_in = vec![0_usize; of_homes.len()];
        for outline in within.iter().flatten() {
            rows_in[*outline] += 1;
        }
        for (row, (draft, within)) in self.compounds.iter_mut().zip(&within).enumerate() {
            let (None, Some(innermost)) = (&draft.outline, within.first()) else {
                continue;
            };
            let (area, outline) = &of_homes[*innermost];
            let alone = rows_in[*innermost] == 1;
            self.notes.push(note(row, area.id, alone, rows_in[*innermost]));
            let code = if alone {
                OutlineFrom::ADOPTED
            } else {
                OutlineFrom::SHARED
            };
            self.tally
                .add(code, || format!("{} in {}", draft.compound.source, area.id));
            if alone {
                draft.outline = Some(outline.clone());
                draft.area = Some(area.id);
                draft.adopted = true;
            }
        }
    }
}

fn note(row: usize, area: OsmId, alone: bool, rows: usize) -> Note {
    let text = if alone {
        format!("takes the outline of {area}, which holds no other row's place")
    } else {
        format!("stays a point: {area} holds the places of {rows} rows")
    };
    Note {
        compound: CompoundIndex::at(row),
        code: if alone {
            OutlineFrom::ADOPTED
        } else {
            OutlineFrom::SHARED
        },
        area,
        text,
    }
}
