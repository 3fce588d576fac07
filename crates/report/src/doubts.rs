//! What the data cannot tell, in sentences: nobody should take the map for more than it is.

use service_circle_core::gaps::{Reason, Verdict};
use service_circle_core::options::Zones;
use service_circle_core::plan::Comparison;
use service_circle_core::quality::Grade;

use crate::figures::Figures;
use crate::html::count_said;
use crate::parts::{CircleView, ReportData};
use crate::words::{self, Said};

/// The sentences of one circle, what weighs most first; fewer where nothing was walked, and so nothing is drawn.
pub(crate) fn of(
    data: &ReportData<'_>,
    circle: &CircleView<'_>,
    figures: &Figures,
    streets_off_m: Option<f64>,
) -> Vec<Said> {
    let mut doubts = Vec::new();
    doubts.extend(wrong_datum(data));
    doubts.extend(undetermined(circle, figures));
    doubts.extend(poor_data(data));
    doubts.extend(circle.zones.and_then(|zones| who_may_walk(data, zones)));
    if streets_off_m.is_some() {
        doubts.extend(lists(data, figures));
    }
    doubts.extend(rejected(data));
    if let Some(metres) = streets_off_m {
        doubts.push(words::DOUBT_CONVENTION.plain());
        doubts.push(words::DOUBT_NOT_JUDGED.plain());
        doubts.push(words::DOUBT_DRAWN.with([count_said(metres as usize)]));
    } else {
        doubts.push(words::DOUBT_NOT_JUDGED.plain());
    }
    doubts
}

fn undetermined(circle: &CircleView<'_>, figures: &Figures) -> Vec<Said> {
    let open = figures.of_verdict(Verdict::Undetermined);
    let at_edge = |told: &&service_circle_core::CompoundVerdict| told.reason == Some(Reason::EdgeOfData);
    let edge = circle.verdicts.iter().filter(at_edge).count();
    let mut told = Vec::new();
    if open > 0 {
        told.push(words::DOUBT_UNDETERMINED.with([count_said(open)]));
    }
    if edge > 0 {
        told.push(words::DOUBT_EDGE.with([count_said(edge)]));
    }
    told
}

/// Compounds whose way out is guessed.
fn poor_data(data: &ReportData<'_>) -> Option<Said> {
    let quality = &data.outcome.quality;
    let poor = quality.iter().filter(|one| one.grade >= Grade::D).count();
    (poor > 0).then(|| words::DOUBT_POOR.with([count_said(poor), count_said(quality.len())]))
}

/// How many verdicts turn on who may walk inside compounds.
fn who_may_walk(data: &ReportData<'_>, zones: &Comparison) -> Option<Said> {
    let differ = zones.changing().len();
    let inferred = data.plan.options.walk.zones == Zones::Infer;
    (inferred && differ > 0).then(|| words::DOUBT_ZONES.with([count_said(differ)]))
}

fn lists(data: &ReportData<'_>, figures: &Figures) -> Vec<Said> {
    let mut told = Vec::new();
    if data.plan.facilities.is_none() {
        told.push(words::DOUBT_FACILITIES.plain());
    }
    if data.plan.compounds.is_none() {
        told.push(words::DOUBT_COMPOUNDS.plain());
    }
    if figures.elders_told_by == 0 {
        told.push(words::DOUBT_NO_ELDERS.plain());
    } else if figures.elders_told_by < figures.compounds {
        let untold = figures.compounds - figures.elders_told_by;
        told.push(words::DOUBT_SOME_ELDERS.with([count_said(untold)]));
    }
    told
}

fn rejected(data: &ReportData<'_>) -> Option<Said> {
    let rows = data.outcome.placed.rejected.len();
    (rows > 0).then(|| words::DOUBT_REJECTED.with([count_said(rows)]))
}

fn wrong_datum(data: &ReportData<'_>) -> Vec<Said> {
    let fits = data.outcome.datum_fits.iter();
    fits.filter_map(|fit| {
        let better = fit.far_better()?;
        let fillings = [
            fit.file.as_str().into(),
            fit.taken_for.to_string().into(),
            better.datum.to_string().into(),
            count_said(better.taken_metres.round() as usize),
            count_said(better.metres.round() as usize),
        ];
        Some(words::DOUBT_DATUM.with(fillings))
    })
    .collect()
}
