"""The form that moves an initiative on the board, folded on its card; a dropped card opens the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.board import Board, Card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.markup import Element, Node
from dashboard.components.process_forms import Asked as Changing
from dashboard.components.process_forms import (
    choose_form,
    day_control,
    holders_of,
    line_control,
    steps_of,
    text_control,
)
from dashboard.components.process_forms import field as labelled
from dashboard.components.process_words import holder_name
from dashboard.server.processes import DAY, HOLDER, NOTE, REASON, STEP
from dashboard.texts import t
from portfolio.process.templates import Template
from portfolio.vocabulary import CourseState

_MOVE = "flyt"
STEPS = "{steps}"
"""Where ``assets/63-board.js`` writes which steps a move leaves out."""

_BEHIND = (CourseState.AHEAD, CourseState.CURRENT, CourseState.PASSED)


def card_id(initiative_id: int) -> str:
    """Give the id of a card's title: the focus comes back to it when the card has been moved."""
    return f"kort-{initiative_id}"


@dataclass
class Mover:
    """Makes the cards' forms; what all of them offer is made once.

    Attributes:
        board: the board.
    """

    board: Board
    _steps: dict[int, list[Element]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        roles = dict(holders_of())
        others = {it: holder_name(it) for it in self.board.holders if it and it not in roles}
        empty = html.Option(t("process.holder_as_template"), value="")
        self._holders = [empty, *_options((roles | others).items())]

    def form(self, card: Card) -> Node:
        """Lay out a card's form, folded; the step after its own is offered."""
        asked = Changing(card.id, self.board.today, focus=card_id(card.id), prefix="tavle")
        template = card.course.template
        steps = html.Select(
            self._steps_of(template), className="form-select", defaultValue=card.course.following().number
        )
        holders = html.Select(self._holders, className="form-select", defaultValue="")
        day = day_control(self.board.today, self.board.today)
        title = card.item.title
        form = deed_form(
            asked.address("flyt"),
            [
                html.P(t("board.moving", title=title), className="move-title"),
                labelled(asked, _MOVE, STEP, t("process.move_to"), steps),
                labelled(asked, _MOVE, DAY, t("process.day"), day),
                labelled(asked, _MOVE, HOLDER, t("process.holder"), holders),
                labelled(asked, _MOVE, NOTE, t("process.note"), text_control()),
                html.P(role="status", className="move-told", hidden=True),
                html.Div(
                    labelled(asked, _MOVE, REASON, t("process.skip_why"), line_control()),
                    className="move-why",
                    hidden=True,
                ),
                html.Div([deed_button(t("process.move"), is_main=True), _close()], className="move-ends"),
            ],
            focus=asked.focus,
        )
        with_attributes(form, {"data-jump": t("board.jump", steps=STEPS), "data-back": t("board.back")})
        said = html.Span(f" {title}", className="visually-hidden")
        return html.Details([html.Summary([t("board.move"), said]), form], className="move no-print")

    def _steps_of(self, template: Template) -> list[Element]:
        if template.version not in self._steps:
            self._steps[template.version] = _options(steps_of(template))
        return self._steps[template.version]


def _options(words: Iterable[tuple[str, str]]) -> list[Element]:
    return [html.Option(said, value=code) for code, said in words]


def left_out(card: Card) -> str:
    """Give the steps that a move never leaves out: those done, skipped or not relevant to the initiative."""
    return " ".join(it.step.number for it in card.course.steps if it.state not in _BEHIND)


def _close() -> Element:
    button = html.Button(t("board.leave"), type="button", className="btn-quiet")
    return with_attributes(button, {"data-leave": ""})


def choose_fold(initiative_id: int, title: str, board: Board, templates: Mapping[str, Template]) -> Node:
    """Offer to choose a process for an initiative that has none, folded."""
    asked = Changing(initiative_id, board.today, focus="uden-proces", prefix="tavle")
    said = html.Span(f" {title}", className="visually-hidden")
    form = choose_form(asked, templates, None)
    return html.Details([html.Summary([t("board.choose"), said]), form], className="deed-fold no-print")


def shown_templates(templates: Mapping[str, Template], first: Template) -> Mapping[str, Template]:
    """Give the processes to choose among, the one that is shown first."""
    return {first.id: first} | dict(templates)
