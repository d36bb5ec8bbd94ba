"""Random query trees over random archives."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st
from whoosh import query

from index.analysis import View, default_analyzer
from index.schema import FIELDS, field_name, terms
from tests.index.columnar.corpus import SECTIONS, TAGS, WORDS

NAMES = tuple(field_name(part, view) for part in FIELDS for view in View)
_TOKENS = [token for word in WORDS for token in default_analyzer().tokens(word)]
TERMS = tuple(sorted({term for t in _TOKENS for v in View for term in terms(t, v)} | {"غائب"}))

_names = st.sampled_from(NAMES)
_exact_names = st.sampled_from([name for name in NAMES if name.endswith("exact")])
_terms = st.sampled_from(TERMS)
boosts = st.sampled_from((1.0, 1.0, 0.5, 2.0))
_bounds = st.none() | st.integers(978_307_200 - 86_400 * 22, 978_307_200 + 86_400 * 22)


# Far from each other: Whoosh fails on a range that has no room.
_days = st.sampled_from([None, datetime(1999, 1, 1), datetime(2003, 1, 1)])


def leaves() -> st.SearchStrategy[query.Query]:
    return st.one_of(
        st.builds(query.Term, _names, _terms, boost=boosts),
        st.builds(query.Term, st.just("section"), st.sampled_from(SECTIONS)),
        st.builds(query.Term, st.just("tags"), st.sampled_from(TAGS)),
        phrases(),
    )


def phrases() -> st.SearchStrategy[query.Query]:
    words = st.lists(_terms, min_size=2, max_size=4)
    return st.builds(query.Phrase, _exact_names, words, slop=st.integers(1, 3), boost=boosts)


def expanding() -> st.SearchStrategy[query.Query]:
    """Queries for several terms, scored."""
    starts = st.sampled_from(["و", "كت", "بغداد", "ال", "ق"])
    patterns = st.sampled_from(["*اد", "و?ير", "*ب*", "كت?", "بغداد*", "[وك]*ب", "????"])
    return st.one_of(
        st.builds(query.Prefix, _names, starts, boost=boosts, constantscore=st.just(False)),
        st.builds(query.Wildcard, _names, patterns, boost=boosts, constantscore=st.just(False)),
        st.builds(
            query.FuzzyTerm,
            _names,
            # Whoosh fails on a word that is shorter than its prefix.
            st.sampled_from([term for term in TERMS if len(term) >= 2]),
            boost=boosts,
            maxdist=st.integers(1, 2),
            prefixlength=st.integers(0, 2),
            constantscore=st.just(False),
        ),
        st.builds(
            query.TermRange,
            _names,
            st.none() | _terms,
            st.none() | _terms,
            st.booleans(),
            st.booleans(),
            boost=boosts,
            constantscore=st.just(False),
        ),
    )


def filters() -> st.SearchStrategy[query.Query]:
    """Queries whose matches all have the score 1, or their boost."""
    ranges = st.tuples(_bounds, _bounds, st.booleans(), st.booleans()).filter(
        lambda r: r[0] is None or r[1] is None or r[0] + 1 < r[1]
    )
    return st.one_of(
        st.builds(query.Every, boost=boosts),
        ranges.map(lambda r: query.NumericRange("date", *r)),
        st.tuples(_days, _days).map(lambda r: query.DateRange("date", *r)),
    )


def constants() -> st.SearchStrategy[query.Query]:
    """Queries with a score of their own, which Whoosh forgets where it needs each match."""
    ranges = st.tuples(_bounds, _bounds)
    return st.one_of(
        ranges.map(lambda r: query.NumericRange("date", *r, boost=2.0)),
        leaves().map(lambda tree: query.ConstantScoreQuery(tree, 1.5)),
    )


def trees(
    leaf: st.SearchStrategy[query.Query], *, all_kinds: bool
) -> st.SearchStrategy[query.Query]:
    """Trees; `all_kinds` adds those that stock Whoosh answers wrongly."""

    def grow(child: st.SearchStrategy[query.Query]) -> st.SearchStrategy[query.Query]:
        # Whoosh forgets the boost of a query that joins one thing.
        one = st.lists(child, min_size=1, max_size=1)
        several = st.lists(child, min_size=2, max_size=3)
        kinds = [
            st.builds(query.And, one) | st.builds(query.And, several, boost=boosts),
            st.builds(query.Or, one) | st.builds(query.Or, several, boost=boosts),
            st.builds(lambda a, b: query.And([a, query.Not(b)]), child, child),
        ]
        if all_kinds:
            kinds += [
                st.builds(query.AndMaybe, child, child),
                st.builds(query.AndNot, child, child),
                st.builds(query.Require, child, child),
                st.builds(query.DisjunctionMax, several, boost=boosts),
                st.builds(query.Not, child),
                st.builds(query.Otherwise, child, child),
            ]
        return st.one_of(kinds)

    inner = st.recursive(leaf, grow, max_leaves=6)
    # Below another query, Whoosh's AndMaybeMatcher.skip_to leaves the optional part at the document
    # that was asked for, not at the one that the other part came to, and its score is lost there.
    return inner if all_kinds else inner | st.builds(query.AndMaybe, inner, inner)
