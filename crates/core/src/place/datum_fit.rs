//! How well the places of a list fit the map as each datum of degrees: a list taken for the wrong one lies 40 m to 1.4 km off,
//! and shows it by its distances to streets, and facilities by theirs to compounds, where most of them are.

use rstar::RTree;

use super::{EdgeIndex, Listed};
use crate::datum::Datum;
use crate::lonlat::{Frame, LonLat};
use crate::read::table::{List, TableRead};

/// Streets are looked for this far, metres; a place without one counts as this far from it.
const STREET_M: f64 = 2_000.0;
/// The same of compounds: facilities in none of the listed ones tell nothing, and must not drown those that are in one.
const COMPOUND_M: f64 = 200.0;
/// Fewer places tell nothing.
const ENOUGH_PLACES: usize = 5;
/// Another datum fits far better where its median is this many times smaller: chance makes it 2 on real maps ...
const FAR_BETTER: f64 = 2.5;
/// ... and smaller by this many metres: less is a street's width.
const FAR_BETTER_M: f64 = 15.0;
/// Medians below this count as this, metres: nearer than that no list is good.
const EXACT_M: f64 = 5.0;

/// The median of so many places, spread over the list, tells what that of more would: the rest of a longer list is not measured.
const MOST_PLACES: usize = 10_000;

/// What distances are measured to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Against {
    /// The nearest street or path.
    Streets,
    /// The nearest compound's place.
    Compounds,
}

impl Against {
    /// How far is looked, metres.
    fn look_m(self) -> f64 {
        match self {
            Self::Streets => STREET_M,
            Self::Compounds => COMPOUND_M,
        }
    }
}

/// Median distances of a list's places, metres.
#[derive(Clone, Debug, PartialEq)]
pub struct Medians {
    /// To what.
    pub against: Against,
    /// As each datum of degrees.
    pub metres: Vec<(Datum, f64)>,
    /// How many places it is the median of: those near any as some datum, of at most 10,000 spread over the list.
    pub places: usize,
}

/// How well a list fits as each datum.
#[derive(Clone, Debug, PartialEq)]
pub struct DatumFit {
    /// Which list.
    pub list: List,
    /// The file's name.
    pub file: String,
    /// What its coordinates were taken for.
    pub taken_for: Datum,
    /// Its distances.
    pub medians: Vec<Medians>,
}

/// A datum that fits far better than what a list was taken for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetterFit {
    /// Which.
    pub datum: Datum,
    /// By distances to what.
    pub against: Against,
    /// Their median as that datum, metres.
    pub metres: f64,
    /// Their median as what the list was taken for, metres.
    pub taken_metres: f64,
}

impl DatumFit {
    /// The datum that fits far better than what the list was taken for, where no other measure says the contrary as clearly.
    pub fn far_better(&self) -> Option<BetterFit> {
        let fits = Datum::OF_DEGREES.into_iter().filter_map(|datum| self.better(datum));
        fits.min_by(|a, b| a.metres.total_cmp(&b.metres))
    }

    fn better(&self, datum: Datum) -> Option<BetterFit> {
        let gains = self.medians.iter().filter_map(|medians| {
            let (metres, taken_metres) = (medians.metres_as(datum)?, medians.metres_as(self.taken_for)?);
            let gain = taken_metres.max(EXACT_M) / metres.max(EXACT_M);
            let fit = BetterFit {
                datum,
                against: medians.against,
                metres,
                taken_metres,
            };
            Some((gain, fit))
        });
        let gains: Vec<(f64, BetterFit)> = gains.collect();
        let (gain, fit) = gains.iter().max_by(|a, b| a.0.total_cmp(&b.0)).copied()?;
        let contrary = gains.iter().map(|(gain, _)| 1.0 / gain).fold(0.0, f64::max);
        (gain >= FAR_BETTER && gain > contrary && fit.taken_metres - fit.metres >= FAR_BETTER_M).then_some(fit)
    }
}

impl Medians {
    fn metres_as(&self, datum: Datum) -> Option<f64> {
        let datum = match datum {
            Datum::Cgcs2000 => Datum::Wgs84,
            other => other,
        };
        let found = self.metres.iter().find(|(one, _)| *one == datum);
        found
            .filter(|_| self.places >= ENOUGH_PLACES)
            .map(|(_, metres)| *metres)
    }
}

/// How well each list of places in degrees fits the streets as each datum, and facilities the compounds; units are no places.
///
/// # Complexity
/// `O(c log c)` for `c` compounds, and three searches of each index a row, of 10,000 rows at most.
pub fn datum_fits(index: &EdgeIndex<'_>, listed: &Listed, lists: &[TableRead]) -> Vec<DatumFit> {
    let compounds = CompoundIndex::new(listed.places());
    // The middle of a township may be anywhere.
    let is_of_places = |list: &&TableRead| list.list != List::Units && !list.places.is_empty();
    let of_degrees = lists.iter().filter(|list| list.datum.is_degrees()).filter(is_of_places);
    let to_street = |place| index.nearest_m(place, STREET_M);
    let to_compound = |place| compounds.as_ref()?.nearest_m(place);
    of_degrees
        .map(|list| {
            let mut all = vec![medians(list, Against::Streets, &to_street)];
            if list.list == List::Facilities {
                all.push(medians(list, Against::Compounds, &to_compound));
            }
            DatumFit {
                list: list.list,
                file: list.file.clone(),
                taken_for: list.datum,
                medians: all,
            }
        })
        .collect()
}

fn medians(list: &TableRead, against: Against, nearest_m: &dyn Fn(LonLat) -> Option<f64>) -> Medians {
    let mut metres: [Vec<f64>; Datum::OF_DEGREES.len()] = std::array::from_fn(|_| Vec::new());
    for place in list
        .places
        .iter()
        .step_by(list.places.len().div_ceil(MOST_PLACES).max(1))
    {
        let nearest = Datum::OF_DEGREES.map(|datum| nearest_m(retaken(*place, list.datum, datum)?));
        // Places that are off the map as every datum tell nothing.
        if nearest.iter().any(Option::is_some) {
            for (all, nearest) in metres.iter_mut().zip(nearest) {
                all.push(nearest.unwrap_or(against.look_m()));
            }
        }
    }
    let places = metres.first().map_or(0, Vec::len);
    let medians = Datum::OF_DEGREES.into_iter().zip(&mut metres);
    Medians {
        against,
        metres: medians
            .filter_map(|(datum, metres)| Some((datum, median(metres)?)))
            .collect(),
        places,
    }
}

/// Compounds' places in metres of one frame: a city is small enough.
struct CompoundIndex {
    frame: Frame,
    places: RTree<[f64; 2]>,
}

impl CompoundIndex {
    fn new(places: impl Iterator<Item = LonLat>) -> Option<Self> {
        let mut places = places.peekable();
        let frame = Frame::around(*places.peek()?);
        let places = places.map(|place| in_frame(&frame, place)).collect();
        Some(Self {
            frame,
            places: RTree::bulk_load(places),
        })
    }

    fn nearest_m(&self, place: LonLat) -> Option<f64> {
        let from = in_frame(&self.frame, place);
        let [x, y] = *self.places.nearest_neighbor(from)?;
        let metres = (x - from[0]).hypot(y - from[1]);
        (metres <= COMPOUND_M).then_some(metres)
    }
}

fn in_frame(frame: &Frame, place: LonLat) -> [f64; 2] {
    frame.to_metres(place).into()
}

/// Where a place converted as one datum is when its numbers are taken for another.
fn retaken(place: LonLat, from: Datum, to: Datum) -> Option<LonLat> {
    let numbers = from.from_wgs84(place.coord())?;
    let moved = to.degrees_to_wgs84(numbers)?;
    LonLat::from_degrees(moved.x, moved.y)
}

/// The middle one; the lower of two.
fn median(all: &mut [f64]) -> Option<f64> {
    all.sort_unstable_by(f64::total_cmp);
    all.get(all.len().checked_sub(1)? / 2).copied()
}
