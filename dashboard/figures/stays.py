"""How long stays in a step lasted, as dots along a line of days: those that are over, and those that go on.

The line is one of square roots: most stays last weeks and some last years, and both must be told apart.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from math import sqrt

from dashboard.figures.drawing import Shape, percent, titled
from portfolio.process.flow import Stay

TICKS = (0, 7, 30, 90, 180, 365, 730, 1_095, 1_825, 3_650)
"""The days that may be marked along the line."""
_APART = 0.1
PLACES = 60
"""So many places for dots there are along the line."""
HEIGHT, _ROOM, _LARGEST_DOT = 34, 26, 3.2
_MARGIN, _WIDTH = 0.015, 1_000


def longest(stays: Sequence[Sequence[Stay]]) -> int:
    """Give how many days the line has room for."""
    days = [stay.days for step in stays for stay in step if stay.days is not None]
    return max(days, default=0)


def tallest(stays: Sequence[Sequence[Stay]], last: int) -> int:
    """Give how many stand in the fullest place of any line."""
    return max((max(_places(step, last).values(), default=0) for step in stays), default=0)


def stay_line(
    stays: Sequence[Stay],
    *,
    last: int,
    fullest: int,
    median: int | None,
    usual: int | None,
    words: Callable[[int, int], str],
) -> Shape:
    """Draw a step's stays: a filled dot goes on, a hollow one is over; a place holds as many as there are.

    Args:
        stays: the step's; those of unknown length are not drawn.
        last: the days at the line's right end.
        fullest: how many the fullest place of all lines holds; it fills the height.
        median: where the median's line stands.
        usual: where the line of the usual time stands.
        words: says how many stand at so many days.
    """
    base = HEIGHT - 4
    step = min(_ROOM / max(fullest, 1), _LARGEST_DOT * 2)
    parts = [_mark("tick", share) for _, share in ticks(last)]
    parts.append(_line("stay-base", 0, 1, base))
    parts += [] if usual is None or usual > last else [_mark("stay-usual", _share(usual, last))]
    parts += [] if median is None else [_mark("stay-median", _share(median, last))]
    parts += _dots(stays, last, step, base, words)
    return Shape("svg", {"className": "stay-line", "width": "100%", "height": HEIGHT}, tuple(parts))


def ticks(last: int) -> list[tuple[int, float]]:
    """Give the days that are marked, and where they stand; those too near another are left out."""
    found: list[tuple[int, float]] = []
    for days in TICKS:
        share = _share(days, last)
        if days <= last and (not found or share - found[-1][1] >= _APART):
            found.append((days, share))
    return found


def _share(days: float, last: int) -> float:
    return _MARGIN + (1 - 2 * _MARGIN) * (sqrt(days / last) if last else 0)


def _at(stay: Stay, last: int) -> int:
    return round(sqrt((stay.days or 0) / last) * PLACES) if last else 0


def _days_at(place: int, last: int) -> int:
    return round((place / PLACES) ** 2 * last)


def _places(stays: Sequence[Stay], last: int) -> Counter[int]:
    return Counter(_at(stay, last) for stay in stays if stay.days is not None)


def _dots(
    stays: Sequence[Stay], last: int, step: float, base: int, words: Callable[[int, int], str]
) -> list[Shape]:
    """Draw dots where they can be told apart, each place with its words; else bars of their height."""
    by_place: dict[int, list[int]] = {}
    for stay in stays:
        if stay.days is not None:
            by_place.setdefault(_at(stay, last), [0, 0])[0 if stay.is_over else 1] += 1
    if step < _LARGEST_DOT:
        return [_bars(by_place, last, step, base)]
    found = []
    for place, (over, going_on) in sorted(by_place.items()):
        days = _days_at(place, last)
        dots = _column(_share(days, last), over, going_on, step, base)
        found.append(titled(Shape("g", {}, tuple(dots)), words(over + going_on, days)))
    return found


def _column(share: float, over: int, going_on: int, step: float, base: int) -> list[Shape]:
    looks = ["stay-over"] * over + ["stay-now"] * going_on
    place, radius = percent(share), _px(step / 2 - 0.3)
    return [
        Shape("circle", {"cx": place, "cy": _px(base - step * (nth + 0.5)), "r": radius, "className": look})
        for nth, look in enumerate(looks)
    ]


def _bars(by_place: Mapping[int, Sequence[int]], last: int, step: float, base: int) -> Shape:
    """Draw all places as two paths in a picture of their own, which is as wide as the line."""
    over, now = [], []
    for place, (ended, going_on) in sorted(by_place.items()):
        x = _px(_share(_days_at(place, last), last) * _WIDTH)
        top = base - step * ended
        over += [f"M{x} {base}V{_px(top)}"] if ended else []
        now += [f"M{x} {_px(top)}V{_px(top - step * going_on)}"] if going_on else []
    looks = (("stay-over stay-bar", over), ("stay-now stay-bar", now))
    paths = tuple(Shape("path", {"d": "".join(d), "className": look}) for look, d in looks if d)
    box: dict[str, str | int] = {"viewBox": f"0 0 {_WIDTH} {HEIGHT}", "preserveAspectRatio": "none"}
    return Shape("svg", box | {"width": "100%", "height": HEIGHT}, paths)


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _mark(look: str, share: float) -> Shape:
    place = percent(share)
    return Shape("line", {"className": look, "x1": place, "x2": place, "y1": 0, "y2": HEIGHT})


def _line(look: str, first: float, last: float, at: int) -> Shape:
    return Shape("line", {"className": look, "x1": percent(first), "x2": percent(last), "y1": at, "y2": at})
