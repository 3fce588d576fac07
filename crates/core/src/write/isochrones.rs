//! The layers of service circles: their ground, and their streets.

use geo::Geometry;

use super::columns::ColumnType::{Decimal, Flag, Integer, Text};
use super::columns::{Cell, Column, Layer};
use super::compounds::{METRES, MINUTES, PEOPLE, SHARE};
use super::{LayerKind, shape};
use crate::circles::{Circle, Isochrone, Stretch, is_across_square, line};
use crate::ids::ZoneId;
use crate::network::WayInfo;
use crate::options::{self, Limit};
use crate::place::Facility;
use crate::plan::{CircleAreas, Outcome};
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
    /// 1 for the widest limit.
    ring: u64,
    isochrone: &'a Isochrone,
    facilities: u64,
}

/// A stretch of street in the lowest limit it is within.
pub(super) struct Street<'a> {
    facility: Option<&'a Facility>,
    time: Milliseconds,
    /// 1 for the widest limit.
    ring: u64,
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
    Column::defined(Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.map(|one| one.id.as_str()).into()), "The facility whose circle it is; none for several as one", "服务圈所属设施；多个设施合并时为空"),
    Column::new("facility_name", Text, "Facility", "设施名称", |r| r.facility.and_then(|one| one.name.as_deref()).into()),
    Column::defined(Column::new("facilities", Integer, "Facilities", "设施数", |r| r.facilities.into()), "Facilities whose circle this is", "该服务圈所含设施数"),
    Column::defined(Column::new("minutes", Decimal(MINUTES), "Within, min", "步行时限（分钟）", |r| r.time.minutes().into()), "Walk of at most so many minutes", "步行不超过的分钟数"),
    Column::defined(Column::new("area_km2", Decimal(KM2), "Ground, km2", "覆盖面积（平方公里）", |r| (r.isochrone.area_m2 / M2_A_KM2).into()), "Ground along the streets within, square kilometres", "时限内道路沿线的面积，平方公里"),
    Column::defined(Column::new("streets_m", Decimal(METRES), "Streets, m", "可达道路长度（米）", |r| r.isochrone.streets_m.into()), "Streets within, metres; ways across squares left out", "时限内可达道路长度，米，不含穿越广场的路径"),
    Column::defined(Column::new("streets_share", Decimal(SHARE), "Share of the round circle's streets", "占直线范围道路比例", |r| r.isochrone.streets_share.into()), "Streets within over all streets as near in a straight line, 0 to 1", "步行可达道路与直线范围内全部道路之比，0 至 1"),
    Column::defined(Column::new("compounds", Integer, "Compounds", "覆盖小区数", |r| r.isochrone.residents.compounds.into()), "Compounds whose median dwelling is within", "中位住宅在时限内的小区数"),
    Column::defined(Column::new("elders", Decimal(PEOPLE), "Elders", "覆盖老年人口", |r| r.isochrone.residents.elders.into()), "Elders within", "时限内的老年人口"),
    Column::defined(Column::new("leaves_data", Flag, "Leaves the data", "是否超出数据范围", |r| r.isochrone.leaves_data.into()), "Streets within go on where the map ends, and so does the circle", "时限内的道路延伸至地图边界以外"),
    Column::defined(Column::new("ring", Integer, "Ring from outside", "圈层（由外向内）", |r| r.ring.into()), "1 for the widest limit, 2 for the next", "1 为最大时限，2 为次之"),
];

/// The columns of the streets: a contract.
#[rustfmt::skip]
pub(super) const STREET_COLUMNS: &[Column<AskStreet>] = &[
    Column::defined(Column::new("facility_id", Text, "Facility id", "设施编号", |r| r.facility.map(|one| one.id.as_str()).into()), "The facility in whose circle it is; none for several as one", "服务圈所属设施；多个设施合并时为空"),
    Column::defined(Column::new("minutes", Decimal(MINUTES), "Within, min", "步行时限（分钟）", |r| r.time.minutes().into()), "Lowest limit within which it lies, minutes", "所在的最小步行时限，分钟"),
    Column::new("metres", Decimal(METRES), "Length, m", "长度（米）", |r| r.stretch.length().metres().into()),
    Column::new("name", Text, "Street name", "道路名称", |r| r.way.name.as_deref().into()),
    Column::new("class", Text, "Class of way", "道路类别", |r| r.way.class.into()),
    Column::defined(Column::new("public", Flag, "Public", "是否公共道路", |r| r.is_public.into()), "Open to everybody, not to residents only", "人人可通行，而非仅限居民"),
    Column::defined(Column::new("ring", Integer, "Ring from outside", "圈层（由外向内）", |r| r.ring.into()), "1 for the widest limit, 2 for the next", "1 为最大时限，2 为次之"),
];

/// The ground, the widest limit first, so that the smaller lie on top; each limit's circles as asked for.
pub(super) fn layer<'a>(
    suffix: &str,
    outcome: &'a Outcome,
    areas: &'a CircleAreas,
    about: Option<&options::Circle>,
) -> Layer<'a> {
    let limits = areas.limits.iter().zip(&areas.times).enumerate().rev();
    let rings = limits.zip(1..).flat_map(|((number, (limit, time)), ring)| {
        areas.circles.iter().filter_map(move |circle| {
            Some(Record {
                facility: only(outcome, circle),
                limit: *limit,
                time: *time,
                ring,
                isochrone: circle.isochrones.get(number)?,
                facilities: circle.facilities.len() as u64,
            })
        })
    });
    let name = format!("{}{suffix}", LayerKind::Circles.name());
    let layer = Layer::new(name, COLUMNS, rings.collect(), |record: &Record<'_>| {
        let shape = &record.isochrone.shape;
        let id = format!("{}/{}", id_of(record.facility), record.limit);
        (id, (!shape.0.is_empty()).then(|| Geometry::MultiPolygon(shape.clone())))
    });
    let layer = layer.of(LayerKind::Circles).within(&areas.limits);
    match about {
        Some(circle) => layer.about(circle),
        None => layer,
    }
}

/// The streets: circles as asked for, of each the lowest limit first, then by edge.
pub(super) fn streets<'a>(outcome: &'a Outcome, areas: &'a CircleAreas) -> Layer<'a> {
    let network = &outcome.network;
    let records = areas.circles.iter().flat_map(|circle| {
        let facility = only(outcome, circle);
        let rings = (1..=areas.times.len() as u64).rev();
        let isochrones = circle.isochrones.iter().zip(&areas.times).zip(rings);
        let all = isochrones.flat_map(|((isochrone, time), ring)| {
            let streets = isochrone.streets.iter();
            streets.map(move |stretch| (*time, ring, *stretch))
        });
        // The ground shows squares; the many ways across them would hide it.
        let along_streets = all.filter(|(_, _, stretch)| !is_across_square(network, stretch));
        let numbered = along_streets.enumerate();
        numbered.map(move |(number, (time, ring, stretch))| Street {
            facility,
            time,
            ring,
            stretch,
            number,
            way: network.way(stretch.edge),
            is_public: network.edge(stretch.edge).zone == ZoneId::PUBLIC,
        })
    });
    let name = LayerKind::CircleStreets.name();
    let layer = Layer::new(name, STREET_COLUMNS, records.collect(), |street: &Street<'_>| {
        let id = format!("{}/street/{}", id_of(street.facility), street.number);
        (id, shape::line(line(network, &street.stretch).into_iter()))
    });
    layer.of(LayerKind::CircleStreets).within(&areas.limits)
}

/// The facility of a circle that has only one.
fn only<'a>(outcome: &'a Outcome, circle: &Circle) -> Option<&'a Facility> {
    match circle.facilities[..] {
        [facility] => outcome.placed.facilities.get(facility.index()),
        _ => None,
    }
}

fn id_of(facility: Option<&Facility>) -> &str {
    facility.map_or(TOGETHER, |facility| &facility.id)
}
