# Everything needed on a fresh machine: Python 3.11, pip, make. `make demo` runs Tværblik, `make test` proves it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8050
SOURCES := pyproject.toml requirements/run.txt

.PHONY: demo test explore clean lock

demo: $(VENV)/run.stamp
	@PORT=$(PORT) $(BIN)/tvaerblik demo

test: $(VENV)/test.stamp
	@sh tests/tools.sh
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadgroup
	$(BIN)/pytest -m browser -n 2 --dist loadgroup --reruns 1 --max-suite-reruns 10 --rerun-show-tracebacks -r aR

# Property tests on examples nobody has drawn before. What they find becomes a case of its own in `make test`.
explore: $(VENV)/test.stamp
	$(BIN)/pytest -n 2 --hypothesis-profile explore tests/property

$(VENV)/run.stamp: $(SOURCES)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tværblik needs Python 3.11 or newer. Install python3.11, or name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Tværblik needs Python's venv module. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# Write the pinned and hashed requirements again (needs uv).
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml --extra build -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml --extra build --extra test -c requirements/run.txt -o requirements/test.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis data/var
