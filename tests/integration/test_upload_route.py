"""The upload's route: what comes in is put aside for a worker; what cannot be is refused in a sentence."""

import datetime as dt
import io
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from dashboard import data
from dashboard.app import create_app
from dashboard.server.upload import ADDRESS, LIMIT_MIB, MOST_MIB
from dashboard.settings import Settings
from portfolio.database import reading
from portfolio.tables import Draft, Job, Upload
from portfolio.vocabulary import DraftState
from tests.builders.importing import NOW, at_once, importer_of, make_work

SAMPLES = Path(__file__).parent.parent / "samples"
SAMPLE = SAMPLES / "10b_Randersklyngen_projektliste_november_2026.xlsx"
CSV = SAMPLES / "05_AHH_projektliste.csv"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client(engine, database_url, tmp_path):
    with served(database_url, tmp_path, at_once(make_work(engine, tmp_path))) as client:
        yield client


@pytest.fixture
def sqlite_client(sqlite_engine, sqlite_url, tmp_path):
    with served(sqlite_url, tmp_path, at_once(make_work(sqlite_engine, tmp_path))) as client:
        yield client


@contextmanager
def served(url, folder, importer):
    app = create_app(Settings(url, folder), importer, lambda: NOW)
    yield app.server.test_client()
    app.server.extensions[data.EXTENSION].engine.dispose()


def send(client, content=None, *, name="liste.xlsx", headers=OWN_PAGE, more=(), **form):
    fields = {"kilde": "Randersklyngen", "maaned": "2026-11", **form}
    content = SAMPLE.read_bytes() if content is None else content
    files = [FileStorage(io.BytesIO(bytes_), filename) for filename, bytes_ in ((name, content), *more)]
    boundary, body = encode_multipart(MultiDict([*fields.items(), *(("fil", file) for file in files)]))
    about = {"content_type": f"multipart/form-data; boundary={boundary}"}
    return client.post(ADDRESS, data=body, headers=headers, **about)


def count(engine, table):
    with reading(engine) as session:
        return session.scalar(select(func.count()).select_from(table))


def newest(engine):
    with reading(engine) as session:
        return session.scalars(select(Draft).order_by(Draft.id.desc())).first()


def put_aside(folder):
    return sorted(path for path in (folder / "drafts").glob("*"))


def test_a_file_that_comes_in_becomes_a_draft_and_is_read(engine, client, tmp_path):
    answer = send(client, name="Projektliste november.xlsx", kilde="ny:", ny_kilde="Randersklyngen")

    assert (answer.status_code, answer.get_json()) == (
        200,
        {"location": "/indlaes/kladde/1", "message": None},
    )
    draft = newest(engine)
    assert (draft.file_name, draft.month, draft.source_name) == (
        "Projektliste november.xlsx",
        dt.date(2026, 11, 1),
        "Randersklyngen",
    )
    assert (draft.state, draft.is_settled) == (DraftState.READY, True)
    assert count(engine, Upload) == 0
    assert len(put_aside(tmp_path)) == 1


def test_files_put_aside_can_be_read_by_their_owner_alone(sqlite_client, tmp_path):
    send(sqlite_client)

    assert [path.stat().st_mode & 0o777 for path in put_aside(tmp_path)] == [0o600]


def test_several_files_become_several_drafts(engine, client):
    answer = send(client, more=[("anden.csv", CSV.read_bytes())], kilde="", maaned="")

    assert answer.get_json() == {"location": "/indlaes", "message": None}
    assert count(engine, Draft) == 2


def test_a_zip_of_lists_becomes_a_draft_of_each_and_leaves_out_what_is_none(engine, client):
    answer = send(
        client, zipped(("a/liste.xlsx", SAMPLE.read_bytes()), ("brev.pdf", b"%PDF")), name="post.zip"
    )

    assert answer.get_json() == {
        "location": "/indlaes/kladde/1",
        "message": "brev.pdf er ikke en liste og er sprunget over.",
    }
    assert newest(engine).file_name == "liste.xlsx"


def zipped(*members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return packed.getvalue()


def test_the_same_file_again_leads_to_its_draft(engine, client, tmp_path):
    send(client)

    answer = send(client)

    assert answer.get_json() == {"location": "/indlaes/kladde/1", "message": None}
    assert count(engine, Draft) == 1
    assert len(put_aside(tmp_path)) == 1


def test_the_same_file_after_it_was_loaded_leads_to_its_receipt(engine, client, tmp_path):
    send(client, kilde="ny:", ny_kilde="Randersklyngen")
    client.post("/api/kladde/1/bekraeft", headers=OWN_PAGE)
    assert count(engine, Upload) == 1

    answer = send(client)

    assert answer.get_json() == {"location": "/indlaes/1?igen=1", "message": None}
    assert (count(engine, Upload), count(engine, Draft)) == (1, 1)
    assert put_aside(tmp_path) == []


def test_the_same_file_for_another_month_is_a_list_of_its_own(engine, client):
    send(client, kilde="ny:", ny_kilde="Randersklyngen")
    client.post("/api/kladde/1/bekraeft", headers=OWN_PAGE)

    answer = send(client, maaned="2026-10")

    assert answer.get_json() == {"location": "/indlaes/kladde/2", "message": None}


def test_control_characters_in_names_are_no_part_of_them(engine, client):
    send(client, kilde="ny:", ny_kilde="Randers\x00klyngen\x1b", name="\x07liste\x00.xlsx")

    assert (newest(engine).file_name, newest(engine).source_name) == ("liste .xlsx", "Randers klyngen")


def test_the_senders_folders_are_no_part_of_the_files_name(sqlite_engine, sqlite_client):
    send(sqlite_client, name="Lister/2026/november.xlsx")

    assert newest(sqlite_engine).file_name == "november.xlsx"


def test_a_source_and_month_left_open_are_seen_from_the_file(sqlite_engine, sqlite_client):
    send(sqlite_client, kilde="", maaned="")

    draft = newest(sqlite_engine)
    assert (draft.source_id, draft.month, draft.is_settled) == (None, dt.date(2026, 11, 1), False)


@pytest.mark.parametrize(
    ("content", "name", "message_id"),
    [
        (b"", "tom.xlsx", "file.empty"),
        (b"%PDF-1.7 nothing to see", "liste.xlsx", "file.pdf"),
        (b"PK\x03\x04" + b"\0" * 60, "liste.xlsx", "file.damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(
    engine, client, tmp_path, content, name, message_id
):
    send(client, content, name=name)

    draft = newest(engine)
    assert draft.state is DraftState.REFUSED
    assert message_id in draft.refusal_json
    assert (draft.file_path, put_aside(tmp_path)) == (None, [])


def test_a_refused_file_can_be_sent_again(engine, client):
    send(client, b"%PDF-1.7 nothing to see")

    answer = send(client, b"%PDF-1.7 nothing to see")

    assert answer.get_json() == {"location": "/indlaes/kladde/2", "message": None}


def test_too_large_a_file_is_refused_with_its_size(sqlite_engine, sqlite_client, tmp_path):
    answer = send(sqlite_client, bytes((LIMIT_MIB + 1) * 1024 * 1024))

    assert answer.status_code == 413
    assert (
        f"Filen liste.xlsx fylder {LIMIT_MIB + 1} MB; grænsen er {LIMIT_MIB} MB"
        in answer.get_json()["message"]
    )
    assert (count(sqlite_engine, Draft), put_aside(tmp_path)) == (0, [])


def test_of_several_files_none_is_kept_when_one_is_too_large(sqlite_engine, sqlite_client, tmp_path):
    send(sqlite_client, more=[("stor.xlsx", bytes((LIMIT_MIB + 1) * 1024 * 1024))])

    assert (count(sqlite_engine, Draft), put_aside(tmp_path)) == (0, [])


def test_more_than_is_taken_in_at_once_is_refused_unread(sqlite_client):
    answer = sqlite_client.post(
        ADDRESS,
        data=b"--x",
        headers=OWN_PAGE,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str((MOST_MIB + 2) << 20)},
    )

    assert answer.status_code == 413
    assert f"grænsen er {MOST_MIB} MB" in answer.get_json()["message"]


@pytest.mark.parametrize(
    ("form", "message_id"),
    [
        ({"kilde": "ny:", "ny_kilde": "   "}, "upload.source_missing"),
        ({"kilde": "x" * 201}, "upload.source_long"),
        ({"maaned": "november"}, "upload.month_unreadable"),
        ({"maaned": "2026-13"}, "upload.month_unreadable"),
        ({"maaned": "0000-01"}, "upload.month_unreadable"),
    ],
)
def test_a_form_that_lacks_something_says_what(sqlite_engine, sqlite_client, form, message_id):
    answer = send(sqlite_client, **form)

    assert (answer.status_code, answer.get_json()["id"]) == (400, message_id)
    assert count(sqlite_engine, Draft) == 0


def test_a_form_without_a_file_says_so(sqlite_client):
    answer = sqlite_client.post(ADDRESS, data={"kilde": "Randersklyngen"}, headers=OWN_PAGE)

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
def test_only_the_apps_own_page_may_send_files(sqlite_engine, sqlite_client, headers):
    answer = send(sqlite_client, headers=headers)

    assert (answer.status_code, answer.get_json()["id"]) == (403, "upload.foreign_origin")
    assert count(sqlite_engine, Draft) == 0


def test_an_older_browser_names_its_origin(sqlite_client):
    assert send(sqlite_client, headers={"Origin": "http://localhost"}).status_code == 200


def test_an_app_without_an_import_says_that_nothing_can_be_loaded(sqlite_url, tmp_path):
    with served(sqlite_url, tmp_path, None) as client:
        answer = send(client)

    assert (answer.status_code, answer.get_json()["id"]) == (503, "upload.closed")


def test_the_temporary_copy_is_gone_afterwards(sqlite_client, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    send(sqlite_client)
    send(sqlite_client, b"no list")

    assert not list(tmp_path.glob("tvaerblik-*"))


def test_a_name_too_long_to_show_keeps_its_ending(engine, client):
    send(client, name="æ" * 300 + ".csv")

    name = newest(engine).file_name
    assert name.endswith("æ.csv")
    assert len(name) == 150


def test_a_field_of_megabytes_is_told_from_a_large_file(sqlite_client):
    part = (
        b'--x\r\nContent-Disposition: form-data; name="ny_kilde"\r\n\r\n'
        + b"x" * 2_000_000
        + b"\r\n--x--\r\n"
    )
    about = {"content_type": "multipart/form-data; boundary=x", "content_length": len(part)}

    answer = sqlite_client.post(ADDRESS, input_stream=io.BytesIO(part), headers=OWN_PAGE, **about)

    assert (answer.status_code, answer.get_json()["id"]) == (413, "upload.source_long")


def test_a_job_is_told_only_after_it_is_in_the_database(sqlite_engine, sqlite_url, tmp_path):
    work = make_work(sqlite_engine, tmp_path)
    seen = []

    def tell(job_id):
        with reading(sqlite_engine) as session:
            seen.append(session.get(Job, job_id) is not None)

    with served(sqlite_url, tmp_path, importer_of(work, tell)) as client:
        send(client)

    assert seen == [True]
