//! experiment
use crate::location::{Kernel, Location};
use crate::meter::Meter;
use crate::rules::Setting;
use crate::search::Scale;
use crate::*;

/// experiment
pub fn experiment(instance: &Instance, problem: &Problem, limits: Limits) -> (u64, u64, u64, u64) {
    let setting = Setting::new(instance, problem, 1, &[]).unwrap();
    let meter = Meter::new(limits, &Unwatched);
    let sense = problem.goal.sense();
    let (scale, found) = match problem.goal {
        Goal::PMedian { penalty, .. } => {
            let whole = Kernel::savings(&setting, penalty);
            let offset = instance.total_weight() as i64 * i64::from(penalty);
            let scale = Scale { sense, offset };
            let mut l = Location::new(&setting, &whole, None);
            (scale, l.search(scale, &meter))
        }
        _ => {
            let whole = Kernel::coverage(&setting);
            let scale = Scale { sense, offset: 0 };
            let mut l = Location::new(&setting, &whole, None);
            (scale, l.search(scale, &meter))
        }
    };
    (scale.objective(found.best.value().unwrap()), scale.objective(found.bound), meter.nodes(), meter.iterations())
}
