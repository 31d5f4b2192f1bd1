PYTHON ?= python3.11
KILLS ?= 1000
MINUTES ?= 30
BIN := .venv/bin
PIP := $(BIN)/pip --quiet --disable-pip-version-check
COMPILE := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

# Tests start some two hundred processes: each would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install run kafka test tools lint types unit chaos soak benchmark schemas dashboards lock clean

help:  ## Show the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | expand -t 14

install: .venv/.installed  ## Set up .venv with the locked dependencies and .venv/bin/tocsin

.venv/.installed: requirements-dev.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

run: install  ## Run the bundled example from end to end, then go on live
	@echo "Metrics for Prometheus: http://127.0.0.1:9464/metrics"
	@echo "Dashboards for Grafana: deploy/grafana/dashboards (docs/dashboards.md says how to have them)"
	$(BIN)/tocsin demo examples/niger-2023

kafka: install tools  ## Run a Kafka broker on 127.0.0.1:9092 until Ctrl-C, with its data under var/kafka
	@$(BIN)/python -m tests.kafka

# The tests of a file run in one process, where they share desks and brokers.
test:  ## Set up everything that the tests need and run all of them
	$(MAKE) --jobs=2 install tools
	$(MAKE) --jobs=2 --output-sync lint types
	$(BIN)/pytest -n 2 --dist loadfile

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

chaos: install tools  ## Kill processes of a Kafka runtime KILLS times, and see that nothing is lost
	$(BIN)/pytest tests/chaos/test_the_kafka_runtime_survives_kills.py --kills $(KILLS) -s

soak: install tools  ## Run everything on Kafka under load for MINUTES, and see whether it grows
	$(BIN)/python -m tests.soak $(MINUTES)

benchmark: install tools  ## Measure speed and memory; CLAIMS=1000000 rebuilds so many claims
	$(BIN)/pytest tests/benchmarks --benchmark

schemas: install  ## Write the published contract out anew
	$(BIN)/tocsin schemas export schemas

dashboards: install  ## Write the dashboards of Grafana out anew
	$(BIN)/python -m deploy.grafana.build

lock:  ## Choose the newest versions that fit pyproject.toml and write them into the lock files
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/pip --quiet install uv
	.venv-lock/bin/uv $(COMPILE) pyproject.toml -o requirements.lock
	.venv-lock/bin/uv $(COMPILE) --group dev --constraint requirements.lock pyproject.toml -o requirements-dev.lock
	.venv-lock/bin/uv $(COMPILE) --group build --constraint requirements-dev.lock -o requirements-build.lock
	rm -rf .venv-lock

clean:  ## Remove everything that was set up
	rm -rf .venv tests/contract/node_modules tests/integration/kafka/jars tests/integration/kafka/fetched .venv-deploy var
