"""What is read of a process: whose turn it is, how long a step has taken, how sure that is."""

import datetime as dt
from collections.abc import Iterable

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Node
from dashboard.format import date_short, number
from dashboard.labels import organisations
from dashboard.texts import language, t
from portfolio.process.course import Course, StepCourse, Visit
from portfolio.process.templates import Step, Template
from portfolio.vocabulary import CourseState, Holder, Paper, code_or_none, label

MARKS = {
    CourseState.DONE: "✓",
    CourseState.CURRENT: "●",
    CourseState.AHEAD: "",
    CourseState.SKIPPED: "↷",
    CourseState.PASSED: "?",
    CourseState.NOT_RELEVANT: "–",
}


def holder_name(holder: str) -> str:
    """Give the name of who has a step: a role of the process, an organisation, or what was typed."""
    role = code_or_none(Holder, holder)
    if role is not None:
        return label(role, language())
    known = organisations().get(holder)
    return holder if known is None else known.name


def step_holders(step: Step) -> str:
    """Say whose turn a step is, as its paper has it."""
    return ", ".join(label(it, language()) for it in step.holders) or t("process.holder_unstated")


def current_holder(course: Course) -> str:
    """Say whose turn it is now."""
    if course.holder:
        return holder_name(course.holder)
    step = course.template.step(course.current)
    return "" if step is None else step_holders(step)


def paper_name(paper: str | None) -> str:
    """Give the name of a paper: one that processes ask for, or what was typed."""
    known = code_or_none(Paper, paper)
    return label(known, language()) if known is not None else paper or t("process.paper")


def step_name(step: Step) -> str:
    """Name a step by its number and words."""
    return t("process.step_name", number=step.number, name=step.name.text(language()))


def days_words(days: int | None, *, is_estimated: bool = False) -> str:
    """Say how many days; that nobody knows, where that is so."""
    if days is None:
        return t("process.days_unknown")
    words = t("process.days", count=days, number=number(days))
    return t("process.about", words=words) if is_estimated else words


def visit_words(visit: Visit, today: dt.date, *, is_open: bool) -> str:
    """Say from when to when an initiative was in a step; ``is_open``: it still is."""
    if visit.entered is None:
        left = t("process.date_unknown") if visit.left is None else date_short(visit.left)
        return t("process.since_unknown") if is_open else left
    since = date_short(visit.entered)
    since = t("process.about", words=since) if visit.is_estimated else since
    if visit.left is None:
        return t("process.since", day=since)
    span = t("process.span", first=since, last=date_short(visit.left))
    days = visit.days(today)
    return span if days is None else f"{span} ({days_words(days)})"


def state_mark(course: StepCourse) -> Node:
    """Show a step's state as a sign; the words stand beside."""
    mark = html.Span(MARKS[course.state], className=f"step-mark step-{course.state.replace('_', '-')}")
    return with_attributes(mark, {"aria-hidden": "true"})


def where_words(course: Course, today: dt.date) -> str:
    """Say in one sentence where an initiative is, for how long, and whose turn it is."""
    if course.is_through:
        return t("process.through", process=template_name(course.template))
    step = course.template.step(course.current)
    if step is None:
        return t("process.not_begun", process=template_name(course.template))
    facts = {
        "number": step.number,
        "last": course.template.steps[-1].number,
        "name": step.name.text(language()),
        "days": days_words(course.days(today), is_estimated=course.is_estimated),
    }
    return t("process.where", **facts, holder=current_holder(course))


def template_name(template: Template) -> str:
    """Give a process's name."""
    return template.name.text(language())


def template_origin(template: Template) -> str:
    """Say where a process is from, and which version it is."""
    return t("process.version", version=template.version, origin=label(template.origin, language()))


def listed(words: Iterable[str]) -> str:
    """Join words, those that are empty left out."""
    return " · ".join(filter(None, words))
