//! `site --instance`: a published instance, solved without a map.

use std::path::{Path, PathBuf};

use serde_json::json;
use service_circle_core::language::Language;
use service_circle_core::options::{Objective, SiteOptions};
use service_circle_core::watch::{Found as Plan, Stage, Watch as _};
use service_circle_siting::read::{Published, mclp_points, orlib_pmed};
use service_circle_siting::{
    Goal, Limits, Measure, Problem, Progress as Found, Purse, SitingPlan, Target, Watch, checker, solve,
};

use super::list_written;
use super::site::assignments;
use crate::args::{Common, InstanceFormat, Output, SiteArgs};
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::settle::settings_alone;

/// Lengths of a point instance are kept in thousandths.
const THOUSANDTHS: f64 = 1000.0;

/// Reads the instance, solves it, writes `summary.json` where asked, and tells what came of it.
pub(super) fn run(
    file: &Path,
    common: &Common,
    output: &Output,
    asked: &SiteArgs,
    progress: &Progress,
) -> Result<String, Failure> {
    let wishes = settings_alone(common, &assignments(asked))?
        .plan
        .options
        .site
        .unwrap_or_default();
    let published = read(file, asked)?;
    let destination = output
        .output
        .as_deref()
        .map(|path| output::table(path, "summary.json"))
        .transpose()?;
    let problem = problem(&published, &wishes, asked)?;
    let limits = Limits {
        gap: wishes.gap,
        nodes: wishes.node_limit,
        seconds: Some(wishes.time_limit_s),
        seed: wishes.seed,
        ..Limits::default()
    };
    let is_length = asked.instance_format == Some(InstanceFormat::MclpPoints)
        && matches!(wishes.objective, Objective::PMedian | Objective::PCenter);
    let unit = if is_length { THOUSANDTHS } else { 1.0 };
    let started = std::time::Instant::now();
    let plan = solve(&published.instance, &problem, &limits, &Told { progress, unit }).map_err(Failure::wrong)?;
    let seconds = started.elapsed().as_secs_f64();
    if let Some(fault) = checker::check(&published.instance, &problem, &plan).first() {
        return Err(Failure::failed(format_args!(
            "{}: the plan does not hold: {fault}",
            file.display()
        )));
    }
    let text = told(&plan, unit, seconds);
    let Some(path) = destination else { return Ok(text) };
    let written = write(&path, &published, &plan, unit, seconds)?;
    Ok(text + &list_written(&[written], Language::English))
}

fn read(file: &Path, asked: &SiteArgs) -> Result<Published, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::wrong(format_args!("{}: {error}; check the path", file.display())))?;
    let read = match asked.instance_format {
        Some(InstanceFormat::MclpPoints) => {
            let radius = asked.radius.ok_or_else(|| {
                Failure::wrong("--instance-format mclp-points: give --radius, how far a point covers")
            })?;
            mclp_points(&text, radius)
        }
        _ => orlib_pmed(&text),
    };
    read.map_err(|error| Failure::wrong(format_args!("{}: {error}", file.display())))
}

fn problem(published: &Published, wishes: &SiteOptions, asked: &SiteArgs) -> Result<Problem, Failure> {
    let count = wishes.count.or(published.count);
    let purse = || {
        count
            .map(Purse::Count)
            .ok_or_else(|| Failure::wrong("give --count, how many sites to open"))
    };
    let is_pmed = asked.instance_format == Some(InstanceFormat::OrlibPmed);
    let objective = match (&asked.objective, is_pmed) {
        (None, true) => Objective::PMedian,
        _ => wishes.objective,
    };
    Ok(Problem::new(match objective {
        Objective::MaxCoverage => Goal::max_coverage(purse()?),
        Objective::PMedian => Goal::PMedian {
            purse: purse()?,
            penalty: published.instance.times().longest(),
        },
        Objective::PCenter => Goal::PCenter { purse: purse()? },
        Objective::MinSites => Goal::MinSites {
            measure: Measure::Count,
            target: Target::all_coverable(),
        },
    }))
}

fn told(plan: &SitingPlan, unit: f64, seconds: f64) -> String {
    let figure =
        |value: Option<u64>| value.map_or_else(|| "none".to_owned(), |value| (value as f64 / unit).to_string());
    let opened: Vec<String> = plan.opened().iter().map(|site| (site.0 + 1).to_string()).collect();
    format!(
        "{}: objective {}, bound {}, gap {:.4} %, {seconds:.2} s\nopened: {}\n",
        plan.status.word(),
        figure(plan.objective),
        figure(plan.bound),
        plan.gap().unwrap_or(0.0) * 100.0,
        opened.join(" ")
    )
}

fn write(path: &Path, published: &Published, plan: &SitingPlan, unit: f64, seconds: f64) -> Result<PathBuf, Failure> {
    let scaled = |value: Option<u64>| value.map(|value| value as f64 / unit);
    let sites = plan.opened();
    let summary = json!({
        "site": {
            "status": plan.status.word(),
            "objective": scaled(plan.objective),
            "bound": scaled(plan.bound),
            "proof": plan.proof.word(),
            "gap": plan.gap(),
            "seconds": seconds,
            "sites": sites.iter().map(|site| &published.instance.site(*site).id).collect::<Vec<_>>(),
            "nodes": plan.nodes,
            "seed": plan.seed,
        }
    });
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let failed = |error: std::io::Error| {
        Failure::failed(format_args!(
            "{}: {error}; choose another place with -o",
            path.display()
        ))
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    std::io::Write::write_all(&mut file, format!("{summary:#}\n").as_bytes()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(path.to_owned())
}

/// The solver's progress as that of the one stage there is.
struct Told<'a> {
    progress: &'a Progress,
    /// What one of the objective is told in.
    unit: f64,
}

impl Watch for Told<'_> {
    fn progress(&self, found: &Found) {
        const WHOLE: u64 = 10_000;
        let open = found
            .gap()
            .map_or(WHOLE, |gap| (gap.min(1.0) * WHOLE as f64).ceil() as u64);
        self.progress.progress(Stage::Site, WHOLE.saturating_sub(open), WHOLE);
        self.progress.found(Plan {
            best: found.objective.map(|objective| objective as f64 / self.unit),
            bound: found.bound.map(|bound| bound as f64 / self.unit),
            gap: found.gap(),
        });
    }

    fn cancelled(&self) -> bool {
        self.progress.cancelled()
    }
}
