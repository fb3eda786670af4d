"""What is otherwise in a version of a process than in the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from portfolio.process.templates import Step, Template


class TemplateChangeKind(StrEnum):
    """What has happened to a process or to one of its steps."""

    NAMED = "named"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """One thing that is otherwise.

    Attributes:
        kind: what has happened.
        step: the step, as it is now or, where it was removed, as it was; None: the process.
        before: the step as it was, where its fields are otherwise.
        fields: the step's fields that are otherwise, as ``Step`` names them.
    """

    kind: TemplateChangeKind
    step: Step | None = None
    before: Step | None = None
    fields: tuple[str, ...] = ()


_FIELDS = (
    "name",
    "text",
    "kind",
    "entrance",
    "holders",
    "papers",
    "decides",
    "is_skippable",
    "usual_days",
    "words",
)


def changes_between(old: Template, new: Template) -> tuple[TemplateChange, ...]:
    """Say what is otherwise, step by step in the new order, what was removed last."""
    return tuple(_changes(old, new))


def _changes(old: Template, new: Template) -> Iterator[TemplateChange]:
    before = {step.number: step for step in old.steps}
    now = {step.number for step in new.steps}
    if (old.name, old.short_name) != (new.name, new.short_name):
        yield TemplateChange(TemplateChangeKind.NAMED)
    moved = _moved([it for it in before if it in now], [it.number for it in new.steps if it.number in before])
    for step in new.steps:
        earlier = before.get(step.number)
        if earlier is None:
            yield TemplateChange(TemplateChangeKind.ADDED, step)
            continue
        if step.number in moved:
            yield TemplateChange(TemplateChangeKind.MOVED, step)
        fields = tuple(name for name in _FIELDS if getattr(earlier, name) != getattr(step, name))
        if fields:
            yield TemplateChange(TemplateChangeKind.CHANGED, step, earlier, fields)
    for step in old.steps:
        if step.number not in now:
            yield TemplateChange(TemplateChangeKind.REMOVED, step)


def _moved(old: list[str], new: list[str]) -> set[str]:
    """Give the numbers that must be moved to come from one order to the other: as few as can be."""
    place = {number: at for at, number in enumerate(old)}
    best: list[list[str]] = []  # for each number, the longest row that keeps the old order and ends in it
    for at, number in enumerate(new):
        behind = [row for row, last in zip(best, new[:at], strict=True) if place[last] < place[number]]
        best.append([*_longest(behind), number])
    kept = set(_longest(best))
    return {number for number in new if number not in kept}


def _longest(rows: list[list[str]]) -> list[str]:
    return max(rows, key=lambda row: len(row), default=[])
