"""Checks the gap map of the fixture city as a reader of its files would: by their text alone, standard library only.

    python3 .ci/check_output.py out

Against the answers worked out by hand (fixtures/city/answers.csv, mode gated), and against RFC 7946.
"""

import csv
import json
import pathlib
import re
import sys
from collections import Counter

ANSWERS = pathlib.Path("fixtures/city/answers.csv")
VERDICTS = ("served", "partly", "gap", "undetermined")
# Slack of a hand-worked length or time: 0.05 % + 0.1; then half of the last decimal written.
SLACK_SHARE, SLACK = 0.0005, 0.1
HALF_METRE_DECIMAL, HALF_MINUTE_DECIMAL_S = 0.05, 0.005 * 60
MOST_DECIMALS = 7

faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def layer(folder, name):
    """The features of a layer; how they are written is checked on the way."""
    text = (folder / f"{name}.geojson").read_text("utf-8")
    collection = json.loads(text)
    expect(collection["type"] == "FeatureCollection", f"{name}: not a FeatureCollection")
    expect("crs" not in collection, f"{name}: names a crs, which RFC 7946 has not")
    for coordinates in re.findall(r'"coordinates":([\[\]0-9.,eE+-]+)', text):
        expect(not re.search(rf"\.\d{{{MOST_DECIMALS + 1}}}|[eE]", coordinates), f"{name}: more than {MOST_DECIMALS} decimals")
    for feature in collection["features"]:
        told = feature["properties"]
        expect(feature["type"] == "Feature" and feature["id"] == told["id"], f"{name}: {told['id']}: no feature of that id")
        check_geometry(f"{name}: {told['id']}", feature["geometry"])
    expect(collection["features"], f"{name}: empty")
    ids = Counter(feature["id"] for feature in collection["features"])
    expect(max(ids.values(), default=1) == 1, f"{name}: an id twice: {ids.most_common(1)}")
    return collection["features"]


def check_geometry(what, geometry):
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        check_positions(what, [coordinates])
    elif kind == "LineString":
        check_positions(what, coordinates)
        expect(len(coordinates) >= 2, f"{what}: a line of one position")
    else:
        expect(kind in ("Polygon", "MultiPolygon"), f"{what}: {kind} is not a geometry of these layers")
        for polygon in [coordinates] if kind == "Polygon" else coordinates:
            for place, ring in enumerate(polygon):
                check_positions(what, ring)
                expect(len(ring) >= 4 and ring[0] == ring[-1], f"{what}: a ring that is not closed")
                expect((twice_area(ring) > 0) == (place == 0), f"{what}: ring {place} turns the wrong way round")


def check_positions(what, positions):
    for position in positions:
        good = len(position) == 2 and -180 <= position[0] <= 180 and -90 <= position[1] <= 90
        expect(good, f"{what}: {position} is no longitude and latitude")


def twice_area(ring):
    """Twice the signed area: positive where the ring runs anticlockwise. From its first position, to keep the digits."""
    x0, y0 = ring[0]
    return sum((a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0) for a, b in zip(ring, ring[1:]))


def near(got, hand, rounding):
    return got is not None and abs(got - hand) <= hand * SLACK_SHARE + SLACK + rounding


def check_answer(answer, told):
    """One hand-worked row against the compound's properties; a cell that claims nothing is not checked."""
    who = f"{answer['scene']}: {answer['compound']}"
    expect(told["verdict"] == answer["verdict"], f"{who}: verdict {told['verdict']}, by hand {answer['verdict']}")
    if answer["reason"]:
        expect(told["reason"] == answer["reason"], f"{who}: reason {told['reason']}, by hand {answer['reason']}")
    if answer["facility"]:
        expect(told["facility_name"] == answer["facility"], f"{who}: to {told['facility_name']}, by hand {answer['facility']}")
    if answer["metres"]:
        metres = float(answer["metres"])
        expect(near(told["metres"], metres, HALF_METRE_DECIMAL), f"{who}: {told['metres']} m, by hand {metres}")
    if answer["seconds"]:
        minutes, seconds = told["minutes"], float(answer["seconds"])
        got = None if minutes is None else minutes * 60
        expect(near(got, seconds, HALF_MINUTE_DECIMAL_S), f"{who}: {minutes} min, by hand {seconds} s")


def main(folder):
    compounds, facilities = layer(folder, "compounds"), layer(folder, "facilities")
    walks = layer(folder, "walks")
    by_name = {feature["properties"]["name"]: feature["properties"] for feature in compounds}
    by_id = {feature["id"]: feature["properties"] for feature in compounds}
    for told in by_id.values():
        expect(told["verdict"] in VERDICTS, f"{told['id']}: verdict {told['verdict']}")
        expect(told["verdict"] != "gap" or told["reason"], f"{told['id']}: a gap without a reason")
        expect(told["verdict"] != "served" or told["reason"] is None, f"{told['id']}: served, yet a reason")
    for walk in walks:
        told, mine = by_id.get(walk["id"], {}), walk["properties"]
        same = all(mine[column] == told.get(column) for column in ("facility_id", "minutes", "metres"))
        expect(same, f"walk of {walk['id']}: not as in its compound")
    expect({f["id"] for f in facilities} >= {w["properties"]["facility_id"] for w in walks}, "a walk to an unknown facility")

    summary = json.loads((folder / "summary.json").read_text("utf-8"))["compounds"]
    counted = Counter(told["verdict"] for told in by_id.values())
    expect(summary["count"] == len(compounds), f"summary: {summary['count']} compounds, layer: {len(compounds)}")
    told_counts = {verdict: count for verdict, count in summary["by_verdict"].items() if count}
    expect(told_counts == dict(counted), f"summary: {summary['by_verdict']}, layer: {dict(counted)}")

    answers = [row for row in csv.DictReader(ANSWERS.open(encoding="utf-8")) if row["mode"] == "gated"]
    expect(answers, f"{ANSWERS}: no answers to check against")
    for answer in answers:
        told = by_name.get(answer["compound"])
        if told is None:
            faults.append(f"{answer['scene']}: {answer['compound']}: not in the layer")
        else:
            check_answer(answer, told)
    if faults:
        sys.exit("\n".join(faults))
    print(
        f"{len(compounds)} compounds, {len(facilities)} facilities, {len(walks)} walks as RFC 7946 wants them; "
        f"{len(answers)} hand-worked answers hold"
    )


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
