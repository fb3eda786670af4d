"""Build the workbooks of a made-up secretariat's round: eleven senders' lists, nearly all of three months.

Usage: ``python data/demo/build_demo.py OUT_FOLDER [--truth]``. Beside the files it writes ``round.json``, the
order in which they came in; with ``--truth`` also what a right reading of each gives. Same bytes each time.
Bodies and municipalities are real; what is said about them, and every person, is invented.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from parts.books import Book
from parts.cells import Truth
from parts.round import DELIVERIES, Delivery
from parts.writers import write


def main() -> None:
    """Write the round into the folder that the command line names."""
    parser = argparse.ArgumentParser(description="Write the demo's workbooks.")
    parser.add_argument("folder", type=Path, help="where to write; made when it is not there")
    parser.add_argument("--truth", action="store_true", help="also write what a right reading gives")
    asked = parser.parse_args()
    build(asked.folder, with_truth=asked.truth)


def build(folder: Path, *, with_truth: bool = False) -> None:
    """Write every file of the round, and the order of their coming."""
    folder.mkdir(parents=True, exist_ok=True)
    listed = []
    for delivery in DELIVERIES:
        book = delivery.book()
        write(book, folder)
        listed.append(_entry(delivery, book))
        if with_truth:
            _write_truth(book, folder)
    _write_json(folder / "round.json", listed)


def _entry(delivery: Delivery, book: Book) -> Truth:
    return {
        "file": book.file_name,
        "source": delivery.source.name,
        "sender": book.sender,
        "organisation": delivery.source.organisation,
        "month": book.month,
        "received_at": delivery.received_at,
    }


def _write_truth(book: Book, folder: Path) -> None:
    _write_json(folder / f"{Path(book.file_name).stem}.truth.json", book.truth())


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
