//! Small random instances and problems, and the best plan by trying every set of sites.
pub(crate) mod brute;
pub(crate) mod serve;

use service_circle_siting::*;

/// Pseudo-random numbers (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    pub(crate) fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.any() % limit.max(1) as u64) as usize
    }

    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// The longest time in a random instance.
pub(crate) const LONGEST: u32 = 20;

/// What a random instance is made of.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) sites: usize,
    pub(crate) demand: usize,
    pub(crate) groups: usize,
}

pub(crate) fn random_instance(dice: &mut Dice, most: Size) -> Instance {
    let (sites, demand) = (dice.between(1, most.sites), dice.between(1, most.demand));
    let groups = dice.between(1, most.groups);
    let group = |dice: &mut Dice| (!dice.once_in(8)).then(|| GroupIndex(dice.below(groups) as u32));
    let mut site = |number: usize| {
        let standing = match dice.below(12) {
            0 => Standing::Existing { closing_cost: None },
            1 | 2 => Standing::Existing {
                closing_cost: Some(dice.below(6) as u64),
            },
            3 => Standing::Planned {
                stage: dice.between(1, 2) as u32,
            },
            _ => Standing::Candidate,
        };
        Site {
            id: format!("s{number}"),
            standing,
            cost: dice.below(10) as u64,
            floor_area_dm2: (!dice.once_in(6)).then(|| dice.below(100) as u32),
            capacity: (!dice.once_in(4)).then(|| dice.below(15) as u64),
            group: group(dice),
        }
    };
    let sites: Vec<Site> = (0..sites).map(&mut site).collect();
    let demand: Vec<Demand> = (0..demand)
        .map(|number| Demand {
            id: format!("d{number}"),
            weight: if dice.once_in(8) { 0 } else { dice.between(1, 9) as u64 },
            group: group(dice),
        })
        .collect();
    let density = dice.between(1, 4);
    let times = (0..sites.len())
        .map(|_| {
            let reached = (0..demand.len())
                .filter(|_| dice.below(5) < density)
                .collect::<Vec<_>>();
            let reach = |place: usize| Reach {
                demand: DemandIndex(place as u32),
                time: dice.below(LONGEST as usize + 1) as u32,
            };
            reached.into_iter().map(reach).collect()
        })
        .collect();
    let groups = (0..groups).map(|number| format!("g{number}")).collect();
    Instance::new(sites, demand, groups, times).unwrap()
}

pub(crate) fn random_constraints(dice: &mut Dice, instance: &Instance) -> Constraints {
    let sites = instance.sites().len();
    let site = |dice: &mut Dice| SiteIndex(dice.below(sites) as u32);
    let pairs = |dice: &mut Dice, count: usize| {
        let pairs: Vec<_> = (0..count).map(|_| (site(dice), site(dice))).collect();
        pairs.into_iter().filter(|(a, b)| a != b).collect::<Vec<_>>()
    };
    let mut group_rules = Vec::new();
    for group in 0..instance.groups().len() {
        if dice.once_in(4) {
            let at_least = dice.below(3) as u32;
            group_rules.push(GroupRule {
                group: GroupIndex(group as u32),
                at_least,
                at_most: dice.once_in(2).then(|| at_least + dice.below(2) as u32),
                counts: if dice.once_in(2) { Counts::All } else { Counts::New },
            });
        }
    }
    let some = |dice: &mut Dice| if dice.once_in(4) { vec![site(dice)] } else { Vec::new() };
    let (excluded, required) = (dice.below(3), dice.below(3));
    Constraints {
        group_rules,
        min_floor_area_dm2: dice.once_in(4).then(|| dice.below(60) as u32),
        capacities: Capacities::Ignored,
        excludes: if dice.once_in(2) {
            pairs(dice, excluded)
        } else {
            Vec::new()
        },
        requires: if dice.once_in(2) {
            pairs(dice, required)
        } else {
            Vec::new()
        },
        fixed_in: some(dice),
        fixed_out: some(dice),
        closures: dice.once_in(2).then(|| Closures {
            at_most: dice.below(3) as u32,
            replace: dice.once_in(2),
        }),
    }
}

pub(crate) fn random_purse(dice: &mut Dice, instance: &Instance) -> Purse {
    let candidates = instance.candidates().count().max(1);
    if dice.once_in(2) {
        Purse::Count(dice.between(1, candidates.min(4)) as u32)
    } else {
        Purse::Budget(dice.between(1, 25) as u64)
    }
}

/// Limits under which every small instance is proved.
pub(crate) fn generous() -> Limits {
    Limits {
        iterations: 8,
        ..Limits::default()
    }
}
