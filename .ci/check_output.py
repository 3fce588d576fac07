"""Checks the gap map of the fixture city as a reader of the files would: by their text alone."""

import csv
import json
import pathlib
import sys

out = pathlib.Path(sys.argv[1])
answers = pathlib.Path("fixtures/city/answers.csv")

compounds = json.loads((out / "compounds.geojson").read_text("utf-8"))["features"]
summary = json.loads((out / "summary.json").read_text("utf-8"))
facilities = json.loads((out / "facilities.geojson").read_text("utf-8"))["features"]
walks = json.loads((out / "walks.geojson").read_text("utf-8"))["features"]
assert compounds and facilities and walks and summary, "an empty layer"

verdicts = {"served", "partly", "gap", "undetermined"}
for feature in compounds:
    told = feature["properties"]
    assert told["verdict"] in verdicts, told
    assert told["verdict"] == "served" or told["reason"] or told["verdict"] == "undetermined", told
assert len({f["properties"]["id"] for f in compounds}) == len(compounds), "an id twice"
rows = list(csv.DictReader(answers.open(encoding="utf-8")))
assert rows, "no answers to check against"
print(f"{len(compounds)} compounds, {len(facilities)} facilities, {len(walks)} walks; {len(rows)} hand-worked answers at hand")
