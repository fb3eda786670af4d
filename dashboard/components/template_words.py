"""What is read of a process's template: its steps' fields, and what is otherwise in a version."""

from collections.abc import Callable, Mapping

from dashboard.components.process_words import paper_name, step_name
from dashboard.format import number
from dashboard.texts import language, t
from portfolio.process.changes import TemplateChange, TemplateChangeKind
from portfolio.process.templates import Step
from portfolio.vocabulary import StepKind, label


def holders_words(step: Step) -> str:
    """Say whose turn it is, first the one who must act."""
    return ", ".join(label(it, language()) for it in step.holders) or t("templates.not_said")


def papers_words(step: Step) -> str:
    """Say which papers it asks for."""
    return ", ".join(paper_name(str(it)) for it in step.papers) or t("templates.none")


def decides_words(step: Step) -> str:
    """Say what is decided in it, each by itself."""
    return ", ".join(label(it, language()) for it in step.decides) or t("templates.none")


def usual_words(step: Step) -> str:
    """Say how long it usually takes."""
    if step.usual_days is None:
        return t("templates.not_said")
    return t("templates.days", count=step.usual_days, number=number(step.usual_days))


def skippable_words(step: Step) -> str:
    """Say whether it may be left out."""
    return t("templates.yes") if step.is_skippable else t("templates.no")


def _kind_words(step: Step) -> str:
    return label(step.kind, language())


def _entrance_words(step: Step) -> str:
    return step.entrance or t("templates.every_way")


def _name(step: Step) -> str:
    return step.name.text(language())


SHOWN: Mapping[str, Callable[[Step], str]] = {
    "holders": holders_words,
    "papers": papers_words,
    "decides": decides_words,
    "is_skippable": skippable_words,
    "usual_days": usual_words,
}
"""The fields that stand under a step, with what is read in each."""

_COMPARED: Mapping[str, Callable[[Step], str]] = {
    **SHOWN,
    "name": _name,
    "kind": _kind_words,
    "entrance": _entrance_words,
}


def is_worth_saying(step: Step, field: str) -> bool:
    """Tell whether a field says something: that nobody is named does, that no paper is asked for not."""
    return field in ("holders", "usual_days") or bool(getattr(step, field))


def special_words(step: Step) -> list[str]:
    """Say what a step is besides work, where its name does not, and by which way in it is met."""
    kind = _kind_words(step)
    said = [] if step.kind is StepKind.WORK or kind == _name(step) else [kind]
    return [*said, *([t("templates.only_entrance", way=step.entrance)] if step.entrance else [])]


def change_words(change: TemplateChange) -> str:
    """Say one thing that is otherwise in a version."""
    if change.step is None:
        return t("templates.change_named")
    if change.kind is not TemplateChangeKind.CHANGED:
        return t(f"templates.change_{change.kind}", step=step_name(change.step))
    said = ", ".join(_field_words(change, field) for field in change.fields)
    return t("templates.change_changed", step=step_name(change.step), fields=said)


def _field_words(change: TemplateChange, field: str) -> str:
    name = t(f"templates.field_{field}").lower()
    words = _COMPARED.get(field)
    if words is None or change.step is None or change.before is None:
        return t("templates.field_changed", field=name)
    before, now = words(change.before), words(change.step)
    if before == now:  # only the other language's words are otherwise
        return t("templates.field_changed", field=name)
    return t("templates.field_from", field=name, before=before, now=now)
