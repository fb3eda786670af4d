"""Amounts of money as lists write them, in whole kroner: "1,25 mio. kr.", "500.000,-", "2 x 250.000"."""

import re
from dataclasses import dataclass, replace

from etl.parse.normal import is_lone_sign, plain_letters
from etl.parse.numbers import NUMBER, number_of
from etl.parse.parsed import Parsed, Remark
from etl.parse.texts import shown
from etl.read.grid import Raw
from etl.read.looks import format_label, format_scale
from etl.schema.words import words
from portfolio.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole kroner, or in whole units of ``currency`` where one is named that is not kroner."""

    value_dkk: int
    currency: str | None = None


def _meanings(section: str) -> dict[str, str]:
    return {plain_letters(word): key for key, all_of in words(section).items() for word in all_of}


def _any(spellings: dict[str, str]) -> str:
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s*")
        for word in sorted(spellings, key=lambda word: (-len(word), word))
    )


_UNITS, _CURRENCIES, _KRONER = _meanings("money_units"), _meanings("currencies"), _meanings("kroner")
_ABOUT, _YEARLY, _EACH = _meanings("money_about"), _meanings("money_yearly"), _meanings("money_each")

_LONGEST = 300
_LARGEST = 10**13
_EXPLICIT_KRONER_FROM = 1000
_MONEY = rf"(?:{_any(_CURRENCIES)}|{_any(_KRONER)})"
_AMOUNT = (
    rf"(?:(?:(?P<first>{_MONEY})(?![a-z])\.?:?\s*)?(?P<count>\d{{1,3}})\s*(?:x|\*|×|gange|a)\s*)?"
    rf"(?:(?P<unit0>{_any({word: key for word, key in _UNITS.items() if len(word) > 1})})(?![a-z])\.?:?\s*)?"
    rf"(?:(?P<before>{_MONEY})(?![a-z])\.?:?\s*)?(?P<minus>[-−–÷]\s?|minus\s+)?"
    rf"(?P<number>{NUMBER})(?P<stop>,-+|\.-+)?\s*"
    rf"(?:(?P<unit>{_any(_UNITS)})(?![a-z])\.?\s*)?(?:(?P<after>{_MONEY})(?![a-z])\.?)?(?P<stop2>,-+|\.-+)?"
)
_ONE = re.compile(_AMOUNT)
_LEAD = re.compile(rf"(?:(?:{_any(_ABOUT)})\b\.?:?\s*|[~≈><≤≥=:]\s*)*")
_TAIL = re.compile(
    rf"\s*(?:(?P<yearly>{_any(_YEARLY)})|(?P<each>{_any(_EACH)}))?\s*"
    rf"(?:i alt|ialt|ekskl\.? moms|inkl\.? moms|{_any(_ABOUT)})?[.*]*"
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_IN_BRACKETS = re.compile(rf"\(\s*((?:{_MONEY}\.?\s*)?(?:{NUMBER})[^()]*)\)")
_HALF = re.compile(r"(?:(?<=\d)\s+)?(?<![\d/])1/2(?![\d/])")
_NUMBER_WORDS = _meanings("money_numbers")
_WORD_NUMBER = re.compile(rf"(?<!\w)({_any(_NUMBER_WORDS)})(?=\s+(?:mio|mill|million|mia|milliard|tusind))")
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75"}
_BETWEEN = re.compile(r"\s*(?:-|–|—|\btil\b|\beller\b)\s*")
_ENGLISH_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_NUMBER_BEFORE = re.compile(
    r"[.,]\s*$|\d\s*(?:[-–/,.]|og|til|eller|x|(?:[a-z]+\.?\s+)?a)?\s*$|(?:delen?|rest\w*|%|pct\.?|procent)\s+(?:af|paa)\s*$"
)
_NUMBER_AFTER = re.compile(r"\s*(?:[x*×]|gange)\s*\d")
_SUM = re.compile(r"\s*(?:\+|\bplus\b)\s*")
_THOUSANDS_HEADING = re.compile(r"\bt\.?\s?kr\b|\btkr|\bt\.?\s?dkk|\bkkr|\bk\.?dkk|\b1[.,\s]?000\b|\btusind")
_MILLIONS_HEADING = re.compile(r"\bmio\b|\bmill\b|\bmillion|\bmkr\b|\bmdkk\b|\bm\.?\s?kr\b")
_BILLIONS_HEADING = re.compile(r"\bmia\b|\bmilliard|\bmrd\b")


_PLAIN = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,3}(?:,\d\d?)?|[1-9]\d{4,8},\d\d?")
"""Amounts as most are typed ("1.250.000,50"), which need no closer look."""

_SURELY_PLAIN = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){1,3},\d\d")
"""The same, where they mean the same whether the list writes a decimal comma or not."""


def unit_of_heading(heading: str) -> int:
    """Give the kroner that one unit in a column stands for: 1000 under "Budget (t.kr.)"."""
    folded = plain_letters(heading)[:_LONGEST]
    if _BILLIONS_HEADING.search(folded):
        return 10**9
    if _MILLIONS_HEADING.search(folded):
        return 10**6
    return 1000 if _THOUSANDS_HEADING.search(folded) else 1


def currency_of_heading(heading: str) -> str | None:
    """Give the currency that a column is in by its heading ("Budget (EUR)"); None for kroner."""
    folded = plain_letters(heading)[:_LONGEST]
    if any(re.search(_word(word), folded) for word in _KRONER):
        return None
    return next((_CURRENCIES[word] for word in _CURRENCIES if re.search(_word(word), folded)), None)


def is_plain_amount(raw: Raw, unit: int) -> bool:
    """Tell a number, or a text that is one as most are typed: surely an amount, with nothing to ask."""
    if isinstance(raw, str):
        is_plain = _SURELY_PLAIN.fullmatch(raw) is not None
        return is_plain and (unit == 1 or plain_amount(raw, unit) < _LARGEST)
    return isinstance(raw, float) and abs(raw) * unit < _LARGEST


def plain_amount(raw: Raw, unit: int) -> int:
    """Read in whole kroner what :func:`is_plain_amount` is true of."""
    number = raw.replace(".", "").replace(",", ".") if isinstance(raw, str) else raw
    assert isinstance(number, str | float)  # noqa: S101 -- it is plain
    return _rounded(float(number) * unit)


def parse_amount(
    raw: Raw,
    *,
    unit: int = 1,
    decimal_comma: bool = True,
    number_format: str | None = None,
    currency: str | None = None,
) -> Parsed[Amount]:
    """Read an amount in whole kroner.

    Args:
        raw: the cell.
        unit: kroner that one unit of the column stands for; a unit in the text itself counts instead.
        decimal_comma: the list writes 1.250,50 and not 1,250.50.
        number_format: how a number is shown, which may name its unit or currency.
        currency: what the column is in where the cell names nothing.
    """
    read = _parsed(raw, unit, decimal_comma=decimal_comma, number_format=number_format)
    amount, text = read.value, shown(raw)
    if currency is None or amount is None or amount.currency or _names_kroner(text):
        return read
    meant = replace(amount, currency=currency)
    return replace(read, value=meant, remarks=(*read.remarks, *_about_currency(meant, text)))


def _names_kroner(text: str) -> bool:
    return any(re.search(_word(word), plain_letters(text)) for word in _KRONER)


def _parsed(raw: Raw, unit: int, *, decimal_comma: bool, number_format: str | None) -> Parsed[Amount]:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _of_number(raw, unit, number_format)
    text = shown(raw)
    if not text:
        return Parsed(None)
    if decimal_comma and _PLAIN.fullmatch(text):
        return Parsed(Amount(_rounded(float(text.replace(".", "").replace(",", ".")) * unit)))
    if is_lone_sign(text):
        return Parsed(None, _warning("amount.not_readable", text) if "?" in text else (), is_placeholder=True)
    return _of_text(text, unit, decimal_comma=decimal_comma)


def _of_number(number: float, unit: int, number_format: str | None) -> Parsed[Amount]:
    """Read a number as it is shown: its format may write "mio. kr." or "€" beside it, or show it smaller."""
    if number_format is None and abs(number) * unit < _LARGEST:
        return Parsed(Amount(_rounded(number * unit)))
    text, number_format = shown(number), number_format or ""
    label = plain_letters(format_label(number_format)) if number_format else ""
    currency = next((_CURRENCIES[word] for word in _CURRENCIES if re.search(_word(word), label)), None)
    shown_unit = unit_of_heading(label) if unit_of_heading(label) > 1 else unit
    value = number * shown_unit / (format_scale(number_format) if shown_unit > 1 else 1)
    if not abs(value) < _LARGEST:  # also what is no number
        return Parsed(None, _warning("amount.not_readable", text))
    amount = Amount(_rounded(value), currency)
    return Parsed(amount, _about_currency(amount, text))


def _word(word: str) -> str:
    return rf"(?<![a-z]){re.escape(word)}(?![a-z])"


def _rounded(number: float) -> int:
    """Round half away from zero, as people do."""
    return int(number + 0.5) if number >= 0 else -int(-number + 0.5)


def _warning(message_id: str, text: str) -> tuple[Remark, ...]:
    return (Remark(message_id, Severity.WARNING, {"text": text}),)


def _info(message_id: str, text: str) -> tuple[Remark, ...]:
    return (Remark(message_id, Severity.INFO, {"text": text}),)


def _of_text(text: str, unit: int, *, decimal_comma: bool) -> Parsed[Amount]:
    folded = _plainly(plain_letters(text)[:_LONGEST], decimal_comma=decimal_comma)
    flat = re.sub(r"\s*[(\[]\s*|\s*[)\]]\s*", " ", folded).strip()
    for candidate in (folded, flat, _ASIDE.sub(" ", folded).strip()):
        found = _of_expression(candidate, text, unit, decimal_comma=decimal_comma)
        if found is not None:
            return found
    return _of_prose(folded, text, unit, decimal_comma=decimal_comma)


def _plainly(folded: str, *, decimal_comma: bool) -> str:
    """Write halves and quarters with decimals, and an amount in brackets with a minus, as accounts do."""
    folded = _HALF.sub("½", folded)
    for sign, decimals in _FRACTIONS.items():
        sep = "," if decimal_comma else "."
        folded = re.sub(rf"(?<!\d){sign}", f"0{sep}{decimals}", folded).replace(sign, f"{sep}{decimals}")
    folded = _WORD_NUMBER.sub(lambda match: _NUMBER_WORDS[re.sub(r"\s+", " ", match[1])], folded)
    match = _IN_BRACKETS.fullmatch(folded)
    return f"-{match[1]}" if match else folded


def _of_expression(folded: str, text: str, unit: int, *, decimal_comma: bool) -> Parsed[Amount] | None:
    """Read a text that is an amount and little else; None where it is not."""
    lead = _LEAD.match(folded)
    body = folded[lead.end() :] if lead else folded
    match = _ONE.match(body)
    tail = _TAIL.fullmatch(body[match.end() :]) if match else None
    if match and tail:
        return _answer(match, tail, text, unit, decimal_comma=decimal_comma)
    if _is_range(body):
        return Parsed(None, _warning("amount.range", text))
    return _of_sum(body, text, unit, decimal_comma=decimal_comma)


def _answer(
    match: re.Match[str], tail: re.Match[str], text: str, unit: int, *, decimal_comma: bool
) -> Parsed[Amount]:
    amount = _amount(match, unit, decimal_comma=decimal_comma)
    if amount is None:
        return Parsed(None, _warning("amount.not_readable", text))
    if unit == 1 and _lacks_unit(match, decimal_comma=decimal_comma):
        return Parsed(None, _warning("amount.unit_missing", text))
    if tail["each"]:
        return Parsed(None, _warning("amount.each", text))
    remarks = _info("amount.yearly", text) if tail["yearly"] else ()
    return Parsed(amount, remarks + _about_currency(amount, text))


def _lacks_unit(match: re.Match[str], *, decimal_comma: bool) -> bool:
    """Tell whether a small number with decimals stands without unit: "1,5" is hardly one krone and a half."""
    number = number_of(match["number"], decimal_comma=decimal_comma) or 0
    is_named = (
        match["unit"]
        or match["unit0"]
        or match["before"]
        or match["first"]
        or match["after"]
        or match["stop"]
        or match["stop2"]
    )
    return not is_named and 0 < number < _EXPLICIT_KRONER_FROM and number != int(number)


def _about_currency(amount: Amount, text: str) -> tuple[Remark, ...]:
    if amount.currency is None:
        return ()
    return (Remark("amount.currency", Severity.WARNING, {"text": text, "currency": amount.currency}),)


def _amount(match: re.Match[str], unit: int, *, decimal_comma: bool) -> Amount | None:
    is_english = _currency(match) is not None and _ENGLISH_THOUSANDS.fullmatch(match["number"]) is not None
    number = number_of(match["number"], decimal_comma=decimal_comma and not is_english)
    if number is None:
        return None
    factor = _factor(match, number, unit)
    value = number * factor * int(match["count"] or 1) * (-1 if match["minus"] else 1)
    return Amount(_rounded(value), _currency(match)) if abs(value) < _LARGEST else None


def _factor(match: re.Match[str], number: float, unit: int) -> int:
    """Give the unit in the text, else the heading's; an amount that says kroner outright has none."""
    unit_named = match["unit"] or match["unit0"]
    if unit_named:
        return int(_UNITS[_key(unit_named, _UNITS)])
    is_kroner = match["before"] or match["first"] or match["after"] or match["stop"] or match["stop2"]
    return 1 if is_kroner and number >= _EXPLICIT_KRONER_FROM else unit


def _currency(match: re.Match[str]) -> str | None:
    named = match["after"] or match["before"] or match["first"]
    return _CURRENCIES.get(_key(named, _CURRENCIES)) if named else None


def _key(matched: str, known: dict[str, str]) -> str:
    """Give the word of the list behind a match, whose spaces may differ."""
    bare = re.sub(r"\s+", "", matched)
    return next((word for word in known if word.replace(" ", "") == bare), "")


def _is_range(body: str) -> bool:
    parts = _BETWEEN.split(body)
    if len(parts) != 2 or not all(parts):
        return False
    first, second = _ONE.fullmatch(parts[0]), _ONE.match(parts[1])
    return bool(first and second and _TAIL.fullmatch(parts[1][second.end() :]))


def _of_sum(body: str, text: str, unit: int, *, decimal_comma: bool) -> Parsed[Amount] | None:
    parts = [_ONE.fullmatch(part) for part in _SUM.split(body)]
    matches = [part for part in parts if part is not None]
    if len(parts) < 2 or len(matches) < len(parts):
        return None
    amounts = [_amount(match, unit, decimal_comma=decimal_comma) for match in matches]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts) or len({amount.currency for amount in known}) > 1:
        return Parsed(None, _warning("amount.several", text))
    total = Amount(sum(amount.value_dkk for amount in known), known[0].currency)
    return Parsed(total, _about_currency(total, text))


def _of_prose(folded: str, text: str, unit: int, *, decimal_comma: bool) -> Parsed[Amount]:
    """Read the only amount inside other words; it counts there only with kroner, a currency or a unit."""
    matches = [match for match in _ONE.finditer(folded) if _is_money(match)]
    if len(matches) > 1:
        return Parsed(None, _warning("amount.several", text))
    if matches and _is_part(folded, matches[0]):
        return Parsed(None, _warning("amount.several", text))
    amount = _amount(matches[0], unit, decimal_comma=decimal_comma) if matches else None
    if amount is None:
        return Parsed(None, _warning("amount.not_readable", text))
    rest = folded[matches[0].end() :].strip()
    if any(rest.startswith(word) for word in _EACH):
        return Parsed(None, _warning("amount.each", text))
    remarks = _info("amount.yearly" if any(word in rest for word in _YEARLY) else "amount.in_text", text)
    return Parsed(amount, remarks + _about_currency(amount, text))


def _is_part(folded: str, match: re.Match[str]) -> bool:
    """Tell whether another number belongs to the one found ("mellem 1 og 2 mio.", "kr. 2 × 3 × 100")."""
    before, after = folded[: match.start()], folded[match.end() :]
    is_cut = match.end("number") == match.end() and after[:1].isalpha()
    return is_cut or bool(_NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(after))


def _is_money(match: re.Match[str]) -> bool:
    unit = match["unit"]
    named = match["before"] or match["first"] or match["after"] or match["stop"] or match["unit0"]
    return bool(named or (unit and unit not in ("t", "m")))
