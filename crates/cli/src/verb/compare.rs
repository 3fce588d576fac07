//! `compare`: a plan under several settings, and the compounds that change their verdict.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use service_circle_core::gaps::Verdict;
use service_circle_core::language::Language;
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
use crate::texts::{compare as texts, shared};
use crate::words::{Align, Table, called, grouped, sentence};

/// The table's name in a folder.
const TABLE: &str = "compare.csv";
/// How many changing compounds are shown.
const CHANGING_SHOWN: usize = 40;

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
    let names = comparisons.iter().flat_map(|one| &one.compounds);
    let of_names = Language::of_names(names.filter_map(|(_, name)| name.as_deref()));
    let language = settled.plan.output.language.or(of_names).unwrap_or_default();
    let told: Vec<String> = circles
        .map(|(circle, comparison)| told(circle, &options.walk, comparison, language))
        .collect();
    let mut text = told.join("\n");
    if let Some(path) = table {
        progress.progress(Stage::Write, 0, 1);
        text.push_str(&list_written(&written(&comparisons, &path)?, language));
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

fn told(circle: &Circle, walk: &WalkOptions, comparison: &Comparison, language: Language) -> String {
    let heading = shared::circle_heading(circle, comparison.compounds.len(), walk, language);
    [
        sentence(&heading, 0),
        "\n".to_owned(),
        counts(comparison, language),
        changing(comparison, language),
    ]
    .concat()
}

/// Counts by verdict, one row a run.
fn counts(comparison: &Comparison, language: Language) -> String {
    let verdicts = [Verdict::Served, Verdict::Partly, Verdict::Gap, Verdict::Undetermined];
    let mut table = Table::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
    ]);
    let [served, partly, gap, undetermined] = verdicts.map(|verdict| shared::verdict(verdict, language).to_owned());
    let [settings, differ] = [texts::SETTINGS, texts::DIFFER].map(|words| words.told_in(language).to_owned());
    table.row([settings, served, partly, gap, undetermined, differ]);
    let mut row = |name: &str, told: &[Told], differing: String| {
        let count = |verdict| grouped(told.iter().filter(|one| one.verdict == verdict).count() as u64);
        let [served, partly, gap, undetermined] = verdicts.map(count);
        table.row([name.to_owned(), served, partly, gap, undetermined, differing]);
    };
    row(texts::AS_PLANNED.told_in(language), &comparison.base, String::new());
    for run in &comparison.runs {
        row(&run.name, &run.told, grouped(comparison.differing(run) as u64));
    }
    table.lines()
}

/// The compounds that change, each with the verdict as planned and what it becomes under which settings.
fn changing(comparison: &Comparison, language: Language) -> String {
    let changing = comparison.changing();
    if changing.is_empty() {
        return format!("\n{}\n", texts::NO_CHANGE.told_in(language));
    }
    let mut text = format!("\n{}\n", texts::changing(changing.len(), language));
    let mut table = Table::new(&[Align::Left, Align::Left, Align::Left]);
    let heads = [shared::COMPOUND, texts::AS_PLANNED, texts::UNDER_OTHER_SETTINGS];
    table.row(heads.map(|head| head.told_in(language).to_owned()));
    for &position in changing.iter().take(CHANGING_SHOWN) {
        let (Some((id, name)), Some(base)) = (comparison.compounds.get(position), comparison.base.get(position)) else {
            continue;
        };
        let changes: Vec<String> = comparison
            .changes_of(position)
            .map(|(run, told)| change(run, &told, language))
            .collect();
        table.row([
            called(name.as_deref(), id),
            verdict_and_minutes(base, language),
            changes.join(language.pick(", ", "；")),
        ]);
    }
    text.push_str(&table.lines());
    if changing.len() > CHANGING_SHOWN {
        let more = changing.len() - CHANGING_SHOWN;
        let _ = writeln!(text, "  {}", texts::more(more, TABLE, language));
    }
    text
}

fn change(run: &VariantRun, told: &Told, language: Language) -> String {
    texts::change(&verdict_and_minutes(told, language), &run.name, language)
}

/// `gap 16.67 min`.
fn verdict_and_minutes(told: &Told, language: Language) -> String {
    let verdict = shared::verdict(told.verdict, language);
    told.median.map_or_else(
        || verdict.to_owned(),
        |median| {
            let minutes = shared::minutes(&format!("{:.2}", median.minutes()), language);
            format!("{verdict} {minutes}")
        },
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
        let comparison = comparison(vec![one(Verdict::Served, Some(5)), one(Verdict::Gap, Some(40))]);
        let told = |language| told(&Circle::default(), &WalkOptions::default(), &comparison, language);
        assert_eq!(
            told(Language::English),
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
        assert_eq!(
            told(Language::Chinese),
            "\
养老服务：2个小区，限值为步行15分钟（步速1米/秒，合900米）

  设置               达标  部分达标  缺口  待定  不同
  按方案                0         0     2     0
  walk.zones = open     1         0     1     0     1

1个小区的判定有变化
  小区            按方案          其他设置下
  西邻苑 (way/1)  缺口 20.00分钟  walk.zones = open 时达标 5.00分钟
"
        );
    }

    #[test]
    fn nothing_changing_is_told_plainly() {
        let told = comparison(vec![one(Verdict::Gap, Some(21)), one(Verdict::Gap, None)]);
        assert!(changing(&told, Language::English).contains("No compound changes"));
    }
}
