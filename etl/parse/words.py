"""Words to codes: status, phase, priority and the other closed lists, and the overloaded status column."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from rapidfuzz import fuzz, process

from etl.parse.lights import light_of_clauses
from etl.parse.normal import fold, is_lone_sign
from etl.parse.numbers import share_in_text
from etl.parse.parsed import Parsed, Remark
from etl.parse.texts import shown
from etl.read.grid import Raw
from etl.schema.kinds import code_label
from etl.schema.words import Words, sections, words
from portfolio.trials.words import TrialOutcome
from portfolio.vocabulary import (
    LABELS,
    Code,
    Phase,
    Priority,
    ProcessType,
    Severity,
    SpreadPotential,
    Status,
    TaskType,
    TrafficLight,
    Uptake,
)


class StepState(StrEnum):
    """Whether an initiative has reached a step of its process."""

    REACHED = "reached"
    PLANNED = "planned"
    WAITING = "waiting"
    NOT_RELEVANT = "not_relevant"


_SECTIONS: Mapping[type[StrEnum], str] = {
    Status: "status",
    Phase: "phase",
    TaskType: "task_type",
    ProcessType: "process_type",
    SpreadPotential: "spread_potential",
    Priority: "priority",
    Uptake: "uptake",
    StepState: "step_state",
    TrialOutcome: "outcome",
}
_ENDINGS = ("erne", "ende", "ene", "ede", "est", "er", "et", "en", "te", "e", "t", "s")
_NOT_YET = re.compile(
    r"\b(?:ikke|ej|aldrig|forventes|forventet|ventes|skal|vil|kan|planlagt|inden|snart|bliver|naesten|kommer|tages|saettes|not)(?:\s+\w+){0,2}\s*$"
)
_CLAUSES = re.compile(r"[.;:!?\n]+\s*|\s+[-–—]\s+|,\s+|\s*\(")
_NO_LETTER = re.compile(r"[\s.]+")
_IN_SOME = re.compile(
    r"^(?:er\s)?(?:afsluttet|implementeret|gennemfoert|udrullet|indfoert|i drift|driftsat|stoppet)\b.*?"
    r"\bi (?P<some>\d+) (?:ud )?af (?:de )?(?!(?P=some)\b)\d+"
)
"""What holds in some of them is not yet the status of the whole."""

_OF_DAY = re.compile(r"\d\s*/\s*\d")
_BESIDE = re.compile(rf"{_CLAUSES.pattern}|\s+/\s+")
_MAY_BE_MISSPELT = re.compile(r"(?!ikke |ej )(?=.*[a-z])")
_NEAR = 84
_LONGEST_NEAR = 40
_LEAST_CLAUSE = 4


@dataclass(frozen=True, slots=True)
class _WordList:
    """The words of one code list, folded, and how they may stand in a text."""

    whole: Mapping[str, str]
    stems: Mapping[str, str]
    squeezed: Mapping[str, str]
    leading: re.Pattern[str] | None
    inside: re.Pattern[str] | None


def _folded(section: Words) -> dict[str, str]:
    return {fold(word): code for code, spellings in section.items() for word in spellings}


def _pattern(found: Mapping[str, str], *, begins: bool) -> re.Pattern[str] | None:
    """Match any of the words, the longest first, as whole words: where a text begins, or anywhere in it."""
    shortest = 2 if begins else 3
    longest = sorted((word for word in found if len(word) >= shortest), key=lambda word: (-len(word), word))
    if not longest:
        return None
    any_of = "|".join(map(re.escape, longest))
    return re.compile(rf"(?:{any_of})(?!\w)" if begins else rf"\b(?:{any_of})\b")


@cache
def _word_list(name: str) -> _WordList:
    """Build the list of a code; one without words for the inside lets all its longer words count there."""
    known = sections()
    clause = _folded(words(name)) if name in known else {}
    inside = _folded(words(f"{name}_inside")) if f"{name}_inside" in known else None
    whole = _folded(words(f"{name}_whole")) if f"{name}_whole" in known else {}
    anywhere = clause if inside is None else inside
    leading = clause | (inside or {})
    everything = whole | leading
    squeezed = _by(everything, _squeezed)
    begins, inner = _pattern(leading, begins=True), _pattern(anywhere, begins=False)
    return _WordList(everything, _by(everything, _stem), squeezed, begins, inner)


def _squeezed(text: str) -> str:
    """Give a text without spaces and stops: "prio. 1" is "prio1"."""
    return _NO_LETTER.sub("", text)


def _stem(text: str) -> str:
    return " ".join(_stem_of_word(word) for word in text.split())


def _stem_of_word(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _by(whole: Mapping[str, str], form: Callable[[str], str]) -> dict[str, str]:
    """Give form -> code for the forms of words that only one code has."""
    found: dict[str, set[str]] = {}
    for word, code in whole.items():
        found.setdefault(form(word), set()).add(code)
    return {word: next(iter(codes)) for word, codes in found.items() if len(codes) == 1}


def parse_code(codes: type[Code], raw: Raw) -> Parsed[Code]:
    """Read a word of a closed list: as a whole, by its stem, or as the only such word in a longer text."""
    text = shown(raw)
    if not text:
        return Parsed(None)
    known = _word_list(_SECTIONS[codes])
    exact = known.whole.get(fold(text))
    if exact is None and is_lone_sign(text):
        return Parsed(None, is_placeholder=True)
    found = {exact} if exact is not None else _codes_in(known, text)
    if len(found) == 1:
        return Parsed(codes(found.pop()))
    return Parsed(None, (_not_one(codes, text, found),))


def _codes_in(known: _WordList, text: str) -> set[str]:
    """Give the codes of a text: by stem, else of the word that begins it, else of all words inside."""
    alike = _code_alike(known, text)
    if alike is not None:
        return {alike}
    clauses = [fold(clause) for clause in _CLAUSES.split(text) if clause.strip()]
    leading = [code for clause in clauses if (code := _code_at(known, clause))]
    beside = {code for clause in clauses for code in _side_by_side(known, clause)}
    if beside:
        return beside
    if leading and _code_at(known, clauses[0]):
        return {leading[0]}
    return set(leading) | _all_inside(known, fold(text))


def _code_alike(known: _WordList, text: str) -> str | None:
    """Give the code of a word in another form: another ending, other spaces, or cut short ("igangv.")."""
    folded = fold(text)
    alike = known.stems.get(_stem(folded)) or known.squeezed.get(_squeezed(folded) or folded)
    if alike is not None or not re.fullmatch(r"[^\W\d_]{3,}\.", text):
        return alike
    codes = {code for word, code in known.whole.items() if word.startswith(folded) and " " not in word}
    return codes.pop() if len(codes) == 1 else None


def _code_at(known: _WordList, clause: str) -> str | None:
    match = known.leading.match(clause) if known.leading else None
    return known.whole[match[0]] if match else None


def _side_by_side(known: _WordList, clause: str) -> set[str]:
    """Give the codes that a clause names with a slash between ("stort/lille"); one alone does not count."""
    if _OF_DAY.search(clause):
        return set()
    sides = [side.strip() for side in clause.split("/")]
    found = {code for side in sides if (code := known.whole.get(side) or _code_at(known, side))}
    return found if len(found) > 1 else set()


def _all_inside(known: _WordList, text: str) -> set[str]:
    """Give the codes of all words in a text, without those that are denied or still to come."""
    matches = known.inside.finditer(text) if known.inside else ()
    return {known.whole[match[0]] for match in matches if not _NOT_YET.search(text[: match.start()])}


def _not_one(codes: type[StrEnum], text: str, found: set[str]) -> Remark:
    if len(found) > 1:
        return Remark("word.several", Severity.WARNING, {"text": text})
    if fold(text) in _unknown():
        return Remark("word.unknown", Severity.INFO, {"text": text})
    near = _nearest(codes, text)
    if near is None:
        return Remark("word.not_known", Severity.WARNING, {"text": text, "expected": _expected(codes)})
    return Remark("word.perhaps", Severity.WARNING, {"text": text, "suggestion": near})


@cache
def _expected(codes: type[StrEnum]) -> str:
    """Give the words of a list as people read them, in its own order."""
    labels = LABELS.get(codes, {})
    said = [labels[code].da if code in labels else code_label(code).da for code in codes]
    return ", ".join(
        text.lower() if len(text) > 1 else text for text in (text.split(":")[0] for text in said)
    )


@cache
def _unknown() -> frozenset[str]:
    return frozenset(fold(word) for word in words("unknown")["unknown"])


def _nearest(codes: type[StrEnum], text: str) -> str | None:
    """Give the label of the word that the text is nearly spelt like."""
    folded, known = fold(text), _word_list(_SECTIONS[codes]).whole
    if not 3 <= len(folded) <= _LONGEST_NEAR or not _MAY_BE_MISSPELT.match(folded):
        return None
    near = process.extractOne(
        folded, [word for word in known if len(word) > 2], scorer=fuzz.ratio, score_cutoff=_NEAR
    )
    return spelling_of(_SECTIONS[codes], near[0]) if near else None


def spelling_of(name: str, folded: str) -> str:
    """Give the spelling in the word lists that a folded word comes from."""
    parts = (part for part in (name, f"{name}_inside", f"{name}_whole") if part in sections())
    spellings = (word for part in parts for all_of in words(part).values() for word in all_of)
    return next((word for word in spellings if fold(word) == folded), folded)


# The status column, which lists use for everything


@dataclass(frozen=True, slots=True)
class StatusAxes:
    """What a cell of a status column says, each thing in its own field; ``prose`` where it says none."""

    status: Status | None = None
    phase: Phase | None = None
    traffic_light: TrafficLight | None = None
    completion_share: float | None = None
    process_step: str | None = None
    prose: str | None = None
    remarks: tuple[Remark, ...] = field(default=())


_PHASE_LEAD = re.compile(
    r"(?:fase|trin|step)\s*(?:\d+|[ivx]+)?\s*[.:)–-]*\s*|(?:er\s+)?(?:i|under|ved)\s+", re.IGNORECASE
)
_STEP_NUMBER = re.compile(r"(?:proces)?(?:trin|step)\s*\d+|\d{1,2}(?:\.[ab])?[.:)]\s+\w", re.IGNORECASE)
_LONGEST_STEP = 8


def axes_of_status(raw: Raw, *, is_percent: bool = False) -> StatusAxes:
    """Tell which things a status cell says: life, phase, light, per cent, step, or only prose.

    Args:
        raw: the cell.
        is_percent: a number in the cell is shown as per cent.
    """
    text = shown(raw)
    if is_percent and isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return StatusAxes(completion_share=float(raw)) if 0 <= raw <= 1 else _only_prose(text)
    if not text or (is_lone_sign(text) and fold(text) not in _word_list("status").whole):
        return StatusAxes()
    return _axes_of_text(text)


def _only_prose(text: str) -> StatusAxes:
    return StatusAxes(
        prose=text, remarks=(Remark("status.not_understood", Severity.WARNING, {"text": text}),)
    )


def _axes_of_text(text: str) -> StatusAxes:
    share = share_in_text(text)
    rest = share.rest if share else text
    if share and not fold(rest):
        return StatusAxes(completion_share=share.value)
    if _IN_SOME.search(fold(text)):
        return _only_prose(text)
    status = _status_at_first(rest)
    axes = _with_clauses(StatusAxes(status=status), rest) if status else _other_axis(rest)
    if share and (axes != StatusAxes() or share.is_leading):
        return _with_share(axes, share.value)
    return axes if axes != StatusAxes() else _without_axis(text)


def _with_share(axes: StatusAxes, share: float) -> StatusAxes:
    """Add the per cent; "75 % færdig" is not completed."""
    is_done = axes.status == Status.COMPLETED and share < 1
    return replace(axes, completion_share=share, status=None if is_done else axes.status)


def _status_at_first(text: str) -> Status | None:
    """Give the status that is the whole text or begins it; two side by side ("i gang/afsluttet") are none."""
    known, folded = _word_list("status"), _bare_status(fold(text))
    if _side_by_side(known, folded):
        return None
    code = (
        known.whole.get(folded)
        or _code_alike(known, text)
        or known.stems.get(_stem(folded))
        or _code_at(known, folded)
        or _code_of_first_clause(known, text)
    )
    return Status(code) if code else None


def _code_of_first_clause(known: _WordList, text: str) -> str | None:
    """Give the code of a word that is all of the first clause: "Aktiv (lav intensitet)"."""
    first = fold(_CLAUSES.split(text)[0])
    return known.whole.get(first) if len(first) >= _LEAST_CLAUSE and first != fold(text) else None


@cache
def _status_around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before, after = (
        "|".join(map(re.escape, sorted(map(fold, words("status_around")[name]), key=len, reverse=True)))
        for name in ("before", "after")
    )
    return re.compile(rf"(?:(?:{before})\b[\s:.]*)+(?=\w)"), re.compile(rf"\s+(?:{after})\.?$")


def _bare_status(folded: str) -> str:
    """Give a status without what is said around it ("projektet er afsluttet", "implementeres pt.")."""
    before, after = _status_around()
    match = before.match(folded)
    bare = after.sub("", folded[match.end() :] if match else folded)
    return re.sub(r"^ej\s", "ikke ", bare)


def _with_clauses(axes: StatusAxes, text: str) -> StatusAxes:
    """Add what the clauses after a status say outright: "I gang (gul)", "I gang - implementering"."""
    clauses = [clause.strip(" )") for clause in _BESIDE.split(text)[1:] if clause.strip(" )")]
    if not clauses:
        return axes
    lights = {light for clause in clauses if (light := light_of_clauses(clause)) is not None}
    others = [clause for clause in clauses if _status_at_first(clause) is None]
    phases = {phase for clause in others if (phase := _whole_phase(clause)) is not None}
    steps = [clause for clause in clauses if _STEP_NUMBER.match(clause)]
    return replace(
        axes,
        traffic_light=lights.pop() if len(lights) == 1 else None,
        phase=phases.pop() if len(phases) == 1 else None,
        process_step=steps[0] if len(steps) == 1 else None,
    )


_SIGN_FIRST = re.compile(r"^[^\w\s]+\s+")
_LIGHT_FIRST = re.compile(r"(?P<light>\w+|[^\w\s]+)\s*[/|]?\s*(?P<rest>\w.*)", re.DOTALL)


def _light_and_status(text: str) -> StatusAxes | None:
    """Read "Gul / afventer" and "🔴 Stoppet": a light, then a status; None where it is not that."""
    match = _LIGHT_FIRST.fullmatch(text.strip())
    light = light_of_clauses(match["light"]) if match else None
    status = _status_at_first(match["rest"]) if match and light is not None else None
    return StatusAxes(status=status, traffic_light=light) if status is not None else None


def _other_axis(text: str) -> StatusAxes:
    """Read a light, a phase or a step where it is what the text says; else a status word inside."""
    both = _light_and_status(text)
    if both is not None:
        return both
    bare = _SIGN_FIRST.sub("", text)
    if bare != text and (status := _status_at_first(bare)) is not None:
        return StatusAxes(status=status)
    light, phase = light_of_clauses(text), _whole_phase(text)
    if light is None and phase is not None:
        return StatusAxes(phase=phase)
    if light is None and _is_step(text):
        return StatusAxes(process_step=text)
    inside = _codes_in(_word_list("status"), text)
    status = Status(inside.pop()) if len(inside) == 1 else None
    return StatusAxes(status=status, traffic_light=light)


def _whole_phase(text: str) -> Phase | None:
    known = _word_list("phase")
    for candidate in (text, _PHASE_LEAD.sub("", text, count=1)):
        folded = fold(candidate)
        code = known.whole.get(folded) or known.stems.get(_stem(folded))
        if code is not None:
            return Phase(code)
    return None


@cache
def _steps() -> re.Pattern[str]:
    spellings = sorted((fold(word) for word in words("process_steps")["step"]), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, spellings)) + r")\b")


def _is_step(text: str) -> bool:
    is_short = len(text.split()) <= _LONGEST_STEP
    return is_short and bool(_STEP_NUMBER.match(text) or _steps().search(fold(text)))


def _without_axis(text: str) -> StatusAxes:
    """Keep the text as prose and say why no status was read of it."""
    if fold(text) in {fold(word) for word in words("status_late")["late"]}:
        return StatusAxes(prose=text, remarks=(Remark("status.late", Severity.INFO, {"text": text}),))
    if fold(text) in _unknown():
        return StatusAxes(remarks=(Remark("word.unknown", Severity.INFO, {"text": text}),))
    near = _nearest(Status, text)
    if near is not None:
        facts = {"text": text, "suggestion": near}
        return StatusAxes(prose=text, remarks=(Remark("word.perhaps", Severity.WARNING, facts),))
    return _only_prose(text)
