//! `compare`: a plan under several settings, and the compounds that change their verdict.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use service_circle_core::gaps::Verdict;
use service_circle_core::options::{Circle, WalkOptions};
use service_circle_core::plan::{self, Comparison, Told, Variant, VariantRun};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;

use super::list_written;
use crate::args::Common;
use crate::failure::Failure;
use crate::output;
use crate::progress::Progress;
use crate::settle::{settle, vary};
use crate::words::{self, Align, Table, called, counted, grouped};

/// The table's name in a folder.
const TABLE: &str = "compare.csv";
/// How many changing compounds are shown.
const CHANGING_SHOWN: usize = 40;
/// What the plan itself is called.
const AS_PLANNED: &str = "as planned";

/// Runs the plan and its variants; writes the table where asked, and tells what changes.
pub(crate) fn run(
    common: &Common,
    output: Option<&Path>,
    varied: &[String],
    progress: &Progress,
) -> Result<String, Failure> {
    let settled = settle(common)?;
    let options = &settled.plan.options;
    let variants = if varied.is_empty() {
        Variant::usual(options)
    } else {
        vary(&settled, varied)?
    };
    let table = output.map(|path| output::table(path, TABLE)).transpose()?;
    let comparisons = plan::compare(&settled.plan, &variants, progress)?;
    go_on(progress)?;
    let circles = options.circles.iter().zip(&comparisons);
    let told: Vec<String> = circles
        .map(|(circle, comparison)| told(circle, &options.walk, comparison))
        .collect();
    let mut text = told.join("\n");
    if let Some(path) = table {
        progress.progress(Stage::Write, 0, 1);
        text.push_str(&list_written(&written(&comparisons, &path)?));
        progress.progress(Stage::Write, 1, 1);
    }
    Ok(text)
}

fn written(comparisons: &[Comparison], path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        write::check_directory(folder)?;
    }
    Ok(write::comparison_to_file(comparisons, path)?)
}

fn told(circle: &Circle, walk: &WalkOptions, comparison: &Comparison) -> String {
    let mut text = format!(
        "{}: {} within {}\n\n{}",
        circle.name,
        counted(comparison.compounds.len(), "compound"),
        words::limit(circle, walk),
        counts(comparison),
    );
    text.push_str(&changing(comparison));
    text
}

/// Counts by verdict, one row a run.
fn counts(comparison: &Comparison) -> String {
    let verdicts = [Verdict::Served, Verdict::Partly, Verdict::Gap, Verdict::Undetermined];
    let mut table = Table::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
    ]);
    let [served, partly, gap, undetermined] = verdicts.map(|verdict| words::verdict(verdict).to_owned());
    let differ = "differ".to_owned();
    table.row(["settings".to_owned(), served, partly, gap, undetermined, differ]);
    let mut row = |name: &str, told: &[Told], differing: String| {
        let count = |verdict| grouped(told.iter().filter(|one| one.verdict == verdict).count() as u64);
        let [served, partly, gap, undetermined] = verdicts.map(count);
        table.row([name.to_owned(), served, partly, gap, undetermined, differing]);
    };
    row(AS_PLANNED, &comparison.base, String::new());
    for run in &comparison.runs {
        row(&run.name, &run.told, grouped(comparison.differing(run) as u64));
    }
    table.lines()
}

/// The compounds that change, each with the verdict as planned and what it becomes under which settings.
fn changing(comparison: &Comparison) -> String {
    let changing = comparison.changing();
    if changing.is_empty() {
        return "\nNo compound changes its verdict.\n".to_owned();
    }
    let verb = if changing.len() == 1 { "changes" } else { "change" };
    let mut text = format!("\n{} {verb}\n", counted(changing.len(), "compound"));
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left]);
    table.row(["compound", AS_PLANNED, "under other settings"].map(str::to_owned));
    for &position in changing.iter().take(CHANGING_SHOWN) {
        let (Some((id, name)), Some(base)) = (comparison.compounds.get(position), comparison.base.get(position)) else {
            continue;
        };
        let changes: Vec<String> = comparison
            .changes_of(position)
            .map(|(run, told)| change(run, &told))
            .collect();
        table.row([
            called(name.as_deref(), id),
            verdict_and_minutes(base),
            changes.join(", "),
        ]);
    }
    text.push_str(&table.lines());
    if changing.len() > CHANGING_SHOWN {
        let more = changing.len() - CHANGING_SHOWN;
        let _ = writeln!(
            text,
            "  and {} more: -o {TABLE} lists them all",
            counted(more, "compound")
        );
    }
    text
}

fn change(run: &VariantRun, told: &Told) -> String {
    format!("{} with {}", verdict_and_minutes(told), run.name)
}

/// `gap 16.67 min`.
fn verdict_and_minutes(told: &Told) -> String {
    let verdict = words::verdict(told.verdict);
    told.median.map_or_else(
        || verdict.to_owned(),
        |median| format!("{verdict} {:.2} min", median.minutes()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use service_circle_core::units_of_measure::Milliseconds;

    fn one(verdict: Verdict, minutes: Option<u32>) -> Told {
        Told {
            verdict,
            reason: None,
            median: minutes.map(|minutes| Milliseconds(minutes * 60_000)),
        }
    }

    fn comparison(told: Vec<Told>) -> Comparison {
        Comparison {
            circle: "elder care".to_owned(),
            compounds: vec![
                ("way/1".to_owned(), Some("西邻苑".to_owned())),
                ("way/2".to_owned(), None),
            ],
            base: vec![one(Verdict::Gap, Some(20)), one(Verdict::Gap, None)],
            runs: vec![VariantRun {
                name: "walk.zones = open".to_owned(),
                told,
            }],
        }
    }

    #[test]
    fn what_changes_is_told_with_both_verdicts() {
        let told = told(
            &Circle::default(),
            &WalkOptions::default(),
            &comparison(vec![one(Verdict::Served, Some(5)), one(Verdict::Gap, Some(40))]),
        );
        assert_eq!(
            told,
            "\
elder care: 2 compounds within 15 min (900 m at 1 m/s)

  settings           served  partly  gap  undetermined  differ
  as planned              0       0    2             0
  walk.zones = open       1       0    1             0       1

1 compound changes
  compound        as planned     under other settings
  西邻苑 (way/1)  gap 20.00 min  served 5.00 min with walk.zones = open
"
        );
    }

    #[test]
    fn nothing_changing_is_told_plainly() {
        let told = comparison(vec![one(Verdict::Gap, Some(21)), one(Verdict::Gap, None)]);
        assert!(changing(&told).contains("No compound changes"));
    }
}
