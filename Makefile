# Boardmeetings: `make run` serves the site, `make test` tests it, `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
export PORT
BIN := .venv/bin
# Settings of a site behind TLS, for the deployment check only: nothing is served with them.
PRODUCTION := BEHIND_TLS=1 HSTS_PRELOAD=1 DEBUG=0
BIOME := tests/audits/node_modules/.bin/biome
# djade ends files with a line feed, which would show where an .inline.html stands inside a sentence.
TEMPLATES = $(shell find templates -name '*.html' ! -name '*.inline.html')

.PHONY: help install run dev account test test-postgresql test-opensearch faults faults-opensearch coverage audit lint format check messages benchmark lock python
.DEFAULT_GOAL := help

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

install: .venv/installed ## install the packages of the lock file into .venv

run: .venv/installed ## serve the site on http://127.0.0.1:8000 (PORT= moves it, DATA_DIR= moves what it keeps)
	@exec $(BIN)/python manage.py serve --port $(PORT)

dev: .venv/installed ## serve it with DEBUG on, reloading on every change
	@$(BIN)/python manage.py serve --port $(PORT) --prepare-only
	@DEBUG=1 exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

account: .venv/installed ## make an account for the staff
	@$(BIN)/python manage.py createsuperuser

test: .venv/installed-for-tests ## run all tests (REQUIRE_BROWSER=1: fail where Chromium is missing)
	@$(BIN)/pytest -n auto --dist worksteal

test-postgresql: .venv/installed-for-tests ## run the tests on PostgreSQL, on a server of their own (ICU_LOCALE=en-US: sorted so; ARGS=)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-postgresql.txt
	@$(BIN)/python -m tests.servers.postgresql $(BIN)/pytest -n auto --dist worksteal --ignore tests/browser --ignore tests/project $(ARGS)

test-opensearch: .venv/installed-for-tests ## run the tests of the search on a real OpenSearch (needs Java and Maven; REQUIRE_OPENSEARCH=1: fail without)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-opensearch.txt
	@$(BIN)/python -m tests.servers.opensearch $(BIN)/pytest tests/search/opensearch $(ARGS)

audit: .venv/installed-for-tests tests/audits/node_modules ## axe-core, html-validate and Lighthouse over the pages (needs Node.js, npm and Chromium)
	@REQUIRE_BROWSER=1 REQUIRE_AUDITS=1 $(BIN)/pytest tests/browser/test_audits.py

faults: .venv/installed-for-tests ## kill processes at work and look for what was lost (KILLS=30, SEED=1)
	@$(BIN)/pytest -m faults tests/faults

faults-opensearch: .venv/installed-for-tests ## kill the nodes of a search cluster under writes and searches (KILLS=3, SEED=1; Java and Maven, as above)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-opensearch.txt
	@$(BIN)/pytest -rs -n 0 -m faults tests/search/opensearch $(ARGS)

coverage: .venv/installed-for-tests ## measure which lines and branches of archive/ the tests run (ARGS= names some of them)
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto --dist worksteal $(ARGS); outcome=$$?; \
	$(BIN)/coverage combine --quiet && $(BIN)/coverage report; exit $$outcome

lint: .venv/installed-for-tests ## style, templates, scripts (with make tests/audits/node_modules), retired words, types, floors of the architecture, migrations, deployment check
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	@$(BIN)/djhtml --tabwidth 2 --check templates
	@if [ -x $(BIOME) ]; then $(BIOME) lint; else echo "The scripts are not linted: make tests/audits/node_modules installs biome."; fi
	@$(BIN)/codespell
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/installed-for-tests ## format the code and the templates
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES); $(BIN)/djhtml --tabwidth 2 templates

check: test lint ## both

# The only use of gettext's programs (Debian: gettext); the compiled catalogue is in the repository.
messages: .venv/installed ## gather the sentences to translate, and compile their translations
	@$(BIN)/python manage.py makemessages --locale es --no-wrap --add-location file --no-obsolete --extension html,txt,xml,py --ignore 'tests/*' --ignore 'templates/desk/*' --ignore 'templates/admin/*'
	@$(BIN)/python manage.py compilemessages --locale es

benchmark: .venv/installed-for-tests ## time the search (DATA= names a statements.jsonl.gz, see tests/benchmarks/)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/benchmarks/requirements.txt
	@$(BIN)/python -m tests.benchmarks.search $(if $(DATA),--data $(DATA)) $(ARGS)

# Versions already in the lock are kept; ARGS=--upgrade takes the newest that requirements.txt allows.
lock: ## update requirements.lock from requirements.txt (ARGS=--upgrade: newest versions)
	@[ -x $(BIN)/python ] || $(MAKE) .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" $(ARGS) requirements.txt --output-file requirements.lock

# One sentence for what may be missing on the machine, before pip can say it in fifty.
python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: install Python 3.11 or newer, or name it: make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python has no venv: install it (on Debian and Ubuntu: apt install python3-venv) and run make again."; exit 1; }

# .venv is made beside and renamed, so that what was killed half way never counts as installed. Its programs name the
# folder they were installed in, and are told the new name.
.venv/installed: requirements.lock | python
	@$(call install,$(if $(wildcard .venv/installed-for-tests),tests/requirements.txt,requirements.lock))

.venv/installed-for-tests: tests/requirements.txt requirements.lock | python
	@$(call install,tests/requirements.txt)

define install
echo "Installing $(1) into .venv"
rm -rf .venv.new .venv.old
$(PYTHON) -m venv .venv.new
.venv.new/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
$(if $(filter tests/%,$(1)),.venv.new/bin/python -m pip install --quiet --disable-pip-version-check -r $(1))
grep -lIZ -d skip '/\.venv\.new' .venv.new/bin/* | xargs -0 sed -i 's|/\.venv\.new|/.venv|g'
touch .venv.new/installed $(if $(filter tests/%,$(1)),.venv.new/installed-for-tests)
if [ -e .venv ]; then mv .venv .venv.old; fi
mv .venv.new .venv
rm -rf .venv.old
endef

tests/audits/node_modules: tests/audits/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 18.16 or newer with npm (on Debian: apt install nodejs npm)."; exit 1; }
	@echo "Installing the auditors into tests/audits"
	@npm ci --silent --prefix tests/audits
	@touch $@
