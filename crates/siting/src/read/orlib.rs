//! The p-median files of the OR-Library: a graph, each vertex a place of weight 1 and a candidate.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use rayon::prelude::*;

use super::{Published, ReadError, lines, numbers};
use crate::ids::DemandIndex;
use crate::instance::{Demand, Instance, Reach, Site};

/// Neighbours of each vertex with the length of the edge.
type Graph = Vec<Vec<(usize, u32)>>;

/// Reads `vertices edges count`, then `end end length` a line. Times are the lengths of shortest paths; of an edge told twice the
/// later counts, as the OR-Library says.
///
/// # Errors
/// A line that is none of these, or fewer edges than promised.
///
/// # Complexity
/// One search a vertex, on all threads.
///
/// # References
/// Beasley, "OR-Library: distributing test problems by electronic mail" (1990); Dijkstra (1959).
pub fn orlib_pmed(text: &str) -> Result<Published, ReadError> {
    let mut lines = lines(text);
    let (line, head) = lines.next().unwrap_or((1, ""));
    let [vertices, edges, count] = numbers::<usize, 3>(line, head, "vertices, edges and count")?;
    let mut lengths = BTreeMap::new();
    let mut found = 0;
    for (line, text) in lines.take(edges) {
        let wanted = "two ends of 1 to the number of vertices, and a length";
        let [tail, head, length] = numbers::<u32, 3>(line, text, wanted)?;
        let (tail, head) = (tail as usize, head as usize);
        if tail.min(head) == 0 || tail.max(head) > vertices {
            let found = text.to_owned();
            return Err(ReadError::Line { line, found, wanted });
        }
        lengths.insert((tail.min(head) - 1, tail.max(head) - 1), length);
        found += 1;
    }
    if found < edges {
        let (what, promised) = ("edges", edges);
        return Err(ReadError::Short { what, found, promised });
    }
    let mut graph: Graph = vec![Vec::new(); vertices];
    for ((tail, head), length) in lengths {
        graph[tail].push((head, length));
        graph[head].push((tail, length));
    }
    let names = (1..=vertices).map(|number| number.to_string());
    let (sites, demand) = names
        .map(|name| (Site::candidate(name.clone()), Demand::new(name, 1)))
        .unzip();
    let times = (0..vertices)
        .into_par_iter()
        .map(|from| shortest_paths(&graph, from))
        .collect();
    Ok(Published {
        instance: Instance::new(sites, demand, Vec::new(), times)?,
        count: u32::try_from(count).ok(),
    })
}

fn shortest_paths(graph: &Graph, from: usize) -> Vec<Reach> {
    let mut times: Vec<Option<u32>> = vec![None; graph.len()];
    let mut queue = BinaryHeap::from([(Reverse(0_u32), from)]);
    while let Some((Reverse(time), at)) = queue.pop() {
        if times[at].is_some() {
            continue;
        }
        times[at] = Some(time);
        for (next, length) in &graph[at] {
            if times[*next].is_none() {
                queue.push((Reverse(time.saturating_add(*length)), *next));
            }
        }
    }
    let reached = times
        .iter()
        .enumerate()
        .filter_map(|(index, time)| Some((index, (*time)?)));
    let reach = |(index, time)| Reach {
        demand: DemandIndex::at(index),
        time,
    };
    reached.map(reach).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SiteIndex;

    #[test]
    fn the_later_of_two_equal_edges_counts_whichever_way_it_is_told() {
        let published = orlib_pmed(" 3 3 1 \n 1 2 10 \n 2 3 4\n 2 1 7\n").unwrap();
        let times = published.instance.times();
        assert_eq!(published.count, Some(1));
        assert_eq!(times.time(SiteIndex(0), DemandIndex(1)), Some(7));
        assert_eq!(times.time(SiteIndex(0), DemandIndex(2)), Some(11));
        assert_eq!(times.time(SiteIndex(2), DemandIndex(2)), Some(0));
    }

    #[test]
    fn vertices_apart_do_not_reach_each_other() {
        let published = orlib_pmed("3 1 2\n1 2 5").unwrap();
        assert_eq!(published.instance.times().len(), 5);
    }

    #[test]
    fn bad_lines_are_named() {
        let error = orlib_pmed("3 2 1\n1 2 5\n1 4 5").unwrap_err();
        assert!(error.to_string().starts_with("line 3: \"1 4 5\""), "{error}");
        let error = orlib_pmed("3 2 1\n1 2 5").unwrap_err();
        assert_eq!(
            error.to_string(),
            "the file ends after 1 edges; its first line promises 2"
        );
        assert!(orlib_pmed("").is_err());
        assert!(orlib_pmed("3 1 1\n1 2 -5").is_err());
    }
}
