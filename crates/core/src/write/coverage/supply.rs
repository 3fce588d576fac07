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
    Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into()),
    Column::new("supply", Text, "What is supplied: beds, or floor-area (m2)", "供给（床位/建筑面积）", |r| worded(Some(r.access.supply))),
    Column::defined(Column::new("method", Text, "Method", "方法", |r| worded(Some(r.method.method))),
        "2SFCA: each facility shares its supply among the elders within the limit, each elder sums the shares in reach. E2SFCA: weighted by walking time, by steps (thirds of the limit: 1, 0.68, 0.22) or a Gaussian. 3SFCA: weighted also by the choice each elder has.", "2SFCA 两步移动搜索法；E2SFCA 按步行时间加权（时限三等分：1、0.68、0.22，或高斯）；3SFCA 另计选择权重。"),
    Column::new("total", Decimal(PEOPLE), "Supply of all facilities counted", "计入设施总供给", |r| r.access.total.into()),
    Column::defined(Column::new("mean_per_1000", Decimal(ACCESS), "Supply for 1,000 elders, mean", "每千名老人可达供给均值", |r| r.method.mean.into()),
        "Mean of access over all elders of compounds that tell them, for 1,000 elders.", "以老年人口加权的可达供给均值（每千名老人）。"),
    Column::defined(Column::new("gini", Decimal(SHARE), "Gini coefficient", "基尼系数", |r| r.method.gini.into()),
        "Sum over all pairs of elders of the difference of access, over twice the mean: 0 where all have the same, towards 1 where one has all.", "按老年人口加权的基尼系数：0为完全均等，越接近1越不均。"),
    Column::new("share_without", Decimal(SHARE), "Elders with nothing in reach", "无可达供给老年人口占比", |r| r.method.share_without.into()),
    Column::defined(Column::new("share_below_line", Decimal(SHARE), "Elders below the plan's line", "低于基准线老年人口占比", |r| r.method.share_below.into()),
        "Share of elders with less than coverage.access_line_per_1000 of the plan; empty where it tells none.", "可达供给低于 coverage.access_line_per_1000 的老年人口占比；未设基准线时为空。"),
    Column::new("out_of_reach", Decimal(PEOPLE), "Supply that nobody can walk to", "无人可达供给", |r| r.method.out_of_reach.into()),
    Column::new("facilities_not_told", Integer, "Facilities counted that do not tell it", "未填报的计入设施数", |r| r.access.not_told.into()),
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
    Column::new("circle", Text, "Service circle", "服务圈", |r| r.circle.into()),
    Column::new("supply", Text, "What is supplied: beds, or floor-area (m2)", "供给（床位/建筑面积）", |r| worded(Some(r.access.supply))),
    Column::new("compound_id", Text, "Compound id", "小区编号", |r| r.compound.id.as_str().into()),
    Column::new("compound_name", Text, "Compound", "小区名称", |r| told(r.compound.name.as_deref())),
    Column::new("elders", Decimal(PEOPLE), "Elders", "老年人口", |r| r.compound.elders.into()),
    Column::new("facilities_in_reach", Integer, "Facilities counted within the limit", "时限内设施数", |r| r.access.in_reach.get(r.position).copied().into()),
    Column::new("access_2sfca", Decimal(ACCESS), "2SFCA, for 1,000 elders", "2SFCA（每千名老人）", |r| of(r, Method::TwoStep).into()),
    Column::new("access_e2sfca_steps", Decimal(ACCESS), "E2SFCA by steps, for 1,000 elders", "E2SFCA分级（每千名老人）", |r| of(r, Method::TwoStepThirds).into()),
    Column::new("access_e2sfca_gaussian", Decimal(ACCESS), "E2SFCA by a Gaussian, for 1,000 elders", "E2SFCA高斯（每千名老人）", |r| of(r, Method::TwoStepGaussian).into()),
    Column::new("access_3sfca", Decimal(ACCESS), "3SFCA, for 1,000 elders", "3SFCA（每千名老人）", |r| of(r, Method::ThreeStepThirds).into()),
    Column::defined(Column::new("to_mean", Decimal(ACCESS), "2SFCA over the mean of all elders", "2SFCA与均值之比", |r| to_mean(r).into()),
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
    Column::new("circle", Text, "Service circle", "服务圈", |r| r.of.circle.into()),
    Column::new("supply", Text, "What is supplied", "供给", |r| worded(Some(r.of.access.supply))),
    Column::new("method", Text, "Method", "方法", |r| worded(Some(r.of.method.method))),
    Column::new("elders_share", Decimal(SHARE), "Share of elders, the worst supplied first", "老年人口累计占比（由低到高）", |r| r.point.people.into()),
    Column::new("supply_share", Decimal(SHARE), "Share of all supply that they hold", "供给累计占比", |r| r.point.held.into()),
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
