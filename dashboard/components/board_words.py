"""What the board says: its sentence, how long an initiative has waited, and against what that is held."""

from collections import Counter
from collections.abc import Mapping

from dashboard.components.board import Board, Card, Column, Place
from dashboard.components.process_words import days_words, holder_name
from dashboard.format import number
from dashboard.texts import language, t
from portfolio.process.flow import Lengths
from portfolio.process.templates import Template
from portfolio.vocabulary import Holder, TemplateOrigin, code_or_none, label


def heading(board: Board) -> str:
    """Say on whom most wait, and how long the longest of those has."""
    under_way = board.waiting
    if not under_way:
        return t("board.heading_none")
    named = Counter(card.holder for card in under_way if card.holder)
    if not named:
        return t("board.heading_nobody", count=len(under_way), all=number(len(under_way)))
    holder = max(named, key=lambda it: (named[it], it))
    longest = next((it for it in under_way if it.holder == holder and it.days is not None), None)
    facts = {
        "number": number(named[holder]),
        "all": number(len(under_way)),
        "holder": named_in_sentence(holder),
    }
    if longest is None:
        return t("board.heading_unknown", count=len(under_way), **facts)
    return t("board.heading", count=len(under_way), **facts, longest=_longest(longest))


def _longest(card: Card) -> str:
    days = days_words(card.days, is_estimated=card.course.is_estimated)
    return t("board.longest", step=card.course.current or "", days=days)


def column_name(column: Column) -> str:
    """Name a column: the step's own name, or that it is before or behind all steps."""
    if column.step is not None:
        return column.step.name.text(language())
    return t("board.through") if column.key == Place.THROUGH else t("board.not_begun")


def usual_words(usual_days: int | None, lengths: Lengths | None) -> list[str]:
    """Say what is usual in a step: as the process has it, and the median of the portfolio's own stays."""
    said = [] if usual_days is None else [t("board.usual", days=number(usual_days))]
    if lengths is not None and lengths.median_days is not None:
        said.append(t("board.median", days=number(lengths.median_days)))
    return said


def waited_words(card: Card, usual_days: int | None, lengths: Lengths | None) -> str:
    """Say how long an initiative has been in its step, against the usual time and the portfolio's median."""
    days = days_words(card.days, is_estimated=card.course.is_estimated)
    if card.days is None:
        return days
    said = [days]
    if usual_days is not None:
        over = card.days - usual_days
        facts = {"usual": number(usual_days), "over": number(over)}
        said.append(t("board.over", **facts) if over > 0 else t("board.within", usual=number(usual_days)))
    if lengths is not None and lengths.median_days is not None:
        said.append(t("board.against_median", days=number(lengths.median_days)))
    return ", ".join(said)


def named_in_sentence(holder: str) -> str:
    """Name whose turn it is inside a sentence: roles without a capital, names as they are."""
    name = holder_name(holder)
    role = code_or_none(Holder, holder)
    is_name = role is None or role is Holder.COORDINATION_FORUM or name[1:2].isupper()
    return name if is_name else name[:1].lower() + name[1:]


def turn_words(card: Card) -> str:
    """Say whose turn it is."""
    if not card.holder:
        return t("board.turn_nobody")
    return t("board.turn", holder=named_in_sentence(card.holder))


def origin_words(template: Template, versions: Mapping[tuple[str, int], Template]) -> str:
    """Say where a process is from, how sure that is, and whether people have changed it since."""
    first = versions.get((template.id, 1), template)
    origin = label(first.origin, language())
    if first.origin is TemplateOrigin.HINTS:
        origin = t("board.origin_guessed", origin=origin)
    if template.version == first.version or first.origin is TemplateOrigin.PEOPLE:
        return origin
    return t("board.origin_changed", origin=origin, version=template.version)
