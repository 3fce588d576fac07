//! How much less a longer walk counts.

use serde::Serialize;

/// One step: up to these minutes (inclusive) a walk counts this much.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The longest walk of the step.
    pub up_to_min: f64,
    /// How much it counts, 1 for all.
    pub weight: f64,
}

/// Weights of the usual three steps, each a third of the limit: those of the example in `PySAL` `access` (`weights.step_fn`).
pub const THIRDS: [f64; 3] = [1.0, 0.68, 0.22];

/// How a walk's weight falls with its minutes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decay {
    /// Every walk within the limit counts alike: 2SFCA.
    None,
    /// By steps: the first whose bound the walk does not exceed; beyond the last nothing. Enhanced 2SFCA.
    Steps(Vec<Step>),
    /// `exp(-t2 / (2 sigma2))`, 1 at no walk at all; cut at the limit.
    Gaussian {
        /// Width, minutes.
        sigma_min: f64,
    },
}

/// Why a decay is none.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum DecayError {
    /// No step at all, or bounds that do not rise.
    #[error("steps must rise, each from above 0 minutes; give for example 5, 10 and 15 min")]
    Steps,
    /// A weight below 0, or not a number.
    #[error("a step's weight is {0}; give 0 or more")]
    Weight(f64),
    /// A width of 0 or less.
    #[error("the Gaussian's width is {0} min; give more than 0")]
    Width(f64),
    /// A limit of 0 or less.
    #[error("the catchment's limit is {0} min; give more than 0")]
    Limit(f64),
}

/// The walks that count, and how much.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Catchment {
    limit_min: f64,
    decay: Decay,
}

impl Catchment {
    /// Walks up to a limit (inclusive), weighted.
    ///
    /// # Errors
    /// A limit, steps or width that no walk has.
    ///
    /// # Examples
    /// ```
    /// use service_circle_core::units::supply::{Catchment, Decay};
    ///
    /// let even = Catchment::new(15.0, Decay::None)?;
    /// assert_eq!((even.weight(15.0), even.weight(15.1)), (1.0, 0.0));
    /// # Ok::<(), service_circle_core::units::supply::DecayError>(())
    /// ```
    pub fn new(limit_min: f64, decay: Decay) -> Result<Self, DecayError> {
        if !(limit_min.is_finite() && limit_min > 0.0) {
            return Err(DecayError::Limit(limit_min));
        }
        match &decay {
            Decay::None => {}
            Decay::Steps(steps) => {
                let bounds = std::iter::once(0.0).chain(steps.iter().map(|step| step.up_to_min));
                let rises = bounds.clone().zip(bounds.skip(1)).all(|(before, bound)| bound > before);
                if steps.is_empty() || !rises {
                    return Err(DecayError::Steps);
                }
                if let Some(step) = steps
                    .iter()
                    .find(|step| !(step.weight.is_finite() && step.weight >= 0.0))
                {
                    return Err(DecayError::Weight(step.weight));
                }
            }
            Decay::Gaussian { sigma_min } => {
                if !(sigma_min.is_finite() && *sigma_min > 0.0) {
                    return Err(DecayError::Width(*sigma_min));
                }
            }
        }
        Ok(Self { limit_min, decay })
    }

    /// The usual steps: thirds of the limit, weighted [`THIRDS`].
    ///
    /// # Errors
    /// A limit of 0 or less.
    pub fn in_thirds(limit_min: f64) -> Result<Self, DecayError> {
        let steps = (1..=THIRDS.len()).zip(THIRDS).map(|(third, weight)| Step {
            // The last bound is the limit itself, without rounding.
            up_to_min: limit_min * third as f64 / THIRDS.len() as f64,
            weight,
        });
        Self::new(limit_min, Decay::Steps(steps.collect()))
    }

    /// The longest walk that counts, minutes.
    pub fn limit_min(&self) -> f64 {
        self.limit_min
    }

    /// How much a walk counts: 0 beyond the limit.
    pub fn weight(&self, minutes: f64) -> f64 {
        if minutes > self.limit_min {
            return 0.0;
        }
        match &self.decay {
            Decay::None => 1.0,
            Decay::Steps(steps) => steps
                .iter()
                .find(|step| minutes <= step.up_to_min)
                .map_or(0.0, |step| step.weight),
            Decay::Gaussian { sigma_min } => (-minutes * minutes / (2.0 * sigma_min * sigma_min)).exp(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_at_a_step_s_bound_belongs_to_it() {
        let thirds = Catchment::in_thirds(15.0).unwrap();
        for (minutes, weight) in [
            (0.0, 1.0),
            (5.0, 1.0),
            (5.001, 0.68),
            (10.0, 0.68),
            (15.0, 0.22),
            (15.001, 0.0),
        ] {
            assert!((thirds.weight(minutes) - weight).abs() < 1e-12, "{minutes}");
        }
    }

    #[test]
    fn a_gaussian_is_one_at_no_walk_and_falls() {
        let bell = Catchment::new(60.0, Decay::Gaussian { sigma_min: 20.0 }).unwrap();
        // The values in the documentation of PySAL `access`.
        for (minutes, weight) in [
            (0.0, 1.0),
            (20.0, 0.606_530_659_712_633_4),
            (40.0, 0.135_335_283_236_612_7),
            (60.0, 0.011_108_996_538_242_306),
            (60.5, 0.0),
        ] {
            assert!((bell.weight(minutes) - weight).abs() < 1e-15, "{minutes}");
        }
    }

    #[test]
    fn what_is_no_decay_is_refused() {
        let step = |up_to_min, weight| Step { up_to_min, weight };
        for (limit, decay, error) in [
            (0.0, Decay::None, DecayError::Limit(0.0)),
            (15.0, Decay::Steps(Vec::new()), DecayError::Steps),
            (
                15.0,
                Decay::Steps(vec![step(10.0, 1.0), step(5.0, 0.5)]),
                DecayError::Steps,
            ),
            (15.0, Decay::Steps(vec![step(0.0, 1.0)]), DecayError::Steps),
            (15.0, Decay::Steps(vec![step(5.0, -1.0)]), DecayError::Weight(-1.0)),
            (15.0, Decay::Gaussian { sigma_min: 0.0 }, DecayError::Width(0.0)),
        ] {
            assert_eq!(Catchment::new(limit, decay), Err(error));
        }
        assert!(Catchment::in_thirds(f64::NAN).is_err());
    }
}
