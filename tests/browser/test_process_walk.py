"""Both processes of the founding note walked end to end, as a consultant does it on an initiative's page."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Site, Watch
from tests.browser.screens import Initiative

pytestmark = pytest.mark.browser


class Walk:
    """An initiative's page, where its process is moved on by the forms that a reader sees."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.card = page.locator("#proces")
        Initiative(page, origin).open("/indsatser/1")

    def form(self, words: str, card: Locator | None = None) -> Locator:
        """Unfold a form."""
        fold = (
            (card or self.card)
            .locator("details.deed-fold")
            .filter(has=self.page.locator("summary", has_text=words))
        )
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        return fold

    def choose(self, process: str, entrance: str = "") -> None:
        """Choose the process."""
        form = self.form("Vælg en")
        form.get_by_label("Hvilken proces følger indsatsen?").select_option(process)
        form.get_by_label("Indgang").select_option(entrance)
        form.get_by_role("button", name="Vælg processen").click()
        expect(self.card.locator("h2").first).to_contain_text("ikke begyndt")

    def move(self, number: str, name: str) -> None:
        """Move it to the step that is offered, and see it there."""
        form = self.form("Flyt til et trin")
        expect(form.get_by_label("Flyt til")).to_have_value(number)
        form.get_by_role("button", name="Flyt indsatsen").click()
        self.is_in(number, name)

    def decide(self, outcomes: dict[str, str], number: str, name: str) -> None:
        """Note what a body decided in the step, and go on to the next."""
        form = self.form("Notér en beslutning")
        for subject, outcome in outcomes.items():
            form.get_by_label(subject).select_option(outcome)
        form.get_by_label("Flyt indsatsen videre til næste trin").check()
        form.get_by_role("button", name="Gem beslutningen").click()
        self.is_in(number, name)

    def is_in(self, number: str, name: str) -> None:
        """See where it is."""
        expect(self.card.locator("h2").first).to_contain_text(f"Trin {number} af")
        expect(self.card.locator(".process-step.step-current")).to_contain_text(name)


def test_an_agreement_from_its_terms_of_reference_to_its_evaluation(site: Site, page: Page, watch: Watch):
    walk = Walk(page, site.origin)
    walk.choose("agreement")
    walk.move("1", "Kommissorium")
    paper = walk.form("Læg et papir ved")
    paper.get_by_label("Link").fill("https://esdh.example/kommissorium")
    paper.get_by_role("button", name="Gem papiret").click()
    expect(walk.card.locator(".process-step.step-current")).to_contain_text("Papir: Kommissorium")
    walk.decide({"Kommissorium": "approved", "Hvem løser opgaven": "approved"}, "2", "Arbejdsgruppe")
    walk.move("3", "Udkast til aftale")
    walk.move("4", "Drøftelse og tilretning")
    walk.move("5", "Kommentering")

    rounds = page.locator("#kommentering")
    sent = walk.form("Notér en ny runde", rounds)
    sent.get_by_label("Andre parter").fill("PLO")
    sent.get_by_label("Svarfrist").fill("2026-12-10")
    sent.get_by_role("button", name="Gem runden").click()
    expect(rounds.locator("h2").first).to_contain_text("frist om 17 dage")

    walk.move("6", "Tilretning af udkast")
    walk.move("7", "Til fællessekretariatet")
    walk.move("8", "Godkendelse i SSG")
    walk.decide({"Den fælles aftale": "approved_with_changes"}, "9", "SKU og politiske organer")
    walk.decide({"Politisk godkendelse": "approved"}, "10", "Implementering i klynger")

    receivers = page.locator("#modtagere")
    taken = walk.form("Notér en modtager", receivers)
    taken.get_by_label("Modtager").fill("Randersklyngen")
    taken.get_by_role("button", name="Gem modtageren").click()
    expect(receivers.locator("table")).to_contain_text("Randersklyngen")

    walk.move("11", "Evaluering")
    evaluation = page.locator("#evaluering")
    planned = walk.form("Læg en plan", evaluation)
    expect(planned.get_by_label("Regnet fra")).to_have_value("2026-11-23")  # the day it was approved
    planned.get_by_role("button", name="Gem planen").click()
    expect(evaluation.locator("h2").first).to_contain_text("Næste evaluering 23. november 2027")
    assert watch.errors == []


def test_a_clusters_own_work_from_its_own_door_to_its_spread(site: Site, page: Page, watch: Watch):
    walk = Walk(page, site.origin)
    walk.choose("development", "b")
    walk.move("1.b", "Klyngens eget initiativ")
    expect(walk.card.locator(".process-step.step-not-relevant")).to_have_count(
        4
    )  # 1.a and 2 to 4 are not missing
    walk.move("5", "Udvikling og afprøvning")
    walk.move("6", "Kernen beskrives")
    skipped = walk.form("Spring et trin over")
    skipped.get_by_label("Trin", exact=True).select_option("7")
    skipped.get_by_label("Hvorfor springes trinnet over?").fill("Enighed i klyngen")
    skipped.get_by_role("button", name="Spring trinnet over").click()
    expect(walk.card.locator(".process-step.step-skipped")).to_contain_text("Enighed i klyngen")
    walk.move("8", "Tilretning")
    walk.move("9", "SSG: produkt og spredning")
    walk.decide(
        {"Produktet": "approved", "Spredning til øvrige": "approved"}, "10", "SKU og politiske organer"
    )
    walk.decide({"Politisk godkendelse": "approved"}, "11", "Øvrige klynger")

    decisions = walk.card.get_by_role("table", name="Beslutninger om indsatsen")
    expect(decisions.get_by_role("row")).to_have_count(4)
    page.goto(f"{site.origin}/proces?proces=development")
    expect(page.locator("main")).to_contain_text("Øvrige klynger")
    assert watch.errors == []
