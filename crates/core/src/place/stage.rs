//! The stage as one function: lists and extract in, everything placed out.

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::borders::Borders;
use super::buildings::{Home, homes_by_outline};
use super::compounds::Draft;
use super::dwellings::{Grid, Starts, starts};
use super::edge_index::{EdgeIndex, SnapRule};
use super::facilities::{self, Doors};
use super::gates::Gates;
use super::homes::home_of_most;
use super::joins::Ground;
use super::listed::Listed;
use super::obstacles::Obstacles;
use super::outlines::{Outline, OutlineIndex};
use super::ways_in::{Entry, Home as Entered, Seeker};
use super::{Candidate, Compound, Dwelling, Facility, Placed, Rejected, WayIn};
use crate::facility_tags::FacilityTags;
use crate::ids::CompoundIndex;
use crate::lonlat::LonLat;
use crate::network::{Link, Zoning};
use crate::options::{Options, Zones};
use crate::read::Extract;
use crate::read::table::FacilityRow;
use crate::tally::Tally;
use crate::watch::{Cancelled, Stage, Watch, go_on};

/// Puts listed compounds on the network, and facilities: of the user's table, or the extract's where there is none.
///
/// Compounds are worked on in parallel; the answer is the same on any number of threads.
///
/// # Errors
/// [`Cancelled`] when the watch says stop. Nothing in the data is an error: what cannot be used is in [`Placed::rejected`], what
/// is odd is in the tally.
///
/// # Complexity
/// `O((d + f) log e)` for `d` dwellings, `f` facilities and `e` edges, where few walls stand between.
pub fn place(
    extract: &Extract,
    index: &EdgeIndex<'_>,
    zoning: &Zoning,
    listed: Listed,
    table: &FacilityTags,
    options: &Options,
    watch: &dyn Watch,
) -> Result<(Placed, Tally), Cancelled> {
    let obstacles = Obstacles::of(extract);
    let borders = Borders::of(index.network());
    let ground = Ground {
        index,
        obstacles: &obstacles,
        borders: &borders,
        rule: snap_rule(options),
    };
    let outline_sources = listed.outline_sources();
    let Listed {
        drafts,
        points,
        gates: own_gates,
        shut,
        facilities: rows,
        mut rejected,
        notes,
        mut tally,
        ..
    } = listed;
    let outlines = OutlineIndex::new(
        drafts
            .iter()
            .enumerate()
            .filter_map(|(number, draft)| Some((number, draft.outline.as_ref()?))),
    );
    go_on(watch)?;
    let facilities = place_facilities(extract, rows, table, &ground, &mut rejected, &mut tally);
    let facility_hosts = facilities
        .iter()
        .map(|facility| outlines.innermost(facility.place).map(CompoundIndex::at))
        .collect();
    go_on(watch)?;
    let homes = homes_by_outline(extract, &outlines, drafts.len(), &mut tally);
    let work = Work {
        ground: &ground,
        zoning,
        infer: options.walk.zones == Zones::Infer,
        gates: Gates::of(extract, index.network()),
        near_outline_m: options.place.gate_near_outline_m,
        grid: Grid {
            spacing_m: options.place.dwelling_grid_m,
            outlines: &outlines,
            obstacles: &obstacles,
        },
    };
    let (done, total) = (AtomicU64::new(0), drafts.len() as u64);
    let placed: Vec<(Compound, bool)> = drafts
        .par_iter()
        .zip(points)
        .zip(own_gates.par_iter().zip(&shut))
        .zip(&homes)
        .enumerate()
        .map(|(number, (((draft, points), gates), homes))| {
            go_on(watch)?;
            let compound = work.compound(number, draft, points, (gates.0, gates.1), homes);
            watch.progress(Stage::Place, done.fetch_add(1, Ordering::Relaxed) + 1, total);
            Ok(compound)
        })
        .collect::<Result<_, Cancelled>>()?;

    let mut compounds = Vec::with_capacity(placed.len());
    for (compound, grid_widened) in placed {
        count_compound(&compound, grid_widened, &mut tally);
        compounds.push(compound);
    }
    let placed = Placed {
        compounds,
        facilities,
        rejected,
        notes,
        facility_hosts,
        outline_sources,
    };
    Ok((placed, tally))
}

/// Joins candidates to the network as facilities are joined; those that no way is near are counted and keep no links.
pub fn join_candidates(
    extract: &Extract,
    index: &EdgeIndex<'_>,
    candidates: &mut [Candidate],
    options: &Options,
    tally: &mut Tally,
) {
    let (obstacles, borders) = (Obstacles::of(extract), Borders::of(index.network()));
    let ground = Ground {
        index,
        obstacles: &obstacles,
        borders: &borders,
        rule: snap_rule(options),
    };
    let doors = Doors::of(extract);
    candidates.par_iter_mut().for_each(|candidate| {
        let site = &mut candidate.site;
        site.door = doors.door(site.place);
        site.links = ground.point_links(site.door);
    });
    for Candidate { site, .. } in candidates {
        count_links(
            "candidate-off-network",
            "candidate-far-from-network",
            &site.links,
            &site.source,
            tally,
        );
    }
}

fn snap_rule(options: &Options) -> SnapRule {
    SnapRule {
        near_m: options.place.snap_m,
        far_m: options.place.snap_flagged_m,
        speed: options.walk.speed(),
    }
}

/// A single building that covers this share of an outline is all of it.
const BUILDING_FILLS: f64 = 0.5;

/// What every compound's placing needs.
struct Work<'a> {
    ground: &'a Ground<'a>,
    zoning: &'a Zoning,
    /// Whether outlines, gates and walls tell anything.
    infer: bool,
    gates: Gates,
    near_outline_m: f64,
    grid: Grid<'a>,
}

impl Work<'_> {
    fn compound(
        &self,
        number: usize,
        draft: &Draft,
        points: Vec<(LonLat, f64)>,
        gates: (&[LonLat], &[LonLat]),
        homes: &[Home],
    ) -> (Compound, bool) {
        let mut compound = draft.compound.clone();
        let outline = draft.outline.as_ref();
        let numbered = outline.map(|outline| (outline, number));
        let Starts {
            basis,
            mut dwellings,
            grid_widened,
        } = starts(points, homes, numbered, compound.place, &self.grid);
        compound.dwelling_basis = basis;
        compound.ways_in = match outline {
            Some(outline) => {
                let entered = Entered {
                    outline,
                    zone: home_of_most(&dwellings, |dwelling| self.zoning.home(dwelling.place)),
                    told: gates.0,
                    shut: gates.1,
                    is_one_building: is_one_building(homes, outline),
                };
                self.enter(&mut dwellings, &entered)
            }
            None => self.join_point(&mut dwellings, gates.0),
        };
        compound.dwellings = dwellings;
        compound.outline = outline.map(|outline| outline.shape().clone());
        (compound, grid_widened)
    }

    /// Joins the dwellings of a compound that is a point; tells the ways in.
    fn join_point(&self, dwellings: &mut [Dwelling], gates: &[LonLat]) -> Vec<WayIn> {
        let told: Vec<Entry> = gates.iter().map(|gate| self.ground.told_gate(*gate)).collect();
        for dwelling in dwellings {
            let zone = self.zoning.home(dwelling.place);
            dwelling.links = self.ground.home_links(dwelling.place, zone, &told);
        }
        told.into_iter().map(|gate| gate.way_in).collect()
    }

    /// Joins the dwellings of a compound with an outline; tells the ways in.
    fn enter(&self, dwellings: &mut [Dwelling], home: &Entered<'_>) -> Vec<WayIn> {
        let seeker = Seeker {
            ground: self.ground,
            gates: &self.gates,
            near_outline_m: self.near_outline_m,
        };
        let entries = seeker.ways_in(home);
        let guessed = self.ground.join(dwellings, home, &entries);
        if !self.infer {
            // The best evidence stands for all: nothing is left open.
            for dwelling in dwellings {
                dwelling.maybe.clear();
                dwelling.sides.clear();
            }
        }
        entries.into_iter().map(|entry| entry.way_in).chain(guessed).collect()
    }
}

/// Whether a compound is one building that fills most of its outline.
fn is_one_building(homes: &[Home], outline: &Outline) -> bool {
    matches!(homes, [only] if only.footprint_m2 >= BUILDING_FILLS * outline.area_m2())
}

fn place_facilities(
    extract: &Extract,
    rows: Option<Vec<FacilityRow>>,
    table: &FacilityTags,
    ground: &Ground<'_>,
    rejected: &mut Vec<Rejected>,
    tally: &mut Tally,
) -> Vec<Facility> {
    let mut all = match rows {
        Some(rows) => facilities::from_rows(rows),
        None => facilities::from_extract(extract, table, rejected, tally),
    };
    let doors = Doors::of(extract);
    all.par_iter_mut().for_each(|facility| {
        if facility.details.entrance.is_none() {
            facility.door = doors.door(facility.place);
        }
        facility.links = ground.point_links(facility.door);
    });
    for facility in &all {
        count_links(
            "facility-off-network",
            "facility-far-from-network",
            &facility.links,
            &facility.source,
            tally,
        );
    }
    all
}

fn count_compound(compound: &Compound, grid_widened: bool, tally: &mut Tally) {
    if grid_widened {
        tally.add("dwelling-grid-widened", || compound.source.clone());
    }
    if compound.dwellings.iter().all(|dwelling| dwelling.links.is_empty()) {
        tally.add("compound-off-network", || compound.source.clone());
    }
    for dwelling in &compound.dwellings {
        count_links(
            "dwelling-off-network",
            "dwelling-far-from-network",
            &dwelling.links,
            &compound.source,
            tally,
        );
    }
}

fn count_links(off: &'static str, far: &'static str, links: &[Link], source: &str, tally: &mut Tally) {
    if links.is_empty() {
        tally.add(off, || source.to_owned());
    } else if links.iter().all(|link| link.flagged) {
        tally.add(far, || source.to_owned());
    }
}
