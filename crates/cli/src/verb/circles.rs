//! `circles`: what lies within a walk of each facility, as areas and streets, and their figures.

use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::ids::FacilityIndex;
use service_circle_core::language::Language;
use service_circle_core::options::{Circle, Limit, Options};
use service_circle_core::place::Facility;
use service_circle_core::plan::{self, CirclesOutcome, Layout, Plan};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;

use super::list_written;
use crate::args::{CirclesAsked, Common, Output};
use crate::failure::Failure;
use crate::output::{Destination, LayersAt};
use crate::progress::Progress;
use crate::settle::settle;
use crate::texts::{circles as texts, shared};
use crate::words::{self, Align, Table, called, grouped, percent, sentence, tally_table, whole};

/// How many circles are shown, a row a limit.
const CIRCLES_SHOWN: usize = 10;
/// How many facilities are named in a remark.
const NAMED: usize = 3;
/// Square metres in a square kilometre, metres in a kilometre.
const M2_A_KM2: f64 = 1e6;
const M_A_KM: f64 = 1e3;

/// Draws the circles, writes their layers and gives their figures.
pub(crate) fn run(
    common: &Common,
    output: &Output,
    asked: &CirclesAsked,
    progress: &Progress,
) -> Result<String, Failure> {
    let settled = settle(common)?;
    let options = &settled.plan.options;
    let circle = circle(asked, options)?;
    let limits = limits(&asked.limits, circle)?;
    let destination = Destination::choose(output, common, &settled)?.of_layers()?;
    let laid = plan::lay(&settled.plan, progress)?;
    let chosen = choose(&asked.facility, &laid, circle)?;
    let sets = if asked.together {
        vec![chosen]
    } else {
        chosen.into_iter().map(|facility| vec![facility]).collect()
    };
    let drawn = laid.circles(&sets, &limits, progress)?;
    go_on(progress)?;
    progress.progress(Stage::Write, 0, 1);
    let written = write_layers(&settled.plan, &drawn, &destination)?;
    progress.progress(Stage::Write, 1, 1);
    let language = write::language(&settled.plan, &drawn.outcome);
    Ok(figures(&drawn, options, language) + &list_written(&written, language))
}

/// The circle that tells what is not asked for: the one named, else the plan's only one. One of several need not be named where
/// nothing is left for it to tell.
fn circle<'a>(asked: &CirclesAsked, options: &'a Options) -> Result<&'a Circle, Failure> {
    let names = || {
        options
            .circles
            .iter()
            .map(|circle| circle.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(name) = &asked.circle {
        let named = options.circles.iter().find(|circle| circle.name == *name);
        return named.ok_or_else(|| {
            Failure::wrong(format_args!(
                "--circle {name}: no circle of the plan has this name; it has {}",
                names()
            ))
        });
    }
    let tells_nothing = !asked.facility.is_empty() && !asked.limits.is_empty();
    match &options.circles[..] {
        [only] => Ok(only),
        [first, ..] if tells_nothing => Ok(first),
        _ => Err(Failure::wrong(format_args!(
            "the plan has several circles: name one by --circle, of {}",
            names()
        ))),
    }
}

fn write_layers(plan: &Plan, drawn: &CirclesOutcome, destination: &LayersAt) -> Result<Vec<PathBuf>, Failure> {
    Ok(match destination {
        LayersAt::File(path) => write::circles_to_file(plan, drawn, path)?,
        LayersAt::Directory(directory) => write::circles_to_directory(plan, drawn, directory)?,
    })
}

/// The limits asked for; all that is wrong is told at once.
fn limits(asked: &[String], circle: &Circle) -> Result<Vec<Limit>, Failure> {
    let mut limits = Vec::new();
    let mut faults = Vec::new();
    for text in asked {
        match text.parse() {
            Ok(limit) => {
                limits.push(limit);
                faults.extend(too_long(limit).map(|fault| format!("--limits \"{text}\": {fault}")));
            }
            Err(error) => faults.push(format!(
                "--limits \"{text}\": {error}; give walks such as 5min,15min or 300m,900m"
            )),
        }
    }
    if !faults.is_empty() {
        return Err(Failure::all_wrong(faults));
    }
    if limits.is_empty() {
        limits = plan::usual_limits(circle);
    }
    Ok(limits)
}

/// What the settings would say of a circle with this limit.
fn too_long(limit: Limit) -> Option<String> {
    let circle = Circle {
        limit,
        ..Circle::default()
    };
    let options = Options {
        circles: vec![circle],
        ..Options::default()
    };
    let complaints = options.validate().err()?;
    complaints.first().map(|complaint| complaint.remedy.to_owned())
}

/// The facilities asked for by id, or by a name that only one has; without any, those that count.
fn choose(asked: &[String], laid: &Layout, circle: &Circle) -> Result<Vec<FacilityIndex>, Failure> {
    let facilities = laid.facilities();
    if asked.is_empty() {
        let counted = laid.counted(circle);
        return if counted.is_empty() {
            Err(Failure::wrong(
                "no facility counts: give your own list by --facilities FILE, or see circle.categories, circle.status and \
                 circle.min_floor_area_m2",
            ))
        } else {
            Ok(counted)
        };
    }
    let mut chosen = Vec::new();
    let mut faults = Vec::new();
    for told in asked {
        match find(told, facilities) {
            Ok(found) if chosen.contains(&found) => {}
            Ok(found) => chosen.push(found),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(chosen)
    } else {
        Err(Failure::all_wrong(faults))
    }
}

fn find(told: &str, facilities: &[Facility]) -> Result<FacilityIndex, String> {
    let known = facilities.iter().map(|one| (one.id.as_str(), one.name.as_deref()));
    match words::find(told, known, &words::FACILITIES) {
        Ok(position) => Ok(FacilityIndex::at(position)),
        Err(fault) => Err(format!("--facility {told}: {fault}")),
    }
}

/// Ground, streets and residents of each circle.
fn figures(drawn: &CirclesOutcome, options: &Options, language: Language) -> String {
    let circles = &drawn.areas.circles;
    let facilities: usize = circles.iter().map(|circle| circle.facilities.len()).sum();
    let pace = options.walk.speed().metres_per_second();
    let mut text = texts::heading(facilities, circles.len() == 1, pace, language) + "\n\n";
    text.push_str(&table(drawn, language));
    text.push_str(&words::datum_warnings(&drawn.outcome.datum_fits, language));
    text.push_str(&remarks(drawn, language));
    if drawn.outcome.tally.iter().next().is_some() {
        let heading = shared::ODD_INPUT.told_in(language);
        let _ = write!(text, "\n{heading}\n{}", tally_table(&drawn.outcome.tally, language));
    }
    text
}

fn table(drawn: &CirclesOutcome, language: Language) -> String {
    let mut table = Table::new(&[
        Align::Left,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
        Align::Right,
    ]);
    let heads = [
        texts::FACILITY,
        texts::WITHIN,
        texts::GROUND,
        texts::STREETS,
        texts::OF_ROUND,
        texts::COMPOUNDS,
        texts::ELDERS,
    ];
    table.row(heads.map(|head| head.told_in(language).to_owned()));
    for circle in drawn.areas.circles.iter().take(CIRCLES_SHOWN) {
        let mut name = match circle.facilities[..] {
            [facility] => (drawn.outcome.placed.facilities.get(facility.index()))
                .map_or_else(String::new, |one| called(one.name.as_deref(), &one.id)),
            _ => texts::TOGETHER.told_in(language).to_owned(),
        };
        for (isochrone, limit) in circle.isochrones.iter().zip(&drawn.areas.limits) {
            table.row([
                std::mem::take(&mut name),
                texts::limit(*limit, language),
                format!("{:.3}", isochrone.area_m2 / M2_A_KM2),
                format!("{:.2}", isochrone.streets_m / M_A_KM),
                isochrone
                    .streets_share
                    .map_or_else(String::new, |share| percent(share, 1.0)),
                grouped(isochrone.residents.compounds),
                isochrone.residents.elders.map_or_else(String::new, whole),
            ]);
        }
    }
    let mut text = table.lines();
    if drawn.areas.circles.len() > CIRCLES_SHOWN {
        let more = drawn.areas.circles.len() - CIRCLES_SHOWN;
        let _ = writeln!(text, "  {}", texts::more(more, language));
    }
    text
}

/// What a reader of the map should know: circles with nothing in them, and those that the data cut off.
fn remarks(drawn: &CirclesOutcome, language: Language) -> String {
    let named = |wanted: &dyn Fn(usize) -> bool| {
        let wanted: Vec<String> = (0..drawn.areas.circles.len())
            .filter(|circle| wanted(*circle))
            .flat_map(|circle| &drawn.areas.circles[circle].facilities)
            .filter_map(|facility| drawn.outcome.placed.facilities.get(facility.index()))
            .map(|one| called(one.name.as_deref(), &one.id))
            .collect();
        (
            wanted.len(),
            wanted
                .into_iter()
                .take(NAMED)
                .collect::<Vec<_>>()
                .join(language.comma()),
        )
    };
    let widest = |circle: usize| drawn.areas.circles[circle].isochrones.last();
    let (empty, which) = named(&|circle| widest(circle).is_none_or(|isochrone| isochrone.streets_m <= 0.0));
    let mut text = String::new();
    if empty > 0 {
        let _ = write!(text, "\n{}", sentence(&texts::empty(empty, &which, language), 0));
    }
    let (cut, which) = named(&|circle| widest(circle).is_some_and(|isochrone| isochrone.leaves_data));
    if cut > 0 {
        let _ = write!(text, "\n{}", sentence(&texts::cut_off(cut, &which, language), 0));
    }
    text
}
