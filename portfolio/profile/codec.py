"""A profile as canonical JSON, as a source keeps it, and back."""

import datetime as dt
import json
from typing import Any

from portfolio.encoding import Json, canonical_json
from portfolio.profile.rules import EMPTY, ColumnRule, MutedRule, Profile, SheetRule, WordRule


def profile_json(profile: Profile) -> str:
    """Write a profile; the same profile always gives the same text, and what it does not say is left out."""
    found: dict[str, Json] = {
        "sheets": [_sheet_data(rule) for rule in profile.sheets],
        "columns": [_column_data(rule) for rule in profile.columns],
        "words": [_plain(field=it.field, word=it.word, code=it.code, by=it.by) for it in profile.words],
        "muted": [_muted_data(rule) for rule in profile.muted],
        "due_day": profile.due_day,
    }
    return canonical_json({name: told for name, told in found.items() if told not in (None, [])})


def _sheet_data(rule: SheetRule) -> Json:
    return _plain(
        sheet=rule.sheet,
        is_excluded=rule.is_excluded,
        header_row=rule.header_row,
        by=rule.by,
        is_confirmed=rule.is_confirmed,
    )


def _column_data(rule: ColumnRule) -> Json:
    return _plain(
        sheet=rule.sheet,
        heading=rule.heading,
        group=rule.group,
        field=rule.field,
        by=rule.by,
        nth=rule.nth if rule.nth > 1 else None,
    )


def _muted_data(rule: MutedRule) -> Json:
    at = None if rule.at is None else rule.at.astimezone(dt.UTC).isoformat()
    return _plain(finding=rule.finding, heading=rule.heading, reason=rule.reason, by=rule.by, at=at)


def _plain(**told: str | int | None) -> Json:
    """Leave out what is empty, false or not said."""
    return {name: value for name, value in told.items() if value}


def profile_of(text: str | None) -> Profile:
    """Read what :func:`profile_json` wrote; no text is an empty profile."""
    if not text:
        return EMPTY
    data = json.loads(text)
    return Profile(
        sheets=tuple(SheetRule(**{"sheet": "", **told}) for told in data.get("sheets", ())),
        columns=tuple(ColumnRule(**{"sheet": "", "heading": "", **told}) for told in data.get("columns", ())),
        words=tuple(
            WordRule(**{"field": "", "word": "", "code": "", **told}) for told in data.get("words", ())
        ),
        muted=tuple(map(_muted, data.get("muted", ()))),
        due_day=data.get("due_day"),
    )


def _muted(told: dict[str, Any]) -> MutedRule:
    at = told.get("at")
    return MutedRule(**{"finding": "", **told, "at": None if at is None else dt.datetime.fromisoformat(at)})
