"""What people have decided of ideas in the demo, from ``data/demo/overlap.toml``: done by real deeds."""

import datetime as dt
import tomllib

from sqlalchemy import Engine, select

from portfolio.database import writing
from portfolio.overlap.decisions import Idea, build_on, decide_idea
from portfolio.overlap.words import OverlapVerdict
from portfolio.resources import resource
from portfolio.rules.likeness import fold
from portfolio.tables import Version


def add_overlap(engine: Engine) -> None:
    """Remember all decisions of the demo, each at its own instant."""
    text = resource("data", "demo", "overlap.toml").read_text(encoding="utf-8")
    with writing(engine) as session:
        query = select(Version.title, Version.initiative_id).order_by(Version.known_from)
        ids = {fold(title): id_ for title, id_ in session.execute(query)}
        for told in tomllib.loads(text)["decision"]:
            about, now, by = ids[fold(told["about"])], told["at"].astimezone(dt.UTC), told["by"]
            if "builder" in told:
                builder = ids[fold(told["builder"])]
                build_on(session, builder, about, reason=told["why"], now=now, by=by)
            else:
                idea = Idea(told["idea"], told.get("text", ""), told.get("target", ""))
                verdict = OverlapVerdict(told["verdict"])
                decide_idea(session, about, idea, verdict, reason=told["why"], now=now, by=by)
