//! Which layers there are.

use super::columns::{Column, ColumnHead, Drawn};
use super::{compounds, coverage, facilities, isochrones, quality, rejected, row_notes, run, sites, streets, walks};

/// A layer that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// One feature a compound.
    Compounds,
    /// One line a compound that reaches a facility.
    Walks,
    /// One point a facility.
    Facilities,
    /// One feature a compound: how good its data are.
    Quality,
    /// One line an edge of the network.
    Network,
    /// One area a service circle and limit.
    Circles,
    /// One line a stretch of street within a service circle.
    CircleStreets,
    /// One feature a unit: streets, communities, townships, villages.
    Units,
    /// One point a site of a plan.
    Sites,
    /// One feature a compound: what the plan changes, and where its residents go.
    Assignment,
    /// Stages of the plan; without geometry.
    Stages,
    /// What each count of sites would reach; without geometry.
    Curve,
    /// Streets before and after the plan; without geometry.
    Streets,
    /// Rows of the inputs that could not be used; without geometry.
    Rejected,
    /// Rows of the inputs that are not used as they stand; without geometry.
    Notes,
    /// The run in figures, every setting among them; without geometry.
    Run,
}

impl LayerKind {
    /// All kinds.
    pub const ALL: [Self; 16] = [
        Self::Compounds,
        Self::Walks,
        Self::Facilities,
        Self::Quality,
        Self::Network,
        Self::Circles,
        Self::CircleStreets,
        Self::Units,
        Self::Sites,
        Self::Assignment,
        Self::Stages,
        Self::Curve,
        Self::Streets,
        Self::Rejected,
        Self::Notes,
        Self::Run,
    ];

    /// Its name, and its file's; of a plan of several circles the circle's follows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Compounds => "compounds",
            Self::Walks => "walks",
            Self::Facilities => "facilities",
            Self::Quality => "quality",
            Self::Network => "network",
            Self::Circles => "circles",
            Self::CircleStreets => "circle_streets",
            Self::Units => "units",
            Self::Sites => "sites",
            Self::Assignment => "assignment",
            Self::Stages => "stages",
            Self::Curve => "curve",
            Self::Streets => "streets",
            Self::Rejected => "rejected",
            Self::Notes => "notes",
            Self::Run => "run",
        }
    }

    /// What its features are drawn as.
    pub(super) const fn drawn(self) -> Drawn {
        match self {
            Self::Compounds | Self::Quality | Self::Assignment => Drawn::AreasOrPoints,
            Self::Units | Self::Circles => Drawn::Areas,
            Self::Walks | Self::Network | Self::CircleStreets => Drawn::Lines,
            Self::Facilities | Self::Sites => Drawn::Points,
            Self::Stages | Self::Curve | Self::Streets | Self::Rejected | Self::Notes | Self::Run => Drawn::Nothing,
        }
    }

    /// Its columns in order: names (a contract), types, titles in English and Chinese.
    pub fn columns(self) -> Vec<ColumnHead> {
        fn heads<F>(columns: &[Column<F>]) -> Vec<ColumnHead> {
            columns.iter().map(|column| column.head).collect()
        }
        match self {
            Self::Compounds => heads(compounds::COLUMNS),
            Self::Walks => heads(walks::COLUMNS),
            Self::Facilities => heads(facilities::COLUMNS),
            Self::Quality => heads(quality::COLUMNS),
            Self::Network => heads(streets::COLUMNS),
            Self::Circles => heads(isochrones::COLUMNS),
            Self::CircleStreets => heads(isochrones::STREET_COLUMNS),
            Self::Units => heads(coverage::UNITS),
            Self::Sites => heads(sites::COLUMNS),
            Self::Assignment => heads(sites::ASSIGNMENT),
            Self::Stages => heads(sites::STAGES),
            Self::Curve => heads(sites::CURVE),
            Self::Streets => heads(sites::STREETS),
            Self::Rejected => heads(rejected::COLUMNS),
            Self::Notes => heads(row_notes::COLUMNS),
            Self::Run => heads(run::COLUMNS),
        }
    }
}
