"""What has come of initiatives, as far as measurements or lists say."""

from collections.abc import Iterable, Mapping

from dashboard.components.effect_words import measured_words
from portfolio.effect.book import EffectBook
from portfolio.records import Value

_RESULTS = ("effect", "indicator", "evaluation")


def results_told(
    ids: Iterable[int], effect: EffectBook, values: Mapping[int, Mapping[str, Value]]
) -> dict[int, str]:
    """Say what each initiative that tells of a result has got out of it: measured, else as the list says."""
    among = set(ids)
    found = {id_: text for id_ in sorted(among) if (text := measured_words(effect.of.get(id_, ())))}
    for id_ in sorted(among - found.keys()):
        said = [values.get(id_, {}).get(name) for name in _RESULTS]
        quoted = next((it for it in said if isinstance(it, str) and it.strip()), None)
        if quoted is not None:
            found[id_] = " ".join(quoted.split())
    return found
