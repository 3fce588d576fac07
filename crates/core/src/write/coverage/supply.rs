//! The tables of supply within reach: by compound, by circle, and the Lorenz curves.

use super::cells::{circle, told, worded};
use crate::place::Compound;
use crate::plan::CoverageOutcome;
use crate::units::supply::LorenzPoint;
use crate::units::{AccessFigures, Method, MethodFigures, ratio};
use crate::write::columns::ColumnType::{Decimal, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::{PEOPLE, SHARE};

/// Decimals of supply for 1,000 elders.
const ACCESS: u8 = 3;

/// One method in one circle.
pub(super) struct Record<'a> {
    circle: &'a str,
    access: &'a AccessFigures,
    method: &'a MethodFigures,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns of supply: a contract.
#[rustfmt::skip]
pub(super) const SUPPLY: &[Column<Ask>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::worded(Column::new("supply", Text, "What is supplied: beds, or floor-area (m2)", "供给类型", |r| worded(Some(r.access.supply)))),
    Column::worded(Column::defined(Column::new("method", Text, "Method", "方法", |r| worded(Some(r.method.method))),
        "2SFCA: each facility shares its supply among the elders within the limit, each elder sums the shares in reach. E2SFCA: weighted by walking time, by steps (thirds of the limit: 1, 0.68, 0.22) or a Gaussian. 3SFCA: weighted also by the choice each elder has.", "两步移动搜索法（2SFCA）：设施供给由时限内老年人均分，各人可达份额相加；增强型（E2SFCA）按步行时间加权（时限三等分：1、0.68、0.22，或高斯）；三步（3SFCA）另计选择权重。")),
    Column::defined(Column::new("total", Decimal(PEOPLE), "Supply of all facilities counted", "供给总量（张/平方米）", |r| r.access.total.into()),
        "Beds, or floor area in m2, of the facilities counted that tell it.", "已填报的计入设施床位数（张）或建筑面积（平方米）之和。"),
    Column::defined(Column::new("mean_per_1000", Decimal(ACCESS), "Supply for 1,000 elders, mean", "每千名老人可达供给均值", |r| r.method.mean.into()),
        "Mean of access over all elders of compounds that tell them, for 1,000 elders.", "各小区每千名老年人可达供给（张或平方米），以老年人口加权平均。"),
    Column::defined(Column::new("gini", Decimal(SHARE), "Gini coefficient", "基尼系数", |r| r.method.gini.into()),
        "Sum over all pairs of elders of the difference of access, over twice the mean: 0 where all have the same, towards 1 where one has all.", "按老年人口加权的可达供给基尼系数：0为人人均等，越接近1越集中于少数人。"),
    Column::defined(Column::new("share_without", Decimal(SHARE), "Elders with nothing in reach", "无可达供给的老年人占比", |r| r.method.share_without.into()),
        "Elders with no supply within the limit / elders of the compounds that tell them.", "时限内没有任何供给的老年人口÷已填报小区的老年人口。"),
    Column::defined(Column::new("share_below_line", Decimal(SHARE), "Elders below the plan's line", "低于基准线的老年人占比", |r| r.method.share_below.into()),
        "Elders with less for 1,000 than the plan's line (coverage.access_line_per_1000) / elders of the compounds that tell them; empty where the plan tells no line.", "每千名老年人可达供给低于方案所设基准线（coverage.access_line_per_1000）的老年人口÷已填报小区的老年人口；未设基准线时为空。"),
    Column::defined(Column::new("out_of_reach", Decimal(PEOPLE), "Supply that nobody can walk to", "无人可达的供给量", |r| r.method.out_of_reach.into()),
        "Beds, or m2, of facilities counted that no elder of the list walks to within the limit.", "名单中没有老年人步行在时限内可达的计入设施的供给（张或平方米）。"),
    Column::defined(Column::new("facilities_not_told", Integer, "Facilities counted that do not tell it", "未填报的计入设施数", |r| r.access.not_told.into()),
        "Facilities counted for the circle whose beds, or floor area, the list does not tell: they supply nothing here.", "计入服务圈而名单未填床位数（或建筑面积）的设施数，其供给按零计。"),
];

/// The table of supply, circle by circle.
pub(super) fn supply(outcome: &CoverageOutcome) -> Layer<'_> {
    Layer::new("supply", SUPPLY, records(outcome), |record| {
        (record.circle.to_owned(), None)
    })
}

fn records(outcome: &CoverageOutcome) -> Vec<Record<'_>> {
    let circles = outcome.coverage.circles.iter().enumerate();
    circles
        .flat_map(|(position, coverage)| {
            let all = coverage.access.iter();
            all.flat_map(move |access| {
                access.methods.iter().map(move |method| Record {
                    circle: circle(outcome, position),
                    access,
                    method,
                })
            })
        })
        .collect()
}

/// One compound's access to one kind of supply.
pub(super) struct AccessRecord<'a> {
    circle: &'a str,
    access: &'a AccessFigures,
    position: usize,
    compound: &'a Compound,
}

type AskAccess = for<'r, 'a> fn(&'r AccessRecord<'a>) -> Cell;

/// The columns of access: a contract.
#[rustfmt::skip]
pub(super) const ACCESSES: &[Column<AskAccess>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into())),
    Column::worded(Column::new("supply", Text, "What is supplied: beds, or floor-area (m2)", "供给类型", |r| worded(Some(r.access.supply)))),
    Column::new("compound_id", Text, "Compound id", "小区编号", |r| r.compound.id.as_str().into()),
    Column::new("compound_name", Text, "Compound", "小区名称", |r| told(r.compound.name.as_deref())),
    Column::defined(Column::new("elders", Decimal(PEOPLE), "Elders of the compound", "小区老年人口", |r| r.compound.elders.into()),
        "Elders as the list of compounds tells them.", "小区名单所填老年人口（人）。"),
    Column::defined(Column::new("facilities_in_reach", Integer, "Facilities counted within the limit", "时限内设施数", |r| r.access.in_reach.get(r.position).copied().into()),
        "Facilities counted that a dwelling of the compound walks to within the limit; the most of any dwelling.", "该小区住宅点步行在时限内可达的计入设施数，取各住宅点之最多者。"),
    Column::defined(Column::new("access_2sfca", Decimal(ACCESS), "2SFCA, for 1,000 elders", "两步移动搜索法（每千名老人）", |r| of(r, Method::TwoStep).into()),
        "Beds, or m2, in reach of 1,000 elders of the compound by 2SFCA: every walk within the limit counts alike.", "该小区每千名老年人可达的床位数或平方米数：时限内步行一律等权。"),
    Column::defined(Column::new("access_e2sfca_steps", Decimal(ACCESS), "E2SFCA by steps, for 1,000 elders", "增强型两步移动搜索法（分级，每千名老人）", |r| of(r, Method::TwoStepThirds).into()),
        "The same by E2SFCA with steps: walks count 1, 0.68 or 0.22 by thirds of the limit.", "同上，步行时间按时限三等分加权：1、0.68、0.22。"),
    Column::defined(Column::new("access_e2sfca_gaussian", Decimal(ACCESS), "E2SFCA by a Gaussian, for 1,000 elders", "增强型两步移动搜索法（高斯，每千名老人）", |r| of(r, Method::TwoStepGaussian).into()),
        "The same by E2SFCA with a Gaussian of the walking time; its width is a setting of the plan, half the limit as a rule.", "同上，步行时间按高斯函数加权，宽度可在方案中设定，默认为时限的一半。"),
    Column::defined(Column::new("access_3sfca", Decimal(ACCESS), "3SFCA, for 1,000 elders", "三步移动搜索法（每千名老人）", |r| of(r, Method::ThreeStepThirds).into()),
        "The same by 3SFCA: weighted by steps, and by the choice that elders have among facilities.", "同上，分级加权，并按老年人在各设施间的选择机会分配需求。"),
    Column::defined(Column::new("to_mean", Decimal(ACCESS), "2SFCA over the mean of all elders", "两步移动搜索法与均值之比", |r| to_mean(r).into()),
        "0: no facility in reach; 1: as much as the mean. Empty where nobody lives that the facilities in reach could be shared with.", "0为时限内无设施，1为均值；可达设施无人可分享时为空。"),
];

fn of(record: &AccessRecord<'_>, method: Method) -> Option<f64> {
    let figures = record.access.methods.iter().find(|one| one.method == method)?;
    figures.access.get(record.position).copied().flatten()
}

fn to_mean(record: &AccessRecord<'_>) -> Option<f64> {
    let method = record.access.methods.iter().find(|one| one.method == Method::TwoStep)?;
    ratio(of(record, Method::TwoStep)?, method.mean?)
}

/// The table of access: circle by circle, compound by compound.
pub(super) fn accesses(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    for (number, coverage) in outcome.coverage.circles.iter().enumerate() {
        for access in &coverage.access {
            let compounds = outcome.outcome.placed.compounds.iter().enumerate();
            records.extend(compounds.map(|(position, compound)| AccessRecord {
                circle: circle(outcome, number),
                access,
                position,
                compound,
            }));
        }
    }
    Layer::new("access", ACCESSES, records, |record| (record.compound.id.clone(), None))
}

/// A point of one Lorenz curve.
pub(super) struct LorenzRecord<'a> {
    of: Record<'a>,
    point: LorenzPoint,
}

type AskLorenz = for<'r, 'a> fn(&'r LorenzRecord<'a>) -> Cell;

/// The columns of the Lorenz curves: a contract.
#[rustfmt::skip]
pub(super) const LORENZ: &[Column<AskLorenz>] = &[
    Column::worded(Column::new("circle", Text, "Service circle", "服务圈", |r| r.of.circle.into())),
    Column::worded(Column::new("supply", Text, "What is supplied", "供给类型", |r| worded(Some(r.of.access.supply)))),
    Column::worded(Column::new("method", Text, "Method", "方法", |r| worded(Some(r.of.method.method)))),
    Column::defined(Column::new("elders_share", Decimal(SHARE), "Share of elders, the worst supplied first", "老年人口累计占比（由低到高）", |r| r.point.people.into()),
        "Elders up to this point, from the least supplied upwards / all elders counted.", "按可达供给由低到高累计的老年人口÷全部计入的老年人口。"),
    Column::defined(Column::new("supply_share", Decimal(SHARE), "Share of all supply that they hold", "供给累计占比", |r| r.point.held.into()),
        "Supply in reach of those elders / supply in reach of all; on the line of equality it is the share of elders.", "这些老年人可达的供给÷全部可达供给；完全均等时等于老年人口累计占比。"),
];

/// The table of the Lorenz curves.
pub(super) fn lorenz(outcome: &CoverageOutcome) -> Layer<'_> {
    let points = records(outcome).into_iter().flat_map(|of| {
        let Record { circle, access, method } = of;
        method.lorenz.iter().map(move |point| LorenzRecord {
            of: Record { circle, access, method },
            point: *point,
        })
    });
    Layer::new("lorenz", LORENZ, points.collect(), |record| {
        (record.of.circle.to_owned(), None)
    })
}
