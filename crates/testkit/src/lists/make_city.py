"""Makes city.csv beside it: the fixture city's facilities and compounds in each datum, by other means than the code's: pyproj
(PROJ), and the public GCJ-02 and BD-09 formulas forward (those of crates/core/tests/core/datums/make_tables.py).

A row is a position: of the place itself where `ring` is empty, else of a corner of an outline: `2.1` is the first ring of its
second polygon.

Usage: pip install pyproj shapely; service-circle gaps --osm fixtures/city/city.osm.pbf -o OUT; python3 make_city.py OUT
"""

import json
import math
import sys
from math import pi, sin, sqrt
from pathlib import Path

import pyproj
from shapely.geometry import shape


def gcj02(lon, lat):
    a, ee = 6378245.0, 0.00669342162296594323
    x, y = lon - 105, lat - 35
    s = 20 * sin(6 * pi * x) + 20 * sin(2 * pi * x)
    dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    dlat += 2 / 3 * (s + 20 * sin(pi * y) + 40 * sin(pi * y / 3) + 160 * sin(pi * y / 12) + 320 * sin(pi * y / 30))
    dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    dlon += 2 / 3 * (s + 20 * sin(pi * x) + 40 * sin(pi * x / 3) + 150 * sin(pi * x / 12) + 300 * sin(pi * x / 30))
    m = 1 - ee * sin(math.radians(lat)) ** 2
    return (
        lon + dlon * 180 / (a / sqrt(m) * math.cos(math.radians(lat)) * pi),
        lat + dlat * 180 / (a * (1 - ee) / (m * sqrt(m)) * pi),
    )


def bd09(lon, lat):
    k = pi * 3000 / 180
    z = math.hypot(lon, lat) + 2e-5 * sin(k * lat)
    t = math.atan2(lat, lon) + 3e-6 * math.cos(k * lon)
    return z * math.cos(t) + 0.0065, z * math.sin(t) + 0.006


grid = pyproj.Transformer.from_crs("EPSG:4490", "EPSG:4549", always_xy=True)
folder = Path(sys.argv[1])

with open(Path(__file__).with_name("city.csv"), "w") as out:
    print("list,id,name,ring,lon,lat,gcj_lon,gcj_lat,bd_lon,bd_lat,easting,northing", file=out)

    def row(feature, kind, ring, lon, lat):
        lon, lat = round(lon, 7), round(lat, 7)
        told = feature["properties"]
        degrees = [lon, lat, *gcj02(lon, lat), *bd09(*gcj02(lon, lat))]
        metres = grid.transform(lon, lat)
        numbers = [f"{one:.8f}" for one in degrees] + [f"{one:.3f}" for one in metres]
        print(kind, told["id"], told["name"] or "", ring, *numbers, sep=",", file=out)

    for feature in json.load(open(folder / "facilities.geojson"))["features"]:
        row(feature, "facility", "", *feature["geometry"]["coordinates"])
    for feature in json.load(open(folder / "compounds.geojson"))["features"]:
        polygon = shape(feature["geometry"])
        inside = polygon.representative_point()
        row(feature, "compound", "", inside.x, inside.y)
        for part, rings in enumerate(feature["geometry"]["coordinates"], 1):
            for number, ring in enumerate(rings, 1):
                for lon, lat in ring:
                    row(feature, "compound", f"{part}.{number}", lon, lat)
