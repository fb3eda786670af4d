"""Bytes are shrunk quickly at first, and as small as they get once that has been made aside."""

import gzip
import hashlib

import brotli

from dashboard.server.shrinking import Shrinker

CONTENT = b"".join(b"En linje med %d og lidt mere tekst om samarbejde.\n" % n for n in range(400))
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def test_a_quick_answer_is_given_until_the_best_has_been_made(tmp_path):
    shrinker = Shrinker(tmp_path / "shrunk")
    quick = shrinker.shrunk(CONTENT, DIGEST, "br")

    Shrinker(tmp_path / "shrunk").make_best([CONTENT])  # as another process does
    best = shrinker.shrunk(CONTENT, DIGEST, "br")

    assert brotli.decompress(quick.content) == brotli.decompress(best.content) == CONTENT
    assert len(best.content) < len(quick.content)
    assert quick.mark != best.mark


def test_the_best_is_made_once_and_kept(tmp_path):
    shrinker = Shrinker(tmp_path)
    shrinker.make_best([CONTENT])
    made = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    shrinker.make_best([CONTENT])

    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == made
    assert set(made) == {f"{DIGEST}.br", f"{DIGEST}.gzip"}
    assert gzip.decompress((tmp_path / f"{DIGEST}.gzip").read_bytes()) == CONTENT


def test_what_no_content_needs_any_more_is_forgotten_and_other_files_are_left_alone(tmp_path):
    shrinker = Shrinker(tmp_path)
    shrinker.make_best([CONTENT])
    (tmp_path / "andet.txt").write_text("ikke vores")

    shrinker.make_best([b"noget nyt"])

    assert not (tmp_path / f"{DIGEST}.br").exists()
    assert (tmp_path / "andet.txt").exists()


def test_a_folder_that_cannot_be_written_only_makes_answers_larger(tmp_path, caplog):
    place = tmp_path / "en-fil"
    place.write_text("")
    shrinker = Shrinker(place / "shrunk")

    shrinker.make_best([CONTENT])

    assert "not kept shrunk" in caplog.text
    assert brotli.decompress(shrinker.shrunk(CONTENT, DIGEST, "br").content) == CONTENT
