"""What is read of a round of comments: how it stands, who is silent, is it in time; and its reminder."""

import datetime as dt
from collections.abc import Iterable

from dashboard.components.process_words import listed
from dashboard.format import date_short, date_text, number
from dashboard.labels import party_name
from dashboard.texts import t
from portfolio.process.rounds import Party, Round
from portfolio.vocabulary import RoundState


def standing_words(it: Round, today: dt.date) -> str:
    """Say how a round stands: days to its due day, or since; all have answered; closed."""
    state = it.state(today)
    if state is RoundState.CLOSED and it.closed_on is not None:
        return t("round.closed_on", day=date_short(it.closed_on))
    if state is RoundState.ANSWERED:
        return t("round.all_answered")
    days = (it.due_on - today).days
    if state is RoundState.OVERDUE:
        return t("round.overdue", count=-days, days=number(-days))
    return t("round.due_today") if days == 0 else t("round.due_in", count=days, days=number(days))


def answered_words(it: Round) -> str:
    """Say how many have answered."""
    return t(
        "round.answered", count=len(it.parties), number=number(len(it.answered)), all=number(len(it.parties))
    )


def meeting_words(it: Round) -> str:
    """Say whether answers are in time for the meeting that they are meant for; "" where none is named."""
    if it.meeting_on is None or it.margin_days is None:
        return ""
    body = it.meeting_body or t("round.the_meeting")
    name = "round.in_time" if it.margin_days >= 0 else "round.too_late"
    return t(name, body=body, day=date_text(it.meeting_on))


def names_of(parties: Iterable[Party]) -> str:
    """Name some parties."""
    return ", ".join(party_name(it.party) for it in parties)


def summary_words(it: Round, today: dt.date) -> str:
    """Say in one line how a round stands."""
    return listed([answered_words(it), standing_words(it, today), meeting_words(it)])


# --- The reminder -------------------------------------------------------------------------------------------


def reminder_subject(it: Round, title: str, today: dt.date) -> str:
    """Say in a line what the reminder is about."""
    name = "round.mail_subject_late" if it.due_on < today else "round.mail_subject"
    return t(name, title=title, due=date_text(it.due_on))


def reminder_text(it: Round, title: str, today: dt.date, party: Party | None = None) -> str:
    """Write the reminder to a party, or to all that have not answered."""
    to = t("round.mail_hello_all") if party is None else t("round.mail_hello", party=party_name(party.party))
    name = "round.mail_late" if it.due_on < today else "round.mail_due"
    about = t(name, title=title, sent=date_text(it.sent_on), due=date_text(it.due_on))
    meeting = ""
    if it.meeting_on is not None:
        body = it.meeting_body or t("round.the_meeting")
        meeting = t("round.mail_meeting", body=body, day=date_text(it.meeting_on))
    silent = t("round.mail_silent", parties=names_of(it.silent)) if party is None else ""
    paper = t("round.mail_paper", link=it.link) if it.link else ""
    parts = (to, about, it.text or "", meeting, silent, paper, t("round.mail_none"), t("round.mail_bye"))
    return "\n\n".join(filter(None, parts))
