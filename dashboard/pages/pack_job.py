"""A pack that takes long: how far it has come, and the file when it is made."""

from dash import Dash
from dash.development.base_component import Component

from dashboard import data
from dashboard.components import markup as html
from dashboard.components.deed import job_place
from dashboard.components.links import link
from dashboard.components.markup import Node
from dashboard.components.pack_form import PACK_FILE, PACK_PAGE
from dashboard.components.shell import arrive, lay_out_view, register_numbered_page
from dashboard.components.states import empty_state, note
from dashboard.components.view import View
from dashboard.texts import language, t
from portfolio.messages import sentence
from portfolio.vocabulary import JobKind, JobState, label


def layout(job_id: str = "", **query: str | list[str]) -> Component:
    """Lay out the page of the job with this id."""
    path = f"{PACK_PAGE}/{job_id}"
    asked = arrive(path, query, ())
    return lay_out_view(path, asked, view(job_id))


def register(_app: Dash) -> None:
    """Give the page its address."""
    register_numbered_page(__name__, f"{PACK_PAGE}/<job_id>", "pack.title", layout)


def view(job_id: str) -> View:
    """Show how far a pack has come; one that is not there, with the way on."""
    job = data.job(job_id)
    if job is None or job.kind is not JobKind.PACK:
        way_on = link(t("missing.home"), "/", className="btn-main")
        return View(t("pack.job_missing"), "", [empty_state(t("pack.job_missing_hint"), way_on)])
    if job.is_open:
        place = job_place(job.id, share=job.progress_share, said=label(job.step, language()), stays=True)
        return View(t("pack.job_open"), t("pack.job_open_subtitle"), [place])
    if job.state is JobState.FAILED and job.error is not None:
        said = sentence(job.error.id, job.error.facts, language())
        return View(t("pack.job_failed"), "", [note(said, "warning")])
    return View(t("pack.job_done"), t("pack.job_done_subtitle"), [_file(job)])


def _file(job: data.JobFacts) -> Node:
    file = html.A(t("pack.get"), href=f"{PACK_FILE}/{job.id}", className="btn-main", download="")
    return html.P(file)
