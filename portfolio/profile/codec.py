"""A profile as canonical JSON, as a source keeps it, and back."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
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
        sheets=tuple(SheetRule(**_known(SheetRule, told)) for told in data.get("sheets", ())),
        columns=tuple(ColumnRule(**_known(ColumnRule, told)) for told in data.get("columns", ())),
        words=tuple(WordRule(**_known(WordRule, told)) for told in data.get("words", ())),
        muted=tuple(MutedRule(**_known(MutedRule, told)) for told in data.get("muted", ())),
        due_day=data.get("due_day"),
    )


def _known(
    kind: type[SheetRule | ColumnRule | WordRule | MutedRule], told: Mapping[str, Any]
) -> dict[str, Any]:
    """Give what a rule is made of: what was left out as empty, and nothing that a later version kept."""
    names = [item.name for item in fields(kind)]
    needed = {item.name: "" for item in fields(kind) if item.default is MISSING}
    found = needed | {name: told[name] for name in names if name in told}
    if found.get("at") is not None:
        found["at"] = dt.datetime.fromisoformat(found["at"])
    return found
