# Everything sets itself up in .venv, with uv when it is there and with pip when it is not.
PYTHON ?= python3
UV := $(shell command -v uv 2>/dev/null)
RUN := .venv/bin
# What is compiled once need not be at each of the many starts; some machines are set to keep nothing.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check fix screenshots keys commands schema rules wording timelines torture bench clean

demo: .venv/ready
	$(RUN)/pmfacil demo

# The types are looked at beside the tests: that uses one core for half a minute, and they use both for some more.
# One process collects the tests first, so that the others find them compiled; it is the next one that tells of errors.
test: .venv/ready
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/lint-imports
	$(RUN)/pyright & types=$$!; \
	$(RUN)/pytest --collect-only -qq > /dev/null 2>&1; \
	$(RUN)/pytest -n 4 --dist worksteal && wait $$types

check: .venv/ready
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/pyright
	$(RUN)/lint-imports

fix: .venv/ready
	$(RUN)/ruff check --fix .
	$(RUN)/ruff format .

screenshots: .venv/ready
	$(RUN)/python docs/screenshots.py

keys: .venv/ready
	$(RUN)/python docs/keys.py

commands: .venv/ready
	$(RUN)/python docs/commands.py

schema: .venv/ready
	$(RUN)/python docs/schema.py

rules: .venv/ready
	$(RUN)/python docs/rules.py

# Labelled real text, if it is there; the rules are measured on it and nothing else needs it.
CORPUS ?= ../shared/corpus
wording: .venv/ready
	$(RUN)/python measure/wording.py $(CORPUS)
	$(RUN)/python measure/lines.py $(CORPUS)

# Labelled timelines of other tools, if they are there.
timelines: .venv/ready
	$(RUN)/python measure/timelines.py $(CORPUS)

# The long form of what tests/torture does in every test run.
torture: .venv/ready
	TORTURE=long $(RUN)/pytest tests/torture

# One table of how fast it is, beside a bare Textual app; one part of it with `make bench ONLY=keys`.
bench: .venv/ready
	$(RUN)/python -m measure.bench $(if $(ONLY),--only $(ONLY))

.venv/ready: pyproject.toml uv.lock
ifdef UV
	uv sync --quiet --locked --compile-bytecode
else
	$(PYTHON) -m venv .venv
	$(RUN)/pip install --quiet --disable-pip-version-check "pip>=25.1"
	$(RUN)/pip install --quiet --disable-pip-version-check --editable . --group dev
endif
	@touch $@

clean:
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis dist
