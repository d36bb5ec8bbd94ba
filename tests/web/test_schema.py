"""What schemathesis makes of the description: requests nobody thought of, held to it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from tests.web.fake import PlainService
from tests.web.samples import ARTICLES
from web.app import create_app

schemathesis = pytest.importorskip("schemathesis")

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", create_app(PlainService(ARTICLES)))


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate()
