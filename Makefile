# Boardmeetings: `make run` serves the site, `make test` tests it, `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
export PORT
# Keep compiled modules. Without them, each process that a test starts compiles the site again, which takes seconds.
unexport PYTHONDONTWRITEBYTECODE
BIN := .venv/bin
# Settings of a site behind TLS, only for the deployment check.
PRODUCTION := BEHIND_TLS=1 HSTS_PRELOAD=1 DEBUG=0
# As in pyproject.toml, because pytest takes only one -m.
IN_ANY_RUN := not faults and not audits and not clients
BIOME := tests/audits/node_modules/.bin/biome
# djade adds a line feed at the end of each file. In an .inline.html it would appear inside a sentence.
TEMPLATES = $(shell find templates -name '*.html' ! -name '*.inline.html')

.PHONY: help install run dev account test test-slow test-postgresql test-opensearch faults year faults-opensearch compose-check coverage mutants audit clients lint format check messages house benchmark check-growth lock python
.DEFAULT_GOAL := help

help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'

install: .venv/installed ## install the packages of the lock file into .venv

run: .venv/installed ## serve the site on http://127.0.0.1:8000 (PORT= another port, DATA_DIR= another folder for its data)
	@exec $(BIN)/python manage.py serve --port $(PORT)

dev: .venv/installed ## serve the site with DEBUG on, and reload it on every change
	@$(BIN)/python manage.py serve --port $(PORT) --prepare-only
	@DEBUG=1 exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

account: .venv/installed ## create an account for staff
	@$(BIN)/python manage.py createsuperuser

test: .venv/installed-for-tests ## run the tests that take less than a second each
	@$(BIN)/pytest -rs -n auto --dist worksteal -m 'not slow and not browser and $(IN_ANY_RUN)'

test-slow: .venv/installed-for-tests ## run the other tests, which CI also runs (REQUIRE_BROWSER=1: fail if Chromium is missing)
	@$(BIN)/pytest -rs -n auto --dist worksteal -m '(slow or browser) and $(IN_ANY_RUN)'

test-postgresql: .venv/installed-for-tests ## run the tests that use a database on a PostgreSQL server of their own (ICU_LOCALE=en-US: sort as this language does; ARGS= names some)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-postgresql.txt
	@$(BIN)/python -m tests.servers.postgresql $(BIN)/pytest -n auto --dist worksteal $(or $(ARGS),--ignore tests/browser --ignore tests/project)

test-opensearch: .venv/installed-for-tests ## run the search tests on a real OpenSearch (needs Java and Maven; REQUIRE_OPENSEARCH=1: fail without them)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-opensearch.txt
	@$(BIN)/python -m tests.servers.opensearch $(BIN)/pytest tests/search/opensearch $(ARGS)

audit: .venv/installed-for-tests tests/audits/node_modules ## check the pages with axe-core, html-validate and Lighthouse (needs Node.js, npm and Chromium)
	@REQUIRE_BROWSER=1 $(BIN)/pytest -n 2 --dist worksteal -m audits tests/browser/test_audits.py

clients: .venv/installed-for-tests ## run feed readers, DuckDB, Datasette, Pandoc, generated clients, assistants and others against a served site (ARGS='-k feeds': some)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv -r requirements-parquet.txt
	@$(BIN)/pytest -n 0 -m clients tests/clients $(ARGS)

faults: .venv/installed-for-tests ## kill processes at work, live ten nights, load for a minute; nothing is lost (KILLS=30, NIGHTS=10, MINUTES=1, SEED=1)
	@$(BIN)/pytest -n 2 --dist worksteal -m faults tests/faults

year: .venv/installed-for-tests ## take a site through 365 nights with troubles by one clock, and compare it (NIGHTS=365, SEED=1)
	@$(BIN)/python -m tests.faults.year --nights $(or $(NIGHTS),365) --seed $(or $(SEED),1)

faults-opensearch: .venv/installed-for-tests ## kill nodes of an OpenSearch cluster during writes and searches (KILLS=3, SEED=1; needs Java and Maven)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-opensearch.txt
	@$(BIN)/pytest -rs -n 0 -m faults tests/search/opensearch $(ARGS)

compose-check: .venv/installed-for-tests ## run the site in containers with PostgreSQL and OpenSearch, all built here (needs root, podman with netavark, mmdebstrap, Java and Maven)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/deploy/composition/requirements.txt
	@$(BIN)/python -m tests.deploy.composition

coverage: .venv/installed-for-tests ## measure which lines and branches of archive/ the tests run (ARGS= names some tests; CONTEXTS=1: record which tests run which lines)
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto --dist worksteal $(ARGS); outcome=$$?; \
	$(BIN)/coverage combine --quiet && $(BIN)/coverage report; exit $$outcome

mutants: .venv/installed-for-tests ## put faults into a clone and count those that the tests notice (COUNT=500, SEED=1; run make coverage CONTEXTS=1 first)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/mutants/requirements.txt
	@$(BIN)/python -m tests.mutants --count $(or $(COUNT),500) --seed $(or $(SEED),1)

lint: .venv/installed-for-tests ## check style, templates, scripts (after make tests/audits/node_modules), retired words, types, imports, migrations, deployment
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djade --target-version 5.2 --check $(TEMPLATES)
	@$(BIN)/djhtml --tabwidth 2 --check templates
	@if [ -x $(BIOME) ]; then $(BIOME) lint; else echo "The scripts are not linted: make tests/audits/node_modules installs biome."; fi
	@$(BIN)/codespell
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python -m tools.released_migrations
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/installed-for-tests ## format the code and the templates
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES); $(BIN)/djhtml --tabwidth 2 templates

check: test test-slow lint ## run all these tests and the lint

# Needs gettext (Debian: gettext). Nothing else does, because the compiled catalogue is in the repository.
messages: .venv/installed ## collect the sentences to translate, and compile the translations
	@$(BIN)/python manage.py makemessages --locale es --no-wrap --add-location file --no-obsolete --extension html,txt,xml,py --ignore 'tests/*' --ignore 'templates/desk/*'
	@$(BIN)/python manage.py compilemessages --locale es

house: .venv/installed-for-tests ## print lines, imports and branches, room by room, beside tools/rooms.tsv
	@$(BIN)/python -m tools.house

benchmark: .venv/installed-for-tests ## measure import, start, pages, memory and search, in one table (DATA= names a statements.jsonl.gz; ARGS= sizes, see tests/benchmarks/one_table.py)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/benchmarks/requirements.txt
	@$(BIN)/python -m tests.benchmarks.one_table $(if $(DATA),--data $(DATA)) $(ARGS)

check-growth: .venv/installed-for-tests ## measure pages in a site of 10,000 statements and in a large one; fail if they cost more than 1.5 times as much (SIZE=300000, ARGS=--folder FOLDER: keep the sites)
	@$(BIN)/python -m tests.benchmarks.growth --most 1.5 --statements 10000 $(or $(SIZE),300000) $(ARGS)

# Keeps the versions that are in the lock file. ARGS=--upgrade takes the newest that requirements.txt allows.
lock: ## update requirements.lock from requirements.txt (ARGS=--upgrade: newest versions)
	@[ -x $(BIN)/python ] || $(MAKE) .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make lock" $(ARGS) requirements.txt --output-file requirements.lock

# Says in one sentence what is missing on the machine, before pip fails with a long traceback.
python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is missing: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: install Python 3.11 or newer, or name it: make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python has no venv: install it (on Debian and Ubuntu: apt install python3-venv) and run make again."; exit 1; }

# Installs into .venv.new and renames it, so that an interrupted installation never counts as installed. The programs
# contain the path of their folder, so the path in them is changed too.
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
