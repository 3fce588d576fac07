//! `explain`: one compound's walk in words, and why its verdict.

use std::fmt::Write as _;

use service_circle_core::gaps::{CompoundVerdict, Verdict};
use service_circle_core::network::Network;
use service_circle_core::options::{Circle, Options};
use service_circle_core::place::{Compound, DwellingBasis, Evidence, Facility};
use service_circle_core::plan::{self, CircleOutcome, Outcome};
use service_circle_core::reach::{Leg, LegKind, Walk};
use service_circle_core::units_of_measure::Milliseconds;

use crate::args::Common;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::settle::settle;
use crate::words::{self, Align, Table, called, counted, rounded, sentence, share, street_kind, whole};

/// Columns before each sentence.
const INDENT: usize = 2;
/// Less is at the door, metres.
const LEAST_TOLD_M: f64 = 0.5;
/// Waits shorter than this are roundings, seconds.
const LEAST_WAIT_S: f64 = 1.0;
/// Classes whose pace is not the plan's speed on the flat, so that a wait cannot be told from the time.
const OTHER_PACE: &[&str] = &["steps", "elevator"];

/// Runs the plan and tells of one compound.
pub(crate) fn run(id: &str, common: &Common, progress: &Progress) -> Result<String, Failure> {
    let mut settled = settle(common)?;
    // What is told is the plan's own verdict.
    settled.plan.options.verdict.compare_zones = false;
    let outcome = plan::run(&settled.plan, progress)?;
    let position = find(id, &outcome.placed.compounds)?;
    let options = &settled.plan.options;
    let told = outcome.circles.iter().map(|judged| {
        let text = Told::at(position, &outcome, judged, options)?.text();
        Some(if outcome.circles.len() == 1 {
            text
        } else {
            format!("{}\n{text}", heading(judged))
        })
    });
    // Every compound has its verdict under every circle.
    let told: Vec<String> = told.flatten().collect();
    Ok(told.join("\n"))
}

/// Which of several circles what follows is about.
fn heading(judged: &CircleOutcome) -> String {
    format!("Circle: {}", judged.circle.name.replace(char::is_control, " "))
}

/// The compound with this id, else the only one with this name.
fn find(id: &str, compounds: &[Compound]) -> Result<usize, Failure> {
    let known = compounds.iter().map(|one| (one.id.as_str(), one.name.as_deref()));
    words::find(id, known, &words::COMPOUNDS).map_err(|fault| Failure::wrong(format_args!("{id}: {fault}")))
}

/// One compound and all that is known of it.
struct Told<'a> {
    options: &'a Options,
    circle: &'a Circle,
    limit: Milliseconds,
    network: &'a Network,
    facilities: &'a [Facility],
    compound: &'a Compound,
    verdict: &'a CompoundVerdict,
    walk: Option<&'a Walk>,
    notes: Vec<&'a str>,
}

impl<'a> Told<'a> {
    fn at(position: usize, outcome: &'a Outcome, judged: &'a CircleOutcome, options: &'a Options) -> Option<Self> {
        Some(Self {
            options,
            circle: &judged.circle,
            limit: judged.limit,
            network: &outcome.network,
            facilities: &outcome.placed.facilities,
            compound: outcome.placed.compounds.get(position)?,
            verdict: judged.verdicts.get(position)?,
            walk: judged.walks.get(position).and_then(Option::as_ref),
            notes: outcome
                .placed
                .notes
                .iter()
                .filter(|note| note.compound.index() == position)
                .map(|note| note.text.as_str())
                .collect(),
        })
    }

    fn text(&self) -> String {
        [
            self.head(),
            self.why(),
            self.nearest(),
            self.ways_in(),
            self.decided(),
            self.walked(),
        ]
        .concat()
    }

    /// Who, the verdict, and the median walk.
    fn head(&self) -> String {
        let (compound, verdict) = (self.compound, self.verdict);
        let name = called(compound.name.as_deref(), &compound.id).replace(char::is_control, " ");
        let mut text = format!("{name}: {}", words::verdict(verdict.verdict));
        if let Some(reason) = verdict.reason {
            let _ = write!(text, ", {}", words::reason(reason).0);
        }
        text.push('\n');
        let told = match (verdict.median, verdict.metres) {
            (Some(median), Some(metres)) => format!(
                "The median dwelling walks {} m in {:.2} min.",
                whole(metres),
                median.minutes()
            ),
            _ => format!(
                "The median dwelling reaches no facility within {} min.",
                words::searched_minutes(self.limit)
            ),
        };
        text.push_str(&sentence(&told, INDENT));
        text.push_str(&sentence(
            &format!("The limit is {}.", words::limit(self.circle, &self.options.walk)),
            INDENT,
        ));
        if verdict.median_low != verdict.median_high && verdict.settled_by.is_none() {
            let bound = |time: Option<Milliseconds>| {
                time.map_or_else(
                    || "no walk at all".to_owned(),
                    |time| format!("{:.2} min", time.minutes()),
                )
            };
            let told = format!(
                "What the map leaves open puts this between {} and {}.",
                bound(verdict.median_low),
                bound(verdict.median_high)
            );
            text.push_str(&sentence(&told, INDENT));
        }
        text
    }

    /// Shares against the thresholds, and the reason in words.
    fn why(&self) -> String {
        let (verdict, thresholds) = (self.verdict, &self.options.verdict);
        let basis = match self.compound.dwelling_basis {
            DwellingBasis::Table => "from your table",
            DwellingBasis::Buildings => "from residential buildings",
            DwellingBasis::Grid => "on a grid, as no buildings are mapped",
            DwellingBasis::Point => "as the compound is a point",
        };
        let within = if verdict.share_low.to_bits() == verdict.share_high.to_bits() {
            share(verdict.share_low)
        } else {
            format!(
                "surely {}, perhaps {}",
                share(verdict.share_low),
                share(verdict.share_high)
            )
        };
        let mut told = vec![format!(
            "Within the limit: {within} of {} ({basis}); a compound is served from {}, a gap up to {}.",
            counted(self.compound.dwellings.len(), "dwelling"),
            share(thresholds.served_share),
            share(thresholds.gap_share),
        )];
        if let Some(by) = verdict.settled_by {
            told.push(format!(
                "A gate on the {} side would make it {}; none is mapped.",
                by.side,
                words::verdict(by.verdict),
            ));
        }
        if let Some(reason) = verdict.reason {
            let (word, meaning) = words::reason(reason);
            let whom = match verdict.verdict {
                Verdict::Partly => "For the others, ",
                _ => "",
            };
            told.push(format!("{whom}{word}: {meaning}."));
        }
        if let Some(speed) = verdict
            .speed_needed
            .filter(|_| verdict.verdict != Verdict::Undetermined)
        {
            let speed_now = self.options.walk.speed().metres_per_second();
            told.push(if speed > speed_now {
                format!("Whoever walks {} m/s would just make it.", rounded(speed))
            } else {
                format!("Whoever walks only {} m/s still makes it.", rounded(speed))
            });
        }
        told.iter().map(|told| sentence(told, INDENT)).collect()
    }

    /// The nearest facility that counts, as the crow flies.
    fn nearest(&self) -> String {
        let median = self.verdict.median_dwelling;
        let dwelling = median.and_then(|index| self.compound.dwellings.get(index));
        let from = dwelling.map_or(self.compound.place, |dwelling| dwelling.place);
        let nearest = self
            .facilities
            .iter()
            .filter(|one| one.counts_in(self.circle))
            .map(|one| (from.distance_m(one.place), one))
            .min_by(|(one, _), (other, _)| one.total_cmp(other));
        let mut told = vec![match nearest {
            Some((metres, facility)) => format!(
                "Nearest in a straight line: {}, {} m.",
                facility_in_words(facility),
                whole(metres)
            ),
            None => "No facility counts in this circle.".to_owned(),
        }];
        if let Some(snap) = self.verdict.snap_m.filter(|snap| *snap >= LEAST_TOLD_M) {
            let flagged = dwelling.is_some_and(|dwelling| dwelling.links.iter().all(|link| link.flagged));
            told.push(format!(
                "From the median dwelling it is {} m to the nearest street or path{}.",
                whole(snap),
                if flagged { ", unusually far" } else { "" }
            ));
        }
        told.iter().map(|told| sentence(told, INDENT)).collect()
    }

    /// How one comes in and out, by evidence.
    fn ways_in(&self) -> String {
        let gated = match self.compound.gated {
            Some(true) => "Gated",
            Some(false) => "Not gated, as far as the map tells",
            None => return String::new(),
        };
        let classes = [
            (Evidence::E0, "gate of your table", "gates of your table"),
            (Evidence::E1, "mapped gate", "mapped gates"),
            (Evidence::E2, "street or path going in", "streets or paths going in"),
            (
                Evidence::E3,
                "path ending at the outline",
                "paths ending at the outline",
            ),
            (
                Evidence::E4,
                "path ending near the outline",
                "paths ending near the outline",
            ),
            (Evidence::E5, "street front", "street fronts"),
            (Evidence::E6, "street alongside", "streets alongside"),
        ];
        let found: Vec<String> = classes
            .into_iter()
            .filter_map(|(class, one, several)| {
                let count = self.compound.ways_in.iter().filter(|way| way.evidence == class).count();
                (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { several }))
            })
            .collect();
        let found = if found.is_empty() {
            "none mapped".to_owned()
        } else {
            found.join(", ")
        };
        sentence(&format!("{gated}; ways in: {found}."), INDENT)
    }

    /// What was decided about it while it was placed.
    fn decided(&self) -> String {
        let lines = self
            .notes
            .iter()
            .map(|note| sentence(&format!("Note: {note}."), INDENT));
        lines.collect()
    }

    /// The walk street by street.
    fn walked(&self) -> String {
        let Some(walk) = self.walk else { return String::new() };
        let mut table = Table::new(&[Align::Right, Align::Right, Align::Left]);
        table.row(["metres", "minutes", ""].map(str::to_owned));
        let is_told = |leg: &&Leg| leg.length.metres() >= LEAST_TOLD_M || leg.time.seconds() >= LEAST_WAIT_S;
        for leg in walk.legs.iter().filter(is_told) {
            table.row(figures(leg.length.metres(), leg.time.minutes(), self.leg(leg)));
        }
        let all = "in all".to_owned();
        table.row(figures(walk.length.metres(), walk.time.minutes(), all));
        let facility = self.facilities.get(walk.facility.index());
        let to = facility.map_or_else(String::new, |facility| format!(" to {}", facility_in_words(facility)));
        format!("\nThe walk{to}\n{}", table.lines())
    }

    fn leg(&self, leg: &Leg) -> String {
        let LegKind::Street(edge) = leg.on else {
            return match leg.on {
                LegKind::In => "straight to the door",
                _ => "straight to the nearest street or path",
            }
            .to_owned();
        };
        let class = self.network.way(edge).class;
        let kind = street_kind(class);
        let mut words = match &leg.name {
            Some(name) => format!("{name} ({kind})"),
            None => kind,
        };
        let moving_s = leg.length.metres() / self.options.walk.speed().metres_per_second();
        let wait_s = leg.time.seconds() - moving_s;
        if wait_s >= LEAST_WAIT_S && !OTHER_PACE.contains(&class) {
            let _ = write!(words, ", {} s of it waiting at lights or a lift", wait_s.round());
        }
        words
    }
}

fn facility_in_words(facility: &Facility) -> String {
    let id = format!("{}, {}", facility.id, facility.category.replace('_', " "));
    match &facility.name {
        Some(name) => format!("{name} ({id})").replace(char::is_control, " "),
        None => id,
    }
}

fn figures(metres: f64, minutes: f64, words: String) -> [String; 3] {
    [whole(metres), format!("{minutes:.2}"), words]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verb::sample;

    #[test]
    fn a_walk_is_told_street_by_street() {
        let outcome = sample::outcome();
        let options = Options::default();
        let text = Told::at(0, &outcome, &outcome.circles[0], &options).unwrap().text();
        assert_eq!(
            text,
            "\
凤凰小区 (way/1): gap, barrier
  The median dwelling walks 1,200 m in 21.00 min.
  The limit is 15 min (900 m at 1 m/s).
  Within the limit: 0 % of 1 dwelling (as the compound is a point); a compound
    is served from 90 %, a gap up to 10 %.
  barrier: a facility is within the limit in a straight line, but the walk is
    longer, or there is none.
  Nearest in a straight line: 鸿儒老年公寓 (node/5, nursing home), 601 m.
  Gated; ways in: 1 mapped gate.

The walk to 鸿儒老年公寓 (node/5, nursing home)
  metres  minutes
      20     0.33  straight to the nearest street or path
   1,000    17.17  人民路 (residential street), 30 s of it waiting at lights or
                   a lift
     180     3.50  steps
   1,200    21.00  in all
"
        );
    }

    #[test]
    fn a_compound_is_found_by_id_or_by_a_name_of_its_own() {
        let compounds = sample::outcome().placed.compounds;
        assert_eq!(find("way/2", &compounds), Ok(1));
        assert_eq!(find("凤凰小区", &compounds), Ok(0));
        for (id, line) in [
            (
                "Garden",
                "Garden: 2 compounds have this name; give one of the ids way/2, way/3",
            ),
            (
                "凤凰",
                "凤凰: no compound has this id or name; did you mean 凤凰小区 (way/1), Garden (way/2), Garden (way/3)?",
            ),
            (
                "way/33",
                "way/33: no compound has this id or name; did you mean Garden (way/3), Garden (way/2), 凤凰小区 (way/1)?",
            ),
        ] {
            assert_eq!(find(id, &compounds), Err(Failure::wrong(line)));
        }
        assert_eq!(
            find("x", &[]),
            Err(Failure::wrong(
                "x: there is no compound at all; give a list by --compounds FILE"
            ))
        );
    }
}
