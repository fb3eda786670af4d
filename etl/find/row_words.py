"""Words that tell what a row below a heading is, besides a record."""

import re

TOTAL = re.compile(
    r"(i ?alt|total(t|sum|er)?|sum|subtotal|delsum|mellemsum|hovedtotal|grand total|gennemsnit)\b"
)
SUMMING = re.compile(
    r"\b(i ?alt|total(t|sum|er)?|sum|saldo|gennemsnit)\b|\brest$"
    r"|^antal \w+|^samle(t|de) (for|sum|budget|beløb|forbrug|udgift)\w*\b"
)
"""Words that tell a total wherever they stand, where the row's other cells are numbers."""

LEGEND = re.compile(
    r"[^=:]{1,14}\s=\s.+|[A-Za-zÆØÅæøå0-9+–-]{1,3}\s*[=:]\s*\S.*|(signatur)?forklaring\b.*|.*\b1\s*=\s*\S+.*",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"[*¹²³†]|\(?\d\)\s|(note|noter|obs|bemærk|nb|kilde|fodnote|anm)\b[.:]?|side \d+(\s+af\s+\d+)?$",
    re.IGNORECASE,
)
END_MARK = re.compile(r"(slut|end|eof|listen? slut\w*|slut på listen?|[-=_*# ]{3,})\.?", re.IGNORECASE)
TEMPLATE = re.compile(
    r"[<\[{(«].*[>\]})»]\.*|(indsæt|skriv|udfyld|vælg|eksempel|angiv|tilføj|ny (indsats|række|linje))\b.*"
    r"|(eks|f\.? ?eks|fx|example|e\.g)\b\.?\s*:.*",
    re.IGNORECASE,
)
HELP = re.compile(
    r"(indsæt|skriv|udfyld|vælg|angiv|tilføj|beskriv|anfør|sæt)\b.*|.*\?|(d{1,2}|m{2})[-./](m{2}|å{2,4}).*"
    r"|(højst|max|maks|maksimalt|mindst|kort|ca)\.?\b.*\b(tegn|ord|linjer?)\b.*|(ja/nej|dato|fritekst|tal|tekst)",
    re.IGNORECASE,
)
"""What a row of help below a heading says in each cell."""

FILLER = re.compile(r"\D{3,30}\s\d{1,2}")
NUMBERED = re.compile(
    r"(projekt|indsats|opgave|initiativ|tiltag|aktivitet|navn|titel)\s*\d*\.*", re.IGNORECASE
)
