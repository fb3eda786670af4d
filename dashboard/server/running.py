"""The servers that stand before the app: waitress in one process, gunicorn where several are asked for."""

import gc
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dashboard.app import TvaerblikApp
from dashboard.server.health import ADDRESS as HEALTH
from dashboard.server.warming import shrink_aside

THREADS = 8
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 -- only gunicorn's heartbeats, which must not wait for a disk
_KEEP_ALIVE_SECONDS = 15


def run_one(app: TvaerblikApp, host: str, port: int) -> None:
    """Serve from this process until it is told to stop."""
    import waitress

    signal.signal(signal.SIGTERM, _stop)
    shrink_aside(app)
    waitress.serve(app.server, host=host, port=port, threads=THREADS, ident=None)


def _stop(_number: int, _frame: object) -> None:
    """End as after Ctrl-C: answers under way are given first."""
    raise SystemExit


def run_several(
    app: TvaerblikApp,
    host: str,
    port: int,
    *,
    workers: int,
    on_ready: Callable[[], None],
    on_exit: Callable[[], None],
) -> None:
    """Serve from several processes that are made of this one as it is, warm, and so share its memory.

    The caller closes database connections first: none may be shared.
    """
    from gunicorn.app.base import BaseApplication

    options = _options(app, host, port, workers) | {
        "when_ready": lambda _server: on_ready(),
        "on_exit": lambda _server: on_exit(),
    }

    class Several(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        """Gunicorn around an app that has been made already."""

        def load_config(self) -> None:
            """Set the options, and nothing from files or the environment."""
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:  # noqa: ANN401 -- what WSGI servers call
            """Give what answers."""
            return app.server

    gc.collect()
    gc.freeze()  # else the first collection in each process would make its own copy of all that is shared
    Several().run()


def _options(app: TvaerblikApp, host: str, port: int, workers: int) -> dict[str, object]:
    def begin(worker: Any) -> None:  # noqa: ANN401 -- gunicorn's
        app.server.test_client().get(HEALTH)
        if worker.age == 1:
            shrink_aside(app)

    place = f"[{host}]" if ":" in host else host
    return {
        "bind": f"{place}:{port}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,
        "keepalive": _KEEP_ALIVE_SECONDS,
        "worker_tmp_dir": str(_SHARED_MEMORY) if _SHARED_MEMORY.is_dir() else None,
        "control_socket_disable": True,
        "loglevel": "warning",
        "post_worker_init": begin,
    }
