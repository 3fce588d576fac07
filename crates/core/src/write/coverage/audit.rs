//! The tables of the compound audit: the five rates, and who fails which step.

use super::cells::{told, worded};
use crate::place::Compound;
use crate::plan::CoverageOutcome;
use crate::units::AuditGroup;
use crate::units::audit::{AuditRate, AuditStep};
use crate::write::columns::ColumnType::{Decimal, Integer, Text};
use crate::write::columns::{Cell, Column, Layer};
use crate::write::compounds::SHARE;

/// One rate of one group.
pub(super) struct Record<'a> {
    group: &'a AuditGroup,
    rate: &'a AuditRate,
}

type Ask = for<'r, 'a> fn(&'r Record<'a>) -> Cell;

/// The columns of rates: a contract.
#[rustfmt::skip]
pub(super) const RATES: &[Column<Ask>] = &[
    Column::worded(Column::new("of", Text, "Compounds: all, new, existing", "小区范围", |r| of(r.group))),
    Column::worded(Column::defined(Column::new("step", Text, "Step", "环节", |r| worded(Some(r.rate.step))),
        "planned, built, area-reached (floor area at least the norm for its households, shared facilities by their shares), handed-over (and registered), operating.", "规划、配建、面积达标（建筑面积不低于按户数计算的标准，共用设施按份额计）、移交登记、正常运营。")),
    Column::defined(Column::new("compounds", Integer, "Compounds, exempt ones left out", "应计小区数（不含豁免）", |r| r.rate.all.into()),
        "Compounds of the group that are not exempt: what the rate of all is of.", "该范围内不豁免的小区数，即“占全部”的分母。"),
    Column::defined(Column::new("exempt", Integer, "Exempt", "豁免小区数", |r| r.group.exempt.into()),
        "Compounds of the group that the list marks as exempt: no step counts them.", "名单标为豁免的小区数，各环节均不计。"),
    Column::defined(Column::new("passed", Integer, "Pass", "通过数", |r| r.rate.passed.into()),
        "Compounds that pass the step, whether or not they passed those before.", "通过本环节的小区数，不论此前环节是否通过。"),
    Column::defined(Column::new("not_told", Integer, "Not told", "未填报数", |r| r.rate.not_told.into()),
        "Compounds of which the list does not tell whether they pass the step.", "名单未填报本环节的小区数。"),
    Column::defined(Column::new("share", Decimal(SHARE), "Rate of all compounds", "占全部小区比例", |r| r.rate.share().into()),
        "Those that pass / all compounds that are not exempt; not told does not pass.", "通过数÷应计小区数，未填报按未通过计。"),
    Column::defined(Column::new("share_high", Decimal(SHARE), "Rate of all compounds if all not told pass", "占全部小区比例（未填报按通过计）", |r| r.rate.share_high().into()),
        "Those that pass and those not told / all compounds that are not exempt.", "（通过数＋未填报数）÷应计小区数。"),
    Column::defined(Column::new("survivors", Integer, "Passed every step before", "前序通过小区数", |r| r.rate.survivors.into()),
        "Compounds that passed every step before this one; all that are not exempt, for the first step.", "通过此前全部环节的小区数；首个环节为全部应计小区。"),
    Column::defined(Column::new("survivors_passed", Integer, "Those that passed every step before and pass", "前序通过者中通过数", |r| r.rate.survivors_passed.into()),
        "Of the compounds that passed every step before, those that pass this one.", "通过此前全部环节的小区中，通过本环节者。"),
    Column::defined(Column::new("share_of_survivors", Decimal(SHARE), "Rate of those that passed every step before", "占前序通过小区比例", |r| r.rate.share_of_survivors().into()),
        "Those that pass / those that passed every step before: the cascade.", "前序通过者中通过数÷前序通过小区数（逐级口径）。"),
];

fn of(group: &AuditGroup) -> Cell {
    group.of.map_or_else(|| "all".into(), |of| worded(Some(of)))
}

/// The table of rates.
pub(super) fn rates(outcome: &CoverageOutcome) -> Layer<'_> {
    let groups = outcome.coverage.audit.iter();
    let records = groups.flat_map(|group| group.rates.iter().map(move |rate| Record { group, rate }));
    Layer::new("audit", RATES, records.collect(), |record| {
        (format!("{:?}", record.rate.step), None)
    })
}

/// A compound that does not pass a step.
pub(super) struct FailRecord<'a> {
    compound: &'a Compound,
    step: AuditStep,
    is_told: bool,
}

type AskFail = for<'r, 'a> fn(&'r FailRecord<'a>) -> Cell;

/// The columns of those that fail: a contract.
#[rustfmt::skip]
pub(super) const FAILING: &[Column<AskFail>] = &[
    Column::worded(Column::new("step", Text, "Step", "环节", |r| worded(Some(r.step)))),
    Column::new("compound_id", Text, "Compound id", "小区编号", |r| r.compound.id.as_str().into()),
    Column::new("compound_name", Text, "Compound", "小区名称", |r| told(r.compound.name.as_deref())),
    Column::new("street", Text, "Street (sub-district)", "街道", |r| told(r.compound.street.as_deref())),
    Column::worded(Column::new("why", Text, "fails, or not-told", "未通过原因", |r| (if r.is_told { "fails" } else { "not-told" }).into())),
];

/// The table of those that fail a step, or of which it is not told.
pub(super) fn failing(outcome: &CoverageOutcome) -> Layer<'_> {
    let mut records = Vec::new();
    let all = outcome.coverage.audit.iter().find(|group| group.of.is_none());
    for (group, rate) in all
        .into_iter()
        .flat_map(|group| group.rates.iter().map(move |rate| (group, rate)))
    {
        let told = rate.failing.iter().map(|position| (position, true));
        let open = rate.open.iter().map(|position| (position, false));
        records.extend(told.chain(open).filter_map(|(position, is_told)| {
            let compound = *group.compounds.get(*position)?;
            Some(FailRecord {
                compound: outcome.outcome.placed.compounds.get(compound)?,
                step: rate.step,
                is_told,
            })
        }));
    }
    Layer::new("audit_failing", FAILING, records, |record| {
        (record.compound.id.clone(), None)
    })
}
