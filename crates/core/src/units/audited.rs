//! The compound audit over a list of compounds: new ones, those there before, and all.

use std::collections::{BTreeMap, BTreeSet};

use super::UnitNote;
use super::audit::{AuditRate, Audited, PooledShare, audit, pooled};
use crate::options::{Circle, Options};
use crate::place::{Facility, Placed, Rejected};
use crate::read::table::{CompoundAudit, NewOrExisting, SharedRow};

/// The rates of one group of compounds.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditGroup {
    /// New, there before; `None` for all.
    pub of: Option<NewOrExisting>,
    /// Its compounds, by position: those of the rates are positions in this list.
    pub compounds: Vec<usize>,
    /// How many of them are exempt.
    pub exempt: u64,
    /// The five rates.
    pub rates: Vec<AuditRate>,
}

/// The audit of all compounds that tell anything of it; empty where none does.
pub(super) fn audits(
    placed: &Placed,
    shared: Option<&[SharedRow]>,
    options: &Options,
    notes: &mut Vec<UnitNote>,
    rejected: &mut Vec<Rejected>,
) -> Vec<AuditGroup> {
    let shares = shares(placed, shared.unwrap_or_default(), rejected);
    let is_told = |audit: &CompoundAudit| *audit != CompoundAudit::default();
    if shares.is_empty() && placed.compounds.iter().all(|one| !is_told(&one.details.audit)) {
        return Vec::new();
    }
    let audited = audited(placed, &shares, options, notes);
    note_norms(placed, &audited, notes);
    let group = |of: Option<NewOrExisting>| {
        let all = placed.compounds.iter().enumerate();
        let compounds: Vec<usize> = all
            .filter(|(_, one)| of.is_none() || one.details.new_or_existing == of)
            .map(|(position, _)| position)
            .collect();
        let rows: Vec<Audited> = compounds.iter().map(|position| audited[*position]).collect();
        AuditGroup {
            of,
            exempt: rows.iter().filter(|row| row.exempt).count() as u64,
            rates: audit(&rows),
            compounds,
        }
    };
    let groups = [None, Some(NewOrExisting::New), Some(NewOrExisting::Existing)];
    let has_any = |group: &AuditGroup| !group.compounds.is_empty();
    groups.into_iter().map(group).filter(has_any).collect()
}

/// Compounds whose floor area is told and that no norm asks anything of, in one note.
fn note_norms(placed: &Placed, audited: &[Audited], notes: &mut Vec<UnitNote>) {
    let lacks = |one: &Audited| !one.exempt && one.without_norm && one.area_m2.is_some();
    let mut without = placed.compounds.iter().zip(audited).filter(|(_, one)| lacks(one));
    if let Some((first, _)) = without.next() {
        notes.push(UnitNote {
            code: "audit-without-norm",
            list: "compounds",
            id: first.id.clone(),
            name: first.name.clone(),
            text: format!(
                "is the first of {} compounds without a norm of floor area: their area is not judged; set coverage.area_norm",
                without.count() + 1
            ),
        });
    }
}

/// What is known of each compound. What it does not tell itself follows from the facilities that it shares: one that is open or
/// closed is planned and built, one that is open operates; one that is not is not.
fn audited(placed: &Placed, shares: &[PooledShare], options: &Options, notes: &mut Vec<UnitNote>) -> Vec<Audited> {
    // What is not built has no floor yet.
    let area = |one: &Facility| if is_built(one) { one.floor_area_m2 } else { Some(0.0) };
    let areas: Vec<Option<f64>> = placed.facilities.iter().map(area).collect();
    let days = options.circles.iter().filter_map(|circle| circle.as_of);
    let day = days.max_by_key(|day| day.last_day());
    let households: Vec<Option<f64>> = placed.compounds.iter().map(|one| one.households).collect();
    let pool = pooled(shares, &areas, &households);
    notes.extend(pool.overbooked.iter().map(|facility| {
        let facility = &placed.facilities[*facility];
        UnitNote {
            code: "shares-above-one",
            list: "facilities",
            id: facility.id.clone(),
            name: facility.name.clone(),
            text: "the shares told of it sum up to more than 1: each is made smaller".to_owned(),
        }
    }));
    let mut audited: Vec<Audited> = placed
        .compounds
        .iter()
        .zip(&pool.area_m2)
        .map(|(compound, of_pool)| {
            let told = &compound.details.audit;
            let is_new = compound.details.new_or_existing.map(|age| age == NewOrExisting::New);
            let norm = options.coverage.area_norm_m2(is_new);
            Audited {
                exempt: told.exempt == Some(true),
                planned: told.planned,
                built: told.built,
                area_m2: match (told.area_m2, of_pool) {
                    (None, None) => None,
                    (own, of_pool) => Some(own.unwrap_or(0.0) + of_pool.unwrap_or(0.0)),
                },
                area_is_open: false,
                without_norm: norm.is_none(),
                required_m2: norm.zip(compound.households).map(|(norm, homes)| norm * homes / 100.0),
                handed_over: told.transferred,
                operating: told.operating,
            }
        })
        .collect();
    for share in shares {
        let one = &mut audited[share.compound];
        let facility = &placed.facilities[share.facility];
        let opens_later = facility.details.open_date.zip(day).map(|(opens, day)| opens.is_by(day));
        let is_open = facility.status == Circle::OPERATING && opens_later.is_none_or(|by| by == Some(true));
        let is_built = is_built(facility);
        one.area_is_open |= is_built && facility.floor_area_m2.is_none();
        let told = &placed.compounds[share.compound].details.audit;
        // What follows from one of several facilities stands; what a row tells itself comes before.
        let follows = |so_far: Option<bool>, it_is: bool| Some(so_far == Some(true) || it_is);
        one.planned = told.planned.or(Some(true));
        one.built = told.built.or(follows(one.built, is_built));
        one.operating = told.operating.or(follows(one.operating, is_open));
    }
    audited
}

fn is_built(facility: &Facility) -> bool {
    matches!(facility.status.as_str(), Circle::OPERATING | "closed")
}

/// Shares whose compound and facility are known, each pair once; the other rows are rejected.
fn shares(placed: &Placed, rows: &[SharedRow], rejected: &mut Vec<Rejected>) -> Vec<PooledShare> {
    let compounds = names(
        placed
            .compounds
            .iter()
            .map(|one| (one.id.as_str(), one.name.as_deref())),
    );
    let facilities = names(
        placed
            .facilities
            .iter()
            .map(|one| (one.id.as_str(), one.name.as_deref())),
    );
    let mut shares: Vec<PooledShare> = Vec::new();
    let mut known = BTreeSet::new();
    for row in rows {
        let mut refuse = |value: &str, reason: &str| {
            rejected.push(Rejected {
                list: "shared",
                source: row.file.clone(),
                line: Some(row.line),
                id: row.compound.clone(),
                name: String::new(),
                value: value.to_owned(),
                reason: reason.to_owned(),
            });
        };
        let Some(compound) = compounds.get(row.compound.as_str()).copied().flatten() else {
            refuse(&row.compound, "no compound has this id, or only it this name");
            continue;
        };
        let Some(facility) = facilities.get(row.facility.as_str()).copied().flatten() else {
            refuse(&row.facility, "no facility has this id, or only it this name");
            continue;
        };
        if !known.insert((compound, facility)) {
            refuse(
                &row.facility,
                "this compound's share stands in an earlier row as well; the first is kept",
            );
            continue;
        }
        shares.push(PooledShare {
            compound,
            facility,
            share: row.share,
        });
    }
    shares
}

/// Positions by id, and by names that only one has.
pub(crate) fn names<'a>(all: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> BTreeMap<&'a str, Option<usize>> {
    let all: Vec<_> = all.collect();
    let mut names = BTreeMap::new();
    for (position, name) in all
        .iter()
        .enumerate()
        .filter_map(|(position, (_, name))| Some((position, (*name)?)))
    {
        names
            .entry(name)
            .and_modify(|known| *known = None)
            .or_insert(Some(position));
    }
    for (position, (id, _)) in all.iter().enumerate() {
        names.insert(*id, Some(position));
    }
    names
}
