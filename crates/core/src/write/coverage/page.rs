//! A page of Markdown that can be pasted into a report, and is printed as it stands.

use unicode_width::UnicodeWidthStr;

use super::goals;
use super::phrases::{NOT_TOLD, Phrases, between, number, percent};
use super::stages::{compounds_share, elders_share};
use crate::gaps::CompoundVerdict;
use crate::options::Measure;
use crate::plan::{CircleOutcome, CoverageOutcome, Plan};
use crate::units::{CircleCoverage, Extent, Total, UnitFigures, Within};
use crate::write::columns::word;

/// How many rows of a long table are shown; the rest stands in its file.
const ROWS_SHOWN: usize = 20;

/// The page of a coverage run, in the plan's language.
pub fn page(plan: &Plan, outcome: &CoverageOutcome) -> String {
    let page = Page {
        plan,
        outcome,
        phrases: Phrases::of(crate::write::language(plan, &outcome.outcome)),
    };
    let mut text = format!("# {}\n\n", page.phrases.title());
    for line in page.phrases.basis(plan, outcome) {
        text.push_str(&format!("- {line}\n"));
    }
    for (judged, coverage) in outcome.outcome.circles.iter().zip(&outcome.coverage.circles) {
        text.push_str(&page.circle(judged, coverage));
    }
    text.push_str(&page.targets());
    text.push_str(&page.levels());
    text.push_str(&page.audit());
    text.push_str(&page.facilities());
    text.push_str(&page.items());
    text.push_str(&page.notes());
    text
}

struct Page<'a> {
    plan: &'a Plan,
    outcome: &'a CoverageOutcome,
    phrases: Phrases,
}

impl Page<'_> {
    fn circle(&self, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        let mut text = format!("\n## {}\n", judged.circle.name);
        text.push_str(&self.totals(coverage));
        text.push_str(&self.units(coverage));
        text.push_str(&self.behind(judged, coverage));
        text.push_str(&self.stages(coverage));
        text.push_str(&self.supply(coverage));
        text.push_str(&self.catchments(coverage));
        text
    }

    fn totals(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "units|covered|of|city's figure|compounds served|households within|elders within|dwellings within",
            "单元|已覆盖|总数|行政口径|步行达标小区|步行可达户数|步行可达老年人口|步行可达住宅点",
        );
        for total in &coverage.totals {
            let kind = total.kind.map_or_else(|| self.pick("units", "单元").to_owned(), word);
            let place = total
                .urban_rural
                .map(|place| format!(" ({})", word(place)))
                .unwrap_or_default();
            table.row(self.total(total, format!("{kind}{place}")));
        }
        table.row(self.total(&coverage.whole, self.pick("all compounds", "全部小区").to_owned()));
        self.section("The two figures", "两种口径", &table)
    }

    fn total(&self, total: &Total, name: String) -> Vec<String> {
        let measured = |measure| span(total.measured(measure));
        let has_units = !total.units.is_empty();
        let count = |count: u64| {
            if has_units {
                count.to_string()
            } else {
                NOT_TOLD.to_owned()
            }
        };
        vec![
            name,
            count(total.covered),
            count(total.units.len() as u64),
            measured(Measure::Administrative),
            measured(Measure::Compounds),
            measured(Measure::Households),
            measured(Measure::Elders),
            measured(Measure::Dwellings),
        ]
    }

    /// Units with the greatest difference of the two figures first.
    fn units(&self, coverage: &CircleCoverage) -> String {
        let mut units: Vec<&UnitFigures> = coverage.units.iter().collect();
        let difference = |one: &UnitFigures| {
            let (_, high) = one.difference(|walked| Some(walked.compounds))?;
            Some(high.abs())
        };
        // Stable: equals stay in the order of the list; those without a figure come last.
        units.sort_by(|a, b| {
            difference(b)
                .partial_cmp(&difference(a))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut table = self.table(
            "unit|city's figure|facilities|compounds|compounds served|elders within|beds for 1,000 elders|",
            "单元|行政口径|设施数|小区数|步行达标小区|步行可达老年人口|每千老人床位|",
        );
        for figures in units.iter().take(ROWS_SHOWN) {
            let Some(unit) = self.outcome.coverage.roster.units.get(figures.unit) else {
                continue;
            };
            let walked = |of: fn(&crate::units::WalkedFigures) -> Option<Within>| figures.walked.as_ref().and_then(of);
            table.row(vec![
                unit.called().to_owned(),
                self.pick(
                    if figures.is_covered() { "covered" } else { "not covered" },
                    if figures.is_covered() { "已覆盖" } else { "未覆盖" },
                )
                .to_owned(),
                (figures.located.len() + figures.declared.len()).to_string(),
                figures.compounds.to_string(),
                span(walked(|walked| Some(walked.compounds))),
                span(walked(|walked| walked.elders)),
                number(figures.beds_per_1000(), 1),
                match unit.extent {
                    Extent::Partial => self.pick("partial: the map ends in it", "数据不完整").to_owned(),
                    Extent::Whole | Extent::Unknown | Extent::Outside => String::new(),
                },
            ]);
        }
        let mut text = self.section("Units", "单元", &table);
        text.push_str(&self.rest(units.len(), "units.csv"));
        text
    }

    fn behind(&self, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        let mut table = self.table("unit|compound|verdict|minutes|", "单元|小区|结论|分钟|");
        let mut count = 0;
        let behind = coverage
            .units
            .iter()
            .flat_map(|figures| figures.behind.iter().map(move |one| (figures.unit, one)));
        for (unit, one) in behind {
            count += 1;
            if count > ROWS_SHOWN {
                continue;
            }
            let compound = self.outcome.outcome.placed.compounds.get(one.compound);
            let verdict: Option<&CompoundVerdict> = judged.verdicts.get(one.compound);
            let unit = self.outcome.coverage.roster.units.get(unit);
            table.row(vec![
                unit.map_or(String::new(), |unit| unit.called().to_owned()),
                compound.map_or(String::new(), |one| one.name.clone().unwrap_or_else(|| one.id.clone())),
                verdict.map(|verdict| word(verdict.verdict)).unwrap_or_default(),
                number(verdict.and_then(|verdict| verdict.median).map(|time| time.minutes()), 2),
                self.pick(
                    if one.unit_counts { "" } else { "its unit does not count" },
                    if one.unit_counts { "" } else { "所在单元未覆盖" },
                )
                .to_owned(),
            ]);
        }
        let mut text = self.section("Compounds behind the difference", "差异小区", &table);
        text.push_str(&self.rest(count, "behind.csv"));
        text
    }

    fn stages(&self, coverage: &CircleCoverage) -> String {
        // One stage is what is told above.
        if coverage.stages.len() < 2 {
            return String::new();
        }
        let mut table = self.table(
            "stage|facilities|counting now|so far|compounds served|of all|elders within|of all",
            "阶段|设施数|现计入|累计设施|达标小区|占比|可达老年人口|占比",
        );
        for stage in &coverage.stages {
            let covered = stage.covered;
            table.row(vec![
                stage.key.name(),
                stage.facilities.to_string(),
                stage.counting_now.to_string(),
                stage.facilities_so_far.to_string(),
                number(covered.map(|one| one.compounds as f64), 0),
                percent(compounds_share(stage), None),
                number(covered.and_then(|one| one.elders), 0),
                percent(elders_share(stage), None),
            ]);
        }
        self.section("Stages", "阶段", &table)
    }

    fn supply(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "supply|total|method|mean for 1,000 elders|Gini|elders without|elders below the line|out of reach",
            "供给|总量|方法|每千老人均值|基尼系数|无可达供给|低于基准线|无人可达",
        );
        for access in &coverage.access {
            for method in &access.methods {
                table.row(vec![
                    word(access.supply),
                    number(Some(access.total), 1),
                    word(method.method),
                    number(method.mean, 3),
                    number(method.gini, 4),
                    percent(method.share_without, None),
                    percent(method.share_below, None),
                    number(Some(method.out_of_reach), 1),
                ]);
            }
        }
        self.section("Supply within reach", "可达供给", &table)
    }

    fn catchments(&self, coverage: &CircleCoverage) -> String {
        let mut table = self.table(
            "facility|(a) compounds within|elders|(b) nearest to|elders|(c) declared|elders",
            "设施|（甲）时限内小区|老年人口|（乙）最近小区|老年人口|（丙）声明小区|老年人口",
        );
        for catchment in coverage.catchments.iter().take(ROWS_SHOWN) {
            let facility = self.outcome.outcome.placed.facilities.get(catchment.facility.index());
            let mut row =
                vec![facility.map_or(String::new(), |one| one.name.clone().unwrap_or_else(|| one.id.clone()))];
            for served in [&catchment.within, &catchment.nearest, &catchment.declared] {
                let served = served.as_ref();
                row.push(number(served.map(|served| served.compounds.len() as f64), 0));
                row.push(number(served.and_then(|served| served.elders), 0));
            }
            table.row(row);
        }
        let mut text = self.section(
            "Whom each facility serves, three ways",
            "设施服务范围（三种口径）",
            &table,
        );
        text.push_str(&self.rest(coverage.catchments.len(), "catchments.csv"));
        text
    }

    fn targets(&self) -> String {
        let mut table = self.table(
            "target|circle|measured by|covered|of|share|asked for|how many more",
            "目标|服务圈|口径|已覆盖|总数|覆盖率|目标值|缺口",
        );
        for result in &self.outcome.coverage.targets {
            let Some(target) = self.plan.options.targets.get(result.target) else {
                continue;
            };
            let is_count = target.count.is_some();
            let measured = result.measured;
            table.row(vec![
                goals::name(target, result.target + 1),
                self.outcome
                    .outcome
                    .circles
                    .get(result.circle)
                    .map_or(String::new(), |one| one.circle.name.clone()),
                if is_count {
                    self.pick("facilities", "设施数").to_owned()
                } else {
                    word(target.measure)
                },
                between(measured.map(|within| within.low), measured.map(|within| within.high), 1),
                number(result.shortfall.map(|one| one.total), 1),
                if is_count { NOT_TOLD.to_owned() } else { span(measured) },
                if is_count {
                    number(target.count, 0)
                } else {
                    percent(target.share, None)
                },
                between(
                    result.shortfall_least.map(|one| one.more),
                    result.shortfall.map(|one| one.more),
                    0,
                ),
            ]);
        }
        self.chapter("Targets", "目标", &table)
    }

    fn levels(&self) -> String {
        let mut table = self.table(
            "unit|level|covered|of|share|asked for|passes",
            "单元|层级|已覆盖|总数|覆盖率|目标比例|是否通过",
        );
        let passes = |passes: Option<bool>| match passes {
            Some(true) => self.pick("yes", "是").to_owned(),
            Some(false) => self.pick("no", "否").to_owned(),
            None => NOT_TOLD.to_owned(),
        };
        let (mut passing, mut count) = (0, 0);
        for of_unit in &self.outcome.coverage.levels {
            count += 1;
            passing += usize::from(of_unit.passes == Some(true));
            let unit = self.outcome.coverage.roster.units.get(of_unit.unit);
            let name = unit.map_or(String::new(), |unit| unit.called().to_owned());
            for (level, test) in of_unit.levels.iter().zip(&self.plan.options.levels) {
                table.row(vec![
                    name.clone(),
                    test.kind.map(word).unwrap_or_default(),
                    level.covered.to_string(),
                    level.units.to_string(),
                    percent(level.share(), None),
                    percent(Some(test.share), None),
                    passes(level.passes),
                ]);
            }
            let mut all = vec![name, self.pick("all", "合计").to_owned()];
            all.extend(std::iter::repeat_n(String::new(), 4));
            all.push(passes(of_unit.passes));
            table.row(all);
        }
        let mut text = self.chapter("Levels", "层级", &table);
        if count > 0 {
            text.push_str(&match self.pick("en", "zh") {
                "zh" => format!("\n{count}个单元中{passing}个各层级均通过。\n"),
                _ => format!("\n{passing} of {count} pass on all levels.\n"),
            });
        }
        text
    }

    fn audit(&self) -> String {
        let mut table = self.table(
            "compounds|step|passed|of|rate of all|if not told pass|of those that passed before|rate",
            "小区|环节|通过|应计|占全部|未填报计入|通过前序数|占前序",
        );
        for group in &self.outcome.coverage.audit {
            for rate in &group.rates {
                table.row(vec![
                    group.of.map_or_else(|| self.pick("all", "全部").to_owned(), word),
                    word(rate.step),
                    rate.passed.to_string(),
                    rate.all.to_string(),
                    percent(rate.share(), None),
                    percent(rate.share_high(), None),
                    format!("{}/{}", rate.survivors_passed, rate.survivors),
                    percent(rate.share_of_survivors(), None),
                ]);
            }
        }
        self.chapter("Compound audit", "小区配建核查", &table)
    }

    fn facilities(&self) -> String {
        let mut table = self.table(
            "grouped by||count|operating|beds|floor area, m2|with stars",
            "分组||数量|运营中|床位|建筑面积|有星级",
        );
        for count in &self.outcome.coverage.facilities {
            let is_operators = count.group == "operators";
            table.row(vec![
                count.group.to_owned(),
                count.value.clone(),
                count.facilities.to_string(),
                if is_operators {
                    NOT_TOLD.to_owned()
                } else {
                    count.operating.to_string()
                },
                number(count.beds, 1),
                number(count.floor_area_m2, 1),
                if is_operators {
                    NOT_TOLD.to_owned()
                } else {
                    percent(count.starred_share(), None)
                },
            ]);
        }
        self.chapter("Facilities counted", "设施计数", &table)
    }

    fn items(&self) -> String {
        let mut table = self.table("counted, not scored|period|amount", "非空间指标|时期|数值");
        for item in &self.outcome.coverage.items {
            table.row(vec![
                item.item.clone(),
                item.period.clone().unwrap_or_default(),
                number(item.amount, 2),
            ]);
        }
        self.chapter("Counted, not scored", "非空间指标", &table)
    }

    fn notes(&self) -> String {
        let notes = &self.outcome.coverage.notes;
        let rejected = &self.outcome.outcome.placed.rejected;
        let mut table = self.table("list|row|note", "名单|记录|备注");
        for note in notes.iter().take(ROWS_SHOWN) {
            let name = note.name.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
            table.row(vec![
                note.list.to_owned(),
                format!("{}{name}", note.id),
                note.text.clone(),
            ]);
        }
        let mut text = self.chapter("Odd rows", "异常记录", &table);
        text.push_str(&self.rest(notes.len(), "notes.csv"));
        if !rejected.is_empty() {
            text.push_str(&match self.pick("en", "zh") {
                "zh" => format!("\n{}行未能使用，见 rejected.csv。\n", rejected.len()),
                _ => format!(
                    "\n{} rows could not be used: rejected.csv tells each.\n",
                    rejected.len()
                ),
            });
        }
        text
    }

    fn pick<'t>(&self, english: &'t str, chinese: &'t str) -> &'t str {
        self.phrases.pick(english, chinese)
    }

    /// A table with these columns, in one of the languages.
    fn table(&self, english: &'static str, chinese: &'static str) -> Table {
        let heads = self.phrases.pick(english, chinese).split('|').map(str::to_owned);
        Table {
            rows: vec![heads.collect()],
        }
    }

    fn section(&self, english: &str, chinese: &str, table: &Table) -> String {
        table.under(&format!("### {}", self.pick(english, chinese)))
    }

    fn chapter(&self, english: &str, chinese: &str, table: &Table) -> String {
        table.under(&format!("## {}", self.pick(english, chinese)))
    }

    /// What is left out of a long table, and where it stands.
    fn rest(&self, rows: usize, file: &str) -> String {
        let Some(more) = rows.checked_sub(ROWS_SHOWN).filter(|more| *more > 0) else {
            return String::new();
        };
        match self.pick("en", "zh") {
            "zh" => format!("\n另有{more}行，见 {file}。\n"),
            _ => format!("\n{more} more rows: {file}.\n"),
        }
    }
}

/// What is within, in per cent.
fn span(within: Option<Within>) -> String {
    let within = within.as_ref();
    percent(within.and_then(Within::share_low), within.and_then(Within::share_high))
}

/// A table in Markdown whose columns stand straight on a terminal as well.
struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    fn row(&mut self, cells: Vec<String>) {
        // What names hold must not break the table.
        let clean = |cell: String| cell.replace(char::is_control, " ").replace('|', "/");
        self.rows.push(cells.into_iter().map(clean).collect());
    }

    /// The table under a heading; nothing where it has no rows.
    fn under(&self, heading: &str) -> String {
        let Some((head, rows)) = self.rows.split_first().filter(|(_, rows)| !rows.is_empty()) else {
            return String::new();
        };
        let widths: Vec<usize> = (0..head.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column));
                cells.map(|cell| cell.width()).max().unwrap_or(0)
            })
            .collect();
        let line = |cells: &[String]| {
            let padded = cells.iter().zip(&widths).map(|(cell, width)| {
                let room = " ".repeat(width.saturating_sub(cell.width()));
                format!(" {cell}{room} |")
            });
            format!("|{}\n", padded.collect::<String>())
        };
        let rule: String = widths
            .iter()
            .map(|width| format!("{}|", "-".repeat(width + 2)))
            .collect();
        let rows: String = rows.iter().map(|row| line(row)).collect();
        format!("\n{heading}\n\n{}|{rule}\n{rows}", line(head))
    }
}
