"""Analysis: from the text of an article or a query to the terms that are indexed and searched."""

from __future__ import annotations

from index.analysis.analyzer import Analyzer, Token, WordTrace, default_analyzer
from index.analysis.grams import grams
from index.analysis.stopwords import is_question_word, is_stop_word
from index.analysis.views import View

__all__ = [
    "Analyzer",
    "Token",
    "View",
    "WordTrace",
    "default_analyzer",
    "grams",
    "is_question_word",
    "is_stop_word",
]
