"""Papers as files: each as a link with its size and day, and the form that puts one."""

from collections.abc import Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import Asked, file_field
from dashboard.components.process_words import listed
from dashboard.format import date_short, file_size
from dashboard.server.papers import FETCH, NUMBER, ROUTE
from dashboard.texts import t
from portfolio.process.papers import PaperNote
from portfolio.rules.months import danish_day


def paper_link(it: PaperNote) -> Element:
    """Link to a paper; the browser fetches it, never opens it here."""
    return with_attributes(html.A(it.name, href=f"{FETCH}/{it.id}", className="download"), {"data-full": ""})


def paper_facts(it: PaperNote) -> str:
    """Say how large a paper is, who put it there and when."""
    return listed([file_size(it.size_bytes), it.made_by, date_short(danish_day(it.made_at))])


def paper_lines(files: Sequence[PaperNote]) -> list[Node]:
    """Give a line for each paper."""
    return [html.Div([paper_link(it), html.Span(f" · {paper_facts(it)}", className="muted")]) for it in files]


def put_form(asked: Asked, thing: str, number: int) -> Element:
    """Put a file with a round ("runde") or an evaluation ("evaluering")."""
    return deed_form(
        f"{ROUTE}/{asked.initiative_id}/{thing}",
        [file_field(asked, f"papir-{number}"), deed_button(t("process.save_paper"), is_main=True)],
        hidden={NUMBER: str(number)},
        focus=asked.focus,
        has_file=True,
    )
