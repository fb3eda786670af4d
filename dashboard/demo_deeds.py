"""What people have noted in the demo beside the lists, from ``data/demo/deeds.toml``: done by real deeds."""

import datetime as dt
import io
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portfolio.database import reading, writing
from portfolio.process.adoption_deeds import Adopted, adopt
from portfolio.process.deeds import Choice, Decided, Offered, Said, choose_process, decide, offer, say
from portfolio.process.evaluation_deeds import Held, Planned, hold_evaluation, plan_evaluation
from portfolio.process.paper_deeds import put_with
from portfolio.process.papers import NewPaper, PaperOwner
from portfolio.process.round_deeds import (
    Answered,
    Sent,
    answer_round,
    close_round,
    move_due,
    remind,
    send_round,
)
from portfolio.process.store import add_version, newest_version
from portfolio.process.templates import Template
from portfolio.queries.process import read_book
from portfolio.resources import resource
from portfolio.rules.likeness import fold
from portfolio.rules.months import danish_day
from portfolio.tables import Version
from portfolio.vocabulary import (
    DecisionOutcome,
    DecisionSubject,
    FactKind,
    OfferAnswer,
    ReplyAnswer,
    Uptake,
)

BY = "Fællessekretariatet"
"""Who has noted what names nobody else."""

Told = Mapping[str, Any]
"""A deed as the file tells it."""

Keep = Callable[[Path, str], NewPaper]
"""Examines a paper, and keeps it."""

_MOMENT = (2026, 1, 1, 0, 0, 0)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body>'
    "</w:document>"
)


def demo_deeds() -> list[Told]:
    """Give the deeds in the order in which they were noted."""
    text = resource("data", "demo", "deeds.toml").read_text(encoding="utf-8")
    return sorted(tomllib.loads(text)["deed"], key=lambda it: it["at"])


def do_deeds(engine: Engine, deeds: Sequence[Told], keep: Keep) -> None:
    """Do all deeds of the demo, each at its own instant."""
    doing = _Doing(engine, keep)
    for told in deeds:
        doing.do(told)


@dataclass(slots=True)
class _Doing:
    """Does deeds one after another; remembers the rounds and evaluations that later ones name."""

    engine: Engine
    keep: Keep
    ids: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, tuple[PaperOwner, int]] = field(default_factory=dict)

    def do(self, told: Told) -> None:
        """Do one."""
        if told["do"] == "usual":
            self._say_usual(told)
            return
        if not self.ids:
            self.ids = _ids_by_title(self.engine)
        id_, now, by = self.ids[fold(told["about"])], told["at"], told.get("by", BY)
        template = self._template(id_, now) if told["do"] in ("move", "paper") else None
        with writing(self.engine) as session:
            deed = _Deed(session, id_, now.astimezone(dt.UTC), by, told, self, template)
            _DEEDS[told["do"]](deed)

    def _say_usual(self, told: Told) -> None:
        """Say how long a process's steps usually take, as a new version of it."""
        with writing(self.engine) as session:
            newest, days = newest_version(session, told["template"]), told["days"]
            steps = tuple(replace(it, usual_days=days.get(it.number, it.usual_days)) for it in newest.steps)
            add_version(
                session,
                replace(newest, steps=steps),
                after=newest.version,
                reason=told["reason"],
                now=told["at"].astimezone(dt.UTC),
                by=told.get("by", BY),
            )

    def _template(self, id_: int, now: dt.datetime) -> Template | None:
        with reading(self.engine) as session:
            found = read_book(session, now, danish_day(now)).courses.get(id_)
        return None if found is None else found.course.template


@dataclass(frozen=True, slots=True)
class _Deed:
    session: Session
    id: int
    now: dt.datetime
    by: str
    told: Told
    doing: _Doing
    template: Template | None

    @property
    def number(self) -> int:
        """The round or evaluation that it names."""
        return self.doing.numbers[self.told["round"]][1]

    def remember(self, owner: PaperOwner, number: int) -> None:
        """Remember a round or an evaluation by its name, where it has one."""
        if "round" in self.told:
            self.doing.numbers[self.told["round"]] = (owner, number)

    def file(self) -> NewPaper | None:
        """Make the paper that it comes with."""
        if "name" not in self.told:
            return None
        with tempfile.TemporaryDirectory(prefix="tvaerblik-") as folder:
            path = Path(folder) / "paper"
            path.write_bytes(_document(self.told["paragraphs"]))
            return self.doing.keep(path, self.told["name"])


def _ids_by_title(engine: Engine) -> dict[str, int]:
    query = select(Version.title, Version.initiative_id).order_by(Version.known_from)
    with reading(engine) as session:
        return {fold(title): id_ for title, id_ in session.execute(query)}


def _document(paragraphs: Sequence[str]) -> bytes:
    """Make a document that Word opens; the same bytes each time."""
    body = "".join(f"<w:p><w:r><w:t>{escape(it)}</w:t></w:r></w:p>" for it in paragraphs)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": _DOCUMENT.format(body),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content)
    return packed.getvalue()


# --- What is done -------------------------------------------------------------------------------------------


def _choose(it: _Deed) -> None:
    choice = Choice(it.told["template"], it.told.get("entrance", ""), decided_by=it.told.get("by_body"))
    choose_process(it.session, it.id, choice, now=it.now, by=it.by)


def _move(it: _Deed) -> None:
    told = it.told
    said = Said(FactKind.MOVED, told["step"], told["day"], holder=told.get("holder"), text=told.get("text"))
    say(it.session, it.id, [said], template=it.template, now=it.now, by=it.by)


def _paper(it: _Deed) -> None:
    told = it.told
    said = Said(
        FactKind.PAPER,
        told["step"],
        told["day"],
        text=told.get("text"),
        paper=told["paper"],
        link=told.get("link"),
        file=it.file(),
    )
    say(it.session, it.id, [said], template=it.template, now=it.now, by=it.by)


def _decide(it: _Deed) -> None:
    told = it.told
    decided = [
        Decided(
            told["step"],
            told["body"],
            told["day"],
            DecisionSubject(subject),
            DecisionOutcome(outcome),
            told.get("text"),
        )
        for subject, outcome in told["outcomes"].items()
    ]
    decide(it.session, it.id, decided, now=it.now, by=it.by)


def _offer(it: _Deed) -> None:
    told = it.told
    offered = Offered(
        told["cluster"],
        told["asked"],
        OfferAnswer(told["answer"]),
        told["answered"],
        told.get("chosen"),
        told.get("text"),
    )
    offer(it.session, it.id, offered, now=it.now, by=it.by)


def _send(it: _Deed) -> None:
    told = it.told
    sent = Sent(
        told["parties"],
        told["sent"],
        told["due"],
        told.get("step"),
        told["meeting"],
        told["body"],
        told["text"],
        told.get("link"),
    )
    it.remember(PaperOwner.ROUND, send_round(it.session, it.id, sent, now=it.now, by=it.by))


def _answer(it: _Deed) -> None:
    comments = it.told.get("comments")
    answer = ReplyAnswer.COMMENTS if comments else ReplyAnswer.NO_COMMENTS
    for party in it.told.get("parties", [it.told.get("party")]):
        answered = Answered(party, answer, it.told["day"], comments)
        answer_round(it.session, it.number, answered, now=it.now, by=it.by)


def _remind(it: _Deed) -> None:
    remind(it.session, it.number, it.told["parties"], day=None, now=it.now, by=it.by)


def _due(it: _Deed) -> None:
    move_due(it.session, it.number, it.told["due"], text=it.told["text"], now=it.now, by=it.by)


def _close(it: _Deed) -> None:
    text = it.told.get("text", "")
    close_round(it.session, it.number, day=it.told["day"], text=text, now=it.now, by=it.by)


def _uptake(it: _Deed) -> None:
    told = it.told
    uptake = Uptake(told["uptake"]) if "uptake" in told else None
    adopted = Adopted(told["receivers"], uptake, told.get("day"), told.get("evidence"), told.get("text"))
    adopt(it.session, it.id, adopted, now=it.now, by=it.by)


def _plan(it: _Deed) -> None:
    told = it.told
    planned = Planned(told["anchor"], told["months"], told.get("repeated", False), told.get("text"))
    plan_evaluation(it.session, it.id, planned, now=it.now, by=it.by)


def _held(it: _Deed) -> None:
    held = Held(it.told["day"], it.told["result"])
    it.remember(PaperOwner.EVALUATION, hold_evaluation(it.session, it.id, held, now=it.now, by=it.by))


def _file(it: _Deed) -> None:
    owner, number = it.doing.numbers[it.told["round"]]
    paper = it.file()
    if paper is not None:
        put_with(it.session, owner, number, paper, now=it.now, by=it.by)


_DEEDS: Mapping[str, Callable[[_Deed], None]] = {
    "choose": _choose,
    "move": _move,
    "paper": _paper,
    "decide": _decide,
    "offer": _offer,
    "send": _send,
    "answer": _answer,
    "answers": _answer,
    "remind": _remind,
    "due": _due,
    "close": _close,
    "uptake": _uptake,
    "plan": _plan,
    "held": _held,
    "file": _file,
}
