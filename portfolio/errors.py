"""The one hierarchy of errors: each says in a plain sentence what happened and what to do."""

from typing import ClassVar

from portfolio.messages import sentence


class TvaerblikError(Exception):
    """An error that stops an import or a page, with the facts that its sentence mentions."""

    message_id: ClassVar[str]

    def __init__(self, **facts: str | int) -> None:
        self.facts = facts
        super().__init__(self.message())

    @property
    def id(self) -> str:
        """The message id of the sentence."""
        return self.message_id

    def message(self, language: str = "da") -> str:
        """Say it in a sentence, in Danish or English."""
        return sentence(self.id, self.facts, language)


class RefusedError(TvaerblikError):
    """Something that somebody gave and that is not taken in; the id tells why (``file.encrypted``).

    One class for all reasons of a kind, since callers treat them alike.
    """

    def __init__(self, message_id: str, **facts: str | int) -> None:
        self._id = message_id
        super().__init__(**facts)

    @property
    def id(self) -> str:
        """The message id of this refusal."""
        return self._id


class FileRefusedError(RefusedError):
    """A file that is not read at all: no spreadsheet, protected, damaged, too large or without a list."""


class TypedTextRefusedError(TvaerblikError):
    """A text that somebody typed seems to hold a CPR number."""

    message_id = "correction.cpr"
