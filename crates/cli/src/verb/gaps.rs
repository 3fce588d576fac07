//! `gaps`: the gap map, and a summary a person can read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::gaps::{CompoundVerdict, Reason, Verdict};
use service_circle_core::language::Language;
use service_circle_core::options::Options;
use service_circle_core::place::Rejected;
use service_circle_core::plan::{self, CircleOutcome, Outcome, Plan, VariantRun};
use service_circle_core::quality::Grade;
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;
use service_circle_core::write::words::Terms;
use service_circle_report::ReportData;

use super::list_written;
use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::output::Destination;
use crate::page;
use crate::progress::Progress;
use crate::settle::settle;
use crate::texts::{gaps as texts, lists, shared};
use crate::words::{self, Align, Table, called, grouped, percent, tally_table, whole};
use service_circle_core::sentences;

/// How many of the longest walks are shown.
const LONGEST_SHOWN: usize = 10;
/// How many reasons of rejection are shown.
const REJECTED_SHOWN: usize = 5;

/// Runs the plan, writes the layers and gives the summary.
pub(crate) fn run(
    common: &Common,
    output: &Output,
    with_network: bool,
    no_circles: bool,
    progress: &Progress,
) -> Result<String, Failure> {
    let mut settled = settle(common)?;
    let destination = Destination::choose(output, common, &settled)?;
    if with_network && !matches!(destination, Destination::Directory(_)) {
        return Err(Failure::wrong(
            "--with-network: -o names one file; give -o FOLDER, or use the verb network",
        ));
    }
    settled.plan.output.circles &= !no_circles;
    if let Destination::File(path) = &destination {
        write::check_layer(&settled.plan, path)?;
        // One file holds compounds alone.
        settled.plan.output.circles = false;
    }
    let outcome = plan::run(&settled.plan, progress)?;
    go_on(progress)?;
    progress.progress(Stage::Write, 0, 1);
    let written = write_results(&settled.plan, &outcome, &destination, with_network)?;
    progress.progress(Stage::Write, 1, 1);
    let language = write::language(&settled.plan, &outcome);
    Ok(summary(&settled.plan, &outcome, language) + &list_written(&written, language))
}

fn write_results(
    plan: &Plan,
    outcome: &Outcome,
    destination: &Destination,
    with_network: bool,
) -> Result<Vec<PathBuf>, Failure> {
    let data = ReportData::new(plan, outcome);
    Ok(match destination {
        Destination::File(path) => write::to_file(plan, outcome, path)?,
        Destination::Page(path) => page::to_file(&data, path)?,
        Destination::Directory(directory) => {
            write::to_directory(plan, outcome, directory, with_network, page::wanted(&data).as_deref())?
        }
    })
}

/// The circles one after the other, then what is told of all.
fn summary(plan: &Plan, outcome: &Outcome, language: Language) -> String {
    let mut text = String::new();
    for (position, judged) in outcome.circles.iter().enumerate() {
        let is_first = position == 0;
        if !is_first {
            text.push('\n');
        }
        text.push_str(&circle_summary(plan, outcome, judged, is_first, language));
    }
    text.push_str(&words::tables_account(&outcome.tables, &outcome.row_notes, language));
    text.push_str(&rejected(&outcome.placed.rejected, language));
    if outcome.tally.iter().next().is_some() {
        let heading = shared::ODD_INPUT.told_in(language);
        let _ = write!(text, "\n{heading}\n{}", tally_table(&outcome.tally, language));
    }
    text
}

/// One circle; with the first, what the data are like.
fn circle_summary(
    plan: &Plan,
    outcome: &Outcome,
    judged: &CircleOutcome,
    is_first: bool,
    language: Language,
) -> String {
    let options = &plan.options;
    let heading = shared::circle_heading(&judged.circle, judged.verdicts.len(), &options.walk, language);
    let mut text = words::sentence(&heading, 0) + "\n";
    text.push_str(&verdicts(judged, language));
    if is_first {
        text.push_str(&words::datum_warnings(&outcome.datum_fits, language));
    }
    text.push_str(&reasons(options, judged, language));
    if is_first {
        text.push_str(&grades(outcome, language));
    }
    text.push_str(&other_zones(options, judged, language));
    text.push_str(&elders(outcome, judged, language));
    text.push_str(&facilities(plan, outcome, judged, language));
    text.push_str(&longest_walks(outcome, judged, language));
    text.push_str(&without_walk(outcome, judged, language));
    text
}

fn verdicts(judged: &CircleOutcome, language: Language) -> String {
    let all = judged.verdicts.len();
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right]);
    for verdict in [Verdict::Served, Verdict::Partly, Verdict::Gap, Verdict::Undetermined] {
        let count = judged.verdicts.iter().filter(|one| one.verdict == verdict).count();
        table.row([
            shared::verdict(verdict, language).to_owned(),
            grouped(count as u64),
            percent(count as f64, all as f64),
        ]);
    }
    table.lines()
}

/// Why compounds are not served: the rows add up to all that are not.
fn reasons(options: &Options, judged: &CircleOutcome, language: Language) -> String {
    let mut counts: BTreeMap<Reason, u64> = BTreeMap::new();
    for reason in judged.verdicts.iter().filter_map(|one| one.reason) {
        *counts.entry(reason).or_default() += 1;
    }
    let is_open = |one: &&CompoundVerdict| one.verdict != Verdict::Served && one.reason.is_none();
    let open = judged.verdicts.iter().filter(is_open).count() as u64;
    if counts.is_empty() && open == 0 {
        return String::new();
    }
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Left]);
    let terms = Terms::of(options, Some(&judged.circle), language);
    for (reason, count) in counts {
        let reason = write::words::reason(reason);
        table.row([
            reason.called(language).to_owned(),
            grouped(count),
            terms.told(reason.about),
        ]);
    }
    if open > 0 {
        let [word, meaning] = [texts::UNKNOWN, texts::UNKNOWN_ABOUT].map(|words| words.told_in(language).to_owned());
        table.row([word, grouped(open), meaning]);
    }
    format!("\n{}\n{}", texts::WHY_NOT_SERVED.told_in(language), table.lines())
}

/// How far the verdicts can be trusted: grades of the data.
fn grades(outcome: &Outcome, language: Language) -> String {
    if outcome.quality.is_empty() {
        return String::new();
    }
    let count = |grade| outcome.quality.iter().filter(|one| one.grade == grade).count();
    let grades: Vec<String> = Grade::ALL
        .into_iter()
        .map(|grade| format!("{grade:?} {}", grouped(count(grade) as u64)))
        .collect();
    let told = texts::grades(&grades.join(language.comma()), language);
    format!("\n{}", words::sentence(&told, 0))
}

/// What other beliefs in gates would say.
fn other_zones(options: &Options, judged: &CircleOutcome, language: Language) -> String {
    let Some(zones) = &judged.zones else {
        return String::new();
    };
    let differ = |run: &VariantRun| texts::differ_with(zones.differing(run), &run.name, language);
    let runs: Vec<String> = zones.runs.iter().map(differ).collect();
    let own = words::zones(options.walk.zones);
    words::sentence(&texts::other_zones(own, &runs, language), 0)
}

fn elders(outcome: &Outcome, judged: &CircleOutcome, language: Language) -> String {
    let told: Vec<f64> = outcome.placed.compounds.iter().filter_map(|one| one.elders).collect();
    if told.is_empty() {
        return String::new();
    }
    let outside: f64 = judged.verdicts.iter().filter_map(|one| one.elders_outside).sum();
    let all: f64 = told.iter().sum();
    let compounds = outcome.placed.compounds.len();
    let sentence = texts::elders(outside, all, told.len(), compounds, language);
    format!("\n{}", words::sentence(&sentence, 0))
}

/// A plain sentence where there is nothing to walk to.
fn facilities(plan: &Plan, outcome: &Outcome, judged: &CircleOutcome, language: Language) -> String {
    let all = &outcome.placed.facilities;
    let counts = all.iter().filter(|one| one.counts_in(&judged.circle)).count();
    if counts > 0 {
        return String::new();
    }
    let told = match &plan.facilities {
        _ if !all.is_empty() => texts::none_counts(all.len(), language),
        Some(table) => texts::no_facility_in(&table.path.display().to_string(), language),
        None => texts::NO_FACILITY_MAPPED.told_in(language).to_owned(),
    };
    format!("\n{}", words::sentence(&told, 0))
}

/// The compounds with the longest walks among those not served.
fn longest_walks(outcome: &Outcome, judged: &CircleOutcome, language: Language) -> String {
    let compounds = &outcome.placed.compounds;
    let mut walks: Vec<_> = compounds
        .iter()
        .zip(&judged.verdicts)
        .filter(|(_, verdict)| verdict.verdict != Verdict::Served)
        .filter_map(|(compound, verdict)| Some((verdict.median?, compound, verdict)))
        .collect();
    // Stable: equals stay in input order.
    walks.sort_by_key(|(median, ..)| std::cmp::Reverse(*median));
    let mut text = String::new();
    if !walks.is_empty() {
        let mut table = Table::new(&[Align::Right, Align::Right, Align::Left, Align::Left, Align::Left]);
        let heads = [
            shared::MINUTES,
            shared::METRES,
            texts::VERDICT,
            shared::COMPOUND,
            texts::NEAREST_FACILITY,
        ];
        table.row(heads.map(|head| head.told_in(language).to_owned()));
        for (median, compound, verdict) in walks.iter().take(LONGEST_SHOWN) {
            let facility = verdict
                .facility
                .and_then(|facility| outcome.placed.facilities.get(facility.index()));
            table.row([
                format!("{:.2}", median.minutes()),
                verdict.metres.map_or_else(String::new, whole),
                shared::verdict(verdict.verdict, language).to_owned(),
                called(compound.name.as_deref(), &compound.id),
                facility.map_or_else(String::new, |one| one.name.clone().unwrap_or_else(|| one.id.clone())),
            ]);
        }
        let heading = texts::LONGEST_WALKS.told_in(language);
        let _ = write!(text, "\n{heading}\n{}", table.lines());
    }
    text
}

/// How many compounds walk to no facility at all, within the time that is searched.
fn without_walk(outcome: &Outcome, judged: &CircleOutcome, language: Language) -> String {
    let without = judged.verdicts.iter().filter(|one| one.median.is_none()).count();
    if without == 0 || outcome.placed.facilities.is_empty() {
        return String::new();
    }
    let searched = words::searched_minutes(judged.limit);
    format!("\n{}\n", texts::without_walk(without, &searched, language))
}

/// What could not be used, by list and reason, the most frequent first.
fn rejected(rows: &[Rejected], language: Language) -> String {
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for row in rows {
        *counts.entry((row.list, &row.reason)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    if counts.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&[Align::Right, Align::Left, Align::Left]);
    for ((list, reason), count) in counts.iter().take(REJECTED_SHOWN) {
        table.row([
            grouped(*count),
            lists::list(list, language),
            sentences::told(reason, language).into_owned(),
        ]);
    }
    let mut text = format!("\n{}\n{}", texts::REJECTED.told_in(language), table.lines());
    if counts.len() > REJECTED_SHOWN {
        let more: u64 = counts.iter().skip(REJECTED_SHOWN).map(|(_, count)| count).sum();
        let _ = writeln!(text, "  {}", shared::and_more(more, language));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verb::sample;

    #[test]
    fn the_summary_tells_counts_reasons_elders_and_the_longest_walks() {
        let text = summary(&Plan::default(), &sample::outcome(), Language::English);
        assert_eq!(
            text,
            "\
elder care: 3 compounds within 15 min (900 m at 1 m/s)

  served        1  33.3 %
  partly        0   0.0 %
  gap           2  66.7 %
  undetermined  0   0.0 %

Why not served
  barrier      1  a facility is within 15 min in a straight line, but the walk
                  is longer, or there is none
  off-network  1  there is no street or path near the dwellings

Elders outside the limit: 120 of 120 (100.0 %), told for 1 of 3 compounds

Longest walks
  minutes  metres  verdict  compound          nearest facility
    21.00   1,200  gap      凤凰小区 (way/1)  鸿儒老年公寓

1 compound reaches no facility within 60 min.
"
        );
    }

    #[test]
    fn the_summary_is_told_in_chinese() {
        let text = summary(&Plan::default(), &sample::outcome(), Language::Chinese);
        assert_eq!(
            text,
            "\
养老服务：3个小区，限值为步行15分钟（步速1米/秒，合900米）

  达标      1  33.3 %
  部分达标  0   0.0 %
  缺口      2  66.7 %
  待定      0   0.0 %

未达标原因
  绕行阻隔  1  直线在15分钟内，但步行须绕行或不通
  无路可走  1  住宅附近无可步行道路

限值以外的老年人：120人，占120人的 100.0 %（3个小区中1个有老年人口数据）

步行最久的小区
   分钟     米  判定  小区              最近设施
  21.00  1,200  缺口  凤凰小区 (way/1)  鸿儒老年公寓

1个小区步行60分钟到不了任何设施。
"
        );
    }

    #[test]
    fn reasons_add_up_to_all_that_are_not_served() {
        let mut outcome = sample::outcome();
        let judged = &mut outcome.circles[0];
        judged.verdicts[0].reason = None;
        judged.verdicts[0].verdict = Verdict::Undetermined;
        let told = |judged: &CircleOutcome| reasons(&Options::default(), judged, Language::English);
        let text = told(judged);
        assert!(text.contains("  off-network  1  "), "{text}");
        assert!(text.contains("  unknown      1  "), "{text}");
        for one in &mut judged.verdicts {
            (one.verdict, one.reason) = (Verdict::Served, None);
        }
        assert_eq!(told(judged), "");
        assert_eq!(longest_walks(&outcome, &outcome.circles[0], Language::English), "");
    }

    #[test]
    fn what_is_rejected_is_counted_by_reason() {
        let row = |list, reason: &str| Rejected {
            list,
            source: "f.csv".to_owned(),
            line: Some(2),
            id: String::new(),
            name: String::new(),
            value: String::new(),
            reason: reason.to_owned(),
        };
        let mut rows = vec![row("gates", "no compound has this id"); 2];
        rows.push(row("compounds", "has no name"));
        assert_eq!(
            rejected(&rows, Language::English),
            "\nRejected, each told in rejected.csv\n  2  gates      no compound has this id\n  1  compounds  has no name\n"
        );
        assert_eq!(rejected(&[], Language::English), "");
        let many: Vec<Rejected> = (0..7).map(|number| row("gates", &number.to_string())).collect();
        assert!(rejected(&many, Language::English).ends_with("  and 2 more\n"));
    }

    #[test]
    fn a_map_without_facilities_is_told_plainly() {
        let mut outcome = sample::outcome();
        outcome.placed.facilities.clear();
        let mut plan = Plan::default();
        assert!(
            facilities(&plan, &outcome, &outcome.circles[0], Language::English)
                .contains("The extract holds no elder-care facility")
        );
        plan.facilities = Some(plan::TableSource {
            path: "f.csv".into(),
            ..plan::TableSource::default()
        });
        assert_eq!(
            facilities(&plan, &outcome, &outcome.circles[0], Language::English),
            "\nf.csv holds no facility that can be used.\n"
        );
        let mut outcome = sample::outcome();
        let told = |outcome: &Outcome| facilities(&Plan::default(), outcome, &outcome.circles[0], Language::English);
        assert_eq!(told(&outcome), "");
        outcome.circles[0].circle.categories = vec!["day_care".to_owned()];
        assert!(told(&outcome).starts_with("\nNone of the 1 facility counts"));
    }
}
