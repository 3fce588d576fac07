//! From arguments to a checked plan: defaults, then the plan file, then flags, then `--set`.

mod coverage_settings;
mod kind;
mod nearest;
mod plan_file;
mod settings;
mod site;

use std::path::{Path, PathBuf};

use service_circle_core::plan::{Plan, TableSource, Variant};

use crate::args::Common;
use crate::failure::Failure;
pub(crate) use kind::quoted;
use plan_file::{Source, merge};

pub(crate) use kind::Shown;
pub(crate) use nearest::farness;
pub(crate) use plan_file::heading;
pub(crate) use settings::{SECTIONS, repeated, settings};

/// A plan, and where its results go.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Settled {
    /// What the core runs.
    pub(crate) plan: Plan,
    /// Folder for results where `-o` is not given.
    pub(crate) output_dir: PathBuf,
    /// Which of a repeated section, such as `[[circle]]`, is being set; 0 but while one is.
    current: usize,
}

impl Default for Settled {
    fn default() -> Self {
        Self {
            plan: Plan::default(),
            output_dir: PathBuf::from("out"),
            current: 0,
        }
    }
}

/// Settles every setting and checks it; all that is wrong is told at once.
pub(crate) fn settle(common: &Common) -> Result<Settled, Failure> {
    settled(common, &[], None, Needs::Extract)
}

/// As [`settle`], with siting's own flags as assignments, which come after the plan and before `--set`; it can do with lists and times
/// made elsewhere.
pub(crate) fn settle_siting(common: &Common, flags: &[String], times: Option<&Path>) -> Result<Settled, Failure> {
    settled(common, flags, times, Needs::ExtractOrTimes)
}

/// The same for a verb that can do with lists alone, and with times made elsewhere.
pub(crate) fn settle_lists(common: &Common, times: Option<&Path>) -> Result<Settled, Failure> {
    settled(common, &[], times, Needs::Facilities)
}

/// What a verb cannot do without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Extract,
    /// An extract, or a list of compounds and times.
    ExtractOrTimes,
    /// A list of facilities, or an extract that has some.
    Facilities,
}

fn settled(common: &Common, flags: &[String], times: Option<&Path>, needs: Needs) -> Result<Settled, Failure> {
    let mut settled = Settled::default();
    let mut faults = Vec::new();
    if let Some(path) = &common.plan {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Failure::wrong(format_args!(
                "{}: {error}; give a plan file, or write one by: service-circle init plan.toml",
                path.display()
            ))
        })?;
        faults.extend(merge_plan(path, &text, &mut settled));
    }
    apply_files(common, &mut settled);
    if let Some(times) = times {
        times.clone_into(&mut settled.plan.times.get_or_insert_default().path);
    }
    if let Some(limit) = &common.limit {
        match (limit.parse(), settled.plan.options.circles.as_mut_slice()) {
            (Ok(limit), [circle]) => circle.limit = limit,
            (Ok(_), circles) => faults.push(format!(
                "--limit {limit}: the plan has {} circles, each with a limit of its own; give --set circle.1.limit={limit}",
                circles.len()
            )),
            (Err(error), _) => faults.push(format!(
                "--limit \"{limit}\": {error}; give a walk such as 15min or 900m"
            )),
        }
    }
    if let Some(language) = common.language {
        settled.plan.output.language = language.told();
    }
    for assignment in flags.iter().chain(&common.set) {
        faults.extend(apply("--set", assignment, &mut settled));
    }
    if let Err(complaints) = settled.plan.options.validate() {
        faults.extend(complaints.iter().map(ToString::to_string));
    }
    let told_before = !faults.is_empty();
    faults.extend(check_files(&mut settled.plan, told_before, needs));
    if faults.is_empty() {
        Ok(settled)
    } else {
        Err(Failure::all_wrong(faults))
    }
}

/// Sections whose settings a comparison may change: those that reading the inputs does not hang on.
const VARIED: &[&str] = &["walk", "circle", "verdict"];

/// The plan with each of these assignments alone; all that is wrong is told at once.
pub(crate) fn vary(settled: &Settled, assignments: &[String]) -> Result<Vec<Variant>, Failure> {
    let mut variants: Vec<Variant> = Vec::new();
    let mut faults = Vec::new();
    for assignment in assignments {
        let mut changed = settled.clone();
        let section = assignment.split('.').next().unwrap_or_default().trim();
        let known = SECTIONS.iter().any(|(name, _)| *name == section);
        if known && !VARIED.contains(&section) {
            faults.push(format!(
                "--vary {assignment}: [{section}] is the same for all runs; vary a key of [walk], [[circle]] or [verdict]"
            ));
            continue;
        }
        faults.extend(apply("--vary", assignment, &mut changed));
        if let Err(complaints) = changed.plan.options.validate() {
            faults.extend(
                complaints
                    .iter()
                    .map(|complaint| format!("--vary {assignment}: {complaint}")),
            );
        }
        let name = match assignment.split_once('=') {
            Some((key, value)) => format!("{} = {}", key.trim(), value.trim()),
            None => assignment.clone(),
        };
        variants.push(Variant {
            name,
            options: changed.plan.options,
        });
    }
    if faults.is_empty() {
        Ok(variants)
    } else {
        Err(Failure::all_wrong(faults))
    }
}

/// A plan file onto the settings; its paths, and the default folder for results, are relative to it.
fn merge_plan(path: &Path, text: &str, settled: &mut Settled) -> Vec<String> {
    let base = path.parent().unwrap_or(Path::new(""));
    settled.output_dir = base.join(&settled.output_dir);
    let source = Source {
        label: &path.display().to_string(),
        has_lines: true,
        text: text.trim_start_matches('\u{feff}'),
        base,
    };
    merge(&source, settled)
}

fn apply_files(common: &Common, settled: &mut Settled) {
    let plan = &mut settled.plan;
    if let Some(path) = &common.osm {
        plan.osm.clone_from(path);
    }
    for (flag, table) in [
        (&common.compounds, &mut plan.compounds),
        (&common.facilities, &mut plan.facilities),
        (&common.dwellings, &mut plan.dwellings),
        (&common.gates, &mut plan.gates),
        (&common.units, &mut plan.units),
    ] {
        if let Some(path) = flag {
            table.get_or_insert_default().path.clone_from(path);
        }
    }
    if common.facility_tags.is_some() {
        plan.facility_tags.clone_from(&common.facility_tags);
    }
}

/// The settings of flags and `--set` alone, for a verb that reads no inputs of a plan.
pub(crate) fn settings_alone(common: &Common, flags: &[String]) -> Result<Settled, Failure> {
    let mut settled = Settled::default();
    let assignments = flags.iter().chain(&common.set);
    let faults: Vec<String> = assignments
        .flat_map(|assignment| apply("--set", assignment, &mut settled))
        .collect();
    if faults.is_empty() {
        Ok(settled)
    } else {
        Err(Failure::all_wrong(faults))
    }
}

/// `section.key=value`, the value as in TOML or as a bare text.
fn apply(flag: &str, assignment: &str, settled: &mut Settled) -> Vec<String> {
    let label = format!("{flag} {assignment}");
    let is_key = |key: &str| {
        let bare = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        key.contains('.') && key.split('.').all(bare)
    };
    let Some((key, value)) = assignment.split_once('=').filter(|(key, _)| is_key(key.trim())) else {
        return vec![format!("{label}: write section.key=value, such as walk.speed_m_s=0.8")];
    };
    let attempt = |text: &str| {
        let mut changed = settled.clone();
        let source = Source {
            label: &label,
            has_lines: false,
            text,
            base: Path::new(""),
        };
        (merge(&source, &mut changed), changed)
    };
    let as_written = format!("{key} = {value}");
    let is_toml = toml::de::DeTable::parse(&as_written).is_ok();
    let (toml_faults, as_toml) = attempt(&as_written);
    let (text_faults, as_text) = attempt(&format!("{key} = {}", quoted(value.trim())));
    let (faults, changed) = if toml_faults.is_empty() || (is_toml && !text_faults.is_empty()) {
        (toml_faults, as_toml)
    } else {
        (text_faults, as_text)
    };
    *settled = changed;
    faults
}

/// Every input must be a file that is there: told before anything is read. Sections without a file are none.
///
/// A missing extract goes without saying where faults told before may be its cause.
fn check_files(plan: &mut Plan, told_before: bool, needs: Needs) -> Vec<String> {
    let mut faults = Vec::new();
    let has_facilities = plan
        .facilities
        .as_ref()
        .is_some_and(|table| !table.path.as_os_str().is_empty());
    let has_extract = !plan.osm.as_os_str().is_empty();
    if !has_extract && told_before {
        return faults;
    }
    if has_extract {
        faults.extend(check_file("osm.file", "--osm", &plan.osm));
    } else if needs == Needs::Extract || (needs == Needs::ExtractOrTimes && plan.times.is_none()) {
        faults.push("no extract: give --osm FILE.osm.pbf, or osm.file in a plan 未指定地图数据".to_owned());
    }
    if !has_facilities && needs == Needs::Facilities && (!has_extract || plan.times.is_some()) {
        faults.push("no facilities: give --facilities FILE, or facilities.file in a plan".to_owned());
    }
    let has_compounds = plan
        .compounds
        .as_ref()
        .is_some_and(|table| !table.path.as_os_str().is_empty());
    if needs == Needs::ExtractOrTimes && plan.times.is_some() && !has_compounds {
        faults.push(
            "no compounds: times are told to them; give --compounds FILE, or compounds.file in a plan".to_owned(),
        );
    }
    for (key, flag, table) in [
        ("compounds.file", "--compounds", &mut plan.compounds),
        ("facilities.file", "--facilities", &mut plan.facilities),
        ("compounds.dwellings", "--dwellings", &mut plan.dwellings),
        ("compounds.gates", "--gates", &mut plan.gates),
        ("units.file", "--units", &mut plan.units),
        ("site.candidates", "--set site.candidates", &mut plan.candidates),
        ("coverage.times", "--times", &mut plan.times),
        ("coverage.shared", "--set coverage.shared", &mut plan.shared),
        ("coverage.counted", "--set coverage.counted", &mut plan.counted),
    ] {
        let Some(source) = table else { continue };
        if !source.path.as_os_str().is_empty() {
            faults.extend(check_file(key, flag, &source.path));
        } else if *source == TableSource::default() {
            *table = None;
        } else {
            faults.push(format!(
                "{key}: columns, layer, crs or encoding are told for it, but no file is; give {flag} FILE or {key}"
            ));
        }
    }
    if let Some(path) = &plan.facility_tags {
        faults.extend(check_file("facilities.tags", "--facility-tags", path));
    }
    faults
}

fn check_file(key: &str, flag: &str, path: &Path) -> Option<String> {
    let (why, chinese) = match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => ("this is a folder".to_owned(), " 这是文件夹"),
        Ok(_) => return None,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            ("there is no such file".to_owned(), " 文件不存在")
        }
        Err(error) => (error.to_string(), ""),
    };
    Some(format!("{}: {why}; mend {flag} or {key}{chinese}", path.display()))
}

/// A plan's text onto the settings, as if it stood in the current folder.
#[cfg(test)]
pub(crate) fn merge_text(text: &str, settled: &mut Settled) -> Vec<String> {
    merge_plan(Path::new("plan.toml"), text, settled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use service_circle_core::options::{Limit, Zones};

    #[test]
    fn set_takes_toml_and_bare_text() {
        let mut settled = Settled::default();
        for assignment in [
            "walk.speed_m_s=0.8",
            "walk.zones=open",
            "circle.limit=900m",
            "circle.name=2020",
            "circle.categories=[\"a\", \"b\"]",
            "compounds.columns.name=小区",
            "compounds.columns.elders=老人",
            "osm.file=my city.osm.pbf",
        ] {
            assert_eq!(
                apply("--set", assignment, &mut settled),
                Vec::<String>::new(),
                "{assignment}"
            );
        }
        let options = &settled.plan.options;
        assert!((options.walk.speed_m_s - 0.8).abs() < 1e-12);
        assert_eq!(options.walk.zones, Zones::Open);
        assert_eq!(options.circles[0].limit, Limit::Metres(900.0));
        assert_eq!(options.circles[0].name, "2020");
        assert_eq!(options.circles[0].categories, ["a", "b"]);
        assert_eq!(settled.plan.compounds.unwrap().columns.len(), 2);
        assert_eq!(settled.plan.osm, PathBuf::from("my city.osm.pbf"));
    }

    #[test]
    fn set_says_what_is_wrong() {
        let mut settled = Settled::default();
        for (assignment, fault) in [
            (
                "walk",
                "--set walk: write section.key=value, such as walk.speed_m_s=0.8",
            ),
            (
                "a b.c=1",
                "--set a b.c=1: write section.key=value, such as walk.speed_m_s=0.8",
            ),
            (
                "walk.sped_m_s=1",
                "--set walk.sped_m_s=1: walk.sped_m_s: there is no such key; did you mean walk.speed_m_s? 没有此项设置",
            ),
            (
                "walk.speed_m_s=fast",
                "--set walk.speed_m_s=fast: walk.speed_m_s = \"fast\": give a number, such as 1.5",
            ),
            (
                "circle.limit=15",
                "--set circle.limit=15: circle.limit = 15: give a walk such as \"15min\" or \"900m\"",
            ),
            (
                "circle.limit=-3min",
                "--set circle.limit=-3min: circle.limit = \"-3min\": it is not above 0; \
                 give a walk such as \"15min\" or \"900m\"",
            ),
        ] {
            assert_eq!(apply("--set", assignment, &mut settled), [fault]);
        }
        assert_eq!(settled, Settled::default());
    }
}
