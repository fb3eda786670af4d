"""Whether a list's words ask for a decision."""

import pytest

from portfolio.rules.asking import asks_for_decision


@pytest.mark.parametrize(
    "text",
    [
        "Indstilles til SSG i december",
        "Der ønskes beslutning om spredning",
        "Afventer godkendelse i styregruppen",
        "SSG bedes tage stilling til økonomien",
        "Til drøftelse på næste møde",
        "Behov for afklaring af mandat",
        "Skal godkendes politisk",
    ],
)
def test_these_ask(text):
    assert asks_for_decision(text)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Godkendt i SSG 3. marts",
        "Indstilling godkendt af SSG",
        "Ny koordinator ansættes",
        "Besluttet at fortsætte",
        "Afventer lokaler",
    ],
)
def test_these_do_not(text):
    assert not asks_for_decision(text)
