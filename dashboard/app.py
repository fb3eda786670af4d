"""The app: pages, routes and headers put together around a database and an import."""

import logging
import secrets
from functools import partial
from pathlib import Path
from typing import ClassVar

from dash import Dash, ctx, no_update, set_props
from flask import request

from dashboard import data
from dashboard.components import shell
from dashboard.components.markup import laid_out
from dashboard.components.states import note
from dashboard.components.trial_words import BLANK
from dashboard.filters import number_in
from dashboard.pages import (
    accessibility,
    agreements,
    assessing,
    balance,
    body,
    clusters,
    core,
    cores,
    directors,
    draft,
    effect,
    evaluations,
    focus,
    gaps,
    indicator,
    initiative,
    initiatives,
    load,
    log,
    matrix,
    meeting,
    meetings,
    missing,
    new_initiative,
    organisation,
    overlap,
    overlap_groups,
    overview,
    pack_job,
    pairs,
    priority,
    process,
    receipt,
    room,
    rounds,
    since,
    source,
    sources,
    spread,
    standing,
    style_sheet,
    succession,
    template,
    templates,
    trial,
    trials,
    work_list,
)
from dashboard.server import lean
from dashboard.server.accessibility import accessibility_blueprint
from dashboard.server.adoptions import adoptions_blueprint
from dashboard.server.assessments import assessments_blueprint
from dashboard.server.bulk_drafts import bulk_blueprint
from dashboard.server.choices import root_attributes
from dashboard.server.cores import cores_blueprint
from dashboard.server.corrections import corrections_blueprint
from dashboard.server.download import download_blueprint
from dashboard.server.drafts import drafts_blueprint
from dashboard.server.effects import effects_blueprint
from dashboard.server.evaluations import evaluations_blueprint
from dashboard.server.feeds import feeds_blueprint
from dashboard.server.files import files_blueprint
from dashboard.server.first import first_answers
from dashboard.server.headers import add_headers
from dashboard.server.health import health_blueprint
from dashboard.server.homes import homes_blueprint
from dashboard.server.importing import Importer
from dashboard.server.language import add_languages, language_blueprint
from dashboard.server.matrix import matrix_blueprint
from dashboard.server.meetings import meetings_blueprints
from dashboard.server.organisation import organisation_blueprint
from dashboard.server.overlaps import overlaps_blueprint
from dashboard.server.packs import packs_blueprint
from dashboard.server.papers import paper_files_blueprint, papers_blueprint
from dashboard.server.processes import processes_blueprint
from dashboard.server.reference import follow_reference
from dashboard.server.room import room_blueprint
from dashboard.server.rounds import rounds_blueprint
from dashboard.server.shrinking import Shrinker, shrink_answers
from dashboard.server.sources import sources_blueprint
from dashboard.server.statics import Assets, Statics, Suites, serve_statics
from dashboard.server.templates import templates_blueprint
from dashboard.server.titles import titles_blueprint
from dashboard.server.trials import trials_blueprint
from dashboard.server.unknown import answer_unknown
from dashboard.server.upload import upload_blueprint
from dashboard.server.views import views_blueprint
from dashboard.settings import Settings
from dashboard.texts import language, t
from portfolio.database import make_engine
from portfolio.errors import TvaerblikError
from portfolio.resources import resource
from portfolio.rules.structure import bodies_by_id

_LOG = logging.getLogger(__name__)
_MIB = 1024 * 1024
_ICON = "icons/tvaerblik.svg"

PAGES = (
    accessibility,
    overview,
    since,
    standing,
    focus,
    balance,
    clusters,
    spread,
    matrix,
    trials,
    trial,
    priority,
    cores,
    process,
    templates,
    template,
    effect,
    indicator,
    initiatives,
    new_initiative,
    assessing,
    core,
    initiative,
    load,
    draft,
    receipt,
    sources,
    source,
    gaps,
    rounds,
    evaluations,
    meetings,
    meeting,
    room,
    log,
    pairs,
    overlap,
    overlap_groups,
    directors,
    pack_job,
    organisation,
    agreements,
    body,
    succession,
    work_list,
    missing,
    style_sheet,
)


class TvaerblikApp(Dash):
    """A Dash app whose page says its language and asks for nothing that it does not use."""

    index_page: ClassVar[str] = (Path(__file__).parent / "index.html").read_text(encoding="utf-8")
    statics: Statics

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # named by Dash
        """Fill in the page that every address begins with."""
        first = first_answers(self.server, request)
        written = {
            "language": language(),
            "choices": root_attributes(),
            "noscript": t("shell.noscript"),
            "app_entry": parts["app_entry"].replace("Loading...", t("shell.loading")),
            "icon": self.statics.assets.address(_ICON),
            "fonts": lean.font_tags(self.statics),
            "css": lean.lean_tags(parts["css"], self.statics),
            "scripts": lean.lean_tags(parts["scripts"], self.statics),
            "config": lean.lean_config(parts["config"], self.statics),
            "charts": lean.plotly_tag(self.statics) if first.has_chart else "",
            "first": first.tags,
            "title": parts["title"],
            "renderer": parts["renderer"],
        }
        return self.index_page.format(**written)


def create_app(settings: Settings, importer: Importer | None, clock: data.Clock) -> TvaerblikApp:
    """Make an app on its own database; several can stand side by side in one process.

    Args:
        settings: where the database is.
        importer: the import that files are handed to; None: nothing can be loaded here.
        clock: gives the present instant, in UTC.
    """
    app = _bare_app()
    app.layout = shell.app_layout
    shell.register(app)
    for page in PAGES:
        page.register(app)
    _add_server(app, settings, importer, clock)
    return app


def _bare_app() -> TvaerblikApp:
    """Make the app without pages: nothing is laid out before it is opened, nothing fetched from others."""
    return TvaerblikApp(
        __name__,
        assets_folder=str(resource("assets")),
        assets_path_ignore=["vendor"],  # fetched by the first chart of a page
        use_pages=True,
        pages_folder="",
        suppress_callback_exceptions=True,
        title="Tværblik",
        update_title=None,  # type: ignore[arg-type]  # None is how Dash is told to leave the title alone
        on_error=tell_error,
        serve_locally=True,
        include_pages_meta=False,
        enable_mcp=False,
    )


def tell_error(error: Exception) -> object:
    """Show the reader a callback's error in a sentence, and log the rest under the number it gives."""
    if isinstance(error, TvaerblikError):
        sentence = error.message(language())
    else:
        number = secrets.token_hex(3).upper()
        _LOG.error("error %s on a page", number, exc_info=error)
        sentence = t("shell.error", number=number)
    told = note(sentence, "warning")
    if _is_router():
        return [shell.broken_page(told), {"title": "Tværblik"}]
    set_props(shell.TOAST, {"children": laid_out([told, shell.close_button()])})
    return no_update


def _is_router() -> bool:
    """Tell whether the callback that failed is the one that lays out whole pages."""
    outputs = ctx.outputs_list
    return isinstance(outputs, list) and outputs[0]["id"] == shell.PAGE_PLACE


def _add_server(app: TvaerblikApp, settings: Settings, importer: Importer | None, clock: data.Clock) -> None:
    engine = make_engine(settings.database_url)
    door = data.open_door(engine, clock)
    server = app.server
    server.extensions[data.EXTENSION] = door
    app.statics = Statics(
        Assets(resource("assets")), Suites(app.registered_paths), Shrinker(settings.data_dir / "shrunk")
    )
    shrink_answers(server)  # before all others that change answers: what is said first is done last
    follow_reference(server)
    serve_statics(server, app.statics)
    data.keep_population_in(server, settings.data_dir)
    server.config["MAX_CONTENT_LENGTH"] = _MIB  # the upload route raises it for itself
    add_languages(server)
    blueprints = (
        upload_blueprint(importer),
        drafts_blueprint(importer),
        bulk_blueprint(importer),
        corrections_blueprint(importer),
        processes_blueprint(importer),
        rounds_blueprint(importer),
        room_blueprint(importer),
        adoptions_blueprint(importer),
        matrix_blueprint(),
        evaluations_blueprint(importer),
        trials_blueprint(importer),
        assessments_blueprint(importer),
        cores_blueprint(importer),
        effects_blueprint(importer),
        papers_blueprint(importer),
        titles_blueprint(importer),
        overlaps_blueprint(importer),
        paper_files_blueprint(importer, app.index),
        homes_blueprint(importer),
        *meetings_blueprints(importer),
        templates_blueprint(importer),
        download_blueprint(app.index),
        packs_blueprint(importer, settings.packs, app.index),
        files_blueprint(importer, app.index),
        feeds_blueprint(),
        sources_blueprint(app.index),
        organisation_blueprint(importer),
        views_blueprint(app.index),
        health_blueprint(engine),
        language_blueprint(),
        accessibility_blueprint(settings.was_url),
    )
    for blueprint in blueprints:
        server.register_blueprint(blueprint)
    numbered = {
        "indsatser": partial(data.has_initiative, door),
        "indlaes": partial(data.has_upload, door),
        "indlaes/kladde": partial(data.has_draft, door),
        "kilder": partial(data.has_source, door),
        "moeder": partial(data.has_meeting, door),
    }
    answer_unknown(
        server,
        numbered,
        {
            "organisation": lambda it: it in bodies_by_id(),
            "proces/skabeloner": partial(data.has_template, door),
            "statuspakke": partial(data.has_job, door),
            "proevehandlinger": partial(_has_sheet, door),
            "effekt": partial(data.has_indicator, door),
        },
    )
    add_headers(app)


def _has_sheet(door: data.Door, key: str) -> bool:
    """Tell whether there is a trial with a key, or an initiative whose empty sheet it names."""
    kind, _, number = key.partition("-")
    if kind != BLANK:
        return data.has_trial(door, key)
    found = number_in(number)
    return found is not None and data.has_initiative(door, found)
