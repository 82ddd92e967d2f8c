"""Land around Germany from Natural Earth: make.py countries-10m.json land.geojson

Neighbours melted into one, so that no borders show between them. Germany itself is added except for
a strip along its coast: its borders in Natural Earth lie up to a kilometre off those of the map, and
between both nothing is to gape, while no second coast is to show in the sea.
"""

import json
import math
import sys

from shapely import make_valid
from shapely.geometry import Polygon, box
from shapely.ops import unary_union

WEST, SOUTH, EAST, NORTH = -6.0, 42.0, 27.0, 60.5
# Degrees of latitude; longitudes are squeezed to the same length at the middle of Germany.
KM = 1 / 111.2
SQUEEZE = math.cos(math.radians(51.2))
COAST_KM, OVERLAP_KM, LEAST_KM, SIMPLER_KM = 4, 2, 3, 0.8


def arcs_of(topology):
    (step_x, step_y), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append(((x * step_x + x0) * SQUEEZE, y * step_y + y0))
        yield arc


def ring(arcs, references):
    points = []
    for at in references:
        arc = arcs[at] if at >= 0 else arcs[~at][::-1]
        points += arc[1:] if points else arc
    return points


def land_of(arcs, country):
    polygons = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
    rings = [[ring(arcs, references) for references in polygon] for polygon in polygons]
    rings = [[one for one in polygon if len(one) > 3] for polygon in rings]
    return unary_union([make_valid(Polygon(polygon[0], polygon[1:])) for polygon in rings if polygon])


def around(topology):
    window = box(WEST * SQUEEZE, SOUTH, EAST * SQUEEZE, NORTH)
    arcs, own, others = list(arcs_of(topology)), [], []
    for country in topology["objects"]["countries"]["geometries"]:
        land = land_of(arcs, country).intersection(window)
        (own if country["properties"]["name"] == "Germany" else others).append(land)
    own, others = unary_union(own), unary_union(others)
    sea = window.difference(unary_union([own, others]))
    inland = own.difference(sea.buffer(COAST_KM * KM))
    overlap = own.intersection(others.buffer(OVERLAP_KM * KM))
    land = unary_union([others, inland, overlap]).buffer(0.1 * KM).buffer(-0.1 * KM)
    return land.simplify(SIMPLER_KM * KM)


def large(line):
    return Polygon(line).area > (LEAST_KM * KM) ** 2


def main(source, target):
    with open(source, encoding="utf-8") as file:
        land = around(json.load(file))
    parts = sorted((part for part in land.geoms if large(part.exterior)), key=lambda part: -part.area)
    lines = []
    for number, part in enumerate(parts, 1):
        rings = [part.exterior, *filter(large, part.interiors)]
        rings = [[[round(x / SQUEEZE, 3), round(y, 3)] for x, y in line.coords] for line in rings]
        shape = {"type": "Polygon", "coordinates": rings}
        feature = {"type": "Feature", "properties": {"id": str(number)}, "geometry": shape}
        lines.append(json.dumps(feature, separators=(",", ":")))
    with open(target, "w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n")


main(*sys.argv[1:])
