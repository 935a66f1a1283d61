# make demo      install into .venv, check examples/, write reports/index.html
# make life      one note's whole life: drafts, decisions, receipt, publication, archive, replay
# make test      all tests
# make accuracy  the figures of docs/accuracy.md
# make bench     throughput, one warm draft, long texts, cold start
# make office-check   LibreOffice opens the Word files and workbooks we write (skipped, saying so, without it)
# make bench-peers   the same with the libraries and npm filters it is compared with (needs npm; about six minutes)
# make bench-batch  what a batch costs besides the engine, on one core and two
# make bench-memory  the memory a batch holds from beginning to end
# make bench-gate what an answer of the gate costs beside the check, on each surface
# make bench-load how long HTTP answers take when drafts arrive at a steady rate
# make evasion   every term in every disguise: how many are found
# make grids     drafts made of parts: how many are found, and which parts the rules lack
# make mutate    change the packs and the judge a little: how much of it the tests notice (MUTATE=99999 for every mutant of the packs)
# make witnesses drafts that each piece of a rule decides, tests/data/witnesses.jsonl
# make growth    expressions that take longer than in proportion on hostile texts
# make false-alarms  alarms of every pack on drafts that break no rule
# make rule-pages the rule reference, docs/rules/
# make kill      batches killed many times at random moments
# make spark     the same answers from PySpark, local[2] (needs Java)
# make audit     known weaknesses of the versions pinned (needs the network)
# make fuzz     hostile input, many random examples of each kind (XHS_FUZZ=20000 for longer)
# make fuzz-long every reader, the packs, folding, the engine and the gate, five minutes each, led by coverage (atheris)
# make screenshots  the pictures of README and docs, made anew (needs Chromium; LibreOffice and poppler for some)
# make lint      formatting, types, layers
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PEERS := .venv/peers

.PHONY: demo life test lint format coverage screenshots accuracy bench bench-peers bench-batch bench-memory bench-gate bench-load kill spark office-check rule-pages evasion grids false-alarms growth mutate witnesses audit fuzz fuzz-long clean

demo: $(STAMP)
	-$(BIN)/xhs-compliance check examples --fail-on never
	$(BIN)/xhs-compliance check examples --format html --output reports --fail-on never

life: $(STAMP)
	XHS=$(CURDIR)/$(BIN)/xhs-compliance bash examples/life-of-a-note/life.sh

test: $(STAMP)
	$(BIN)/python -m pytest -n 2

accuracy: $(STAMP)
	$(BIN)/python tests/labelled.py

bench: $(STAMP)
	$(BIN)/python benchmarks/bench.py

bench-peers: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	npm install --silent --no-save --no-package-lock --prefix $(PEERS) mint-filter@4.0.3 fastscan@1.0.6 textlint@15 textlint-rule-prh@6
	$(BIN)/python benchmarks/bench.py --node-modules $(PEERS)/node_modules

bench-gate: $(STAMP)
	$(BIN)/python benchmarks/gate.py

bench-load: $(STAMP)
	$(BIN)/python benchmarks/load.py

bench-memory: $(STAMP)
	$(BIN)/python benchmarks/memory.py

bench-batch: $(STAMP)
	$(BIN)/python benchmarks/batch.py

evasion: $(STAMP)
	$(BIN)/python tests/evasion_recall.py

mutate: $(STAMP)
	$(BIN)/python tests/mutate_packs.py --mutants $${MUTATE:-400} --seed $${SEED:-1}
	$(BIN)/python tests/mutate_judge.py --mutants $${JUDGE:-120}

witnesses: $(STAMP)
	$(BIN)/python tests/find_witnesses.py

growth: $(STAMP)
	$(BIN)/python tests/expression_growth.py

grids: $(STAMP)
	$(BIN)/python tests/claim_grids.py --missed 5

false-alarms: $(STAMP)
	$(BIN)/python tests/false_alarms.py

rule-pages: $(STAMP)
	$(BIN)/python tools/write_rule_pages.py

kill: $(STAMP)
	XHS_KILLS=25 $(BIN)/python -m pytest tests/test_batch_kill.py -q -n 0 -s

spark: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[spark]"
	$(BIN)/python -m pytest tests/test_batch_spark.py -q -n 0 -s

fuzz: $(STAMP)
	XHS_FUZZ=$${XHS_FUZZ:-2000} $(BIN)/python -m pytest tests/test_hostile.py -q -n 0

fuzz-long: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[fuzz]"
	$(BIN)/python tests/fuzz_long.py --seconds $${SECONDS_EACH:-300}

audit: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[audit]"
	$(BIN)/pip-audit --strict --requirement constraints.txt --no-deps --disable-pip

coverage: $(STAMP)
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/make_text_tables.py --check
	$(BIN)/xhs-compliance rules format --check rules

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/xhs-compliance rules format rules

office-check: $(STAMP)
	$(BIN)/python -m pytest -n 0 -m office -rs tests/test_word.py

screenshots: $(STAMP)
	$(BIN)/python tools/screenshots.py docs/images
	-$(BIN)/python tools/office_pictures.py docs/images

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	touch $@

clean:
	rm -rf .venv reports/*.html
