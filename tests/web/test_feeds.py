from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.web.samples import ALERT
from web.xml import add, document

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def read(client: FlaskClient, url: str, host: str = "archive.example") -> Element:
    response = client.get(url, headers={"Host": host})
    assert response.status_code == 200
    return ElementTree.fromstring(response.data)


def texts(parent: Element, name: str) -> list[str]:
    return [found.text or "" for found in parent.findall(f"{ATOM}{name}")]


def links(parent: Element) -> dict[str, str]:
    return {link.attrib["rel"]: link.attrib["href"] for link in parent.findall(f"{ATOM}link")}


def test_feed_has_what_atom_requires(client: FlaskClient) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: one title, id and updated each, an author, and an alternate."""
    feed = read(client, "/feed?q=النجوم&section=علوم")
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("title", "id", "updated"):
            assert len(texts(element, name)) == 1
        assert texts(element, "id")[0].startswith("urn:uuid:")
        assert datetime.fromisoformat(texts(element, "updated")[0]).tzinfo
        assert links(element)["alternate"].startswith("http://archive.example/")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert links(feed)["self"].startswith("http://archive.example/feed?q=")
    ids = [texts(entry, "id")[0] for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) == 9


def test_newest_first_whatever_order_is_asked(client: FlaskClient) -> None:
    feed = read(client, "/feed?q=النجوم&sort=oldest&page=2")
    dates = [texts(entry, "updated")[0] for entry in feed.findall(f"{ATOM}entry")]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) == 25
    assert texts(feed, "updated") == dates[:1]


def test_ids_do_not_change_with_the_host(client: FlaskClient) -> None:
    one, other = (read(client, "/feed?q=النجوم", host) for host in ("a.example", "b.example"))
    assert texts(one, "id") == texts(other, "id")
    (first, *_), (second, *_) = one.findall(f"{ATOM}entry"), other.findall(f"{ATOM}entry")
    assert texts(first, "id") == texts(second, "id")
    assert texts(one, "id") != texts(read(client, "/feed?q=دليل"), "id")


def test_undated_articles_are_left_out(client: FlaskClient) -> None:
    feed = read(client, "/feed?q=المعرّفات")
    assert feed.findall(f"{ATOM}entry") == []
    assert texts(feed, "updated") == ["1970-01-01T00:00:00+00:00"]


def test_hostile_text_is_only_text(client: FlaskClient) -> None:
    feed = read(client, "/feed?q=هجوم")
    (entry,) = feed.findall(f"{ATOM}entry")
    assert texts(entry, "title") == [f"هجوم {ALERT}"]
    assert "<img src=x" in texts(entry, "summary")[0]
    assert {element.tag for element in feed.iter()} <= {
        f"{ATOM}{name}"
        for name in (
            *("feed", "title", "id", "updated", "link", "author", "name", "entry"),
            *("published", "category", "summary"),
        )
    }


@given(st.text())
def test_any_text_stands_in_a_document(text: str) -> None:
    root = Element("root")
    add(root, "child", text, attribute=text)
    (child,) = ElementTree.fromstring(document(root))
    # XML reads the ends of lines as one character; what it forbids is left out.
    allowed = "".join(c for c in text if c >= " " or c in "\t\n\r").replace("\r\n", "\n")
    kept = "".join(c for c in allowed if not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    assert (child.text or "") == kept.replace("\r", "\n")


def test_browsers_can_add_the_search(client: FlaskClient) -> None:
    root = read(client, "/opensearch.xml")
    short = root.find(f"{OPENSEARCH}ShortName")
    assert short is not None
    assert 0 < len(short.text or "") <= 16
    addresses = {
        url.attrib["type"]: url.attrib["template"].replace("{searchTerms}", "النجوم")
        for url in root.findall(f"{OPENSEARCH}Url")
    }
    assert set(addresses) == {
        "text/html",
        "application/atom+xml",
        "application/x-suggestions+json",
    }
    for mimetype, address in addresses.items():
        assert address.startswith("http://archive.example/")
        assert client.get(address).mimetype == mimetype
    assert 'rel="search" href="/opensearch.xml"' in client.get("/").text
