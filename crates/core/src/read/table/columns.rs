//! Which header of a table is which column of ours, and what tells the datum of its coordinates.

use super::measures::{Measure, Unit};
use super::vocabulary::{self, Rule};
use super::wordings::Wording;
use super::{DatumFrom, RawTable, Row, Table, TableError, UnusableRow, error};
use crate::datum::Datum;
use crate::plan::TableSource;

/// A list that a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Residential compounds.
    Compounds,
    /// Elder-care facilities.
    Facilities,
    /// Places where residents start.
    Dwellings,
    /// Gates of compounds.
    Gates,
    /// Streets, communities, townships, villages.
    Units,
    /// Places where a facility could stand.
    Candidates,
    /// Walking times made elsewhere.
    Times,
    /// Compounds' shares in shared facilities.
    Shared,
    /// Figures that are not of any place: visits, home beds ...
    Counted,
}

impl List {
    /// All lists, in the order they are read.
    pub const ALL: [Self; 9] = [
        Self::Compounds,
        Self::Facilities,
        Self::Dwellings,
        Self::Gates,
        Self::Units,
        Self::Candidates,
        Self::Times,
        Self::Shared,
        Self::Counted,
    ];

    /// The list's name, as in the plan and in the rejected rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compounds => "compounds",
            Self::Facilities => "facilities",
            Self::Dwellings => "dwellings",
            Self::Gates => "gates",
            Self::Units => "units",
            Self::Candidates => "candidates",
            Self::Times => "times",
            Self::Shared => "shared",
            Self::Counted => "counted",
        }
    }

    /// What the plan calls it: `compounds`, `compounds.gates`, `site.candidates` ...
    pub fn section(self) -> &'static str {
        match self {
            Self::Dwellings => "compounds.dwellings",
            Self::Gates => "compounds.gates",
            Self::Candidates => "site.candidates",
            Self::Times => "coverage.times",
            Self::Shared => "coverage.shared",
            Self::Counted => "coverage.counted",
            Self::Compounds | Self::Facilities | Self::Units => self.name(),
        }
    }

    pub(super) fn rules(self) -> &'static [Rule] {
        match self {
            Self::Compounds => vocabulary::COMPOUNDS,
            Self::Facilities => vocabulary::FACILITIES,
            Self::Dwellings => vocabulary::DWELLINGS,
            Self::Gates => vocabulary::GATES,
            Self::Units => vocabulary::UNITS,
            Self::Candidates => vocabulary::CANDIDATES,
            Self::Times => vocabulary::TIMES,
            Self::Shared => vocabulary::SHARED,
            Self::Counted => vocabulary::COUNTED,
        }
    }

    /// The names of its columns.
    pub fn columns(self) -> impl Iterator<Item = &'static str> {
        self.rules().iter().map(|rule| rule.name)
    }
}

/// A column of a table that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Our name of it.
    pub name: &'static str,
    /// The table's header.
    pub header: String,
    /// What its numbers are counted in, where the header tells.
    pub(super) unit: Option<&'static Unit>,
    /// What they measure.
    pub(super) measure: Measure,
}

impl Column {
    /// What its numbers are counted in, as the header's unit is usually written; `None` where it tells none.
    pub fn unit(&self) -> Option<&'static str> {
        self.unit.and_then(|unit| unit.words.first().copied())
    }
}

/// Gives the columns of a raw table our names: by the plan first, then by our own names, then by the well-known headers. Each
/// header means one column at most; those that mean none are kept as unknown.
pub(super) fn named(raw: RawTable, source: &TableSource, list: List, needs_places: bool) -> Result<Table, TableError> {
    let rules = list.rules();
    let mut headers = Headers::of(&raw);
    let mut found = by_plan(&raw, source, list, &mut headers)?;
    let told = told_datum(source)?;
    if !raw.has_geometry {
        headers.take_coordinates(rules, told, &mut found);
    }
    for own_name in [true, false] {
        for (rule, place) in rules.iter().zip(&mut found).filter(|(_, place)| place.is_none()) {
            *place = if own_name {
                headers.take(rule.name)
            } else {
                rule.headers.iter().find_map(|header| headers.take(header))
            };
        }
    }
    require(&raw, source, (list, needs_places), &found)?;
    let (datum, datum_from, contradicted) = datum(&raw, source, list, &found, told)?;
    let unknown = headers.left(&raw);
    let (columns, indices): (Vec<Column>, Vec<usize>) = rules
        .iter()
        .zip(found)
        .filter_map(|(rule, index)| {
            let header = raw.headers.get(index?)?.clone();
            let unit = Wording::of(&header).unit.filter(|unit| unit.measure == rule.measure);
            let column = Column {
                name: rule.name,
                header,
                unit,
                measure: rule.measure,
            };
            Some((column, index?))
        })
        .unzip();
    let mut unusable = raw.unusable;
    let rows = raw
        .rows
        .into_iter()
        .filter_map(|row| pick(row, &indices, &mut unusable));
    Ok(Table {
        list,
        file: super::file_name(&source.path),
        columns,
        unknown,
        rows: rows.collect(),
        unusable,
        encoding: raw.encoding.unwrap_or(super::text::USUAL),
        encoding_from: raw.encoding_from,
        header_line: raw.header_line,
        layer: raw.layer,
        tally: raw.tally,
        needs_places,
        datum,
        datum_from,
        contradicted,
    })
}

/// The headers that the plan names.
fn by_plan(
    raw: &RawTable,
    source: &TableSource,
    list: List,
    headers: &mut Headers,
) -> Result<Vec<Option<usize>>, TableError> {
    if let Some(column) = source
        .columns
        .keys()
        .find(|column| list.columns().all(|one| one != *column))
    {
        return Err(TableError::UnknownColumn {
            path: source.path.clone(),
            column: column.clone(),
            list: list.name(),
            known: list.columns().collect::<Vec<_>>().join(", "),
        });
    }
    let rules = list.rules().iter();
    rules
        .map(|rule| {
            let Some(header) = source.columns.get(rule.name) else {
                return Ok(None);
            };
            let index = raw.headers.iter().position(|one| one.trim() == header.trim());
            let index = index.ok_or_else(|| TableError::MissingHeader {
                path: source.path.clone(),
                column: rule.name.to_owned(),
                header: header.clone(),
                found: header_list(&raw.headers),
            })?;
            headers.taken(index);
            Ok(Some(index))
        })
        .collect()
}

/// The headers of a table as they are compared; `None` once taken.
struct Headers {
    free: Vec<Option<Heading>>,
}

struct Heading {
    plain: String,
    /// Without the datum's name.
    bare: String,
    datum: Option<Datum>,
}

impl Headers {
    fn of(raw: &RawTable) -> Self {
        let heading = |header: &String| {
            Some(Heading {
                plain: Wording::of(header).plain,
                bare: Wording::of(&Datum::out_of_header(header)).plain,
                datum: Datum::of_header(header),
            })
        };
        Self {
            free: raw.headers.iter().map(heading).collect(),
        }
    }

    fn taken(&mut self, index: usize) {
        if let Some(header) = self.free.get_mut(index) {
            *header = None;
        }
    }

    /// The first header still free that reads like this, no longer free.
    fn take(&mut self, header: &str) -> Option<usize> {
        let wanted = Wording::of(header).plain;
        let reads = |one: &Option<Heading>| one.as_ref().is_some_and(|one| one.plain == wanted);
        let index = self.free.iter().position(reads)?;
        self.taken(index);
        Some(index)
    }

    /// Pairs of coordinates: both of one datum, where a table has them of several. Best is the datum the plan tells, then those
    /// nearest to degrees of WGS84, then one that is not told.
    fn take_coordinates(&mut self, rules: &[Rule], told: Option<Datum>, found: &mut [Option<usize>]) {
        let of_names = [["lon", "lat"], ["entrance_lon", "entrance_lat"]];
        let known = [Datum::Wgs84, Datum::Cgcs2000, Datum::Gcj02, Datum::Bd09];
        let datums = told.into_iter().chain(known).map(Some).chain([None]);
        for names in of_names {
            let places = names.map(|name| rules.iter().position(|rule| rule.name == name));
            let [Some(x), Some(y)] = places else { continue };
            if found.get(x) != Some(&None) || found.get(y) != Some(&None) {
                continue;
            }
            let pair = |datum| {
                Some([
                    self.coordinate(rules.get(x)?, datum)?,
                    self.coordinate(rules.get(y)?, datum)?,
                ])
            };
            let Some([lon, lat]) = datums.clone().find_map(pair) else {
                continue;
            };
            for (place, index) in [(x, lon), (y, lat)] {
                self.taken(index);
                if let Some(found) = found.get_mut(place) {
                    *found = Some(index);
                }
            }
        }
    }

    /// A free header of a coordinate in a datum.
    fn coordinate(&self, rule: &Rule, datum: Option<Datum>) -> Option<usize> {
        let mut names = std::iter::once(rule.name).chain(rule.headers.iter().copied());
        names.find_map(|name| {
            let wanted = Wording::of(name).plain;
            let reads = |one: &Heading| one.datum == datum && one.bare == wanted;
            self.free.iter().position(|one| one.as_ref().is_some_and(reads))
        })
    }

    /// Headers that mean nothing here; those that number lines need no word.
    fn left(self, raw: &RawTable) -> Vec<String> {
        let numbers = |plain: &str| {
            vocabulary::LINE_NUMBERS
                .iter()
                .any(|one| Wording::of(one).plain == plain)
        };
        let headers = raw.headers.iter().zip(self.free);
        headers
            .filter(|(header, free)| {
                free.as_ref().is_some_and(|free| !numbers(&free.plain)) && !header.trim().is_empty()
            })
            .map(|(header, _)| header.clone())
            .collect()
    }
}

fn require(
    raw: &RawTable,
    source: &TableSource,
    (list, needs_places): (List, bool),
    found: &[Option<usize>],
) -> Result<(), TableError> {
    let columns = || list.rules().iter().zip(found);
    let has = |name: &str| columns().any(|(rule, index)| rule.name == name && index.is_some());
    // One of two coordinates is a slip, none may be a list that has none.
    let may_lack = !needs_places && matches!(list, List::Compounds | List::Facilities) && !has("lon") && !has("lat");
    let is_placed = raw.has_geometry || has("position") || may_lack;
    let missing = columns().find(|(rule, index)| {
        let by_geometry = is_placed && matches!(rule.name, "lon" | "lat");
        rule.needed && index.is_none() && !by_geometry
    });
    if let Some((rule, _)) = missing {
        return Err(TableError::MissingColumn {
            path: source.path.clone(),
            column: rule.name,
            found: header_list(&raw.headers),
        });
    }
    if list == List::Units && !has("id") && !has("name") {
        return Err(TableError::MissingColumn {
            path: source.path.clone(),
            column: "name",
            found: header_list(&raw.headers),
        });
    }
    Ok(())
}

/// The datum that the plan tells.
fn told_datum(source: &TableSource) -> Result<Option<Datum>, TableError> {
    source.crs.as_deref().map(|told| parsed(told, source)).transpose()
}

fn parsed(told: &str, source: &TableSource) -> Result<Datum, TableError> {
    Datum::told(told).map_err(|error| TableError::Datum {
        path: source.path.clone(),
        source: error,
    })
}

fn header_list(headers: &[String]) -> String {
    error::listed(headers.iter().map(String::as_str))
}

/// The datum of the coordinates: by the plan, else by the header of a column of theirs, else by the file; and what the table
/// tells where the plan tells another.
type Told = (Datum, DatumFrom, Option<Datum>);

fn datum(
    raw: &RawTable,
    source: &TableSource,
    list: List,
    found: &[Option<usize>],
    told: Option<Datum>,
) -> Result<Told, TableError> {
    let columns = list.rules().iter().zip(found);
    let by_header = columns
        .filter(|(rule, _)| !raw.has_geometry && matches!(rule.name, "lon" | "lat" | "position"))
        .filter_map(|(_, index)| raw.headers.get((*index)?))
        .find_map(|header| Some((Datum::of_header(header)?, DatumFrom::Header(header.clone()))));
    if let Some(datum) = told {
        let by_table = by_header
            .map(|(datum, _)| datum)
            .or_else(|| raw.crs.as_deref().and_then(|crs| Datum::told(crs).ok()));
        let contradicted = by_table.filter(|other| *other != datum);
        return Ok((datum, DatumFrom::Plan, contradicted));
    }
    match (by_header, &raw.crs) {
        (Some((datum, from)), _) => Ok((datum, from, None)),
        (None, Some(crs)) => Ok((parsed(crs, source)?, DatumFrom::File, None)),
        (None, None) => Ok((Datum::default(), DatumFrom::Nobody, None)),
    }
}

/// A row's cells in our columns; none where one of them holds no value.
fn pick(mut row: Row, indices: &[usize], unusable: &mut Vec<UnusableRow>) -> Option<Row> {
    if let Some(broken) = row.broken.iter().find(|cell| indices.contains(&cell.column)) {
        unusable.push(UnusableRow {
            line: row.line,
            value: broken.fault.value.clone(),
            reason: broken.fault.reason.clone(),
        });
        return None;
    }
    let cells = indices
        .iter()
        .map(|index| row.cells.get_mut(*index).map(std::mem::take).unwrap_or_default())
        .collect();
    Some(Row { cells, ..row })
}

/// A longer text is no header, bytes.
const LONGEST_HEADER: usize = 200;

/// Whether a header names both coordinates at once, as `坐标` above `经度` and `纬度` does.
pub(super) fn names_position(header: &str) -> bool {
    let wording = |text: &str| Wording::of(text).plain;
    let mut names = vocabulary::POSITION.headers.iter();
    header.len() <= LONGEST_HEADER && names.any(|name| wording(name) == wording(header))
}
