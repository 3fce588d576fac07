//! Verdicts worked out by hand (15 minutes = 900 s at 1 m/s), and laws that hold for any compound.
use crate::judged::{at, compound, facility, reach, seconds, walk};
use proptest::prelude::*;
use service_circle_core::gaps::{CompoundVerdict, Reason, Verdict, facility_use, judge};
use service_circle_core::ids::FacilityIndex;
use service_circle_core::options::{Circle, Limit, Options};
use service_circle_core::place::{Compound, Facility, Placed};
use service_circle_core::reach::{CompoundReach, DwellingWalk};
use service_circle_core::units_of_measure::Milliseconds;

fn judge_one(compound: &Compound, reach: &CompoundReach, facilities: &[Facility]) -> CompoundVerdict {
    let placed = Placed {
        compounds: vec![compound.clone()],
        facilities: facilities.to_vec(),
        ..Placed::default()
    };
    let options = Options::default();
    judge(&placed, std::slice::from_ref(reach), &options.circles[0], &options).remove(0)
}

fn told(verdict: &CompoundVerdict) -> (Verdict, Option<Reason>) {
    (verdict.verdict, verdict.reason)
}

/// Ten dwellings of weight 1 at the corner.
fn ten() -> Compound {
    compound("ten", &[(0.0, 1.0); 10])
}

/// Walks of which the first `near` take 100 s, the others 1,000 s.
fn near_of_ten(near: usize) -> CompoundReach {
    reach(
        &(0..10)
            .map(|index| Some(if index < near { 100.0 } else { 1000.0 }))
            .collect::<Vec<_>>(),
    )
}

#[test]
fn the_limit_is_inclusive_to_the_millisecond() {
    let home = compound("home", &[(0.0, 1.0)]);
    let near = [facility("f", 800.0)];
    let exactly = judge_one(&home, &reach(&[Some(900.0)]), &near);
    assert_eq!(told(&exactly), (Verdict::Served, None));
    let late = judge_one(&home, &reach(&[Some(900.001)]), &near);
    assert_eq!(told(&late), (Verdict::Gap, Some(Reason::Barrier)));
}

#[test]
fn classes_have_borders_at_nine_and_at_one_of_ten() {
    let facilities = [facility("f", 100.0)];
    let verdict = |near| judge_one(&ten(), &near_of_ten(near), &facilities).verdict;
    assert_eq!(verdict(9), Verdict::Served);
    assert_eq!(verdict(8), Verdict::Partly);
    assert_eq!(verdict(2), Verdict::Partly);
    assert_eq!(verdict(1), Verdict::Gap);
    assert_eq!(verdict(0), Verdict::Gap);
    let share = judge_one(&ten(), &near_of_ten(9), &facilities).share_low;
    assert!((share - 0.9).abs() < 1e-12);
}

#[test]
fn weights_count_not_dwellings() {
    let home = compound("home", &[(0.0, 1.0), (0.0, 9.0)]);
    let verdict = judge_one(&home, &reach(&[Some(1000.0), Some(800.0)]), &[facility("f", 100.0)]);
    assert_eq!(verdict.verdict, Verdict::Served);
    assert_eq!(verdict.median, Some(seconds(800.0)));
    assert_eq!(verdict.median_dwelling, Some(1));
}

#[test]
fn weights_that_mean_nothing_make_no_nonsense() {
    let facilities = [facility("f", 100.0)];
    for weights in [
        [0.0, 0.0],
        [f64::NAN, f64::INFINITY],
        [-1.0, f64::NEG_INFINITY],
        [f64::MAX, f64::MAX],
    ] {
        let home = compound("home", &[(0.0, weights[0]), (0.0, weights[1])]);
        let verdict = judge_one(&home, &reach(&[Some(100.0), Some(2000.0)]), &facilities);
        assert_eq!((verdict.share_low, verdict.share_high), (0.5, 0.5), "{weights:?}");
        assert_eq!(verdict.median, Some(seconds(100.0)), "{weights:?}");
    }
}

#[test]
fn the_median_is_the_lower_one_and_the_first_among_equals() {
    let facilities = [facility("f", 100.0)];
    let home = compound("home", &[(0.0, 1.0); 4]);
    let verdict = judge_one(
        &home,
        &reach(&[Some(500.0), Some(200.0), Some(200.0), Some(100.0)]),
        &facilities,
    );
    assert_eq!(verdict.median, Some(seconds(200.0)));
    assert_eq!(verdict.median_dwelling, Some(1));
    // Half of the weight reaches nothing: the lower median is still a walk; more than half, and there is none.
    let half = judge_one(&home, &reach(&[None, Some(200.0), None, Some(300.0)]), &facilities);
    assert_eq!(half.median, Some(seconds(300.0)));
    let most = judge_one(&home, &reach(&[None, Some(200.0), None, None]), &facilities);
    assert_eq!((most.median, most.median_dwelling, most.facility), (None, None, None));
    assert_eq!(
        (
            most.metres,
            most.straight_m,
            most.snap_m,
            most.speed_needed,
            most.detour()
        ),
        (None, None, None, None, None)
    );
    assert!((most.share_low - 0.25).abs() < 1e-12);
}

#[test]
fn figures_are_those_of_the_median_dwelling() {
    let mut home = compound("home", &[(0.0, 1.0), (300.0, 1.0), (600.0, 1.0)]);
    home.elders = Some(90.0);
    home.dwellings[1].links = vec![crate::judged::link(40.0), crate::judged::link(12.5)];
    let walks = CompoundReach {
        dwellings: vec![walk(1500.0, 0), walk(1200.0, 1), walk(450.0, 0)],
    };
    let verdict = judge_one(&home, &walks, &[facility("east", 1000.0), facility("west", -500.0)]);
    assert_eq!(verdict.median_dwelling, Some(1));
    assert_eq!(verdict.facility, Some(FacilityIndex(1)));
    assert_eq!(verdict.metres, Some(1200.0));
    assert!((verdict.straight_m.unwrap() - 800.0).abs() < 0.1);
    assert!((verdict.detour().unwrap() - 1.5).abs() < 0.001);
    assert_eq!(verdict.snap_m, Some(12.5));
    assert!(
        (verdict.speed_needed.unwrap() - 4.0 / 3.0).abs() < 1e-12,
        "1,200 s in 900 s"
    );
    assert!(
        (verdict.elders_outside.unwrap() - 60.0).abs() < 1e-9,
        "two of three dwellings are outside"
    );
    assert_eq!(told(&verdict), (Verdict::Partly, Some(Reason::Barrier)));
}

#[test]
fn reasons_are_those_of_most_of_the_weight_outside() {
    let far_off = [facility("f", 5000.0)];
    let home = compound("home", &[(0.0, 1.0)]);
    assert_eq!(
        told(&judge_one(&home, &reach(&[Some(6000.0)]), &far_off)),
        (Verdict::Gap, Some(Reason::Far))
    );
    assert_eq!(
        told(&judge_one(&home, &reach(&[None]), &far_off)),
        (Verdict::Gap, Some(Reason::Far))
    );
    let behind_a_river = [facility("f", 899.0)];
    assert_eq!(
        told(&judge_one(&home, &reach(&[None]), &behind_a_river)),
        (Verdict::Gap, Some(Reason::Barrier))
    );
    let just_too_far = [facility("f", 901.0)];
    assert_eq!(
        told(&judge_one(&home, &reach(&[None]), &just_too_far)),
        (Verdict::Gap, Some(Reason::Far))
    );
    let mut cut_off = home.clone();
    cut_off.dwellings[0].links.clear();
    assert_eq!(
        told(&judge_one(&cut_off, &reach(&[None]), &behind_a_river)),
        (Verdict::Gap, Some(Reason::OffNetwork))
    );

    // Three outside: at 0 m (far from the door at 1,000 m) with weight 3, at 500 and 600 m (near it) with weight 2 each.
    let spread = compound("spread", &[(0.0, 3.0), (500.0, 2.0), (600.0, 2.0)]);
    let none = reach(&[None, None, None]);
    assert_eq!(
        judge_one(&spread, &none, &[facility("f", 1000.0)]).reason,
        Some(Reason::Barrier)
    );
}

#[test]
fn a_faster_walker_has_a_longer_straight_limit() {
    let mut options = Options::default();
    options.walk.speed_m_s = 1.25;
    let placed = Placed {
        compounds: vec![compound("home", &[(0.0, 1.0)])],
        facilities: vec![facility("f", 1000.0)],
        ..Placed::default()
    };
    // 15 min at 1.25 m/s are 1,125 m; a limit of 900 m stays one.
    assert_eq!(
        judge(&placed, &[reach(&[None])], &options.circles[0], &options)[0].reason,
        Some(Reason::Barrier)
    );
    let short = Circle {
        limit: Limit::Metres(900.0),
        ..Circle::default()
    };
    assert_eq!(
        judge(&placed, &[reach(&[None])], &short, &options)[0].reason,
        Some(Reason::Far)
    );
}

#[test]
fn facilities_that_do_not_count_are_no_facilities() {
    let home = compound("home", &[(0.0, 1.0)]);
    assert_eq!(
        told(&judge_one(&home, &reach(&[None]), &[])),
        (Verdict::Gap, Some(Reason::NoFacility))
    );
    let mut closed = facility("f", 100.0);
    closed.status = "closed".to_owned();
    assert_eq!(
        judge_one(&home, &reach(&[None]), &[closed]).reason,
        Some(Reason::NoFacility)
    );
}

#[test]
fn ways_in_that_are_not_sure_leave_the_verdict_open() {
    let unsure = DwellingWalk {
        low: Some(seconds(850.0)),
        high: Some(seconds(1000.0)),
        ..walk(950.0, 0)
    };
    let home = compound("home", &[(0.0, 1.0)]);
    let walks = CompoundReach {
        dwellings: vec![unsure],
    };
    let verdict = judge_one(&home, &walks, &[facility("f", 100.0)]);
    assert_eq!(told(&verdict), (Verdict::Undetermined, None));
    assert_eq!((verdict.share_low, verdict.share_high), (0.0, 1.0));
    assert_eq!(verdict.median_low, Some(seconds(850.0)));
    assert_eq!(verdict.median_high, Some(seconds(1000.0)));
}

#[test]
fn the_edge_of_the_data_is_named_where_it_alone_decides() {
    let home = compound("home", &[(0.0, 1.0)]);
    let facilities = [facility("f", 5000.0)];
    let verdict = |walk| judge_one(&home, &CompoundReach { dwellings: vec![walk] }, &facilities);
    let edge = |at: f64| DwellingWalk {
        edge_of_data: Some(seconds(at)),
        ..DwellingWalk::default()
    };
    assert_eq!(
        told(&verdict(edge(900.0))),
        (Verdict::Undetermined, Some(Reason::EdgeOfData))
    );
    assert_eq!(told(&verdict(edge(900.001))), (Verdict::Gap, Some(Reason::Far)));
    assert_eq!(verdict(edge(300.0)).median_low, Some(seconds(300.0)));
    // The same where the search has put the edge into its low times already.
    let low_is_edge = DwellingWalk {
        low: Some(seconds(300.0)),
        ..edge(300.0)
    };
    assert_eq!(
        told(&verdict(low_is_edge)),
        (Verdict::Undetermined, Some(Reason::EdgeOfData))
    );
    // Open for another reason as well.
    let unsure_too = DwellingWalk {
        low: Some(seconds(600.0)),
        ..edge(300.0)
    };
    assert_eq!(told(&verdict(unsure_too)), (Verdict::Undetermined, None));
    // Served whatever lies beyond.
    let served = DwellingWalk {
        edge_of_data: Some(seconds(10.0)),
        ..walk(500.0, 0)
    };
    assert_eq!(told(&verdict(served)), (Verdict::Served, None));
}

#[test]
fn without_a_dwelling_nothing_is_known() {
    let verdict = judge_one(
        &compound("empty", &[]),
        &CompoundReach::default(),
        &[facility("f", 100.0)],
    );
    assert_eq!(told(&verdict), (Verdict::Undetermined, Some(Reason::OffNetwork)));
    assert_eq!((verdict.share_low, verdict.share_high), (0.0, 1.0));
    assert_eq!((verdict.median, verdict.elders_outside), (None, None));
}

#[test]
fn every_dwelling_counts_at_one_facility() {
    let mut first = compound("first", &[(0.0, 1.0), (0.0, 3.0)]);
    first.elders = Some(40.0);
    let second = compound("second", &[(0.0, 1.0)]);
    let placed = Placed {
        compounds: vec![first, second],
        facilities: vec![facility("a", 100.0), facility("b", 200.0), facility("c", 300.0)],
        ..Placed::default()
    };
    let reached = [
        CompoundReach {
            dwellings: vec![walk(100.0, 0), walk(800.0, 1)],
        },
        CompoundReach {
            dwellings: vec![walk(901.0, 0)],
        },
    ];
    let options = Options::default();
    let verdicts = judge(&placed, &reached, &options.circles[0], &options);
    let uses = facility_use(&placed, &reached, &verdicts, Milliseconds(900_000));
    assert_eq!(uses.iter().map(|one| one.compounds).collect::<Vec<_>>(), [0, 1, 0]);
    assert_eq!(
        uses.iter().map(|one| one.elders).collect::<Vec<_>>(),
        [Some(10.0), Some(30.0), Some(0.0)]
    );
}

#[test]
fn a_straight_line_of_nothing_has_no_detour() {
    let home = compound("home", &[(0.0, 1.0)]);
    let verdict = judge_one(&home, &reach(&[Some(30.0)]), &[facility("f", 0.0)]);
    assert_eq!(verdict.straight_m, Some(0.0));
    assert_eq!(verdict.detour(), None);
    assert!((at(0.0, 0.0).distance_m(at(900.0, 0.0)) - 900.0).abs() < 0.1);
}

/// How well a verdict speaks of a compound whose times are sure.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Gap => 0,
        Verdict::Undetermined | Verdict::Partly => 1,
        Verdict::Served => 2,
    }
}

fn any_time() -> impl Strategy<Value = Option<f64>> {
    prop::option::weighted(0.8, (0_u32..2_000_000).prop_map(|ms| f64::from(ms) / 1000.0))
}

fn any_walk() -> impl Strategy<Value = DwellingWalk> {
    (any_time(), any_time(), any_time(), any_time()).prop_map(|(best, low, high, edge)| DwellingWalk {
        best: best.and_then(|time| walk(time, 0).best),
        low: low.map(seconds),
        high: high.map(seconds),
        edge_of_data: edge.map(seconds),
        ..DwellingWalk::default()
    })
}

proptest! {
    /// One more facility makes no dwelling later, so no share smaller and no class worse.
    #[test]
    fn more_facilities_never_worsen_a_verdict(homes in prop::collection::vec((0.01_f64..50.0, any_time(), any_time()), 1..40)) {
        let home = compound("home", &homes.iter().map(|(weight, _, _)| (0.0, *weight)).collect::<Vec<_>>());
        let before: Vec<Option<f64>> = homes.iter().map(|(_, old, _)| *old).collect();
        let after: Vec<Option<f64>> = homes.iter().map(|(_, old, new)| match (old, new) {
            (Some(old), Some(new)) => Some(old.min(*new)),
            (old, new) => old.or(*new),
        }).collect();
        let facilities = [facility("f", 100.0)];
        let (before, after) = (judge_one(&home, &reach(&before), &facilities), judge_one(&home, &reach(&after), &facilities));
        prop_assert!(after.share_low >= before.share_low);
        prop_assert!(rank(after.verdict) >= rank(before.verdict));
        if let Some(old) = before.median {
            prop_assert!(after.median.is_some_and(|new| new <= old));
        }
    }

    /// Whatever the search gives, shares are shares, bounds hold what they bound, and the median has half of the weight on each side.
    #[test]
    fn bounds_hold_whatever_comes(homes in prop::collection::vec((0_u32..9, any_walk()), 0..30)) {
        let mut home = compound("home", &homes.iter().map(|(weight, _)| (0.0, f64::from(*weight))).collect::<Vec<_>>());
        home.elders = Some(100.0);
        let walks = CompoundReach { dwellings: homes.iter().map(|(_, walk)| *walk).collect() };
        let verdict = judge_one(&home, &walks, &[facility("f", 100.0)]);
        prop_assert!(0.0 <= verdict.share_low && verdict.share_low <= verdict.share_high && verdict.share_high <= 1.0);
        prop_assert!(verdict.elders_outside.is_none_or(|elders| (0.0..=100.0).contains(&elders)));
        if let Some(median) = verdict.median {
            prop_assert!(verdict.median_low.is_some_and(|low| low <= median));
            prop_assert!(verdict.median_high.is_none_or(|high| high >= median));
            let all_zero = homes.iter().all(|(weight, _)| *weight == 0);
            let weight = |keep: &dyn Fn(u32) -> bool| -> u32 {
                homes.iter()
                    .filter(|(_, walk)| keep(walk.best.map_or(u32::MAX, |best| best.time.0)))
                    .map(|(weight, _)| if all_zero { 1 } else { *weight })
                    .sum()
            };
            let total = weight(&|_| true);
            prop_assert!(weight(&|time| time < median.0) * 2 < total);
            prop_assert!(weight(&|time| time <= median.0) * 2 >= total);
        }
    }
}
