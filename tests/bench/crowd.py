"""A crowd that changes filters: each sends a change as the browser did, waits for the answers, and thinks."""

import http.client
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Change = Sequence[tuple[str, str]]
_HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip, deflate, br"}


@dataclass
class Answers:
    """How long each change took in milliseconds, and how many went wrong."""

    ms: list[float] = field(default_factory=list)
    errors: int = 0

    def at(self, share: float) -> float:
        """Give the time that a share of the changes was within."""
        ordered = sorted(self.ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def crowd(changes: Sequence[Change], users: int, *, seconds: float, think_seconds: float = 1.0) -> Answers:
    """Let users change filters for some seconds; the first three do not count."""
    found = Answers()
    begin = time.monotonic() + 3
    people = [
        threading.Thread(target=_live, args=(changes, begin, begin + seconds, think_seconds, number, found))
        for number in range(users)
    ]
    for person in people:
        person.start()
    for person in people:
        person.join()
    return found


def _live(
    changes: Sequence[Change], begin: float, end: float, think_seconds: float, number: int, found: Answers
) -> None:
    rng = random.Random(number)
    connection = http.client.HTTPConnection(urlsplit(changes[0][0][0]).netloc, timeout=60)
    time.sleep(rng.uniform(0, think_seconds))
    while time.monotonic() < end:
        started = time.monotonic()
        is_right = _send(connection, rng.choice(changes))
        if started >= begin:
            found.ms.append(1000 * (time.monotonic() - started))
            found.errors += not is_right
        time.sleep(rng.uniform(0.5, 1.5) * think_seconds)
    connection.close()


def _send(connection: http.client.HTTPConnection, change: Change) -> bool:
    try:
        for url, body in change:
            connection.request("POST", urlsplit(url).path, body.encode(), _HEADERS)
            answer = connection.getresponse()
            answer.read()
            if answer.status not in (200, 204):
                return False
    except (OSError, http.client.HTTPException):
        connection.close()
        return False
    return True
