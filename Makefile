# Everything runs in the project's own virtual environment, which any target makes when it is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ORACLES := .venv-oracles/.ready

.PHONY: demo test oracles check coverage trust bench bench-merge bench-reports bench-sets format pictures clean
.DEFAULT_GOAL := demo

# The second line that pip is asked for holds the development tools; a group, so that they are named once, in pyproject.
$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[pdf,parquet,xlsform]" --group dev
	@touch $@

# Other people's statistics, which the tests hold ours against, in an environment of their own: where pandas is installed,
# sqlite-utils imports it, and every time measured would be another. No dependencies: one of them pins an old scipy.
$(ORACLES): tests/oracles/requirements.txt
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --no-deps --requirement $<
	@touch $@

oracles: $(ORACLES)  ## the statistics packages that the tests compare with

demo: $(READY)  ## open the example casebook
	@if [ -e demo.db ]; then $(BIN)/casereview review demo.db; else $(BIN)/casereview demo demo.db; fi

test: $(READY) $(ORACLES)  ## run the tests
	$(BIN)/python -m pytest -n 2

check: $(READY)  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/casereview questions check question_sets/*.toml

# Without the long random programs: every branch has a test that says what it is for.
LONG := --ignore=tests/casebook/test_state_machine.py --ignore=tests/casebook/test_resolution_travels.py \
	--ignore=tests/casebook/test_merge_killed.py

# What a casebook does for one command alone is tested through it.
BY_COMMAND := tests/cli/test_compare.py tests/cli/test_upgrade.py tests/cli/test_deciding.py tests/cli/test_questionnaires.py \
	tests/cli/test_resolve.py tests/cli/test_record.py tests/cli/test_rate.py tests/cli/test_trend.py \
	tests/reports/test_compare.py tests/reports/test_conflicts.py tests/tui/test_ratings.py tests/tui/test_language.py

coverage: $(READY) $(ORACLES)  ## every branch of scoring and casebook is tested
	$(BIN)/coverage erase
	$(BIN)/coverage run --source=casereview.casebook,casereview.scoring -m pytest tests/casebook tests/scoring tests/questions $(BY_COMMAND) $(LONG)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=100 --skip-covered

trust: $(READY) $(ORACLES)  ## the long runs: 200 kills, more programs
	$(BIN)/python -m pytest -n 2 -m "trust or not trust" --trust

bench: $(READY)  ## the speed that the README claims
	$(BIN)/python -m benchmarks

bench-merge: $(READY) $(ORACLES)  ## how fast casebooks are merged, against plain SQL, sqlite-utils and pandas
	$(BIN)/python -m benchmarks.merge

bench-reports: $(READY)  ## how fast the documents are made, against a bare script with the same library
	$(BIN)/python -m benchmarks.reports

bench-sets: $(READY)  ## what a large question set costs: to load, to check, to open; the largest that is shipped beside 2,000 questions
	$(BIN)/python -m benchmarks.sets

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) .venv-oracles .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist demo.db

pictures: $(READY)  ## make the screenshots of the docs (needs rsvg-convert)
	$(BIN)/python scripts/pictures.py
