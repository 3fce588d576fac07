//! What a service circle says of each compound.

use std::collections::BTreeMap;

use serde::Serialize;
use service_circle_core::gaps::{CompoundVerdict, Side, facility_use};
use service_circle_core::ids::FacilityIndex;
use service_circle_core::units_of_measure::Milliseconds;

use super::{Rounded, digits, extras, nothing_told};
use crate::figures::{REASONS, VERDICTS};
use crate::html::{circle_name, limit_walk};
use crate::lines::{self, Ground};
use crate::parts::{CircleView, ReportData};
use crate::words::Said;

/// Decimals of minutes.
const MINUTES: i32 = 2;
/// Decimals of shares.
const SHARE: i32 = 3;

/// One circle, a column a field; each column has one entry a compound.
#[derive(Debug, Serialize)]
pub(super) struct Circle {
    name: Said,
    walk: Said,
    limit: Rounded,
    verdict: String,
    reason: String,
    minutes: Vec<Option<Rounded>>,
    metres: Vec<Option<Rounded>>,
    straight: Vec<Option<Rounded>>,
    /// Least and most minutes, where they are not the minutes themselves.
    open: BTreeMap<usize, [Option<Rounded>; 2]>,
    share_low: Vec<Rounded>,
    share_high: Vec<Rounded>,
    facility: Vec<Option<usize>>,
    #[serde(skip_serializing_if = "nothing_told")]
    outside: Vec<Option<Rounded>>,
    snap: Vec<Option<Rounded>>,
    speed: Vec<Option<Rounded>>,
    /// The side, clockwise from north, on which a gate would settle the verdict, and the digit of the verdict it would be.
    settled: BTreeMap<usize, [usize; 2]>,
    walks: Vec<String>,
    /// Facilities: whether each counts, how many compounds and elders it serves.
    counts: String,
    serves: Vec<u64>,
    #[serde(skip_serializing_if = "nothing_told")]
    serves_elders: Vec<Option<Rounded>>,
    areas: Vec<extras::Area>,
}

impl Circle {
    /// A circle of the outcome.
    pub(super) fn of(circle: &CircleView<'_>, areas: Vec<extras::Area>, data: &ReportData<'_>, ground: Ground) -> Self {
        let verdicts = circle.verdicts;
        let uses = facility_use(&data.outcome.placed, circle.reached, verdicts, circle.limit);
        let (minutes, share) = (Rounded::to(MINUTES), Rounded::to(SHARE));
        let (whole, ratio) = (Rounded::to(0), Rounded::to(2));
        let in_minutes = |time: Option<Milliseconds>| time.map(|time| minutes(time.minutes()));
        let column = |of: &dyn Fn(&CompoundVerdict) -> Option<Rounded>| verdicts.iter().map(of).collect::<Vec<_>>();
        Self {
            name: circle_name(circle.circle),
            walk: limit_walk(circle.circle),
            limit: minutes(circle.limit.minutes()),
            verdict: digits(verdicts.iter().map(|told| position_of_verdict(told.verdict))),
            reason: digits(verdicts.iter().map(|told| {
                let reason = told.reason?;
                REASONS.iter().position(|one| *one == reason)
            })),
            minutes: column(&|told| in_minutes(told.median)),
            metres: column(&|told| told.metres.map(&whole)),
            straight: column(&|told| told.straight_m.map(&whole)),
            open: (0..)
                .zip(verdicts)
                .filter(|(_, told)| told.median_low != told.median || told.median_high != told.median)
                .map(|(compound, told)| (compound, [told.median_low, told.median_high].map(in_minutes)))
                .collect(),
            share_low: verdicts.iter().map(|told| share(told.share_low)).collect(),
            share_high: verdicts.iter().map(|told| share(told.share_high)).collect(),
            facility: verdicts
                .iter()
                .map(|told| told.facility.map(FacilityIndex::index))
                .collect(),
            outside: column(&|told| told.elders_outside.map(&whole)),
            snap: column(&|told| told.snap_m.map(&whole)),
            speed: column(&|told| told.speed_needed.map(&ratio)),
            settled: (0..)
                .zip(verdicts)
                .filter_map(|(compound, told)| {
                    let by = told.settled_by?;
                    Some((compound, [side(by.side), position_of_verdict(by.verdict)?]))
                })
                .collect(),
            walks: circle
                .walks
                .iter()
                .map(|walk| {
                    walk.as_ref()
                        .map_or_else(String::new, |walk| lines::line(&walk.line, ground))
                })
                .collect(),
            counts: digits(
                circle
                    .counts(data.outcome)
                    .into_iter()
                    .map(|counts| Some(usize::from(counts))),
            ),
            serves: uses.iter().map(|one| one.compounds).collect(),
            serves_elders: uses.iter().map(|one| one.elders.map(&whole)).collect(),
            areas,
        }
    }
}

fn position_of_verdict(verdict: service_circle_core::Verdict) -> Option<usize> {
    VERDICTS.iter().position(|one| *one == verdict)
}

fn side(side: Side) -> usize {
    match side {
        Side::North => 0,
        Side::NorthEast => 1,
        Side::East => 2,
        Side::SouthEast => 3,
        Side::South => 4,
        Side::SouthWest => 5,
        Side::West => 6,
        Side::NorthWest => 7,
    }
}
