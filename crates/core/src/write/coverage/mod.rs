//! What a city reports, as tables, one workbook, a layer of units and a page of text.
//!
//! - `units`, `totals`, `goals`, `stages`, `behind`, `supply`, `catchments`, `audit`, `counts`, `times`: the columns of each table.
//! - `defined`: figures that several tables tell, each defined once.
//! - `page`: a page that can be pasted into a report; `phrases`: its words in both languages; `markdown`: its tables.
//! - `meanings`: what the machine's words mean.
//! - `figures`: `summary.json`.

mod audit;
mod behind;
mod catchments;
mod cells;
mod counts;
mod defined;
mod figures;
mod goals;
mod markdown;
mod meanings;
mod page;
mod phrases;
mod stages;
mod supply;
mod times;
mod totals;
mod units;

use std::path::{Path, PathBuf};

use super::batch::{self, Batch};
use super::columns::Layer;
use super::edition::Edition;
use super::formats::{self, Layers};
use super::workbook::{self, Front, Sheet};
use super::{WriteError, csv_layer, language, page_in, rejected, row_notes, several};
use crate::language::Language;
use crate::options::Format;
use crate::plan::{CoverageOutcome, Plan};

pub use meanings::word_of_data;
pub(super) use meanings::words_of_data;
pub use page::{brief, page};
use phrases::Phrases;
pub(super) use units::COLUMNS as UNITS;

/// All tables, the shortest view first.
#[rustfmt::skip]
fn sheets<'a>(plan: &'a Plan, outcome: &'a CoverageOutcome) -> Vec<Sheet<'a>> {
    let sheet = |layer, titles, about: [&str; 2]| Sheet { layer, titles, about: about.map(str::to_owned) };
    vec![
        sheet(totals::table(outcome), ["totals", "汇总"], ["The city's figure and the walked one, by kind of unit.", "按单元类型汇总的行政口径与步行口径。"]),
        sheet(units::table(outcome), ["units", "单元"], ["The same for every unit and circle.", "每个单元、每个服务圈的两种口径。"]),
        sheet(behind::behind(outcome), ["behind", "差异小区"], ["The compounds behind the difference of the two figures.", "两种口径差异所涉小区名单。"]),
        sheet(goals::targets(plan, outcome), ["targets", "目标"], ["What is covered, what is asked for, and how many more it takes.", "覆盖情况、目标与缺口。"]),
        sheet(goals::levels(plan, outcome), ["levels", "层级"], ["Whether all levels of care pass together.", "各层级养老服务网络是否均通过。"]),
        sheet(stages::stages(outcome), ["stages", "阶段"], ["What is covered after each stage of building.", "各建设阶段后的覆盖情况。"]),
        sheet(stages::gains(outcome), ["gains", "边际增益"], ["What each facility adds.", "每个设施的新增覆盖。"]),
        sheet(supply::supply(outcome), ["supply", "供给"], ["Supply within reach and how evenly it is spread.", "可达供给及其均衡程度。"]),
        sheet(supply::accesses(outcome), ["access", "可达性"], ["Supply within reach of each compound.", "各小区的可达供给。"]),
        sheet(supply::lorenz(outcome), ["lorenz", "洛伦兹曲线"], ["The Lorenz curves behind the Gini coefficients.", "基尼系数对应的洛伦兹曲线。"]),
        sheet(catchments::table(outcome), ["catchments", "服务范围"], ["Whom each facility serves, three ways.", "每个设施的服务范围（三种口径）。"]),
        sheet(audit::rates(outcome), ["audit", "配建核查"], ["The five rates of the compound audit, with both denominators.", "小区配建五率，两种分母。"]),
        sheet(audit::failing(outcome), ["audit_failing", "未通过小区"], ["The compounds that do not pass a step.", "各环节未通过的小区。"]),
        sheet(counts::facilities(outcome), ["facility_counts", "设施计数"], ["Facilities by what the lists tell of them.", "按名单所填分类的设施数。"]),
        sheet(counts::items(outcome), ["counted", "非空间指标"], ["Figures of no place: counted, not scored.", "非空间指标，只计数不评价。"]),
        sheet(times::table(outcome), ["times", "步行时间"], ["Walking times between compounds and facilities; --times takes them.", "小区至设施步行时间，可作 --times 输入。"]),
        sheet(behind::notes(outcome, language(plan, &outcome.outcome)), ["notes", "备注"], ["What was odd about single rows.", "个别记录的异常情况。"]),
    ]
}

/// The units of each circle with its facilities and compounds, where any has an outline, or an older layer would be left standing.
fn unit_layers<'a>(
    outcome: &'a CoverageOutcome,
    folder: &Path,
    formats: &[Format],
    language: Language,
) -> Vec<Layer<'a>> {
    let suffixes = several::suffixes(&outcome.outcome).into_iter().enumerate();
    let layers = suffixes.flat_map(|(circle, suffix)| {
        let units = units::layer(outcome, format!("units{suffix}"), circle);
        let is_map = units.features().next().is_some();
        let over = is_map.then(|| super::places_of(&suffix, &outcome.outcome, circle, language));
        over.into_iter().flatten().chain([units])
    });
    layers
        .filter(|layer| {
            let older = |format: &Format| folder.join(format!("{}.{}", layer.name, format.word())).exists();
            layer.features().next().is_some() || formats.iter().any(older)
        })
        .collect()
}

/// Writes the workbook alone. Gives the file.
///
/// # Errors
/// As [`to_directory`](super::to_directory).
pub fn coverage_workbook(plan: &Plan, outcome: &CoverageOutcome, path: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let mut batch = Batch::default();
    workbook_into(&mut batch, plan, outcome, &sheets(plan, outcome), path.to_owned())?;
    batch.commit()
}

fn workbook_into(
    batch: &mut Batch,
    plan: &Plan,
    outcome: &CoverageOutcome,
    sheets: &[Sheet<'_>],
    path: PathBuf,
) -> Result<(), WriteError> {
    let language = language(plan, &outcome.outcome);
    let front = Front {
        title: Phrases::of(language).title().to_owned(),
        lines: page::front(plan, outcome),
    };
    batch.write(path, |out| workbook::write(sheets, &front, language, out))
}

/// Writes everything into a folder, which is made if it is missing: the layer of units in the plan's formats (one for each circle,
/// where there are several; all in `coverage.gpkg` as a `GeoPackage`), a CSV for each table that has rows, `coverage.xlsx` with all
/// of them, `report.md`, `rejected.csv`, `row_notes.csv` where rows are not used as they stand, `report.html` where a `report` is
/// given, `summary.json`. Gives the files written, in that order.
///
/// A table without rows is written where an older one would be left standing, else not.
///
/// # Errors
/// As [`to_directory`](super::to_directory).
pub fn coverage_to_directory(
    plan: &Plan,
    outcome: &CoverageOutcome,
    folder: &Path,
    report: Option<&str>,
) -> Result<Vec<PathBuf>, WriteError> {
    batch::make_folder(folder)?;
    let mut batch = Batch::default();
    let edition = Edition::of(plan, &outcome.outcome, None).of_units(outcome);
    // The table of all circles is the CSV of units.
    let mut formats = plan.output.formats.clone();
    formats.retain(|format| *format != Format::Csv);
    let layers = unit_layers(outcome, folder, &formats, edition.language());
    if !layers.is_empty() {
        let tables = vec![super::run::layer(&edition)];
        let layers = Layers {
            file: "coverage",
            drawn: layers,
            tables,
        };
        formats::to_folder(&mut batch, folder, layers, &formats, &edition)?;
    }
    let sheets = sheets(plan, outcome);
    for sheet in &sheets {
        let path = folder.join(format!("{}.csv", sheet.layer.name));
        if !sheet.is_empty() || path.exists() {
            batch.write(path, |out| csv_layer::write(&sheet.layer, out))?;
        }
    }
    let language = language(plan, &outcome.outcome);
    workbook_into(&mut batch, plan, outcome, &sheets, folder.join("coverage.xlsx"))?;
    batch.write(folder.join("report.md"), |out| {
        out.write_all(page(plan, outcome).as_bytes())
    })?;
    batch.write(folder.join("rejected.csv"), |out| {
        csv_layer::write(&rejected::layer(&outcome.outcome, language), out)
    })?;
    row_notes(&mut batch, &outcome.outcome, language, folder.join("row_notes.csv"))?;
    page_in(&mut batch, report, folder)?;
    let path = folder.join("summary.json");
    let files = batch.names().chain(batch::file_name(&path)).collect();
    batch.write(path, |out| figures::write(&sheets, plan, outcome, files, out))?;
    batch.commit()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::write::ColumnType;

    #[test]
    fn every_figure_is_defined_in_a_line_and_every_title_once() {
        let (plan, outcome) = (Plan::default(), CoverageOutcome::default());
        let mut known = BTreeMap::new();
        for sheet in sheets(&plan, &outcome) {
            for head in &sheet.layer.columns {
                let place = format!("{}.{}", sheet.layer.name, head.name);
                if head.kind != ColumnType::Text {
                    let [english, chinese] = head.definition.unwrap_or_default();
                    assert!(!english.is_empty() && english != head.english, "{place}");
                    assert!(!chinese.is_ascii() && chinese != head.chinese, "{place}");
                    assert!(english.len() > head.english.len() / 2, "{place} only repeats its title");
                }
                let titles = [(head.english, head.definition), (head.chinese, head.definition)];
                for (title, definition) in titles.into_iter().filter(|(_, definition)| definition.is_some()) {
                    let first = *known.entry(title).or_insert(definition);
                    assert_eq!(first, definition, "{place}: {title} is defined twice");
                }
            }
        }
    }

    #[test]
    fn words_of_ours_are_marked_and_names_are_not() {
        let (plan, outcome) = (Plan::default(), CoverageOutcome::default());
        let sheets = sheets(&plan, &outcome);
        let heads = sheets.iter().flat_map(|sheet| &sheet.layer.columns);
        for head in heads {
            let is_name = head.name.ends_with("name") || head.name.ends_with("id");
            assert!(!(head.is_worded && is_name), "{}", head.name);
            let is_word = [
                "kind", "extent", "verdict", "reason", "measure", "stage", "step", "why", "side", "method",
            ];
            assert!(head.is_worded || !is_word.contains(&head.name), "{}", head.name);
        }
    }
}
