"""What people have said of a source as settings: what a change did to them, as data, and the way back."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, zip_longest
from typing import Any

from portfolio.encoding import Json, canonical_json
from portfolio.profile.choosing import about
from portfolio.profile.codec import rule_data, rule_of
from portfolio.profile.rules import ColumnRule, MutedRule, Profile, Rule, SheetRule, WordRule


class Setting(StrEnum):
    """What can be said of a source."""

    SENDER = "sender"
    ORGANISATION = "organisation"
    DUE_DAY = "due_day"
    SHEET = "sheet"
    COLUMN = "column"
    WORD = "word"
    MUTED = "muted"


Told = Rule | str | int
"""What a setting says: a rule of the profile, or a name, an id or a day."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All that people have said of a source."""

    sender: str
    organisation_id: str | None
    profile: Profile


@dataclass(frozen=True, slots=True)
class SettingChange:
    """What one setting said before and after; None: nothing.

    ``place`` is where a rule stood among those of its kind, from 0, so that it comes back there.
    """

    setting: Setting
    old: Told | None
    new: Told | None
    place: int | None = None


_KINDS: Mapping[Setting, type[Rule]] = {
    Setting.SHEET: SheetRule,
    Setting.COLUMN: ColumnRule,
    Setting.WORD: WordRule,
    Setting.MUTED: MutedRule,
}


def _rules(profile: Profile, setting: Setting) -> tuple[Rule, ...]:
    rules: Mapping[Setting, tuple[Rule, ...]] = {
        Setting.SHEET: profile.sheets,
        Setting.COLUMN: profile.columns,
        Setting.WORD: profile.words,
        Setting.MUTED: profile.muted,
    }
    return rules[setting]


def differences(before: Settings, after: Settings) -> tuple[SettingChange, ...]:
    """Say what is otherwise: facts first, then the rules in the profile's order, the new ones last."""
    plain: tuple[tuple[Setting, Told | None, Told | None], ...] = (
        (Setting.SENDER, before.sender or None, after.sender or None),
        (Setting.ORGANISATION, before.organisation_id, after.organisation_id),
        (Setting.DUE_DAY, before.profile.due_day, after.profile.due_day),
    )
    facts = [SettingChange(setting, old, new) for setting, old, new in plain if old != new]
    rules = (
        _rule_changes(setting, _rules(before.profile, setting), _rules(after.profile, setting))
        for setting in _KINDS
    )
    return (*facts, *(change for changes in rules for change in changes))


def _rule_changes(setting: Setting, before: Sequence[Rule], after: Sequence[Rule]) -> list[SettingChange]:
    """Pair the rules that went with those that came about the same thing, what somebody chose before all."""
    stays = set(before) & set(after)
    gone, come = _by_thing(before, stays), _by_thing(after, stays)
    return [
        SettingChange(setting, old, new, None if old is None else before.index(old))
        for thing in dict.fromkeys((*gone, *come))
        for old, new in zip_longest(gone.get(thing, ()), come.get(thing, ()))
    ]


def _by_thing(rules: Iterable[Rule], stays: set[Rule]) -> dict[object, list[Rule]]:
    found: dict[object, list[Rule]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: not rule.by):
        if rule not in stays:
            found[about(rule)].append(rule)
    return found


def told_once(changes: Iterable[SettingChange]) -> tuple[SettingChange, ...]:
    """Give changes for people to read: what was learnt of a thing goes without saying where a choice went."""
    found: dict[object, SettingChange] = {}
    for change in changes:
        rule = change.old if change.new is None else change.new
        found.setdefault((change.setting, about(rule) if isinstance(rule, Rule) else None), change)
    return tuple(found.values())


def taken_back(settings: Settings, changes: Sequence[SettingChange]) -> Settings | None:
    """Give settings as they would be without some changes; None: some of it has been changed again since."""
    told: dict[Setting, Told | None] = {
        Setting.SENDER: settings.sender or None,
        Setting.ORGANISATION: settings.organisation_id,
        Setting.DUE_DAY: settings.profile.due_day,
    }
    profile: Profile | None = settings.profile
    for setting, of_one in groupby(changes, key=lambda it: it.setting):
        if setting in _KINDS:
            profile = None if profile is None else _with_rules(profile, setting, list(of_one))
            continue
        for change in of_one:
            if told[setting] != change.new:
                return None
            told[setting] = change.old
    return None if profile is None else _settings(told, profile)


def _settings(told: Mapping[Setting, Told | None], profile: Profile) -> Settings:
    sender, organisation, due_day = (
        told[it] for it in (Setting.SENDER, Setting.ORGANISATION, Setting.DUE_DAY)
    )
    return Settings(
        str(sender or ""),
        None if organisation is None else str(organisation),
        replace(profile, due_day=due_day if isinstance(due_day, int) else None),
    )


def _with_rules(profile: Profile, setting: Setting, changes: Sequence[SettingChange]) -> Profile | None:
    """Put old rules back where they stood, in place of the new ones; None: some are others by now."""
    rules, come = _rules(profile, setting), {it.new for it in changes}
    if not come <= {None, *rules}:
        return None
    left = [rule for rule in rules if rule not in come]
    taken = {_spoken_for(rule) for rule in left}
    for change in sorted(changes, key=lambda it: it.place or 0):
        if isinstance(change.old, Rule):
            if change.new is None and _spoken_for(change.old) in taken:
                return None
            left.insert(len(left) if change.place is None else change.place, change.old)
    return _with(profile, setting, left)


def _spoken_for(rule: Rule) -> tuple[object, bool]:
    """Give what a rule is about, and whether somebody chose it: a choice may stand beside what was learnt."""
    return about(rule), bool(rule.by)


def _with(profile: Profile, setting: Setting, rules: Sequence[Rule]) -> Profile:
    if setting is Setting.SHEET:
        return replace(profile, sheets=tuple(it for it in rules if isinstance(it, SheetRule)))
    if setting is Setting.COLUMN:
        return replace(profile, columns=tuple(it for it in rules if isinstance(it, ColumnRule)))
    if setting is Setting.WORD:
        return replace(profile, words=tuple(it for it in rules if isinstance(it, WordRule)))
    return replace(profile, muted=tuple(it for it in rules if isinstance(it, MutedRule)))


# --- As text


def settings_json(changes: Iterable[SettingChange]) -> str:
    """Write changes as canonical JSON."""
    return canonical_json(
        [
            {"setting": it.setting.value, "old": _data(it.old), "new": _data(it.new), "place": it.place}
            for it in changes
        ]
    )


def settings_of(text: str) -> tuple[SettingChange, ...]:
    """Read what :func:`settings_json` wrote."""
    return tuple(
        SettingChange(setting, _told(setting, it["old"]), _told(setting, it["new"]), it["place"])
        for it in json.loads(text)
        for setting in (Setting(it["setting"]),)
    )


def _data(told: Told | None) -> Json:
    return rule_data(told) if isinstance(told, Rule) else told


def _told(setting: Setting, data: Any) -> Told | None:  # noqa: ANN401 -- JSON
    kind: Any = _KINDS.get(setting)
    found: Told | None = data if kind is None or data is None else rule_of(kind, data)
    return found
