# The commands that matter: `make demo`, `make test-fast` while you work, `make test` before you push. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALLED := $(VENV)/.installed

# A stack starts eight interpreters, each of which would compile all modules anew where the shell asks to keep none.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast check-face check-exports export servers up down status admin check-progress format lint \
	types check lock vendor clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo '  Variables: DATA_DIR=… SOURCE=path TITLE="…" LESSONS=n SECTIONS=n ONCE=1 API_PORT=n PYTHON=python3.12 ARGS="-k word" WORKERS=n'

demo: $(INSTALLED) ## make a course before your eyes: ONCE=1 ends after it, SOURCE= and TITLE= take your own document
	@exec $(RUN) -m stack demo

FAST := learning sources providers exports emails web accounts/test_passwords.py accounts/test_permissions.py \
	accounts/test_tokens.py activities workflows/test_course_creation.py workflows/test_learner_progression.py \
	workflows/test_policies.py workflows/test_replay.py test_arrows.py

# One more than the cores of a small machine: tests wait for servers.
test-fast: WORKERS ?= 3
test-fast: servers ## the tests of rules, readers, adapters, exports, and of courses made and taken: minutes less than all
	@exec $(RUN) -m pytest -n $(WORKERS) --dist worksteal --ignore=tests/exports/outside --ignore-glob='*growth.py' \
		$(addprefix tests/,$(FAST)) $(ARGS)

test: WORKERS ?= 3
test: servers ## every test that needs no browser, on a real PostgreSQL and a real Temporal server
	@exec $(RUN) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --ignore=tests/clients --ignore=tests/exports/outside $(ARGS)

check-face: WORKERS ?= 2
check-face: servers ## the tests that drive a browser, and what else checks the pages: their types, and Lighthouse
	@exec $(RUN) -m pytest -n $(WORKERS) --dist loadfile tests/clients $(ARGS)

check-exports: $(INSTALLED) ## check packages with the tools of other projects, which it installs with pip and npm
	@exec $(RUN) -m pytest tests/exports/outside $(ARGS)

servers: $(INSTALLED)
	@$(RUN) -m stack.servers.local_server
	@$(RUN) -m stack.servers.test_server

up: $(INSTALLED) ## start PostgreSQL, Temporal, worker and API in the background, or what of them has died
	@exec $(RUN) -m stack up

down: $(INSTALLED) ## stop them
	@exec $(RUN) -m stack down

status: $(INSTALLED) ## a line a part
	@exec $(RUN) -m stack status

admin: $(INSTALLED) ## make EMAIL= an admin with PASSWORD=, which is asked for when it is not given
	@DATABASE_URL="$${DATABASE_URL:-$$(sed -n 's/^DATABASE_URL=//p' $(or $(DATA_DIR),.data)/stack.env)}" \
		exec $(RUN) -m accounts admin

check-progress: $(INSTALLED) ## derive all progress from the events anew and list differences; ARGS=--repair mends them
	@exec $(RUN) -m enrollments.check $(ARGS) \
		"$${DATABASE_URL:-$$(sed -n 's/^DATABASE_URL=//p' $(or $(DATA_DIR),.data)/stack.env)}"

export: $(INSTALLED) ## write COURSE= (an id) as FORMAT= (see its exports) to TO=; ARGS="--release n" or ARGS=--draft
	@env $$(grep -sE '^[A-Z0-9_]+=[^ "]*$$' $(or $(DATA_DIR),.data)/stack.env) $(if $(DATABASE_URL),DATABASE_URL=$(DATABASE_URL)) \
		$(RUN) -m api.exports $(COURSE) $(FORMAT) $(if $(TO),--to "$(TO)") $(ARGS)

format: $(INSTALLED) ## put the code into its format
	$(RUN) -m ruff check --select I --fix --quiet .
	$(RUN) -m ruff format .

lint: $(INSTALLED) ## check format and style
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .

types: $(INSTALLED) ## check the types
	$(RUN) -m mypy .

check: lint types test check-face ## lint, types and all tests

lock: ## pin the dependencies of pyproject.toml anew, with hashes and without addresses
	@command -v uv >/dev/null || { echo 'make lock needs uv on PATH.' >&2; exit 1; }
	uv $(LOCK) -o requirements.txt
	uv $(LOCK) --group dev -o requirements-dev.txt
LOCK := pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-annotate --no-header pyproject.toml

vendor: $(INSTALLED) ## fetch the pages' libraries anew with npm, and check them against web/vendor/manifest.json
	@exec $(RUN) web/vendor/fetch.py

clean: ## remove the environment and the caches, but no data
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements-dev.txt
	@command -v $(PYTHON) >/dev/null || { echo 'There is no $(PYTHON): install Python 3.11 or newer, or say which one with PYTHON=…' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed, and $(PYTHON) is $$($(PYTHON) -V 2>&1): say which one to use with PYTHON=…" >&2; exit 1; }
	@test -x $(RUN) || { echo 'Making $(VENV)…'; $(PYTHON) -m venv $(VENV); } \
		|| { rm -rf $(VENV); echo 'Python could not make $(VENV): install its venv module (python3-venv on Debian).' >&2; exit 1; }
	@echo 'Installing the pinned packages (once, about a minute)…'
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
