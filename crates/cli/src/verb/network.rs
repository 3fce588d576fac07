//! `network`: the walking network alone, and its figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use service_circle_core::network::{Network, StreetCounts};
use service_circle_core::plan::{self, NetworkOutcome};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;

use super::list_written;
use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::output::Destination;
use crate::progress::Progress;
use crate::settle::settle;
use crate::words::{Align, Table, counted, grouped, tally_table, ways};

/// The layer's name in a folder of results.
const LAYER: &str = "network.geojson";

/// Builds and writes the network; gives its figures.
pub(crate) fn run(common: &Common, output: &Output, progress: &Progress) -> Result<String, Failure> {
    let settled = settle(common)?;
    let destination = Destination::choose(output, common, &settled)?;
    if let Destination::Page(path) = &destination {
        return Err(Failure::wrong(format_args!(
            "-o {}: the network is a layer, not a page; give a name that ends in .geojson, or a folder",
            path.display()
        )));
    }
    let built = plan::build_network(&settled.plan, progress)?;
    go_on(progress)?;
    progress.progress(Stage::Write, 0, 1);
    let path = match destination {
        Destination::File(path) | Destination::Page(path) => path,
        Destination::Directory(directory) => {
            write::check_directory(&directory)?;
            directory.join(LAYER)
        }
    };
    let written = write::network_to_file(&settled.plan, &built.outcome, &path)?;
    progress.progress(Stage::Write, 1, 1);
    Ok(figures(&built) + &list_written(&written))
}

/// Vertices, edges, kilometres by class, islands and what was left out.
fn figures(built: &NetworkOutcome) -> String {
    let network = &built.outcome.network;
    let all_m: f64 = network.edges().map(|(_, edge)| edge.length.metres()).sum();
    let mut text = format!(
        "The walking network: {} vertices, {}, {:.2} km\n",
        grouped(network.vertex_count() as u64),
        counted(network.edge_count(), "edge"),
        kilometres(all_m),
    );
    text.push_str(&islands(network, &built.islands));
    let _ = write!(text, "\nKilometres by class\n{}", by_class(network));
    let _ = write!(
        text,
        "\nStreets, paths and squares\n{}",
        streets(&built.outcome.streets)
    );
    let _ = write!(text, "\nWays of the extract\n{}", ways(&built.outcome.way_counts));
    if built.outcome.tally.iter().next().is_some() {
        let _ = write!(text, "\nOdd input\n{}", tally_table(&built.outcome.tally));
    }
    text
}

fn islands(network: &Network, islands: &[bool]) -> String {
    let on_islands: Vec<f64> = network
        .edges()
        .zip(islands)
        .filter(|(_, island)| **island)
        .map(|((_, edge), _)| edge.length.metres())
        .collect();
    if on_islands.is_empty() {
        return String::new();
    }
    format!(
        "On islands: {}, {:.2} km; kept, but nothing is joined to them\n",
        counted(on_islands.len(), "edge"),
        kilometres(on_islands.iter().sum()),
    )
}

/// Streets read and what became of them: the rows below the first add up to it.
fn streets(counts: &StreetCounts) -> String {
    let mut table = Table::new(&[Align::Right, Align::Left]);
    table.row([grouped(counts.read), "read".to_owned()]);
    table.row([grouped(counts.walked), "walked along".to_owned()]);
    table.row([grouped(counts.squares), "walked straight across".to_owned()]);
    for (reason, count) in &counts.off {
        table.row([grouped(*count), format!("off: {}", reason.replace('-', " "))]);
    }
    table.lines()
}

/// Classes by falling length.
fn by_class(network: &Network) -> String {
    let mut lengths: BTreeMap<&str, (usize, f64)> = BTreeMap::new();
    for (id, edge) in network.edges() {
        let entry = lengths.entry(network.way(id).class).or_default();
        entry.0 += 1;
        entry.1 += edge.length.metres();
    }
    let mut classes: Vec<_> = lengths.into_iter().collect();
    classes.sort_by(|(_, one), (_, other)| other.1.total_cmp(&one.1));
    let mut table = Table::new(&[Align::Right, Align::Left, Align::Right]);
    for (class, (edges, metres)) in classes {
        table.row([
            format!("{:.2}", kilometres(metres)),
            class.to_owned(),
            counted(edges, "edge"),
        ]);
    }
    table.lines()
}

fn kilometres(metres: f64) -> f64 {
    metres / 1000.0
}
