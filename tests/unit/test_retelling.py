"""Whether a list tells the same as the month before."""

import pytest

from portfolio.rules.retelling import Retelling, retelling


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Møde afholdt 3. oktober om lokaler", "Møde afholdt d. 7/11 om lokaler."),
        ("Møde afholdt 3.10.2026 om lokaler", "Møde afholdt 7/11-26 om lokaler."),
        ("Oplæring af alle i uge 45", "Oplæring af alle i uge 47"),
        ("Venter på svar", "venter på svar!"),
        ("Opstart maj 2026 er på plads", "Opstart juni 2026 er på plads"),
    ],
)
def test_a_day_or_a_stop_changed_is_nearly_the_same(before, now):
    assert retelling(before, now) is Retelling.NEARLY


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("Audit: 78 % holdt aftalen", "Audit: 81 % holdt aftalen"),
        ("Ventetid 3-4 uger i klinikken", "Ventetid 5-6 uger i klinikken"),
        ("2/3 af kommunerne er med", "1/3 af kommunerne er med"),
        ("Vi mangler 2.500 kr. til det", "Vi mangler 3.500 kr. til det"),
        ("Der er nu 12.5 stillinger i alt", "Der er nu 12.6 stillinger i alt"),
        ("Venter på svar", "Venter ikke på svar"),
        ("Resultatet er −5 pladser", "Resultatet er 5 pladser"),
        ("3. oktober 2026", "7. november 2026"),
        ("I gang", "i gang"),
        (None, "Venter på svar"),
        ("Venter på svar", None),
        ("", ""),
    ],
)
def test_a_number_a_word_or_too_little_is_not(before, now):
    assert retelling(before, now) is None


def test_word_for_word_needs_every_sign():
    assert retelling("I gang", "I gang") is Retelling.VERBATIM
