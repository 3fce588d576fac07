//! Plan section `[site]`: where to build next.

use serde::Serialize;

use crate::language::Words;

/// What is asked of siting: plan section `[site]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteOptions {
    /// Where candidates come from.
    pub candidates: CandidateSource,
    /// Candidates on the network stand this far apart, metres. Default 200: two blocks, a quarter of a 15-minute walk.
    pub spacing_m: f64,
    /// The service circle by its name; the first of the plan where none is told.
    pub circle: Option<String>,
    /// What to make large or small.
    pub objective: Objective,
    /// What demand is counted in; the best that the compounds tell where none is told.
    pub weight: Option<DemandWeight>,
    /// How many sites to open. Default 1 where no budget is told.
    pub count: Option<u32>,
    /// What opening them may cost, in the money of the candidates' `cost`.
    pub budget: Option<f64>,
    /// How many to open in each stage, first to last; in place of `count`.
    pub stages: Vec<u32>,
    /// Share of demand to reach (`min-sites`), 0 to 1. Default 1.
    pub target: f64,
    /// Whether the target must hold in every street, and not just for the whole.
    pub target_each_street: bool,
    /// Whether `min-sites` looks for the cheapest sites, and not the fewest.
    pub cheapest: bool,
    /// What each stage may cost, first to last; in place of `budget`.
    pub stage_budgets: Vec<f64>,
    /// Who comes first (`max-coverage`).
    pub equity: Equity,
    /// The best covered street may be ahead of the worst by at most this share (`max-coverage`), 0 to 1.
    pub equity_spread: Option<f64>,
    /// At least so many facilities in every street, those that stand counted. Default 0.
    pub at_least_per_street: u32,
    /// At most so many facilities in any street, those that stand counted.
    pub at_most_per_street: Option<u32>,
    /// Candidates with less floor area, or none told, are left out, m2.
    pub min_floor_area_m2: Option<f64>,
    /// Whether sites can be full: their `capacity`, else their `beds`.
    pub capacities: Capacities,
    /// Candidates in every plan, by id.
    pub fixed_in: Vec<String>,
    /// Candidates in none, by id.
    pub fixed_out: Vec<String>,
    /// Pairs of candidates of which at most one is opened.
    pub excludes: Vec<[String; 2]>,
    /// Pairs of candidates of which the first is opened only with the second.
    pub requires: Vec<[String; 2]>,
    /// At most so many of the facilities that stand may be moved: closed for a candidate each. Default 0.
    pub moves: u32,
    /// At most so many of them may be closed without one in their place. Default 0.
    pub closures: u32,
    /// Stop once plan and bound are this close, as a share. Default 0: until it is proved.
    pub gap: f64,
    /// Nodes of branch and bound at most.
    pub node_limit: Option<u64>,
    /// An outer guard, seconds; a plan cut off by it may differ from run to run. Default 60.
    pub time_limit_s: f64,
    /// Start of the random numbers. Default 1.
    pub seed: u64,
    /// Whether the walks to the plan's sites are searched anew, all at once, and compared. Default no.
    pub check: bool,
}

/// Where candidates come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CandidateSource {
    /// The user's table.
    #[default]
    Table,
    /// Every way into every compound, E0 to E2; the compound's own place where it has none.
    Compounds,
    /// Junctions and ends of public streets, thinned to one every `spacing_m`.
    Network,
}

/// What to make large or small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    /// Most demand within the limit (MCLP).
    #[default]
    MaxCoverage,
    /// Fewest or cheapest sites that reach the target (LSCP and partial cover).
    MinSites,
    /// Least demand-weighted walk.
    PMedian,
    /// Least worst walk.
    PCenter,
}

impl SiteOptions {
    /// What may be spent, by the setting that tells it.
    pub fn budgets(&self) -> impl Iterator<Item = (&'static str, f64)> {
        let at_once = self.budget.iter().map(|budget| ("budget", *budget));
        at_once.chain(self.stage_budgets.iter().map(|budget| ("stage_budgets", *budget)))
    }
}

impl Objective {
    /// What it seeks, for people.
    pub fn told(self) -> Words {
        match self {
            Self::MaxCoverage => Words::new("Most within the limit", "限值内覆盖最多"),
            Self::MinSites => Words::new("Fewest sites", "选址最少"),
            Self::PMedian => Words::new("Least mean walk", "平均步行最短"),
            Self::PCenter => Words::new("Least worst walk", "最远步行最短"),
        }
    }
}

/// What demand is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DemandWeight {
    /// Elders, as compounds tell them.
    Elders,
    /// Households, as compounds tell them.
    Households,
    /// Every dwelling the same: the user's points, buildings, or points of the grid.
    Dwellings,
    /// Every compound the same.
    Compounds,
}

impl DemandWeight {
    /// What is counted, for people.
    pub fn told(self) -> Words {
        let chinese = match self {
            Self::Elders => "老年人口",
            Self::Households => "户数",
            Self::Dwellings => "住宅数",
            Self::Compounds => "小区数",
        };
        Words::new(self.word(), chinese)
    }

    /// Its word in plans and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Elders => "elders",
            Self::Households => "households",
            Self::Dwellings => "dwellings",
            Self::Compounds => "compounds",
        }
    }
}

/// Who comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Equity {
    /// Nobody: only the sum counts.
    #[default]
    None,
    /// The street with the least share covered, then the next.
    WorstFirst,
}

/// Whether sites can be full.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Capacities {
    /// Each serves whoever comes.
    #[default]
    None,
    /// A dwelling's demand may be split among sites.
    Split,
    /// All of a dwelling's demand goes to one site.
    SingleSource,
}

impl Default for SiteOptions {
    fn default() -> Self {
        Self {
            candidates: CandidateSource::default(),
            spacing_m: 200.0,
            circle: None,
            objective: Objective::default(),
            weight: None,
            count: None,
            budget: None,
            stages: Vec::new(),
            target: 1.0,
            target_each_street: false,
            cheapest: false,
            stage_budgets: Vec::new(),
            equity: Equity::default(),
            equity_spread: None,
            at_least_per_street: 0,
            at_most_per_street: None,
            min_floor_area_m2: None,
            capacities: Capacities::default(),
            fixed_in: Vec::new(),
            fixed_out: Vec::new(),
            excludes: Vec::new(),
            requires: Vec::new(),
            moves: 0,
            closures: 0,
            gap: 0.0,
            node_limit: None,
            time_limit_s: 60.0,
            seed: 1,
            check: false,
        }
    }
}
