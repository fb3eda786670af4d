"""The command as people give it: what it prints, writes and ends with."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import DONE, REFUSED, UNAVAILABLE, WITH_ERRORS, main
from tests.builders.numbers import FORMS, cpr_numbers, written

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
TIDY = SAMPLES / "01_Indsatsoversigt_Goedstrupklyngen.xlsx"
WITH_AN_ERROR = SAMPLES / "02_Projektoversigt_Planomraade_Syd_jan2020.xlsx"
OCTOBER = SAMPLES / "10a_Randersklyngen_projektliste_oktober_2026.xlsx"
NOVEMBER = SAMPLES / "10b_Randersklyngen_projektliste_november_2026.xlsx"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("TVAERBLIK_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("TVAERBLIK_DATABASE_URL", raising=False)
    runner = CliRunner()
    return lambda *words: runner.invoke(main, [str(word) for word in words])


@pytest.fixture
def bad_files(tmp_path):
    """Files that are no lists, by the id of their refusal."""
    files = {
        "file.empty": ("tom.xlsx", b""),
        "file.pdf": ("rapport.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
        "file.damaged": ("afbrudt.xlsx", TIDY.read_bytes()[:4000]),
        "file.no_list": ("noter.csv", b"Husk at ringe til hospitalet\r\nog til kommunen\r\n"),
    }
    for name, data in files.values():
        (tmp_path / name).write_bytes(data)
    return {message_id: tmp_path / name for message_id, (name, _) in files.items()}


@pytest.mark.parametrize(
    "words", [(), ("check",), ("ingest",), ("db",), ("db", "upgrade"), ("serve",), ("demo",)]
)
def test_help_is_danish_and_ends_well(run, words):
    told = run(*words, "--help")

    assert told.exit_code == 0
    assert "Usage" in told.output


def test_the_version_is_told(run):
    assert run("version").output.startswith("Tværblik 0.")


def test_a_tidy_list_is_checked_without_writing_anything(run, tmp_path):
    told = run("check", TIDY)

    assert told.exit_code == DONE
    assert "24 rækker læst" in told.output
    assert not (tmp_path / "var").exists()


def test_json_is_a_line_a_file_on_standard_output(run):
    told = run("check", "--json", TIDY, WITH_AN_ERROR)

    documents = [json.loads(line) for line in told.stdout.splitlines()]
    assert told.exit_code == WITH_ERRORS
    assert [document["file"]["name"] for document in documents] == [TIDY.name, WITH_AN_ERROR.name]
    assert documents[0]["tables"][0]["rows"]["accepted"] == 24


@pytest.mark.parametrize("message_id", ["file.empty", "file.pdf", "file.damaged", "file.no_list"])
def test_a_bad_file_is_refused_in_one_sentence_everywhere(run, bad_files, message_id):
    path = bad_files[message_id]

    as_json, as_page, loaded = (
        run("check", "--json", path),
        run("check", path),
        run("ingest", path, "--source", "A"),
    )

    assert {as_json.exit_code, as_page.exit_code, loaded.exit_code} == {REFUSED}
    refused = json.loads(as_json.stdout)["refused"]
    assert refused["id"] == message_id
    assert " ".join(refused["message"].split()) in " ".join(as_page.output.split())
    assert refused["message"] in loaded.output
    assert "Traceback" not in as_json.output + as_page.output + loaded.output
    assert "Ingen kilder endnu" in run("sources").output


def test_several_files_are_closed_by_a_table_and_the_gravest_status(run, bad_files):
    told = run("check", TIDY, WITH_AN_ERROR, bad_files["file.damaged"])

    assert told.exit_code == REFUSED
    assert "2 filer er læst og 1 fil kunne ikke læses. 1 ting skal rettes" in told.output


def test_a_page_is_written_where_it_is_asked_for(run, tmp_path):
    told = run("check", WITH_AN_ERROR, "--html", tmp_path / "side.html")

    page = (tmp_path / "side.html").read_text(encoding="utf-8")
    assert told.exit_code == WITH_ERRORS
    assert "side.html" in told.stderr
    assert told.stdout.startswith(f"{WITH_AN_ERROR.name}: Listen er forstået: 28 indsatser")
    assert WITH_AN_ERROR.name in page
    assert "Projekter!B19" in page


def test_a_page_without_a_name_is_named_after_the_list(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    run("check", TIDY, "--html")
    run("check", "--html", TIDY, WITH_AN_ERROR)

    assert {path.name for path in tmp_path.glob("*.html")} == {
        f"Tjek af {TIDY.stem}.html",
        "Tjek af lister.html",
    }


def test_a_list_named_after_the_html_option_is_read_and_never_written_over(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "liste.xlsx"
    copy.write_bytes(TIDY.read_bytes())

    told = run("check", "--html", copy)

    assert told.exit_code == DONE
    assert copy.read_bytes() == TIDY.read_bytes()
    assert (tmp_path / "Tjek af liste.html").is_file()


def test_a_page_on_standard_output_is_all_there_is(run, bad_files):
    told = run("check", TIDY, bad_files["file.empty"], "--html", "-")

    assert told.exit_code == REFUSED
    assert told.stdout.startswith("<!DOCTYPE html>")
    assert told.stdout.endswith("</html>\n")


def test_json_and_a_page_go_together(run, tmp_path):
    told = run("check", TIDY, "--json", "--html", tmp_path / "side.html")

    assert [json.loads(line)["file"]["name"] for line in told.stdout.splitlines()] == [TIDY.name]
    assert (tmp_path / "side.html").is_file()


def test_json_and_a_page_cannot_share_standard_output(run):
    assert run("check", TIDY, "--json", "--html", "-").exit_code == REFUSED


def test_a_page_that_cannot_be_written_is_told_plainly(run, tmp_path):
    told = run("check", TIDY, "--html", tmp_path / "findes-ikke" / "side.html")

    assert told.exit_code == UNAVAILABLE
    assert "Traceback" not in told.output


def test_check_can_be_told_in_english(run):
    told = run("check", TIDY, "--language", "en")

    assert "The list was understood: 24 initiatives in 1 table." in told.output


def test_check_without_a_file_says_so(run):
    told = run("check")

    assert told.exit_code == REFUSED
    assert "Skriv, hvilken fil" in told.output


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    told = run("check", "--json", tmp_path / "findes-ikke.xlsx")

    assert told.exit_code == REFUSED
    assert json.loads(told.stdout)["refused"]["id"] == "file.missing"


def test_a_list_is_loaded_with_the_month_its_name_says(run):
    told = run("ingest", OCTOBER, "--source", "Randers")

    assert told.exit_code == DONE
    assert "oktober 2026" in told.output
    assert "24 nye" in told.output


def test_the_next_month_says_what_changed(run):
    run("ingest", OCTOBER, "--source", "Randers")

    told = run("ingest", NOVEMBER, "--source", "Randers")

    assert "november 2026" in told.output
    assert "25 rækker læst" in told.output


def test_what_a_file_would_change_is_told_without_changing_it(run):
    run("ingest", OCTOBER, "--source", "Randersklyngen")

    told = run("ingest", NOVEMBER, "--source", "Randersklyngen", "--compare")

    assert told.exit_code == DONE
    assert "mod listen for oktober 2026: 4 nye, 9 ændrede" in told.stdout
    assert "~ FMK-ajourføring · Trafiklys: Gul → Grøn" in told.stdout
    assert "ligner Telemedicin KOL, bølge 3 (Randersklyngen)" in told.stdout
    assert "allerede indlæst" not in run("ingest", NOVEMBER, "--source", "Randersklyngen").stdout


def test_a_list_that_loses_much_is_not_loaded_without_a_reason(run):
    run("ingest", OCTOBER, "--source", "Randersklyngen")
    other = ("ingest", TIDY, "--source", "Randersklyngen", "--month", "2026-11")

    told = run(*other)
    assert (told.exit_code, "--shrink-reason" in told.stderr) == (REFUSED, True)

    told = run(*other, "--shrink-reason", "En anden liste")
    assert told.exit_code in (DONE, WITH_ERRORS)


def test_the_same_file_again_changes_nothing_and_says_so(run):
    run("ingest", TIDY, "--source", "Gødstrup", "--month", "2026-10")

    told = run("ingest", TIDY, "--source", "Gødstrup", "--month", "2026-10")

    assert told.exit_code == DONE
    assert "allerede indlæst" in told.output


def test_a_list_with_an_error_is_loaded_and_the_error_told(run):
    told = run("ingest", WITH_AN_ERROR, "--source", "Syd")

    assert told.exit_code == WITH_ERRORS
    assert "januar 2020" in told.output
    assert "1 fejl" in told.output


def test_sources_are_listed(run):
    run("ingest", TIDY, "--source", "Gødstrup", "--month", "2026-10")

    assert "oktober 2026" in run("sources").output


def test_one_month_for_several_files_is_no_good(run):
    told = run("ingest", TIDY, WITH_AN_ERROR, "--source", "A", "--month", "2026-10")

    assert told.exit_code == REFUSED
    assert "én fil pr. måned" in told.output


def test_a_month_is_written_with_year_first(run):
    assert "2026-10" in run("check", TIDY, "--month", "oktober").output


def test_a_database_that_cannot_be_had_is_told_plainly(run, monkeypatch):
    monkeypatch.setenv("TVAERBLIK_DATABASE_URL", "mysql://localhost/tvaerblik")

    told = run("db", "upgrade")

    assert told.exit_code == UNAVAILABLE
    assert "Traceback" not in told.output


def test_a_taken_port_is_told_plainly(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        told = run("serve", "--port", port)

    assert told.exit_code == UNAVAILABLE
    assert str(port) in told.output


def test_an_address_that_others_reach_needs_a_yes(run):
    told = run("serve", "--host", "0.0.0.0")

    assert told.exit_code == REFUSED
    assert "--open-to-all" in told.output


def test_a_port_that_is_no_number_is_told_plainly(run, monkeypatch):
    monkeypatch.setenv("PORT", "otte")

    told = run("demo")

    assert told.exit_code == REFUSED
    assert "otte" in told.output


def test_the_command_works_where_output_is_not_utf_8(tmp_path):
    """A Windows console and a cron job speak other encodings; a name with æ must not end in a traceback."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "TVAERBLIK_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", "from dashboard.cli import main; main()", "check", str(TIDY)]

    done = subprocess.run(command, env=environment, capture_output=True, check=False)

    assert done.returncode == DONE
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("url", ["sqlite:////proc/nowhere/x.sqlite", "sqlite:///{file}"])
def test_a_place_that_is_no_database_is_told_plainly(run, monkeypatch, url):
    monkeypatch.setenv("TVAERBLIK_DATABASE_URL", url.format(file=TIDY))

    told = run("sources")

    assert told.exit_code == UNAVAILABLE
    assert "Traceback" not in told.output


def test_a_folder_that_cannot_be_made_is_told_plainly(run, monkeypatch):
    monkeypatch.setenv("TVAERBLIK_DATA_DIR", "/proc/nowhere")

    told = run("demo", "--port", "8999")

    assert told.exit_code == UNAVAILABLE
    assert "/proc/nowhere" in told.output


def test_an_address_that_is_not_ours_is_told_plainly(run):
    told = run("serve", "--host", "999.1.1.1", "--open-to-all")

    assert told.exit_code == UNAVAILABLE
    assert "999.1.1.1" in told.output


@pytest.mark.parametrize("words", [("check",), ("check", "--json"), ("ingest", "--source", "A")])
def test_a_cpr_number_in_a_files_name_is_not_said_again(run, tmp_path, words):
    number = written(next(cpr_numbers(41, oldest=80)), FORMS[0])
    path = tmp_path / f"Liste {number}.csv"
    path.write_text("Projekt;Status\nAkutteam;I gang\n", encoding="utf-8")

    told = run(*words, path)

    assert told.exit_code == REFUSED
    assert number not in told.output
    assert "xxxxxx-xxxx" in told.output
