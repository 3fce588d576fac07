//! The list of facilities: from the user's rows, or from the extract's tagged places; and the door each is entered by.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rstar::{AABB, RTree, RTreeObject};

use super::outlines::{Outline, OutlineIndex};
use super::{Facility, Rejected};
use crate::facility_tags::FacilityTags;
use crate::ids::OsmId;
use crate::lonlat::LonLat;
use crate::network::inner_place;
use crate::options::Circle;
use crate::read::table::{FacilityDetails, FacilityRow};
use crate::read::{Extract, Key, Tags};
use crate::tally::Tally;

/// Status of a facility tagged `disused=yes`.
const DISUSED: &str = "disused";
/// Values of `entrance` by which visitors come in, best first.
const DOORS: &[&str] = &["main", "yes", "home", "staircase", "secondary", "service"];

/// The facilities of the user's rows.
pub(crate) fn from_rows(rows: Vec<FacilityRow>) -> Vec<Facility> {
    rows.into_iter()
        .map(|row| Facility {
            source: row.source,
            id: row.id,
            name: row.name,
            category: row.category,
            status: row.status,
            place: row.place,
            door: row.details.entrance.unwrap_or(row.place),
            floor_area_m2: row.floor_area_m2,
            beds: row.beds,
            admits_visitors: row.admits_visitors,
            details: row.details,
            links: Vec::new(),
        })
        .collect()
}

/// The facilities of an extract: nodes, then areas, by ascending id. One mapped as a node or area inside an area of the same name
/// is listed once, as the outer area, and counted.
pub fn from_extract(
    extract: &Extract,
    table: &FacilityTags,
    rejected: &mut Vec<Rejected>,
    tally: &mut Tally,
) -> Vec<Facility> {
    let mut all: Vec<(Facility, Option<Outline>)> = Vec::new();
    for node in &extract.tagged_nodes {
        let tags = extract.node_tags(node);
        if let (Some(category), Some(place), Some(id)) = (
            table.category(&tags),
            extract.nodes.place(node.node),
            extract.nodes.id(node.node),
        ) {
            all.push((tagged(OsmId::Node(id), category, &tags, place), None));
        }
    }
    for area in &extract.areas {
        let tags = extract.area_tags(area);
        let Some(category) = table.category(&tags) else {
            continue;
        };
        let shape = extract.area_polygons(area);
        match inner_place(&shape) {
            Some(place) => all.push((tagged(area.id, category, &tags, place), Outline::new(shape))),
            None => rejected.push(refused(area.id, &tags, "its outline encloses nothing".to_owned())),
        }
    }
    for area in &extract.unformed_areas {
        let tags = extract.unformed_tags(area);
        if table.category(&tags).is_some() {
            rejected.push(refused(area.id, &tags, format!("has no outline: {}", area.why)));
        }
    }
    once_each(all, tally)
}

fn refused(id: OsmId, tags: &Tags<'_>, reason: String) -> Rejected {
    Rejected {
        list: "facilities",
        source: id.to_string(),
        line: None,
        id: id.to_string(),
        name: tags.name().unwrap_or_default().to_owned(),
        value: String::new(),
        reason,
    }
}

fn tagged(id: OsmId, category: &str, tags: &Tags<'_>, place: LonLat) -> Facility {
    let number = |key: Key| {
        tags.get(key)
            .and_then(|text| text.trim().parse::<f64>().ok())
            .filter(|value| value.is_finite() && *value >= 0.0)
    };
    let disused = tags.get(Key::Disused).is_some_and(|value| value != "no");
    Facility {
        id: id.to_string(),
        name: tags.name().map(str::to_owned),
        category: category.to_owned(),
        source: id.to_string(),
        status: if disused { DISUSED } else { Circle::OPERATING }.to_owned(),
        place,
        door: place,
        floor_area_m2: None,
        beds: number(Key::CapacityBeds).or_else(|| number(Key::Capacity)),
        admits_visitors: true,
        details: FacilityDetails::default(),
        links: Vec::new(),
    }
}

/// Leaves out what is mapped a second time inside its own area: same name, or no name and the same category.
fn once_each(all: Vec<(Facility, Option<Outline>)>, tally: &mut Tally) -> Vec<Facility> {
    let outlines = OutlineIndex::new(
        all.iter()
            .enumerate()
            .filter_map(|(number, (_, outline))| Some((number, outline.as_ref()?))),
    );
    let twice: Vec<Option<usize>> = all
        .iter()
        .enumerate()
        .map(|(number, (facility, own))| {
            let own_area = own.as_ref().map_or(0.0, Outline::area_m2);
            outlines.all_holding(facility.place).into_iter().find(|outer| {
                let (other, outline) = &all[*outer];
                let same = match &facility.name {
                    Some(_) => facility.name == other.name,
                    None => facility.category == other.category,
                };
                let larger = outline.as_ref().map_or(0.0, Outline::area_m2) > own_area;
                *outer != number && same && larger
            })
        })
        .collect();
    for (number, outer) in twice.iter().enumerate() {
        if let Some(outer) = outer {
            tally.add("facility-mapped-twice", || {
                format!("{} in {}", all[number].0.id, all[*outer].0.id)
            });
        }
    }
    all.into_iter()
        .zip(twice)
        .filter_map(|((facility, _), outer)| outer.is_none().then_some(facility))
        .collect()
}

/// Buildings with mapped entrances, by place.
#[derive(Debug)]
pub(crate) struct Doors<'a> {
    extract: &'a Extract,
    buildings: RTree<Building>,
}

#[derive(Debug)]
struct Building {
    area: usize,
    envelope: AABB<[f64; 2]>,
}

impl RTreeObject for Building {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.envelope
    }
}

impl<'a> Doors<'a> {
    /// The buildings of an extract that have an entrance on their outline.
    pub(crate) fn of(extract: &'a Extract) -> Self {
        let entrances: BTreeSet<_> = extract
            .tagged_nodes
            .iter()
            .filter(|node| door_rank(&extract.node_tags(node)).is_some())
            .map(|node| node.node)
            .collect();
        let buildings = extract
            .areas
            .par_iter()
            .enumerate()
            .filter_map(|(number, area)| {
                let building = extract.area_tags(area).get(Key::Building)?;
                let nodes = || extract.area_rings(area).flatten().flatten();
                if building == "no" || !nodes().any(|node| entrances.contains(node)) {
                    return None;
                }
                let corners: Vec<[f64; 2]> = nodes()
                    .filter_map(|node| Some(extract.nodes.place(*node)?.coord().into()))
                    .collect();
                Some(Building {
                    area: number,
                    envelope: AABB::from_points(&corners),
                })
            })
            .collect();
        Self {
            extract,
            buildings: RTree::bulk_load(buildings),
        }
    }

    /// The best entrance of the building a place is in: a main one before others, then the nearest, then the lowest node. The
    /// place itself where no building with an entrance holds it.
    pub(crate) fn door(&self, place: LonLat) -> LonLat {
        use geo::Contains as _;
        let at = place.coord();
        let mut best: Option<(usize, f64, LonLat)> = None;
        for building in self
            .buildings
            .locate_in_envelope_intersecting(AABB::from_point(at.into()))
        {
            let area = &self.extract.areas[building.area];
            if !self.extract.area_polygons(area).contains(&at) {
                continue;
            }
            for node in self.extract.area_rings(area).flatten().flatten() {
                if let Some((rank, door)) = self.entrance(*node) {
                    let found = (rank, place.distance_m(door), door);
                    let order = |a: &(usize, f64, LonLat), b: &(usize, f64, LonLat)| {
                        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
                    };
                    if best.as_ref().is_none_or(|best| order(&found, best).is_lt()) {
                        best = Some(found);
                    }
                }
            }
        }
        best.map_or(place, |(_, _, door)| door)
    }

    fn entrance(&self, node: crate::ids::NodeIndex) -> Option<(usize, LonLat)> {
        let tagged = &self.extract.tagged_nodes;
        let at = tagged.binary_search_by_key(&node, |tagged| tagged.node).ok()?;
        let rank = door_rank(&self.extract.node_tags(&tagged[at]))?;
        Some((rank, self.extract.nodes.place(node)?))
    }
}

/// How good an entrance is for visitors, 0 best; `None` where it is none for them.
fn door_rank(tags: &Tags<'_>) -> Option<usize> {
    let entrance = tags.get(Key::Entrance)?;
    let shut =
        tags.is(Key::Locked, "yes") || matches!(tags.get(Key::Foot).or_else(|| tags.get(Key::Access)), Some("no"));
    DOORS.iter().position(|door| *door == entrance).filter(|_| !shut)
}
