//! Demand that may not be split: each row to one open site or to none.

use super::model::{Aim, Model, Walk};
use super::serve::Served;

/// Nodes of the search for one set of open sites.
const MOST_NODES: u32 = 20_000;

/// The site and walk of each row.
type Assignment = Vec<Option<(usize, Walk)>>;

/// The value of these open sites.
pub(super) fn serve(model: &Model, open: &[usize]) -> Served {
    let (assignment, is_exact, work) = assign(model, open);
    let cost: i64 = open.iter().map(|site| model.cost(*site)).sum();
    let value = assignment.map(|assignment| {
        let rows = assignment.iter().zip(&model.weights);
        let gains = rows.filter_map(|(to, weight)| Some(to.as_ref()?.1.gain * weight));
        gains.sum::<i64>() - cost
    });
    Served { value, is_exact, work }
}

/// The best assignment, `None` where none meets the needs; whether that is known for sure; entries read.
pub(super) fn assign(model: &Model, open: &[usize]) -> (Option<Assignment>, bool, usize) {
    let mut search = Search::new(model, open);
    search.run();
    let is_exact = search.nodes < MOST_NODES || search.is_done();
    let site = |(position, walk): Choice| (open[position], walk);
    let assignment = search
        .best
        .map(|(_, present)| present.into_iter().map(|choice| choice.map(site)).collect());
    (assignment, is_exact, search.nodes as usize)
}

/// A choice for a row: the position of an open site and the walk there.
type Choice = (usize, Walk);

/// Depth-first search over rows, the heaviest first, each to its best site with room first: a generalized assignment problem.
///
/// # References
/// Ross and Soland, "A branch and bound algorithm for the generalized assignment problem" (1975).
struct Search<'a> {
    model: &'a Model,
    /// Rows that open sites reach, the heaviest first, with their walks, the best first.
    rows: Vec<(usize, Vec<Choice>)>,
    /// What the rows from each on could gain at most.
    could_gain: Vec<i64>,
    /// What the rows from each on could serve of each family at most.
    could_serve: Vec<Vec<i64>>,
    room: Vec<i64>,
    lacking: Vec<i64>,
    present: Vec<Option<Choice>>,
    gain: i64,
    best: Option<(i64, Vec<Option<Choice>>)>,
    nodes: u32,
    /// The next try of each row so far.
    tries: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(model: &'a Model, open: &[usize]) -> Self {
        let mut walks: Vec<Vec<Choice>> = vec![Vec::new(); model.row_count()];
        for (position, site) in open.iter().enumerate() {
            for walk in model.walks_of(*site) {
                walks[walk.row as usize].push((position, *walk));
            }
        }
        let mut rows: Vec<(usize, Vec<Choice>)> = walks
            .into_iter()
            .enumerate()
            .filter(|(_, walks)| !walks.is_empty())
            .collect();
        for (_, walks) in &mut rows {
            walks.sort_by_key(|(position, walk)| (std::cmp::Reverse(walk.gain), walk.time, *position));
        }
        rows.sort_by_key(|(row, _)| (std::cmp::Reverse(model.weights[*row]), *row));
        let families = model.needs().len();
        let mut could_gain = vec![0; rows.len() + 1];
        let mut could_serve = vec![vec![0; families]; rows.len() + 1];
        for (place, (row, walks)) in rows.iter().enumerate().rev() {
            let best = walks.first().map_or(0, |(_, walk)| walk.gain);
            could_gain[place] = could_gain[place + 1] + best * model.weights[*row];
            let mut served = could_serve[place + 1].clone();
            if let Some(family) = served.get_mut(model.family[*row] as usize) {
                *family += model.weights[*row];
            }
            could_serve[place] = served;
        }
        Self {
            room: open.iter().map(|site| model.capacity[*site]).collect(),
            lacking: model.needs().to_vec(),
            present: vec![None; model.row_count()],
            gain: 0,
            best: None,
            nodes: 0,
            tries: Vec::new(),
            model,
            rows,
            could_gain,
            could_serve,
        }
    }

    /// Whether nothing better is possible: needs alone ask for no more than being met.
    fn is_done(&self) -> bool {
        match &self.best {
            Some((gain, _)) => matches!(self.model.aim, Aim::Needs { .. }) || *gain >= self.could_gain[0],
            None => false,
        }
    }

    /// Row by row down, and back up where nothing better lies below.
    fn run(&mut self) {
        while self.go_down() || self.back_up() {}
    }

    /// Takes the first try of the next row; false where that leads nowhere, or where all rows are decided, which is kept.
    fn go_down(&mut self) -> bool {
        let place = self.tries.len();
        if self.is_hopeless(place) {
            return false;
        }
        self.nodes += 1;
        if place == self.rows.len() {
            self.best = Some((self.gain, self.present.clone()));
            return false;
        }
        self.tries.push(0);
        self.take_next(place);
        true
    }

    /// Takes the next try of the last row that has one left; false where none has.
    fn back_up(&mut self) -> bool {
        while let Some(next) = self.tries.last().copied() {
            let place = self.tries.len() - 1;
            self.give_back(place);
            if next <= self.rows[place].1.len() {
                self.take_next(place);
                return true;
            }
            self.tries.pop();
        }
        false
    }

    fn is_hopeless(&self, place: usize) -> bool {
        self.lacking
            .iter()
            .zip(&self.could_serve[place])
            .any(|(lacking, could)| lacking > could)
            || self
                .best
                .as_ref()
                .is_some_and(|(best, _)| self.gain + self.could_gain[place] <= *best)
            || self.is_done()
            || self.nodes >= MOST_NODES
    }

    /// The next walk with room; after the last, not to serve the row.
    fn take_next(&mut self, place: usize) {
        let (row, walks) = &self.rows[place];
        let weight = self.model.weights[*row];
        let start = self.tries[place];
        let next = (start..walks.len()).find(|number| self.room[walks[*number].0] >= weight);
        self.tries[place] = next.unwrap_or(walks.len()) + 1;
        if let Some((position, walk)) = next.map(|number| walks[number]) {
            self.room[position] -= weight;
            self.gain += walk.gain * weight;
            self.present[*row] = Some((position, walk));
            if let Some(lacking) = self.lacking.get_mut(self.model.family[*row] as usize) {
                *lacking -= weight;
            }
        }
    }

    /// Undoes what was taken for a row.
    fn give_back(&mut self, place: usize) {
        let row = self.rows[place].0;
        let weight = self.model.weights[row];
        if let Some((position, walk)) = self.present[row].take() {
            self.room[position] += weight;
            self.gain -= walk.gain * weight;
            if let Some(lacking) = self.lacking.get_mut(self.model.family[row] as usize) {
                *lacking += weight;
            }
        }
    }
}
