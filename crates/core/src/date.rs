//! Dates as office lists have them: a day, or only a month or a year.
//!
//! # Examples
//! ```
//! use service_circle_core::date::Date;
//!
//! let opened = Date::told("2023年12月").ok_or("no date")?;
//! assert_eq!(opened.to_string(), "2023-12");
//! let of = |text| Date::told(text).ok_or("no date");
//! assert_eq!(opened.is_by(of("2024-01-01")?), Some(true));
//! assert_eq!(opened.is_by(of("2023-12-15")?), None, "it may have been the 20th");
//! # Ok::<(), &str>(())
//! ```

use std::fmt;

use serde::{Serialize, Serializer};

/// Years that a list of today's facilities and plans can name.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;
/// Spreadsheets number days from 1899-12-30; of these five-digit numbers, 1954 to 2064, a date column is made.
const SHEET_DAYS: std::ops::RangeInclusive<u32> = 20_000..=60_000;
/// 1970-01-01 as a spreadsheet numbers it.
const SHEET_DAY_OF_1970: u32 = 25_569;

/// A day, or a month or year whose day is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// The date that a text tells: `2023-12-01`, `2023/12/1`, `2023年12月1日`, `20231201`, `2023.12`, `2023`, a time after it or
    /// not, or a spreadsheet's number of days; `None` for anything else, two-digit years among it.
    pub fn told(text: &str) -> Option<Self> {
        let text = text.trim();
        let date = match text.find([' ', 'T']) {
            Some(at) if text.get(at + 1..)?.contains(':') => text.get(..at)?,
            _ => text,
        };
        let parts: Vec<&str> = date
            .split(|one: char| matches!(one, '-' | '/' | '.' | '年' | '月' | '日' | '号') || one.is_whitespace())
            .filter(|part| !part.is_empty())
            .collect();
        let number = |part: &str| part.parse::<u16>().ok();
        let short = |part: &str| part.parse::<u8>().ok();
        match parts.as_slice() {
            [one] => Self::of_digits(one),
            [year, month] => Self::new(number(year)?, Some(short(month)?), None),
            [year, month, day] => Self::new(number(year)?, Some(short(month)?), Some(short(day)?)),
            _ => None,
        }
    }

    fn of_digits(digits: &str) -> Option<Self> {
        let part = |from: usize, to: usize| digits.get(from..to);
        let year = || part(0, 4)?.parse().ok();
        match digits.len() {
            4 => Self::new(year()?, None, None),
            5 => Self::of_sheet_day(digits.parse().ok()?),
            6 => Self::new(year()?, Some(part(4, 6)?.parse().ok()?), None),
            8 => Self::new(
                year()?,
                Some(part(4, 6)?.parse().ok()?),
                Some(part(6, 8)?.parse().ok()?),
            ),
            _ => None,
        }
    }

    /// The day that a spreadsheet gives this number.
    fn of_sheet_day(number: u32) -> Option<Self> {
        if !SHEET_DAYS.contains(&number) {
            return None;
        }
        let mut left = i64::from(number) - i64::from(SHEET_DAY_OF_1970);
        let mut year = 1970_u16;
        while left < 0 {
            year -= 1;
            left += days_of_year(year);
        }
        while left >= days_of_year(year) {
            left -= days_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while left >= i64::from(days_of_month(year, month)) {
            left -= i64::from(days_of_month(year, month));
            month += 1;
        }
        Self::new(year, Some(month), Some(left as u8 + 1))
    }

    fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let is_month = month.is_none_or(|month| (1..=12).contains(&month));
        let is_day = match (month, day) {
            (Some(month), Some(day)) if is_month => (1..=days_of_month(year, month)).contains(&day),
            (_, day) => day.is_none(),
        };
        (YEARS.contains(&year) && is_month && is_day).then_some(Self { year, month, day })
    }

    /// Its year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The first day it can mean: year, month, day.
    pub fn first_day(self) -> (u16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it can mean: year, month, day.
    pub fn last_day(self) -> (u16, u8, u8) {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_of_month(self.year, month));
        (self.year, month, day)
    }

    /// Whether it has come by the last day of another date; `None` where its day is not told and either may be.
    pub fn is_by(self, other: Self) -> Option<bool> {
        let end = other.last_day();
        if self.last_day() <= end {
            Some(true)
        } else if self.first_day() > end {
            Some(false)
        } else {
            None
        }
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_of_year(year: u16) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_of_month(year: u16, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// As ISO 8601 has it, as far as it is told: `2023-12-01`, `2023-12`, `2023`.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(formatter, "-{part:02}")?;
        }
        Ok(())
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_offices_write_them() {
        let written = [
            ("2023-12-01", "2023-12-01"),
            ("2023/12/1", "2023-12-01"),
            ("2023年12月1日", "2023-12-01"),
            ("2023 年 12 月 1 日", "2023-12-01"),
            ("20231201", "2023-12-01"),
            ("2023-12-01T00:00:00", "2023-12-01"),
            ("2023/12/1 8:30", "2023-12-01"),
            ("2023.12", "2023-12"),
            ("202312", "2023-12"),
            ("2023年12月", "2023-12"),
            ("2023年", "2023"),
            ("2024-02-29", "2024-02-29"),
            // By LibreOffice and Python's datetime.
            ("45261", "2023-12-01"),
            ("25569", "1970-01-01"),
            ("25568", "1969-12-31"),
            ("45351", "2024-02-29"),
            ("45352", "2024-03-01"),
        ];
        for (text, wanted) in written {
            assert_eq!(
                Date::told(text).map(|date| date.to_string()).as_deref(),
                Some(wanted),
                "{text}"
            );
        }
        for text in [
            "",
            "soon",
            "23-12-01",
            "2023-13",
            "2023-02-29",
            "2023-00-01",
            "2023-12-32",
            "1.5",
            "99999",
            "2023-1-2-3",
            "-",
            "12月",
        ] {
            assert_eq!(Date::told(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_has_come_or_not_or_nobody_knows() {
        let by = |one: &str, other: &str| Date::told(one).unwrap().is_by(Date::told(other).unwrap());
        assert_eq!(by("2023-12-01", "2023-12-01"), Some(true));
        assert_eq!(by("2023-12-02", "2023-12-01"), Some(false));
        assert_eq!(by("2023-12-31", "2023"), Some(true), "a year runs to its end");
        assert_eq!(by("2023", "2023-06-30"), None);
        assert_eq!(by("2024", "2023-06-30"), Some(false));
        assert_eq!(by("2022", "2023-06-30"), Some(true));
    }
}
