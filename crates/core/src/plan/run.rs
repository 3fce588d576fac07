//! The stages in order.

use std::path::Path;

use super::compare::{self, Variant};
use super::{InputFile, Inputs, Listed as Named, NetworkOutcome, Outcome, Plan};
use crate::facility_tags::{FacilityTags, FacilityTagsError};
use crate::gaps;
use crate::ids::{FacilityIndex, ZoneId};
use crate::network::{self, Built, Network, Outlines};
use crate::options::{Circle, Options, Zones};
use crate::place::{self, DatumFit, EdgeIndex, Facility, Listed, Placed};
use crate::quality;
use crate::reach::{self, Access, Question, Times};
use crate::read::table::{TableError, TableRead, read_tables};
use crate::read::{self, Extract, Interest, ReadError};
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
    dwelling_rows: Option<usize>,
    gate_rows: Option<usize>,
}

/// Compounds and facilities on their network, before any walk.
pub(super) struct Laid {
    pub(super) built: Built,
    pub(super) placed: Placed,
    pub(super) homes: Vec<ZoneId>,
    pub(super) datum_fits: Vec<DatumFit>,
    pub(super) tally: Tally,
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
    let mut outcome = material.judged(&plan.options, watch)?;
    if plan.options.verdict.compare_zones {
        let variants = Variant::of_zones(&plan.options);
        outcome.zones = Some(compare::against(&outcome, &material, &variants, watch)?);
    }
    let Material {
        extract: Extract { header, way_counts, .. },
        files,
        tables,
        ..
    } = material;
    Ok(Outcome {
        header,
        way_counts,
        tables,
        inputs: files,
        ..outcome
    })
}

impl Material {
    /// Every stage after reading, under some settings; what only reading tells is left out.
    pub(super) fn judged(&self, options: &Options, watch: &dyn Watch) -> Result<Outcome, Cancelled> {
        let Laid {
            built,
            placed,
            homes,
            datum_fits,
            tally,
        } = self.laid(options, watch)?;
        let access = access(options, &homes);
        let (reached, verdicts, walks) = judge(options, &built.network, &placed, access, watch)?;
        let quality = quality::of(&built, &placed, &reached, options);
        Ok(Outcome {
            streets: built.streets,
            tally,
            network: built.network,
            placed,
            reached,
            verdicts,
            walks,
            quality,
            datum_fits,
            ..Outcome::default()
        })
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
        drop(index);

        let homes = place::homes(&mut placed, &built.zoning, &built.network);
        Ok(Laid {
            built,
            placed,
            homes,
            datum_fits,
            tally,
        })
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
        dwelling_rows,
        gate_rows,
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
        tables,
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
    let read = std::mem::take(&mut tables.read);
    go_on(watch)?;
    let interest = Interest::new(facility_tags);
    let extract = read::read_extract(&plan.osm, &interest, watch)?;
    let files = checksums(plan)?;
    let (dwelling_rows, gate_rows) = (
        tables.dwellings.as_ref().map(Vec::len),
        tables.gates.as_ref().map(Vec::len),
    );
    let listed = place::list(&extract, tables, &plan.options.place);
    Ok(Material {
        extract,
        listed,
        interest,
        files,
        tables: read,
        dwelling_rows,
        gate_rows,
    })
}

fn checksums(plan: &Plan) -> Result<Vec<InputFile>, RunError> {
    let table = |source: &Option<super::TableSource>| source.as_ref().map(|source| source.path.clone());
    let files = [
        ("osm", Some(plan.osm.clone())),
        ("compounds", table(&plan.compounds)),
        ("facilities", table(&plan.facilities)),
        ("dwellings", table(&plan.dwellings)),
        ("gates", table(&plan.gates)),
        ("facility_tags", plan.facility_tags.clone()),
    ];
    files
        .into_iter()
        .filter_map(|(role, path)| Some((role, path?)))
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

/// The facilities that count for a circle.
pub(super) fn counted(circle: &Circle, facilities: &[Facility]) -> Vec<FacilityIndex> {
    facilities
        .iter()
        .enumerate()
        .filter(|(_, facility)| circle.counts(&facility.category, &facility.status, facility.floor_area_m2))
        .map(|(index, _)| FacilityIndex::at(index))
        .collect()
}

type Judged = (
    Vec<reach::CompoundReach>,
    Vec<gaps::CompoundVerdict>,
    Vec<Option<reach::Walk>>,
);

fn judge(
    options: &Options,
    network: &Network,
    placed: &Placed,
    access: Access<'_>,
    watch: &dyn Watch,
) -> Result<Judged, Cancelled> {
    let circle = &options.circle;
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
    let verdicts = gaps::judge(placed, &reached, options);
    let medians: Vec<Option<usize>> = verdicts.iter().map(|verdict| verdict.median_dwelling).collect();
    let walks = times.walks(&medians, watch)?;
    watch.progress(Stage::Gaps, 1, 1);
    Ok((reached, verdicts, walks))
}
