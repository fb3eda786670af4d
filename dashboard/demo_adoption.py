"""How far receivers are in the demo, from ``data/demo/adoption.toml``: as deeds of people."""

import datetime as dt
import tomllib
from collections.abc import Iterator

from dashboard.demo_deeds import Told
from portfolio.resources import resource

_UNKNOWN, _NO_DAY = "unknown", "-"
_FIRST_RECEIVER = 2


def demo_adoption() -> list[Told]:
    """Give the deeds in the order in which they were noted."""
    text = resource("data", "demo", "adoption.toml").read_text(encoding="utf-8")
    deeds = [deed for told in tomllib.loads(text)["initiative"] for deed in _deeds(told)]
    return sorted(deeds, key=lambda it: it["at"])


def _deeds(told: Told) -> Iterator[Told]:
    """Give a deed for each line: a state, a day, and who is so far."""
    kept = {name: told[name] for name in ("about", "by", "evidence") if name in told}
    for number, line in enumerate(told["said"]):
        state, day, rest = line.split(" ", _FIRST_RECEIVER)
        is_name = rest[:1].isupper()
        deed = kept | {
            "do": "uptake",
            "at": told["at"] + dt.timedelta(minutes=number),
            "receivers": [rest] if is_name else rest.split(),
        }
        deed |= {} if state == _UNKNOWN else {"uptake": state}
        yield deed | ({} if day == _NO_DAY else {"day": dt.date.fromisoformat(day)})
