"""The house keeps its promises: messages, glossary, README's commands, nothing that belongs elsewhere."""

import re
import string
import subprocess
from collections.abc import Mapping
from pathlib import Path

import click

from portfolio.messages import sentences

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portfolio", "etl", "dashboard")
SOURCES = {
    path: path.read_text(encoding="utf-8") for name in PACKAGES for path in (ROOT / name).rglob("*.py")
}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


def _does_not_match(said: Mapping[str, str]) -> list[str]:
    """Give what a message lacks in one of its languages, or says there otherwise."""
    forms = {key.removeprefix("da") for key in said if key.startswith("da")}
    faults = sorted(set(said) ^ {f"{language}{form}" for language in ("da", "en") for form in forms})
    faults += sorted({"", *forms} - {"", "_one", "_many", "_each"})
    both = [form for form in sorted(forms) if f"en{form}" in said]
    return faults + [form for form in both if _facts(said[f"da{form}"]) != _facts(said[f"en{form}"])]


def test_a_message_says_the_same_facts_in_both_languages():
    faults = {message_id: _does_not_match(said) for message_id, said in sentences().items()}

    assert {message_id: found for message_id, found in faults.items() if found} == {}


def test_what_is_said_of_many_knows_no_fact_of_a_single_one():
    of_many = {id_: _facts(said.get("da_many", "")) for id_, said in sentences().items()}
    of_each = {id_: _facts(said.get("da_each", "")) - _facts(said["da"]) for id_, said in sentences().items()}

    assert {id_: facts for id_, facts in of_many.items() if not facts <= {"count", "expected"}} == {}
    assert {id_: facts for id_, facts in of_each.items() if facts} == {}


def _is_used(message_id: str) -> bool:
    """Tell whether the id stands in the code, whole or put together from its area and a word of its own."""
    area, name = message_id.split(".")
    code = SOURCES.values()
    if any(f'"{message_id}"' in text for text in code):
        return True
    words = (f'"{name}"', f'f"{name.split("_")[0]}_{{')
    return any(f'f"{area}.{{' in text for text in code) and any(
        word in text for text in code for word in words
    )


def test_a_message_is_used():
    assert [message_id for message_id in sentences() if not _is_used(message_id)] == []


def test_every_message_id_in_the_code_has_a_sentence():
    message_id = r'"([a-z_]+\.[a-z_]+)"'
    made = r"Finding|Remark|(?:File|Profile|Source|Correction)RefusedError"
    named = re.compile(rf"(?:{made})\(\s*{message_id}|message_id = {message_id}")
    found = {(path.name, ids[0] or ids[1]) for path, text in SOURCES.items() for ids in named.findall(text)}

    assert len(found) > 20
    assert {item for item in found if item[1] not in sentences()} == set()


def test_readme_names_make_targets_that_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    for target in re.findall(r"^ {4}make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_readme_names_commands_that_exist():
    from dashboard.cli import main

    for command in re.findall(r"^ {4}tvaerblik (\w+)", README, re.MULTILINE):
        assert main.get_command(click.Context(main), command), command


def test_the_glossary_is_kept():
    """Words that the glossary has another word for are no part of a name in the code."""
    banned = re.compile(r"\b(?:def|class)\s+\w*(?:project|tiltag|indsats|klynge|kommune)\w*", re.IGNORECASE)
    found = [(path.name, match.group()) for path, text in SOURCES.items() for match in banned.finditer(text)]

    assert [item for item in found if "ndlaes" not in item[1]] == []


def test_nothing_tracked_names_this_machine_or_a_registry():
    banned = re.compile(
        "|".join(("index" + "-url", "/work" + "/", "--extra-" + "index", '"resol' + 'ved": *"http'))
    )
    texts = (
        path
        for path in _tracked()
        if path.suffix in (".py", ".toml", ".md", ".txt", ".yaml", ".sh", ".js", ".css")
    )

    assert [path.name for path in texts if banned.search(path.read_text(encoding="utf-8"))] == []


def test_no_text_is_rendered_as_html_or_markdown():
    """Text from lists must never become markup: no markdown component, no dangerous switches."""
    banned = re.compile(
        r"dcc\.Markdown|dangerously_allow|dangerouslySetInnerHTML|dcc\.(?:Upload|Dropdown|Tabs|Slider)"
    )

    assert [path.name for path, text in SOURCES.items() if banned.search(text)] == []
