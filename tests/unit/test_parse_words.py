"""Words of closed lists, and the status column that says everything."""

import pytest

from etl.parse.words import StatusAxes, StepState, axes_of_status, parse_code
from etl.schema.words import sections, words
from portfolio.trials.words import TrialOutcome
from portfolio.vocabulary import (
    Phase,
    Priority,
    ProcessType,
    Severity,
    SpreadPotential,
    Status,
    TaskType,
    TrafficLight,
    Uptake,
)


def ids(parsed):
    return [remark.id for remark in parsed.remarks]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Idé", Status.IDEA),
        ("ide", Status.IDEA),
        ("på tegnebrættet", Status.IDEA),
        ("Ikke startet", Status.PLANNED),
        ("ej påbegyndt", Status.PLANNED),
        ("Er endnu ikke gået i gang", Status.PLANNED),
        ("I gang", Status.ACTIVE),
        ("IGANG", Status.ACTIVE),
        ("igangv.", Status.ACTIVE),
        ("Igang\u00advæ\u00adrende", Status.ACTIVE),
        ("  i \n gang. ", Status.ACTIVE),
        ("Loebende", Status.ACTIVE),
        ("under implementering", Status.ACTIVE),
        ("in progress", Status.ACTIVE),
        ("Stand-by", Status.PAUSED),
        ("Stillet i bero", Status.PAUSED),
        ("afventer", Status.PAUSED),
        ("Afsluttede", Status.COMPLETED),
        ("Avsluttet", Status.COMPLETED),
        ("Overgået til drift pr. 1/1", Status.IN_OPERATION),
        ("Stoppet pga. manglende finansiering", Status.STOPPED),
        ("lukket uden resultat", Status.STOPPED),
        ("Projektet er i gang i 7 kommuner", Status.ACTIVE),
    ],
)
def test_a_status_is_read_in_its_many_spellings(text, code):
    assert parse_code(Status, text).value is code


@pytest.mark.parametrize(
    ("codes", "text", "code"),
    [
        (Phase, "Fase 2: afprøvning", Phase.TESTING),
        (Phase, "implementerings fase", Phase.IMPLEMENTATION),
        (Phase, "Driftsfasen", Phase.OPERATION),
        (Priority, "1", Priority.HIGH),
        (Priority, 2, Priority.MEDIUM),
        (Priority, 3.0, Priority.LOW),
        (Priority, "Bør", Priority.MEDIUM),
        (TaskType, "Udviklingsopgave (lokal)", TaskType.DEVELOPMENT),
        (TaskType, "Implementeringsopg.", TaskType.IMPLEMENTATION),
        (ProcessType, "Procestype A", ProcessType.A),
        (SpreadPotential, "Stort potentiale", SpreadPotential.HIGH),
        (SpreadPotential, "kun lokalt", SpreadPotential.LOW),
        (SpreadPotential, "nej", SpreadPotential.NONE),
        (Uptake, "✓", Uptake.YES),
        (Uptake, "Ja - i alle afdelinger", Uptake.YES),
        (Uptake, "ja, delvist", Uptake.PARTLY),
        (Uptake, "plan. 2020", Uptake.PLANNED),
        (Uptake, "-", Uptake.NOT_RELEVANT),
        (StepState, "forv. marts 2019", StepState.PLANNED),
        (StepState, "afventer", StepState.WAITING),
        (TrialOutcome, "justeres", TrialOutcome.ADAPT),
    ],
)
def test_each_list_has_its_words(codes, text, code):
    assert parse_code(codes, text).value is code


def test_a_misspelt_word_is_not_guessed_but_suggested():
    parsed = parse_code(Status, "I gng")

    assert parsed.value is None
    assert [(remark.id, remark.facts["suggestion"]) for remark in parsed.remarks] == [
        ("word.perhaps", "i gang")
    ]


@pytest.mark.parametrize(
    ("codes", "text", "message"),
    [
        (Priority, "Høj/mellem", "word.several"),
        (Status, "i gang/afsluttet", "word.several"),
        (Status, "blåbærgrød", "word.not_known"),
        (SpreadPotential, "Ikke vurderet", "word.unknown"),
        (Status, "Ikke afsluttet", "word.not_known"),
    ],
)
def test_a_word_that_is_no_code_says_why(codes, text, message):
    parsed = parse_code(codes, text)

    assert (parsed.value, ids(parsed)) == (None, [message])


def test_a_lone_sign_is_a_placeholder():
    assert parse_code(Priority, "-").is_placeholder
    assert not parse_code(Priority, None).is_placeholder


def test_every_word_of_a_list_means_its_code():
    for name, codes in {"status": Status, "phase": Phase, "task_type": TaskType, "uptake": Uptake}.items():
        for part in {name, f"{name}_inside", f"{name}_whole"} & sections():
            for code, spellings in words(part).items():
                read = {word: parse_code(codes, word).value for word in spellings}
                assert read == dict.fromkeys(spellings, codes(code))


@pytest.mark.parametrize(
    ("text", "axes"),
    [
        ("I gang", StatusAxes(status=Status.ACTIVE)),
        ("I gang, 60 %", StatusAxes(status=Status.ACTIVE, completion_share=0.6)),
        ("75 %", StatusAxes(completion_share=0.75)),
        ("75% færdig", StatusAxes(completion_share=0.75)),
        ("90 % - kun to plejecentre mangler", StatusAxes(completion_share=0.9)),
        ("Fase 2: afprøvning", StatusAxes(phase=Phase.TESTING)),
        ("I pilot", StatusAxes(phase=Phase.TESTING)),
        ("Sendt til kommentering", StatusAxes(process_step="Sendt til kommentering")),
        ("Trin 7", StatusAxes(process_step="Trin 7")),
        ("Gul", StatusAxes(traffic_light=TrafficLight.YELLOW)),
        ("🟢", StatusAxes(traffic_light=TrafficLight.GREEN)),
        ("Grøn - kører", StatusAxes(status=Status.ACTIVE, traffic_light=TrafficLight.GREEN)),
        ("Grøn i Skive, men gul samlet. Kører.", StatusAxes(status=Status.ACTIVE)),
        ("I drift fra 1/9 i Viborg, Silkeborg følger efter", StatusAxes(status=Status.IN_OPERATION)),
        ("Afsluttet - slutrapport sendt til SSG 14/6", StatusAxes(status=Status.COMPLETED)),
        ("Procestype A. Pilot i gang i to jobcentre", StatusAxes(status=Status.ACTIVE)),
        ("-", StatusAxes()),
        (None, StatusAxes()),
    ],
)
def test_a_status_cell_is_taken_apart(text, axes):
    assert axes_of_status(text) == axes


@pytest.mark.parametrize(
    "text",
    [
        "Afventer svar fra PLO, møde 12/3",
        "Tovholder er på barsel, vikar pr. 1/12. Skolerne er glade for forløbet.",
        "Første møde holdt; forventes i gang fra marts",
        "Kursus aflyst, ny dato i april",
        "Fremmøde 84 %",
        "grøn/gul",
        "Rød tråd i forløbet",
    ],
)
def test_prose_without_a_status_is_kept_with_a_warning(text):
    axes = axes_of_status(text)

    assert (axes.status, axes.traffic_light, axes.completion_share, axes.prose) == (None, None, None, text)
    assert [(remark.id, remark.severity) for remark in axes.remarks] == [
        ("status.not_understood", Severity.WARNING)
    ]


def test_late_is_no_status():
    axes = axes_of_status("Forsinket")

    assert (axes.status, [remark.id for remark in axes.remarks]) == (None, ["status.late"])


def test_a_number_shown_as_per_cent_is_a_share():
    assert axes_of_status(0.45, is_percent=True) == StatusAxes(completion_share=0.45)


@pytest.mark.parametrize(
    ("text", "axes"),
    [
        ("I gang (gul)", StatusAxes(status=Status.ACTIVE, traffic_light=TrafficLight.YELLOW)),
        ("I gang - implementering", StatusAxes(status=Status.ACTIVE, phase=Phase.IMPLEMENTATION)),
        ("I gang, trin 7", StatusAxes(status=Status.ACTIVE, process_step="trin 7")),
        ("Afsluttet. Rapporten er grøn og gul", StatusAxes(status=Status.COMPLETED)),
        ("I gang, afprøvning i to kommuner", StatusAxes(status=Status.ACTIVE)),
        ("I gang, 75 % færdig", StatusAxes(status=Status.ACTIVE, completion_share=0.75)),
        ("I gang / gul", StatusAxes(status=Status.ACTIVE, traffic_light=TrafficLight.YELLOW)),
        ("Projektet er nu afsluttet", StatusAxes(status=Status.COMPLETED)),
        ("Implementeres pt.", StatusAxes(status=Status.ACTIVE)),
        ("Ej igangsat", StatusAxes(status=Status.PLANNED)),
        ("Fortsat i gang", StatusAxes(status=Status.ACTIVE)),
        ("Nedlagt 1/1", StatusAxes(status=Status.STOPPED)),
        ("Midlertidigt lukket ned", StatusAxes(status=Status.PAUSED)),
        ("Ikke sat i gang endnu", StatusAxes(status=Status.PLANNED)),
        ("Fuldt udrullet", StatusAxes(status=Status.IN_OPERATION)),
        ("Aktiv (lav intensitet)", StatusAxes(status=Status.ACTIVE)),
        ("Pause pga. barsel", StatusAxes(status=Status.PAUSED)),
        ("Implementeret i 6 af 6 kommuner", StatusAxes(status=Status.IN_OPERATION)),
    ],
)
def test_clauses_after_a_status_tell_the_other_axes(text, axes):
    assert axes_of_status(text) == axes


def test_a_status_cut_short_is_its_word():
    assert axes_of_status("Afsl.").status is Status.COMPLETED


def test_stops_and_spaces_do_not_count():
    assert parse_code(Priority, "Prio. 1").value is Priority.HIGH
    assert ids(parse_code(Priority, "Mellem/høj")) == ["word.several"]


@pytest.mark.parametrize(
    "text",
    [
        "Snart i drift",
        "Bliver sat i bero",
        "Implementeret i 3 af 6 kommuner",
        "Næsten afsluttet",
        "Skal stoppes",
    ],
)
def test_a_status_still_to_come_is_not_the_status(text):
    assert axes_of_status(text).status is None
