from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from search.limits import Limits, refuse

# Past its time, a search is not refused: it shows what it has found.
NAMES = [field.name for field in fields(Limits) if field.name != "max_seconds"]


@pytest.mark.parametrize("name", NAMES)
def test_each_limit_is_described_and_has_its_arabic_sentence(name: str) -> None:
    described = {field.name: field.metadata["description"] for field in fields(Limits)}
    assert described[name].endswith(".")
    limits = Limits(**{name: 7})
    error = refuse(limits, name)
    assert error.limit == name
    assert "7" in error.message
    assert not any(letter.isascii() and letter.isalpha() for letter in error.message)


def test_limits_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Limits().max_results = 1000  # type: ignore[misc]
