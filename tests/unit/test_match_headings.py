import pytest

from etl.schema.headings import best_score, heading_scores
from portfolio.fields import FIELDS

NOVEL = {
    "title": [
        "Navn på indsatsen",
        "Projektets titel",
        "Tiltagets navn",
        "Prosjektnavn",
        "Project Title",
        "Delprojekt",
        "Indsats i Rebild Kommune",
    ],
    "key": ["Projekt nr.", "Indsats #", "Sag nr.", "Indsats-ID"],
    "description": [
        "Hvad handler indsatsen om",
        "Kort om indsatsen",
        "Beskriv indsatsen kort",
        "Projektets indhold",
    ],
    "aim": ["Formålet med indsatsen", "Målsætninger", "Purpose and goals"],
    "lead": [
        "Tovholder i regionen",
        "Hvem er tovholder?",
        "Tovh.",
        "Projektledare",
        "Tovhoder",
        "Kontaktperson(er)",
    ],
    "owner": ["Ansvarlig chef", "Opgavens ejer", "Ansv. leder", "Overordnet ansvarlig leder"],
    "status": ["Projektets status", "Hvor langt er vi kommet?", "Status okt. 2026", "State of progress"],
    "phase": ["Projektfase nu", "Hvilken fase?", "Stage of project"],
    "traffic_light": ["Statusfarve", "Lys (R/G/G)", "Traffic light status", "Grøn, gul eller rød"],
    "start": ["Dato for igangsættelse", "Opstartstidspunkt", "Sat i gang", "Startdatum"],
    "end": [
        "Indsatsens forventede afslutningstidspunkt",
        "Skal være færdig",
        "Hvornår slutter det",
        "Forventes afsluttet",
        "Expected end date",
    ],
    "period": ["Projektets løbetid", "Tid (start - slut)", "Periode (start-slut)", "Timeframe"],
    "updated": ["Dato for seneste opdatering", "Opdat. den", "Sidste ajourføringsdato"],
    "budget_dkk": [
        "Samlet økonomisk ramme (mio. kr.)",
        "Budgetoverslag",
        "Bevilget beløb",
        "Total cost (DKK)",
    ],
    "spend_dkk": ["Forbrug pr. 1/10", "Afholdte udgifter til dato"],
    "funding": ["Hvem finansierer?", "Midler fra", "Medfinansieret af"],
    "municipalities": [
        "Kommuner der deltager",
        "Delt. kommuner",
        "Omfattede kommuner",
        "Participating municipalities",
    ],
    "hospitals": ["Deltagende hospital(er)", "Sygehus/afdeling", "Hospital unit"],
    "citizen_count": ["Antal berørte borgere", "Forventet antal patienter", "Borgere (antal)"],
    "completion_share": ["Færdiggørelsesprocent", "Andel færdig", "Percent done"],
    "evaluation_date": ["Dato for evaluering", "Evalueringstermin", "Evaluation due"],
    "spread_potential": [
        "Potentiale for spredning til andre klynger",
        "Skalerbar?",
        "Vurderet spredningspotentiale",
    ],
    "goal": ["Kobling til mål i sundhedsaftalen", "Understøtter hvilket mål"],
    "remarks": ["Kommentarer til status", "Andre bemærkninger", "Kommentarfelt"],
    "next_step": ["Hvad er næste skridt?", "Next actions"],
    "risks": ["Risici og udfordringer", "Key risks"],
    "other_parties": ["Øvrige involverede parter", "Andre samarbejdspartnere"],
    "cluster": ["Hvilken klynge", "Klyngetilhørsforhold", "Sundhedsklynge (navn)"],
}
"""Headings that no list in the schema holds."""

ASKED = {
    "budget_dkk": ["Hvor mange penge er der sat af?", "Hvor stort er budgettet?"],
    "spend_dkk": ["Hvor meget er brugt?", "Udgifter til dato"],
    "funding": ["Hvor kommer pengene fra?", "Eksterne midler", "Pengene kommer fra"],
    "lead": ["Hvem har bolden?", "Hvem driver projektet?", "Ansvarlig medarbejder"],
    "owner": ["Hvem ejer projektet?", "Lead partner", "Tovholdende organisation"],
    "target_group": ["Hvem er indsatsen for?", "Retter sig mod", "Diagnosegruppe"],
    "background": ["Hvilket behov dækker indsatsen?", "Begrundelse"],
    "body": ["Hvor er indsatsen forankret?", "Besluttende organ"],
    "phase": ["Hvor i processen?"],
    "effect": ["Foreløbige erfaringer", "Hvad kom der ud af det?"],
    "indicator": ["Hvordan måler vi det?", "Måles ved"],
    "risks": ["Hvad kan gå galt?", "Hvad driller?"],
    "next_step": ["Hvad gør vi nu?", "Handlinger inden næste møde"],
    "decision": ["Hvad skal klyngen tage stilling til?", "Sag til drøftelse", "Hvad indstilles?"],
    "dependencies": ["Bygger videre på", "Hænger sammen med"],
    "spread_status": ["Hvor er indsatsen udbredt?", "Spredning indtil nu"],
    "resources": ["Hvor mange årsværk?", "Antal timer"],
    "traffic_light": ["Fremdrift (rød, gul, grøn)", "Projektets helbred"],
    "key": ["Rækkenr."],
    "description": ["Det gør vi", "Beskr."],
    "start": ["Går i luften"],
    "updated": ["Senest set på"],
}
"""Questions and turns of phrase: what they ask, or several words that stand for one thing, tells."""


@pytest.mark.parametrize(
    ("field", "heading"), [(field, heading) for field, all_of in ASKED.items() for heading in all_of]
)
def test_a_heading_that_asks_is_read_by_what_it_asks(field, heading):
    scores = heading_scores(heading)

    assert max(scores, key=lambda name: scores[name]) == field


@pytest.mark.parametrize(
    ("field", "heading"), [(field, heading) for field, all_of in NOVEL.items() for heading in all_of]
)
def test_a_heading_that_no_list_holds_is_read_by_its_words(field, heading):
    scores = heading_scores(heading)

    assert max(scores, key=lambda name: scores[name]) == field


@pytest.mark.parametrize(
    ("group", "heading", "field"),
    [
        ("Tid", "Slut", "end"),
        ("Trafiklys", "Tid", "traffic_light_time"),
        ("Trafiklys", "Økonomi", "traffic_light_economy"),
        ("Evaluering", "Dato", "evaluation_date"),
        ("Organisation", "Tovholder", "lead"),
    ],
)
def test_the_group_above_decides_a_heading_that_says_little(group, heading, field):
    scores = heading_scores(heading, group)

    assert max(scores, key=lambda name: scores[name]) == field


@pytest.mark.parametrize(
    "heading",
    [
        "Mødelokale",
        "Skoledistrikt",
        "Etisk komité",
        "Løntrin",
        "Parkeringsplads",
        "Vejr",
        "Bilnummer",
        "Antal pladser",
        "",
        "  ",
        "123",
    ],
)
def test_a_heading_of_something_else_means_no_field(heading):
    assert best_score(heading) < 0.44


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åben dør", "Aaben doer"),
        ("SLUT-DATO", "slut dato"),
        ("Mål-\ngruppe", "Målgruppe"),
        ("Kommu\u00adner", "Kommuner"),
    ],
)
def test_spelling_habits_do_not_matter(one, other):
    assert heading_scores(one) == heading_scores(other)


def test_every_field_has_a_heading():
    from etl.schema.headings import known_headings

    named = {field for name in known_headings() for field in heading_scores(name)}

    assert named == set(FIELDS)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("1. Projekt", "title"),
        ("Titel (skal udfyldes)", "title"),
        ("Status pr. 1. november 2026", "status"),
        ("Fase (idé, test, drift)", "phase"),
        ("Kommune(r) [vælg fra liste]", "municipalities"),
    ],
)
def test_numbers_days_and_what_stands_in_brackets_leave_a_heading_sure(heading, field):
    assert heading_scores(heading)[field] >= 0.88


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Bemærninger", "remarks"),
        ("Beskrivlse", "description"),
        ("Budgt", "budget_dkk"),
        ("Antal borgre", "citizen_count"),
        ("Satus", "status"),
        ("Sum af antal borgere", "citizen_count"),
        ("Foregående opgaver", "dependencies"),
        ("Hvad drejer det sig om", "description"),
    ],
)
def test_a_lacking_letter_or_a_pivots_words_leave_a_heading_known(heading, field):
    scores = heading_scores(heading)

    assert scores[field] >= 0.8
    assert max(scores, key=scores.__getitem__) == field


@pytest.mark.parametrize("heading", ["Varenr", "Bolig", "Etage", "Konto"])
def test_another_word_is_not_mended_to_a_known_one(heading):
    assert best_score(heading) < 0.5
