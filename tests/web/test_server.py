from __future__ import annotations

import http.client
import json
import platform
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from flask import Flask

from web.server import LIMITS, Listener


@contextmanager
def running(app: Flask) -> Iterator[Listener]:
    listener = Listener(app, "127.0.0.1", 0)
    thread = Thread(target=listener.run)
    thread.start()
    try:
        yield listener
    finally:
        listener.close()
        thread.join(10)
    assert not thread.is_alive()


@contextmanager
def connection(listener: Listener) -> Iterator[http.client.HTTPConnection]:
    talk = http.client.HTTPConnection(listener.host, listener.port, timeout=10)
    try:
        yield talk
    finally:
        talk.close()


def test_serves_on_a_free_port_and_stops(app: Flask) -> None:
    with running(app) as listener, connection(listener) as talk:
        assert urlsplit(listener.url).port == listener.port
        talk.request("GET", "/healthz")
        answer = talk.getresponse()
        assert answer.status == 200
        assert answer.getheader("Server") is None, "the version is nobody's business"
        answer.read()


def test_awkward_path_arrives_as_sent(app: Flask) -> None:
    with running(app) as listener, connection(listener) as talk:
        talk.request("GET", "/article/..%2F..%2Fetc%2Fpasswd")
        answer = talk.getresponse()
        assert answer.status == 200
        assert "معرّف غريب" in answer.read().decode()


@pytest.mark.parametrize("path", ["/article/%2e%2e", "/article/../app", "/static/..%2fapp.py"])
def test_dots_in_a_path_open_no_file(app: Flask, path: str) -> None:
    with running(app) as listener, connection(listener) as talk:
        talk.request("GET", path)
        answer = talk.getresponse()
        assert b"create_app" not in answer.read()


def test_long_query_meets_the_page_that_explains_the_limit(app: Flask) -> None:
    with running(app) as listener, connection(listener) as talk:
        talk.request("GET", "/search?q=" + "%D8%A8" * 20_000)
        answer = talk.getresponse()
        assert answer.status == 400
        assert "نص البحث طويل" in answer.read().decode()


def answered(listener: Listener, sent: bytes) -> tuple[int, Message, str]:
    """Return status, headers and body of the answer to bytes that no client library would send."""
    with socket.create_connection((listener.host, listener.port), timeout=10) as talk:
        talk.sendall(sent)
        with http.client.HTTPResponse(talk) as answer:
            answer.begin()
            return answer.status, answer.headers, answer.read().decode()


@pytest.mark.parametrize("address", ["/api/search?q=النجوم", "/api/search?q=%D8%A7لنجوم"])
def test_arabic_may_stand_in_an_address_as_it_is_written(app: Flask, address: str) -> None:
    sent = f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with running(app) as listener:
        status, _, body = answered(listener, sent.encode())
    assert status == 200
    assert json.loads(body)["query"] == "النجوم"


def test_bytes_that_are_not_utf_8_are_looked_for_as_a_browser_writes_them(app: Flask) -> None:
    with running(app) as listener:
        status, _, body = answered(listener, b"GET /api/search?q=\xc7\xe1 HTTP/1.0\r\n\r\n")
    assert status == 200
    assert json.loads(body)["query"] == "%C7%E1"


def endless(address: str) -> bytes:
    limit = LIMITS["max_request_header_size"]
    assert isinstance(limit, int)
    return f"GET {address}".encode() + b"x" * (limit - len(address))


def posted(address: str, *headers: str) -> bytes:
    lines = (f"POST {address} HTTP/1.1", "Host: x", f"Content-Length: {10**9}", *headers)
    return "\r\n".join((*lines, "", "")).encode()


REFUSED = (
    (endless("/search?section="), 431, "ar"),
    (endless("/search?lang=en&q="), 431, "en"),
    (endless("/"), 431, "ar"),
    (posted("/search"), 413, "ar"),
    (posted("/search?lang=en"), 413, "en"),
    (b"GET / HTTP/1.1\r\n: no name\r\n\r\n", 400, "ar"),
    (b"nonsense\r\n\r\n", 400, "ar"),
    (b"GET / HTTP/1.1\r\nTransfer-Encoding: secret\r\n\r\n", 501, "ar"),
)


@pytest.mark.parametrize(("sent", "status", "language"), REFUSED, ids=range(len(REFUSED)))
def test_what_the_server_refuses_is_a_page(
    app: Flask, sent: bytes, status: int, language: str
) -> None:
    with running(app) as listener:
        got, headers, body = answered(listener, sent)
    assert got == status
    assert headers.get_content_type() == "text/html"
    assert headers["Connection"] == "close"
    assert headers["Content-Security-Policy"]
    assert f'<html lang="{language}"' in body
    assert "<title>" in body


@pytest.mark.parametrize(
    ("sent", "status", "code", "message"),
    [
        (endless("/api/search?section="), 431, "too_long", "يتسع له العنوان"),
        (endless("/api/search?lang=en&section="), 431, "too_long", "address"),
        (posted("/api/search"), 413, "too_large", "أُرسل"),
        (posted("/api/search", "Accept-Language: en"), 413, "too_large", "More was sent"),
    ],
    ids=("address", "address in English", "body", "body, English by its header"),
)
def test_what_the_server_refuses_of_a_program_is_json(
    app: Flask, sent: bytes, status: int, code: str, message: str
) -> None:
    with running(app) as listener:
        got, headers, body = answered(listener, sent)
    assert got == status
    assert headers.get_content_type() == "application/json"
    error = json.loads(body)["error"]
    assert (error["status"], error["code"]) == (status, code)
    assert message in error["message"]


def test_a_fault_below_the_application_does_not_ask_it_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("no page")

    with running(app) as listener, connection(listener) as talk:
        monkeypatch.setattr(app, "wsgi_app", broken)
        talk.request("POST", "/", body=b"x" * 100_000)
        assert talk.getresponse().status == 500


def test_taken_port_is_an_os_error(app: Flask) -> None:
    with running(app) as listener, pytest.raises(OSError):
        Listener(app, "127.0.0.1", listener.port)


@pytest.mark.parametrize(
    ("told", "scheme"), [("https", "https"), ("http", "http"), ("gopher", None), (None, "http")]
)
def test_a_proxy_on_this_machine_names_the_scheme(
    app: Flask, told: str | None, scheme: str | None
) -> None:
    headers = {"Host": "search.example.org", **({"X-Forwarded-Proto": told} if told else {})}
    with running(app) as listener, connection(listener) as talk:
        talk.request("GET", "/opensearch.xml", headers=headers)
        answer = talk.getresponse()
        page = answer.read().decode()
        if scheme is None:
            assert answer.status == 400
        else:
            assert f"{scheme}://search.example.org/" in page
            other = "http" if scheme == "https" else "https"
            assert f"{other}://search.example.org/" not in page


_ARENAS = """
import ctypes, sys
from flask import Flask
from web.server import Listener
listener = Listener(Flask("empty"), "127.0.0.1", 0)
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are glibc's")
def test_threads_share_one_arena(tmp_path: Path) -> None:
    report = tmp_path / "malloc.xml"
    subprocess.run([sys.executable, "-c", _ARENAS, report], check=True)
    assert report.read_text("ascii").count("<heap ") == 1, "16 threads kept memory for themselves"
