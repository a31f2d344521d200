# Relative paths only: the checkout may lie under a very long path, or one with blanks.
PYTHON ?= python3
VENV_PYTHON = .venv/bin/python
DOWN = test ! -x .venv/bin/ocop || .venv/bin/ocop down
PIP = $(VENV_PYTHON) -m pip --disable-pip-version-check install --quiet --quiet
# uv is several times as fast as pip; but only pip reads pip.conf and PIP_*, which may name the one index within reach.
UV = $(VENV_PYTHON) -m uv pip install --python $(VENV_PYTHON) --quiet --system-certs --compile-bytecode
UV_SAID = .venv/uv.log

# An environment that was moved or copied still leads to the old checkout, so it is made anew.
MOVED := $(shell test "$$(cat .venv/ready 2>/dev/null)" = "$$(pwd -P)" || echo moved)

.PHONY: help venv nightly faulty-night up down test lint bench learn lock clean moved
.DEFAULT_GOAL := help

help: ## list the targets / liệt kê các lệnh
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 21

venv: .venv/ready ## the environment in .venv, from the lock / môi trường trong .venv

nightly: venv ## run a night (REPORTS=folder reads that folder) / chạy một đêm
	@.venv/bin/ocop nightly $(if $(REPORTS),--reports "$(REPORTS)")

faulty-night: venv ## a night with planted faults, apart from the real ones / một đêm có lỗi cố ý, tách riêng
	@.venv/bin/ocop faulty-night

up: venv ## open the Airflow UI on 127.0.0.1 (ANALYST=1: the warehouse too) / mở giao diện Airflow
	@.venv/bin/ocop up $(if $(ANALYST),--analyst)

down: ## stop all that `make up` started / dừng tất cả
	@$(DOWN)

test: .venv/ready-dev ## run the tests (ARGS="tests/dags -x" for some) / chạy kiểm thử
	@$(VENV_PYTHON) -m pytest $(ARGS)

lint: .venv/ready-dev ## check style and types / kiểm tra mã nguồn
	@$(VENV_PYTHON) -m ruff check
	@$(VENV_PYTHON) -m ruff format --check
	@$(VENV_PYTHON) -m mypy

bench: .venv/ready-peers ## measure, beside limits and peers (ARGS="staging night history reading") / đo tốc độ
	@BENCH_PEERS=.venv-peers/bin/python $(VENV_PYTHON) -m benchmarks $(ARGS)

learn: .venv/ready ## teach the second reader of reports the labelled texts / dạy bộ đọc thứ hai
	@$(PIP) --requirement etl/reports/second_reader/learning.txt
	@$(VENV_PYTHON) -m etl.reports.second_reader.learning tests/etl/reports/labelled/development

lock: .venv/ready-dev ## pin the dependencies anew (UPGRADE=--upgrade takes the newest) / khóa phiên bản
	@cp requirements.lock requirements-dev.lock .venv
	@$(LOCK) --output-file .venv/requirements.lock pyproject.toml
	@cmp -s .venv/requirements.lock requirements.lock || cp .venv/requirements.lock requirements.lock
	@$(LOCK) --output-file .venv/requirements-dev.lock --extra dev --constraint requirements.lock pyproject.toml
	@cmp -s .venv/requirements-dev.lock requirements-dev.lock || cp .venv/requirements-dev.lock requirements-dev.lock

clean: ## remove .venv and caches; the warehouse stays / xóa môi trường, giữ kho dữ liệu
	@$(DOWN)
	@rm -rf .venv .venv-peers .pytest_cache .mypy_cache .ruff_cache .hypothesis

LOCK = $(VENV_PYTHON) -m uv pip compile --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet $(UPGRADE)

# Made anew, not mended: pip takes a package for installed whose installation was interrupted.
.venv/ready: requirements.lock pyproject.toml $(MOVED)
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
		echo 'Cần Python 3.11, 3.12 hoặc 3.13; đặt PYTHON=python3.11. / Python 3.11, 3.12 or 3.13 is needed; set PYTHON=python3.11.'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'Thiếu venv; trên Debian: apt install python3-venv. / venv is missing; on Debian: apt install python3-venv.'; exit 1; }
	@$(DOWN) || true  # it runs on what is about to go
	@echo 'Tạo môi trường .venv, khoảng một phút ... / Making the environment .venv, about a minute ...'
	@$(PYTHON) -m venv --clear .venv
	@sed -n '/^uv==/,/# via/p' requirements-dev.lock > .venv/uv.lock
	@{ $(PIP) --require-hashes --requirement .venv/uv.lock && \
		$(UV) --require-hashes --requirement requirements.lock 2> $(UV_SAID); } || { \
		$(PYTHON) -m venv --clear .venv && $(PIP) --require-hashes --requirement requirements.lock; }
	@$(PIP) --no-deps --no-build-isolation --editable .
	@pwd -P > $@

.venv/ready-dev: .venv/ready requirements-dev.lock
	@$(UV) --require-hashes --requirement requirements-dev.lock 2> $(UV_SAID) || $(PIP) --require-hashes --requirement requirements-dev.lock
	@touch $@

# The peers of the benchmarks, in an environment of their own.
.venv/ready-peers: .venv/ready benchmarks/peers.txt
	@$(PYTHON) -m venv --clear .venv-peers
	@.venv-peers/bin/python -m pip --disable-pip-version-check install --quiet --quiet --requirement benchmarks/peers.txt
	@touch $@

moved:
