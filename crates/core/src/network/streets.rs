//! Ways to walked streets: every way with a class of street judged once, and what became of it counted.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::rules::{self, Street};
use crate::extent::Extent;
use crate::ids::{NodeIndex, OsmId};
use crate::options::WalkOptions;
use crate::read::{Extract, Key, Tags, Unformed};
use crate::tally::Tally;

/// Ways with a class of street, and what became of them: `read == walked + squares + off`.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct StreetCounts {
    /// Ways and areas whose tags make them a street, path or square.
    pub read: u64,
    /// Walked along.
    pub walked: u64,
    /// Areas walked straight across.
    pub squares: u64,
    /// Not walked, by reason.
    pub off: BTreeMap<&'static str, u64>,
}

/// A way walked along.
pub(super) struct Walked<'a> {
    pub(super) id: OsmId,
    pub(super) name: Option<&'a str>,
    pub(super) nodes: &'a [NodeIndex],
    /// Around those of its nodes that the file holds.
    pub(super) around: Option<Extent>,
    /// Whether the file holds all its nodes.
    pub(super) is_whole: bool,
    pub(super) street: Street,
}

/// An area walked straight across: for each polygon its outer ring, then its holes.
pub(super) struct Square<'a> {
    pub(super) id: OsmId,
    pub(super) name: Option<&'a str>,
    pub(super) polygons: Vec<Vec<&'a [NodeIndex]>>,
    pub(super) street: Street,
}

/// All that is walked.
pub(super) struct Streets<'a> {
    pub(super) walked: Vec<Walked<'a>>,
    pub(super) squares: Vec<Square<'a>>,
    pub(super) counts: StreetCounts,
}

/// Judges every way and area of the extract, in their order.
pub(super) fn judge<'a>(extract: &'a Extract, walk: &WalkOptions, tally: &mut Tally) -> Streets<'a> {
    let mut streets = Streets {
        walked: Vec::new(),
        squares: Vec::new(),
        counts: StreetCounts::default(),
    };
    let square_tags = |tags: &Tags<'_>, id: OsmId| tags.is(Key::Area, "yes") || matches!(id, OsmId::Relation(_));
    for area in &extract.areas {
        let tags = extract.area_tags(area);
        if !square_tags(&tags, area.id) {
            continue;
        }
        let Some(verdict) = rules::street(&tags, walk) else {
            continue;
        };
        if let Some(street) = streets.counts.settle(verdict, area.id, tally) {
            streets.counts.squares += 1;
            let polygons = extract.area_rings(area).collect();
            streets.squares.push(Square {
                id: area.id,
                name: tags.name(),
                polygons,
                street,
            });
        }
    }
    for area in &extract.unformed_areas {
        let tags = extract.unformed_tags(area);
        // One that only does not close is walked along as the line it is.
        if area.why != Unformed::NotClosed && square_tags(&tags, area.id) && rules::street(&tags, walk).is_some() {
            streets.counts.settle(Err("square-without-outline"), area.id, tally);
        }
    }
    let judged: Vec<_> = extract
        .ways
        .par_iter()
        .filter_map(|way| {
            let tags = extract.way_tags(way);
            let nodes = extract.way_nodes(way);
            let is_area = tags.is(Key::Area, "yes") && nodes.len() > 3 && nodes.first() == nodes.last();
            if is_area {
                None
            } else {
                Some((way, rules::street(&tags, walk)?))
            }
        })
        .collect();
    for (way, verdict) in judged {
        let id = OsmId::Way(way.id);
        if let Some(street) = streets.counts.settle(verdict, id, tally) {
            streets.counts.walked += 1;
            let nodes = extract.way_nodes(way);
            streets.walked.push(Walked {
                id,
                name: extract.way_tags(way).name(),
                nodes,
                around: way.around,
                is_whole: way.is_whole,
                street,
            });
        }
    }
    streets
}

impl StreetCounts {
    fn settle(&mut self, verdict: Result<Street, rules::Off>, id: OsmId, tally: &mut Tally) -> Option<Street> {
        self.read += 1;
        match verdict {
            Ok(street) => {
                if street.unknown_access {
                    tally.add("unknown-access-value", || id.to_string());
                }
                Some(street)
            }
            Err(off) => {
                *self.off.entry(off).or_default() += 1;
                None
            }
        }
    }
}
