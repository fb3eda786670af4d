"""What is read of an evaluation plan: the interval, the next day, how far away it is."""

import datetime as dt

from dashboard.data import PlanNote
from dashboard.format import date_short, date_text, number
from dashboard.texts import t
from portfolio.process.approval import Approval
from portfolio.rules.evaluation import Clock, Interval
from portfolio.vocabulary import EvaluationState


def interval_words(it: Interval) -> str:
    """Say how often and from when on."""
    name = "evaluations.every" if it.is_repeated else "evaluations.once"
    return t(name, count=it.months, months=number(it.months), day=date_short(it.anchor))


def due_words(clock: Clock) -> str:
    """Say how far away the next evaluation is, or how long it has been overdue."""
    if clock.state is EvaluationState.DONE:
        return t("evaluations.no_more")
    if clock.days is None:
        return t("evaluations.no_plan")
    if clock.days == 0:
        return t("evaluations.today")
    name = "evaluations.overdue" if clock.days < 0 else "evaluations.due_in"
    return t(name, count=abs(clock.days), days=number(abs(clock.days)))


def clock_words(clock: Clock) -> str:
    """Say in a sentence when the next evaluation is due."""
    if clock.state is EvaluationState.DONE:
        return t("evaluations.is_done")
    if clock.due is None:
        return due_words(clock)
    return t("evaluations.next", day=date_text(clock.due), said=due_words(clock))


def approval_words(it: Approval) -> str:
    """Say that it is approved, by whom and when, or which step tells so."""
    day = t("process.date_unknown") if it.day is None else date_short(it.day)
    if it.body:
        return t("evaluations.approved_by", body=it.body, day=day)
    if it.day is not None:
        return t("evaluations.approved_step", step=it.step, day=day)
    return t("evaluations.beyond_approval", step=it.step)


def plan_words(plan: PlanNote) -> str:
    """Say what is planned."""
    return interval_words(plan.interval)


def list_words(day: dt.date, today: dt.date) -> str:
    """Say what a list has as the day of evaluation, and that it has passed."""
    said = t("evaluations.list_says", day=date_short(day))
    return t("evaluations.list_passed", said=said) if day < today else said
