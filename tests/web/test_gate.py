from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import perf_counter, sleep

import pytest
from flask.testing import FlaskClient

from search.request import Request
from search.results import Results
from tests.web.fake import PlainService
from tests.web.samples import ARTICLES
from web.app import create_app
from web.config import WebConfig
from web.gate import Busy, Gate, GatedService


class SlowService(PlainService):
    """Search until it is let go."""

    def __init__(self) -> None:
        super().__init__(ARTICLES)
        self.started, self.go = Event(), Event()

    def search(self, request: Request, /) -> Results:
        if "بطيء" in request.text:
            self.started.set()
            assert self.go.wait(10)
        return super().search(request)


def test_a_place_is_held_until_it_is_left_and_only_once_a_thread() -> None:
    gate = Gate(1, 0)
    for _ in range(3):
        gate.enter()
        gate.enter()
        assert gate.inside == 1
        with pytest.raises(Busy):
            elsewhere(gate.enter)
        gate.leave()
        gate.leave()
        assert gate.inside == 0


def test_the_second_goes_on_when_the_first_takes_long() -> None:
    gate = Gate(2, 0)
    gate.enter()
    started = perf_counter()
    elsewhere(gate.enter)
    assert perf_counter() - started > 0.04
    assert gate.inside == 2


def test_who_comes_first_is_served_first() -> None:
    gate = Gate(1, 10)
    served: list[int] = []

    def ask(number: int) -> None:
        gate.enter()
        served.append(number)
        gate.leave()

    with ThreadPoolExecutor(8) as threads:
        gate.enter()
        for number in range(8):
            threads.submit(ask, number)
            while len(gate._waiting) <= number:
                sleep(0.001)
        gate.leave()
        # Who comes now comes last.
        ask(8)
    assert served == list(range(9))
    assert gate.inside == 0


def elsewhere(call: Callable[[], object]) -> None:
    """Call in another thread, and raise here what it raises."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(call).result()


def test_places_are_given_back_after_an_error() -> None:
    class Broken(PlainService):
        def search(self, request: Request, /) -> Results:
            raise ZeroDivisionError

    client = create_app(Broken(ARTICLES), WebConfig(max_searches=1)).test_client()
    for _ in range(3):
        assert client.get("/search?q=ب").status_code == 500


def test_making_the_page_belongs_to_the_search() -> None:
    class Related(PlainService):
        def related(self, results: Results, /) -> tuple[str, ...]:
            started.set()
            assert go.wait(10)
            return super().related(results)

    started, go = Event(), Event()
    app = create_app(Related(ARTICLES), WebConfig(max_searches=1, max_wait_seconds=0.01))
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(app.test_client().get, "/search?q=النجوم")
        assert started.wait(10)
        assert app.test_client().get("/search?q=النجوم").status_code == 429
        go.set()
        assert slow.result().status_code == 200
    assert app.test_client().get("/search?q=النجوم").status_code == 200


def test_related_searches_are_left_out_while_others_wait() -> None:
    gate = Gate(1, 10)
    service = GatedService(PlainService(ARTICLES), gate)

    def wait_and_search() -> None:
        service.search(Request("النجوم"))
        gate.leave()

    results = service.search(Request("النجوم"))
    with ThreadPoolExecutor(2) as threads:
        assert service.related(results)
        waiting = [threads.submit(wait_and_search) for _ in range(2)]
        while len(gate._waiting) < len(waiting):
            sleep(0.001)
        assert service.related(results) == ()
        gate.leave()
    for each in waiting:
        each.result()
    assert service.related(results)


@pytest.fixture
def busy() -> object:
    """A client of a server whose only place is taken."""
    service = SlowService()
    client = create_app(service, WebConfig(max_searches=1, max_wait_seconds=0.01)).test_client()
    slow = Thread(target=lambda: service_client(client).get("/search?q=بطيء"))
    slow.start()
    assert service.started.wait(10)
    yield client
    service.go.set()
    slow.join(10)
    assert client.get("/api/search?q=النجوم").status_code == 200


def service_client(client: FlaskClient) -> FlaskClient:
    return client.application.test_client()


@pytest.mark.parametrize(
    "url",
    ["/search?q=ب", "/api/search?q=ب", "/api/export.csv?q=ب", "/feed?q=ب", "/api/similar/x"],
)
def test_a_search_beyond_is_refused_for_now(busy: FlaskClient, url: str) -> None:
    response = busy.get(url, headers={"Accept-Language": "en"})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    if url.startswith("/api/"):
        error = response.get_json()["error"]
        assert (error["status"], error["code"]) == (429, "too_many_requests")
        assert "at once" in error["message"]
    else:
        assert "الخادم مشغول" in response.text


@pytest.mark.parametrize(
    "url", ["/", "/healthz", "/article/more%2F1", "/api/suggest?q=ب", "/static/base.css"]
)
def test_what_is_no_search_goes_past(busy: FlaskClient, url: str) -> None:
    assert busy.get(url).status_code == 200
