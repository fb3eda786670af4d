"""Cells that hold plain text: as a person sees them, without untidy spaces."""

import datetime as dt
from collections.abc import Sequence

from etl.parse.normal import is_lone_sign, tidy
from etl.parse.parsed import Parsed
from etl.read.grid import Raw


def shown(raw: Raw) -> str:
    """Give a cell's value as a person would see it in a Danish spreadsheet."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "SAND" if raw else "FALSK"
    if isinstance(raw, float):
        return _number_shown(raw)
    if isinstance(raw, dt.date):
        return raw.strftime("%d-%m-%Y")
    return tidy(str(raw))


def _number_shown(number: float) -> str:
    text = f"{number:.10g}" if abs(number) < 1e15 else repr(number)
    return text.replace(".", ",")


def text_of(raw: Raw) -> str | None:
    """Give a text as it is read; None for nothing and for what only stands for nothing."""
    text = shown(raw)
    return None if not text or is_lone_sign(text) else text


def texts_of(raws: Sequence[Raw]) -> list[str]:
    """Give many texts as they are read, "" for nothing: what is tidy together is tidy each."""
    texts = [raw for raw in raws if isinstance(raw, str)]
    together = _BETWEEN.join(texts)
    if len(texts) < len(raws) or not together.isprintable() or "  " in together:
        return [text_of(raw) or "" for raw in raws]
    return ["" if is_lone_sign(text) else text for text in map(str.strip, texts)]


_BETWEEN = "|"


def parse_text(raw: Raw) -> Parsed[str]:
    """Read a text; a lone dash or question mark is a placeholder."""
    text = text_of(raw)
    return Parsed(text, is_placeholder=text is None and bool(shown(raw)))
