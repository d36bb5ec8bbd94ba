"""`__all__` names what a module defines for others, and nothing else."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import index
import search
import web

MODULES = [
    module.name
    for package in (index, search, web)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_exported_names(name: str) -> None:
    module = importlib.import_module(name)
    if hasattr(module, "__path__") and not hasattr(module, "__all__"):
        pytest.skip("a package whose modules are imported by name")
    exported = module.__all__
    assert len(set(exported)) == len(exported)
    missing_docs = [
        public
        for public in exported
        if callable(getattr(module, public)) and not getattr(module, public).__doc__
    ]
    assert missing_docs == []
