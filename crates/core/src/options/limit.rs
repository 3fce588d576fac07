//! A walking limit as people write it: `15min`, `900m`.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::units_of_measure::{Milliseconds, Speed};

/// How far is too far. A limit is inclusive: exactly 900.000 s is within.
///
/// # Examples
/// ```
/// use service_circle_core::options::Limit;
///
/// assert_eq!("15min".parse(), Ok(Limit::Minutes(15.0)));
/// assert_eq!("900 m".parse(), Ok(Limit::Metres(900.0)));
/// assert!("15".parse::<Limit>().is_err());
/// assert_eq!(Limit::Minutes(7.5).to_string(), "7.5min");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    /// Minutes walked.
    Minutes(f64),
    /// Metres at the base speed: turned into time by `speed_m_s`, so steps and waits count as the time they take.
    Metres(f64),
}

/// A text that is not a limit: what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// Nothing was written.
    #[error("it is empty")]
    Empty,
    /// A bare number: minutes or metres?
    #[error("it has no unit")]
    NoUnit,
    /// A unit that is not a minute or a metre.
    #[error("its unit is neither min nor m")]
    OtherUnit,
    /// No number before the unit.
    #[error("it does not start with a number")]
    NoNumber,
    /// Zero or less.
    #[error("it is not above 0")]
    NotPositive,
}

impl Limit {
    /// The limit as walking time.
    pub fn time(self, speed: Speed) -> Milliseconds {
        match self {
            Self::Minutes(minutes) => Milliseconds::from_seconds(minutes * 60.0),
            Self::Metres(metres) => speed.time_for(metres),
        }
    }
}

impl FromStr for Limit {
    type Err = LimitError;

    fn from_str(text: &str) -> Result<Self, LimitError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(LimitError::Empty);
        }
        let unit_start = text
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
            .unwrap_or(text.len());
        let (number, unit) = text.split_at(unit_start);
        let number: f64 = number.parse().map_err(|_| LimitError::NoNumber)?;
        let limit = match unit.trim_start() {
            "min" => Self::Minutes(number),
            "m" => Self::Metres(number),
            "" => return Err(LimitError::NoUnit),
            _ => return Err(LimitError::OtherUnit),
        };
        if number > 0.0 {
            Ok(limit)
        } else {
            Err(LimitError::NotPositive)
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(minutes) => write!(f, "{minutes}min"),
            Self::Metres(metres) => write!(f, "{metres}m"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_minutes_and_metres() {
        for (text, limit) in [
            ("15min", Limit::Minutes(15.0)),
            (" 7.5 min ", Limit::Minutes(7.5)),
            ("900m", Limit::Metres(900.0)),
            ("+1000 m", Limit::Metres(1000.0)),
        ] {
            assert_eq!(text.parse(), Ok(limit), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, error) in [
            ("", LimitError::Empty),
            ("  ", LimitError::Empty),
            ("15", LimitError::NoUnit),
            ("15h", LimitError::OtherUnit),
            ("1km", LimitError::OtherUnit),
            ("1e3m", LimitError::OtherUnit),
            ("min", LimitError::NoNumber),
            ("NaNm", LimitError::NoNumber),
            ("1.2.3min", LimitError::NoNumber),
            ("-3min", LimitError::NotPositive),
            ("0m", LimitError::NotPositive),
        ] {
            assert_eq!(text.parse::<Limit>(), Err(error), "{text:?}");
        }
    }

    #[test]
    fn what_it_writes_it_reads() {
        for limit in [Limit::Minutes(15.0), Limit::Minutes(0.1), Limit::Metres(900.5)] {
            assert_eq!(limit.to_string().parse(), Ok(limit));
        }
    }
}
