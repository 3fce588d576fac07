//! What is told of all circles together.

use super::{Page, ROWS_SHOWN, span};
use crate::write::coverage::goals;
use crate::write::coverage::phrases::{NOT_TOLD, between, number, percent};

/// Targets, levels, audit, counts, odd rows: those that hold anything.
pub(super) fn all(page: &Page<'_>) -> String {
    [
        page.targets(),
        page.levels(),
        page.audit(),
        page.facilities(),
        page.items(),
        page.notes(),
    ]
    .concat()
}

impl Page<'_> {
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
                    .map_or(String::new(), |one| self.phrases.circle_name(&one.circle).to_owned()),
                if is_count {
                    self.pick("facilities", "设施数").to_owned()
                } else {
                    self.word(target.measure)
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
                    self.phrases.word(&goals::kind_names(&test.kinds)),
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
            let line = match self.pick("en", "zh") {
                "zh" => format!("\n{count}个单元中{passing}个各层级均通过。\n"),
                _ => format!("\n{passing} of {count} pass on all levels.\n"),
            };
            text.push_str(&line);
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
                    group
                        .of
                        .map_or_else(|| self.pick("all", "全部").to_owned(), |of| self.word(of)),
                    self.word(rate.step),
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
            "grouped by|value|count|operating|beds|floor area, m2|with stars",
            "分组|项目|数量|运营中|床位|建筑面积|有星级",
        );
        for count in &self.outcome.coverage.facilities {
            let is_other = !count.is_of_facilities();
            table.row(vec![
                self.phrases.word(count.group),
                self.phrases.word(&count.value),
                count.facilities.to_string(),
                if is_other {
                    NOT_TOLD.to_owned()
                } else {
                    count.operating.to_string()
                },
                number(count.beds, 1),
                number(count.floor_area_m2, 1),
                if is_other {
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
            let line = match self.pick("en", "zh") {
                "zh" => format!("\n{}行未能使用，见 rejected.csv。\n", rejected.len()),
                _ => format!(
                    "\n{} rows could not be used: rejected.csv tells each.\n",
                    rejected.len()
                ),
            };
            text.push_str(&line);
        }
        text
    }
}
