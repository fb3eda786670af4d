"""Serve a rival from two processes, as the product: ``python -m tests.bench.rivals KIND DB FOLDER PORT``."""

import sys
from pathlib import Path

from gunicorn.app.base import BaseApplication

from tests.bench.rivals import grid, limit, naive

KINDS = {"limit": limit.make, "naive": naive.make, "grid": grid.make}


class Rival(BaseApplication):
    """Gunicorn around a rival."""

    def __init__(self, kind: str, database: str, folder: str, port: str) -> None:
        self._app = KINDS[kind](Path(database), Path(folder))
        self._app.server.test_client().get("/")
        self._port = port
        super().__init__()

    def load_config(self) -> None:
        """Set the same options as the product has."""
        for name, value in {
            "bind": f"127.0.0.1:{self._port}",
            "workers": 2,
            "worker_class": "gthread",
            "threads": 8,
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "warning",
            "timeout": 120,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Give what answers."""
        return self._app.server


if __name__ == "__main__":
    Rival(*sys.argv[1:]).run()
