//! Every setting: unit, default, reason, source. [`Options::validate`] collects all complaints at once.

mod circle;
mod coverage;
mod limit;
mod output;
mod presets;
mod site;
mod validate;

use serde::Serialize;

pub use circle::{Circle, FacilityKind};
pub use coverage::{CoverageOptions, LevelTest, Measure, Target};
pub use limit::{Limit, LimitError};
pub use output::{Format, OutputOptions};
pub use presets::{AREA_NORMS, AreaNorm, CHECK_BEFORE_QUOTING, PRESETS, Preset, area_norm_of, preset_of};
pub use site::{CandidateSource, Capacities, DemandWeight, Equity, Objective, SiteOptions};
pub use validate::{Complaint, ratio_parts};

use crate::units_of_measure::Speed;

/// All settings of a run that are not files.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Options {
    /// How people walk: plan section `[walk]`.
    pub walk: WalkOptions,
    /// How points and outlines join the network: plan section `[compounds]`, `[facilities]`.
    pub place: PlaceOptions,
    /// When a compound counts as served: plan section `[verdict]`.
    pub verdict: VerdictOptions,
    /// The service circles, never none: plan section `[[circle]]`. Default one.
    pub circles: Vec<Circle>,
    /// What shall be reached: plan section `[[target]]`.
    pub targets: Vec<Target>,
    /// Levels of care that a unit must pass together: plan section `[[level]]`.
    pub levels: Vec<LevelTest>,
    /// Norms and measures of the figures of units: plan section `[coverage]`.
    pub coverage: CoverageOptions,
    /// Where to build next: plan section `[site]`. Candidates are placed where there is one.
    pub site: Option<SiteOptions>,
}

/// Plan section `[walk]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WalkOptions {
    /// Base speed. Default 1.0 m/s: FHWA-RD-98-107 for places with many older walkers; 15 min = 900 m, inside the
    /// 800-1000 m of GB 50180-2018.
    pub speed_m_s: f64,
    /// Time on steps over time on the flat for the same horizontal length. Default 2.0: long outdoor stairs are
    /// walked at 0.4-0.5 m/s (Expo-2000 study), half the base speed.
    pub steps_factor: f64,
    /// Seconds waited at a signalled crossing, once a junction. Default 30: half a red phase of a 90-120 s cycle.
    pub signal_wait_s: f64,
    /// Seconds to call and board a lift. Default 60.
    pub lift_board_s: f64,
    /// Seconds a level in a lift. Default 10.
    pub lift_level_s: f64,
    /// Whether `highway=trunk` may be walked along. Default: only with a sidewalk or `foot=*`.
    pub trunk: Trunk,
    /// Bars steps and escalators. Default false.
    pub step_free: bool,
    /// Dead ends nearer than this to each other are joined, metres. Default 0: nothing is joined.
    pub stitch_m: f64,
    /// Who may walk inside compounds.
    pub zones: Zones,
    /// Signals nearer than this belong to one junction, metres. Default 30.
    pub signal_cluster_m: f64,
    /// `sidewalk=separate` closes the carriageway only where a separate footway runs this near, metres. Default 25.
    pub separate_sidewalk_m: f64,
    /// Pieces of network with less than this length of ways are islands: kept, counted, not snapped to. Metres. Default 200.
    pub island_m: f64,
}

/// Whether `highway=trunk` may be walked along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Trunk {
    /// With `sidewalk=yes|both|left|right` or `foot=yes|designated|permissive` only.
    #[default]
    Sidewalk,
    /// Always, unless forbidden.
    Open,
    /// Never.
    Closed,
}

/// Who may walk inside compounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Zones {
    /// Outlines, gates, walls and access tags tell which edges are for residents only.
    #[default]
    Infer,
    /// Only access tags tell.
    Tagged,
    /// Everybody walks everywhere (what other tools do).
    Open,
}

/// How points and outlines join the network.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceOptions {
    /// A point this near an edge joins it, metres. Default 100.
    pub snap_m: f64,
    /// A point farther than `snap_m` but this near joins and is flagged; farther ones are off the network. Metres. Default 300.
    pub snap_flagged_m: f64,
    /// Spacing of the dwelling grid where no buildings are mapped, metres. Default 30.
    pub dwelling_grid_m: f64,
    /// A gate this near an outline belongs to it, metres. Default 15.
    pub gate_near_outline_m: f64,
    /// A compound of the list given as a point takes the extract's outline that holds it alone. Default true.
    pub adopt_outlines: bool,
}

/// Plan section `[verdict]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VerdictOptions {
    /// Served when at least this share of dwellings is within the limit. Default 0.9.
    pub served_share: f64,
    /// A gap when at most this share is. Default 0.1.
    pub gap_share: f64,
    /// Whether a run also judges under the other choices of [`Zones`] and says how many verdicts differ. Default true: it tells
    /// how far the map can be trusted, and costs less than reading the extract.
    pub compare_zones: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            walk: WalkOptions::default(),
            place: PlaceOptions::default(),
            verdict: VerdictOptions::default(),
            circles: vec![Circle::default()],
            targets: Vec::new(),
            levels: Vec::new(),
            coverage: CoverageOptions::default(),
            site: None,
        }
    }
}

impl Default for WalkOptions {
    fn default() -> Self {
        Self {
            speed_m_s: 1.0,
            steps_factor: 2.0,
            signal_wait_s: 30.0,
            lift_board_s: 60.0,
            lift_level_s: 10.0,
            trunk: Trunk::Sidewalk,
            step_free: false,
            stitch_m: 0.0,
            zones: Zones::Infer,
            signal_cluster_m: 30.0,
            separate_sidewalk_m: 25.0,
            island_m: 200.0,
        }
    }
}

impl Default for PlaceOptions {
    fn default() -> Self {
        Self {
            snap_m: 100.0,
            snap_flagged_m: 300.0,
            dwelling_grid_m: 30.0,
            gate_near_outline_m: 15.0,
            adopt_outlines: true,
        }
    }
}

impl Default for VerdictOptions {
    fn default() -> Self {
        Self {
            served_share: 0.9,
            gap_share: 0.1,
            compare_zones: true,
        }
    }
}

impl WalkOptions {
    /// The base speed; the default where the setting is not one (which [`Options::validate`] complains of).
    pub fn speed(&self) -> Speed {
        Speed::new(self.speed_m_s).unwrap_or_else(Speed::usual)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_complaints_come_at_once() {
        let mut options = Options::default();
        assert_eq!(options.validate(), Ok(()));
        options.walk.speed_m_s = 30.0;
        options.circles[0].min_floor_area_m2 = Some(-1.0);
        let keys = |options: &Options| -> Vec<String> {
            let complaints = options.validate().unwrap_err();
            complaints.into_iter().map(|complaint| complaint.key).collect()
        };
        assert_eq!(keys(&options), ["walk.speed_m_s", "circle.min_floor_area_m2"]);
        options.walk.speed_m_s = 1.0;
        options.circles.insert(0, Circle::default());
        assert_eq!(keys(&options), ["circle.2.name", "circle.2.min_floor_area_m2"]);
        options.circles.clear();
        assert_eq!(keys(&options), ["circle"]);
    }
}
