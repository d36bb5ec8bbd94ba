from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager
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


def test_request_line_without_end_is_cut_off(app: Flask) -> None:
    limit = LIMITS["max_request_header_size"]
    assert isinstance(limit, int)
    with (
        running(app) as listener,
        socket.create_connection((listener.host, listener.port), timeout=10) as talk,
    ):
        talk.sendall(b"GET /?q=" + b"x" * limit + b"\r\n")
        assert b" 431 " in talk.recv(4096).split(b"\r\n")[0]


def test_large_body_is_refused(app: Flask) -> None:
    with running(app) as listener, connection(listener) as talk:
        talk.putrequest("POST", "/search")
        talk.putheader("Content-Length", str(10**9))
        talk.endheaders()
        assert talk.getresponse().status == 413


def test_taken_port_is_an_os_error(app: Flask) -> None:
    with running(app) as listener, pytest.raises(OSError):
        Listener(app, "127.0.0.1", listener.port)
