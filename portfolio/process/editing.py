"""Templates changed by people: each function gives the process with one thing otherwise.

A step's number is its name: what lists and people have said of it is kept by the number, so steps that are
moved or stand behind one that was removed keep theirs.
"""

from collections.abc import Iterable
from dataclasses import replace

from portfolio.process.templates import Step, Template, TemplateRefusedError
from portfolio.rules.likeness import fold
from portfolio.vocabulary import Label


class StepUnknownError(TemplateRefusedError):
    """The process has no step with the number."""

    def __init__(self, step: str, template: Template) -> None:
        super().__init__("steps.step_unknown", step=step, process=template.name.da)


def with_step(template: Template, number: str, step: Step) -> Template:
    """Give the process with a step said otherwise."""
    _place(template, number)
    return replace(template, steps=tuple(step if it.number == number else it for it in template.steps))


def with_new_step(template: Template, step: Step, after: str) -> Template:
    """Give the process with a step more, behind another; "": before all."""
    place = _place(template, after) + 1 if after else 0
    last_read = max((it.read_first for it in template.steps), default=0)
    made = replace(step, read_first=last_read + 1, words=step.words or (fold(step.name.da),))
    return replace(template, steps=(*template.steps[:place], made, *template.steps[place:]))


def without_step(template: Template, number: str) -> Template:
    """Give the process without a step."""
    _place(template, number)
    return replace(template, steps=tuple(it for it in template.steps if it.number != number))


def with_step_moved(template: Template, number: str, places: int) -> Template:
    """Give the process with a step so many places further on; a negative number: back. None is lost."""
    place = _place(template, number)
    rest = [it for it in template.steps if it.number != number]
    to = min(max(place + places, 0), len(rest))
    return replace(template, steps=(*rest[:to], template.steps[place], *rest[to:]))


def renamed(template: Template, name: Label, short_name: Label) -> Template:
    """Give the process under other names."""
    return replace(template, name=name, short_name=short_name)


def free_number(template: Template) -> str:
    """Give a number that no step has: the next behind the highest."""
    numbers = [int(it.number.partition(".")[0]) for it in template.steps]
    return str(max(numbers, default=0) + 1)


def words_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Give words that lists use, folded as they are held against them."""
    return tuple(dict.fromkeys(filter(None, map(fold, texts))))


def _place(template: Template, number: str) -> int:
    for place, step in enumerate(template.steps):
        if step.number == number:
            return place
    raise StepUnknownError(number, template)
