//! What a row gains from a column: the same for all columns (coverage), or its own for each (walks saved).

/// What a row gains from the columns it has entries in.
///
/// One problem stands behind both goals: choose columns to make the sum over rows of the best gain among the chosen large.
/// A row of coverage gains its weight from any column; a row of the p-median gains weight times the walk saved.
pub(crate) trait Gains: Clone + Send + Sync {
    /// Whether rows with entries in the same columns gain the same from each of them in proportion, so that they can be merged.
    const MERGES: bool;

    /// No rows, no entries.
    fn empty() -> Self;
    /// Adds a row whose best gain is this.
    fn push_row(&mut self, best: i64);
    /// Adds an entry of this gain.
    fn push_entry(&mut self, gain: i64);
    /// Lets a row gain more.
    fn raise_row(&mut self, row: u32, by: i64);
    /// The gain of an entry in a row.
    fn gain(&self, entry: usize, row: u32) -> i64;
    /// What [`profit`](Self::profit) needs of the rows' prices.
    fn residuals(&self, prices: &[i64], shift: u32, residuals: &mut Vec<i64>);
    /// What an entry gains beyond its row's price, never below 0.
    fn profit(&self, entry: usize, row: u32, residuals: &[i64], shift: u32) -> i64;
}

/// Coverage: each row gains its weight from any column.
#[derive(Clone, Debug)]
pub(crate) struct Covered {
    weights: Vec<i64>,
}

impl Gains for Covered {
    const MERGES: bool = true;

    fn empty() -> Self {
        Self { weights: Vec::new() }
    }

    fn push_row(&mut self, best: i64) {
        self.weights.push(best);
    }

    fn push_entry(&mut self, _gain: i64) {}

    fn raise_row(&mut self, row: u32, by: i64) {
        self.weights[row as usize] += by;
    }

    fn gain(&self, _entry: usize, row: u32) -> i64 {
        self.weights[row as usize]
    }

    fn residuals(&self, prices: &[i64], shift: u32, residuals: &mut Vec<i64>) {
        residuals.clear();
        let rows = self.weights.iter().zip(prices);
        residuals.extend(rows.map(|(weight, price)| (weight << shift) - price));
    }

    fn profit(&self, _entry: usize, row: u32, residuals: &[i64], _shift: u32) -> i64 {
        residuals[row as usize]
    }
}

/// Walks saved: each entry has its own gain.
#[derive(Clone, Debug)]
pub(crate) struct Saved {
    gains: Vec<i64>,
}

impl Gains for Saved {
    const MERGES: bool = false;

    fn empty() -> Self {
        Self { gains: Vec::new() }
    }

    fn push_row(&mut self, _best: i64) {}

    fn push_entry(&mut self, gain: i64) {
        self.gains.push(gain);
    }

    fn raise_row(&mut self, _row: u32, _by: i64) {}

    fn gain(&self, entry: usize, _row: u32) -> i64 {
        self.gains[entry]
    }

    fn residuals(&self, prices: &[i64], _shift: u32, residuals: &mut Vec<i64>) {
        residuals.clear();
        residuals.extend_from_slice(prices);
    }

    fn profit(&self, entry: usize, row: u32, residuals: &[i64], shift: u32) -> i64 {
        ((self.gains[entry] << shift) - residuals[row as usize]).max(0)
    }
}
