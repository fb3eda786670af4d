"""What every parser gives: the value, and what there is to say about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from portfolio.findings import Fact
from portfolio.vocabulary import Severity

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding before it knows its cell: message id, severity and the facts of its sentence."""

    id: str
    severity: Severity
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A parser's answer.

    Attributes:
        value: what was understood; None where nothing was.
        remarks: what the list's keeper should know about the text.
        is_placeholder: the text only stands for "nothing" (a dash, a question mark).
    """

    value: T | None
    remarks: tuple[Remark, ...] = ()
    is_placeholder: bool = False
