PYTHON ?= python3.11
BIN := .venv/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help install run test tools lint types unit benchmark schemas lock clean

help:  ## Show the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | expand -t 14

install: .venv/.installed  ## Set up .venv with the locked dependencies and .venv/bin/tocsin

.venv/.installed: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

run: install  ## Run the bundled example from end to end, then go on live
	$(BIN)/tocsin demo examples/niger-2023

test: install tools  ## Set up everything that the tests need and run all of them
	$(MAKE) lint types
	$(BIN)/pytest

tools:  ## Install the servers and tools that tests talk to, where they are missing
	tests/tools.sh

lint: install  ## Check style and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: install  ## Check types
	$(BIN)/mypy

unit: install  ## Run the tests that need no server
	$(BIN)/pytest tests/unit

benchmark: install  ## Measure speed and memory
	$(BIN)/pytest tests/benchmarks --benchmark

schemas: install  ## Write the published contract out anew
	$(BIN)/tocsin schemas export schemas

lock:  ## Choose the newest versions that fit pyproject.toml and write them into the lock files
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip --quiet install uv
	.venv-lock/bin/uv $(COMPILE) pyproject.toml -o requirements.lock
	.venv-lock/bin/uv $(COMPILE) --group dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock
	rm -rf .venv-lock

clean:  ## Remove everything that was set up
	rm -rf .venv tests/contract/node_modules var
