"""Signs typed as letters of a symbol font: a "ü" in Wingdings is a check mark."""

from functools import cache

from etl.schema.words import words


@cache
def _signs() -> dict[str, dict[str, str]]:
    return {font: {pair[0]: pair[1:] for pair in pairs} for font, pairs in words("symbol_fonts").items()}


def symbol_text(text: str, font: str) -> str:
    """Give the text with each letter as the sign its font shows; letters of other fonts stay as they are."""
    signs = _signs().get(font.strip().casefold(), {})
    return "".join(signs.get(letter, letter) for letter in text)
