"""A profile as canonical JSON, as a source keeps it, and back."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from portfolio.encoding import Json, canonical_json
from portfolio.profile.rules import EMPTY, ColumnRule, MutedRule, Profile, Rule, SheetRule, WordRule

AnyRule = TypeVar("AnyRule", SheetRule, ColumnRule, WordRule, MutedRule)


def profile_json(profile: Profile) -> str:
    """Write a profile; the same profile always gives the same text, and what it does not say is left out."""
    found: dict[str, Json] = {
        "sheets": [rule_data(rule) for rule in profile.sheets],
        "columns": [rule_data(rule) for rule in profile.columns],
        "words": [rule_data(rule) for rule in profile.words],
        "muted": [rule_data(rule) for rule in profile.muted],
        "due_day": profile.due_day,
    }
    return canonical_json({name: told for name, told in found.items() if told not in (None, [])})


def rule_data(rule: Rule) -> Json:
    """Give a rule as JSON has it; what it does not say is left out."""
    if isinstance(rule, SheetRule):
        return _sheet_data(rule)
    if isinstance(rule, ColumnRule):
        return _column_data(rule)
    if isinstance(rule, WordRule):
        return _plain(field=rule.field, word=rule.word, code=rule.code, by=rule.by)
    return _muted_data(rule)


def rule_of(kind: type[AnyRule], told: Mapping[str, Any]) -> AnyRule:
    """Read what :func:`rule_data` gave for a rule of a kind."""
    return kind(**_known(kind, told))


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
        sheets=tuple(rule_of(SheetRule, told) for told in data.get("sheets", ())),
        columns=tuple(rule_of(ColumnRule, told) for told in data.get("columns", ())),
        words=tuple(rule_of(WordRule, told) for told in data.get("words", ())),
        muted=tuple(rule_of(MutedRule, told) for told in data.get("muted", ())),
        due_day=data.get("due_day"),
    )


def _known(kind: type[Rule], told: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a rule is made of: what was left out as empty, and nothing that a later version kept."""
    names = [item.name for item in fields(kind)]
    needed = {item.name: "" for item in fields(kind) if item.default is MISSING}
    found = needed | {name: told[name] for name in names if name in told}
    if found.get("at") is not None:
        found["at"] = dt.datetime.fromisoformat(found["at"])
    return found
