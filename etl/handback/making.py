"""The sender's workbook with questions and ids: changed as text where it can be, else a copy that says so."""

import datetime as dt
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

from etl.handback.copying import copied
from etl.handback.patching import patched
from etl.handback.xml_text import OddXmlError
from etl.handback.zip_patch import TooLargeError
from etl.parse.cpr import masked
from etl.read.archive import ARCHIVE_ERRORS
from etl.read.xml_stream import BadXmlError
from portfolio.findings import Finding
from portfolio.handback import HandBack, ListPlace, SenderQuestion
from portfolio.rules.months import danish_day
from portfolio.vocabulary import Severity

_ODD = (*ARCHIVE_ERRORS, OddXmlError, BadXmlError, TooLargeError, ValueError, IndexError)
_ENDING = re.compile(r"\.(?:xlsx|xlsm|xltx|xlsb|xls|ods|csv|tsv|txt|html?)$", re.IGNORECASE)


def hand_back(
    file: Path | bytes,
    name: str,
    kind: str,
    questions: Sequence[SenderQuestion],
    lists: Sequence[ListPlace] = (),
) -> HandBack:
    """Give the sender's own workbook with questions and ids in it.

    An xlsx file keeps every other byte; of csv, ods, xls and xlsb the sender gets an xlsx copy.

    Args:
        file: the file as it came; it has been read before.
        name: what its sender calls it.
        kind: its format, as ``Reading.file.format`` tells it.
        questions: what is asked.
        lists: where the lists stand, with the ids of their rows.

    Raises:
        FileRefusedError: a copy is wanted, and the file cannot be read for it.
    """
    if kind == "xlsx":
        try:
            whole = file if isinstance(file, bytes) else file.read_bytes()
            data, notes = patched(whole, questions, lists, _today())
            return HandBack(_named(name), data, False, notes)  # noqa: FBT003 - the field says what it is
        except _ODD:
            return _copy(file, name, questions, lists, "handback.copy_of_odd")
    why = "handback.copy_of_text" if kind == "csv" else "handback.copy_of_other"
    return _copy(file, name, questions, lists, why)


def _copy(
    file: Path | bytes, name: str, questions: Sequence[SenderQuestion], lists: Sequence[ListPlace], why: str
) -> HandBack:
    if isinstance(file, Path):
        data, notes = copied(file, name, questions, lists)
    else:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder, "liste")
            place.write_bytes(file)
            data, notes = copied(place, name, questions, lists)
    return HandBack(_named(name), data, True, (Finding(why, Severity.INFO), *notes))  # noqa: FBT003 - the field says what it is


def _today() -> dt.date:
    """Give the day in Denmark, after which nobody can be born."""
    return danish_day(dt.datetime.now(dt.UTC))


def _named(name: str) -> str:
    """Name the workbook after the file that it answers, without what may be a CPR number."""
    stem = masked(_ENDING.sub("", Path(name).name), _today())
    return f"{stem if stem.endswith(' - svar') else f'{stem} - svar'}.xlsx"
