//! What was found in one circle.

use crate::options::Measure;
use crate::plan::CircleOutcome;
use crate::units::{AccessFigures, CircleCoverage, Method, Supply, Total, Within};
use crate::write::coverage::page::{Page, behind};
use crate::write::coverage::phrases::number;
use crate::write::coverage::stages::compounds_share;

/// Most names that a sentence lists.
const NAMES: usize = 10;
/// Most units that are told as those of the greatest difference.
const WORST: usize = 3;

impl Page<'_> {
    /// A paragraph of a circle; empty where nothing can be said of it.
    pub(super) fn of_circle(&self, position: usize, judged: &CircleOutcome, coverage: &CircleCoverage) -> String {
        let shown = self.shown(position, coverage);
        let mut sentences = vec![self.as_the_city_counts(&shown, coverage), self.on_foot(&coverage.whole)];
        sentences.push(self.differences(&shown));
        sentences.extend(self.behind_it(judged, coverage));
        sentences.push(self.worst(position, coverage));
        sentences.push(self.outside(&coverage.whole));
        sentences.push(self.in_stages(coverage));
        sentences.push(self.beds(&shown));
        sentences.extend(coverage.access.iter().map(|access| self.evenness(access)));
        let told: Vec<String> = sentences.into_iter().flatten().collect();
        if told.is_empty() {
            return String::new();
        }
        let name = self.phrases.circle_name(&judged.circle);
        // Lists alone tell nothing of walks.
        let is_walked = coverage.whole.walked.is_some();
        let limit = is_walked.then(|| self.phrases.bracketed(&self.phrases.limit(&judged.circle)));
        let limit = limit.unwrap_or_default();
        let (colon, space) = (self.pick(": ", "："), self.pick(" ", ""));
        format!("**{name}{limit}**{colon}{}", told.join(space))
    }

    fn as_the_city_counts(&self, shown: &[&Total], coverage: &CircleCoverage) -> Option<String> {
        let kinds = shown
            .iter()
            .filter(|total| total.urban_rural.is_none() && !total.units.is_empty());
        let told: Vec<String> = kinds.map(|total| self.counted(total, coverage)).collect();
        (!told.is_empty()).then(|| match self.pick("en", "zh") {
            "zh" => format!("按行政口径，{}。", told.join("；")),
            _ => format!("As the city counts: {}.", told.join("; ")),
        })
    }

    /// `3个街道中2个已有设施，覆盖率66.7%`.
    fn counted(&self, total: &Total, coverage: &CircleCoverage) -> String {
        let kind = self.kind(total);
        let (all, covered, located) = (total.units.len(), total.covered, total.located);
        let share = self.span(total.measured(Measure::Administrative));
        let mut text = match self.pick("en", "zh") {
            "zh" if covered == located => format!("{all}个{kind}中{covered}个已有设施，覆盖率{share}"),
            "zh" => format!(
                "{all}个{kind}中{covered}个已覆盖（{located}个辖区内有设施，其余由辖区外设施声明服务），覆盖率{share}"
            ),
            _ if covered == located => format!("{kind} {covered} of {all} with a facility ({share})"),
            _ => format!("{kind} {covered} of {all} ({share}), {located} of them with a facility of their own"),
        };
        let places = coverage
            .totals
            .iter()
            .filter(|one| one.kind == total.kind && one.urban_rural.is_some());
        let places: Vec<String> = places
            .filter(|one| one.units.len() < all)
            .map(|one| {
                let place = one.urban_rural.map(|place| self.word(place)).unwrap_or_default();
                format!(
                    "{place}{}{}",
                    self.pick(" ", ""),
                    self.span(one.measured(Measure::Administrative))
                )
            })
            .collect();
        if places.len() > 1 {
            text.push_str(&self.phrases.bracketed(&places.join(self.pick(", ", "，"))));
        }
        text.push_str(&self.partly(total));
        text
    }

    fn on_foot(&self, whole: &Total) -> Option<String> {
        let within = whole.measured(Measure::Compounds).filter(|within| within.total > 0.0)?;
        let [all, low, high] = [within.total, within.low, within.high].map(|count| number(Some(count), 0));
        let open = number(Some(within.high - within.low), 0);
        let share = |share| self.phrases.percent(share, None);
        let (least, most) = (share(within.share_low()), share(within.share_high()));
        Some(match (low == high, self.pick("en", "zh")) {
            (true, "zh") => format!("按步行口径，{all}个小区中{low}个（{least}）达标。"),
            (true, _) => format!("On foot, {low} of {all} compounds ({least}) are served."),
            (false, "zh") => format!(
                "按步行口径，{all}个小区中{low}个（{least}）确定达标，另有{open}个取决于地图尚未标明的出入口，最多{high}个（{most}）。"
            ),
            (false, _) => format!(
                "On foot, {low} of {all} compounds ({least}) are surely served; {open} more depend on ways in that the map does not \
                 show: at most {high} ({most})."
            ),
        })
    }

    fn differences(&self, shown: &[&Total]) -> Option<String> {
        let kinds = shown.iter().filter(|total| total.urban_rural.is_none());
        let told: Vec<String> = kinds
            .filter_map(|total| {
                let points = self.phrases.points(Some(total.difference()?));
                Some(match self.pick("en", "zh") {
                    "zh" => format!("{}{points}个百分点", self.kind(total)),
                    _ => format!("{} {points} points", self.kind(total)),
                })
            })
            .collect();
        (!told.is_empty()).then(|| match self.pick("en", "zh") {
            "zh" => format!(
                "两种口径之差（位于已覆盖单元的小区占比减步行达标占比）：{}。",
                told.join("，")
            ),
            _ => format!(
                "The city's figure, by compounds in covered units, less the walked one: {}.",
                told.join(", ")
            ),
        })
    }

    /// Compounds for which the city's figure is wrong, those that are surely so named.
    fn behind_it(&self, judged: &CircleOutcome, coverage: &CircleCoverage) -> Vec<Option<String>> {
        let all = behind::compounds(coverage, judged);
        let of = |unit_counts: bool, is_sure: bool| -> Vec<String> {
            let told = all
                .iter()
                .filter(|one| one.unit_counts == unit_counts && one.is_sure == is_sure);
            told.map(|one| self.compound(one.compound)).collect()
        };
        let (out, open, within) = (of(true, true), of(true, false), of(false, true));
        let sentence = |names: &[String], english: &str, chinese: &str| {
            (!names.is_empty()).then(|| {
                let (count, names) = (names.len(), self.some(names, NAMES));
                match self.pick("en", "zh") {
                    "zh" => format!("{chinese}有{count}个：{names}。"),
                    _ => format!("{english}: {count}: {names}."),
                }
            })
        };
        vec![
            sentence(
                &out,
                "In units that count as covered, compounds surely not served",
                "行政口径已覆盖的单元中，确定不达标的小区",
            ),
            (!open.is_empty()).then(|| match self.pick("en", "zh") {
                "zh" => format!("已覆盖单元中另有{}个小区待定。", open.len()),
                _ => format!("{} more compounds of such units are undetermined.", open.len()),
            }),
            sentence(
                &within,
                "In units that do not count, compounds served on foot",
                "行政口径未覆盖的单元中，步行达标的小区",
            ),
        ]
    }

    /// The units whose figures surely differ most.
    fn worst(&self, position: usize, coverage: &CircleCoverage) -> Option<String> {
        let units = self.in_order(position, coverage);
        let differing = units.into_iter().filter_map(|figures| {
            let (low, high) = figures.difference(|walked| Some(walked.compounds))?;
            (low > 0.0).then_some((figures, low, high))
        });
        let mut differing: Vec<_> = differing.collect();
        if coverage.units.len() < 2 {
            return None;
        }
        // Stable: equals stay in their order.
        differing.sort_by(|a, b| b.1.total_cmp(&a.1));
        let told: Vec<String> = differing
            .iter()
            .take(WORST)
            .map(|(figures, low, high)| {
                let points = self.phrases.points(Some((*low, *high)));
                let name = self.unit(figures.unit);
                match self.pick("en", "zh") {
                    "zh" => format!("{name}（{points}个百分点）"),
                    _ => format!("{name} ({points} points)"),
                }
            })
            .collect();
        (!told.is_empty()).then(|| match self.pick("en", "zh") {
            "zh" => format!("两种口径相差最大的单元：{}。", told.join("、")),
            _ => format!("Units with the greatest difference: {}.", told.join(", ")),
        })
    }

    fn outside(&self, whole: &Total) -> Option<String> {
        let told = |measure, english: &str, chinese: [&str; 2]| {
            let within = whole.measured(measure).filter(|within| within.total > 0.0)?;
            let beyond = Within {
                total: within.total,
                low: within.total - within.high,
                high: within.total - within.low,
            };
            let count = self
                .phrases
                .between(Some(beyond.low.round()), Some(beyond.high.round()), 0);
            let (share, all) = (self.span(Some(beyond)), number(Some(within.total), 0));
            Some(match self.pick("en", "zh") {
                "zh" => format!(
                    "{}{count}{}（共{all}{}，占{share}）",
                    chinese[0], chinese[1], chinese[1]
                ),
                _ => format!("{english} {count} of {all} ({share})"),
            })
        };
        let elders = told(Measure::Elders, "elders", ["老年人", "人"]);
        let households = told(Measure::Households, "households", ["住户", "户"]);
        let told: Vec<String> = elders.into_iter().chain(households).collect();
        (!told.is_empty()).then(|| match self.pick("en", "zh") {
            "zh" => format!("步行时限之外：{}。", told.join("，")),
            _ => format!("Outside the limit: {}.", told.join(", ")),
        })
    }

    fn in_stages(&self, coverage: &CircleCoverage) -> Option<String> {
        let walked: Vec<_> = coverage.stages.iter().filter(|stage| stage.covered.is_some()).collect();
        if walked.len() < 2 {
            return None;
        }
        let told = walked.iter().map(|stage| {
            let served = stage.covered.map_or(0, |covered| covered.compounds);
            let share = self.phrases.percent(compounds_share(stage), None);
            let (code, name) = (stage.key.name(), self.phrases.word(&stage.key.name()));
            let is_late = !stage.key.is_now() && stage.counting_now == 0;
            match (code.as_str(), self.pick("en", "zh")) {
                (year, "zh") if is_late && year.parse::<u16>().is_ok() => {
                    format!("{year}年（尚未开放）建成后{served}个（{share}）")
                }
                (year, _) if is_late && year.parse::<u16>().is_ok() => {
                    format!("{year}, not open yet, {served} ({share})")
                }
                ("under-construction", "zh") => format!("在建建成后{served}个（{share}）"),
                ("planned", "zh") => format!("规划建成后{served}个（{share}）"),
                ("open", "zh") => format!("已开放设施{served}个（{share}）"),
                (_, "zh") => format!("至{name}年{served}个（{share}）"),
                _ => format!("{name} {served} ({share})"),
            }
        });
        let told: Vec<String> = told.collect();
        Some(match self.pick("en", "zh") {
            "zh" => format!("分阶段累计步行达标小区：{}。", told.join("，")),
            _ => format!("Compounds served after each stage: {}.", told.join(", ")),
        })
    }

    /// Beds of the widest kind of unit that tells them: that is how cities report them.
    fn beds(&self, shown: &[&Total]) -> Option<String> {
        let mut kinds = shown.iter().filter(|total| total.urban_rural.is_none());
        let (total, rate) = kinds.find_map(|total| Some((total, total.beds_per_1000()?)))?;
        let of = total.beds_of_elders;
        let [beds, elders] = [of.part, of.whole].map(|amount| number(Some(amount), 0));
        let (rate, kind) = (number(Some(rate), 1), self.kind(total));
        Some(match self.pick("en", "zh") {
            "zh" => format!("按{kind}计，每千名老年人床位{rate}张（床位{beds}张，老年人口{elders}人）。"),
            _ => format!("By {kind}: {rate} beds for 1,000 elders ({beds} beds, {elders} elders)."),
        })
    }

    fn evenness(&self, access: &AccessFigures) -> Option<String> {
        let method = access.methods.iter().find(|one| one.method == Method::TwoStep)?;
        let gini = number(Some(method.gini?), 3);
        let (supply, without) = (
            self.word(access.supply),
            self.phrases.percent(method.share_without, None),
        );
        let lost = number(Some(method.out_of_reach), 0);
        let unit = match access.supply {
            Supply::Beds => "张",
            Supply::FloorArea => "平方米",
        };
        Some(match self.pick("en", "zh") {
            "zh" => format!(
                "{supply}可达性的基尼系数为{gini}（两步移动搜索法；0为人人均等，越接近1越集中于少数人），{without}的老年人时限内没有{supply}可用，无人可达的{supply}{lost}{unit}。"
            ),
            _ => format!(
                "Gini coefficient of {supply} within reach: {gini} (2SFCA; 0 where all have the same, towards 1 where few have all); \
                 {without} of elders have none within the limit; {lost} are in nobody's reach."
            ),
        })
    }
}
