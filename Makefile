# make run    set up, index the sample articles, serve the page on http://127.0.0.1:8000
# make test   set up with the test extra, then tests, linters, types and import rules
# make bench CORPUS=FILE    measure indexing and write the table into benchmarks/README.md
# make relevance SETS="DIR DIR"    measure ranking on judged sets (docs.jsonl, queries.tsv, qrels.txt)
# make ablation SETS="DIR DIR"     measure what each part of the ranking is worth
# PORT=8080 make run serves elsewhere; INDEX=DIR keeps the index elsewhere.

PORT ?= 8000
INDEX ?= var/index
BIN := .venv/bin

.PHONY: run test check test-other-whoosh bench relevance ablation lock clean

run: .venv/run.done
	$(BIN)/bahith index seeds --index $(INDEX)
	$(BIN)/bahith serve --index $(INDEX) --port $(PORT)

test: .venv/test.done
	$(BIN)/pytest
	$(MAKE) --no-print-directory check

check: .venv/test.done
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# The same tests over Whoosh 2.7.4 (2016), which comes first on the path. One is left out: 2.7.4's own
# matchers score some boosted trees otherwise than 3.54's; the brute-force reading holds on both.
test-other-whoosh: .venv/test.done
	$(BIN)/pip install --quiet --no-deps --require-hashes --upgrade --target var/other-whoosh \
		-r requirements/other-whoosh.txt
	PYTHONPATH=var/other-whoosh $(BIN)/pytest tests/index tests/search \
		--deselect tests/index/columnar/test_evaluation.py::test_vectors_and_matchers_agree

bench: .venv/test.done
	$(BIN)/python -m benchmarks.indexing $(CORPUS)

# Both stamps hang on the locked requirements and the metadata: a second run installs nothing.
.venv/run.done: requirements/run.txt setup.cfg pyproject.toml
	scripts/setup run

.venv/test.done: requirements/test.txt setup.cfg pyproject.toml
	scripts/setup test

relevance: .venv/test.done
	$(BIN)/pip install --quiet "PyStemmer >= 3.0, < 4"
	$(BIN)/python -m benchmarks.relevance $(SETS)

ablation: .venv/test.done
	$(BIN)/python -m benchmarks.ablation $(SETS)

# Resolve the ranges of setup.cfg anew and write exact versions with hashes.
lock: .venv/test.done
	scripts/lock

clean:
	rm -rf .venv var build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
