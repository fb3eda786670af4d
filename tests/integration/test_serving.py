"""Serving from one process or several: warm before the first reader, no error from the first request on."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from dashboard import data
from dashboard.app import PAGES, create_app
from dashboard.server.warming import warm
from dashboard.settings import Settings
from dashboard.texts import t
from portfolio.database import make_engine
from tests.browser.conftest import NOW
from tests.builders.uploads import load
from tests.conftest import _free_port

SERVE = "from dashboard.cli import main; main()"


@contextmanager
def served(folder, *options) -> Iterator[str]:
    """Run the command until the block ends, and give its address once it answers."""
    port = _free_port()
    environment = os.environ | {"TVAERBLIK_DATA_DIR": str(folder), "HOME": str(folder)}
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port), *options]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        told, _ = process.communicate(timeout=30)
    assert "Traceback" not in told, told
    assert t("cli.stopped") in told
    assert process.returncode == 0


def wait_for(port, process) -> None:
    """Wait until something listens."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(f"the server did not start: {process.stdout.read()}", pytrace=False)


def status_of(request) -> int:
    """Ask, and give the answer's status."""
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def first_requests(origin) -> list[urllib.request.Request]:
    """Give what browsers ask for first: pages, what they name, and their content."""
    with urllib.request.urlopen(f"{origin}/_dash-dependencies") as answer:
        output = next(it["output"] for it in json.load(answer) if "_pages_content" in it["output"])
    router = {
        "output": output,
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": "/status"},
            {"id": "_pages_location", "property": "search", "value": ""},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }
    content = urllib.request.Request(
        f"{origin}/_dash-update-component",
        data=json.dumps(router).encode(),
        headers={"Content-Type": "application/json"},
    )
    bare = ("/", "/klynger", "/_dash-layout", "/_dash-dependencies", "/assets/10-base.css", "/sundhed")
    scripts = ("dash/dcc/dash_core_components.js", "dash/deps/react@18.3.1.min.js")
    suites = (f"/_dash-component-suites/{script}" for script in scripts)
    return [content, *(urllib.request.Request(origin + address) for address in (*bare, *suites))]


@pytest.fixture
def folder(sqlite_template, tmp_path):
    shutil.copy(sqlite_template, tmp_path / "tvaerblik.sqlite")
    engine = make_engine(f"sqlite:///{tmp_path / 'tvaerblik.sqlite'}")
    load(engine, {"title": "Fælles gravidteam", "traffic_light": "red"})
    engine.dispose()
    return tmp_path


@pytest.mark.skipif(not hasattr(os, "fork"), reason="several processes need fork")
def test_two_cold_workers_answer_their_first_requests_at_once_without_an_error(folder):
    with served(folder, "--workers", "2") as origin:
        requests = first_requests(origin) * 6
        with ThreadPoolExecutor(len(requests)) as crowd:
            statuses = list(crowd.map(status_of, requests))

    assert statuses == [200] * len(requests)
    assert not (folder / ".gunicorn").exists()


def test_one_process_serves_and_makes_its_files_small_aside(folder):
    with served(folder) as origin:
        assert status_of(urllib.request.Request(origin)) == 200
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(list(folder.glob("shrunk/*.br"))) < 2:
            time.sleep(0.1)

    assert len(list(folder.glob("shrunk/*.br"))) >= 2


def test_warming_lays_out_every_page_that_has_an_address_of_its_own(folder):
    app = create_app(Settings(f"sqlite:///{folder / 'tvaerblik.sqlite'}", folder), None, lambda: NOW)

    laid_out = warm(app)

    assert {"/", "/status", "/klynger", "/indsatser", "/kilder"} <= set(laid_out)
    assert len(laid_out) >= len(PAGES) - 14  # those about one thing, and the one for unknown addresses
    assert len(app.statics.assets.known()) >= 8
    app.server.extensions[data.EXTENSION].engine.dispose()
