# Every word sets up what it needs, from Python 3.11+ alone. A second run skips what is there.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
PORT ?= 8000
DATA ?= demo-data
RUN := .venv/bin/python

.PHONY: help setup demo test lint types e2e bench migration clean
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile

setup: app ## what the product needs, in .venv

.PHONY: app dev
app dev:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found" >&2; exit 1; }
	@$(PYTHON) -m tools.setup $@

demo: app ## a demo company on http://localhost:$(PORT), data in $(DATA)
	@exec .venv/bin/advocacy demo --port "$(PORT)" --data "$(DATA)"

test: dev ## lint, types, and every test on both databases and in a real Chromium
	@$(RUN) -m tools.check lint types tests

lint: dev ## format, lint and the arrows between the rooms
	@$(RUN) -m tools.check lint

types: dev ## pyright, strict
	@$(RUN) -m tools.check types

e2e: dev ## the journeys on a phone
	@$(RUN) -m tools.check e2e

bench: dev ## the measured promises, each beside its peer or its limit
	@$(RUN) -m bench

migration: dev ## write the migration that brings the schema to what the models say (NAME=what_changes)
	@$(RUN) -m tools.migration $(NAME)

clean: ## forget the environment and the built frontend
	rm -rf .venv .web build
