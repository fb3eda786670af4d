"""Kinds of change to choose among, as links with their counts; the list marks its rows with such words."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.change_cards import shown_value
from dashboard.components.changes_asked import CHANGE_KEY, CHANGED, CHANGED_PARTS, Changes, Part, part_of
from dashboard.components.links import current, link
from dashboard.components.markup import Node
from dashboard.data import Difference
from dashboard.filters import Asked, to_query
from dashboard.format import number
from dashboard.labels import field_label
from dashboard.texts import t


def change_kinds(path: str, asked: Asked, changes: Changes) -> Node:
    """Offer each kind of change that there is by itself, and all of them."""
    every = link(t("changes.every", number=number(changes.count())), _to(path, asked, ""))
    items = [html.Li(every if changes.words else current(every, "true"))]
    for word in (CHANGED, *map(str, Part)):
        count = changes.of_word(word)
        if count or word in changes.words:
            items.append(html.Li(_choice(path, asked, changes, word, count)))
    return with_attributes(html.Ul(items, className="change-kinds"), {"aria-label": t("changes.kinds")})


def _choice(path: str, asked: Asked, changes: Changes, word: str, count: int) -> Node:
    name = "changed" if word == CHANGED else Part(word).text_id
    address = _to(path, asked, word)
    shown = link(f"{t(f'changes.kind_{name}')} {number(count)}", address, id=f"aendring-{word}")
    return current(shown, "true") if word in changes.words else shown


def _to(path: str, asked: Asked, word: str) -> str:
    own = {key: value for key, value in asked.own.items() if key != CHANGE_KEY}
    own |= {CHANGE_KEY: word} if word else {}
    kept = Asked(asked.criteria, asked.sort, 1, asked.page_size, asked.columns, own)
    return path + to_query(kept)


def mark_words(it: Difference) -> list[str]:
    """Say in a word or two what has happened to an initiative, for its row in the list."""
    part = part_of(it)
    name = "changed" if part in CHANGED_PARTS else part.text_id
    return [t(f"changes.mark_{name}"), *([t("changes.mark_renamed")] if it.is_renamed else [])]


def change_sentence(it: Difference) -> str:
    """Say all that is otherwise about an initiative in a line, for a workbook's cell."""
    fields = [
        f"{field_label(change.field)} ({t('changes.was', value=shown_value(change.field, change.old))})"
        for change in it.changes
    ]
    marks = ", ".join(mark_words(it))
    return f"{marks}: {'; '.join(fields)}" if fields else marks
