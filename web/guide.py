"""The help page: how to ask, with examples that search."""

from __future__ import annotations

from flask import Blueprint, render_template

from search.limits import Limits
from search.request import Request

__all__ = ["blueprint"]

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def show() -> str:
    """Show the query language, in the language that the URL asks for."""
    return render_template("help.html", asked=Request(""), limits=Limits())
