"""The production server."""

from __future__ import annotations

import ctypes
import gc
import logging
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

import waitress.server  # type: ignore[import-untyped]
from flask import Flask

from web.refusal import ExplainingChannel

__all__ = ["LIMITS", "Listener", "open_sockets", "serve"]

LIMITS: Final[dict[str, object]] = {
    # More than `WebConfig.max_searches`: while searches wait for their turn, the others answer
    # what costs little.
    "threads": 16,
    "connection_limit": 512,
    "channel_timeout": 30,
    "cleanup_interval": 10,
    # Wide enough for a long pasted query to reach the page that explains the limit.
    "max_request_header_size": 256 * 1024,
    "max_request_body_size": 64 * 1024,
    # select() stops at 1024 open files.
    "asyncore_use_poll": True,
    "clear_untrusted_proxy_headers": True,
    # A proxy on this machine may say that readers came by https, for the addresses in feeds.
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_headers": "x-forwarded-proto",
    "expose_tracebacks": False,
    "ident": None,
}
"""What the server holds itself to, in the names of waitress; seconds and bytes."""

_NEW_OBJECTS: Final = 20_000
"""Python looks for cycles whenever so many objects more were made than let go of."""


_M_ARENA_MAX: Final = -8
"""The number of the option in glibc's `mallopt`, from its <malloc.h>."""

# A request that waits for a thread is no fault: that every answer is late, the metrics tell.
logging.getLogger("waitress.queue").setLevel(logging.ERROR)


class Listener:
    """Hold the open sockets of an application that is about to be served.

    Args:
        app: The application.
        host: Name or address to listen on.
        port: The port; 0 takes a free one.
        sockets: What `open_sockets` returned, where other processes listen there too.

    Raises:
        OSError: The address cannot be listened on.
    """

    def __init__(
        self, app: Flask, host: str, port: int, sockets: Sequence[socket.socket] = ()
    ) -> None:
        # The threads begin with the server.
        _share_memory()
        self._sockets: dict[int, object] = {}
        where = {"sockets": sockets} if sockets else {"host": host, "port": port}
        self._server = waitress.server.create_server(app, map=self._sockets, **where, **LIMITS)
        for listening in list(self._sockets.values()):
            if hasattr(listening, "channel_class"):
                listening.channel_class = ExplainingChannel
        # A name with several addresses gives a server over several sockets.
        several = getattr(self._server, "effective_listen", None)
        self.host = host
        self.port = int(several[0][1] if several else self._server.effective_port)

    @property
    def url(self) -> str:
        """Return the address to open, such as "http://127.0.0.1:8000/"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"

    def run(self) -> None:
        """Answer requests until the process is interrupted or `close` is called."""
        # What is loaded stays, and most of what a search makes goes by its count of references:
        # looking for cycles as often as Python does takes one part in fifteen of a search.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS, 20, 50)
        self._server.run()
        self._server.task_dispatcher.shutdown()

    def close(self) -> None:
        """Stop answering; `run` returns soon after, in whatever thread it is."""
        for channel in list(self._sockets.values()):
            pull = getattr(channel, "pull_trigger", None)
            if pull is not None:
                # Sockets are closed in the thread that polls them; it may be awake already and have
                # closed the trigger too.
                with suppress(OSError):
                    pull(self._close_all)
                break

    def _close_all(self) -> None:
        for channel in list(self._sockets.values()):
            channel.close()  # type: ignore[attr-defined]


def _share_memory() -> None:
    """Let all threads take memory from one arena.

    Of 16 threads each keeps the most that a search ever took; after a thousand pages that is a
    third of the process. One thread computes at a time, so none waits for another.
    """
    # Other C libraries have no such option, or none of this name.
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """Return sockets that are bound, for several processes to listen on.

    Args:
        host: Name or address; all its addresses are taken.
        port: The port; 0 takes a free one.

    Raises:
        OSError: An address cannot be listened on.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    opened: list[socket.socket] = []
    try:
        for family, kind, protocol, _, address in dict.fromkeys(found):
            bound = socket.socket(family, kind, protocol)
            opened.append(bound)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            # All addresses of a name have the port that the first was given.
            bound.bind((address[0], port, *address[2:]))
            port = port or int(bound.getsockname()[1])
            bound.setblocking(False)
    except OSError:
        for bound in opened:
            bound.close()
        raise
    return opened


def serve(app: Flask, host: str, port: int, on_ready: Callable[[str], None] | None = None) -> None:
    """Serve an application until the process is interrupted.

    Args:
        app: The application.
        host: Name or address to listen on.
        port: The port; 0 takes a free one.
        on_ready: Called once with the address, when connections are accepted.

    Raises:
        OSError: The address cannot be listened on.
    """
    listener = Listener(app, host, port)
    if on_ready is not None:
        on_ready(listener.url)
    listener.run()
