"""What is read of cores: how many parts, who has answered, and where receivers part from what is fixed."""

from collections.abc import Sequence

from dashboard.data import Adopter, Core
from dashboard.format import number
from dashboard.labels import party_name
from dashboard.texts import language, t
from portfolio.spread.words import PartUse
from portfolio.vocabulary import label

USE_MARKS = {PartUse.TAKEN: "✓", PartUse.ADAPTED: "≈", PartUse.LEFT_OUT: "✕", None: "?"}


def use_label(use: PartUse | None) -> str:
    """Say what became of a part; what nobody has said is unknown, not left out."""
    return t("cores.nobody_knows") if use is None else label(use, language())


def parts_words(core: Core) -> str:
    """Count the parts."""
    fixed, free = len(core.text.fixed), len(core.text.adaptable)
    said = t("cores.fixed_count", count=fixed, number=number(fixed))
    return (
        said
        if not free
        else t("cores.and", one=said, other=t("cores.free_count", count=free, number=number(free)))
    )


def heading_words(core: Core | None, adopters: Sequence[Adopter]) -> str:
    """Say how many parts there are, who has answered, and how many part from what is fixed."""
    if core is None:
        return t("cores.heading_none")
    parts = parts_words(core)
    if not adopters:
        return t("cores.heading_unasked", parts=parts)
    parted = [it for it in adopters if it.deviations(core.text)]
    said = t("cores.heading", count=len(adopters), number=number(len(adopters)), parts=parts)
    if not parted:
        return said
    return t("cores.and_parted", said=said, count=len(parted), number=number(len(parted)))


def parted_lines(core: Core, adopters: Sequence[Adopter]) -> list[str]:
    """Say who has parted from which fixed part, and how."""
    return [
        t(
            "cores.parted",
            who=party_name(it.organisation),
            part=part.text,
            use=use_label(it.use(part)).lower(),
        )
        for it in adopters
        for part in it.deviations(core.text)
    ]
