"""The upload's route: what comes in is stored whole, what cannot be is refused in a sentence."""

import datetime as dt
import io
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from dashboard.server.language import add_languages
from dashboard.server.upload import ADDRESS, LIMIT_MIB, upload_blueprint
from etl.load import load_file
from portfolio.database import reading
from portfolio.tables import Initiative, Source, Upload

SAMPLE = Path(__file__).parent.parent / "samples" / "10b_Randersklyngen_projektliste_november_2026.xlsx"
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def client_of(engine, load=load_file):
    app = Flask(__name__)
    add_languages(app)
    app.register_blueprint(upload_blueprint(load and partial(load, engine, now=NOW, by="konsulent")))
    return app.test_client()


def send(client, content=None, *, name="liste.xlsx", headers=OWN_PAGE, **form):
    fields = {"kilde": "Randersklyngen", "maaned": "2026-11", **form}
    file = {"fil": (io.BytesIO(SAMPLE.read_bytes() if content is None else content), name)}
    return client.post(ADDRESS, data=fields | file, headers=headers, content_type="multipart/form-data")


def count(engine, table):
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table))


def newest(engine):
    with reading(engine) as session:
        upload = session.scalars(select(Upload).order_by(Upload.id.desc())).first()
        return (upload.file_name, upload.month, upload.uploaded_by)


def test_a_list_is_loaded_and_its_receipt_is_named(engine):
    answer = send(client_of(engine), name="Projektliste november.xlsx")

    assert (answer.status_code, answer.get_json()) == (200, {"location": "/indlaes/1"})
    assert newest(engine) == ("Projektliste november.xlsx", dt.date(2026, 11, 1), "konsulent")
    assert count(engine, Initiative) > 0


def test_the_same_file_again_changes_nothing_and_says_so(engine):
    client = client_of(engine)
    send(client)

    answer = send(client)

    assert answer.get_json() == {"location": "/indlaes/1?igen=1"}
    assert count(engine, Upload) == 1


def test_a_new_source_is_named_in_a_field_of_its_own(sqlite_engine):
    answer = send(client_of(sqlite_engine), kilde="ny:", ny_kilde="  Randersklyngen,  ny liste ")

    assert answer.status_code == 200
    with reading(sqlite_engine) as session:
        assert session.scalars(select(Source.name)).one() == "Randersklyngen, ny liste"


def test_control_characters_in_names_are_no_part_of_them(engine):
    answer = send(client_of(engine), kilde="Randers\x00klyngen\x1b", name="\x07liste\x00.xlsx")

    assert answer.status_code == 200
    assert newest(engine)[0] == "liste .xlsx"
    with reading(engine) as session:
        assert session.scalars(select(Source.name)).one() == "Randers klyngen"


def test_the_senders_folders_are_no_part_of_the_files_name(sqlite_engine):
    send(client_of(sqlite_engine), name="Lister/2026/november.xlsx")

    assert newest(sqlite_engine)[0] == "november.xlsx"


def test_without_a_month_it_is_the_present_one(sqlite_engine):
    send(client_of(sqlite_engine), maaned="")

    assert newest(sqlite_engine)[1] == dt.date(2026, 11, 1)


@pytest.mark.parametrize(
    ("content", "name", "message_id"),
    [
        (b"", "tom.xlsx", "file.empty"),
        (b"%PDF-1.7 nothing to see", "liste.xlsx", "file.pdf"),
        (b"PK\x03\x04" + b"\0" * 60, "liste.xlsx", "file.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_stored(engine, content, name, message_id):
    answer = send(client_of(engine), content, name=name)

    assert (answer.status_code, answer.get_json()["id"]) == (422, message_id)
    assert answer.get_json()["message"].endswith("Intet er indlæst.")
    assert count(engine, Upload) == 0


def test_the_refusal_is_in_the_readers_language(sqlite_engine):
    client = client_of(sqlite_engine)
    client.set_cookie("sprog", "en")

    assert send(client, b"").get_json()["message"].endswith("Nothing was loaded.")


def test_too_large_a_file_is_refused_with_its_size(sqlite_engine):
    body = io.BytesIO(bytes((LIMIT_MIB + 1) * 1024 * 1024))
    about = {"content_type": "multipart/form-data; boundary=x", "content_length": len(body.getvalue())}

    answer = client_of(sqlite_engine).post(ADDRESS, input_stream=body, headers=OWN_PAGE, **about)

    assert answer.status_code == 413
    assert f"Filen fylder {LIMIT_MIB + 1} MB; grænsen er {LIMIT_MIB} MB" in answer.get_json()["message"]
    assert count(sqlite_engine, Upload) == 0


@pytest.mark.parametrize(
    ("form", "message_id"),
    [
        ({"kilde": ""}, "upload.source_missing"),
        ({"kilde": "ny:", "ny_kilde": "   "}, "upload.source_missing"),
        ({"kilde": "x" * 201}, "upload.source_long"),
        ({"maaned": "november"}, "upload.month_unreadable"),
        ({"maaned": "2026-13"}, "upload.month_unreadable"),
        ({"maaned": "0000-01"}, "upload.month_unreadable"),
    ],
)
def test_a_form_that_lacks_something_says_what(sqlite_engine, form, message_id):
    answer = send(client_of(sqlite_engine), **form)

    assert (answer.status_code, answer.get_json()["id"]) == (400, message_id)
    assert count(sqlite_engine, Upload) == 0


def test_a_form_without_a_file_says_so(sqlite_engine):
    answer = client_of(sqlite_engine).post(ADDRESS, data={"kilde": "Randersklyngen"}, headers=OWN_PAGE)

    assert (answer.status_code, answer.get_json()["id"]) == (400, "upload.file_missing")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_only_the_apps_own_page_may_send_files(sqlite_engine, headers):
    answer = send(client_of(sqlite_engine), headers=headers)

    assert (answer.status_code, answer.get_json()["id"]) == (403, "upload.foreign_origin")
    assert count(sqlite_engine, Upload) == 0


def test_an_older_browser_names_its_origin(sqlite_engine):
    assert send(client_of(sqlite_engine), headers={"Origin": "http://localhost"}).status_code == 200


def test_an_app_without_an_import_says_that_nothing_can_be_loaded(sqlite_engine):
    answer = send(client_of(sqlite_engine, load=None))

    assert (answer.status_code, answer.get_json()["id"]) == (503, "upload.closed")


def test_the_temporary_copy_is_gone_afterwards(sqlite_engine, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    client = client_of(sqlite_engine)

    send(client)
    send(client, b"no list")

    assert not list(tmp_path.glob("tvaerblik-*"))


def test_a_name_too_long_to_show_keeps_its_ending(engine):
    send(client_of(engine), name="æ" * 300 + ".csv")

    with engine.connect() as connection:
        name = connection.execute(select(Upload.file_name)).scalar_one()
    assert name.endswith("æ.csv")
    assert len(name) == 150


def test_a_field_of_megabytes_is_told_from_a_large_file(sqlite_engine):
    part = (
        b'--x\r\nContent-Disposition: form-data; name="ny_kilde"\r\n\r\n'
        + b"x" * 2_000_000
        + b"\r\n--x--\r\n"
    )
    about = {"content_type": "multipart/form-data; boundary=x", "content_length": len(part)}

    answer = client_of(sqlite_engine).post(ADDRESS, input_stream=io.BytesIO(part), headers=OWN_PAGE, **about)

    assert (answer.status_code, answer.get_json()["id"]) == (413, "upload.source_long")
