//! `gaps`: the gap map, and a summary a person can read.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::gaps::{CompoundVerdict, Reason, Verdict};
use service_circle_core::options::Options;
use service_circle_core::place::Rejected;
use service_circle_core::plan::{self, CircleOutcome, Outcome, Plan, VariantRun};
use service_circle_core::quality::Grade;
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;
use service_circle_report::ReportData;

use super::list_written;
use crate::args::{Common, Output};
use crate::failure::Failure;
use crate::output::Destination;
use crate::page;
use crate::progress::Progress;
use crate::settle::settle;
use crate::words::{self, Align, Table, called, counted, grouped, percent, tally_table, whole};

/// How many of the longest walks are shown.
const LONGEST_SHOWN: usize = 10;
/// How many reasons of rejection are shown.
const REJECTED_SHOWN: usize = 5;

/// Runs the plan, writes the layers and gives the summary.
pub(crate) fn run(
    common: &Common,
    output: &Output,
    with_network: bool,
    circles: bool,
    progress: &Progress,
) -> Result<String, Failure> {
    let mut settled = settle(common)?;
    let destination = Destination::choose(output, common, &settled)?;
    if with_network && !matches!(destination, Destination::Directory(_)) {
        return Err(Failure::wrong(
            "--with-network: -o names one file; give -o FOLDER, or use the verb network",
        ));
    }
    if circles && matches!(destination, Destination::File(_)) {
        return Err(Failure::wrong(
            "--circles: -o names one file; give -o FOLDER, or use the verb circles",
        ));
    }
    settled.plan.output.circles |= circles;
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
    Ok(summary(&settled.plan, &outcome) + &list_written(&written))
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
            let mut written = write::to_directory(plan, outcome, directory, with_network)?;
            written.extend(page::beside(&data, directory)?);
            written
        }
    })
}

/// The circles one after the other, then what is told of all.
fn summary(plan: &Plan, outcome: &Outcome) -> String {
    let mut text = String::new();
    for (position, judged) in outcome.circles.iter().enumerate() {
        let is_first = position == 0;
        if !is_first {
            text.push('\n');
        }
        text.push_str(&circle_summary(plan, outcome, judged, is_first));
    }
    text.push_str(&words::tables_account(&outcome.tables, &outcome.row_notes));
    text.push_str(&rejected(&outcome.placed.rejected));
    if outcome.tally.iter().next().is_some() {
        let _ = write!(text, "\nOdd input\n{}", tally_table(&outcome.tally));
    }
    text
}

/// One circle; with the first, what the data are like.
fn circle_summary(plan: &Plan, outcome: &Outcome, judged: &CircleOutcome, is_first: bool) -> String {
    let options = &plan.options;
    let mut text = format!(
        "{}: {} within {}\n\n",
        judged.circle.name,
        counted(judged.verdicts.len(), "compound"),
        words::limit(&judged.circle, &options.walk)
    );
    text.push_str(&verdicts(judged));
    if is_first {
        text.push_str(&words::datum_warnings(&outcome.datum_fits));
    }
    text.push_str(&reasons(judged));
    if is_first {
        text.push_str(&grades(outcome));
    }
    text.push_str(&other_zones(options, judged));
    text.push_str(&elders(outcome, judged));
    text.push_str(&facilities(plan, outcome, judged));
    text.push_str(&longest_walks(outcome, judged));
    text.push_str(&without_walk(outcome, judged));
    text
}

fn verdicts(judged: &CircleOutcome) -> String {
    let all = judged.verdicts.len();
    let mut table = Table::new(&[Align::Left, Align::Right, Align::Right]);
    for verdict in [Verdict::Served, Verdict::Partly, Verdict::Gap, Verdict::Undetermined] {
        let count = judged.verdicts.iter().filter(|one| one.verdict == verdict).count();
        table.row([
            words::verdict(verdict).to_owned(),
            grouped(count as u64),
            percent(count as f64, all as f64),
        ]);
    }
    table.lines()
}

/// Why compounds are not served: the rows add up to all that are not.
fn reasons(judged: &CircleOutcome) -> String {
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
    for (reason, count) in counts {
        let (word, meaning) = words::reason(reason);
        table.row([word.to_owned(), grouped(count), meaning.to_owned()]);
    }
    if open > 0 {
        let meaning = "the map leaves open how residents get out: no gate or path in is drawn";
        table.row(["unknown".to_owned(), grouped(open), meaning.to_owned()]);
    }
    format!("\nWhy not served\n{}", table.lines())
}

/// How far the verdicts can be trusted: grades of the data.
fn grades(outcome: &Outcome) -> String {
    if outcome.quality.is_empty() {
        return String::new();
    }
    let count = |grade| outcome.quality.iter().filter(|one| one.grade == grade).count();
    let grades: Vec<String> = Grade::ALL
        .into_iter()
        .map(|grade| format!("{grade:?} {}", grouped(count(grade) as u64)))
        .collect();
    format!(
        "\nThe data, from A (known) to E (nothing mapped): {}\n",
        grades.join(", ")
    )
}

/// What other beliefs in gates would say.
fn other_zones(options: &Options, judged: &CircleOutcome) -> String {
    let Some(zones) = &judged.zones else {
        return String::new();
    };
    let differ = |run: &VariantRun| format!("{} with {}", grouped(zones.differing(run) as u64), run.name);
    let runs: Vec<String> = zones.runs.iter().map(differ).collect();
    let own = words::zones(options.walk.zones);
    format!("Verdicts that differ from walk.zones = {own}: {}\n", runs.join(", "))
}

fn elders(outcome: &Outcome, judged: &CircleOutcome) -> String {
    let told: Vec<f64> = outcome.placed.compounds.iter().filter_map(|one| one.elders).collect();
    if told.is_empty() {
        return String::new();
    }
    let outside: f64 = judged.verdicts.iter().filter_map(|one| one.elders_outside).sum();
    let all: f64 = told.iter().sum();
    format!(
        "\nElders outside the limit: {} of {} ({}), told for {} of {}\n",
        whole(outside),
        whole(all),
        percent(outside, all),
        grouped(told.len() as u64),
        counted(outcome.placed.compounds.len(), "compound"),
    )
}

/// A plain sentence where there is nothing to walk to.
fn facilities(plan: &Plan, outcome: &Outcome, judged: &CircleOutcome) -> String {
    let all = &outcome.placed.facilities;
    let counts = all.iter().filter(|one| one.counts_in(&judged.circle)).count();
    if counts > 0 {
        return String::new();
    }
    if !all.is_empty() {
        return format!(
            "\nNone of the {} counts: see circle.categories, circle.status and circle.min_floor_area_m2 in the plan.\n",
            if all.len() == 1 {
                "1 facility".to_owned()
            } else {
                format!("{} facilities", grouped(all.len() as u64))
            }
        );
    }
    match &plan.facilities {
        Some(table) => format!("\n{} holds no facility that can be used.\n", table.path.display()),
        None => "\nThe extract holds no elder-care facility, as most extracts of Chinese cities do not: \
                 give your own list by --facilities FILE.\n"
            .to_owned(),
    }
}

/// The compounds with the longest walks among those not served.
fn longest_walks(outcome: &Outcome, judged: &CircleOutcome) -> String {
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
        let heads = ["minutes", "metres", "verdict", "compound", "nearest facility"];
        table.row(heads.map(str::to_owned));
        for (median, compound, verdict) in walks.iter().take(LONGEST_SHOWN) {
            let facility = verdict
                .facility
                .and_then(|facility| outcome.placed.facilities.get(facility.index()));
            table.row([
                format!("{:.2}", median.minutes()),
                verdict.metres.map_or_else(String::new, whole),
                words::verdict(verdict.verdict).to_owned(),
                called(compound.name.as_deref(), &compound.id),
                facility.map_or_else(String::new, |one| one.name.clone().unwrap_or_else(|| one.id.clone())),
            ]);
        }
        let _ = write!(text, "\nLongest walks\n{}", table.lines());
    }
    text
}

/// How many compounds walk to no facility at all, within the time that is searched.
fn without_walk(outcome: &Outcome, judged: &CircleOutcome) -> String {
    let without = judged.verdicts.iter().filter(|one| one.median.is_none()).count();
    if without == 0 || outcome.placed.facilities.is_empty() {
        return String::new();
    }
    let verb = if without == 1 { "reaches" } else { "reach" };
    format!(
        "\n{} {verb} no facility within {} min.\n",
        counted(without, "compound"),
        words::searched_minutes(judged.limit)
    )
}

/// What could not be used, by list and reason, the most frequent first.
fn rejected(rows: &[Rejected]) -> String {
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
        table.row([grouped(*count), (*list).to_owned(), (*reason).to_owned()]);
    }
    let mut text = format!("\nRejected, each told in rejected.csv\n{}", table.lines());
    if counts.len() > REJECTED_SHOWN {
        let more: u64 = counts.iter().skip(REJECTED_SHOWN).map(|(_, count)| count).sum();
        let _ = writeln!(text, "  and {} more", grouped(more));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verb::sample;

    #[test]
    fn the_summary_tells_counts_reasons_elders_and_the_longest_walks() {
        let text = summary(&Plan::default(), &sample::outcome());
        assert_eq!(
            text,
            "\
elder care: 3 compounds within 15 min (900 m at 1 m/s)

  served        1  33.3 %
  partly        0   0.0 %
  gap           2  66.7 %
  undetermined  0   0.0 %

Why not served
  barrier      1  a facility is within the limit in a straight line, but the
                  walk is longer, or there is none
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
    fn reasons_add_up_to_all_that_are_not_served() {
        let mut outcome = sample::outcome();
        let judged = &mut outcome.circles[0];
        judged.verdicts[0].reason = None;
        judged.verdicts[0].verdict = Verdict::Undetermined;
        let text = reasons(judged);
        assert!(text.contains("  off-network  1  "), "{text}");
        assert!(text.contains("  unknown      1  "), "{text}");
        for one in &mut judged.verdicts {
            (one.verdict, one.reason) = (Verdict::Served, None);
        }
        assert_eq!(reasons(judged), "");
        assert_eq!(longest_walks(&outcome, &outcome.circles[0]), "");
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
            rejected(&rows),
            "\nRejected, each told in rejected.csv\n  2  gates      no compound has this id\n  1  compounds  has no name\n"
        );
        assert_eq!(rejected(&[]), "");
        let many: Vec<Rejected> = (0..7).map(|number| row("gates", &number.to_string())).collect();
        assert!(rejected(&many).ends_with("  and 2 more\n"));
    }

    #[test]
    fn a_map_without_facilities_is_told_plainly() {
        let mut outcome = sample::outcome();
        outcome.placed.facilities.clear();
        let mut plan = Plan::default();
        assert!(facilities(&plan, &outcome, &outcome.circles[0]).contains("The extract holds no elder-care facility"));
        plan.facilities = Some(plan::TableSource {
            path: "f.csv".into(),
            ..plan::TableSource::default()
        });
        assert_eq!(
            facilities(&plan, &outcome, &outcome.circles[0]),
            "\nf.csv holds no facility that can be used.\n"
        );
        let mut outcome = sample::outcome();
        let told = |outcome: &Outcome| facilities(&Plan::default(), outcome, &outcome.circles[0]);
        assert_eq!(told(&outcome), "");
        outcome.circles[0].circle.categories = vec!["day_care".to_owned()];
        assert!(told(&outcome).starts_with("\nNone of the 1 facility counts"));
    }
}
