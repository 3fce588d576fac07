"""Makes the tables beside it by other means than the code's: pyproj (PROJ), and the public GCJ-02 and BD-09 formulas forward.

gauss_kruger.csv: places in CGCS2000 Gauss-Krueger, UTM and Web Mercator.
city_facilities.csv: the fixture city's facilities (facilities.geojson of a run) in each datum.

Usage: pip install pyproj; service-circle gaps --osm fixtures/city/city.osm.pbf -o OUT; python3 make_tables.py OUT/facilities.geojson
"""

import json
import math
import sys
from math import pi, sin, sqrt

import pyproj


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


def grid(epsg):
    base = 4490 if 4491 <= epsg <= 4554 else 4326
    return pyproj.Transformer.from_crs(f"EPSG:{base}", f"EPSG:{epsg}", always_xy=True)


meridians = [(4491 + i, 75 + 6 * i) for i in range(11)] + [(4502 + i, 75 + 6 * i) for i in range(11)]
meridians += [(4513 + i, 75 + 3 * i) for i in range(21)] + [(4534 + i, 75 + 3 * i) for i in range(21)]
meridians += [(32649, 111), (32650, 117), (32718, -75)]
with open("gauss_kruger.csv", "w") as out:
    print("epsg,easting,northing,lon,lat", file=out)
    for epsg, meridian in meridians:
        for off, lat in [(0.0, 30.0), (1.37, 39.9), (-2.9, 18.3), (2.6, 53.1)]:
            lat = -lat if epsg == 32718 else lat
            x, y = grid(epsg).transform(meridian + off, lat)
            print(f"{epsg},{x:.5f},{y:.5f},{meridian + off:.10f},{lat:.10f}", file=out)
    for lon, lat in [(116.4, 39.9), (75.5, 22.1), (-1.0, -33.0)]:
        x, y = grid(3857).transform(lon, lat)
        print(f"3857,{x:.5f},{y:.5f},{lon:.10f},{lat:.10f}", file=out)

with open(sys.argv[1]) as file, open("city_facilities.csv", "w") as out:
    print("id,lon,lat,gcj_lon,gcj_lat,bd_lon,bd_lat,easting,northing", file=out)
    for feature in json.load(file)["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        g = gcj02(lon, lat)
        numbers = [lon, lat, *g, *bd09(*g)]
        x, y = grid(4549).transform(lon, lat)
        cells = [f"{n:.7f}" for n in numbers] + [f"{x:.3f}", f"{y:.3f}"]
        print(feature["properties"]["id"], *cells, sep=",", file=out)
