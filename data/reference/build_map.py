"""Build the map of the municipalities from an npm package: ``python data/reference/build_map.py``.

Writes the outlines, which pages draw by reference (``assets/municipalities.svg``), and where each
municipality lies (``municipalities_map.csv`` beside this file). Wants npm; nothing else of Tværblik does. The
package's own names are not used, some are wrong: municipalities are joined on their code.
"""

import csv
import math
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

PACKAGE, VERSION = "react-denmark-map", "1.0.0"
HERE = Path(__file__).resolve().parent
OUTLINES = HERE.parents[1] / "assets" / "municipalities.svg"
PLACES = HERE / "municipalities_map.csv"

CLOSE_UP = (8870.0, 7160.0, 10130.0, 8400.0)
"""Where outlines are kept finer, since an enlarged map shows them: the municipalities around Copenhagen."""

TOLERANCE, CLOSE_TOLERANCE = 11.0, 2.6
SMALLEST_ISLAND = 2500.0
_MUNICIPALITY = re.compile(r'code:"(\d{3})",d:"([^"]+)"')
_PART = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_CURVE_STEPS = 6

Point = tuple[float, float]
Ring = list[Point]


def main() -> None:
    """Write both files."""
    shapes = {code.zfill(4): rings(path) for code, path in _MUNICIPALITY.findall(package_code())}
    known = municipality_codes()
    if shapes.keys() != known:
        sys.exit(f"The package and the reference data differ: {sorted(shapes.keys() ^ known)}")
    simple = {code: simplified(shapes[code]) for code in sorted(shapes)}
    OUTLINES.write_text(outlines(simple), encoding="utf-8")
    with PLACES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("municipality", "left", "top", "right", "bottom", "x", "y", "room"))
        writer.writerows([code, *box(shape), *widest_place(shape)] for code, shape in simple.items())


def package_code() -> str:
    """Fetch the package with npm and give its code, in which the outlines stand."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- fixed words
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            member = packed.extractfile("package/dist/esm/index.js")
            return member.read().decode("utf-8") if member else ""


def municipality_codes() -> set[str]:
    """Give the codes of the reference data's municipalities."""
    with (HERE / "organisations.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"] for row in csv.DictReader(file) if row["kind"] == "municipality"}


# --- Reading a path


def rings(path: str) -> list[Ring]:
    """Give a path's closed lines, its curves as short straight lines."""
    found: list[Ring] = []
    at = start = (0.0, 0.0)
    for command, numbers in commands(path):
        if command == "Z":
            at = start
        elif command in "Mm":
            at = start = moved(at if command == "m" else (0.0, 0.0), numbers)
            found.append([at])
        else:
            found[-1] += [at := moved(at, numbers)] if command == "l" else curve(at, numbers)
            at = found[-1][-1]
    return found


def commands(path: str) -> Iterator[tuple[str, Sequence[float]]]:
    """Give each command with its numbers; a letter that stands for several is given for each."""
    parts = iter(_PART.findall(path))
    command, numbers = "", list[float]()
    for part in parts:
        if part.isalpha():
            command, numbers = part, []
            if command == "Z":
                yield command, ()
            continue
        numbers.append(float(part))
        if len(numbers) == (6 if command == "c" else 2):
            yield command, numbers
            numbers = []


def moved(at: Point, by: Sequence[float]) -> Point:
    """Give a point moved by the last two numbers."""
    return at[0] + by[-2], at[1] + by[-1]


def curve(at: Point, numbers: Sequence[float]) -> Ring:
    """Give points along a cubic curve whose three other points are told from its first."""
    one, two, end = (moved(at, numbers[place : place + 2]) for place in (0, 2, 4))
    return [_on_curve(step / _CURVE_STEPS, at, one, two, end) for step in range(1, _CURVE_STEPS + 1)]


def _on_curve(part: float, *points: Point) -> Point:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, points, strict=True)) for axis in (0, 1))
    return x, y


# --- Making it simpler


def simplified(shape: Sequence[Ring]) -> list[Ring]:
    """Leave out small islands and points that nobody would miss, and round what is left."""
    left, top, right, bottom = box(shape)
    is_close = left < CLOSE_UP[2] and right > CLOSE_UP[0] and top < CLOSE_UP[3] and bottom > CLOSE_UP[1]
    largest = max(map(area, shape))
    kept = [ring for ring in shape if area(ring) >= min(SMALLEST_ISLAND, largest)]
    return [rounded(thinned(ring, CLOSE_TOLERANCE if is_close else TOLERANCE)) for ring in kept]


def thinned(line: Ring, tolerance: float) -> Ring:
    """Leave out points closer to the line between others than the tolerance (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    ends = line[0], line[-1]
    distances = [distance(point, *ends) for point in line[1:-1]]
    farthest = max(range(len(distances)), key=distances.__getitem__) + 1
    if distances[farthest - 1] <= tolerance:
        return [line[0], line[-1]]
    return thinned(line[: farthest + 1], tolerance)[:-1] + thinned(line[farthest:], tolerance)


def distance(point: Point, first: Point, last: Point) -> float:
    """Give how far a point lies from a stretch of line."""
    along, up = last[0] - first[0], last[1] - first[1]
    length = along**2 + up**2
    part = ((point[0] - first[0]) * along + (point[1] - first[1]) * up) / length if length else 0.0
    part = min(1.0, max(0.0, part))
    return math.dist(point, (first[0] + part * along, first[1] + part * up))


def rounded(ring: Ring) -> Ring:
    """Round to whole units and leave out what has become the same point."""
    whole = [(float(round(x)), float(round(y))) for x, y in ring]
    kept = [point for place, point in enumerate(whole) if not place or point != whole[place - 1]]
    return kept[:-1] if kept[0] == kept[-1] else kept


def area(ring: Ring) -> float:
    """Give how much a closed line holds."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)) / 2


# --- Where it lies


def box(shape: Sequence[Ring]) -> tuple[int, int, int, int]:
    """Give left, top, right and bottom."""
    xs, ys = zip(*(point for ring in shape for point in ring), strict=True)
    return math.floor(min(xs)), math.floor(min(ys)), math.ceil(max(xs)), math.ceil(max(ys))


def widest_place(shape: Sequence[Ring]) -> tuple[int, int, int]:
    """Give the point farthest from every edge, and how far it is: where a number has the most room."""
    ring = max(shape, key=area)
    left, top, right, bottom = box([ring])
    step = max(right - left, bottom - top) / 24
    best = (0.0, (left + right) / 2, (top + bottom) / 2)
    for _ in range(3):
        x, y = best[1:] if best[0] else ((left + right) / 2, (top + bottom) / 2)
        spots = [(x + step * across, y + step * down) for across in range(-12, 13) for down in range(-12, 13)]
        best = max([best, *((room(ring, spot), *spot) for spot in spots)])
        step /= 6
    return round(best[1]), round(best[2]), round(best[0])


def room(ring: Ring, point: Point) -> float:
    """Give how far a point inside a closed line is from it; 0 outside."""
    pairs = list(zip(ring, [*ring[1:], ring[0]], strict=True))
    crossings = sum(_crosses(point, first, last) for first, last in pairs)
    return min(distance(point, *pair) for pair in pairs) if crossings % 2 else 0.0


def _crosses(point: Point, first: Point, last: Point) -> bool:
    (x, y), (x1, y1), (x2, y2) = point, first, last
    return (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1


# --- Writing


def outlines(shapes: dict[str, list[Ring]]) -> str:
    """Write the outlines, each a path whose id is "m" and the municipality's code."""
    note = (
        f"<!-- {PACKAGE} {VERSION}, MIT, Copyright (c) 2022 Martin Polley, made simpler: see LICENSES.md -->"
    )
    paths = [f'<path id="m{code}" d="{"".join(map(written, shape))}"/>' for code, shape in shapes.items()]
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg">{note}', *paths, "</svg>\n"])


def written(ring: Ring) -> str:
    """Write a closed line as steps from point to point, which are short."""
    start, *rest = [(round(x), round(y)) for x, y in ring]
    steps = [(x - was_x, y - was_y) for (was_x, was_y), (x, y) in zip([start, *rest], rest, strict=False)]
    text = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{start[0]} {start[1]}l{text}z"


if __name__ == "__main__":
    main()
