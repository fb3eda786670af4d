"""Forms of a source's page: whose list it is and by when, and the reading profile sent as a file."""

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.data import SourceSettings
from dashboard.format import danish_key
from dashboard.labels import organisations
from dashboard.server.sources import ROUTE
from dashboard.texts import language, t
from portfolio.sources import LAST_DAY, LONGEST_SENDER
from portfolio.vocabulary import OrganisationKind, label

FACTS, PROFILE = "oplysninger", "laeseprofil"


def facts_form(source_id: int, settings: SourceSettings) -> Element:
    """Ask who sends the list, whose it is, and by which day it is expected."""
    due_day = settings.profile.due_day
    sender = html.Input(
        id="kilde-afsender",
        name="afsender",
        type="text",
        defaultValue=settings.sender,
        maxLength=LONGEST_SENDER,
        autoComplete="off",
        className="form-control",
    )
    day = html.Input(
        id="kilde-frist",
        name="frist",
        type="number",
        min="1",
        max=str(LAST_DAY),
        defaultValue="" if due_day is None else str(due_day),
        className="form-control due-day",
    )
    content = [
        _field("kilde-afsender", "source.sender", sender),
        _field("kilde-organisation", "source.organisation", _organisation(settings.organisation_id)),
        _field("kilde-frist", "source.due_day", day, "source.due_day_hint"),
        deed_button(t("source.save"), is_main=True),
    ]
    form = deed_form(_deed(source_id, "oplysninger"), content, className="deed source-form", focus=FACTS)
    told = (settings.sender, settings.organisation_id, due_day)  # another form when what it tells is another
    return with_attributes(form, {"key": "/".join(map(str, told))})


def _organisation(chosen: str | None) -> Element:
    nobody = html.Option(t("source.no_organisation"), value="")
    groups = [_group(kind) for kind in OrganisationKind]
    return html.Select(
        [nobody, *(it for it in groups if it is not None)],
        id="kilde-organisation",
        name="organisation",
        defaultValue=chosen or "",
        className="form-select",
    )


def _group(kind: OrganisationKind) -> Element | None:
    known = sorted(
        (it for it in organisations().values() if it.kind is kind), key=lambda it: danish_key(it.name)
    )
    if not known:
        return None
    return html.Optgroup([html.Option(it.name, value=it.id) for it in known], label=label(kind, language()))


def _field(field_id: str, text_id: str, control: Element, hint_id: str = "") -> Node:
    parts = [html.Label(t(text_id), htmlFor=field_id, className="field-label"), control]
    if hint_id:
        parts.append(html.P(t(hint_id), id=f"{field_id}-hjaelp", className="field-hint"))
        with_attributes(control, {"aria-describedby": f"{field_id}-hjaelp"})
    return html.Div(parts)


def import_form(source_id: int) -> Element:
    """Take in a reading profile as a file."""
    file = html.Input(
        id="profil-fil", name="fil", type="file", accept=".toml,application/toml,text/plain", required=True,
        className="form-control",
    )  # fmt: skip
    content = [
        html.Label(t("source.profile_file_label"), htmlFor="profil-fil", className="field-label"),
        file,
        html.P(t("source.profile_file_hint"), className="field-hint"),
        deed_button(t("source.profile_take"), is_main=True),
    ]
    form = deed_form(_deed(source_id, "profil"), content, className="deed profile-import", focus=PROFILE)
    form.attributes["encType"] = "multipart/form-data"
    return form


def _deed(source_id: int, deed: str) -> str:
    return f"{ROUTE}/{source_id}/{deed}"
