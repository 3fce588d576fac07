//! `network`: the walking network alone, and its figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use service_circle_core::language::{Language, Words};
use service_circle_core::network::{Network, StreetCounts};
use service_circle_core::plan::{self, NetworkOutcome};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;

use super::list_written;
use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::output::{Destination, LayersAt};
use crate::progress::Progress;
use crate::settle::settle;
use crate::texts::ways::rule;
use crate::texts::{network as texts, shared};
use crate::words::{Align, Table, grouped, tally_table, ways};

/// The layer's name in a folder of results.
const LAYER: &str = "network.geojson";

/// Builds and writes the network; gives its figures.
pub(crate) fn run(common: &Common, output: &Output, progress: &Progress) -> Result<String, Failure> {
    let settled = settle(common)?;
    let destination = Destination::choose(output, common, &settled)?.of_layers()?;
    let built = plan::build_network(&settled.plan, progress)?;
    go_on(progress)?;
    progress.progress(Stage::Write, 0, 1);
    let path = match destination {
        LayersAt::File(path) => path,
        LayersAt::Directory(directory) => {
            write::check_directory(&directory)?;
            directory.join(LAYER)
        }
    };
    let written = write::network_to_file(&settled.plan, &built.outcome, &path)?;
    progress.progress(Stage::Write, 1, 1);
    let language = write::language(&settled.plan, &built.outcome);
    Ok(figures(&built, language) + &list_written(&written, language))
}

/// Vertices, edges, kilometres by class, islands and what was left out.
fn figures(built: &NetworkOutcome, language: Language) -> String {
    let (network, outcome) = (&built.outcome.network, &built.outcome);
    let all_m: f64 = network.edges().map(|(_, edge)| edge.length.metres()).sum();
    let (vertices, edges) = (network.vertex_count(), network.edge_count());
    let mut text = texts::heading(vertices, edges, kilometres(all_m), language) + "\n";
    text.push_str(&islands(network, &built.islands, language));
    let mut under = |heading: Words, table: &str| {
        let _ = write!(text, "\n{}\n{table}", heading.told_in(language));
    };
    under(texts::BY_CLASS, &by_class(network, language));
    under(texts::STREETS, &streets(&outcome.streets, language));
    under(texts::WAYS, &ways(&outcome.way_counts, language));
    if outcome.tally.iter().next().is_some() {
        under(shared::ODD_INPUT, &tally_table(&outcome.tally, language));
    }
    text
}

fn islands(network: &Network, islands: &[bool], language: Language) -> String {
    let on_islands: Vec<f64> = network
        .edges()
        .zip(islands)
        .filter(|(_, island)| **island)
        .map(|((_, edge), _)| edge.length.metres())
        .collect();
    if on_islands.is_empty() {
        return String::new();
    }
    let metres: f64 = on_islands.iter().sum();
    texts::islands(on_islands.len(), kilometres(metres), language) + "\n"
}

/// Streets read and what became of them: the rows below the first add up to it.
fn streets(counts: &StreetCounts, language: Language) -> String {
    let mut table = Table::new(&[Align::Right, Align::Left]);
    for (count, what) in [
        (counts.read, texts::READ),
        (counts.walked, texts::WALKED),
        (counts.squares, texts::CROSSED),
    ] {
        table.row([grouped(count), what.told_in(language).to_owned()]);
    }
    for (reason, count) in &counts.off {
        table.row([grouped(*count), texts::off(&rule(reason, language), language)]);
    }
    table.lines()
}

/// Classes by falling length.
fn by_class(network: &Network, language: Language) -> String {
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
            texts::class(class, language),
            texts::edges(edges, language),
        ]);
    }
    table.lines()
}

fn kilometres(metres: f64) -> f64 {
    metres / 1000.0
}
