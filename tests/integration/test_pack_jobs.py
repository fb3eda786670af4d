"""Packs with many pages are jobs: ordered, made by the worker as they would be at once, and fetched."""

import datetime as dt
import json
import os
import time
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard import data
from dashboard.app import create_app
from dashboard.components.pack_form import PACK_FILE, PACK_PAGE
from dashboard.packing.orders import Packer, tidy_packs
from dashboard.pages import pack_job
from dashboard.server import packs
from dashboard.server.packs import build_asked, file_of
from dashboard.settings import Settings
from etl.drafts import Work, run_job
from portfolio.database import reading, writing
from portfolio.jobs import add_order, claim_job, finish_job, free_jobs, job_facts
from portfolio.vocabulary import JobKind, JobState
from tests.builders.importing import importer_of
from tests.builders.packs import NOW, fill

ADDRESS = f"{PACK_FILE}?form=pdf&dele=sider&dele=undtagelser&siden=2026-10-31"


class House:
    """An app whose jobs are told to a list, and a worker that does them when it is asked to."""

    def __init__(self, engine, url, folder) -> None:
        self.settings = Settings(url, folder)
        self.told = []
        packer = Packer(engine, self.settings.packs, lambda: NOW, build_asked, file_of)
        kinds = {JobKind.PACK: packer.do}
        self.work = Work(engine, folder / "drafts", folder / "kept", lambda: NOW, self.told.append, kinds)
        importer = importer_of(self.work, self.told.append)
        self.app = create_app(self.settings, importer, lambda: NOW)
        self.client = self.app.server.test_client()

    def job(self, engine, job_id):
        with reading(engine) as session:
            return job_facts(session, job_id)

    def page(self, job_id):
        with self.app.server.test_request_context("/"):
            data.look_from(None)
            return json.dumps(pack_job.layout(job_id), cls=PlotlyJSONEncoder, ensure_ascii=False)


@pytest.fixture
def house(sqlite_engine, sqlite_url, tmp_path, monkeypatch):
    fill(sqlite_engine)
    monkeypatch.setattr(packs, "AT_ONCE", 3)
    return House(sqlite_engine, sqlite_url, tmp_path)


def test_an_order_is_a_job_of_its_own_on_both_databases(engine):
    with writing(engine) as session:
        job_id = add_order(session, JobKind.PACK, '{"form":"pdf"}', owner="konsulent", now=NOW)
    with writing(engine) as session:
        assert free_jobs(session, now=NOW) == [job_id]
        job = claim_job(session, job_id, now=NOW)
        assert (job.kind, job.draft_id, job.order) == (JobKind.PACK, 0, '{"form":"pdf"}')
        assert claim_job(session, job_id, now=NOW) is None
        finish_job(session, job_id, now=NOW)
    with reading(engine) as session:
        assert job_facts(session, job_id).state is JobState.DONE


def test_a_long_pack_is_ordered_made_and_fetched(house, sqlite_engine):
    answer = house.client.get(ADDRESS)
    (job_id,) = house.told
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{PACK_PAGE}/{job_id}"
    assert "Statuspakken er på vej" in house.page(job_id)
    assert house.client.get(f"{PACK_FILE}/{job_id}").status_code == 404

    run_job(house.work, job_id)
    assert house.job(sqlite_engine, job_id).state is JobState.DONE
    assert "Statuspakken er klar" in house.page(job_id)
    assert house.client.get(f"/api/job/{job_id}").json["address"] == f"{PACK_PAGE}/{job_id}"
    fetched = house.client.get(f"{PACK_FILE}/{job_id}")
    assert fetched.mimetype == "application/pdf"
    assert "2026-11-28.pdf" in fetched.headers["Content-Disposition"]


def test_the_worker_makes_the_very_pack_that_would_have_been_made_at_once(house, monkeypatch):
    house.client.get(ADDRESS)
    run_job(house.work, house.told[0])
    monkeypatch.setattr(packs, "AT_ONCE", 300)
    assert house.client.get(f"{PACK_FILE}/{house.told[0]}").data == house.client.get(ADDRESS).data


def test_it_is_told_how_far_the_pages_are_set(house, sqlite_engine):
    house.client.get(ADDRESS)
    seen = []

    def make(made, form, progress):
        for share in (0.0, 0.5, 1.0):
            progress(share)
            seen.append(house.job(sqlite_engine, house.told[0]).progress_share)
        return file_of(made, form, progress)

    packer = Packer(sqlite_engine, house.settings.packs, lambda: NOW, build_asked, make)
    kinds = {JobKind.PACK: packer.do}
    run_job(replace(house.work, others=kinds), house.told[0])

    assert seen == sorted(seen)
    assert 0.4 < seen[0] < seen[1] < seen[2] < 1
    assert house.job(sqlite_engine, house.told[0]).state is JobState.DONE


def test_a_pack_without_pages_is_made_at_once(house):
    assert house.client.get(PACK_FILE).mimetype == "application/pdf"
    assert house.told == []


def test_a_pack_that_fails_says_so(house, sqlite_engine, monkeypatch):
    house.client.get(ADDRESS)
    monkeypatch.setattr("dashboard.packing.builder.sources_of", lambda _seen: 1 / 0)
    run_job(house.work, house.told[0])
    assert house.job(sqlite_engine, house.told[0]).state is JobState.FAILED
    assert "Statuspakken kunne ikke laves" in house.page(house.told[0])


def test_packs_are_forgotten_after_a_day(house, tmp_path):
    house.client.get(ADDRESS)
    run_job(house.work, house.told[0])
    folder = house.settings.packs
    tidy_packs(folder, dt.datetime.now(dt.UTC))
    assert len(list(folder.iterdir())) == 1
    old = time.time() - 90_000
    os.utime(next(folder.iterdir()), (old, old))
    tidy_packs(folder, dt.datetime.now(dt.UTC))
    assert list(folder.iterdir()) == []


def test_a_job_that_is_not_there_has_no_page(house):
    assert "Statuspakken er her ikke" in house.page("0" * 32)
    assert house.client.get(f"{PACK_PAGE}/{'0' * 32}").status_code == 404
    assert house.client.get(f"{PACK_FILE}/..").status_code == 404
