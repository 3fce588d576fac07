//! `explain`: one compound's walk in words, and why its verdict.

use service_circle_core::gaps::{CompoundVerdict, Verdict};
use service_circle_core::language::{Language, Words};
use service_circle_core::network::Network;
use service_circle_core::options::{Circle, Options};
use service_circle_core::place::{Compound, Evidence, Facility, Note};
use service_circle_core::plan::{self, CircleOutcome, Outcome};
use service_circle_core::reach::{Leg, LegKind, Walk};
use service_circle_core::units_of_measure::Milliseconds;
use service_circle_core::write;
use service_circle_core::write::words::{Terms, circle_name};

use crate::args::Common;
use crate::failure::Failure;
use crate::progress::Progress;
use crate::settle::settle;
use crate::texts::explain as texts;
use crate::texts::shared;
use crate::texts::ways::street_kind;
use crate::words::{self, Align, Table, called, sentence, whole};

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
    settled.plan.output.circles = false;
    let outcome = plan::run(&settled.plan, progress)?;
    let position = find(id, &outcome.placed.compounds)?;
    let options = &settled.plan.options;
    let language = write::language(&settled.plan, &outcome);
    let told = outcome.circles.iter().map(|judged| {
        let text = Told::at(position, &outcome, judged, options, language)?.text();
        Some(if outcome.circles.len() == 1 {
            text
        } else {
            format!("{}\n{text}", heading(judged, language))
        })
    });
    // Every compound has its verdict under every circle.
    let told: Vec<String> = told.flatten().collect();
    Ok(told.join("\n"))
}

/// Which of several circles what follows is about.
fn heading(judged: &CircleOutcome, language: Language) -> String {
    let name = circle_name(&judged.circle, language).replace(char::is_control, " ");
    texts::circle(&name, language)
}

/// The compound with this id, else the only one with this name.
fn find(id: &str, compounds: &[Compound]) -> Result<usize, Failure> {
    let known = compounds.iter().map(|one| (one.id.as_str(), one.name.as_deref()));
    words::find(id, known, &words::COMPOUNDS).map_err(|fault| Failure::wrong(format_args!("{id}: {fault}")))
}

/// One compound and all that is known of it.
struct Told<'a> {
    language: Language,
    options: &'a Options,
    circle: &'a Circle,
    limit: Milliseconds,
    network: &'a Network,
    facilities: &'a [Facility],
    compound: &'a Compound,
    verdict: &'a CompoundVerdict,
    walk: Option<&'a Walk>,
    notes: Vec<&'a Note>,
}

impl<'a> Told<'a> {
    fn at(
        position: usize,
        outcome: &'a Outcome,
        judged: &'a CircleOutcome,
        options: &'a Options,
        language: Language,
    ) -> Option<Self> {
        Some(Self {
            language,
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

    /// A fixed text.
    fn say(&self, words: Words) -> String {
        words.told_in(self.language).to_owned()
    }

    /// A line for each sentence.
    fn sentences(told: &[String]) -> String {
        told.iter().map(|told| sentence(told, INDENT)).collect()
    }

    /// Who, the verdict, and the median walk.
    fn head(&self) -> String {
        let (compound, verdict, language) = (self.compound, self.verdict, self.language);
        let name = called(compound.name.as_deref(), &compound.id).replace(char::is_control, " ");
        let mut judged = vec![shared::verdict(verdict.verdict, language)];
        judged.extend(
            verdict
                .reason
                .map(|reason| write::words::reason(reason).called(language)),
        );
        let text = format!("{name}{}{}\n", language.colon(), judged.join(language.comma()));
        let limit = shared::limit(self.circle, &self.options.walk, language);
        let mut told = vec![
            match (verdict.median, verdict.metres) {
                (Some(median), Some(metres)) => texts::median(metres, median.minutes(), language),
                _ => texts::median_reaches_nothing(&words::searched_minutes(self.limit), language),
            },
            texts::limit(&limit, language),
        ];
        if verdict.median_low != verdict.median_high && verdict.settled_by.is_none() {
            let bound = |time: Option<Milliseconds>| match time {
                Some(time) => shared::minutes(&format!("{:.2}", time.minutes()), language),
                None => self.say(texts::NO_WALK),
            };
            told.push(texts::left_open(
                &bound(verdict.median_low),
                &bound(verdict.median_high),
                language,
            ));
        }
        text + &Self::sentences(&told)
    }

    /// Shares against the thresholds, and the reason in words.
    fn why(&self) -> String {
        let (verdict, thresholds, language) = (self.verdict, &self.options.verdict, self.language);
        let shares = texts::Shares {
            low: verdict.share_low,
            high: verdict.share_high,
            served: thresholds.served_share,
            gap: thresholds.gap_share,
        };
        let (dwellings, basis) = (self.compound.dwellings.len(), self.compound.dwelling_basis);
        let mut told = vec![texts::within(&shares, dwellings, basis, language)];
        told.extend(verdict.settled_by.map(|by| texts::settled_by(by, language)));
        if let Some(reason) = verdict.reason {
            let reason = write::words::reason(reason);
            let about = Terms::of(self.options, Some(self.circle), language).told(reason.about);
            told.push(texts::reason(
                verdict.verdict,
                reason.called(language),
                &about,
                language,
            ));
        }
        if let Some(needed) = verdict
            .speed_needed
            .filter(|_| verdict.verdict != Verdict::Undetermined)
        {
            let now = self.options.walk.speed().metres_per_second();
            told.push(texts::speed_needed(needed, now, language));
        }
        Self::sentences(&told)
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
            Some((metres, facility)) => texts::nearest(facility, metres, self.language),
            None => self.say(texts::NO_FACILITY_COUNTS),
        }];
        if let Some(snap) = self.verdict.snap_m.filter(|snap| *snap >= LEAST_TOLD_M) {
            let is_far = dwelling.is_some_and(|dwelling| dwelling.links.iter().all(|link| link.flagged));
            told.push(texts::to_the_street(snap, is_far, self.language));
        }
        Self::sentences(&told)
    }

    /// How one comes in and out, by evidence.
    fn ways_in(&self) -> String {
        let gated = match self.compound.gated {
            Some(true) => self.say(texts::GATED),
            Some(false) => self.say(texts::NOT_GATED),
            None => return String::new(),
        };
        let found: Vec<String> = Evidence::ALL
            .into_iter()
            .filter_map(|class| {
                let count = self.compound.ways_in.iter().filter(|way| way.evidence == class).count();
                (count > 0).then(|| texts::ways_in_of(class, count, self.language))
            })
            .collect();
        let found = if found.is_empty() {
            self.say(texts::NO_WAY_IN)
        } else {
            found.join(self.language.comma())
        };
        sentence(&texts::ways_in(&gated, &found, self.language), INDENT)
    }

    /// What was decided about it while it was placed.
    fn decided(&self) -> String {
        let told: Vec<String> = self.notes.iter().map(|note| texts::note(note, self.language)).collect();
        Self::sentences(&told)
    }

    /// The walk street by street.
    fn walked(&self) -> String {
        let Some(walk) = self.walk else { return String::new() };
        let mut table = Table::new(&[Align::Right, Align::Right, Align::Left]);
        table.row([self.say(shared::METRES), self.say(shared::MINUTES), String::new()]);
        let is_told = |leg: &&Leg| leg.length.metres() >= LEAST_TOLD_M || leg.time.seconds() >= LEAST_WAIT_S;
        for leg in walk.legs.iter().filter(is_told) {
            table.row(figures(leg.length.metres(), leg.time.minutes(), self.leg(leg)));
        }
        let all = self.say(texts::IN_ALL);
        table.row(figures(walk.length.metres(), walk.time.minutes(), all));
        let to = self.facilities.get(walk.facility.index());
        let heading = sentence(&texts::the_walk(to, self.language), 0);
        format!("\n{heading}{}", table.lines())
    }

    fn leg(&self, leg: &Leg) -> String {
        let edge = match leg.on {
            LegKind::Street(edge) => edge,
            LegKind::In => return self.say(texts::TO_THE_DOOR),
            LegKind::Out => return self.say(texts::TO_THE_STREET),
        };
        let class = self.network.way(edge).class;
        let moving_s = leg.length.metres() / self.options.walk.speed().metres_per_second();
        let wait_s = leg.time.seconds() - moving_s;
        let waits = wait_s >= LEAST_WAIT_S && !OTHER_PACE.contains(&class);
        texts::leg(
            leg.name.as_deref(),
            &street_kind(class, self.language),
            waits.then_some(wait_s),
            self.language,
        )
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
        let told = |language| {
            Told::at(0, &outcome, &outcome.circles[0], &options, language)
                .unwrap()
                .text()
        };
        assert_eq!(
            told(Language::English),
            "\
凤凰小区 (way/1): gap, barrier
  The median dwelling walks 1,200 m in 21.00 min.
  The limit is 15 min (900 m at 1 m/s).
  Within the limit: 0 % of 1 dwelling (as the compound is a point); a compound
    is served from 90 %, a gap up to 10 %.
  barrier: a facility is within 15 min in a straight line, but the walk is
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
        assert_eq!(
            told(Language::Chinese),
            "\
凤凰小区 (way/1)：缺口、绕行阻隔
  中位住宅步行1,200米，需21.00分钟。
  限值为步行15分钟（步速1米/秒，合900米）。
  1处住宅（小区为一个点）中限值以内占 0 %；不少于 90 % 为达标，不超过 10 % 为缺
    口。
  绕行阻隔：直线在15分钟内，但步行须绕行或不通。
  直线最近的设施：鸿儒老年公寓（node/5，养老机构），601米。
  封闭小区；出入口：1处地图上的大门。

步行路线：至鸿儒老年公寓（node/5，养老机构）
     米   分钟
     20   0.33  直行至最近道路
  1,000  17.17  人民路（居住区道路），含等候红绿灯或电梯30秒
    180   3.50  台阶
  1,200  21.00  合计
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
                "凤凰: no compound has this id or name; did you mean 凤凰小区 (way/1), Garden (way/2), Garden (way/3)? 没有此编号或名称",
            ),
            (
                "way/33",
                "way/33: no compound has this id or name; did you mean Garden (way/3), Garden (way/2), 凤凰小区 (way/1)? 没有此编号或名称",
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
