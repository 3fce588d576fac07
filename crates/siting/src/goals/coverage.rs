//! Maximal covering.

use super::{Answer, rules_conflict};
use crate::location::{Found, Kernel, Location};
use crate::meter::Meter;
use crate::problem::Sense;
use crate::rules::Setting;
use crate::search::Scale;

/// Coverage is told as it is.
pub(super) const SCALE: Scale = Scale {
    sense: Sense::Maximize,
    offset: 0,
};

/// Most demand within the limit.
pub(super) fn answer(setting: &Setting<'_>, meter: &Meter<'_>) -> Answer {
    let whole = Kernel::coverage(setting);
    let found = Location::new(setting, &whole, None).search(SCALE, &[], meter);
    from_location(setting, &found)
}

/// A search's result as an answer.
pub(super) fn from_location(setting: &Setting<'_>, found: &Found) -> Answer {
    let Some(bound) = found.bound else {
        return Answer::infeasible(rules_conflict(setting));
    };
    let scale = found.best.scale;
    let best = found
        .best
        .value()
        .map(|value| (found.best.open().to_vec(), scale.objective(value)));
    Answer {
        best,
        bound: Ok(scale.objective(bound)),
        proof: found.proof,
        levels: None,
    }
}
