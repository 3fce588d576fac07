//! Rows of the list of candidates: places where a facility could stand.

use super::{Ids, Typed, source, typed};
use crate::lonlat::LonLat;
use crate::read::table::Table;
use crate::read::table::notes::Notes;
use crate::read::table::words;

/// A candidate as its table tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateRow {
    /// Its id; `row-LINE` where the table tells none.
    pub id: String,
    /// Its name, where told.
    pub name: Option<String>,
    /// Where it stands in its table: `candidates.csv:12`.
    pub source: String,
    /// Where it is.
    pub place: LonLat,
    /// Floor area, m2, where told.
    pub floor_area_m2: Option<f64>,
    /// What it costs, in the table's own money, yuan where a header tells 元 or 万元; where told.
    pub cost: Option<f64>,
    /// What it is now: `idle`, `rebuilt`, `extended`, `new`, `rented`, or as told; the table's column `source`.
    pub origin: Option<String>,
    /// How many people it could serve, where told.
    pub capacity: Option<f64>,
    /// Beds it could hold, where told.
    pub beds: Option<f64>,
    /// Street (街道), where told.
    pub street: Option<String>,
    /// The compound it stands in, by id or name, where told.
    pub host_compound: Option<String>,
    /// `Some(true)`: in every plan; `Some(false)`: in none.
    pub fixed: Option<bool>,
    /// Whether people from outside its compound could visit; yes where nothing is told.
    pub admits_visitors: bool,
}

pub(in crate::read::table) fn candidates(table: &Table, notes: &mut Notes) -> Typed<CandidateRow> {
    let mut ids = Ids::default();
    typed(table, notes, |cells| {
        let place = cells.row.place()?;
        // Without its cost a site would come for nothing.
        let cost = cells.needed_amount("cost")?;
        Ok(CandidateRow {
            place,
            cost,
            id: ids.take(cells)?,
            name: cells.owned("name"),
            source: source(cells),
            floor_area_m2: cells.amount("floor_area_m2"),
            origin: cells.word_or_told("source", words::ORIGINS),
            capacity: cells.amount("capacity"),
            beds: cells.amount("beds"),
            street: cells.owned("street"),
            host_compound: cells.owned("host_compound"),
            fixed: cells.word("fixed", words::FIXED),
            admits_visitors: cells.flag("admits_visitors").unwrap_or(true),
        })
    })
}
