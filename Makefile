# `make` sets everything up in .venv and makes the deck, pictures and pages in out/.
# Written for GNU Make 3.81 (macOS) and for Git Bash on Windows as well.

SHELL   := bash
WINDOWS := $(filter Windows_NT,$(OS))
PYTHON  ?= $(if $(WINDOWS),python,python3)
WORKERS ?= logical
BIN     := .venv/$(if $(WINDOWS),Scripts,bin)

# uv does not read pip's settings, and a mirror is mostly set there (`pip config set`).
UV = UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/python -m pip config get global.index-url 2>/dev/null)}}" $(BIN)/uv
# Set and empty, it is an error to uv.
ifeq ($(UV_CACHE_DIR),)
unexport UV_CACHE_DIR
endif

# Tests and notebooks start Python a hundred times: compiled once, not each time.
unexport PYTHONDONTWRITEBYTECODE

# Two stamps, each touched as the last act of its recipe, so that an interrupted set-up goes on
# where it has to. A virtual environment holds absolute paths: .made names the folder it was made
# in, and one that was moved, or has lost its Python, is made anew.
MADE   := .venv/.made
READY  := .venv/.ready
USABLE := $(shell test -x $(BIN)/python && test "$$(cat $(MADE) 2>/dev/null)" = "$$PWD" && echo yes)

# out/.made is as old as what `make` made last, and holds its language and a sum of the names of all that
# it was made from, so that a file which is gone is noticed too; and of the files in out/ itself.
BUILT   := out/.made
INPUTS  := find data notebooks zreport requirements.lock pyproject.toml $(addprefix out/,brief.pptx brief.pdf brief.png all.pptx all.xlsx tables.xlsx reader.html) \
           \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -o -type f
LIST    := { echo "$${ZREPORT_LANG:-zh}"; $(INPUTS) -print 2>/dev/null; } | LC_ALL=C sort | cksum
CURRENT := $(shell test "$$(cat $(BUILT) 2>/dev/null)" = "$$($(LIST))" && ! $(INPUTS) -newer $(BUILT) -print | grep -q . && echo yes)

.PHONY: all env test fuzz mutants reading doubts gallery bench lab codebook pictures font lock lint clean help again
.DELETE_ON_ERROR:

all: env  ## Check the data, run the notebooks and make everything in out/ (the default)
ifeq ($(CURRENT),yes)
	@echo 'Nothing changed: out/ is up to date'
else
	@rm -f $(BUILT)
	@$(BIN)/zreport build
	@$(LIST) > $(BUILT)
endif

env: $(READY)  ## Set up .venv from requirements.lock, each package checked against its hash

$(MADE): $(if $(USABLE),,again)
	@command -v $(firstword $(PYTHON)) >/dev/null 2>&1 || { \
	  echo 'There is no "$(firstword $(PYTHON))" here. Install Python 3.11 or newer, or say where it is: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'Python 3.11 or newer is needed, and "$(PYTHON)" is not that. Say where one is: make PYTHON=/path/to/python3' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: sudo apt install python3-venv' >&2; exit 1; }
	@echo 'Setting up .venv (once; about 900 MB)'
	@$(PYTHON) -m venv --clear .venv
	@sed -n '/^uv==/,/[^\]$$/p' requirements.lock > .venv/uv.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .venv/uv.txt
	@printf '%s\n' "$$PWD" > $@

$(READY): $(MADE) requirements.lock pyproject.toml
	@$(UV) pip sync $(if $(CI),--quiet) --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@cd .venv && $(BIN:.venv/%=%)/python -c 'import zreport' || { \
	  echo 'zreport cannot be imported. On Windows with Python older than 3.13 this happens in a folder whose path is not plain ASCII: take a newer Python (make PYTHON=...) or another folder.' >&2; exit 1; }
	@touch $@

test: env  ## Run all tests: unit, doctests, and each notebook against its stored outputs
	@$(BIN)/python -m pytest -n $(WORKERS) --no-loadscope-reorder --nbval tests zreport notebooks

fuzz: env  ## Try thousands of broken files: charts, decks, data folders (10 minutes)
	@ZREPORT_FUZZ=2000 $(BIN)/python -m pytest -q -n $(WORKERS) $$(grep -l ZREPORT_FUZZ tests/test_*.py)

mutants: env  ## Change the data in over 100,000 ways, one at a time, and count what is found (long)
	@$(BIN)/python tests/mutants.py

reading: env  ## Score what is drafted by rule against truths read by hand (texts beside the project)
	@$(BIN)/python tools/reading.py

doubts: env  ## Learn from the truths how much each sign of doubt weighs (zreport/draft/doubts.csv)
	@$(BIN)/python tools/doubts.py

gallery: env  ## Draw every kind of chart in every format, language and size, in out/gallery/ to be looked at
	@$(BIN)/python tests/gallery.py

bench: env  ## Measure speed, as ratios to a baseline in the same run
	@$(BIN)/python -m pytest --benchmark-only --benchmark-columns=median,min,max,rounds tools/bench_*.py

lab: env  ## Open the notebooks in JupyterLab
	@$(BIN)/zreport lab

codebook: env  ## Write data/README.md from the schemas, and docs/house.md from the docstrings
	@$(BIN)/python tools/codebook.py
	@$(BIN)/python tools/house.py

pictures: env  ## Draw the pictures of the READMEs anew (the slides by LibreOffice)
	@$(BIN)/python tools/readme_pictures.py

font: env  ## Cut the fonts in zreport/page/fonts from Noto Sans CJK SC
	@$(BIN)/python tools/make_font.py

lock: env  ## Write requirements.lock and environment.yml anew (newest versions: LOCKFLAGS=--upgrade)
	@$(UV) pip compile --quiet $(LOCKFLAGS) --universal --python-version 3.11 --all-extras \
	  --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command 'make lock' --output-file requirements.lock pyproject.toml
	@$(BIN)/pyproject2conda project

lint: env  ## Check the form of code and notebooks
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/python tools/check_notebooks.py

clean:  ## Remove everything that make made: .venv, out/ and caches
	@rm -rf .venv out build dist *.egg-info .pytest_cache .ruff_cache .hypothesis .benchmarks
	@find . \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d -prune -exec rm -rf {} +

help:  ## Print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
