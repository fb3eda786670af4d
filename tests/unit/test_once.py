"""What is made once is made once."""

import threading
import time

import pytest

from dashboard.once import Once


def counting(size=3):
    made = []

    def make(state, name):
        made.append((state, name))
        return f"{state}{name}"

    return Once(make, size), made


def test_many_threads_that_ask_at_once_get_one_answer_made_once():
    made, found = [], []

    def make(state):
        time.sleep(0.05)
        made.append(state)
        return object()

    once = Once(make, 2)
    threads = [threading.Thread(target=lambda: found.append(once("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == ["a"]
    assert len(set(map(id, found))) == 1


def test_the_least_lately_asked_for_is_let_go():
    once, made = counting(size=2)

    for name in ("x", "y", "x", "z", "x", "y"):
        once("a", name)

    assert made == [("a", "x"), ("a", "y"), ("a", "z"), ("a", "y")]


def test_what_held_for_another_state_is_let_go():
    once, made = counting()

    for state in ("a", "b", "a"):
        once(state, "x")

    assert made == [("a", "x"), ("b", "x"), ("a", "x")]


def test_after_an_error_the_next_tries_again():
    tries = []

    def make(state):
        tries.append(state)
        if len(tries) == 1:
            raise OSError
        return "made"

    once = Once(make, 2)
    with pytest.raises(OSError):
        once("a")

    assert once("a") == "made"
