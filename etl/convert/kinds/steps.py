"""Headings across a process to its steps: by their numbers, else by words that rise as the steps do."""

from collections.abc import Sequence

from etl.convert.kinds.forms import bare_step
from etl.find.axes import step_number
from etl.schema.kinds import step_order, steps_of_words

_NEXT_BEST = 0.9
"""What a step is worth whose words are not the first to fit a heading."""


def steps_of(headings: Sequence[str], process: str) -> tuple[str | None, ...]:
    """Give the step that each heading means, one heading a step where words tell.

    Of the words of several steps in one heading ("Tilretning efter høring") those count that let the steps
    follow each other from left to right; headings for every step need no words that are known.
    """
    numbered = [_number(heading) for heading in headings]
    order = step_order(process)
    if sum(step is not None for step in numbered) > len(headings) / 2:
        return tuple(numbered)
    found = _following([steps_of_words(process, heading) for heading in headings], order)
    return tuple(order) if None in found and len(headings) == len(order) else found


def _number(heading: str) -> str | None:
    return bare_step(heading) or step_number(heading)


def _following(candidates: Sequence[Sequence[str]], order: Sequence[str]) -> tuple[str | None, ...]:
    """Choose a step for each heading so that they rise and most headings have one."""
    best: dict[int, tuple[float, tuple[str | None, ...]]] = {-1: (0.0, ())}
    for steps in candidates:
        reached = {last: (worth, (*chosen, None)) for last, (worth, chosen) in best.items()}
        for n, step in enumerate(steps):
            at = order.index(step)
            before = max((item for last, item in best.items() if last < at), key=lambda item: item[0])
            worth = before[0] + (1.0 if n == 0 else _NEXT_BEST)
            if worth > reached.get(at, (-1.0, ()))[0]:
                reached[at] = (worth, (*before[1], step))
        best = reached
    _, chosen = max(best.values(), key=lambda item: item[0])
    taken = set(chosen)
    return tuple(
        step or next((own for own in steps[:1] if own not in taken), None)
        for step, steps in zip(chosen, candidates, strict=True)
    )
