"""A mail to a list's sender: what is missing in the list, where, and what to do about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.missing import Lack, missing_of
from dashboard.components.source_due import SourceDue
from dashboard.data import SourceSettings, SourceSummary
from dashboard.format import date_text, month, number
from dashboard.labels import row_names_text
from dashboard.texts import language, t
from portfolio.fields import FIELDS
from portfolio.findings import Finding, FindingGroup, grouped
from portfolio.places import places_of
from portfolio.row_names import RowNames
from portfolio.rules.due import DueState
from portfolio.rules.gaps import ASKED, GAP_FIELDS, GAP_LABELS, Gap
from portfolio.rules.months import danish_day
from portfolio.selection import Criteria

MAIL = "brev"
_TEXT = "brevtekst"
_MOST_TITLES, _MOST_KINDS, _MOST_PLACES, _MOST_SAID = 8, 12, 6, 3
_LONGEST_ADDRESS = 1900
"""Mail programs cut longer ones; then only the subject goes along."""

_IN_MAIL = tuple(gap for gap in ASKED if gap is not Gap.UNKNOWN_PLACE)
"""An unknown municipality is told with the other findings, in the words of its cell."""


@dataclass(frozen=True, slots=True)
class SenderMail:
    """What a mail to a list's sender is made of.

    Attributes:
        source: the list.
        sender: who keeps it; "" when nobody has said.
        stands: how it stands with the next list.
        lacks: what is missing, by kind: the initiatives' titles and where each belongs.
        findings: what could not be read or is in doubt in the newest list, by kind.
        names: which initiatives the rows with findings are about.
    """

    source: SourceSummary
    sender: str
    stands: SourceDue
    lacks: Sequence[tuple[Gap, Sequence[tuple[str, Lack]]]]
    findings: Sequence[FindingGroup]
    names: RowNames = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask about."""
        return not self.lacks and not self.findings


def mail_of(source: SourceSummary, settings: SourceSettings | None, stands: SourceDue) -> SenderMail:
    """Gather what a source's sender is to be asked about."""
    upload = source.newest_upload_id
    findings, names = ((), {}) if upload is None else data.open_findings(upload)
    sender = "" if settings is None else settings.sender
    return SenderMail(source, sender, stands, _lacks(source.id), tuple(grouped(findings)), names)


def _lacks(source_id: int) -> list[tuple[Gap, list[tuple[str, Lack]]]]:
    missing = missing_of(Criteria(), source_id)
    found: dict[Gap, list[tuple[str, Lack]]] = {gap: [] for gap in _IN_MAIL}
    for item in missing.lacking:
        for lack in missing.lacks(item):
            if lack.gap in found:
                found[lack.gap].append((item.title, lack))
    return [(gap, told) for gap, told in found.items() if told]


# --- The text -----------------------------------------------------------------------------------------------


def mail_subject(mail: SenderMail) -> str:
    """Say in a line what the mail is about."""
    if mail.stands.due.state is DueState.LATE and mail.stands.due.month is not None:
        return t("source.mail_subject_late", source=mail.source.name, month=month(mail.stands.due.month))
    if mail.source.newest_month is None:
        return mail.source.name
    return t("source.mail_subject", source=mail.source.name, month=month(mail.source.newest_month))


def mail_text(mail: SenderMail) -> str:
    """Write the mail: whose list, what is missing where, and what to do."""
    hello = t("source.mail_hello_to", sender=mail.sender) if mail.sender else t("source.mail_hello")
    parts = [hello, _opening(mail), *_asked(mail), *_in_doubt(mail), _what_to_do(mail), t("source.mail_bye")]
    return "\n\n".join(part for part in parts if part)


def _opening(mail: SenderMail) -> str:
    """Say which list came, and whether another is awaited."""
    said = []
    source, due = mail.source, mail.stands.due
    if source.newest_month is not None and source.newest_uploaded_at is not None:
        facts = {"source": source.name, "month": month(source.newest_month)}
        said.append(t("source.mail_thanks", date=date_text(danish_day(source.newest_uploaded_at)), **facts))
    if due.month is not None and due.date is not None and mail.stands.due_day is not None:
        name = "source.mail_late" if due.state is DueState.LATE else "source.mail_next"
        said.append(t(name, month=month(due.month), date=date_text(due.date)))
    elif due.month is not None and due.state is DueState.LATE:
        said.append(t("source.mail_not_here", month=month(due.month)))  # nobody has told the sender of a day
    return " ".join(said)


def _asked(mail: SenderMail) -> Iterator[str]:
    if mail.lacks and mail.source.newest_month is not None:
        yield t("source.mail_lacks", month=month(mail.source.newest_month))
    for gap, told in mail.lacks:
        yield "\n".join(_lines(gap, told))


def _lines(gap: Gap, told: Sequence[tuple[str, Lack]]) -> Iterator[str]:
    """Say what is missing, and about which; where the list has no column for it, ask for one instead."""
    name = GAP_LABELS[gap].text(language())
    yield t("source.mail_kind", name=name, number=number(len(told)), ask=t(f"source.ask_{gap}"))
    if GAP_FIELDS[gap] and all(lack.cell is None for _, lack in told):
        yield t("source.mail_no_column", column=FIELDS[GAP_FIELDS[gap][0]].label.da)
        return
    for title, lack in told[:_MOST_TITLES]:
        yield f"- “{title}” ({lack.place})" if lack.place else f"- “{title}”"
    rest = len(told) - _MOST_TITLES
    if rest > 0:
        yield f"- {t('source.mail_more', count=rest, number=number(rest))}"


def _in_doubt(mail: SenderMail) -> Iterator[str]:
    if mail.findings:
        yield t("source.mail_findings")
        lines = [line for group in mail.findings[:_MOST_KINDS] for line in _found(group, mail.names)]
        rest = len(mail.findings) - _MOST_KINDS
        if rest > 0:
            lines.append(f"- {t('source.mail_more_kinds', count=rest, number=number(rest))}")
        yield "\n".join(lines)


def _found(group: FindingGroup, names: RowNames) -> Iterator[str]:
    """Say what findings of a kind have in common and where; each of a few where they have nothing."""
    said = group.message(language())
    if said is not None:
        yield _with_places(said, group.findings, names)
        return
    alike = group.alike(language())
    for it in alike[:_MOST_SAID]:
        yield _with_places(it.said, it.findings, names)
    rest = sum(len(it.findings) for it in alike[_MOST_SAID:])
    if rest:
        yield f"- {t('source.mail_more', count=rest, number=number(rest))}"


def _with_places(said: str, findings: Sequence[Finding], names: RowNames) -> str:
    """Say something with its cells and which initiatives they are about."""
    where = places_of(findings, _MOST_PLACES)
    if not where.text:
        return f"- {said}"
    more = f" {t('source.mail_more', count=where.more, number=number(where.more))}" if where.more else ""
    about = row_names_text(names, findings)
    return f"- {said} ({where.text}{more}: {about})" if about else f"- {said} ({where.text}{more})"


def _what_to_do(mail: SenderMail) -> str:
    return t("source.mail_nothing") if mail.is_empty else t("source.mail_do")


# --- On the page --------------------------------------------------------------------------------------------


def mail_card(mail: SenderMail) -> Node:
    """Show the mail, with a button that copies it and a link that opens it in a mail program."""
    subject, text = mail_subject(mail), mail_text(mail)
    shown = html.P(text, id=_TEXT, className="mail-text")
    content: list[Node] = [
        html.P([html.Strong(t("source.mail_subject_is")), " ", subject]),
        shown,
        _tools(subject, text),
    ]
    return html.Div([card(t("source.mail"), content, t("source.mail_subtitle"))], id=MAIL, tabIndex=-1)


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
