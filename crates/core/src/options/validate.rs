//! Which settings can be used. All complaints are collected, so that a plan is mended once.

use super::{Circle, Limit, Options};
use crate::units_of_measure::Speed;

/// A setting that cannot be used: which, its value, and what would do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key} = {value}: {remedy}")]
pub struct Complaint {
    /// The plan key, such as `walk.speed_m_s`.
    pub key: String,
    /// The value given.
    pub value: String,
    /// What would do.
    pub remedy: &'static str,
}

/// The longest walk a limit may ask for, minutes: beyond four hours no catchment is walked.
const LONGEST_LIMIT_MIN: f64 = 240.0;

impl Options {
    /// All complaints, in the order of the settings.
    pub fn validate(&self) -> Result<(), Vec<Complaint>> {
        let mut complaints = Complaints::default();
        self.check_walk(&mut complaints);
        self.check_place(&mut complaints);
        self.check_verdict(&mut complaints);
        self.check_circles(&mut complaints);
        self.check_targets(&mut complaints);
        self.check_coverage(&mut complaints);
        self.check_site(&mut complaints);
        if complaints.0.is_empty() {
            Ok(())
        } else {
            Err(complaints.0)
        }
    }

    fn check_site(&self, complaints: &mut Complaints) {
        let Some(site) = &self.site else { return };
        let share = |share: f64| (0.0..=1.0).contains(&share);
        complaints.unless(
            (10.0..=5000.0).contains(&site.spacing_m),
            "site.spacing_m",
            site.spacing_m,
            "give metres, 10 to 5000",
        );
        complaints.unless(
            share(site.target),
            "site.target",
            site.target,
            "give a share from 0 to 1",
        );
        let spread = site.equity_spread.unwrap_or_default();
        complaints.unless(share(spread), "site.equity_spread", spread, "give a share from 0 to 1");
        complaints.unless(not_negative(site.gap), "site.gap", site.gap, "give a share, 0 or more");
        complaints.unless(
            not_negative(site.time_limit_s),
            "site.time_limit_s",
            site.time_limit_s,
            "give seconds, 0 or more",
        );
        for (key, budget) in site.budgets() {
            complaints.unless(
                not_negative(budget),
                format!("site.{key}"),
                budget,
                "give money, 0 or more",
            );
        }
        let area = site.min_floor_area_m2.unwrap_or_default();
        complaints.unless(not_negative(area), "site.min_floor_area_m2", area, "give m2, 0 or more");
    }

    fn check_walk(&self, complaints: &mut Complaints) {
        let walk = &self.walk;
        let speed_is_walked = Speed::new(walk.speed_m_s).is_some();
        complaints.unless(
            speed_is_walked,
            "walk.speed_m_s",
            walk.speed_m_s,
            "give 0.1 to 3 m/s; 1.0 is usual for elders",
        );
        let slower = walk.steps_factor.is_finite() && walk.steps_factor >= 1.0;
        complaints.unless(
            slower,
            "walk.steps_factor",
            walk.steps_factor,
            "give 1 or more; 2 is half the speed",
        );
        for (key, seconds) in [
            ("walk.signal_wait_s", walk.signal_wait_s),
            ("walk.lift_board_s", walk.lift_board_s),
            ("walk.lift_level_s", walk.lift_level_s),
        ] {
            complaints.unless(not_negative(seconds), key, seconds, "give seconds, 0 or more");
        }
        complaints.unless(
            (0.0..=25.0).contains(&walk.stitch_m),
            "walk.stitch_m",
            walk.stitch_m,
            "give metres, 0 to 25",
        );
        for (key, metres) in [
            ("walk.signal_cluster_m", walk.signal_cluster_m),
            ("walk.separate_sidewalk_m", walk.separate_sidewalk_m),
            ("walk.island_m", walk.island_m),
        ] {
            complaints.unless(not_negative(metres), key, metres, "give metres, 0 or more");
        }
    }

    fn check_place(&self, complaints: &mut Complaints) {
        let place = &self.place;
        complaints.unless(
            positive(place.snap_m),
            "compounds.snap_m",
            place.snap_m,
            "give metres above 0",
        );
        let wider = place.snap_flagged_m.is_finite() && place.snap_flagged_m >= place.snap_m;
        complaints.unless(
            wider,
            "compounds.snap_flagged_m",
            place.snap_flagged_m,
            "give metres, at least snap_m",
        );
        let spacing = place.dwelling_grid_m;
        complaints.unless(
            (5.0..=500.0).contains(&spacing),
            "compounds.dwelling_grid_m",
            spacing,
            "give metres, 5 to 500",
        );
        let near = place.gate_near_outline_m;
        complaints.unless(
            not_negative(near),
            "compounds.gate_near_outline_m",
            near,
            "give metres, 0 or more",
        );
    }

    fn check_verdict(&self, complaints: &mut Complaints) {
        let (served, gap) = (self.verdict.served_share, self.verdict.gap_share);
        let share = |value: f64| (0.0..=1.0).contains(&value);
        let apart = share(served) && served > gap;
        complaints.unless(
            apart,
            "verdict.served_share",
            served,
            "give a share from 0 to 1, above gap_share",
        );
        complaints.unless(share(gap), "verdict.gap_share", gap, "give a share from 0 to 1");
    }

    fn check_circles(&self, complaints: &mut Complaints) {
        if self.circles.is_empty() {
            complaints.add("circle", "[]", "give one [[circle]] or none at all");
        }
        for (position, circle) in self.circles.iter().enumerate() {
            let earlier = self.circles.iter().take(position);
            let place = Placed {
                several: self.circles.len() > 1,
                number: position + 1,
            };
            if circle.name.trim().is_empty() || earlier.clone().any(|one| one.name == circle.name) {
                complaints.add(place.key("name"), &circle.name, "give each circle a name of its own");
            }
            self.check_circle(circle, &place, complaints);
        }
    }

    fn check_circle(&self, circle: &Circle, place: &Placed, complaints: &mut Complaints) {
        let (Limit::Minutes(limit) | Limit::Metres(limit)) = circle.limit;
        let minutes = circle.limit.time(self.walk.speed()).minutes();
        complaints.unless(
            positive(limit) && minutes <= LONGEST_LIMIT_MIN,
            place.key("limit"),
            limit,
            "give a walk above 0 and up to 240 min, such as 15min or 900m",
        );
        if let Some(area) = circle.min_floor_area_m2 {
            complaints.unless(
                not_negative(area),
                place.key("min_floor_area_m2"),
                area,
                "give square metres, 0 or more",
            );
        }
    }
}

impl Options {
    fn check_targets(&self, complaints: &mut Complaints) {
        for (number, target) in (1..).zip(&self.targets) {
            match (target.share, target.count) {
                (Some(share), None) => complaints.unless(
                    (0.0..=1.0).contains(&share),
                    format!("target.{number}.share"),
                    share,
                    "give a share from 0 to 1; 80 % is 0.8",
                ),
                (None, Some(count)) => complaints.unless(
                    not_negative(count),
                    format!("target.{number}.count"),
                    count,
                    "give a number of facilities, 0 or more",
                ),
                _ => complaints.add(
                    format!("target.{number}"),
                    target.name.as_deref().unwrap_or_default(),
                    "give it a share, or a count of facilities, one of the two",
                ),
            }
            self.check_circle_named(target.circle.as_deref(), format!("target.{number}.circle"), complaints);
        }
        for (number, level) in (1..).zip(&self.levels) {
            complaints.unless(
                (0.0..=1.0).contains(&level.share),
                format!("level.{number}.share"),
                level.share,
                "give a share from 0 to 1",
            );
            if level.kinds.is_empty() {
                complaints.add(
                    format!("level.{number}.kind"),
                    "",
                    "name the kind of unit, such as village",
                );
            }
            self.check_circle_named(level.circle.as_deref(), format!("level.{number}.circle"), complaints);
        }
    }

    fn check_circle_named(&self, name: Option<&str>, key: String, complaints: &mut Complaints) {
        if let Some(name) = name.filter(|name| self.circles.iter().all(|circle| circle.name != *name)) {
            complaints.add(key, name, "no [[circle]] has this name; give the name of one");
        }
    }

    fn check_coverage(&self, complaints: &mut Complaints) {
        let coverage = &self.coverage;
        for (key, value, is_good, remedy) in [
            (
                "coverage.gaussian_sigma_min",
                coverage.gaussian_sigma_min,
                positive as fn(f64) -> bool,
                "give minutes above 0",
            ),
            (
                "coverage.access_line_per_1000",
                coverage.access_line_per_1000,
                not_negative,
                "give beds for 1,000 elders, 0 or more",
            ),
            (
                "coverage.area_new_m2",
                coverage.area_new_m2,
                not_negative,
                "give m2 for every hundred households, 0 or more",
            ),
            (
                "coverage.area_existing_m2",
                coverage.area_existing_m2,
                not_negative,
                "give m2 for every hundred households, 0 or more",
            ),
        ] {
            if let Some(value) = value {
                complaints.unless(is_good(value), key, value, remedy);
            }
        }
        for ratio in coverage.ratios.iter().filter(|ratio| ratio_parts(ratio).is_none()) {
            complaints.add(
                "coverage.ratios",
                ratio,
                "write two counted items, such as \"visits / home beds\"",
            );
        }
    }
}

/// The two items of a ratio `one / other`; `None` where there are not two.
pub fn ratio_parts(ratio: &str) -> Option<(&str, &str)> {
    let (one, other) = ratio.split_once('/')?;
    let (one, other) = (one.trim(), other.trim());
    (!one.is_empty() && !other.is_empty()).then_some((one, other))
}

/// Where a circle stands among all.
struct Placed {
    several: bool,
    number: usize,
}

impl Placed {
    /// A plan key of it: `circle.limit`, or `circle.2.limit` where there are several.
    fn key(&self, key: &str) -> String {
        if self.several {
            format!("circle.{}.{key}", self.number)
        } else {
            format!("circle.{key}")
        }
    }
}

#[derive(Default)]
struct Complaints(Vec<Complaint>);

impl Complaints {
    fn unless(&mut self, good: bool, key: impl Into<String>, value: f64, remedy: &'static str) {
        if !good {
            self.add(key, &value.to_string(), remedy);
        }
    }

    fn add(&mut self, key: impl Into<String>, value: &str, remedy: &'static str) {
        self.0.push(Complaint {
            key: key.into(),
            value: value.to_owned(),
            remedy,
        });
    }
}

fn positive(value: f64) -> bool {
    value.is_finite() && value > 0.0
}

fn not_negative(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}
