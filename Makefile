# Standfirst. `make demo` starts a publication; `make test` tests it; `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
DATA ?= .data
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Where this is set, each process compiles all libraries anew, which takes longer than most tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types bench pins clean

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## */\1|/' | awk -F'|' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: $(VENV)/.running ## start the demo publication: PORT=8000 DATA=.data FRESH=1
	@exec $(BIN)/standfirst demo --port $(PORT) --data "$(DATA)" $(if $(filter-out 0,$(FRESH)),--fresh)

test: $(VENV)/.testing ## the short tests and today's share of the long ones: ARGS="-k gate" runs what you name
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(or $(ARGS),--share)

check: lint types ## everything that CI runs, all tests last
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

lint: $(VENV)/.testing ## format, rules, layers, templates, migrations
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@told=$$($(BIN)/lint-imports --no-cache 2>&1) || { echo "$$told"; exit 1; }
	@$(BIN)/djlint --lint --quiet src
	@STANDFIRST_MODE=dev DATA=$(VENV)/lint $(BIN)/standfirst makemigrations --check --dry-run

types: $(VENV)/.testing ## strict types
	@# The settings are read for the types of the models; nothing is connected to.
	@DATABASE_URL=postgresql:///types $(BIN)/mypy

bench: $(VENV)/.testing ## measure beside a reference in the same run
	@$(BIN)/python -m bench

pins: $(VENV)/.testing ## choose the versions anew and write constraints*.txt
	@$(BIN)/python -m tests.pins

clean: ## remove the virtual environment and the caches, not your data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Standfirst needs Python 3.11 or newer; this is %d.%d. Choose another with: make PYTHON=python3.12" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.running: constraints.txt pyproject.toml | $(BIN)/python
	@echo "Installing what Standfirst runs on (once) ..."
	@$(PIP) install --require-hashes --no-deps --no-compile -r constraints.txt
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.testing: constraints-test.txt $(VENV)/.running
	@echo "Installing what the tests need (once) ..."
	@$(PIP) install --require-hashes --no-deps --no-compile -r constraints-test.txt
	@touch $@
