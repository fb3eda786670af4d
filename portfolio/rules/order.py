"""The order Danes look things up in."""

import unicodedata
from functools import lru_cache

_ELSEWHERE = str.maketrans({"ä": "{", "ö": "|", "œ": "|", "ü": "y", "đ": "d", "ð": "d", "þ": "th"})
"""Foreign letters as those they are sorted beside; æ, ø and å are the three signs that follow z."""


@lru_cache(maxsize=65536)
def danish_key(text: str) -> str:
    """Give a sort key with æ, ø and å last, and aa as å: Aabenraa and Aarhus stand under Å.

    So do Danish dictionaries, and Unicode's Danish collation. Accents and capitals only part what is the same
    without them. Readers in English get the same order: the names are Danish, and a list keeps its order. The
    key of no text is no text.
    """
    small = text.casefold()
    if not small.isascii():
        small = unicodedata.normalize("NFC", small).replace("æ", "{").replace("ø", "|").replace("å", "}")
    if not small.isascii():  # seldom, and translating takes long
        signs = unicodedata.normalize("NFKD", small.translate(_ELSEWHERE))
        small = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return f"{small.replace('aa', '}')}\0{text}" if text else ""
