# What a person types. `make help` lists it. Everything is installed into .venv, from this checkout's own pinned files;
# a second call installs nothing.

.DEFAULT_GOAL := help
.PHONY: help demo test score compare train bench bench-scale lock clean

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done)
REPORTS ?= 1000
SIZES ?= 4000 100000
PIP := $(BIN)/python -m pip --disable-pip-version-check
UV_VERSION := 0.13.9
# Writing to these folders is what `read` is told to do with --csv and --export.
DEMO := out/demo

help: ## Show what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

demo: $(VENV)/runs ## Install, and read the bundled sample reports
	@mkdir -p $(DEMO)
	@$(BIN)/communique read "$$($(BIN)/communique samples)" --export json=$(DEMO)/records.ndjson --csv $(DEMO)/csv \
		--register $(DEMO)/register.db
	@echo
	@echo "The same records are in $(DEMO)/records.ndjson and as tables in $(DEMO)/csv/. What next:"
	@echo "  source $(BIN)/activate"
	@echo "  communique read FILE-OR-FOLDER              your own reports"
	@echo "  communique read FILE --json                 for a program"
	@echo "  communique explain FILE                     sentence by sentence: what was coded, and why"
	@echo "  communique brief PAK CHN --register $(DEMO)/register.db      what to know before two sides meet"
	@echo "  communique desk --register $(DEMO)/register.db               the same in a browser"
	@echo "  communique --help"

test: $(VENV)/tests ## Install, check style, types and layers, and run the tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo | tail -1
	@sh tools/browser.sh
	@sh tools/postgres.sh
	@$(BIN)/python -m pytest -n 2 --dist loadfile

score: $(VENV)/tests ## Code the evaluation reports (../shared) and print the scorer's table
	@test -d ../shared/dev || { echo "make score needs the evaluation reports in ../shared/dev, which are not here."; exit 1; }
	@$(BIN)/python evaluation/measure.py dev

compare: $(VENV)/tests ## Compare with what else one could install; writes docs/compare.md
	@$(BIN)/python evaluation/compare.py

train: $(VENV)/tests ## Train the learned coder anew (../shared; some 20 minutes on two processors)
	@$(PIP) install -qq --editable '.[train]'
	@$(BIN)/python -m training

bench: $(VENV)/tests ## Measure speed and memory on REPORTS=1000 reports
	@$(BIN)/python tools/bench.py --reports $(REPORTS)

bench-scale: $(VENV)/tests ## Measure coding and merging SIZES="4000 100000" reports (../shared; a day)
	@test -f .cache/corpus.ndjson || $(BIN)/python evaluation/measure_joins.py code
	@$(BIN)/python evaluation/bench_scale.py --reports $(SIZES)
	@$(BIN)/python evaluation/bench_merge.py --reports $(SIZES)

lock: $(VENV)/runs ## Pin every package with its hashes anew (asks the package index)
	@$(PIP) install -qq uv==$(UV_VERSION)
	@$(BIN)/python tools/lock.py

clean: ## Remove what was installed and made
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# Stamps: newer than the pins they were installed from, and than the places that installing makes a gazetteer of.
PLACES := hatch_build.py $(wildcard src/communique/reference/places*.gz src/communique/reference/places*.toml)

$(VENV)/runs: requirements/run.txt pyproject.toml $(PLACES)
	$(call install,requirements/run.txt)
	@touch $@

$(VENV)/tests: requirements/test.txt pyproject.toml $(PLACES)
	$(call install,requirements/test.txt)
	@touch $@ $(VENV)/runs

define install
	@test -n "$(PYTHON)" || { echo "communique needs Python 3.11 or newer with its venv module, and found none."; exit 1; }
	@test -x $(BIN)/python || { echo "Creating $(VENV) with $$($(PYTHON) --version) …"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing the packages of $(1), hashes checked (a minute or two, once) …"
	@$(PIP) install -qq --require-hashes --only-binary=:all: -r $(1)
	@$(PIP) install -qq --no-deps --no-build-isolation --no-index --editable .
endef
