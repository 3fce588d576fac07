//! What open sites can serve under capacities, by plain augmenting paths in a matrix, or by trying every assignment.

use service_circle_siting::*;

/// What a unit of demand gains at a site; `None`: it cannot go there.
pub(crate) type GainOf<'a> = &'a dyn Fn(usize, usize) -> Option<i64>;

/// The most that demand can gain, and how much each place is served then. `caps` limits what families of places may be served at
/// most in total (`family`, `most`).
pub(crate) fn most_gain(
    instance: &Instance,
    open: &[bool],
    gain: GainOf<'_>,
    family: &dyn Fn(usize) -> Option<usize>,
    most: &[i64],
    is_split: bool,
) -> i64 {
    if is_split {
        by_paths(instance, open, gain, family, most)
    } else {
        by_trying(instance, open, gain)
    }
}

fn capacity(instance: &Instance, site: usize) -> i64 {
    instance.sites()[site].capacity.unwrap_or(10_000) as i64
}

/// Longest augmenting paths (Bellman-Ford) in a matrix: source, families, places, sites, sink.
fn by_paths(
    instance: &Instance,
    open: &[bool],
    gain: GainOf<'_>,
    family: &dyn Fn(usize) -> Option<usize>,
    most: &[i64],
) -> i64 {
    let (families, places, sites) = (most.len(), instance.demand().len(), open.len());
    let (first_place, first_site) = (1 + families, 1 + families + places);
    let sink = first_site + sites;
    let nodes = sink + 1;
    let mut room = vec![vec![0_i64; nodes]; nodes];
    let mut gains = vec![vec![0_i64; nodes]; nodes];
    for (number, most) in most.iter().enumerate() {
        room[0][1 + number] = *most;
    }
    for place in 0..places {
        let Some(family) = family(place) else { continue };
        room[1 + family][first_place + place] = instance.demand()[place].weight as i64;
        for site in (0..sites).filter(|site| open[*site]) {
            if let Some(gain) = gain(place, site) {
                room[first_place + place][first_site + site] = 10_000;
                gains[first_place + place][first_site + site] = gain;
                gains[first_site + site][first_place + place] = -gain;
            }
        }
    }
    for site in 0..sites {
        room[first_site + site][sink] = capacity(instance, site);
    }
    let mut total = 0;
    loop {
        let mut longest: Vec<Option<(i64, usize)>> = vec![None; nodes];
        longest[0] = Some((0, 0));
        for _ in 0..nodes {
            for from in 0..nodes {
                let Some((length, _)) = longest[from] else { continue };
                for to in 0..nodes {
                    let through = length + gains[from][to];
                    if room[from][to] > 0 && longest[to].is_none_or(|(before, _)| through > before) {
                        longest[to] = Some((through, from));
                    }
                }
            }
        }
        let Some((length, _)) = longest[sink].filter(|(length, _)| *length > 0) else {
            return total;
        };
        let mut path = vec![sink];
        while let Some(node) = path.last().copied().filter(|node| *node != 0) {
            path.push(longest[node].unwrap().1);
        }
        path.reverse();
        let through = path.windows(2).map(|step| room[step[0]][step[1]]).min().unwrap();
        for step in path.windows(2) {
            room[step[0]][step[1]] -= through;
            room[step[1]][step[0]] += through;
        }
        total += through * length;
    }
}

/// Every assignment of whole places.
fn by_trying(instance: &Instance, open: &[bool], gain: GainOf<'_>) -> i64 {
    all_assignments(instance, open, gain)
        .into_iter()
        .map(|(gain, _)| gain)
        .max()
        .unwrap()
}

/// The gain of every assignment of whole places, and who is served.
pub(crate) fn all_assignments(instance: &Instance, open: &[bool], gain: GainOf<'_>) -> Vec<(i64, Vec<u64>)> {
    let mut left: Vec<i64> = (0..open.len()).map(|site| capacity(instance, site)).collect();
    let mut served = vec![0; instance.demand().len()];
    let mut all = Vec::new();
    try_place(instance, open, gain, 0, &mut left, 0, &mut served, &mut all);
    all
}

#[allow(clippy::too_many_arguments)]
fn try_place(
    instance: &Instance,
    open: &[bool],
    gain: GainOf<'_>,
    place: usize,
    left: &mut [i64],
    so_far: i64,
    served: &mut Vec<u64>,
    all: &mut Vec<(i64, Vec<u64>)>,
) {
    if place == instance.demand().len() {
        all.push((so_far, served.clone()));
        return;
    }
    try_place(instance, open, gain, place + 1, left, so_far, served, all);
    let weight = instance.demand()[place].weight as i64;
    for site in (0..open.len()).filter(|site| open[*site]) {
        if let Some(gain_here) = gain(place, site).filter(|_| left[site] >= weight && weight > 0) {
            left[site] -= weight;
            served[place] = weight as u64;
            try_place(
                instance,
                open,
                gain,
                place + 1,
                left,
                so_far + gain_here * weight,
                served,
                all,
            );
            served[place] = 0;
            left[site] += weight;
        }
    }
}
