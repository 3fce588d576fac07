//! The walking network as a pale background: chains of edges by class, simplified, and the names to write along them.

mod chains;
mod names;

use serde::Serialize;
use service_circle_core::ids::EdgeId;
use service_circle_core::network::Network;

use crate::lines::{Ground, LineWriter};
use chains::chains;
use names::Names;

/// Bytes that streets may take: with 3,000 compounds a page stays under 1.5 MB.
const MOST_BYTES: usize = 520_000;
/// How coarse streets may be drawn, metres: the finest that fits is taken.
const TOLERANCES_M: [f64; 5] = [2.0, 4.0, 8.0, 16.0, 32.0];
/// A path shorter than this many tolerances is left out of the drawing: it would be a dot.
const LEAST_PATH: f64 = 4.0;

/// How a class of way is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Main,
    Street,
    Path,
}

impl Rank {
    const ALL: [Self; 3] = [Self::Main, Self::Street, Self::Path];

    /// Of a class of way; `None` for what is no line on the ground: crossings of squares, lifts.
    fn of(class: &str) -> Option<Self> {
        match class.strip_suffix("_link").unwrap_or(class) {
            "square" | "elevator" => None,
            "trunk" | "primary" | "secondary" => Some(Self::Main),
            "tertiary" | "residential" | "unclassified" | "living_street" | "road" | "pedestrian" => Some(Self::Street),
            _ => Some(Self::Path),
        }
    }
}

/// Streets by rank, and their names.
#[derive(Debug, Serialize)]
pub(super) struct Streets {
    main: String,
    street: String,
    path: String,
    names: Names,
    /// Metres by which a line may be off.
    pub(super) tolerance_m: f64,
}

impl Streets {
    /// The streets of a network, as fine as they fit; where even the coarsest do not, paths are left out first.
    pub(super) fn of(network: &Network, ground: Ground) -> Self {
        let chains = Rank::ALL.map(|rank| chains(network, &|edge| rank_of(network, edge) == Some(rank)));
        let mut drawn = None;
        for tolerance_m in TOLERANCES_M {
            let ground = ground.with_tolerance(tolerance_m);
            let lines = Rank::ALL.map(|rank| lines(network, rank, &chains[rank as usize], ground));
            let fits = lines.iter().map(String::len).sum::<usize>() <= MOST_BYTES;
            drawn = Some((lines, tolerance_m));
            if fits {
                break;
            }
        }
        let ([main, street, path], tolerance_m) = drawn.unwrap_or_default();
        let [main, street, path] = within_budget([main, street, path]);
        let named = [Rank::Main, Rank::Street].map(|rank| &chains[rank as usize]);
        Self {
            main,
            street,
            path,
            names: Names::of(network, named, ground),
            tolerance_m,
        }
    }
}

fn rank_of(network: &Network, edge: EdgeId) -> Option<Rank> {
    Rank::of(network.way(edge).class)
}

/// Ranks in their order as long as they fit; later ones are left out.
fn within_budget<const N: usize>(lines: [String; N]) -> [String; N] {
    let mut left = MOST_BYTES;
    lines.map(|line| {
        let fits = line.len() <= left;
        left = if fits { left - line.len() } else { 0 };
        if fits { line } else { String::new() }
    })
}

fn lines(network: &Network, rank: Rank, chains: &[Vec<(EdgeId, bool)>], ground: Ground) -> String {
    let mut writer: LineWriter = ground.writer();
    for chain in chains {
        let simplified = ground.simplified(&chains::places(network, chain));
        let least_m = LEAST_PATH * ground.tolerance_m();
        if rank == Rank::Path && chains::metres(network, chain) < least_m {
            continue;
        }
        writer.line(simplified);
    }
    writer.finish()
}
