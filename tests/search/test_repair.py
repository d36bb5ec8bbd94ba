from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.build import build
from index.errors import QueryRefused
from index.store import Store
from search.limits import Limits
from search.request import Request
from search.results import RepairKind
from search.service import Service

GOLDEN = Path(__file__).parent / "golden"
ROWS = [line.split("\t") for line in (GOLDEN / "latin_names.tsv").read_text("utf-8").splitlines()]

WORDS = "وزير الخارجية محمد سلام الكتاب biden facebook الخارج القاهري غزال مقال بدون قوات"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Store:
    """The Arabic names beside the sample articles, whose words distract from them."""
    folder = tmp_path_factory.mktemp("repair")
    names = sorted({arabic for _, arabic in ROWS})
    rows = [{"id": f"n{n}", "title": "خبر", "body": name} for n, name in enumerate(names)]
    rows.append({"id": "words", "title": "كلمات", "body": WORDS})
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (folder / "names.jsonl").write_text("".join(lines), "utf-8")
    store = Store(folder / "index")
    build([seeds, folder / "names.jsonl"], store)
    return store


@pytest.fixture(scope="module")
def names(archive: Store) -> Iterator[Service]:
    service = Service(archive)
    yield service
    service.close()


def terms(service: Service, text: str) -> list[str]:
    with service._current.borrow() as snapshot:
        return [token.exact for token in snapshot.analyzer.tokens(text)]


def test_names_in_latin_letters(names: Service) -> None:
    assert len(ROWS) == 100
    wrong = [
        (latin, arabic, found.suggestion)
        for latin, arabic in ROWS
        if not (found := names.search(Request(latin))).total
        and terms(names, found.suggestion) != terms(names, arabic)
    ]
    assert len(wrong) <= 20, wrong


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("hgrhivm", "القاهرة", RepairKind.LAYOUT),
        ("HGRHIVM", "القاهرة", RepairKind.LAYOUT),
        ("lpl]", "محمد", RepairKind.LAYOUT),
        (",.dv hgohv[dm", "وزير الخارجية", RepairKind.LAYOUT),
        ("sghl", "سلام", RepairKind.LAYOUT),
        ("sbl", "سلام", RepairKind.LAYOUT),
        ("وزير hgohv[dm", "وزير الخارجية", RepairKind.LAYOUT),
        ("لاهيثى", "biden", RepairKind.LAYOUT),
        ("بشؤثلاخخن", "facebook", RepairKind.LAYOUT),
        ("falastin 7amas", "فلسطين حماس", RepairKind.SCRIPT),
        ("وزير Cairo", "وزير القاهرة", RepairKind.SCRIPT),
        ("3'aza", "غزة", RepairKind.SCRIPT),
        ("فلصطين", "فلسطين", RepairKind.SPELLING),
        ("فلسطيين", "فلسطين", RepairKind.SPELLING),
        ("wxkq", "", None),
        ("12345", "", None),
        ("محمد", "", None),
    ],
)
def test_repairs(names: Service, typed: str, meant: str, kind: RepairKind | None) -> None:
    results = names.search(Request(typed))
    assert (results.suggestion, results.repair) == (meant, kind)
    assert not results.replaced


def test_a_sound_word_is_not_cut_short(service: Service) -> None:
    # القمر is there, القمرية is not: it is a word of its own, and no slip of the other.
    assert service.search(Request("القمر")).total
    assert not service.search(Request("كسوف القمريات")).suggestion.endswith("القمر")


def test_results_of_the_suggestion_say_so(names: Service) -> None:
    results = names.search(Request("hgrhivm", repair=True))
    assert results.total
    assert results.query == "hgrhivm"
    assert results.replaced == results.suggestion == "القاهرة"
    assert results.missing == ("hgrhivm",)
    assert [hit.id for hit in results.hits] == [
        hit.id for hit in names.search(Request("القاهرة")).hits
    ]


@pytest.mark.parametrize("typed", ["محمد", "محمد hgrhivm", "wxkq", ""])
def test_nothing_is_replaced_where_there_are_results_or_no_repair(
    names: Service, typed: str
) -> None:
    assert not names.search(Request(typed, repair=True)).replaced


def test_no_time_no_repair(archive: Store) -> None:
    service = Service(archive, Limits(max_seconds=0.0))
    assert not service.search(Request("falastin", repair=True)).replaced
    service.close()


def test_where_there_are_results_nothing_is_sought(
    names: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.answer.Repairer", None)
    assert names.search(Request("محمد")).total


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("cities")
    bodies = ["مدبنة", "التمادي", *["المدينة القديمة"] * 6, *["القانون المادي"] * 6]
    rows = [{"id": str(n), "title": "خبر", "body": body} for n, body in enumerate(bodies)]
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (folder / "cities.jsonl").write_text("".join(lines), "utf-8")
    store = Store(folder / "index")
    build([folder / "cities.jsonl"], store)
    service = Service(store)
    yield service
    service.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("المدبنة", "المدينة"),
        ("المدبنه", "المدينة"),
        # A form that an article has is meant; so is one that is near to nothing usual.
        ("التمادي", ""),
        ("مدبنة", ""),
        ("بالتمادي", ""),
        ("المدينة", ""),
        ("«المدينة»", ""),
        ("-المدبنة خبر", ""),
    ],
)
def test_a_slip_whose_stem_happens_to_find_something(
    cities: Service, typed: str, meant: str
) -> None:
    results = cities.search(Request(typed, repair=True))
    assert results.total
    assert results.suggestion == meant
    assert not results.replaced


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(max_size=24)
    | st.text(alphabet="abdfghiklmnopqrstuvwyz2357'[],;", max_size=16)
    | st.text(alphabet="ابتلاهيثىةحمسقفر ", max_size=12)
)
def test_no_text_raises_and_repairs_are_found(names: Service, text: str) -> None:
    try:
        results = names.search(Request(text))
    except QueryRefused:
        return
    assert bool(results.suggestion) == (results.repair is not None)
    if results.suggestion and not results.relaxed and len(results.suggestion.split()) == 1:
        mended = names.search(Request(f"«{results.suggestion}»"))
        assert mended.total or results.missing


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Words of which no article has two, some of them words on other keys as well."""
    folder = tmp_path_factory.mktemp("mixed")
    words = "محمد بن سلمان لاهي دبي زلزال كعكة مولودة m k s sa d aube paris l g http غزة جهازا شري"
    rows = [{"id": str(n), "title": word, "body": word} for n, word in enumerate(words.split())]
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (folder / "words.jsonl").write_text("".join(lines), "utf-8")
    store = Store(folder / "index")
    build([folder / "words.jsonl"], store)
    service = Service(store)
    yield service
    service.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # All the words are there, only not together.
        ("زلزال و كعكة", ""),
        ("زلزال NOT كعكة", ""),
        ("زلزال aube", ""),
        ("d'aube paris", ""),
        # AND is شري on other keys, but an operator.
        ("lpl] AND l,g,]m", "محمد AND مولودة"),
        # Signs alone are no letters of other keys.
        ("،", ""),
        ("«", ""),
        ("«»", ""),
        # Parts of a word typed on other keys may be words.
        ("l,g,]m", "مولودة"),
        # bin is لاهي on other keys, but the words beside it are names.
        ("mohammed bin salman", "محمد بن سلمان"),
        ("bin salman", "بن سلمان"),
        # By the letters alone it would be جهازا.
        ("ghaza", "غزة"),
        # Of what is written as one, the word that no article has is mended.
        ("paris/salman", "paris/سلمان"),
        ("http://salman", "http://سلمان"),
        ("mohammed/salman", "محمد/سلمان"),
    ],
)
def test_only_what_is_no_word_is_mended(mixed: Service, typed: str, meant: str) -> None:
    assert mixed.search(Request(typed)).suggestion == meant


def test_a_word_is_offered_as_most_articles_write_it(tmp_path: Path) -> None:
    # The first article of the index writes the yeh of a Persian keyboard.
    bodies = ["زار فلسطین", "زار فلسطين", "عاد من فلسطين"]
    rows = [{"id": str(n), "title": "خبر", "body": body} for n, body in enumerate(bodies)]
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (tmp_path / "news.jsonl").write_text("".join(lines), "utf-8")
    store = Store(tmp_path / "index")
    build([tmp_path / "news.jsonl"], store)
    service = Service(store)
    assert service.search(Request("فلصطين")).suggestion == "فلسطين"
    service.close()
