from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.fake import PlainService
from tests.web.samples import ARTICLES
from web.app import create_app


@pytest.fixture
def service() -> PlainService:
    return PlainService(ARTICLES)


@pytest.fixture
def app(service: PlainService) -> Flask:
    return create_app(service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
