//! Rows of the list of compounds.

use geo::MultiPolygon;
use serde::Serialize;

use super::names::Names;
use super::{Ids, Typed, source, typed};
use crate::date::Date;
use crate::lonlat::LonLat;
use crate::read::table::Table;
use crate::read::table::cells::Cells;
use crate::read::table::notes::Notes;
use crate::read::table::words;

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
    /// Elders, where told: else those of 60 and more, else of 65 and more.
    pub elders: Option<f64>,
    /// Street (街道), where told.
    pub street: Option<String>,
    /// Community (社区), where told.
    pub community: Option<String>,
    /// What else is told.
    pub details: CompoundDetails,
}

/// What a list of compounds may tell besides: nothing of it is needed to judge walks.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CompoundDetails {
    /// Id of its street (街道) or township in the list of units.
    pub street_id: Option<String>,
    /// Id of its community (社区) in the list of units.
    pub community_id: Option<String>,
    /// Town or country.
    pub urban_rural: Option<UrbanRural>,
    /// Newly built, or there before.
    pub new_or_existing: Option<NewOrExisting>,
    /// When it was completed.
    pub completed: Option<Date>,
    /// Residents.
    pub population: Option<f64>,
    /// Residents of 60 years and more.
    pub pop60: Option<f64>,
    /// Residents of 65 years and more.
    pub pop65: Option<f64>,
    /// Residents of 80 years and more.
    pub pop80: Option<f64>,
    /// Disabled elders (失能).
    pub disabled: Option<f64>,
    /// How far its care room is.
    pub audit: CompoundAudit,
}

/// The steps of a compound's care room (配建养老服务用房), from the plan to its opening.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct CompoundAudit {
    /// Planned (规划).
    pub planned: Option<bool>,
    /// Built (配建).
    pub built: Option<bool>,
    /// Its floor area, m2.
    pub area_m2: Option<f64>,
    /// Handed over and registered (移交登记).
    pub transferred: Option<bool>,
    /// In operation (运营).
    pub operating: Option<bool>,
    /// Needs none (豁免).
    pub exempt: Option<bool>,
}

/// Town or country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UrbanRural {
    /// Town (城镇).
    Urban,
    /// Country (农村).
    Rural,
}

/// Newly built, or there before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NewOrExisting {
    /// New (新建).
    New,
    /// There before (既有, 老旧小区).
    Existing,
}

pub(in crate::read::table) fn compounds(table: &Table, notes: &mut Notes) -> Typed<CompoundRow> {
    let (mut ids, mut names) = (Ids::default(), Names::default());
    typed(table, notes, |cells| {
        let place = cells.place()?;
        let outline = cells.row.outline();
        let id = ids.take(cells)?;
        names.take(cells, place, outline.as_ref(), "")?;
        let details = details(cells);
        Ok(CompoundRow {
            place,
            outline,
            households: cells.amount("households"),
            elders: elders(cells, &details),
            id,
            name: cells.owned("name"),
            source: source(cells),
            street: cells.owned("street"),
            community: cells.owned("community"),
            details,
        })
    })
}

/// Counted for each compound or unit whose elders are those of an age: no column tells elders.
pub const ELDERS_BY_AGE: &str = "elders-by-age";

/// Elders as told, else by age.
fn elders(cells: &mut Cells<'_, '_>, details: &CompoundDetails) -> Option<f64> {
    let told = cells.amount("elders");
    let by_age = details.pop60.or(details.pop65);
    if told.is_none() && by_age.is_some() {
        let at = source(cells);
        cells.notes.tally.add(ELDERS_BY_AGE, || at);
    }
    told.or(by_age)
}

fn details(cells: &mut Cells<'_, '_>) -> CompoundDetails {
    CompoundDetails {
        street_id: cells.owned("street_id"),
        community_id: cells.owned("community_id"),
        urban_rural: cells.word("urban_rural", words::URBAN_RURAL),
        new_or_existing: cells.word("new_or_existing", words::NEW_OR_EXISTING),
        completed: cells.date("completed"),
        population: cells.amount("population"),
        pop60: cells.amount("pop60"),
        pop65: cells.amount("pop65"),
        pop80: cells.amount("pop80"),
        disabled: cells.amount("disabled"),
        audit: CompoundAudit {
            planned: cells.flag("planned"),
            built: cells.flag("built"),
            area_m2: cells.amount("area_m2"),
            transferred: cells.flag("transferred"),
            operating: cells.flag("operating"),
            exempt: cells.flag("exempt"),
        },
    }
}
