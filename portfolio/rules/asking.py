"""Whether a list's words ask a forum to decide something; what has been decided already asks for nothing."""

import re

from portfolio.rules.likeness import fold

_ASKS = re.compile(
    r"\b(?:oenskes|indstilles?|indstilling|soeges|bedes|anmodes|tage stilling|stillingtagen|forelaegges"
    r"|afventer (?:beslutning|godkendelse|stillingtagen|mandat)"
    r"|skal (?:besluttes|godkendes|droeftes|afgoeres)"
    r"|til (?:beslutning|godkendelse|droeftelse)"
    r"|(?:behov for|mangler) (?:beslutning|afklaring|godkendelse|mandat)"
    r"|beslutning om|godkendes (?:i|af|paa)|decision needed|to be decided|for decision)\b"
)
_IS_DECIDED = re.compile(
    r"\b(?:godkendt|besluttet|vedtaget|tiltraadt|afvist|taget til efterretning|aftalt|udsat)\b"
)


def asks_for_decision(text: str | None) -> bool:
    """Tell whether a text asks for a decision: "Indstilles til SSG", "Der ønskes beslutning om spredning"."""
    if not text:
        return False
    folded = fold(text)
    return bool(_ASKS.search(folded)) and not _IS_DECIDED.search(folded)
