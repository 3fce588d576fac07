//! Stages of building, and whom each facility serves.

use service_circle_core::units::{FacilityCatchment, Served, StageFigures, ratio};

use super::{Told, amount_cell, card, close_card, number_cell};
use crate::html::chart::{self, Step};
use crate::html::tables::{called, cell, close, open};
use crate::html::terms::{data_word, span};
use crate::html::writer::Writer;
use crate::words::{self, Phrase};

/// Stages, where there are several: one is what is told above.
pub(super) fn stages(html: &mut Writer, told: &Told<'_>) {
    let stages = &told.coverage.stages;
    if stages.len() < 2 {
        return;
    }
    card(html, &words::HEADING_STAGES, words::NOTE_STAGES.plain());
    let is_walked = stages.iter().any(|stage| stage.covered.is_some());
    html.raw(if is_walked { "<div class=two>\n<div>" } else { "<div>" });
    stage_table(html, stages);
    html.raw("</div>");
    if is_walked {
        let steps: Vec<Step> = stages
            .iter()
            .map(|stage| Step {
                name: data_word(&stage.key.name()),
                solid: compounds(stage),
                dashed: elders(stage),
            })
            .collect();
        html.raw("<figure>");
        html.said("figcaption", &words::STAGES_CHART);
        chart::staircase(html, &steps, &words::STAGES_CHART.plain());
        html.raw("</figure></div>\n");
    }
    close_card(html);
}

fn stage_table(html: &mut Writer, stages: &[StageFigures]) {
    let has_walks = stages.iter().any(|stage| stage.covered.is_some());
    let has_elders = stages.iter().any(|stage| elders(stage).is_some());
    let mut columns = vec![
        (&words::COLUMN_STAGE, false),
        (&words::COLUMN_STAGE_FACILITIES, true),
        (&words::COLUMN_SO_FAR, true),
    ];
    if has_walks {
        columns.extend([(&words::COLUMN_STAGE_SERVED, true), (&words::COLUMN_OF_ALL, true)]);
    }
    if has_elders {
        columns.extend([(&words::COLUMN_ELDERS_WITHIN, true), (&words::COLUMN_OF_ALL, true)]);
    }
    open(html, "figured stages", &words::HEADING_STAGES, &columns);
    for stage in stages {
        html.raw("<tr>");
        html.said("td", data_word(&stage.key.name()));
        amount_cell(html, Some(stage.facilities as f64), 0);
        amount_cell(html, Some(stage.facilities_so_far as f64), 0);
        if has_walks {
            amount_cell(html, stage.covered.map(|one| one.compounds as f64), 0);
            number_cell(html, span(compounds(stage), compounds(stage)));
        }
        if has_elders {
            amount_cell(html, stage.covered.and_then(|one| one.elders), 0);
            number_cell(html, span(elders(stage), elders(stage)));
        }
        html.raw("\n");
    }
    close(html);
}

fn compounds(stage: &StageFigures) -> Option<f64> {
    let covered = stage.covered?;
    ratio(covered.compounds as f64, covered.compounds_all as f64)
}

fn elders(stage: &StageFigures) -> Option<f64> {
    let covered = stage.covered?;
    ratio(covered.elders?, covered.elders_all?)
}

/// A way to say whom a facility serves: the title of its column, and whom.
type Way = (&'static Phrase, fn(&FacilityCatchment) -> Option<&Served>);

/// Whom each facility serves, three ways.
pub(super) fn catchments(html: &mut Writer, told: &Told<'_>) {
    let all = &told.coverage.catchments;
    let is_told = |served: &Option<Served>| served.is_some();
    let any = all
        .iter()
        .any(|one| [&one.within, &one.nearest, &one.declared].into_iter().any(is_told));
    if !any {
        return;
    }
    card(html, &words::HEADING_CATCHMENTS, words::NOTE_CATCHMENTS.plain());
    let ways: [Way; 3] = [
        (&words::COLUMN_WITHIN, |one| one.within.as_ref()),
        (&words::COLUMN_NEAREST, |one| one.nearest.as_ref()),
        (&words::COLUMN_DECLARED, |one| one.declared.as_ref()),
    ];
    let ways: Vec<Way> = ways
        .into_iter()
        .filter(|(_, served)| all.iter().any(|one| served(one).is_some()))
        .collect();
    let has_elders = all.iter().any(|one| {
        ways.iter()
            .any(|(_, served)| served(one).is_some_and(|served| served.elders.is_some()))
    });
    let mut columns = vec![(&words::COLUMN_FACILITY_NAME, false), (&words::COLUMN_CATEGORY, false)];
    for (title, _) in &ways {
        columns.push((*title, true));
        columns.extend(has_elders.then_some((&words::COLUMN_ELDERS_OF, true)));
    }
    open(html, "figured catchments", &words::HEADING_CATCHMENTS, &columns);
    let facilities = &told.data.outcome.placed.facilities;
    for one in all {
        let Some(facility) = facilities.get(one.facility.index()) else {
            continue;
        };
        html.raw("<tr>");
        cell(html, called(facility));
        html.said("td", words::category(&facility.category));
        for (_, served) in &ways {
            let served = served(one);
            amount_cell(html, served.map(|served| served.compounds.len() as f64), 0);
            if has_elders {
                amount_cell(html, served.and_then(|served| served.elders), 0);
            }
        }
        html.raw("\n");
    }
    close(html);
    close_card(html);
}
