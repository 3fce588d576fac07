//! Which tagged places of an extract are elder-care facilities: a table anyone can read and override.
//!
//! A table is a CSV with header `tags,category`: `tags` are `key=value` pairs joined by `+` (all must hold), where a value may be
//! `*` (any) and `social_facility:for` is matched word by word in its `;`-separated list. The first row that holds gives the
//! category; where its category is empty the place is no facility. Lines that begin with `#` are comments. The built-in table
//! is [`DEFAULT_TABLE`]; `--facility-tags FILE` takes another, which may use any key of OpenStreetMap.
//!
//! # References
//! <https://wiki.openstreetmap.org/wiki/Tag:amenity%3Dsocial_facility>

use std::path::Path;

use crate::read::{Key, Tags};

/// The table used where the user gives none.
pub const DEFAULT_TABLE: &str = "\
# What counts as elder care where no other table is given. The first row that holds decides.
tags,category
# Places for seniors, by kind.
social_facility=nursing_home+social_facility:for=senior,nursing_home
social_facility=assisted_living+social_facility:for=senior,assisted_living
social_facility=group_home+social_facility:for=senior,group_home
social_facility=day_care+social_facility:for=senior,day_care
amenity=social_facility+social_facility:for=senior,social_facility
# Places for somebody else are left out.
social_facility:for=*,
# Kinds that are for elders unless told otherwise.
social_facility=nursing_home,nursing_home
social_facility=assisted_living,assisted_living
social_facility=day_care,day_care
# Older and rarer tags of the same places.
amenity=nursing_home,nursing_home
amenity=retirement_home,nursing_home
healthcare=nursing_home,nursing_home
# Where community elder-care stations stand.
amenity=community_centre,community_centre
";

/// The key whose value is a list of groups, matched word by word.
const LIST_KEY: Key = Key::SocialFacilityFor;
/// Keys that are not the program's own are numbered by a `u8`.
const MOST_EXTRA_KEYS: usize = 255;

/// Which tags make a facility, and of which category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacilityTags {
    rows: Vec<Row>,
    extra_keys: Vec<Box<str>>,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    conditions: Vec<Condition>,
    /// `None` for a row that leaves places out.
    category: Option<Box<str>>,
}

/// `key=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Condition {
    key: Key,
    /// `None` for any value.
    value: Option<Box<str>>,
}

/// Why a table of facility tags cannot be used. Each message names the line and the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FacilityTagsError {
    /// The file cannot be read as UTF-8 text.
    #[error("{}: cannot be read: {source}; give a UTF-8 CSV with header tags,category", path.display())]
    Unreadable {
        /// The path as given.
        path: std::path::PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The header is another one.
    #[error("facility tags, line {line}: the header is \"{found}\"; it must be tags,category")]
    Header {
        /// Line, from 1.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// A row does not have two fields.
    #[error(
        "facility tags, line {line}: {fields} fields instead of 2; write tags,category, and no comma inside either"
    )]
    Fields {
        /// Line, from 1.
        line: u64,
        /// How many there are.
        fields: usize,
    },
    /// A condition is not `key=value`.
    #[error("facility tags, line {line}: \"{found}\" is not key=value; write for example amenity=social_facility")]
    Condition {
        /// Line, from 1.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// More keys than can be numbered.
    #[error("facility tags, line {line}: more than {MOST_EXTRA_KEYS} different keys; use fewer")]
    TooManyKeys {
        /// Line, from 1.
        line: u64,
    },
    /// No row gives a category.
    #[error("facility tags: no row gives a category; add one such as amenity=social_facility,social_facility")]
    NoRows,
    /// The text is not CSV.
    #[error("facility tags: {0}; write lines of tags,category")]
    Csv(#[from] csv::Error),
}

impl FacilityTags {
    /// The built-in table, [`DEFAULT_TABLE`].
    ///
    /// # Examples
    /// ```
    /// # use service_circle_core::facility_tags::FacilityTags;
    /// assert!(FacilityTags::built_in().categories().contains(&"nursing_home"));
    /// ```
    pub fn built_in() -> Self {
        // A test parses the table; were it broken, no place would be a facility.
        Self::from_csv(DEFAULT_TABLE).unwrap_or(Self {
            rows: Vec::new(),
            extra_keys: Vec::new(),
        })
    }

    /// A table from a file.
    ///
    /// # Errors
    /// Where the file cannot be read, and as [`FacilityTags::from_csv`].
    pub fn from_file(path: &Path) -> Result<Self, FacilityTagsError> {
        let text = std::fs::read_to_string(path).map_err(|source| FacilityTagsError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::from_csv(&text)
    }

    /// A table from CSV text, with or without a byte order mark.
    ///
    /// # Errors
    /// Where the text is no such table; the message names the line and what to write instead.
    ///
    /// # Examples
    /// ```
    /// # use service_circle_core::facility_tags::FacilityTags;
    /// let table = FacilityTags::from_csv("tags,category\namenity=canteen+target=elders,canteen\n")?;
    /// assert_eq!(table.categories(), ["canteen"]);
    /// # Ok::<(), service_circle_core::facility_tags::FacilityTagsError>(())
    /// ```
    pub fn from_csv(text: &str) -> Result<Self, FacilityTagsError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut table = Self {
            rows: Vec::new(),
            extra_keys: Vec::new(),
        };
        let mut header_seen = false;
        for record in reader.records() {
            let record = record?;
            let line = line_of(&record, text);
            if !header_seen {
                header_seen = true;
                check_header(&record, line)?;
                continue;
            }
            match record.iter().collect::<Vec<_>>().as_slice() {
                [tags, category] => table.add_row(tags, category, line)?,
                other => {
                    return Err(FacilityTagsError::Fields {
                        line,
                        fields: other.len(),
                    });
                }
            }
        }
        if table.categories().is_empty() {
            return Err(FacilityTagsError::NoRows);
        }
        Ok(table)
    }

    /// The category of a place with these tags; `None` where it is no facility.
    pub fn category(&self, tags: &Tags) -> Option<&str> {
        self.rows
            .iter()
            .find(|row| row.conditions.iter().all(|condition| condition.holds(tags)))?
            .category
            .as_deref()
    }

    /// All categories, each once, in the order of the table.
    pub fn categories(&self) -> Vec<&str> {
        let mut categories = Vec::new();
        for category in self.rows.iter().filter_map(|row| row.category.as_deref()) {
            if !categories.contains(&category) {
                categories.push(category);
            }
        }
        categories
    }

    /// Keys that only this table names, as [`Key::Extra`] numbers them.
    pub(crate) fn extra_keys(&self) -> &[Box<str>] {
        &self.extra_keys
    }

    /// Keys of which a place must have at least one to be a facility.
    pub(crate) fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.rows
            .iter()
            .flat_map(|row| row.conditions.iter().map(|condition| condition.key))
    }

    fn add_row(&mut self, tags: &str, category: &str, line: u64) -> Result<(), FacilityTagsError> {
        let mut conditions = Vec::new();
        for part in tags.split('+') {
            let wrong = || FacilityTagsError::Condition {
                line,
                found: part.to_owned(),
            };
            let (key, value) = part.split_once('=').ok_or_else(wrong)?;
            let (key, value) = (key.trim(), value.trim());
            if key.is_empty() || value.is_empty() {
                return Err(wrong());
            }
            conditions.push(Condition {
                key: self.key(key, line)?,
                value: (value != "*").then(|| value.into()),
            });
        }
        self.rows.push(Row {
            conditions,
            category: (!category.is_empty()).then(|| category.into()),
        });
        Ok(())
    }

    fn key(&mut self, text: &str, line: u64) -> Result<Key, FacilityTagsError> {
        if let Some(key) = Key::ALL.iter().find(|key| key.as_str() == Some(text)) {
            return Ok(*key);
        }
        let known = self.extra_keys.iter().position(|key| **key == *text);
        let at = known.unwrap_or_else(|| {
            self.extra_keys.push(text.into());
            self.extra_keys.len() - 1
        });
        u8::try_from(at)
            .ok()
            .filter(|at| usize::from(*at) < MOST_EXTRA_KEYS)
            .map(Key::Extra)
            .ok_or(FacilityTagsError::TooManyKeys { line })
    }
}

impl Condition {
    fn holds(&self, tags: &Tags) -> bool {
        let Some(found) = tags.get(self.key) else {
            return false;
        };
        match self.value.as_deref() {
            None => true,
            Some(wanted) if self.key == LIST_KEY => found.split(';').any(|word| word.trim() == wanted),
            Some(wanted) => found == wanted,
        }
    }
}

/// The line that a record stands on, from 1. The reader tells where the record before ended: empty lines and comments follow.
fn line_of(record: &csv::StringRecord, text: &str) -> u64 {
    record.position().map_or(0, |position| {
        let rest = text.get(position.byte() as usize..).unwrap_or_default();
        let is_passed_over = |line: &&str| line.is_empty() || line.starts_with('#');
        position.line() + rest.lines().take_while(is_passed_over).count() as u64
    })
}

fn check_header(record: &csv::StringRecord, line: u64) -> Result<(), FacilityTagsError> {
    if record.iter().eq(["tags", "category"]) {
        return Ok(());
    }
    Err(FacilityTagsError::Header {
        line,
        found: record.iter().collect::<Vec<_>>().join(","),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The category that a table gives to tags written `key=value`.
    fn category(table: &FacilityTags, tags: &[&str]) -> Option<String> {
        let mut symbols = Vec::<Box<str>>::new();
        let mut pairs = Vec::new();
        for tag in tags {
            let (key, value) = tag.split_once('=').unwrap();
            let known = Key::ALL.iter().find(|known| known.as_str() == Some(key)).copied();
            let extra = || table.extra_keys.iter().position(|extra| **extra == *key);
            let Some(key) = known.or_else(|| Some(Key::Extra(extra()? as u8))) else {
                continue;
            };
            pairs.push((key, symbols.len() as u32));
            symbols.push(value.into());
        }
        table.category(&Tags::of_symbols(&pairs, &symbols)).map(str::to_owned)
    }

    #[test]
    fn the_built_in_table_parses_and_sorts_elder_care_from_the_rest() {
        let table = FacilityTags::from_csv(DEFAULT_TABLE).unwrap();
        assert_eq!(table, FacilityTags::built_in());
        let of = |tags: &[&str]| category(&table, tags);
        let group_home = ["amenity=social_facility", "social_facility=group_home"];
        assert_eq!(
            of(&[group_home[0], group_home[1], "social_facility:for=senior"]).as_deref(),
            Some("group_home")
        );
        assert_eq!(of(&group_home), None, "a group home may be for anybody");
        assert_eq!(of(&["amenity=nursing_home"]).as_deref(), Some("nursing_home"));
        assert_eq!(of(&["social_facility=day_care"]).as_deref(), Some("day_care"));
        assert_eq!(of(&["social_facility=day_care", "social_facility:for=child"]), None);
        assert_eq!(
            of(&["social_facility=day_care", "social_facility:for=child; senior"]).as_deref(),
            Some("day_care")
        );
        assert_eq!(
            of(&["amenity=social_facility", "social_facility:for=senior"]).as_deref(),
            Some("social_facility")
        );
        assert_eq!(of(&["amenity=community_centre"]).as_deref(), Some("community_centre"));
        assert_eq!(of(&["amenity=hospital", "healthcare=hospital"]), None);
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn a_table_may_use_any_key_and_the_first_row_decides() {
        let table = "\u{feff}tags, category\n# no comment\ncanteen:for=*+amenity=restaurant, canteen\namenity=restaurant,\nx=*,x\n";
        let table = FacilityTags::from_csv(table).unwrap();
        let of = |tags: &[&str]| category(&table, tags);
        assert_eq!(
            of(&["canteen:for=anyone", "amenity=restaurant"]).as_deref(),
            Some("canteen")
        );
        assert_eq!(of(&["amenity=restaurant", "x=1"]), None);
        assert_eq!(of(&["x=1"]).as_deref(), Some("x"));
        assert_eq!(of(&["canteen:for=anyone"]), None);
    }

    #[test]
    fn mistakes_name_their_line_and_the_remedy() {
        let message = |text: &str| FacilityTags::from_csv(text).unwrap_err().to_string();
        assert_eq!(
            message("tag,category\n"),
            "facility tags, line 1: the header is \"tag,category\"; it must be tags,category"
        );
        assert!(message("tags,category\n\n# c\namenity,x\n").contains("line 4: \"amenity\" is not key=value"));
        assert!(message("tags,category\r\n#\r\n\r\namenity,x\r\n").contains("line 4: \"amenity\" is not"));
        assert!(message("tags,category\namenity=x\n").contains("line 2: 1 fields"));
        assert!(message("tags,category\namenity=,x\n").contains("line 2: \"amenity=\" is not"));
        assert!(message("tags,category\namenity=x,\n").contains("no row gives a category"));
        assert!(message("").contains("no row gives a category"));
        let rows: Vec<String> = (0..=MOST_EXTRA_KEYS).map(|n| format!("k{n}=*,x\n")).collect();
        let many = rows.concat();
        assert!(message(&format!("tags,category\n{many}")).contains("line 257: more than 255 different keys"));
    }
}
