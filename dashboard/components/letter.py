"""A text that somebody sends on: shown whole, with a button that copies it and a link to a mail program."""

from urllib.parse import quote

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.texts import t

_TEXT = "brevtekst"
_LONGEST_ADDRESS = 1900
"""Mail programs cut longer ones; then only the subject goes along."""


def letter(subject: str, text: str) -> list[Node]:
    """Show a letter; a page holds one at most."""
    return [
        html.P([html.Strong(t("source.mail_subject_is")), " ", subject]),
        html.P(text, id=_TEXT, className="mail-text"),
        _tools(subject, text),
    ]


def _tools(subject: str, text: str) -> Node:
    copy = html.Button(t("source.mail_copy"), type="button", className="btn-main")
    said = {
        "data-copy": _TEXT,
        "data-copied": t("source.mail_copied"),
        "data-not-copied": t("source.mail_not_copied"),
    }
    whole = f"mailto:?subject={quote(subject)}&body={quote(text.replace(chr(10), chr(13) + chr(10)))}"
    is_whole = len(whole) <= _LONGEST_ADDRESS
    address = whole if is_whole else f"mailto:?subject={quote(subject)}"
    words = t("source.mail_open") if is_whole else t("source.mail_open_subject")
    return html.Div(
        [with_attributes(copy, said), link(words, address, className="btn-quiet")],
        className="mail-tools no-print",
    )
