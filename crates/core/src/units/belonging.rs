//! Which units one place or one row belongs to: at most one of each rank, unless one is part of the other.
//!
//! 1. The units whose outlines hold the place; of two that overlap the first of the list.
//! 2. The units above them that have no outline: they hold what their parts hold.
//! 3. The units that the row names (street, community), and those above them, where 1 and 2 leave the rank free. So a list without
//!    outlines is as good as one with, and a name that speaks against the map is told and not followed.

use super::naming::rank;
use super::places::UnitPlaces;
use super::roster::Roster;
use crate::lonlat::LonLat;
use crate::place::{Compound, Facility};

/// What a row says of where it belongs.
pub(super) struct Names<'a> {
    /// The wider: a street, town or township; by id, then by name.
    street: [Option<&'a str>; 2],
    /// The narrower: a community or village.
    community: [Option<&'a str>; 2],
}

impl<'a> Names<'a> {
    pub(super) fn of_compound(compound: &'a Compound) -> Self {
        let details = &compound.details;
        Self {
            street: [details.street_id.as_deref(), compound.street.as_deref()],
            community: [details.community_id.as_deref(), compound.community.as_deref()],
        }
    }

    pub(super) fn of_facility(facility: &'a Facility) -> Self {
        let details = &facility.details;
        Self {
            street: [None, details.street.as_deref()],
            community: [None, details.community.as_deref()],
        }
    }
}

/// Something that a row says of its units and that its keeper should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// A name that no unit has.
    Unknown { told: String, rank: u8 },
    /// A name written another way.
    ReadAs { told: String, unit: usize },
    /// A name that several units have.
    Ambiguous { told: String },
    /// A community that is not part of the street told with it.
    Elsewhere { told: String, street: usize },
    /// The row names a unit and stands in another one of its rank.
    StandsElsewhere { named: usize, holds: usize },
    /// The row names a unit with an outline, and stands in none of its rank.
    StandsNowhere { named: usize },
    /// So many of its dwellings stand in two units that overlap.
    Contested { dwellings: usize },
}

/// What holds one row's places: each unit with the places, by position, that it holds.
#[derive(Default)]
pub(super) struct Belonging {
    pub(super) held: Vec<(usize, Vec<usize>)>,
    pub(super) remarks: Vec<Remark>,
}

/// Units by place and by name.
pub(super) struct Belongings<'a> {
    roster: &'a Roster,
    places: UnitPlaces<'a>,
    /// For each unit the units above it that have no outline, the nearest first.
    above: Vec<Vec<usize>>,
    /// Ranks that the roster has units of.
    ranks: [bool; RANKS],
}

/// City, district, street, community: see [`rank`].
const RANKS: usize = 4;
const STREET: u8 = 2;
const COMMUNITY: u8 = 3;

impl<'a> Belongings<'a> {
    pub(super) fn of(roster: &'a Roster, places: UnitPlaces<'a>) -> Self {
        let above = |unit: usize| {
            let chain = roster.above(unit);
            chain.filter(|one| roster.units[*one].outline.is_none()).collect()
        };
        let mut ranks = [false; RANKS];
        for rank in roster.units.iter().filter_map(|unit| rank(unit.kind)) {
            ranks[usize::from(rank)] = true;
        }
        Self {
            roster,
            places,
            above: (0..roster.units.len()).map(above).collect(),
            ranks,
        }
    }

    /// The units of a row that stands at some places.
    ///
    /// # Complexity
    /// `O(log u + v + p (k + c))` for `p` places, `v` corners of the outlines about them, `c` of those whose line runs among the
    /// places, and `k` units of one place.
    pub(super) fn row(&self, places: &[LonLat], names: &Names<'_>) -> Belonging {
        let mut belonging = Belonging::default();
        let named = self.named(names, &mut belonging.remarks);
        let near = self.places.near(places);
        let mut contested = 0;
        // For each unit named: whether any place is in it by its outline, goes to it by its name, or is in a rival.
        let mut fates = vec![Fate::default(); named.len()];
        for (position, place) in places.iter().enumerate() {
            let (mut units, is_contested) = self.by_outline(near.holding(*place));
            contested += usize::from(is_contested);
            for (unit, fate) in named.iter().zip(&mut fates) {
                fate.add(&self.join(&mut units, *unit));
            }
            for unit in units {
                match belonging.held.iter_mut().find(|(known, _)| *known == unit) {
                    Some((_, held)) => held.push(position),
                    None => belonging.held.push((unit, vec![position])),
                }
            }
        }
        // What stands nobody knows where speaks against no name.
        let is_placed = places.iter().any(|place| place.is_told());
        let told = named.into_iter().zip(fates).filter(|_| is_placed);
        let disagreements = told.filter_map(|(unit, fate)| self.disagreement(unit, &fate));
        belonging.remarks.extend(disagreements);
        if contested > 0 {
            belonging.remarks.push(Remark::Contested { dwellings: contested });
        }
        belonging
    }

    /// Those of some units that a place belongs to, and the units above them; and whether another one that overlaps lost.
    fn by_outline(&self, holding: Vec<usize>) -> (Vec<usize>, bool) {
        let (mut units, mut is_contested) = (Vec::new(), false);
        for unit in holding {
            if let Err(rival) = self.join(&mut units, unit) {
                is_contested |= self.places.overlap_of(unit, rival);
            }
        }
        (units, is_contested)
    }

    /// Adds a unit and those above it, each where no rival is there yet; the rival of the unit itself is the error.
    fn join(&self, units: &mut Vec<usize>, unit: usize) -> Result<Joined, usize> {
        if units.contains(&unit) {
            return Ok(Joined::Before);
        }
        let rival =
            |units: &[usize], one: usize| units.iter().copied().find(|other| self.roster.are_rivals(one, *other));
        if let Some(rival) = rival(units, unit) {
            return Err(rival);
        }
        units.push(unit);
        for one in &self.above[unit] {
            if !units.contains(one) && rival(units, *one).is_none() {
                units.push(*one);
            }
        }
        Ok(Joined::Now)
    }

    /// The units that a row names, the wider first.
    fn named(&self, names: &Names<'_>, remarks: &mut Vec<Remark>) -> Vec<usize> {
        let street = self.find(names.street, STREET, None, remarks);
        let community = self.find(names.community, COMMUNITY, street, remarks);
        street.into_iter().chain(community).collect()
    }

    fn find(&self, told: [Option<&str>; 2], of: u8, street: Option<usize>, remarks: &mut Vec<Remark>) -> Option<usize> {
        let mut unknown = None;
        for told in told.into_iter().flatten() {
            let is_of = |unit: usize| rank(self.roster.units[unit].kind).is_none_or(|rank| rank == of);
            let is_part = |unit: usize| street.is_none_or(|street| self.roster.may_be_part(unit, street));
            let naming = self.roster.naming();
            // A column of streets may well name districts or towns: the usual rank first, then any.
            let mut meant = naming.meant(told, |unit| is_of(unit) && is_part(unit));
            if meant.units.is_empty() {
                meant = naming.meant(told, is_part);
            }
            match meant.units[..] {
                [unit] => {
                    if meant.is_loose {
                        remarks.push(Remark::ReadAs {
                            told: told.to_owned(),
                            unit,
                        });
                    }
                    return Some(unit);
                }
                [] if naming.meant(told, |_| true).units.is_empty() => {
                    unknown.get_or_insert(Remark::Unknown {
                        told: told.to_owned(),
                        rank: of,
                    });
                }
                [] => remarks.extend(street.map(|street| Remark::Elsewhere {
                    told: told.to_owned(),
                    street,
                })),
                _ => remarks.push(Remark::Ambiguous { told: told.to_owned() }),
            }
        }
        // A list without units of the rank need not have the name.
        remarks.extend(unknown.filter(|_| self.ranks[usize::from(of)]));
        None
    }

    fn disagreement(&self, named: usize, fate: &Fate) -> Option<Remark> {
        match *fate {
            Fate { is_held: true, .. } => None,
            Fate {
                rival: Some(holds),
                is_named: false,
                ..
            } => Some(Remark::StandsElsewhere { named, holds }),
            Fate { is_named: true, .. } if self.roster.units[named].outline.is_some() => {
                Some(Remark::StandsNowhere { named })
            }
            Fate { .. } => None,
        }
    }
}

/// How a unit came to hold a place.
enum Joined {
    /// Something else had put it there.
    Before,
    /// By this call.
    Now,
}

/// What became of a unit that a row names.
#[derive(Clone, Default)]
struct Fate {
    is_held: bool,
    is_named: bool,
    rival: Option<usize>,
}

impl Fate {
    fn add(&mut self, joined: &Result<Joined, usize>) {
        match joined {
            Ok(Joined::Before) => self.is_held = true,
            Ok(Joined::Now) => self.is_named = true,
            Err(rival) => self.rival = self.rival.or(Some(*rival)),
        }
    }
}
