//! `network`: the walking network alone, and its figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::network::Network;
use service_circle_core::plan::{self, NetworkOutcome};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;

use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::output::Destination;
use crate::progress::Progress;
use crate::settle::settle;
use crate::words::{Align, Table, counted, grouped, rounded, tally_table, whole};

/// The layer's name in a folder of results.
const LAYER: &str = "network.geojson";

/// Builds and writes the network; gives its figures.
pub(crate) fn run(common: &Common, output: &Output, progress: &Progress) -> Result<String, Failure> {
    let settled = settle(common)?;
    let destination = Destination::choose(output, common, &settled)?;
    let outcome = plan::build_network(&settled.plan, progress)?;
    go_on(progress)?;
    progress.progress(Stage::Write, 0, 1);
    let path = write_layer(&outcome.network, destination)?;
    progress.progress(Stage::Write, 1, 1);
    Ok(figures(&outcome) + &format!("\nWritten: {}\n", path.display()))
}

fn write_layer(network: &Network, destination: Destination) -> Result<PathBuf, Failure> {
    let path = match destination {
        Destination::File(path) => path,
        Destination::Directory(directory) => {
            std::fs::create_dir_all(&directory).map_err(|error| {
                Failure::failed(format_args!(
                    "{}: the folder cannot be made: {error}; give another -o",
                    directory.display()
                ))
            })?;
            directory.join(LAYER)
        }
    };
    write::network_to_file(network, &path).map_err(Failure::failed)?;
    Ok(path)
}

/// Vertices, edges, kilometres by class, islands and what was left out.
fn figures(outcome: &NetworkOutcome) -> String {
    let network = &outcome.network;
    let mut text = format!(
        "The walking network: {} vertices, {}, {} km\n",
        grouped(network.vertex_count() as u64),
        counted(network.edge_count(), "edge"),
        rounded(kilometres(network.edges().map(|(_, edge)| edge.length.metres()).sum())),
    );
    if outcome.island_count > 0 {
        let _ = writeln!(
            text,
            "{} with {} m of ways in all: kept, but nothing is joined to them",
            counted(outcome.island_count, "island"),
            whole(outcome.island_m),
        );
    }
    text.push_str("\nKilometres by class\n");
    text.push_str(&by_class(network));
    text.push('\n');
    text.push_str(&super::check::ways(&outcome.way_counts));
    if outcome.tally.iter().next().is_some() {
        text.push_str("\nOdd input\n");
        text.push_str(&tally_table(&outcome.tally));
    }
    text
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
