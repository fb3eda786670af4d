"""What a reader has chosen, in words: for what is taken away from the pages."""

from dashboard.components.area_words import area_text
from dashboard.components.filter_bar import choice_label
from dashboard.filters import CHOICES
from dashboard.texts import t
from portfolio.selection import Criteria


def filter_lines(criteria: Criteria) -> list[str]:
    """Say each filter in a line: "Trafiklys: Rød eller Gul"; none when nothing is chosen."""
    lines = []
    for choice in CHOICES:
        labels = [choice_label(choice.criterion, code) for code in getattr(criteria, choice.criterion)]
        between = f" {t('filter.and')} " if choice.criterion == "gaps" else f" {t('filter.or')} "
        lines += [f"{area_text(f'filter.{choice.key}')}: {between.join(labels)}"] if labels else []
    if criteria.text:
        lines.append(f"{t('filter.search')}: {criteria.text}")
    return lines if criteria.only_listed else [*lines, t("filter.udgaaede")]
