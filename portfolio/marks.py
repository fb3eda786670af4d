"""Numbers that rise when a part of the portfolio changes, so that pages notice without a look at all."""

from enum import StrEnum

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portfolio.tables import Mark


class Part(StrEnum):
    """A part of the portfolio that changes by itself."""

    PROCESS = "process"
    ROUNDS = "rounds"
    ADOPTION = "adoption"
    EVALUATIONS = "evaluations"
    TITLES = "titles"
    MEETINGS = "meetings"
    ASSESSMENTS = "assessments"
    CORES = "cores"
    EFFECT = "effect"
    TRIALS = "trials"
    OVERLAP = "overlap"


def touch(session: Session, part: Part) -> None:
    """Say that a part has changed, in the transaction that changes it."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Mark)
    risen = statement.on_conflict_do_update(index_elements=["name"], set_={"number": Mark.number + 1})
    session.execute(risen, [{"name": part.value, "number": 1}])


def mark(part: Part) -> ScalarSelect[int]:
    """Ask for a part's number, within another statement."""
    return select(func.max(Mark.number)).where(Mark.name == part.value).scalar_subquery()
