//! What was found beside the circles: targets, levels, the compound audit.

use crate::options::{Measure, Target};
use crate::units::{LevelsOfUnit, TargetResult};
use crate::write::coverage::goals;
use crate::write::coverage::page::Page;
use crate::write::coverage::phrases::number;

/// Most units that are named as failing.
const NAMES: usize = 5;

impl Page<'_> {
    /// A paragraph each of targets, levels and the audit.
    pub(super) fn of_plan(&self) -> Vec<String> {
        let targets = self.outcome.coverage.targets.iter();
        let targets: Vec<String> = targets.filter_map(|result| self.of_target(result)).collect();
        let lines: Vec<String> = targets.iter().map(|target| format!("- {target}")).collect();
        [Some(lines.join("\n")), self.of_levels(), self.of_audit()]
            .into_iter()
            .flatten()
            .collect()
    }

    fn of_target(&self, result: &TargetResult) -> Option<String> {
        let target = self.plan.options.targets.get(result.target)?;
        let name = goals::name(target, result.target + 1);
        let (measured, shortfall) = (result.measured?, result.shortfall?);
        let unit = self.unit_of_measure(target);
        let covered = self
            .phrases
            .between(Some(measured.low.floor()), Some(measured.high.floor()), 0);
        let more = self.missing(result);
        let met = shortfall.more <= 0.0;
        let partial = self.partly_of(target, result.circle);
        Some(match (target.count, self.pick("en", "zh")) {
            (Some(asked), "zh") => {
                let (asked, end) = (number(Some(asked), 0), end_zh(met, &more, unit));
                format!("目标“{name}”：已有{covered}处，目标{asked}处，{end}。")
            }
            (Some(asked), _) => {
                let (asked, end) = (number(Some(asked), 0), end_en(met, &more));
                format!("Target \"{name}\": {covered} facilities of {asked} asked for; {end}.")
            }
            (None, language) => {
                let (all, share) = (number(Some(measured.total.round()), 0), self.span(Some(measured)));
                let asked = self.phrases.percent(target.share, None);
                let word = self.word(target.measure);
                match language {
                    "zh" => format!(
                        "目标“{name}”（{word}）：{all}{unit}中已覆盖{covered}{unit}（{share}），目标{asked}，{}{partial}。",
                        end_zh(met, &more, unit)
                    ),
                    _ => format!(
                        "Target \"{name}\" ({word}): {covered} of {all} ({share}), {asked} asked for; {}{partial}.",
                        end_en(met, &more)
                    ),
                }
            }
        })
    }

    /// How many are missing, in whole ones, at least and at most.
    pub(in crate::write::coverage::page) fn missing(&self, result: &TargetResult) -> String {
        self.phrases.between(
            result.shortfall_least.map(|one| one.more.ceil()),
            result.shortfall.map(|one| one.more.ceil()),
            0,
        )
    }

    /// What a target counts, as Chinese counts it; nothing in English.
    pub(in crate::write::coverage::page) fn unit_of_measure(&self, target: &Target) -> &'static str {
        let unit = match (target.count, target.measure) {
            (Some(_), _) => "处",
            (None, Measure::Administrative | Measure::Compounds | Measure::Dwellings) => "个",
            (None, Measure::Households) => "户",
            (None, Measure::Elders) => "人",
        };
        if self.in_chinese() { unit } else { "" }
    }

    fn of_levels(&self) -> Option<String> {
        let all = &self.outcome.coverage.levels;
        let first = self.plan.options.levels.first().filter(|_| !all.is_empty())?;
        let kind = self.phrases.words(&goals::kind_names(&first.kinds));
        let passing = all.iter().filter(|one| one.passes == Some(true)).count();
        let failing = all.iter().filter(|one| one.passes == Some(false));
        let failing: Vec<String> = failing.map(|one| self.failing(one)).collect();
        let name = self.levels_name();
        let (count, failing) = (all.len(), (!failing.is_empty()).then(|| self.some(&failing, NAMES)));
        let failing = failing
            .map(|names| match self.pick("en", "zh") {
                "zh" => format!("；未通过：{names}"),
                _ => format!("; failing: {names}"),
            })
            .unwrap_or_default();
        Some(match self.pick("en", "zh") {
            "zh" => format!("{count}个{kind}中{passing}个{name}均达标{failing}。"),
            _ => format!("{passing} of {count} pass on all levels ({kind}){failing}."),
        })
    }

    /// A unit and the levels at which it fails.
    fn failing(&self, of_unit: &LevelsOfUnit) -> String {
        let levels = of_unit.levels.iter().zip(&self.plan.options.levels);
        let failing = levels.filter(|(level, _)| level.passes == Some(false));
        let names: Vec<String> = failing
            .map(|(_, test)| self.phrases.words(&goals::kind_names(&test.kinds)))
            .collect();
        let at = self.phrases.bracketed(&names.join(self.pick(", ", "、")));
        format!("{}{at}", self.unit(of_unit.unit))
    }

    /// What the levels are together: `三级网络` of three.
    pub(in crate::write::coverage::page) fn levels_name(&self) -> &'static str {
        match self.plan.options.levels.len() {
            2 => self.pick("Levels", "两级网络"),
            3 => self.pick("Levels", "三级网络"),
            4 => self.pick("Levels", "四级网络"),
            _ => self.pick("Levels", "各级网络"),
        }
    }

    fn of_audit(&self) -> Option<String> {
        let group = self.outcome.coverage.audit.iter().find(|group| group.of.is_none())?;
        let all = group.rates.first()?.all;
        // A step that can be judged of some compounds alone says of how many, of none it is left out.
        let told = group.rates.iter().filter(|rate| rate.all > 0).map(|rate| {
            let (step, passed) = (self.word(rate.step), rate.passed);
            let share = self.phrases.percent(rate.share(), None);
            match (rate.all == all, self.pick("en", "zh")) {
                (true, "zh") => format!("{step}{passed}个（{share}）"),
                (true, _) => format!("{step} {passed} ({share})"),
                (false, "zh") => format!("{step}{passed}个（应计{}个，{share}）", rate.all),
                (false, _) => format!("{step} {passed} of {} ({share})", rate.all),
            }
        });
        let told: Vec<String> = told.collect();
        let open: u64 = group.rates.iter().map(|rate| rate.not_told).sum();
        Some(match (open, self.pick("en", "zh")) {
            (0, "zh") => format!("小区配建核查：应计{all}个小区中，{}。", told.join("、")),
            (_, "zh") => format!(
                "小区配建核查：应计{all}个小区中，{}（未填报按未通过计）。",
                told.join("、")
            ),
            (0, _) => format!("Compound audit, of {all}: {}.", told.join(", ")),
            _ => format!("Compound audit, of {all}: {}; not told does not pass.", told.join(", ")),
        })
    }
}

fn end_zh(met: bool, more: &str, unit: &str) -> String {
    if met {
        "已达到".to_owned()
    } else {
        format!("还差{more}{unit}")
    }
}

fn end_en(met: bool, more: &str) -> String {
    if met { "met".to_owned() } else { format!("{more} more") }
}
