//! The fixture city's answers, worked out by hand: one row a compound and mode.

use std::fmt;
use std::path::Path;

/// Who may walk inside compounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Everybody: the plan's `zones = "open"`.
    Open,
    /// Residents, and visitors on their last leg: the exact rule.
    Gated,
}

/// What a compound's walk must come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The scene it belongs to.
    pub scene: String,
    /// The compound's name; names are unique in the city.
    pub compound: String,
    /// The facility's name; `None` where none is reached, or where it is left open which.
    pub facility: Option<String>,
    /// Who may walk inside compounds.
    pub mode: Mode,
    /// Metres walked by the median dwelling; `None` where nothing is reached or nothing is claimed.
    pub metres: Option<f64>,
    /// Seconds walked by it.
    pub seconds: Option<f64>,
    /// `served`, `partly`, `gap`, `undetermined`.
    pub verdict: String,
    /// `far`, `barrier`, `off-network`, `edge-of-data`; `None` where there is none or none is claimed.
    pub reason: Option<String>,
    /// The working.
    pub how: String,
}

/// The header of `answers.csv`.
const HEADER: &str = "scene,compound,facility,mode,metres,seconds,verdict,reason,how";

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "open",
            Self::Gated => "gated",
        })
    }
}

/// The answers as CSV. No field holds a quote.
pub fn to_csv(answers: &[Answer]) -> String {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let mut text = format!("{HEADER}\n");
    for answer in answers {
        let fields = [
            answer.scene.clone(),
            answer.compound.clone(),
            answer.facility.clone().unwrap_or_default(),
            answer.mode.to_string(),
            number(answer.metres),
            number(answer.seconds),
            answer.verdict.clone(),
            answer.reason.clone().unwrap_or_default(),
            format!("\"{}\"", answer.how),
        ];
        text.push_str(&fields.join(","));
        text.push('\n');
    }
    text
}

/// Reads `answers.csv`.
///
/// # Errors
/// A sentence that names the file and line.
pub fn read(path: &Path) -> Result<Vec<Answer>, String> {
    let at = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{at}: {error}"))?;
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, header)| header) != Some(HEADER) {
        return Err(format!("{at}: the first line must be {HEADER}"));
    }
    lines
        .map(|(index, line)| parse(line).ok_or_else(|| format!("{at}:{}: not an answer: {line}", index + 1)))
        .collect()
}

fn parse(line: &str) -> Option<Answer> {
    let (plain, how) = line.split_once(",\"")?;
    let fields: Vec<&str> = plain.split(',').collect();
    let [scene, compound, facility, mode, metres, seconds, verdict, reason] = fields[..] else {
        return None;
    };
    let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let number = |text: &str| match text {
        "" => Some(None),
        _ => text.parse().ok().map(Some),
    };
    Some(Answer {
        scene: scene.to_owned(),
        compound: compound.to_owned(),
        facility: filled(facility),
        mode: match mode {
            "open" => Mode::Open,
            "gated" => Mode::Gated,
            _ => return None,
        },
        metres: number(metres)?,
        seconds: number(seconds)?,
        verdict: verdict.to_owned(),
        reason: filled(reason),
        how: how.strip_suffix('"')?.to_owned(),
    })
}

/// The answers as a table for people to read.
pub fn to_markdown(answers: &[Answer]) -> String {
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let rows = answers.iter().map(|answer| {
        let reason = answer.reason.as_ref().map(|reason| format!(" ({reason})"));
        let cells = [
            answer.scene.clone(),
            answer.compound.clone(),
            answer.facility.clone().unwrap_or_default(),
            answer.mode.to_string(),
            number(answer.metres),
            number(answer.seconds),
            format!("{}{}", answer.verdict, reason.unwrap_or_default()),
            answer.how.clone(),
        ];
        format!("| {} |\n", cells.join(" | "))
    });
    std::iter::once(INTRODUCTION.to_owned()).chain(rows).collect()
}

const INTRODUCTION: &str = "# The fixture city's answers

Every compound's walk to its nearest facility, worked out by hand from the drawing in `crates/testkit/src/city`. Rules: 1 m/s, steps
half as fast, 30 s once at a signalled junction, a lift 60 s and 10 s a level, straight metres off the network counted, 900 s the
limit, inclusive. Metres and seconds are those of the median dwelling. `gated`: residents, and visitors on their last leg;
`open`: everybody walks everywhere (`walk.zones = \"open\"`). Tests hold them to 0.05 % + 0.1 m.

Written by `cargo run -p service-circle-testkit --bin make-fixtures`, as `answers.csv` beside it, for tests to read.

| scene | compound | facility | mode | metres | seconds | verdict | working |
| --- | --- | --- | --- | --- | --- | --- | --- |
";
