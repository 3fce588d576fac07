//! The p-median.

use super::Answer;
use super::coverage::from_location;
use crate::location::{Kernel, Location};
use crate::meter::Meter;
use crate::problem::Sense;
use crate::rules::Setting;
use crate::search::Scale;

/// Least demand-weighted walk; made large is what is saved against everybody paying the penalty.
pub(super) fn answer(setting: &Setting<'_>, penalty: u32, meter: &Meter<'_>) -> Answer {
    let whole = Kernel::savings(setting, penalty);
    let scale = Scale {
        sense: Sense::Minimize,
        offset: (setting.instance.total_weight() * u64::from(penalty)) as i64,
    };
    let found = Location::new(setting, &whole, None).search(scale, &[], meter);
    from_location(setting, &found)
}
