# make run    set up, index the sample articles, serve the page on http://127.0.0.1:8000
# make test   set up with the test extra, then tests, linters, types and import rules
# make crash  kill the writer 200 times, read beside it for a minute, fill the disk at every step
# make bench CORPUS="FILE FILE"    measure indexing, then Bahith beside other engines, and write
#   the tables and the chart into benchmarks/; SIZES="10000 40000 400000" says how many articles
# make relevance SETS="DIR DIR"    measure ranking on judged sets (docs.jsonl, queries.tsv, qrels.txt)
# make experiments SETS="DIR DIR"  measure what each part of the ranking is worth, and what else was tried
# PORT=8080 make run serves elsewhere; INDEX=DIR keeps the index elsewhere.

PORT ?= 8000
INDEX ?= var/index
SECTION ?= relevance
BIN := .venv/bin

.PHONY: run test crash check test-other-whoosh bench analysis-bench relevance experiments repair-bench load lock clean

run: .venv/run.done
	$(BIN)/bahith index seeds --index $(INDEX)
	$(BIN)/bahith serve --index $(INDEX) --port $(PORT)

test: .venv/test.done
	$(BIN)/pytest
	$(MAKE) --no-print-directory check

crash: .venv/test.done
	BAHITH_CRASH_KILLS=200 BAHITH_CRASH_SECONDS=60 $(BIN)/pytest -n 0 --timeout 1800 tests/crash

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

bench: .venv/bench.done
	$(BIN)/python -m benchmarks.indexing $(CORPUS)
	$(BIN)/python -m benchmarks.peers $(CORPUS) $(if $(SIZES),--sizes $(SIZES))

analysis-bench: .venv/test.done
	$(BIN)/python -m benchmarks.analysis $(CORPUS)

# Other engines are never needed to run or test; those that cannot be had are left out by name.
.venv/bench.done: .venv/test.done
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[bench]" && \
		touch .venv/bench.done || echo "Not all other engines could be installed" >&2

# Both stamps hang on the locked requirements and the metadata: a second run installs nothing.
.venv/run.done: requirements/run.txt setup.cfg pyproject.toml
	scripts/setup run

.venv/test.done: requirements/test.txt setup.cfg pyproject.toml
	scripts/setup test

relevance: .venv/test.done
	$(BIN)/pip install --quiet "PyStemmer >= 3.0, < 4"
	$(BIN)/python -m benchmarks.relevance --section=$(SECTION) $(SETS)

repair-bench: .venv/test.done
	$(BIN)/python -m benchmarks.repair $(CORPUS)

load: .venv/test.done
	$(BIN)/python -m benchmarks.load $(CORPUS)

experiments: .venv/test.done
	$(BIN)/python -m benchmarks.experiments $(SETS)

# Resolve the ranges of setup.cfg anew and write exact versions with hashes.
lock: .venv/test.done
	scripts/lock

clean:
	rm -rf .venv var build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
