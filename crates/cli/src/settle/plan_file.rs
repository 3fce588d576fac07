//! A plan in TOML onto the settings: unknown keys and wrong values are told with line and remedy, all at once.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Settled;
use super::nearest::{farness, nearest};
use super::settings::{CIRCLE, SECTIONS, SETTINGS, find};

/// Longest piece of a plan file quoted in a message, characters.
const LONGEST_QUOTE: usize = 40;

/// Where settings were told: a file, or a flag.
pub(crate) struct Source<'a> {
    /// The file's path, or the flag as given.
    pub(crate) label: &'a str,
    /// Whether messages name lines of it.
    pub(crate) has_lines: bool,
    /// The text in TOML.
    pub(crate) text: &'a str,
    /// What paths in it are relative to.
    pub(crate) base: &'a Path,
}

/// Puts everything told in a text onto the settings; what cannot be used comes back as lines for the user, in their order.
pub(crate) fn merge(source: &Source<'_>, settled: &mut Settled) -> Vec<String> {
    let document = match DeTable::parse(source.text) {
        Ok(document) => document,
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let why = error.message().replace('\n', ", ");
            return vec![format!("{}: not TOML: {why}; mend the line", source.place(at))];
        }
    };
    let mut merge = Merge {
        source,
        settled,
        faults: Vec::new(),
    };
    for (name, value) in document.get_ref() {
        merge.top_level(name.get_ref(), name.span().start, value.get_ref());
    }
    merge.faults.sort_by_key(|(at, _)| *at);
    merge.faults.into_iter().map(|(_, line)| line).collect()
}

struct Merge<'a> {
    source: &'a Source<'a>,
    settled: &'a mut Settled,
    faults: Vec<(usize, String)>,
}

impl Merge<'_> {
    fn top_level(&mut self, name: &str, at: usize, value: &DeValue<'_>) {
        let known = SECTIONS.iter().any(|(section, _)| *section == name);
        match value {
            DeValue::Table(table) if known => self.section(name, table),
            DeValue::Array(circles) if name == CIRCLE => match circles.as_ref() {
                [circle] if circle.get_ref().is_table() => {
                    if let Some(table) = circle.get_ref().as_table() {
                        self.section(name, table);
                    }
                }
                _ => self.fault(at, format_args!("circle: this version reads one [[circle]]; leave one")),
            },
            _ if known => self.fault(
                at,
                format_args!("{name}: this is a section; write [{name}] and its keys below it"),
            ),
            _ => {
                let near = if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == name) {
                    format!("{}.{}", setting.section, setting.key)
                } else {
                    let near = nearest(name, SECTIONS.iter().map(|(section, _)| *section));
                    format!("[{}]", near.unwrap_or_default())
                };
                self.fault(
                    at,
                    format_args!("{name}: there is no such section; did you mean {near}?"),
                );
            }
        }
    }

    fn section(&mut self, section: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let name = key.get_ref();
            let Some(setting) = find(section, name) else {
                let near = nearest_key(section, name);
                let line = format_args!("{section}.{name}: there is no such key; did you mean {near}?");
                self.fault(key.span().start, line);
                continue;
            };
            if let Err(remedy) = setting.kind.set(self.settled, value.get_ref(), self.source.base) {
                let given = self.source.quote(value);
                self.fault(key.span().start, format_args!("{section}.{name} = {given}: {remedy}"));
            }
        }
    }

    fn fault(&mut self, at: usize, line: std::fmt::Arguments<'_>) {
        let place = self.source.place(at);
        self.faults.push((at, format!("{place}: {line}")));
    }
}

impl Source<'_> {
    /// File and line of a byte.
    fn place(&self, at: usize) -> String {
        if !self.has_lines {
            return self.label.to_owned();
        }
        let line = self.text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        format!("{}:{line}", self.label)
    }

    /// A value as it was written.
    fn quote(&self, value: &Spanned<DeValue<'_>>) -> String {
        let written = self.text.get(value.span()).unwrap_or_default();
        let mut quote: String = written.chars().take(LONGEST_QUOTE).collect();
        if quote.len() < written.len() {
            quote.push('…');
        }
        quote
    }
}

/// The known key nearest to a misspelt one: in its section, unless another section has that very key.
fn nearest_key(section: &str, misspelt: &str) -> String {
    let near = SETTINGS.iter().min_by_key(|setting| {
        let elsewhere = setting.section != section;
        let farness = farness(misspelt, setting.key);
        (elsewhere && setting.key != misspelt, farness, elsewhere)
    });
    near.map(|setting| format!("{}.{}", setting.section, setting.key))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use service_circle_core::options::{Limit, Trunk};
    use std::path::PathBuf;

    fn merged(text: &str) -> (Settled, Vec<String>) {
        let mut settled = Settled::default();
        let source = Source {
            label: "plan.toml",
            has_lines: true,
            text,
            base: Path::new("city"),
        };
        let faults = merge(&source, &mut settled);
        (settled, faults)
    }

    #[test]
    fn values_go_where_they_belong_and_paths_start_at_the_plan() {
        let (settled, faults) = merged(
            "[osm]\nfile = \"a.osm.pbf\"\n[walk]\nspeed_m_s = 1\ntrunk = \"closed\"\nstep_free = true\n\
             [compounds]\nfile = \"/lists/c.csv\"\ncolumns = { name = \"小区\" }\ngates = \"g.csv\"\n\
             [[circle]]\nlimit = \"900m\"\ncategories = [\"day_care\"]\n[facilities]\ntags = \"t.csv\"\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        let plan = &settled.plan;
        assert_eq!(plan.osm, PathBuf::from("city/a.osm.pbf"));
        assert_eq!(plan.options.walk.trunk, Trunk::Closed);
        assert!(plan.options.walk.step_free);
        let compounds = plan.compounds.as_ref().unwrap();
        assert_eq!(compounds.path, PathBuf::from("/lists/c.csv"));
        assert_eq!(compounds.columns["name"], "小区");
        assert_eq!(plan.gates.as_ref().unwrap().path, PathBuf::from("city/g.csv"));
        assert_eq!(plan.facility_tags, Some(PathBuf::from("city/t.csv")));
        assert_eq!(plan.options.circle.limit, Limit::Metres(900.0));
        assert_eq!(plan.options.circle.categories, ["day_care"]);
    }

    #[test]
    fn every_fault_is_told_with_its_line_and_remedy() {
        let (_, faults) = merged(
            "[walk]\nsped_m_s = 1.0\nstep_free = \"no\"\ntrunk = \"opne\"\n[osm]\nlimit = 3\n[wlak]\nx = 1\n\
             [compounds]\ncolumns = { nmae = \"小区\" }\n[output]\nformats = [\"gpkg\"]\n",
        );
        assert_eq!(
            faults,
            [
                "plan.toml:2: walk.sped_m_s: there is no such key; did you mean walk.speed_m_s?",
                "plan.toml:3: walk.step_free = \"no\": give true or false",
                "plan.toml:4: walk.trunk = \"opne\": give one of \"sidewalk\", \"open\", \"closed\"",
                "plan.toml:6: osm.limit: there is no such key; did you mean circle.limit?",
                "plan.toml:7: wlak: there is no such section; did you mean [walk]?",
                "plan.toml:10: compounds.columns = { nmae = \"小区\" }: there is no column nmae; did you mean name?",
                "plan.toml:12: output.formats = [\"gpkg\"]: this version writes \"geojson\", \"html\"",
            ]
        );
    }

    #[test]
    fn sections_of_the_wrong_shape_are_told() {
        for (text, fault) in [
            (
                "speed_m_s = 1",
                "plan.toml:1: speed_m_s: there is no such section; did you mean walk.speed_m_s?",
            ),
            (
                "walk = 1",
                "plan.toml:1: walk: this is a section; write [walk] and its keys below it",
            ),
            (
                "[[circle]]\n[[circle]]",
                "plan.toml:1: circle: this version reads one [[circle]]; leave one",
            ),
            (
                "circle = []",
                "plan.toml:1: circle: this version reads one [[circle]]; leave one",
            ),
        ] {
            assert_eq!(merged(text).1, [fault], "{text}");
        }
        let (_, faults) = merged("[walk]\nspeed_m_s = = 1");
        assert!(faults[0].starts_with("plan.toml:2: not TOML: "), "{faults:?}");
    }

    #[test]
    fn numbers_are_numbers_only() {
        for (value, good) in [
            ("1", true),
            ("0.5", true),
            ("1_0.5", true),
            ("0x10", false),
            ("\"1\"", false),
        ] {
            let (_, faults) = merged(&format!("[walk]\nstitch_m = {value}"));
            assert_eq!(faults.is_empty(), good, "{value}: {faults:?}");
        }
    }
}
