//! What `site` says.

use service_circle_core::language::{Language, Words};
use service_circle_core::options::{DemandWeight, Objective};
use service_circle_core::sentences;
use service_circle_core::site::Stop;

use super::shared::compounds;
use super::texts;
use crate::words::{counted, grouped, percent, rounded, whole};

/// Below this a figure is told with its decimals: shares of compounds have some.
const SMALL: f64 = 100.0;

texts! {
    NONE = "none", "无";
    NO_SITE = "No site is opened.", "没有新开设施。";
    OPEN = "Open, in this order", "新开设施，按先后排列";
    SITE = "site", "选址";
    ADDS = "adds", "新增";
    NEW = "new", "新达标";
    RUNNER_UP = "runner-up", "次优备选";
    NO_RUNNER_UP = "none keeps the plan", "无可替代";
    NOT_SETTLED = "not settled in time", "未及比选";
    STAGES = "Stages", "分期";
    STAGE = "stage", "分期";
    OPENED = "opened", "新开";
    REACHES = "reaches", "达到";
    AT_ONCE = "at once", "单期最优";
    TOWARD_END = "toward the best end", "按终期最优";
    NO_HASTE = "deciding stage by stage costs nothing at the end", "分期决策不影响终期效果";
    STREETS = "Streets, the least served first", "街道，覆盖低者在前";
    TODAY = "today", "现状";
    WITH_PLAN = "with the plan", "实施后";
}

/// A figure; a small one with its decimals.
pub(crate) fn figure(figure: f64) -> String {
    if figure < SMALL { rounded(figure) } else { whole(figure) }
}

/// What counts.
pub(crate) fn weight(weight: DemandWeight) -> Words {
    let chinese = match weight {
        DemandWeight::Elders => "老年人",
        DemandWeight::Households => "户",
        DemandWeight::Dwellings => "处住宅",
        DemandWeight::Compounds => "个小区",
    };
    Words::new(weight.word(), chinese)
}

/// What is asked.
pub(crate) fn heading(of: Objective, candidates: usize, by: DemandWeight, limit: &str, language: Language) -> String {
    let objective = of.told().told_in(language);
    match language {
        Language::English => format!(
            "{objective}: {} for {} within {limit}",
            counted(candidates, "candidate"),
            by.word()
        ),
        Language::Chinese => {
            let by = by.told().chinese;
            format!(
                "{objective}：{}个备选点，按{by}计，限值为{limit}",
                grouped(candidates as u64)
            )
        }
    }
}

/// That there is no plan.
pub(crate) fn infeasible(why: &str, language: Language) -> String {
    match language {
        Language::English => format!("No plan: {why}."),
        Language::Chinese => format!("无可行方案：{}。", sentences::told(why, language)),
    }
}

/// That no plan is better.
pub(crate) fn proved(objective: &str, language: Language) -> String {
    match language {
        Language::English => format!("Proved best: {objective}; no plan is better."),
        Language::Chinese => format!("已证明最优：{objective}，没有更好的方案。"),
    }
}

/// That the bound rests in part on floating point.
pub(crate) const IN_FLOATING_POINT: Words = Words::new(
    "Its bound rests in part on an integer program solved in floating point; the plan itself was counted again in whole numbers.",
    "界限部分取自浮点整数规划；方案本身已按整数重新核算。",
);

/// That nothing was found before the end.
pub(crate) fn none_found(stop: Stop, bound: &str, language: Language) -> String {
    let stopped = stopped(stop).told_in(language);
    match language {
        Language::English => {
            format!("No plan was found before the end ({stopped}); no plan is better than {bound}.")
        }
        Language::Chinese => format!("求解结束前未得方案（{stopped}）；任何方案都不优于{bound}。"),
    }
}

/// How far the plan may be from the best.
pub(crate) fn not_proved(stop: Stop, objective: &str, bound: &str, gap_percent: f64, language: Language) -> String {
    let stopped = stopped(stop).told_in(language);
    match language {
        Language::English => format!(
            "Not proved best ({stopped}): {objective}; no plan is better than {bound}, so it is at most {gap_percent:.2} % from the best."
        ),
        Language::Chinese => format!(
            "未证明最优（{stopped}）：{objective}；任何方案都不优于{bound}，与最优相差至多 {gap_percent:.2} %。"
        ),
    }
}

/// What ended a search before its proof.
fn stopped(stop: Stop) -> Words {
    match stop {
        Stop::Proved => Words::new("proved", "已证明"),
        Stop::Gap => Words::new("near enough, by site.gap", "已达 site.gap 所设差距"),
        Stop::Nodes => Words::new("stopped by site.node_limit", "达到 site.node_limit 上限"),
        Stop::Work => Words::new("stopped by the usual limit of work", "达到默认计算量上限"),
        Stop::Seconds => Words::new("stopped by site.time_limit_s", "达到 site.time_limit_s 时限"),
        Stop::Cancelled => Words::new("stopped by you", "被用户中止"),
    }
}

/// A figure of the objective in its unit.
pub(crate) fn amount(of: Objective, by_cost: bool, by: DemandWeight, figure: f64, language: Language) -> String {
    let (number, unit) = (self::figure(figure), weight(by).told_in(language));
    match (of, language) {
        (Objective::MaxCoverage, Language::English) => format!("{number} {unit} within the limit"),
        (Objective::MaxCoverage, Language::Chinese) => format!("限值内{number}{unit}"),
        (Objective::MinSites, Language::English) if by_cost => format!("cost {number}"),
        (Objective::MinSites, Language::Chinese) if by_cost => format!("费用{number}"),
        (Objective::MinSites, Language::English) => counted(figure.round() as usize, "site"),
        (Objective::MinSites, Language::Chinese) => format!("{number}处选址"),
        (Objective::PMedian, Language::English) => format!("{number} minutes walked by all {unit} together"),
        (Objective::PMedian, Language::Chinese) => format!("步行总计{number}分钟"),
        (Objective::PCenter, Language::English) => format!("{figure:.2} minutes for the farthest"),
        (Objective::PCenter, Language::Chinese) => format!("最远步行{figure:.2}分钟"),
    }
}

/// What the mean walk takes for those whom no site reaches.
pub(crate) fn unreached_walk(minutes: &str, language: Language) -> String {
    match language {
        Language::English => format!("Whoever no site reaches counts as walking {minutes} min."),
        Language::Chinese => format!("任何设施都够不着的，按步行{minutes}分钟计。"),
    }
}

/// A runner-up that costs nothing.
pub(crate) fn as_good(id: &str, language: Language) -> String {
    format!("{id}{}", language.pick(", as good", "，效果相同"))
}

/// A runner-up and what it would lose.
pub(crate) fn less(id: &str, loss: &str, language: Language) -> String {
    match language {
        Language::English => format!("{id}, {loss} less"),
        Language::Chinese => format!("{id}，少{loss}"),
    }
}

/// Sites that are closed.
pub(crate) fn closed(sites: &[String], language: Language) -> String {
    let sites = sites.join(language.comma());
    format!("{}{}{sites}", language.pick("closed", "关闭"), language.colon())
}

/// What deciding stage by stage costs.
pub(crate) fn haste(amount: &str, language: Language) -> String {
    match language {
        Language::English => format!("deciding stage by stage costs {amount} at the end"),
        Language::Chinese => format!("分期决策使终期少：{amount}"),
    }
}

/// Who is within today and with the plan.
pub(crate) fn covered(before: f64, after: f64, all: f64, by: DemandWeight, language: Language) -> String {
    let unit = weight(by).told_in(language);
    let ([before_share, after_share], [before, after, demand]) = (
        [before, after].map(|served| percent(served, all)),
        [before, after, all].map(figure),
    );
    match language {
        Language::English => format!(
            "Within the limit: {before} of {demand} {unit} ({before_share}) today, {after} ({after_share}) with the plan"
        ),
        Language::Chinese => {
            format!("限值以内：共{demand}{unit}，现状{before}（{before_share}），实施后{after}（{after_share}）")
        }
    }
}

/// Candidates that join no street.
pub(crate) fn off_network(count: usize, language: Language) -> String {
    match language {
        Language::English => format!("{} off the network: they serve nobody", counted(count, "candidate")),
        Language::Chinese => format!("{}个备选点附近无路，不能服务任何人", grouped(count as u64)),
    }
}

/// Compounds that nothing is told of.
pub(crate) fn untold(count: usize, by: DemandWeight, language: Language) -> String {
    let compounds = compounds(count, language);
    match language {
        Language::English => format!("{compounds} without a count of {}: they weigh nothing", by.word()),
        Language::Chinese => {
            let by = match by {
                DemandWeight::Elders => "老年人口",
                DemandWeight::Households => "户数",
                DemandWeight::Dwellings | DemandWeight::Compounds => "数量",
            };
            format!("{compounds}没有{by}数据：不计权重")
        }
    }
}

/// Compounds that no candidate reaches.
pub(crate) fn uncoverable(count: usize, names: &[String], language: Language) -> String {
    let more = count.saturating_sub(names.len());
    let (compounds, names) = (compounds(count, language), names.join(language.comma()));
    match (language, more) {
        (Language::English, 0) => format!("{compounds} out of every candidate's reach: {names}"),
        (Language::English, _) => format!("{compounds} out of every candidate's reach: {names} and {more} more"),
        (Language::Chinese, 0) => format!("{compounds}任何备选点都够不着：{names}"),
        (Language::Chinese, _) => format!("{compounds}任何备选点都够不着：{names}，另有{more}个"),
    }
}

/// That a second computation found the same.
pub(crate) fn rechecked(walks: usize, dwellings: usize, language: Language) -> String {
    match language {
        Language::English => format!(
            "Checked: recomputed from {} by other code, and the walks of {} searched anew: the same",
            counted(walks, "walk"),
            counted(dwellings, "dwelling")
        ),
        Language::Chinese => format!(
            "已复核：由另一套程序据{}条步行重算，并重新搜索{}处住宅的步行，结果一致",
            grouped(walks as u64),
            grouped(dwellings as u64)
        ),
    }
}
