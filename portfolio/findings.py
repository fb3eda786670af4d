"""A finding: what a reading has to say about a cell, row, table or file; and many of them told together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from portfolio.messages import count_in, form_of, sentence
from portfolio.vocabulary import Severity

Fact = str | int


_LONGEST = {"text": 100, "heading": 60}


class _Facts(dict[str, Fact]):
    """A finding's facts as a sentence takes them: long texts cut, what nobody kept or wrote left open."""

    def __getitem__(self, name: str) -> Fact:
        fact = self.get(name, "")
        if not isinstance(fact, str):
            return fact
        most = _LONGEST.get(name, len(fact))
        return (fact if len(fact) <= most else f"{fact[: most - 1].rstrip()}…") or "…"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a list's keeper should look at. It is data, not an exception.

    Attributes:
        id: the message id, such as ``row.title_missing``; its sentence stands in ``portfolio/messages``.
        severity: must be mended, should be looked at, good to know.
        sheet: the sheet's name; None for csv and for the file as a whole.
        cell: the address as Excel shows it, taken when the cell was read; None for a sheet or the file.
        facts: what the sentence mentions.
    """

    id: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def message(self, language: str = "da") -> str:
        """Say it in a sentence: what stands there, what was expected, what to do."""
        return sentence(self.id, _Facts(self.facts), language)


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of a group that say the very same, in the order of the reading."""

    said: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of one kind; at least one."""

    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """Give the message id that they share."""
        return self.findings[0].id

    @property
    def severity(self) -> Severity:
        """Give the severity that they share."""
        return self.findings[0].severity

    def message(self, language: str = "da") -> str | None:
        """Say what they have in common; None where they differ and nothing was written for several."""
        if len(self.findings) == 1:
            return self.findings[0].message(language)
        facts = _Facts(
            {
                "expected": self.findings[0].facts.get("expected", "…"),
                "count": count_in(language, len(self.findings)),
            }
        )
        many = form_of(self.id, "many", facts, language)
        if many is not None:
            return many
        said = {finding.message(language) for finding in self.findings}
        return said.pop() if len(said) == 1 else None

    def alike(self, language: str = "da") -> tuple[Alike, ...]:
        """Give what they say one by one, those that say the same together, the most frequent first."""
        whole = self.message(language)
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(_said_shortly(finding, whole, language), []).append(finding)
        ordered = sorted(found.items(), key=lambda pair: -len(pair[1]))
        return tuple(Alike(said, tuple(findings)) for said, findings in ordered)


def _said_shortly(finding: Finding, whole: str | None, language: str) -> str:
    """Say what a finding adds to the sentence of its group; "" where that says it all."""
    if whole is None or whole == finding.message(language):
        return "" if whole else finding.message(language)
    each = form_of(finding.id, "each", _Facts(finding.facts), language)
    if each is not None:
        return each
    return f"“{_Facts(finding.facts)['text']}”" if "text" in finding.facts else ""


def grouped(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Gather findings by kind, and by what was expected: the gravest first, then those of the most cells."""
    kinds: dict[tuple[Severity, str, Fact | None], list[Finding]] = {}
    for finding in findings:
        kind = (finding.severity, finding.id, finding.facts.get("expected"))
        kinds.setdefault(kind, []).append(finding)
    order = list(Severity)
    ordered = sorted(kinds.items(), key=lambda pair: (order.index(pair[0][0]), -len(pair[1])))
    return tuple(FindingGroup(tuple(found)) for _, found in ordered)
