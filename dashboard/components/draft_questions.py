"""What is asked of a draft's columns and words, what is otherwise than before, and what was chosen."""

from collections.abc import Iterator

from dashboard.components import markup as html
from dashboard.components.attributes import with_attributes
from dashboard.components.cards import card
from dashboard.components.deed import deed_button, deed_form
from dashboard.components.draft_places import deed_address
from dashboard.components.field_options import code_options, field_options
from dashboard.components.markup import Element, Node
from dashboard.data import DraftDetail
from dashboard.format import number, share
from dashboard.labels import code_label, field_label
from dashboard.texts import language, t
from portfolio.choices import Choice, failing
from portfolio.draft_result import DraftResult
from portfolio.drift import Drift
from portfolio.fields import FIELDS
from portfolio.jobs import Told
from portfolio.messages import sentence
from portfolio.profile import ColumnRule, Profile, SheetRule, WordRule, profile_json
from portfolio.questions import Question, QuestionKind
from portfolio.vocabulary import DraftState


def questions_card(draft: DraftDetail, result: DraftResult) -> Node | None:
    """Ask what is in doubt, each with what stands in the list; None where nothing is."""
    asked = result.understood.questions
    if not asked:
        return None
    items = [html.Li(_question(draft, question, place)) for place, question in enumerate(asked)]
    every = deed_form(
        deed_address(draft, "forslag"),
        [deed_button(t("draft.take_all"))],
        className="deed take-all",
        focus="trin-genkend",
    )
    heading = t("draft.asked", count=len(asked), number=number(len(asked)))
    content: list[Node] = [html.Ol(items, className="asked"), *([every] if len(asked) > 1 else [])]
    return card(heading, content, t("draft.asked_subtitle"))


def _question(draft: DraftDetail, question: Question, place: int) -> Node:
    part = f"spoergsmaal-{place}"
    words = [html.H3(_words(question), id=part, tabIndex=-1), *_examples(question)]
    return html.Div([html.Div(words), _answer(draft, question, part)], className="question")


def _words(question: Question) -> str:
    where = f"{question.sheet}, {question.place}" if question.sheet else question.place
    if question.kind is QuestionKind.WORD_UNKNOWN:
        field = field_label(question.field or "")
        count = question.count
        return t("draft.ask_word", word=question.text, field=field, count=count, number=number(count))
    facts = {"heading": question.text or question.place, "place": where}
    if question.kind is QuestionKind.COLUMN_DOUBTFUL:
        return t("draft.ask_doubtful", field=field_label(question.field or ""), **facts)
    return t("draft.ask_unknown", **facts)


def _examples(question: Question) -> list[Node]:
    if question.kind is QuestionKind.WORD_UNKNOWN:
        return [html.P(", ".join(question.cells), className="place")] if question.cells else []
    if not question.examples:
        return []
    said = t("draft.examples", examples=" · ".join(question.examples))
    sure = [html.P(t("draft.sure_of", share=share(question.confidence)), className="under")]
    doubtful = question.kind is QuestionKind.COLUMN_DOUBTFUL
    return [html.P(said, className="under"), *(sure if doubtful else [])]


def _answer(draft: DraftDetail, question: Question, part: str) -> Element:
    control_id = f"{part}-svar"
    first = question.field or next(iter(question.suggestions), None)
    if question.kind is QuestionKind.WORD_UNKNOWN:
        options = code_options(question.field or "", next(iter(question.suggestions), None))
        control = html.Select(options, id=control_id, name="kode", className="form-select")
        hidden = {"felt": question.field or "", "ord": question.text}
        deed, name = "ord", t("draft.word_means")
    else:
        control = html.Select(field_options(first), id=control_id, name="felt", className="form-select")
        hidden = {
            "ark": question.sheet or "",
            "overskrift": question.text,
            "gruppe": question.group,
            "nr": str(question.nth),
        }
        deed, name = "felt", t("draft.column_is")
    label = html.Label(name, htmlFor=control_id, className="field-label")
    return deed_form(
        deed_address(draft, deed),
        [label, control, deed_button(t("draft.answer"), is_main=True)],
        hidden=hidden,
        className="deed question-answer",
        focus="trin-genkend",
    )


# --- What is otherwise than before --------------------------------------------------------------------------


def drift_card(result: DraftResult) -> Node | None:
    """Say what of the list is otherwise than the source's earlier lists."""
    found = result.understood.drift
    if not found:
        return None
    heading = t("draft.drift", count=len(found), number=number(len(found)))
    return card(heading, [html.Ul([html.Li(drift_words(it)) for it in found], className="drift")])


def drift_words(drift: Drift) -> str:
    """Say in a sentence what is otherwise than before."""
    field = "" if drift.field is None else field_label(drift.field)
    facts = {
        "sheet": drift.sheet or t("receipt.no_sheet"),
        "text": drift.text,
        "former": drift.former,
        "field": field or t("receipt.column_unknown").lower(),
        "place": drift.place or "",
    }
    return t(f"draft.drift_{drift.kind}", **facts)


# --- What was chosen ----------------------------------------------------------------------------------------


def choices_card(draft: DraftDetail) -> Node | None:
    """List what was chosen for this file, each to be taken back."""
    rules = list(_chosen(draft.facts.choices))
    if not rules:
        return None
    fails = _failing(draft)
    items = [html.Li(_line(draft, profile, rule, fails.get(rule))) for profile, rule in rules]
    content: list[Node] = [html.Ul(items, className="choices"), *_undo_all(draft, len(rules))]
    return card(_choices_heading(len(rules), len(fails)), content, _choices_subtitle(draft))


def _failing(draft: DraftDetail) -> dict[Choice, Told]:
    """Give the choices that do not work; while the file is read again, nobody knows."""
    facts, result = draft.facts, draft.result
    if result is None or facts.result_revision != facts.revision:
        return {}
    return failing(facts.choices, result)


def _choices_heading(count: int, fails: int) -> str:
    said = t("draft.choices", count=count, number=number(count))
    return t("draft.choices_failing", said=said, count=fails, number=number(fails)) if fails else said


def _choices_subtitle(draft: DraftDetail) -> str:
    is_refused = draft.facts.state is DraftState.REFUSED
    return t("draft.choices_refused") if is_refused else t("draft.choices_subtitle")


def _undo_all(draft: DraftDetail, count: int) -> list[Node]:
    if count < 2:
        return []
    every = profile_json(draft.facts.choices)
    form = deed_form(
        deed_address(draft, "tag-tilbage"),
        [deed_button(t("draft.undo_all"))],
        hidden={"regel": every},
        className="deed take-all",
        focus="trin-genkend",
    )
    return [form]


def _line(draft: DraftDetail, profile: Profile, rule: Choice, why: Told | None) -> Element:
    """Show a choice, and where it does not work why and what to do."""
    undo = with_attributes(
        deed_button(t("draft.undo")), {"aria-label": t("draft.undo_choice", choice=rule_words(rule))}
    )
    form = deed_form(
        deed_address(draft, "tag-tilbage"),
        [html.Span(rule_words(rule)), " ", undo],
        hidden={"regel": profile_json(profile)},
        className="deed inline-deed",
        focus="trin-genkend",
    )
    if why is None:
        return form
    said: list[Node] = [html.Strong(t("draft.choice_fails")), " ", sentence(why.id, why.facts, language())]
    return html.Div([form, html.P(said, className="choice-fails")])


def _chosen(choices: Profile) -> Iterator[tuple[Profile, Choice]]:
    """Give each rule, and as a profile of its own."""
    for sheet in choices.sheets:
        yield Profile(sheets=(sheet,)), sheet
    for column in choices.columns:
        yield Profile(columns=(column,)), column
    for word in choices.words:
        yield Profile(words=(word,)), word


def rule_words(rule: SheetRule | ColumnRule | WordRule) -> str:
    """Say what a rule of a profile is, in a sentence."""
    if isinstance(rule, SheetRule):
        if rule.is_excluded:
            return t("draft.chose_excluded", sheet=rule.sheet)
        if rule.header_row is None:
            return t("draft.chose_included", sheet=rule.sheet)
        return t("draft.chose_row", sheet=rule.sheet or t("receipt.no_sheet"), row=rule.header_row)
    if isinstance(rule, ColumnRule):
        read_as = t("draft.nothing_of_ours").lower() if rule.field is None else field_label(rule.field)
        return t("draft.chose_column", heading=rule.heading, field=read_as)
    codes = FIELDS[rule.field].codes
    means = t("draft.means_nothing").lower()
    if rule.code and codes is not None:
        means = code_label(codes, rule.code)
    return t("draft.chose_word", word=rule.word, field=field_label(rule.field), code=means)
