//! `circles`: what lies within a walk of each facility, as areas and streets, and their figures.

use std::fmt::Write as _;
use std::path::PathBuf;

use service_circle_core::ids::FacilityIndex;
use service_circle_core::options::{Circle, Limit, Options};
use service_circle_core::place::Facility;
use service_circle_core::plan::{self, CirclesOutcome, Layout, Plan};
use service_circle_core::watch::{Stage, Watch, go_on};
use service_circle_core::write;

use super::list_written;
use crate::args::{CirclesAsked, Common, Output};
use crate::failure::Failure;
use crate::output::Destination;
use crate::progress::Progress;
use crate::settle::settle;
use crate::words::{self, Align, Table, called, counted, grouped, percent, rounded, sentence, tally_table, whole};

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
    let destination = Destination::choose(output, common, &settled)?;
    if let Destination::Page(path) = &destination {
        return Err(Failure::wrong(format_args!(
            "-o {}: a report page is of a run of gaps or site; give a layer's file or a folder",
            path.display()
        )));
    }
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
    Ok(figures(&drawn, options) + &list_written(&written))
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

fn write_layers(plan: &Plan, drawn: &CirclesOutcome, destination: &Destination) -> Result<Vec<PathBuf>, Failure> {
    Ok(match destination {
        Destination::File(path) | Destination::Page(path) => write::circles_to_file(plan, drawn, path)?,
        Destination::Directory(directory) => write::circles_to_directory(plan, drawn, directory)?,
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
fn figures(drawn: &CirclesOutcome, options: &Options) -> String {
    let facilities: usize = drawn.areas.circles.iter().map(|circle| circle.facilities.len()).sum();
    let noun = if facilities == 1 { "facility" } else { "facilities" };
    let how = match (drawn.areas.circles.len(), facilities) {
        (_, 1) => "",
        (1, _) => ", together",
        _ => ", each alone",
    };
    let mut text = format!(
        "Service circles of {} {noun}{how}, at {} m/s\n\n",
        grouped(facilities as u64),
        options.walk.speed().metres_per_second(),
    );
    text.push_str(&table(drawn));
    text.push_str(&words::datum_warnings(&drawn.outcome.datum_fits));
    text.push_str(&remarks(drawn));
    if drawn.outcome.tally.iter().next().is_some() {
        let _ = write!(text, "\nOdd input\n{}", tally_table(&drawn.outcome.tally));
    }
    text
}

fn table(drawn: &CirclesOutcome) -> String {
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
        "facility",
        "within",
        "ground km2",
        "streets km",
        "of round",
        "compounds",
        "elders",
    ];
    table.row(heads.map(str::to_owned));
    for circle in drawn.areas.circles.iter().take(CIRCLES_SHOWN) {
        let mut name = match circle.facilities[..] {
            [facility] => (drawn.outcome.placed.facilities.get(facility.index()))
                .map_or_else(String::new, |one| called(one.name.as_deref(), &one.id)),
            _ => "together".to_owned(),
        };
        for (isochrone, limit) in circle.isochrones.iter().zip(&drawn.areas.limits) {
            table.row([
                std::mem::take(&mut name),
                limit_in_words(*limit),
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
        let _ = writeln!(text, "  and {} more: the layer holds them all", counted(more, "circle"));
    }
    text
}

fn limit_in_words(limit: Limit) -> String {
    match limit {
        Limit::Minutes(minutes) => format!("{} min", rounded(minutes)),
        Limit::Metres(metres) => format!("{} m", rounded(metres)),
    }
}

/// What a reader of the map should know: circles with nothing in them, and those that the data cut off.
fn remarks(drawn: &CirclesOutcome) -> String {
    let named = |wanted: &dyn Fn(usize) -> bool| {
        let wanted: Vec<String> = (0..drawn.areas.circles.len())
            .filter(|circle| wanted(*circle))
            .flat_map(|circle| &drawn.areas.circles[circle].facilities)
            .filter_map(|facility| drawn.outcome.placed.facilities.get(facility.index()))
            .map(|one| called(one.name.as_deref(), &one.id))
            .collect();
        (
            wanted.len(),
            wanted.into_iter().take(NAMED).collect::<Vec<_>>().join(", "),
        )
    };
    let widest = |circle: usize| drawn.areas.circles[circle].isochrones.last();
    let (empty, which) = named(&|circle| widest(circle).is_none_or(|isochrone| isochrone.streets_m <= 0.0));
    let mut text = String::new();
    if empty > 0 {
        let what = format!(
            "Nothing is within the walk of {} ({which}): no street is near.",
            words_of(empty)
        );
        let _ = write!(text, "\n{}", sentence(&what, 0));
    }
    let (cut, which) = named(&|circle| widest(circle).is_some_and(|isochrone| isochrone.leaves_data));
    if cut > 0 {
        let what = format!(
            "The map ends inside the circle of {} ({which}): streets go on outside the data, and so does the circle.",
            words_of(cut)
        );
        let _ = write!(text, "\n{}", sentence(&what, 0));
    }
    text
}

fn words_of(facilities: usize) -> String {
    let noun = if facilities == 1 { "facility" } else { "facilities" };
    format!("{} {noun}", grouped(facilities as u64))
}
