from __future__ import annotations

from xml.etree import ElementTree

import pytest

from benchmarks.growth import chart
from benchmarks.queries import Kind
from benchmarks.results import Asked, EngineResult, SizeResult, common_medians
from benchmarks.tables import size_section
from benchmarks.verdict import verdicts


def _engine(seconds: float, milliseconds: float) -> EngineResult:
    kinds = (Kind.RARE, Kind.WILDCARD, Kind.FREQUENT_PHRASE)
    seconds_each, first = milliseconds / 1e3, 3 * milliseconds / 1e3
    asked = {
        kind: Asked([seconds_each] * 3, [1, 1, 1], 6, first=[first, first, 1.0]) for kind in kinds
    }
    return EngineResult("engine", "", seconds, seconds, 10**8, 10**6, 10**7, asked)


def _result(ours: float = 1.0, slower: float = 1.0, tantivy: float = 1.0) -> SizeResult:
    engines = {
        "bahith": _engine(ours, slower),
        "tantivy": _engine(tantivy, 1.0),
        "whoosh": _engine(12.0, 60.0),
        "postgres": EngineResult(left_out="not installed: apt install postgresql"),
    }
    return SizeResult(40_000, 609, 10**6, 10**5, 0.3, engines)


def _missed(result: SizeResult) -> list[str]:
    return [verdict.what for verdict in verdicts(result) if not verdict.holds]


def test_all_hold() -> None:
    assert _missed(_result()) == []


@pytest.mark.parametrize(
    ("result", "missed"),
    [
        (_result(ours=1.1, tantivy=1.2), "index rate ≥ 12 × stock Whoosh"),
        (_result(tantivy=0.9), "index rate ≥ tantivy's, same views"),
        (_result(slower=1.1), "half of the classes as fast as tantivy or faster"),
    ],
)
def test_one_is_missed(result: SizeResult, missed: str) -> None:
    assert _missed(result) == [missed]


def test_slow_queries_miss_what_they_should() -> None:
    missed = _missed(_result(slower=51.0))
    assert any(what.startswith("no class slower") for what in missed)
    assert any("over 50 ms" in what for what in missed)
    assert any(what.startswith("wide queries") for what in missed)


def test_a_refusal_is_not_a_fast_answer() -> None:
    result = _result()
    result.engines["bahith"].asked[Kind.WILDCARD] = Asked([1e-6] * 3, [1, None, 1], 6, ["…"])
    missed = _missed(result)
    assert missed[0] == "no query is refused"
    assert any(what.startswith("no class slower") for what in missed)
    assert any(what.startswith("wide queries") for what in missed)


def test_different_counts_are_missed() -> None:
    result = _result()
    result.disagreements = ["…"]
    assert _missed(result) == ["engines count the same"]


def test_ratios_are_over_queries_that_both_were_asked() -> None:
    ours = Asked([0.001, 0.003, 0.5, 0.5])
    assert common_medians(ours, Asked([0.2, 0.4])) == pytest.approx((0.002, 0.3))


def test_a_later_round_counts_where_it_was_faster() -> None:
    asked = Asked()
    asked.add([3.0, 1.0, 2.0], [1, 2, 3], [])
    asked.add([2.0, 4.0], [1, 2], [])
    assert (asked.seconds, asked.counts, asked.rounds) == ([2.0, 1.0, 2.0], [1, 2, 3], 1)
    assert asked.spent == 12.0


def test_tables_name_what_was_left_out() -> None:
    text = "\n".join(size_section(_result()))
    assert "Left out: postgres (not installed: apt install postgresql)." in text
    assert "| rare word | 1.000 / 1.000 | 1.000 / 1.000 | 60.000 / 60.000 |" in text
    assert "609 of them copies" in text


def test_chart_is_sound_and_tells_what_it_shows() -> None:
    small = _result()
    small.articles = 10_000
    root = ElementTree.fromstring(chart([small, _result()]))
    namespace = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert "wildcard 1.00 to 1.00" in (root.findtext(f"{namespace}desc") or "")
    shown = {text.text for text in root.iter(f"{namespace}text")}
    assert {"rare word, ms", "10k", "40k"} <= shown
