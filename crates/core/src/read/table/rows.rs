//! A typed row for each list.

use std::collections::BTreeSet;

use geo::MultiPolygon;

use super::cells::{Cells, Fault, fault};
use super::{MADE_ID, Table};
use crate::lonlat::LonLat;
use crate::options::Circle;
use crate::place::Rejected;
use crate::tally::Tally;

/// A compound as its table tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct CompoundRow {
    /// Its id; `row-LINE` where the table tells none.
    pub id: String,
    /// Its name, where told.
    pub name: Option<String>,
    /// Where it stands in its table: `compounds.csv:12`.
    pub source: String,
    /// A place inside its outline, else the place told.
    pub place: LonLat,
    /// Its outline in degrees, where the table has outlines.
    pub outline: Option<MultiPolygon<f64>>,
    /// Households, where told.
    pub households: Option<f64>,
    /// Elders, where told.
    pub elders: Option<f64>,
    /// Street (街道), where told.
    pub street: Option<String>,
    /// Community (社区), where told.
    pub community: Option<String>,
}

/// A facility as its table tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct FacilityRow {
    /// Its id; `row-LINE` where the table tells none.
    pub id: String,
    /// Its name, where told.
    pub name: Option<String>,
    /// Where it stands in its table: `facilities.csv:12`.
    pub source: String,
    /// Its category as told; [`FacilityRow::PLAIN_CATEGORY`] where nothing is.
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
}

impl FacilityRow {
    /// The category of a facility whose table tells none.
    pub const PLAIN_CATEGORY: &'static str = "elder_care";
}

/// A place where residents of a compound start.
#[derive(Clone, Debug, PartialEq)]
pub struct DwellingRow {
    /// The compound's id.
    pub compound: String,
    /// Its table's file name.
    pub file: String,
    /// Its line, to reject it by where its compound is not known.
    pub line: u64,
    /// Where.
    pub place: LonLat,
    /// Its weight among the compound's dwellings, above 0; 1 where nothing is told.
    pub weight: f64,
}

/// A gate of a compound.
#[derive(Clone, Debug, PartialEq)]
pub struct GateRow {
    /// The compound's id.
    pub compound: String,
    /// Its table's file name.
    pub file: String,
    /// Its line, to reject it by where its compound is not known.
    pub line: u64,
    /// Where.
    pub place: LonLat,
    /// Who may pass; residents where nothing is told.
    pub open_to: OpenTo,
}

/// Who may pass a gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpenTo {
    /// The compound's residents and their visitors.
    #[default]
    Residents,
    /// Everybody.
    Everybody,
    /// Nobody: it is kept locked.
    Nobody,
}

/// Words for a facility's status; other words are kept as told, and do not count as operating.
const STATUS: [(&str, &[&str]); 4] = [
    (
        Circle::OPERATING,
        &[
            "operating",
            "open",
            "运营",
            "运营中",
            "在营",
            "正常",
            "正常运营",
            "营业",
            "营业中",
            "已运营",
            "投入使用",
            "在用",
        ],
    ),
    (
        "closed",
        &[
            "closed",
            "停业",
            "关闭",
            "停运",
            "暂停",
            "暂停运营",
            "停用",
            "未运营",
            "撤销",
        ],
    ),
    ("planned", &["planned", "proposed", "规划", "拟建", "规划中", "待建"]),
    (
        "under-construction",
        &["under-construction", "construction", "在建", "建设中", "施工中"],
    ),
];

const OPEN_TO: [(OpenTo, &[&str]); 3] = [
    (
        OpenTo::Residents,
        &["residents", "resident", "private", "居民", "业主", "住户", "仅居民"],
    ),
    (
        OpenTo::Everybody,
        &[
            "everybody",
            "all",
            "public",
            "yes",
            "所有人",
            "公众",
            "全部",
            "开放",
            "是",
        ],
    ),
    (
        OpenTo::Nobody,
        &[
            "nobody",
            "none",
            "no",
            "closed",
            "locked",
            "关闭",
            "封闭",
            "不开放",
            "否",
        ],
    ),
];

/// Rows used and rows rejected.
pub(super) type Typed<T> = (Vec<T>, Vec<Rejected>);

pub(super) fn compounds(table: &Table, tally: &mut Tally) -> Typed<CompoundRow> {
    let mut ids = Ids::default();
    typed(table, |cells| {
        Ok(CompoundRow {
            place: cells.place()?,
            outline: cells.outline(),
            households: cells.amount("households")?,
            elders: cells.amount("elders")?,
            id: ids.take(cells, tally)?,
            name: cells.owned("name"),
            source: source(cells),
            street: cells.owned("street"),
            community: cells.owned("community"),
        })
    })
}

pub(super) fn facilities(table: &Table, tally: &mut Tally) -> Typed<FacilityRow> {
    let mut ids = Ids::default();
    typed(table, |cells| {
        let category = cells.owned("category");
        Ok(FacilityRow {
            place: cells.place()?,
            category: category.unwrap_or_else(|| FacilityRow::PLAIN_CATEGORY.to_owned()),
            status: status(cells.text("status")),
            floor_area_m2: cells.amount("floor_area_m2")?,
            beds: cells.amount("beds")?,
            admits_visitors: cells.flag("admits_visitors")?.unwrap_or(true),
            id: ids.take(cells, tally)?,
            name: cells.owned("name"),
            source: source(cells),
        })
    })
}

pub(super) fn dwellings(table: &Table, _tally: &mut Tally) -> Typed<DwellingRow> {
    typed(table, |cells| {
        let weight = cells.amount("weight")?.unwrap_or(1.0);
        if weight <= 0.0 {
            return Err(fault("0", "weight must be above 0"));
        }
        Ok(DwellingRow {
            compound: compound(cells)?,
            file: table.file.clone(),
            line: cells.row.line,
            place: cells.place()?,
            weight,
        })
    })
}

pub(super) fn gates(table: &Table, _tally: &mut Tally) -> Typed<GateRow> {
    typed(table, |cells| {
        Ok(GateRow {
            compound: compound(cells)?,
            file: table.file.clone(),
            line: cells.row.line,
            place: cells.place()?,
            open_to: open_to(cells.text("open_to"))?,
        })
    })
}

/// Every row typed or rejected, in the order of their lines.
fn typed<T>(table: &Table, mut row: impl FnMut(Cells<'_>) -> Result<T, Fault>) -> Typed<T> {
    let mut used = Vec::with_capacity(table.rows.len());
    let mut rejected: Vec<Rejected> = table
        .unusable
        .iter()
        .map(|unusable| Rejected {
            list: table.list.name(),
            source: table.file.clone(),
            line: Some(unusable.line),
            id: String::new(),
            name: String::new(),
            value: unusable.value.clone(),
            reason: unusable.reason.clone(),
        })
        .collect();
    for one in &table.rows {
        let cells = Cells { table, row: one };
        match row(cells) {
            Ok(row) => used.push(row),
            Err(fault) => rejected.push(Rejected {
                list: table.list.name(),
                source: table.file.clone(),
                line: Some(one.line),
                id: cells
                    .owned("id")
                    .or_else(|| cells.owned("compound"))
                    .unwrap_or_default(),
                name: cells.owned("name").unwrap_or_default(),
                value: fault.value,
                reason: fault.reason,
            }),
        }
    }
    rejected.sort_by_key(|row| row.line);
    (used, rejected)
}

/// Ids used so far in a list: the first row keeps an id, a later one with the same is rejected.
#[derive(Default)]
struct Ids {
    used: BTreeSet<String>,
}

impl Ids {
    fn take(&mut self, cells: Cells<'_>, tally: &mut Tally) -> Result<String, Fault> {
        let told = cells.owned("id");
        let made = told.is_none();
        let id = told.unwrap_or_else(|| format!("row-{}", cells.row.line));
        if !self.used.insert(id.clone()) {
            return Err(fault(id, "this id stands in an earlier row as well; the first is kept"));
        }
        if made {
            tally.add(MADE_ID, || source(cells));
        }
        Ok(id)
    }
}

fn source(cells: Cells<'_>) -> String {
    format!("{}:{}", cells.table.file, cells.row.line)
}

fn compound(cells: Cells<'_>) -> Result<String, Fault> {
    cells.owned("compound").ok_or_else(|| fault("", "names no compound"))
}

fn status(told: Option<&str>) -> String {
    let Some(told) = told else {
        return Circle::OPERATING.to_owned();
    };
    let known = STATUS
        .iter()
        .find(|(_, words)| words.iter().any(|word| told.eq_ignore_ascii_case(word)));
    known.map_or(told, |(status, _)| status).to_owned()
}

fn open_to(told: Option<&str>) -> Result<OpenTo, Fault> {
    let Some(told) = told else { return Ok(OpenTo::default()) };
    OPEN_TO
        .iter()
        .find(|(_, words)| words.iter().any(|word| told.eq_ignore_ascii_case(word)))
        .map(|(open_to, _)| *open_to)
        .ok_or_else(|| fault(told, "open_to must be residents, everybody or nobody"))
}
