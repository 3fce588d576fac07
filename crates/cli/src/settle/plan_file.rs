//! A plan in TOML onto the settings: unknown keys and wrong values are told with line and remedy, all at once.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::Settled;
use super::nearest::{farness, nearest};
use super::settings::{Repeated, SECTIONS, Setting, find, repeated, settings};

/// Longest piece of a plan file quoted in a message, characters.
const LONGEST_QUOTE: usize = 40;

/// The key that sets others of its section, and so goes before them.
const PRESET: &str = "preset";

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
        match (value, repeated(name)) {
            (DeValue::Table(table), None) if known => self.section(name, table),
            (DeValue::Table(table), Some(repeated)) => self.one_of_several(repeated, at, table),
            (DeValue::Array(tables), Some(repeated)) => self.several(repeated, at, tables),
            _ if known => self.fault(
                at,
                format_args!(
                    "{name}: this is a section; write {} and its keys below it",
                    heading(name)
                ),
            ),
            _ => {
                let near = if let Some(setting) = settings().find(|setting| setting.key == name) {
                    format!("{}.{}", setting.section, setting.key)
                } else {
                    let near = nearest(name, SECTIONS.iter().map(|(section, _)| *section));
                    heading(near.unwrap_or_default())
                };
                self.fault(
                    at,
                    format_args!("{name}: there is no such section; did you mean {near}?"),
                );
            }
        }
    }

    /// `[[circle]]`: those told take the place of all before.
    fn several(&mut self, repeated: &Repeated, at: usize, tables: &[Spanned<DeValue<'_>>]) {
        let told: Vec<&DeTable<'_>> = tables.iter().filter_map(|table| table.get_ref().as_table()).collect();
        if told.is_empty() || told.len() < tables.len() {
            let section = repeated.section;
            let line = format_args!("{section}: this is a section; write [[{section}]] and its keys below it");
            return self.fault(at, line);
        }
        (repeated.clear)(self.settled);
        for (position, table) in told.into_iter().enumerate() {
            (repeated.add)(self.settled);
            self.settled.current = position;
            self.section(repeated.section, table);
        }
        self.settled.current = 0;
    }

    /// `[circle]`, or `circle.2.limit` for the second: keys of one that is there.
    fn one_of_several(&mut self, repeated: &Repeated, at: usize, table: &DeTable<'_>) {
        let (section, count) = (repeated.section, (repeated.count)(self.settled));
        let number = |key: &str| key.parse::<usize>().ok();
        let (numbered, plain): (Vec<_>, Vec<_>) = table.iter().partition(|(key, _)| number(key.get_ref()).is_some());
        if !plain.is_empty() && count == 0 {
            (repeated.add)(self.settled);
        } else if !plain.is_empty() && count > 1 {
            let line = format_args!("{section}: there are {count}; name one by its number, such as {section}.2");
            return self.fault(at, line);
        }
        self.section(section, plain);
        for (key, value) in numbered {
            let position = number(key.get_ref()).unwrap_or_default();
            match value.get_ref().as_table() {
                Some(table) if (1..=count).contains(&position) => {
                    self.settled.current = position - 1;
                    self.section(section, table);
                    self.settled.current = 0;
                }
                _ => self.fault(
                    key.span().start,
                    format_args!("{section}.{position}: there are {count}, numbered from 1; give {section}.1.KEY"),
                ),
            }
        }
    }

    fn section<'t, 'd: 't>(
        &mut self,
        section: &str,
        told: impl IntoIterator<Item = (&'t Spanned<DeString<'d>>, &'t Spanned<DeValue<'d>>)>,
    ) {
        let mut known = Vec::new();
        for (key, value) in told {
            let name = key.get_ref();
            if let Some(setting) = find(section, name) {
                known.push((setting, key.span().start, value));
            } else {
                let near = nearest_key(section, name);
                let line = format_args!("{section}.{name}: there is no such key; did you mean {near}? 没有此项设置");
                self.fault(key.span().start, line);
            }
        }
        // A preset first: what is told besides comes before what it sets.
        known.sort_by_key(|(setting, ..)| setting.key != PRESET);
        for (setting, at, value) in known {
            self.set(setting, at, value);
        }
    }

    fn set(&mut self, setting: &Setting, at: usize, value: &Spanned<DeValue<'_>>) {
        if let Err(remedy) = setting.kind.set(self.settled, value.get_ref(), self.source.base) {
            let given = self.source.quote(value);
            let Setting { section, key, .. } = setting;
            self.fault(at, format_args!("{section}.{key} = {given}: {remedy}"));
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

/// A section's heading in a plan.
pub(crate) fn heading(section: &str) -> String {
    if repeated(section).is_some() {
        format!("[[{section}]]")
    } else {
        format!("[{section}]")
    }
}

/// The known key nearest to a misspelt one: in its section, unless another section has that very key.
fn nearest_key(section: &str, misspelt: &str) -> String {
    let near = settings().min_by_key(|setting| {
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
        assert_eq!(plan.options.circles[0].limit, Limit::Metres(900.0));
        assert_eq!(plan.options.circles[0].categories, ["day_care"]);
    }

    #[test]
    fn every_fault_is_told_with_its_line_and_remedy() {
        let (_, faults) = merged(
            "[walk]\nsped_m_s = 1.0\nstep_free = \"no\"\ntrunk = \"opne\"\n[osm]\nlimit = 3\n[wlak]\nx = 1\n\
             [compounds]\ncolumns = { nmae = \"小区\" }\n[output]\nformats = [\"gpgk\"]\n",
        );
        assert_eq!(
            faults,
            [
                "plan.toml:2: walk.sped_m_s: there is no such key; did you mean walk.speed_m_s? 没有此项设置",
                "plan.toml:3: walk.step_free = \"no\": give true or false",
                "plan.toml:4: walk.trunk = \"opne\": give one of \"sidewalk\", \"open\", \"closed\"",
                "plan.toml:6: osm.limit: there is no such key; did you mean circle.limit? 没有此项设置",
                "plan.toml:7: wlak: there is no such section; did you mean [walk]?",
                "plan.toml:10: compounds.columns = { nmae = \"小区\" }: there is no column nmae; did you mean name?",
                "plan.toml:12: output.formats = [\"gpgk\"]: give some of \"gpkg\", \"geojson\", \"fgb\", \"csv\", \"xlsx\", \"shp\"",
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
                "circle = []",
                "plan.toml:1: circle: this is a section; write [[circle]] and its keys below it",
            ),
            (
                "circle = [1, {}]",
                "plan.toml:1: circle: this is a section; write [[circle]] and its keys below it",
            ),
            (
                "circle = 1",
                "plan.toml:1: circle: this is a section; write [[circle]] and its keys below it",
            ),
            (
                "[[circle]]\npreset = \"gb50180\"",
                "plan.toml:2: circle.preset = \"gb50180\": give one of \"gb50180-15min\", \"gb50180-10min\", \"gb50180-5min\", \
                 \"quarter-hour\", \"street-centre\", \"guizhou-street-centre\", \"guizhou-station\", \"embedded-complex\"",
            ),
        ] {
            assert_eq!(merged(text).1, [fault], "{text}");
        }
        let (_, faults) = merged("[walk]\nspeed_m_s = = 1");
        assert!(faults[0].starts_with("plan.toml:2: not TOML: "), "{faults:?}");
    }

    #[test]
    fn circles_are_as_many_as_are_told() {
        let (mut settled, faults) = merged(
            "[[circle]]\nname = \"近\"\nlimit = \"5min\"\n[[circle]]\nlimit = \"600m\"\npreset = \"gb50180-10min\"\n",
        );
        assert_eq!(faults, Vec::<String>::new());
        let told = |settled: &Settled| -> Vec<(String, Limit)> {
            let circles = settled.plan.options.circles.iter();
            circles.map(|circle| (circle.name.clone(), circle.limit)).collect()
        };
        let living = "10-minute living circle".to_owned();
        let near = ("近".to_owned(), Limit::Minutes(5.0));
        // What is told comes before what the preset sets, wherever it stands.
        assert_eq!(told(&settled), [near.clone(), (living.clone(), Limit::Metres(600.0))]);
        let mut set = |text: &str| {
            let source = Source {
                label: "--set",
                has_lines: false,
                text,
                base: Path::new(""),
            };
            merge(&source, &mut settled)
        };
        assert_eq!(set("circle.2.limit = \"7min\""), Vec::<String>::new());
        assert_eq!(
            set("circle.limit = \"7min\""),
            ["--set: circle: there are 2; name one by its number, such as circle.2"]
        );
        assert_eq!(
            set("circle.3.limit = \"7min\""),
            ["--set: circle.3: there are 2, numbered from 1; give circle.1.KEY"]
        );
        assert_eq!(told(&settled), [near, (living, Limit::Minutes(7.0))]);
        assert_eq!(settled.current, 0);
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
