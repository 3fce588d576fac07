//! placeholder until helper F's lands
use geo::{Coord, Polygon};
#[allow(missing_docs)]
pub struct Crossing {
    pub from: usize,
    pub to: usize,
    pub corners: Vec<Coord<f64>>,
}
#[allow(missing_docs)]
#[derive(Default)]
pub struct Crossings {
    pub lines: Vec<Crossing>,
    pub simplified: bool,
}
#[allow(missing_docs)]
pub fn crossings(_: &Polygon<f64>, _: &[Coord<f64>]) -> Crossings {
    Crossings::default()
}
