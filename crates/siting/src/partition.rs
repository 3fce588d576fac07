//! Partition refinement: which items are in exactly the same sets.

/// No item.
const NOBODY: u32 = u32::MAX;

/// Classes of items, split by one set after the other. Items start in given classes.
///
/// # Complexity
/// Linear in the sizes of the sets.
///
/// # References
/// Paige and Tarjan, "Three partition refinement algorithms" (1987).
pub(crate) struct Partition {
    class: Vec<u32>,
    /// By class: the last set that split it, and the class of the items of it in that set.
    split: Vec<(u32, u32)>,
}

impl Partition {
    /// `classes` is how many classes `class` tells.
    pub(crate) fn new(class: Vec<u32>, classes: usize) -> Self {
        Self {
            class,
            split: vec![(NOBODY, 0); classes],
        }
    }

    /// An item of a set; sets are told one after the other, numbered differently.
    pub(crate) fn add(&mut self, set: u32, item: usize) {
        let new_class = self.split.len() as u32;
        let class = &mut self.class[item];
        let into = &mut self.split[*class as usize];
        if into.0 == set {
            *class = into.1;
        } else {
            *into = (set, new_class);
            *class = new_class;
            self.split.push((NOBODY, 0));
        }
    }

    /// For each item the first of its class; `None` for items left out.
    pub(crate) fn heads(&self, counts: impl Fn(usize) -> bool) -> Vec<Option<u32>> {
        let mut first = vec![NOBODY; self.split.len()];
        let mut heads = Vec::with_capacity(self.class.len());
        for (item, class) in self.class.iter().enumerate() {
            if !counts(item) {
                heads.push(None);
                continue;
            }
            let first = &mut first[*class as usize];
            if *first == NOBODY {
                *first = item as u32;
            }
            heads.push(Some(*first));
        }
        heads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_the_same_sets_stay_together() {
        let mut partition = Partition::new(vec![0; 5], 1);
        for (set, items) in [(0, vec![0, 1, 2]), (1, vec![1, 2, 3]), (2, vec![0, 1, 2, 3])] {
            for item in items {
                partition.add(set, item);
            }
        }
        let heads = partition.heads(|item| item != 4);
        assert_eq!(heads, [Some(0), Some(1), Some(1), Some(3), None]);
    }
}
