"""The reference data in force, for each request: what the files say and what people changed of it."""

from contextlib import ExitStack

from flask import Flask, g

from dashboard import data
from portfolio.reference import Reference, using_reference


def follow_reference(server: Flask) -> None:
    """Let each request see the reference data that is in force when it first asks for any."""

    @server.before_request
    def begin() -> None:
        g.reference_data = ExitStack()
        g.reference_data.enter_context(using_reference(_in_force))

    @server.teardown_request
    def end(_error: BaseException | None) -> None:
        stack: ExitStack | None = g.pop("reference_data", None)
        if stack is not None:
            stack.close()


def _in_force() -> Reference:
    return data.reference_in_force()
