"""Forms that change something: sent by ``assets/11-deeds.js``, which shows in place what is refused."""

from collections.abc import Mapping, Sequence

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.markup import Element, Node
from dashboard.texts import t


def deed_form(
    action: str,
    content: Sequence[Node],
    *,
    hidden: Mapping[str, str | Sequence[str]] | None = None,
    className: str = "deed",  # noqa: N803 -- React's own name
    focus: str = "",
    at_once: bool = False,
    has_file: bool = False,
) -> Element:
    """Lay out a form.

    Args:
        action: where it is sent.
        content: its controls and buttons.
        hidden: values that it sends along; several of one name are sent in order.
        className: its classes.
        focus: id of what has the focus when the page stands anew.
        at_once: whether a choice in it is sent when it is made.
        has_file: whether a file may be sent along.
    """
    told = html.P(className="deed-refusal", hidden=True, role="alert", tabIndex=-1)
    kept = [_hidden(name, value) for name, values in (hidden or {}).items() for value in _several(values)]
    form = html.Form(
        [*kept, *content, with_attributes(told, {"data-refusal": ""})],
        action=action,
        method="post",
        className=className,
        encType="multipart/form-data" if has_file else None,
    )
    marks = {"data-deed": ""} | ({"data-focus": focus} if focus else {})
    return with_attributes(form, marks | ({"data-at-once": ""} if at_once else {}))


def deed_button(words: str, *, is_main: bool = False, name: str = "", value: str = "") -> Element:
    """Lay out a button that sends its form; a name and a value say which of several it was."""
    look = "btn-main" if is_main else "btn-quiet"
    return html.Button(words, type="submit", className=look, name=name or None, value=value or None)


def reason_field(field_id: str, label: str) -> Node:
    """Ask for a reason that others can read later."""
    field = html.Input(
        id=field_id, type="text", name="begrundelse", className="form-control", maxLength=300, required=True
    )
    return html.Div([html.Label(label, htmlFor=field_id, className="field-label"), field], className="reason")


def folded_deed(summary: str, form: Element, *, className: str = "deed-fold") -> Node:  # noqa: N803 -- React's own name
    """Fold a form away behind what it is for."""
    return html.Details([html.Summary(summary), form], className=className)


def job_place(job_id: str | None, *, share: float = 0.0, said: str = "", stays: bool = False) -> Node:
    """Show how far a job has come; without one, keep the place for the job that a form may start.

    Where the page ``stays``, it is laid out anew when the job is done, and left for nothing that it led to.
    """
    bar = with_attributes(html.Progress(max=1, value=str(share)), {"aria-label": t("draft.progress")})
    text = with_attributes(html.P(said, role="status"), {"data-job-said": ""})
    place = html.Div([bar, text], className="job-progress", hidden=job_id is None)
    marks = {"data-job-place": ""} | ({} if job_id is None else {"data-job": job_id})
    marks |= {"data-stay": ""} if stays else {}
    return with_attributes(place, marks)


def _several(values: str | Sequence[str]) -> Sequence[str]:
    return (values,) if isinstance(values, str) else values


def _hidden(name: str, value: str) -> Element:
    return html.Input(type="hidden", name=name, defaultValue=value)
