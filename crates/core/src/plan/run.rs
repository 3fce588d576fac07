//! The stages in order.

use std::path::Path;

use super::circles::areas_of;
use super::compare::{self, Variant};
use super::{CircleOutcome, Figures, InputFile, Inputs, Listed as Named, NetworkOutcome, Outcome, Plan};
use crate::circles::Ground;
use crate::facility_tags::{FacilityTags, FacilityTagsError};
use crate::gaps;
use crate::ids::{FacilityIndex, ZoneId};
use crate::network::{self, Built, Network, Outlines};
use crate::options::{Circle, Options, Zones};
use crate::place::{self, Candidate, Compound, DatumFit, EdgeIndex, Facility, Listed, Obstacles, Placed};
use crate::quality;
use crate::reach::{self, Access, Question, Times};
use crate::read::table::{CandidateRow, List, RowNote, TableError, TableRead, UnitRow, files_of, read_tables, recount};
use crate::read::{self, Extract, Interest, ReadError};
use crate::site::SiteError;
use crate::tally::Tally;
use crate::watch::{Cancelled, Stage, Watch, go_on};

/// A run that ended early: the culprit and the remedy in one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The watch stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The extract cannot be read.
    #[error(transparent)]
    Extract(ReadError),
    /// A table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The table of facility tags cannot be read.
    #[error(transparent)]
    FacilityTags(#[from] FacilityTagsError),
    /// Siting cannot begin.
    #[error(transparent)]
    Site(#[from] SiteError),
    /// No row of the times is one between a compound and a facility of the lists: shares of nothing walked would be told as 0.
    #[error(
        "{file}: none of its {rows} rows is a walk between a compound and a facility of the lists; check their ids and the minutes, the first reads {first}"
    )]
    NoTimes {
        /// The table.
        file: String,
        /// Its rows.
        rows: usize,
        /// What the first of them names: `c1, f1`; why it is refused where it cannot be read.
        first: String,
    },
}

impl From<ReadError> for RunError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Cancelled(cancelled) => Self::Cancelled(cancelled),
            other => Self::Extract(other),
        }
    }
}

/// All that was read, before anything is computed.
pub(super) struct Material {
    pub(super) extract: Extract,
    pub(super) listed: Listed,
    interest: Interest,
    files: Vec<InputFile>,
    tables: Vec<TableRead>,
    pub(super) row_notes: Vec<RowNote>,
    units: Option<Vec<UnitRow>>,
    candidates: Option<Vec<CandidateRow>>,
    figures: Figures,
    dwelling_rows: Option<usize>,
    gate_rows: Option<usize>,
}

/// Compounds and facilities on their network, before any walk.
pub(super) struct Laid {
    pub(super) built: Built,
    pub(super) placed: Placed,
    sites: Vec<Candidate>,
    pub(super) homes: Vec<ZoneId>,
    pub(super) datum_fits: Vec<DatumFit>,
    pub(super) tally: Tally,
}

impl From<Laid> for Outcome {
    fn from(laid: Laid) -> Self {
        Self {
            streets: laid.built.streets,
            tally: laid.tally,
            network: laid.built.network,
            placed: laid.placed,
            sites: laid.sites,
            homes: laid.homes,
            datum_fits: laid.datum_fits,
            ..Self::default()
        }
    }
}

/// Who may walk inside compounds.
pub(super) fn access<'a>(options: &Options, homes: &'a [ZoneId]) -> Access<'a> {
    match options.walk.zones {
        Zones::Open => Access::Everyone,
        Zones::Infer | Zones::Tagged => Access::Residents(homes),
    }
}

/// The whole run.
///
/// # Errors
/// An input that cannot be read at all, or the watch's word. Bad rows and odd elements are in the outcome instead.
pub fn run(plan: &Plan, watch: &dyn Watch) -> Result<Outcome, RunError> {
    let material = read_all(plan, watch)?;
    let mut outcome = material.judged_and_drawn(&plan.options, plan.output.circles, watch)?;
    if plan.options.verdict.compare_zones {
        let variants = Variant::of_zones(&plan.options);
        let comparisons = compare::against(&outcome, &material, &variants, watch)?;
        for (circle, comparison) in outcome.circles.iter_mut().zip(comparisons) {
            circle.zones = Some(comparison);
        }
    }
    Ok(material.told(outcome))
}

impl Material {
    /// Every stage after reading, under some settings; what only reading tells is left out.
    pub(super) fn judged(&self, options: &Options, watch: &dyn Watch) -> Result<Outcome, Cancelled> {
        self.judged_and_drawn(options, false, watch)
    }

    /// The same, and service circles as areas where they are wanted.
    fn judged_and_drawn(&self, options: &Options, drawn: bool, watch: &dyn Watch) -> Result<Outcome, Cancelled> {
        let laid = self.laid(options, watch)?;
        let Laid { built, placed, .. } = &laid;
        let access = access(options, &laid.homes);
        let mut circles = judge_all(options, &built.network, placed, access, watch)?;
        let widest = circles.iter().max_by_key(|one| one.limit);
        let quality = widest.map_or_else(Vec::new, |one| quality::of(built, placed, &one.reached, one.limit));
        if drawn {
            let obstacles = Obstacles::of(&self.extract);
            let ground = Ground::new(&built.network, &obstacles, built.zoning.gated_shapes());
            for one in &mut circles {
                one.areas = Some(areas_of(&ground, placed, access, options, &one.circle, watch)?);
            }
        }
        Ok(Outcome {
            circles,
            quality,
            ..laid.into()
        })
    }

    /// An outcome with what only reading tells.
    pub(super) fn told(self, outcome: Outcome) -> Outcome {
        Outcome {
            data_box: network::data_box(&self.extract),
            header: self.extract.header,
            way_counts: self.extract.way_counts,
            tables: self.tables,
            row_notes: self.row_notes,
            units: self.units,
            candidates: self.candidates,
            figures: self.figures,
            inputs: self.files,
            ..outcome
        }
    }

    /// The stages before any walk.
    pub(super) fn laid(&self, options: &Options, watch: &dyn Watch) -> Result<Laid, Cancelled> {
        let (extract, listed) = (&self.extract, self.listed.clone());
        let built = network_of(extract, &listed, options, watch)?;
        let mut tally = extract.tally.clone();
        tally.merge(built.tally.clone());

        let index = EdgeIndex::new(&built.network, &|edge| !built.is_island(edge));
        let datum_fits = place::datum_fits(&index, &self.listed, &self.tables);
        let facilities = self.interest.facilities();
        let (mut placed, placing) = place::place(extract, &index, &built.zoning, listed, facilities, options, watch)?;
        tally.merge(placing);
        let sites = self.sites(options, &built, &index, &placed.compounds, &mut tally);
        drop(index);

        let homes = place::homes(&mut placed, &built.zoning, &built.network);
        Ok(Laid {
            built,
            placed,
            sites,
            homes,
            datum_fits,
            tally,
        })
    }

    /// The candidates of siting, where it is asked for, joined to the network.
    fn sites(
        &self,
        options: &Options,
        built: &Built,
        index: &EdgeIndex<'_>,
        compounds: &[Compound],
        tally: &mut Tally,
    ) -> Vec<Candidate> {
        let Some(wishes) = &options.site else {
            return Vec::new();
        };
        let network = &built.network;
        let may_stand = |vertex| {
            let mut arcs = network.arcs(vertex).iter().map(|arc| arc.edge());
            arcs.any(|edge| !built.is_island(edge) && network.edge(edge).zone == ZoneId::PUBLIC)
        };
        let rows = self.candidates.as_deref();
        let mut sites = place::unlinked_candidates(rows, compounds, network, &may_stand, wishes);
        place::join_candidates(&self.extract, index, &mut sites, options, tally);
        sites
    }

    /// How well the tables fit the streets; no network is built where there is no table of degrees.
    fn datum_fits(&self, options: &Options, watch: &dyn Watch) -> Result<Vec<DatumFit>, Cancelled> {
        if !self.tables.iter().any(|table| table.datum.is_degrees()) {
            return Ok(Vec::new());
        }
        let built = network_of(&self.extract, &self.listed, options, watch)?;
        let index = EdgeIndex::new(&built.network, &|edge| !built.is_island(edge));
        Ok(place::datum_fits(&index, &self.listed, &self.tables))
    }
}

/// Reads all inputs and computes nothing but how well the tables' coordinates fit the streets.
pub fn read_inputs(plan: &Plan, watch: &dyn Watch) -> Result<Inputs, RunError> {
    let material = read_all(plan, watch)?;
    let datum_fits = material.datum_fits(&plan.options, watch)?;
    let Material {
        extract,
        listed,
        interest,
        files,
        tables,
        row_notes,
        units,
        candidates,
        dwelling_rows,
        gate_rows,
        ..
    } = material;
    let mut tally = extract.tally.clone();
    tally.merge(listed.tally().clone());
    let compounds = listed
        .compounds()
        .map(|(id, name)| Named {
            id: id.to_owned(),
            name: name.map(str::to_owned),
            category: None,
        })
        .collect();
    let mut rejected = listed.rejected().to_vec();
    let facilities = match listed.facilities() {
        Some(rows) => rows
            .iter()
            .map(|row| Named {
                id: row.id.clone(),
                name: row.name.clone(),
                category: Some(row.category.clone()),
            })
            .collect(),
        None => place::facilities_of(&extract, interest.facilities(), &mut rejected, &mut tally)
            .into_iter()
            .map(|found| Named {
                id: found.id,
                name: found.name,
                category: Some(found.category),
            })
            .collect(),
    };
    Ok(Inputs {
        node_count: extract.nodes.len(),
        area_count: extract.areas.len(),
        header: extract.header,
        way_counts: extract.way_counts,
        compounds,
        facilities,
        dwelling_rows,
        gate_rows,
        units,
        candidates,
        tables,
        row_notes,
        datum_fits,
        rejected,
        tally,
        files,
    })
}

/// Reads the extract and builds the walking network, nothing more.
pub fn build_network(plan: &Plan, watch: &dyn Watch) -> Result<NetworkOutcome, RunError> {
    let Material {
        extract, listed, files, ..
    } = read_all(plan, watch)?;
    let built = network_of(&extract, &listed, &plan.options, watch)?;
    let mut tally = extract.tally;
    tally.merge(built.tally);
    let outcome = Outcome {
        header: extract.header,
        way_counts: extract.way_counts,
        streets: built.streets,
        tally,
        network: built.network,
        inputs: files,
        ..Outcome::default()
    };
    Ok(NetworkOutcome {
        outcome,
        islands: built.islands,
    })
}

pub(super) fn read_all(plan: &Plan, watch: &dyn Watch) -> Result<Material, RunError> {
    // Tables first: they are small, and a wrong one should not cost a minute.
    let facility_tags = match &plan.facility_tags {
        Some(path) => FacilityTags::from_file(path)?,
        None => FacilityTags::built_in(),
    };
    let mut tables = read_tables(plan)?;
    let mut read = std::mem::take(&mut tables.read);
    let row_notes = std::mem::take(&mut tables.notes);
    let (units, candidates) = (tables.units.take(), tables.candidates.take());
    let figures = Figures::of(&mut tables);
    go_on(watch)?;
    let interest = Interest::new(facility_tags);
    let extract = read::read_extract(&plan.osm, &interest, watch)?;
    let files = checksums(plan)?;
    let (dwelling_rows, gate_rows) = (
        tables.dwellings.as_ref().map(Vec::len),
        tables.gates.as_ref().map(Vec::len),
    );
    let listed = place::list(&extract, tables, &plan.options.place);
    // A dwelling or gate may be rejected only once the compounds are known.
    recount(&mut read, listed.rejected());
    Ok(Material {
        extract,
        listed,
        interest,
        files,
        tables: read,
        row_notes,
        units,
        candidates,
        figures,
        dwelling_rows,
        gate_rows,
    })
}

pub(super) fn checksums(plan: &Plan) -> Result<Vec<InputFile>, RunError> {
    let table = |list: List| {
        let files = plan.table(list).map(|source| files_of(&source.path));
        (list.name(), files.unwrap_or_default())
    };
    // A plan of lists alone has no extract.
    let extract = Some(&plan.osm).filter(|path| !path.as_os_str().is_empty());
    let files = [("osm", extract.into_iter().cloned().collect())]
        .into_iter()
        .chain(List::ALL.map(table))
        .chain([("facility_tags", plan.facility_tags.iter().cloned().collect())]);
    files
        .flat_map(|(role, paths)| paths.into_iter().map(move |path| (role, path)))
        .map(|(role, path)| {
            let (bytes, sha256) = checksum(&path)?;
            Ok(InputFile {
                role,
                path,
                bytes,
                sha256,
            })
        })
        .collect()
}

fn checksum(path: &Path) -> Result<(u64, String), RunError> {
    read::checksum(path).map_err(|source| {
        RunError::Extract(ReadError::Unreadable {
            path: path.to_owned(),
            source,
        })
    })
}

fn network_of(extract: &Extract, listed: &Listed, options: &Options, watch: &dyn Watch) -> Result<Built, Cancelled> {
    let outlines = Outlines::new(listed.outlines(extract));
    network::build(extract, outlines, options, watch)
}

/// Every circle on its own, over the same network and places.
fn judge_all(
    options: &Options,
    network: &Network,
    placed: &Placed,
    access: Access<'_>,
    watch: &dyn Watch,
) -> Result<Vec<CircleOutcome>, Cancelled> {
    let circles = options.circles.len() as u64;
    let numbered = (0..).zip(&options.circles);
    numbered
        .map(|(before, circle)| {
            let watch = &OneOf { watch, before, circles };
            let circle = place::circle_among(circle, &placed.facilities);
            judge(&circle, options, network, placed, access, watch)
        })
        .collect()
}

fn judge(
    circle: &Circle,
    options: &Options,
    network: &Network,
    placed: &Placed,
    access: Access<'_>,
    watch: &dyn Watch,
) -> Result<CircleOutcome, Cancelled> {
    let limit = circle.limit.time(options.walk.speed());
    let counted = counted(circle, &placed.facilities);
    let question = Question {
        network,
        placed,
        counted: &counted,
        access,
        limit,
        bound: reach::usual_bound(limit),
    };
    let times = Times::search(question, watch)?;
    let reached = times.compounds(watch)?;
    watch.progress(Stage::Gaps, 0, 1);
    let verdicts = gaps::judge(placed, &reached, circle, options);
    let medians: Vec<Option<usize>> = verdicts.iter().map(|verdict| verdict.median_dwelling).collect();
    let walks = times.walks(&medians, watch)?;
    watch.progress(Stage::Gaps, 1, 1);
    Ok(CircleOutcome {
        circle: circle.clone(),
        limit,
        reached,
        verdicts,
        walks,
        zones: None,
        areas: None,
    })
}

/// The facilities that count for a circle.
pub(super) fn counted(circle: &Circle, facilities: &[Facility]) -> Vec<FacilityIndex> {
    facilities
        .iter()
        .enumerate()
        .filter(|(_, facility)| facility.counts_in(circle))
        .map(|(index, _)| FacilityIndex::at(index))
        .collect()
}

/// Tells the steps of one circle as a part of all circles' steps.
struct OneOf<'a> {
    watch: &'a dyn Watch,
    before: u64,
    circles: u64,
}

impl Watch for OneOf<'_> {
    fn progress(&self, stage: Stage, done: u64, total: u64) {
        self.watch
            .progress(stage, self.before * total + done, self.circles * total);
    }

    fn cancelled(&self) -> bool {
        self.watch.cancelled()
    }
}
