# Two commands: `make demo` builds real documents, `make test` passes the tests. Both set up what
# they need in .venv; nothing is installed elsewhere.
PYTHON ?= python3
VENV ?= .venv

.PHONY: demo test lint docs bench fuzz floods mutate clean

$(VENV)/.ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "clausekit needs Python 3.11 or newer; try: make demo PYTHON=python3.12"; exit 1; }
	@test -x "$(VENV)/bin/python" || $(PYTHON) -m venv "$(VENV)" || { echo "Python has no venv module here; on Debian: apt install python3-venv"; exit 1; }
	"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch "$@"

demo: $(VENV)/.ready
	@"$(VENV)/bin/python" -m clausekit demo -o out

test: $(VENV)/.ready
	@"$(VENV)/bin/python" -m pytest -q -n auto --dist worksteal

lint: $(VENV)/.ready
	@"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -e ".[lint]"
	@"$(VENV)/bin/python" -m ruff check
	@"$(VENV)/bin/python" -m ruff format --check
	@"$(VENV)/bin/python" -m mypy

docs: $(VENV)/.ready
	@"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -e ".[docs]"
	@"$(VENV)/bin/python" -m sphinx -W --keep-going -q -b html docs docs/_build

# Times clausekit and docxtpl beside each other; some six minutes, on a machine with nothing else to do.
bench: $(VENV)/.ready
	@"$(VENV)/bin/python" benchmarks/run.py

# Feeds a million changed inputs to each reader of strangers' files; two hours or more. What is
# found lies in out/fuzz. Fewer: make fuzz RUNS=10000.
RUNS ?= 1000000
fuzz: $(VENV)/.ready
	@"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -e ".[test,fuzz]" || \
		echo "atheris cannot be installed here; inputs are changed at random instead."
	@set -e; for target in po tender template; do \
		"$(VENV)/bin/python" tests/fuzz/run.py "$$target" --runs $(RUNS); done

# Compiles templates that hold one thing as often, as deep or as long as the limits allow; some twenty
# minutes. Fewer: make floods FLOODS=crowded
floods: $(VENV)/.ready
	@PYTHONPATH=tests:tests/word "$(VENV)/bin/python" tests/fuzz/floods.py $(FLOODS)

# Changes one operator or condition at a time and sees whether a test notices; an hour or more.
# Fewer: make mutate MUTATE=selection
MUTATE ?= selection model assembly
mutate: $(VENV)/.ready
	@"$(VENV)/bin/python" -m pip install --quiet --disable-pip-version-check -e ".[test,mutate]"
	@"$(VENV)/bin/python" tests/mutation/run.py $(MUTATE)

clean:
	rm -rf "$(VENV)" out dist docs/_build
