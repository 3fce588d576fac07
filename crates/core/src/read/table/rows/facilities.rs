//! Rows of the list of facilities.

use serde::Serialize;

use super::names::Names;
use super::{Ids, Typed, source, typed};
use crate::categories;
use crate::date::Date;
use crate::lonlat::LonLat;
use crate::options::Circle;
use crate::read::table::Table;
use crate::read::table::cells::{Cells, fault};
use crate::read::table::notes::Notes;
use crate::read::table::words;

/// A facility as its table tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct FacilityRow {
    /// Its id; `row-LINE` where the table tells none.
    pub id: String,
    /// Its name, where told.
    pub name: Option<String>,
    /// Where it stands in its table: `facilities.csv:12`.
    pub source: String,
    /// Its category: what the table's word means ([`categories`]), else the word; [`FacilityRow::PLAIN_CATEGORY`] where
    /// nothing is told.
    pub category: String,
    /// Where it is.
    pub place: LonLat,
    /// `operating`, `closed`, `planned`, `under-construction`, or as told; `operating` where nothing is.
    pub status: String,
    /// Floor area, m2, where told.
    pub floor_area_m2: Option<f64>,
    /// Beds, where told.
    pub beds: Option<f64>,
    /// Whether people from outside its compound may visit; yes where nothing is told.
    pub admits_visitors: bool,
    /// What else is told.
    pub details: FacilityDetails,
}

impl FacilityRow {
    /// The category of a facility whose table tells none.
    pub const PLAIN_CATEGORY: &'static str = "elder_care";
}

/// What a list of facilities may tell besides.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FacilityDetails {
    /// Its category in the table's own word.
    pub category_told: Option<String>,
    /// For whom it is meant.
    pub level: Option<FacilityLevel>,
    /// When it opened, or shall open.
    pub open_date: Option<Date>,
    /// What it offers (助餐, 日托 ...), as told.
    pub services: Vec<String>,
    /// Who runs it.
    pub operator_id: Option<String>,
    /// The compound it stands in, by id or name.
    pub host_compound: Option<String>,
    /// Units that it serves, by id or name.
    pub serves_units: Vec<String>,
    /// Places: how many people it can serve.
    pub capacity: Option<f64>,
    /// Stars, 1 to 5.
    pub star: Option<u8>,
    /// Street (街道) it stands in.
    pub street: Option<String>,
    /// Community (社区) it stands in.
    pub community: Option<String>,
    /// Its entrance, where told apart from its place.
    #[serde(skip)]
    pub entrance: Option<LonLat>,
}

/// For whom a facility is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FacilityLevel {
    /// A city (市级).
    City,
    /// A district or county (区级, 县级).
    District,
    /// A street or township (街道级, 乡镇级).
    Street,
    /// A community or village (社区级, 村级).
    Community,
}

/// Counted for each facility whose status is not told, in a table that tells others': it is taken to operate.
pub const STATUS_NOT_TOLD: &str = "status-not-told";

/// Grades of the national rating of care homes: one star to five.
const STARS: std::ops::RangeInclusive<usize> = 1..=5;

pub(in crate::read::table) fn facilities(table: &Table, notes: &mut Notes) -> Typed<FacilityRow> {
    let (mut ids, mut names) = (Ids::default(), Names::default());
    typed(table, notes, |cells| {
        let place = cells.place()?;
        let id = ids.take(cells)?;
        let category = category(cells);
        names.take(cells, place, None, &category)?;
        Ok(FacilityRow {
            place,
            category,
            status: status(cells),
            floor_area_m2: cells.amount("floor_area_m2"),
            beds: cells.amount("beds"),
            admits_visitors: cells.flag("admits_visitors").unwrap_or(true),
            id,
            name: cells.owned("name"),
            source: source(cells),
            details: details(cells),
        })
    })
}

/// The category that the table's word means, else the word itself.
fn category(cells: &mut Cells<'_, '_>) -> String {
    let Some(told) = cells.text("category") else {
        return FacilityRow::PLAIN_CATEGORY.to_owned();
    };
    let category = categories::meant(told);
    cells.notes.word("category", told, &category);
    category.into_owned()
}

fn status(cells: &mut Cells<'_, '_>) -> String {
    cells.word_or_told("status", words::STATUS).unwrap_or_else(|| {
        let at = source(cells);
        cells.notes.tally.add(STATUS_NOT_TOLD, || at);
        Circle::OPERATING.to_owned()
    })
}

fn details(cells: &mut Cells<'_, '_>) -> FacilityDetails {
    FacilityDetails {
        category_told: cells.owned("category"),
        level: cells.word("level", words::LEVELS),
        open_date: cells.date("open_date"),
        services: cells.parts("services"),
        operator_id: cells.owned("operator_id"),
        host_compound: cells.owned("host_compound"),
        serves_units: cells.parts("serves_units"),
        capacity: cells.amount("capacity"),
        star: star(cells),
        street: cells.owned("street"),
        community: cells.owned("community"),
        entrance: cells.entrance(),
    }
}

/// Stars as a figure, a Chinese numeral or stars.
fn star(cells: &mut Cells<'_, '_>) -> Option<u8> {
    let told = cells.text("star")?;
    let drawn = told.chars().filter(|one| matches!(one, '★' | '*' | '⭐')).count();
    let figure = told.chars().find_map(|one| match one {
        '1'..='9' => one.to_digit(10).map(|digit| digit as usize),
        other => "一二三四五"
            .chars()
            .position(|numeral| numeral == other)
            .map(|at| at + 1),
    });
    let stars = figure.unwrap_or(drawn);
    let star = if STARS.contains(&stars) {
        Ok(Some(stars as u8))
    } else if told.contains('未') {
        Ok(None)
    } else {
        Err(fault(told, "star is not 1 to 5"))
    };
    cells.or_noted("star", star)
}
