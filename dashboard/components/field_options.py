"""The fields of an initiative as options of a choice, and the codes of one."""

from dashboard.components import markup as html
from dashboard.components.markup import Node
from dashboard.labels import code_label
from dashboard.server.drafts import NOTHING_OF_OURS
from dashboard.texts import language, t
from portfolio.fields import FIELDS, GROUP_LABELS, FieldGroup


def field_options(chosen: str | None) -> list[Node]:
    """Give every field, by group; None is a column that is nothing of ours."""
    nothing = html.Option(t("draft.nothing_of_ours"), value=NOTHING_OF_OURS, selected=chosen is None or None)
    return [nothing, *(_of_group(group, chosen) for group in FieldGroup)]


def _of_group(group: FieldGroup, chosen: str | None) -> Node:
    options = [
        html.Option(field.label.text(language()), value=field.name, selected=field.name == chosen or None)
        for field in FIELDS.values()
        if field.group is group
    ]
    return html.Optgroup(options, label=GROUP_LABELS[group].text(language()))


def code_options(field: str, first: str | None) -> list[Node]:
    """Give the codes of a field; what a word means nothing stands first, chosen where nothing is likely."""
    codes = FIELDS[field].codes
    nothing = html.Option(t("draft.means_nothing"), value="", selected=first is None or None)
    known = [] if codes is None else list(codes)
    return [
        nothing,
        *(
            html.Option(code_label(type(code), code.value), value=code.value, selected=code == first or None)
            for code in known
        ),
    ]
