"""What the server itself refuses: too much was sent, or nothing that is a request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.task import ErrorTask, Task, WSGITask  # type: ignore[import-untyped]
from waitress.utilities import (  # type: ignore[import-untyped]
    InternalServerError,
    RequestHeaderFieldsTooLarge,
)

from web.errors import REFUSED
from web.requestline import AddressParser

__all__ = ["ExplainingChannel"]

_LONGEST_PATH: Final = 1_024
_VOICE: Final = (b"lang=", b"digits=")
_LONGEST_VOICE: Final = 16
_KEPT_HEADERS: Final = ("ACCEPT_LANGUAGE", "HOST")


class _Refusal(WSGITask):  # type: ignore[misc]
    """Ask the application for the answer to a request that it does not get to see."""

    def execute(self) -> None:
        # What was not read of the request would be taken for the next one.
        self.set_close_on_finish()
        super().execute()

    def get_environment(self) -> dict[str, Any]:
        server = self.channel.server
        path, query = _address(self.request)
        return {
            **_headers(self.request.headers),
            REFUSED: self.request.error.code,
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": server.server_name,
            "SERVER_PORT": str(server.effective_port),
            "SERVER_PROTOCOL": f"HTTP/{self.version}",
            "REMOTE_ADDR": self.channel.addr[0],
            "wsgi.url_scheme": "http",
            "wsgi.input": self.request.get_body_stream(),
        }


def _task(channel: HTTPChannel, refused: HTTPRequestParser) -> Task:
    # After a fault of the application itself it is not asked again.
    kind = ErrorTask if isinstance(refused.error, InternalServerError) else _Refusal
    return kind(channel, refused)


class ExplainingChannel(HTTPChannel):  # type: ignore[misc]
    """Answer what the server refuses by its application, in the shape of all errors."""

    parser_class = AddressParser
    error_task_class = staticmethod(_task)


def _headers(sent: Mapping[str, str]) -> dict[str, str]:
    return {f"HTTP_{name}": sent[name] for name in _KEPT_HEADERS if name in sent}


def _address(refused: HTTPRequestParser) -> tuple[str, str]:
    """Return the path that was asked for, and the part of its query that names a voice."""
    if isinstance(refused.error, RequestHeaderFieldsTooLarge):
        # Nothing was parsed of a head past the limit; this is how it began.
        line = refused.header_plus
    else:
        line = getattr(refused, "first_line", b"")
    # A request line: method, address, version.
    address = bytes(line).split(None, 2)[1:2]
    path, _, query = address[0].partition(b"?") if address else (b"/", b"", b"")
    if not path.startswith(b"/"):
        path = b"/"
    voice = [
        part.decode("latin-1")
        for part in query.split(b"&")
        if part.startswith(_VOICE) and len(part) <= _LONGEST_VOICE
    ]
    return unquote_to_bytes(path[:_LONGEST_PATH]).decode("latin-1"), "&".join(voice[:2])
