//! The layers of service circles: their ground, and their streets.

use geo::Geometry;

use super::columns::ColumnType::{Decimal, Flag, Integer, Text};
use super::columns::{Cell, Column, Layer};
use super::compounds::{METRES, MINUTES, PEOPLE, SHARE};
use super::shape;
use crate::circles::{Circle, Isochrone, Stretch, is_across_square, line};
use crate::network::WayInfo;
use crate::options::Limit;
use crate::place::Facility;
use crate::plan::CirclesOutcome;
use crate::units_of_measure::Milliseconds;

/// Decimals of square kilometres: 100 m2.
const KM2: u8 = 4;
/// Square metres in a square kilometre.
const M2_A_KM2: f64 = 1e6;
/// Stands for the facility in the ids of a circle of several.
const TOGETHER: &str = "together";

/// A circle's ground within one limit.
pub(super) struct Record<'a> {
    facility: Option<&'a Facility>,
    limit: Limit,
    time: Milliseconds,
    isochrone: &'a Isochrone,
    facilities: u64,
}

/// A stretch of street in the lowest limit it is within.
pub(super) struct Street<'a> {
    facility: Option<&'a Facility>,
    time: Milliseconds,
    stretch: Stretch,
    number: usize,
    way: &'a WayInfo,
    is_public: bool,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;
type AskStreet = for<'r, 'a> fn(&'r Street<'a>) -> Cell;

/// The columns: a contract.
#[rustfmt::skip]
pub(super) const COLUMNS: &[Column<Ask>] = &[
    Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.map(|one| one.id.as_str()).into()),
    Column::new("facility_name", Text, "Facility name", "设施名称", |r| r.facility.and_then(|one| one.name.as_deref()).into()),
    Column::new("facilities", Integer, "Facilities whose circle this is", "设施数", |r| r.facilities.into()),
    Column::new("minutes", Decimal(MINUTES), "Walk at most, min", "步行时限（分钟）", |r| r.time.minutes().into()),
    Column::new("area_km2", Decimal(KM2), "Ground along the streets within, km2", "覆盖面积（平方公里）", |r| (r.isochrone.area_m2 / M2_A_KM2).into()),
    Column::new("streets_m", Decimal(METRES), "Streets within, m, ways across squares left out", "可达道路长度（米，不含广场）", |r| r.isochrone.streets_m.into()),
    Column::new("streets_share", Decimal(SHARE), "Streets within, as a share of those as near in a straight line", "步行可达道路占直线范围内道路比例", |r| r.isochrone.streets_share.into()),
    Column::new("compounds", Integer, "Compounds whose median dwelling is within", "覆盖小区数", |r| r.isochrone.residents.compounds.into()),
    Column::new("elders", Decimal(PEOPLE), "Elders within", "覆盖老年人口", |r| r.isochrone.residents.elders.into()),
    Column::new("leaves_data", Flag, "Streets within go on where the map ends", "是否超出数据范围", |r| r.isochrone.leaves_data.into()),
];

/// The columns of the streets: a contract.
#[rustfmt::skip]
pub(super) const STREET_COLUMNS: &[Column<AskStreet>] = &[
    Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.map(|one| one.id.as_str()).into()),
    Column::new("minutes", Decimal(MINUTES), "Lowest limit within which it lies, min", "步行时限（分钟）", |r| r.time.minutes().into()),
    Column::new("metres", Decimal(METRES), "Length, m", "长度（米）", |r| r.stretch.length().metres().into()),
    Column::new("name", Text, "Street name", "道路名称", |r| r.way.name.as_deref().into()),
    Column::new("class", Text, "Class of way", "道路类别", |r| r.way.class.into()),
    Column::new("public", Flag, "Open to everybody, not to residents only", "是否公共道路", |r| r.is_public.into()),
];

/// The ground: circles as asked for, of each the largest first, so that the smaller lie on top.
pub(super) fn layer(outcome: &CirclesOutcome) -> Layer<'_> {
    let records = outcome
        .circles
        .iter()
        .flat_map(|circle| {
            let facility = only(outcome, circle);
            let limits = outcome.limits.iter().zip(&outcome.times);
            let isochrones = circle.isochrones.iter().zip(limits).rev();
            isochrones.map(move |(isochrone, (limit, time))| Record {
                facility,
                limit: *limit,
                time: *time,
                isochrone,
                facilities: circle.facilities.len() as u64,
            })
        })
        .collect();
    Layer::new("circles", COLUMNS, records, |record| {
        let shape = &record.isochrone.shape;
        let id = format!("{}/{}", id_of(record.facility), record.limit);
        (id, (!shape.0.is_empty()).then(|| Geometry::MultiPolygon(shape.clone())))
    })
}

/// The streets: circles as asked for, of each the lowest limit first, then by edge.
pub(super) fn streets(outcome: &CirclesOutcome) -> Layer<'_> {
    let network = &outcome.network;
    let records = outcome
        .circles
        .iter()
        .flat_map(|circle| {
            let facility = only(outcome, circle);
            let isochrones = circle.isochrones.iter().zip(&outcome.times);
            let all =
                isochrones.flat_map(|(isochrone, time)| isochrone.streets.iter().map(move |stretch| (*time, *stretch)));
            // The ground shows squares; the many ways across them would hide it.
            let along_streets = all.filter(|(_, stretch)| !is_across_square(network, stretch));
            along_streets.enumerate().map(move |(number, (time, stretch))| Street {
                facility,
                time,
                stretch,
                number,
                way: network.way(stretch.edge),
                is_public: network.edge(stretch.edge).zone == crate::ids::ZoneId::PUBLIC,
            })
        })
        .collect();
    Layer::new("circle_streets", STREET_COLUMNS, records, |street| {
        let id = format!("{}/street/{}", id_of(street.facility), street.number);
        (id, shape::line(line(network, &street.stretch).into_iter()))
    })
}

/// The facility of a circle that has only one.
fn only<'a>(outcome: &'a CirclesOutcome, circle: &Circle) -> Option<&'a Facility> {
    match circle.facilities[..] {
        [facility] => outcome.placed.facilities.get(facility.index()),
        _ => None,
    }
}

fn id_of<'a>(facility: Option<&'a Facility>) -> &'a str {
    facility.map_or(TOGETHER, |facility| &facility.id)
}
