//! What is told of all circles together.

use super::{Page, ROWS_SHOWN};
use crate::options::Target;
use crate::place::Facility;
use crate::sentences;
use crate::units::{Extent, FacilityCount, TargetResult};
use crate::write::coverage::goals;
use crate::write::coverage::phrases::{NOT_TOLD, number};

impl Page<'_> {
    /// Targets, levels, audit, counts, odd rows: those that hold anything.
    pub(super) fn chapters(&self) -> String {
        [
            self.targets(false),
            self.levels(),
            self.audit(),
            self.facilities(),
            self.items(),
            self.notes(),
        ]
        .concat()
    }

    /// What is asked for, and how many are missing; without circle and measure where it is to be short.
    pub(super) fn targets(&self, is_brief: bool) -> String {
        let mut table = self.table(
            "target|circle|measured by|covered|of|share|asked for|how many more",
            "目标|服务圈|口径|已覆盖|总数|覆盖率|目标值|尚缺",
        );
        for result in &self.outcome.coverage.targets {
            if let Some(target) = self.plan.options.targets.get(result.target) {
                let mut row = self.of_target_row(target, result);
                if is_brief && let Some(cells) = row.get_mut(1..3) {
                    // Columns that tell nothing are left out.
                    cells.iter_mut().for_each(String::clear);
                }
                table.row(row);
            }
        }
        self.chapter("Targets", "目标", &table)
    }

    fn of_target_row(&self, target: &Target, result: &TargetResult) -> Vec<String> {
        let (is_count, measured) = (target.count.is_some(), result.measured);
        let circle = self.outcome.outcome.circles.get(result.circle);
        let measure = if is_count {
            self.pick("facilities", "设施数").to_owned()
        } else {
            self.word(target.measure)
        };
        let (low, high) = (measured.map(|within| within.low), measured.map(|within| within.high));
        let whole = |amount: Option<f64>| amount.map(f64::floor);
        let name = goals::name(target, result.target + 1);
        vec![
            format!("{name}{}", self.partly_of(target, result.circle)),
            circle.map_or(String::new(), |one| self.phrases.circle_name(&one.circle).to_owned()),
            measure,
            self.phrases.between(whole(low), whole(high), 0),
            number(result.shortfall.map(|one| one.total.round()), 0),
            if is_count {
                NOT_TOLD.to_owned()
            } else {
                self.span(measured)
            },
            if is_count {
                number(target.count, 0)
            } else {
                self.phrases.percent(target.share, None)
            },
            match result.shortfall {
                Some(_) => {
                    format!("{}{}", self.missing(result), self.unit_of_measure(target))
                }
                None => NOT_TOLD.to_owned(),
            },
        ]
    }

    fn levels(&self) -> String {
        let mut table = self.table(
            "unit|level|covered|of|share|asked for|passes",
            "单元|层级|已覆盖单元数（个）|单元总数（个）|覆盖率|目标比例|是否通过",
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
            let name = self.unit(of_unit.unit) + &self.if_partial(of_unit.unit);
            for (level, test) in of_unit.levels.iter().zip(&self.plan.options.levels) {
                table.row(vec![
                    name.clone(),
                    self.phrases.words(&goals::kind_names(&test.kinds)),
                    level.covered.to_string(),
                    level.units.to_string(),
                    self.phrases.percent(level.share(), None),
                    self.phrases.percent(Some(test.share), None),
                    passes(level.passes),
                ]);
            }
            let mut all = vec![name, self.pick("all", "综合结论").to_owned()];
            all.extend(std::iter::repeat_n(String::new(), 4));
            all.push(passes(of_unit.passes));
            table.row(all);
        }
        let name = self.levels_name();
        let mut text = self.chapter("Levels", name, &table);
        if count > 0 {
            let line = if self.in_chinese() {
                format!("\n{count}个单元中{passing}个{name}均通过。\n")
            } else {
                format!("\n{passing} of {count} pass on all levels.\n")
            };
            text.push_str(&line);
        }
        text
    }

    fn if_partial(&self, unit: usize) -> String {
        let unit = self.outcome.coverage.roster.units.get(unit);
        match unit.map(|unit| unit.extent) {
            Some(Extent::Partial) => self.phrases.bracketed(self.pick("partial", "数据不完整")),
            _ => String::new(),
        }
    }

    fn audit(&self) -> String {
        let mut table = self.table(
            "compounds|step|passed|of|rate of all|if not told pass|of those that passed before|rate",
            "小区|环节|通过数（个）|应计数（个）|占全部|占全部（未填报按通过计）|前序通过者中通过数|占前序通过者",
        );
        for group in &self.outcome.coverage.audit {
            for rate in &group.rates {
                table.row(vec![
                    group
                        .of
                        .map_or_else(|| self.pick("all", "全部").to_owned(), |of| self.word(of)),
                    self.word(rate.step),
                    rate.passed.to_string(),
                    rate.all.to_string(),
                    self.phrases.percent(rate.share(), None),
                    self.phrases.percent(rate.share_high(), None),
                    format!("{}/{}", rate.survivors_passed, rate.survivors),
                    self.phrases.percent(rate.share_of_survivors(), None),
                ]);
            }
        }
        self.chapter("Compound audit", "小区配建核查", &table)
    }

    fn facilities(&self) -> String {
        let mut table = self.table(
            "grouped by|value|count|operating|beds|floor area, m2|with stars",
            "分组|项目|数量|运营中（处）|床位数（张）|建筑面积（平方米）|有星级占比",
        );
        for count in &self.outcome.coverage.facilities {
            let is_other = !count.is_of_facilities();
            table.row(vec![
                self.phrases.word(count.group),
                self.value(count),
                count.facilities.to_string(),
                if is_other {
                    NOT_TOLD.to_owned()
                } else {
                    count.operating.to_string()
                },
                number(count.beds, 0),
                number(count.floor_area_m2, 0),
                if is_other {
                    NOT_TOLD.to_owned()
                } else {
                    self.phrases.percent(count.starred_share(), None)
                },
            ]);
        }
        self.chapter("Facilities counted", "设施计数", &table)
    }

    /// What a group is called; a category as the list has it, where it has one word for it.
    fn value(&self, count: &FacilityCount) -> String {
        let of_category = |one: &&Facility| one.category == count.value;
        let mut words: Vec<&str> = match count.group {
            "category" => {
                let facilities = self.outcome.outcome.placed.facilities.iter();
                let told = facilities
                    .filter(of_category)
                    .map(|one| one.details.category_told.as_deref());
                told.map(Option::unwrap_or_default).collect()
            }
            _ => Vec::new(),
        };
        words.sort_unstable();
        words.dedup();
        match words[..] {
            [word] if !word.is_empty() => word.to_owned(),
            _ => self.phrases.word(&count.value),
        }
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
            let name = note.name.as_deref().filter(|name| *name != note.id);
            let name = name.map(|name| format!(" {name}")).unwrap_or_default();
            table.row(vec![
                self.phrases.word(note.list),
                format!("{}{name}", note.id),
                sentences::told(&note.text, self.phrases.language()).into_owned(),
            ]);
        }
        let mut text = self.chapter("Odd rows", "异常记录", &table);
        text.push_str(&self.rest(notes.len(), "notes.csv"));
        if !rejected.is_empty() {
            let count = rejected.len();
            let line = if self.in_chinese() {
                format!("\n{count}行未能使用，见 rejected.csv。\n")
            } else {
                format!("\n{count} rows could not be used: rejected.csv tells each.\n")
            };
            text.push_str(&line);
        }
        text
    }
}
