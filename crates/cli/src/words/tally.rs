//! Counts of input in words: what was left out, and what was odd.

use service_circle_core::read::WayCounts;
use service_circle_core::tally::Tally;

use super::{Align, Table, grouped};

/// What a code means, by stage. A code that is not here is told by its own words.
const MEANINGS: &[(&str, &str)] = &[
    ("area-not-closed", "ways of an area kind that do not close: not areas"),
    (
        "area-with-missing-nodes",
        "areas drawn without the corners that the file lacks",
    ),
    ("area-without-places", "areas none of whose corners the file holds"),
    ("blocked-node", "places where a wall, fence or locked gate bars a way"),
    (
        "bounds-inferred",
        "extracts that do not tell their box: taken to end where their short ways do",
    ),
    ("broken-ring", "relations with ways that do not close to a ring"),
    (
        "building-figure-unread",
        "buildings whose flats or levels are not numbers",
    ),
    (
        "carriageway-left-to-footway",
        "carriageways left to the footway drawn beside them",
    ),
    (
        "cell-tells-nothing",
        "cells with a dash or a word for nothing: taken as not told",
    ),
    ("cell-without-header", "cells under no header: not used"),
    (
        "compound-far-from-network",
        "compounds joined to the network from unusually far",
    ),
    ("compound-id-repeated", "compounds with an id that was already used"),
    (
        "compound-in-overlap",
        "compounds that stand in two units of one kind: the first of the list takes them",
    ),
    (
        "compound-off-network",
        "compounds without anything to walk on near them",
    ),
    (
        "compound-told-by-name",
        "dwellings and gates that name their compound and not its id",
    ),
    (
        "compound-without-unit",
        "compounds in no unit: they count for the whole only",
    ),
    (
        "coordinates-in-minutes",
        "rows with degrees, minutes and seconds: converted",
    ),
    (
        "coordinates-swapped",
        "rows with lon and lat changed, as all of their table: put right",
    ),
    (
        "datum-contradicted",
        "tables that name another datum than the plan: the plan's is taken",
    ),
    (
        "datum-told-by-table",
        "tables whose datum is taken from a header or the file",
    ),
    ("deleted-node", "deleted nodes of a history file"),
    ("deleted-record", "records that a shapefile marks as deleted: left out"),
    ("deleted-relation", "deleted relations of a history file"),
    ("deleted-way", "deleted ways of a history file"),
    (
        "dwelling-far-from-network",
        "dwellings joined to the network from unusually far",
    ),
    (
        "dwelling-grid-widened",
        "large compounds with a wider grid of dwellings",
    ),
    (
        "dwelling-off-network",
        "dwellings without anything to walk on near them",
    ),
    (
        "edges-on-islands",
        "stretches of way cut off from the rest: kept, nothing joined to them",
    ),
    (
        "elders-by-age",
        "rows whose elders are those of an age that the table tells",
    ),
    (
        "facility-far-from-network",
        "facilities joined to the network from unusually far",
    ),
    (
        "facility-mapped-twice",
        "facilities mapped as a point and an area: used once",
    ),
    (
        "facility-off-network",
        "facilities without anything to walk on near them",
    ),
    (
        "facility-without-unit",
        "facilities that stand in no unit and serve none",
    ),
    (
        "floor-area-below",
        "facilities that would count for a circle but for their floor area",
    ),
    (
        "gate-without-outline",
        "gates told for compounds that are points: without an outline they change nothing",
    ),
    ("hole-without-outer", "relations with a hole outside every outline"),
    (
        "layer-found",
        "tables of several sheets or layers: the one whose columns fit is read",
    ),
    (
        "locked-gate-on-no-way",
        "locked gates of your table that stand on no mapped way: nothing to bar",
    ),
    (
        "merged-cell",
        "merged cells: a text is read in each of their rows, a number in the first alone",
    ),
    ("missing-member-way", "relations whose ways the file lacks"),
    (
        "missing-node",
        "nodes that a way names and the file lacks: the edge of the data",
    ),
    ("number-not-exact", "numbers told as about: taken as they stand"),
    ("number-scaled", "numbers in another unit: converted"),
    (
        "number-with-marks",
        "numbers in full-width digits or with marks between thousands",
    ),
    ("number-with-unit", "numbers with their unit"),
    ("older-version", "older versions in a history file: the newest is used"),
    (
        "open-date-not-looked-at",
        "facilities whose opening date no circle looks at: give it as_of",
    ),
    (
        "open-date-uncertain",
        "facilities that may open before or after a circle's day: they do not count",
    ),
    (
        "opens-after-as-of",
        "facilities that open after a circle's day: they do not count",
    ),
    ("outer-inside-outer", "relations with one outline inside another"),
    (
        "outer-repeats-relation",
        "outlines tagged like their relation: used once",
    ),
    (
        "outline-adopted",
        "compounds given as a point that take the outline of the map around them",
    ),
    (
        "outline-clockwise",
        "outlines wound clockwise, against the standard of GeoJSON: turned",
    ),
    ("outline-crosses-itself", "outlines that cross themselves"),
    (
        "outline-mended",
        "outlines that were mended: each stands in row_notes.csv",
    ),
    (
        "outline-shared",
        "compounds given as a point that stay one: other rows lie in the same outline",
    ),
    ("outline-without-area", "outlines that enclose nothing"),
    ("place-off-earth", "nodes whose place is not on Earth"),
    (
        "private-way-of-several-compounds",
        "residents-only ways that touch several compounds",
    ),
    ("relation-without-rings", "relations that form no area"),
    ("repeated-member", "relations that name a way twice"),
    ("ring-made-of-relation", "relations made of relations: not followed"),
    ("row-above-headers", "rows above the headers: titles and notes"),
    ("row-without-id", "rows without an id: called by their line"),
    (
        "same-name-nearby",
        "rows with the name of another nearby and an id of their own: both used",
    ),
    (
        "separate-footway-not-mapped",
        "carriageways walked, as the separate footway they tell of is not drawn",
    ),
    (
        "served-unit-unknown",
        "units that a facility says it serves, and no list has",
    ),
    (
        "shares-above-one",
        "shared facilities whose shares sum up to more than 1: each is made smaller",
    ),
    (
        "square-too-large-to-cross-exactly",
        "squares too large to cross exactly: walked along their rim",
    ),
    (
        "status-not-told",
        "facilities whose status is not told: taken to operate",
    ),
    ("stitched-dead-ends", "dead ends joined, as walk.stitch_m asks"),
    (
        "text-encoding-found",
        "tables that are not UTF-8 text: read as what they are",
    ),
    ("text-not-utf8", "tags that are not UTF-8: odd letters replaced"),
    ("unit-kind-by-name", "units whose kind is told by how their names end"),
    (
        "unit-name-ambiguous",
        "names that several units have: give the id of one",
    ),
    ("unit-outline-without-area", "units whose outline encloses nothing"),
    ("unit-overlap", "units that overlap another of their kind"),
    (
        "unit-parents-in-a-circle",
        "units whose parents lead back to them: taken to have none",
    ),
    (
        "unit-without-compound",
        "units without a compound: nothing is walked in them",
    ),
    ("unknown-access-value", "access values without a rule: open"),
    ("unknown-barrier-value", "barrier values without a rule: they let pass"),
    ("unknown-column", "columns that mean nothing here: not used"),
    ("unread-column", "columns that hold no text, number or date: not read"),
    (
        "value-left-out",
        "values that cannot be used, in rows that can: each stands in row_notes.csv",
    ),
];

/// Odd input: how often, what, and an example. The codes stand in `summary.json`.
pub(crate) fn tally_table(tally: &Tally) -> String {
    tally_table_of(tally, |_| true)
}

/// As [`tally_table`], some of the codes only.
pub(crate) fn tally_table_of(tally: &Tally, wanted: impl Fn(&str) -> bool) -> String {
    let mut table = Table::new(&[Align::Right, Align::Left]);
    for (code, count) in tally.iter().filter(|(code, _)| wanted(code)) {
        let meaning = meaning(code);
        let words = if count.example.is_empty() {
            meaning
        } else {
            format!("{meaning} (such as {})", count.example)
        };
        table.row([grouped(count.count), words]);
    }
    table.lines()
}

/// Ways read, kept and left out by reason: the rows below the first add up to it.
pub(crate) fn ways(counts: &WayCounts) -> String {
    let mut table = Table::new(&[Align::Right, Align::Left]);
    table.row([grouped(counts.read), "ways read".to_owned()]);
    if counts.kept_for.is_empty() {
        table.row([grouped(counts.kept), "kept".to_owned()]);
    }
    for (rule, count) in &counts.kept_for {
        table.row([grouped(*count), format!("kept: {}", rule.replace('-', " "))]);
    }
    for (reason, count) in &counts.dropped {
        table.row([grouped(*count), format!("left out: {}", reason.replace('-', " "))]);
    }
    table.lines()
}

fn meaning(code: &str) -> String {
    let known = MEANINGS.iter().find(|(known, _)| *known == code);
    known.map_or_else(|| code.replace('-', " "), |(_, meaning)| (*meaning).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_code_has_its_meaning_and_another_its_own_words() {
        let mut tally = Tally::default();
        tally.add_many("missing-node", 1200, || "node/7".to_owned());
        tally.add("brand-new-code", String::new);
        assert_eq!(
            tally_table(&tally),
            "      1  brand new code\n  \
             1,200  nodes that a way names and the file lacks: the edge of the data (such\n         as node/7)\n"
        );
    }

    #[test]
    fn ways_add_up() {
        let counts = WayCounts {
            read: 1003,
            kept: 1000,
            dropped: [("no-tags-looked-at", 2), ("too-short", 1)].into(),
            ..WayCounts::default()
        };
        assert_eq!(
            ways(&counts),
            "  1,003  ways read\n  1,000  kept\n      2  left out: no tags looked at\n      1  left out: too short\n"
        );
    }

    #[test]
    fn codes_stand_in_order_and_once() {
        assert!(MEANINGS.is_sorted_by(|(one, _), (other, _)| one < other));
    }
}
