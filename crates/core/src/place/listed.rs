//! Compounds as they are listed, before the network is known: whose outlines make zones, and what the user's tables add to them.

use std::collections::BTreeMap;

use super::compounds::{self, Draft, Drafts, is_homes};
use super::told_gates::ToldGates;
use super::{OutlineFrom, Rejected};
use crate::lonlat::LonLat;
use crate::network;
use crate::options::PlaceOptions;
use crate::read::table::{DwellingRow, FacilityRow, GateRow, OpenTo, Tables};
use crate::read::{Extract, Key};
use crate::tally::Tally;

/// Listed compounds, and the facilities of the user's table where there is one.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    pub(super) drafts: Vec<Draft>,
    /// The user's dwellings of each compound, with their weights.
    pub(super) points: Vec<Vec<(LonLat, f64)>>,
    /// The user's gates of each compound that anybody passes.
    pub(super) gates: Vec<Vec<LonLat>>,
    /// Those of them that are for residents: they make it gated.
    residents_gates: Vec<Vec<LonLat>>,
    /// The user's locked gates of each compound.
    pub(super) shut: Vec<Vec<LonLat>>,
    pub(super) facilities: Option<Vec<FacilityRow>>,
    pub(super) rejected: Vec<Rejected>,
    pub(super) notes: Vec<super::Note>,
    pub(super) tally: Tally,
}

/// Lists the compounds of the user's table, else the extract's, and gives them the user's dwellings and gates.
pub fn list(extract: &Extract, tables: Tables, options: &PlaceOptions) -> Listed {
    let Drafts {
        compounds: drafts,
        rejected,
        notes,
        mut tally,
    } = match tables.compounds {
        Some(rows) => compounds::from_rows(rows, extract, options.adopt_outlines),
        None => compounds::from_extract(extract),
    };
    let numbers = Numbers::of(&drafts, &mut tally);
    let mut listed = Listed {
        points: vec![Vec::new(); drafts.len()],
        gates: vec![Vec::new(); drafts.len()],
        residents_gates: vec![Vec::new(); drafts.len()],
        shut: vec![Vec::new(); drafts.len()],
        drafts,
        facilities: tables.facilities,
        rejected: tables.rejected,
        notes,
        tally: tables.tally,
    };
    listed.tally.merge(tally);
    listed.rejected.extend(rejected);
    listed.take_points(tables.dwellings.unwrap_or_default(), &numbers);
    listed.take_gates(tables.gates.unwrap_or_default(), &numbers);
    listed
}

/// Counted for each row of dwellings or gates that names its compound, and not its id.
const BY_NAME: &str = "compound-told-by-name";

/// The numbers of compounds by what rows of dwellings and gates call them.
struct Numbers {
    /// The first of equal ids.
    by_id: BTreeMap<String, usize>,
    /// All of equal names.
    by_name: BTreeMap<String, Vec<usize>>,
}

impl Numbers {
    fn of(drafts: &[Draft], tally: &mut Tally) -> Self {
        let mut by_id = BTreeMap::new();
        let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, draft) in drafts.iter().enumerate() {
            let first = *by_id.entry(draft.compound.id.clone()).or_insert(number);
            if first != number {
                tally.add("compound-id-repeated", || draft.compound.source.clone());
            }
            if let Some(name) = &draft.compound.name {
                by_name.entry(name.clone()).or_default().push(number);
            }
        }
        Self { by_id, by_name }
    }

    /// The compound of an id, else of a name that only one has; else why there is none.
    fn find(&self, told: &str, tally: &mut Tally, source: impl FnOnce() -> String) -> Result<usize, &'static str> {
        if let Some(number) = self.by_id.get(told) {
            return Ok(*number);
        }
        match self.by_name.get(told).map(Vec::as_slice) {
            Some([only]) => {
                tally.add(BY_NAME, source);
                Ok(*only)
            }
            Some(_) => Err("several compounds have this name; give the id"),
            None => Err("no compound has this id or name"),
        }
    }
}

impl Listed {
    /// The compounds listed: id and name, in order.
    pub fn compounds(&self) -> impl ExactSizeIterator<Item = (&str, Option<&str>)> {
        self.drafts
            .iter()
            .map(|draft| (draft.compound.id.as_str(), draft.compound.name.as_deref()))
    }

    /// Where the compounds listed are, in order.
    pub fn places(&self) -> impl ExactSizeIterator<Item = LonLat> {
        self.drafts.iter().map(|draft| draft.compound.place)
    }

    /// What could not be used so far.
    pub fn rejected(&self) -> &[Rejected] {
        &self.rejected
    }

    /// What was odd so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The facilities of the user's table, where there is one.
    pub fn facilities(&self) -> Option<&[FacilityRow]> {
        self.facilities.as_deref()
    }

    /// Outlines that may be walled off: those of the listed compounds, then the extract's other areas of homes, since neighbours
    /// are walled all the same.
    pub fn outlines(&self, extract: &Extract) -> Vec<network::Outline> {
        let mut outlines = Vec::new();
        let mut taken = Vec::new();
        for ((draft, gates), shut) in self.drafts.iter().zip(&self.residents_gates).zip(&self.shut) {
            let Some(outline) = &draft.outline else { continue };
            let area = draft
                .area
                .and_then(|id| extract.areas.binary_search_by_key(&id, |area| area.id).ok())
                .and_then(|at| extract.areas.get(at));
            taken.extend(draft.area);
            outlines.push(network::Outline {
                shape: outline.shape().clone(),
                gates: gates.clone(),
                shut: shut.clone(),
                is_wall: area.is_some_and(|area| extract.area_tags(area).get(Key::Barrier).is_some()),
                may_be_gated: area.is_none_or(|area| is_homes(&extract.area_tags(area))),
            });
        }
        taken.sort_unstable();
        for area in extract
            .areas
            .iter()
            .filter(|area| taken.binary_search(&area.id).is_err())
        {
            let tags = extract.area_tags(area);
            if is_homes(&tags) {
                outlines.push(network::Outline {
                    shape: extract.area_polygons(area),
                    gates: Vec::new(),
                    shut: Vec::new(),
                    is_wall: tags.get(Key::Barrier).is_some(),
                    may_be_gated: true,
                });
            }
        }
        outlines
    }

    fn take_points(&mut self, rows: Vec<DwellingRow>, numbers: &Numbers) {
        for row in rows {
            let source = || format!("{}:{}", row.file, row.line);
            match numbers.find(&row.compound, &mut self.tally, source) {
                Ok(number) => self.points[number].push((row.place, row.weight)),
                Err(why) => self
                    .rejected
                    .push(of_no_compound("dwellings", row.file, row.line, row.compound, why)),
            }
        }
    }

    fn take_gates(&mut self, rows: Vec<GateRow>, numbers: &Numbers) {
        let mut kept = ToldGates::default();
        for row in rows {
            let source = || format!("{}:{}", row.file, row.line);
            let number = match numbers.find(&row.compound, &mut self.tally, source) {
                Ok(number) => number,
                Err(why) => {
                    self.rejected
                        .push(of_no_compound("gates", row.file, row.line, row.compound, why));
                    continue;
                }
            };
            match kept.take(number, &self.drafts[number], row) {
                Err(rejected) => self.rejected.push(*rejected),
                Ok(row) if row.open_to == OpenTo::Nobody => {
                    self.tally.add("gate-locked", || format!("{}:{}", row.file, row.line));
                    self.shut[number].push(row.place);
                }
                Ok(row) => {
                    if row.open_to == OpenTo::Residents {
                        self.residents_gates[number].push(row.place);
                    }
                    self.gates[number].push(row.place);
                }
            }
        }
    }

    /// Where each compound's outline came from, in order.
    pub(super) fn outline_sources(&self) -> Vec<OutlineFrom> {
        let mut sources: Vec<OutlineFrom> = self.drafts.iter().map(Draft::outline_from).collect();
        for note in self.notes.iter().filter(|note| note.code == OutlineFrom::SHARED) {
            if let Some(source) = sources.get_mut(note.compound.index()) {
                *source = OutlineFrom::Shared(note.area);
            }
        }
        sources
    }
}

fn of_no_compound(list: &'static str, file: String, line: u64, compound: String, why: &str) -> Rejected {
    Rejected {
        list,
        source: file,
        line: Some(line),
        id: compound.clone(),
        name: String::new(),
        value: compound,
        reason: why.to_owned(),
    }
}
