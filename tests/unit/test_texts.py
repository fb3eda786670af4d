"""The pages' texts: in both languages, with the same facts, none too many, none missing, in plain words."""

import re
from pathlib import Path

import pytest
from flask import Flask

from dashboard.server.language import add_languages
from dashboard.texts import COOKIE, LANGUAGES, language, paragraphs, raw, speaking, t
from portfolio.vocabulary import UNKNOWN
from tests.builders.catalogues import Entry, catalogue, listed, lix

ROOT = Path(__file__).resolve().parents[2]
CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
DANISH, ENGLISH = catalogue("da"), catalogue("en")
IDS = sorted(DANISH.keys() & ENGLISH.keys())
AREAS = "|".join(sorted({text_id.split(".")[0] for text_id in IDS}))
MADE = tuple(sorted({*re.findall(rf'f["\']((?:{AREAS})\.[a-z_.]*)\{{', CODE)}))
"""Beginnings of ids that the code completes from a code or name."""

HELPED = (
    "directors",
    "overview",
    "standing",
    "focus",
    "clusters",
    "spread",
    "process",
    "templates",
    "list",
    "initiative",
    "load",
    "receipt",
    "sources",
    "source",
    "gaps",
    "rounds",
    "evaluations",
    "trials",
    "trial",
    "balance",
    "meetings",
    "meeting",
    "organisation",
    "body",
    "agreements",
)


def forms(entry: Entry) -> str:
    return "\n".join(entry.forms)


def prose(entry: Entry) -> str:
    """What people read of a text: without facts, options, quotations and names of files."""
    text = re.sub(r"\{[^}]*\}|`[^`]*`|\"[^\"]*\"|--?[a-z][a-z-]*|http\S+|\S+\.html\b", " ", forms(entry))
    return re.sub(r"\btvaerblik \w+", " ", text)


# --- The catalogues


@pytest.mark.parametrize("said", LANGUAGES)
def test_no_text_is_given_twice_or_left_empty(said):
    ids = [text_id for text_id, _ in listed(said)]
    assert len(ids) == len(set(ids))
    assert [text_id for text_id, entry in listed(said) if not all(entry.forms)] == []


def test_both_languages_have_the_same_texts_in_the_same_files_and_order():
    places = [[(entry.file, text_id) for text_id, entry in listed(said)] for said in LANGUAGES]
    assert places[0] == places[1]


def test_a_text_says_the_same_facts_in_both_languages_and_in_all_its_forms():
    pairs = {text_id: (DANISH[text_id], ENGLISH[text_id]) for text_id in IDS}
    apart = {key: (da.facts, en.facts) for key, (da, en) in pairs.items() if da.facts != en.facts}
    assert apart == {}
    only_in_some = {key: set().union(*da.facts) - da.facts[-1] for key, (da, _) in pairs.items()}
    assert {key: facts for key, facts in only_in_some.items() if not facts <= {"count"}} == {}
    padded = {key for key, (da, _) in pairs.items() if any(text != text.strip() for text in da.forms)}
    assert {key for key in padded if not key.startswith("list.column_")} == set()


def test_a_text_is_used():
    quoted = set(re.findall(r'(?<=["\'])[^\s"\']+(?=["\'])', CODE))
    unused = [text_id for text_id in IDS if text_id not in quoted]
    assert [text_id for text_id in unused if not text_id.startswith(MADE)] == []


def test_every_text_id_in_the_code_has_a_text():
    named = set(re.findall(rf'["\']((?:{AREAS})\.[a-z_]+(?:\.[a-z_]+)*)["\']', CODE))
    not_ids = {name for name in named if name.endswith((".js", ".css", ".html", ".json", ".toml", ".po"))}
    asked = set(re.findall(r'\b(?:t|raw)\(\s*["\']([^"\']+)["\']', CODE))
    assert (asked | named) - not_ids - set(IDS) == set()
    assert [begun for begun in MADE if not any(text_id.startswith(begun) for text_id in IDS)] == []


# --- The languages apart

NAMES = frozenset(
    {
        "Aim",
        "Aims",
        "Anhøj",
        "Effect",
        "Effekt",
        "England",
        "Triple",
        "Tværblik",
        "Excel",
        "PowerPoint",
        "Word",
        "JavaScript",
        "Ctrl",
        "Randersklyngen",
        "Overblik",
        "Organisation",
        "Status",
        "Indlæs",
        "Overview",
        "Upload",
        "January",
        "February",
        "March",
        "June",
        "July",
        "August",
        "October",
        "Kilder",
        "Sources",
        "Linux",
        "November",
        "Windows",
        "København",
        "Milat",
        "Copenhagen",
        "Danish",
        "English",
        "Sundhedsklynge",
        "Syd",
    }
)
"""What may have a capital inside a sentence beside abbreviations, placeholders and "I" (all of you)."""

ENGLISH_WORDS = frozenset(
    {
        "the",
        "and",
        "not",
        "with",
        "from",
        "row",
        "rows",
        "file",
        "files",
        "sheet",
        "loaded",
        "upload",
        "uploaded",
        "finding",
        "initiative",
        "unknown",
        "none",
        "of",
        "or",
        "is",
        "are",
        "any",
        "this",
        "that",
        "page",
        "last",
        "next",
        "show",
        "hide",
        "close",
        "cancel",
        "save",
        "back",
        "list",
        "month",
    }
)
DANISH_WORDS = frozenset(
    {
        "og",
        "ikke",
        "er",
        "af",
        "til",
        "på",
        "med",
        "som",
        "der",
        "det",
        "den",
        "de",
        "et",
        "har",
        "fra",
        "liste",
        "lister",
        "fil",
        "række",
        "indsats",
        "indsatser",
        "klynge",
        "kommune",
        "kommuner",
        "vis",
        "skjul",
        "uden",
        "ingen",
        "siden",
        "nyeste",
        "antal",
    }
)


def foreign(entry: Entry, words: frozenset[str]) -> list[str]:
    found = set(re.findall(r"[^\W\d_]+", prose(entry).lower()))
    return sorted(found & words)


def test_no_english_is_left_in_danish_texts():
    assert {text_id: it for text_id in IDS if (it := foreign(DANISH[text_id], ENGLISH_WORDS))} == {}


def test_no_danish_is_left_in_english_texts():
    assert {text_id: it for text_id in IDS if (it := foreign(ENGLISH[text_id], DANISH_WORDS))} == {}
    letters = {
        word
        for text_id in IDS
        for word in re.findall(r"\w*[æøåÆØÅ]\w*", prose(ENGLISH[text_id]))
        if word not in {"Tværblik", "Anhøj"}
    }
    assert letters == set()


def _is_name(word: str) -> bool:
    return word.isupper() or word.removesuffix("s") in {name.removesuffix("s") for name in NAMES}


@pytest.mark.parametrize("said", LANGUAGES)
def test_only_names_have_capitals_inside_a_sentence(said):
    capital = re.compile(r"(?<=[\w,;] )[A-ZÆØÅ][\w’'-]*")
    found = {
        (text_id, word)
        for text_id, entry in catalogue(said).items()
        for word in capital.findall(prose(entry))
        if not _is_name(re.split(r"['’-]", word)[0])
    }
    assert found == set()


TERMS = [
    (r"indsats", r"initiative"),
    (r"\bkilde", r"\bsource"),
    (r"\bkommune", r"municipalit"),
    (r"\bklynge", r"cluster"),
    (r"planområde", r"planning area"),
    (r"fokusområde", r"focus area"),
    (r"trafiklys", r"traffic light"),
    (r"portefølje", r"portfolio"),
    (r"kvittering", r"receipt"),
    (r"potentiale", r"potential"),
    (r"slutdato", r"end date"),
    (r"\bark\b|\barket\b", r"(?<!style )\bsheet"),
    (r"\brække(?!følge)", r"\brow"),
    (r"\bkolonne", r"column"),
    (r"\bmåned", r"month"),
    (r"\bfiltre|\bfilter", r"filter"),
    (r"kandidat", r"candidate"),
    (r"\bindlæs", r"\bupload"),
    (r"\bbemærkning", r"finding|remark"),
]
"""A word of the glossary and the one word that stands for it in English."""

OFFICIAL = "cli.db.upgrade.help"
"""Loads what is not an upload."""


@pytest.mark.parametrize(("danish", "english"), TERMS)
def test_a_term_has_one_word_in_each_language(danish, english):
    apart = [
        text_id
        for text_id in IDS
        if bool(re.search(danish, prose(DANISH[text_id]).lower()))
        != bool(re.search(english, prose(ENGLISH[text_id]).lower()))
    ]
    assert [text_id for text_id in apart if text_id != OFFICIAL] == []


REPLACED = {
    "da": r"\binitiativ|\bprojekt(?!list)|\bupload|\bdatakild|\bproject|\bportfolio|\brapport(?!eringsmåned)",
    "en": r"\bproject(?! list)|\bimport|\bload(?!s the)|\bfocal|\btraffic signal",
}


@pytest.mark.parametrize("said", LANGUAGES)
def test_no_text_uses_a_word_that_the_glossary_has_another_for(said):
    words = re.compile(REPLACED[said])
    found = {key: words.findall(prose(it).lower()) for key, it in catalogue(said).items()}
    assert {key: it for key, it in found.items() if it and key != OFFICIAL} == {}


BLAME = {
    "da": r"du skal|du har (?:glemt|ikke)|din fejl|du kan ikke|ugyldig|ulovlig|ikke tilladt|desværre",
    "en": r"you must|you have to|you forgot|you failed|your error|invalid|illegal|not allowed|please",
}


@pytest.mark.parametrize("said", LANGUAGES)
def test_no_text_blames_or_orders_the_reader(said):
    blame = re.compile(BLAME[said])
    assert [key for key, it in catalogue(said).items() if blame.search(prose(it).lower())] == []


def test_buttons_and_ways_on_begin_with_a_verb():
    ways_on = {
        "load.button": ("Send", "Send"),
        "empty.load": ("Indlæs", "Upload"),
        "sources.load_link": ("Indlæs", "Upload"),
        "receipt.load_another": ("Indlæs", "Upload"),
        "figure.table": ("Vis", "Show"),
        "figure.download": ("Hent", "Download"),
        "filter.reset": ("Nulstil", "Reset"),
        "filter.remove": ("Fjern", "Remove"),
        "shell.skip": ("Gå", "Go"),
    }
    said = {key: (DANISH[key].forms[0], ENGLISH[key].forms[0]) for key in ways_on}
    assert {key: tuple(text.split()[0] for text in texts) for key, texts in said.items()} == ways_on
    assert [key for key, texts in said.items() for text in texts if len(text.split()) < 2] == []


# --- Help


def test_the_readability_index_counts_words_a_sentence_and_long_words():
    assert lix("Vi ser på det. Det går godt.") == pytest.approx(3.5)
    assert lix("Kommunerne deltager.") == pytest.approx(2 + 100)
    assert lix("Tallet er lille: det er et.") == pytest.approx(3)


LONG_ENOUGH = 20
"""The index says little of a text of so few words."""


@pytest.mark.parametrize("said", LANGUAGES)
def test_help_is_easy_to_read(said):
    helps = {
        key: it for key, it in catalogue(said).items() if key.endswith(".help") or key.startswith("help.")
    }
    found = {key: lix(prose(it)) for key, it in helps.items() if len(prose(it).split()) > LONG_ENOUGH}
    assert len(found) >= len(HELPED)
    assert {key: value for key, value in found.items() if value > 40} == {}


@pytest.mark.parametrize("page", HELPED)
def test_each_page_has_a_short_help_with_as_many_paragraphs_in_both_languages(page):
    found = {}
    for said in LANGUAGES:
        with speaking(said):
            found[said] = paragraphs(f"help.{page}")
    assert 2 <= len(found["da"]) == len(found["en"]) <= 4
    assert all(len(text.split()) < 70 for texts in found.values() for text in texts)
    assert all("\n" not in text for texts in found.values() for text in texts)


# --- What a reader gets


@pytest.mark.parametrize(
    ("cookie", "accepted", "text"),
    [
        (None, "", "Indsatser"),
        (None, "en", "Indsatser"),
        ("en", "", "Initiatives"),
        ("da", "en", "Indsatser"),
        ("xx", "en", "Indsatser"),
    ],
)
def test_the_language_is_danish_unless_the_cookie_says_english(cookie, accepted, text):
    server = Flask(__name__)
    add_languages(server)
    server.add_url_rule("/", view_func=lambda: t("nav.list"))
    client = server.test_client()
    if cookie is not None:
        client.set_cookie(COOKIE, cookie)

    assert client.get("/", headers={"Accept-Language": accepted}).text == text
    assert language() == "da"


def test_the_language_is_known_before_a_request_is_dispatched():
    server = Flask(__name__)
    add_languages(server)
    with server.test_request_context(headers={"Cookie": "sprog=en"}):
        assert t("nav.list") == "Initiatives"
    assert t("nav.list") == "Indsatser"


def test_one_is_said_as_one():
    assert t("count.initiatives", count=1, number="1") == "1 indsats"
    assert t("count.initiatives", count=2, number="2") == "2 indsatser"
    assert t("count.initiatives", count=0, number="0") == "0 indsatser"
    assert raw("count.initiatives", 1) == "{number} indsats"


def test_a_count_is_written_with_its_thousands_apart():
    assert t("findings.open", number="1") == "Vis 1 til"
    assert t("opening.more", count=999) == "og 999 flere"
    assert t("opening.more", count=1_234) == "og 1.234 flere"
    with speaking("en"):
        assert t("opening.more", count=1_234) == "and 1,234 more"


def test_a_text_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match=r"nav\.nowhere"):
        t("nav.nowhere")
    with pytest.raises(KeyError, match="number"):
        t("count.initiatives", count=2)


def test_unknown_is_said_with_the_same_words_everywhere():
    assert f"“{UNKNOWN.da}”" in t("help.overview")
    assert t("focus.reach_unknown") == UNKNOWN.da
