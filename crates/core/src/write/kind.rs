//! Which layers there are.

use super::columns::{Column, ColumnHead, Drawn};
use super::{compounds, coverage, facilities, quality, rejected, row_notes, run, sites, streets, walks};

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
    /// One feature a unit: streets, communities, townships, villages.
    Units,
    /// One point a site of a plan.
    Sites,
    /// Rows of the inputs that could not be used; without geometry.
    Rejected,
    /// Rows of the inputs that are not used as they stand; without geometry.
    Notes,
    /// The run in figures, every setting among them; without geometry.
    Run,
}

impl LayerKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Compounds,
        Self::Walks,
        Self::Facilities,
        Self::Quality,
        Self::Network,
        Self::Units,
        Self::Sites,
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
            Self::Units => "units",
            Self::Sites => "sites",
            Self::Rejected => "rejected",
            Self::Notes => "notes",
            Self::Run => "run",
        }
    }

    /// What its features are drawn as.
    pub(super) const fn drawn(self) -> Drawn {
        match self {
            Self::Compounds | Self::Quality => Drawn::AreasOrPoints,
            Self::Units => Drawn::Areas,
            Self::Walks | Self::Network => Drawn::Lines,
            Self::Facilities | Self::Sites => Drawn::Points,
            Self::Rejected | Self::Notes | Self::Run => Drawn::Nothing,
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
            Self::Units => heads(coverage::UNITS),
            Self::Sites => heads(sites::COLUMNS),
            Self::Rejected => heads(rejected::COLUMNS),
            Self::Notes => heads(row_notes::COLUMNS),
            Self::Run => heads(run::COLUMNS),
        }
    }
}
