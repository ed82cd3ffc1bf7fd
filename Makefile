PYTHON ?= python3
BIN := .venv/bin
# The versions that the suite was last green with, for what is installed and for what builds it.
INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check
# A browser that a busy machine kept waiting is asked once more; the closing line counts it.
SUITE := $(BIN)/python -m pytest -n auto --dist loadgroup \
	--reruns 1 --only-rerun TimeoutError --only-rerun 'Locator expected'
FANDOL := /usr/share/texlive/texmf-dist/fonts/opentype/public/fandol
NOTO := /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

# Install the Debian packages $(1), or say in one line what to install.
AS_ROOT = $(shell [ "$$(id -u)" = 0 ] || echo sudo -n)
install = $(AS_ROOT) true 2>/dev/null && command -v apt-get >/dev/null \
	&& $(AS_ROOT) apt-get -qq update </dev/null && $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive \
	apt-get -qq install --yes --no-install-recommends $(1) </dev/null >/dev/null \
	|| { echo "Please install (the names are Debian's): $(1)"; $(2); }

# What tests draw pages and open the workbench with, as far as it is not there.
MISSING := $(strip \
	$(if $(shell command -v soffice 2>&1),,libreoffice-writer-nogui libreoffice-calc-nogui) \
	$(if $(shell command -v chromium 2>&1),,chromium) \
	$(if $(shell command -v pdftoppm 2>&1),,poppler-utils) \
	$(if $(shell command -v fc-match 2>&1),,fontconfig) \
	$(if $(wildcard $(NOTO)),,fonts-noto-cjk) \
	$(if $(wildcard $(FANDOL)),,texlive-lang-chinese))

# What tries the kit, as far as it is not there.
NO_WINE := $(strip \
	$(if $(shell command -v wine 2>&1),,wine wine64) \
	$(if $(shell command -v ip 2>&1),,iproute2) \
	$(if $(shell command -v x86_64-w64-mingw32-ld 2>&1),,binutils-mingw-w64-x86-64))

.PHONY: build test coverage versions newest lint bench search fuzz kill manual docs layout pictures kit kit-test wheelhouse clean office

build: .venv/installed
	@$(BIN)/plangen build
	@$(BIN)/plangen build examples/*.yaml --output build/examples >/dev/null

test: .venv/installed-dev office
	@$(SUITE)

coverage: .venv/installed-dev office
	@$(SUITE) --cov --cov-report=term-missing:skip-covered

# The suite on each Python at hand, and on the lowest versions that pyproject.toml promises.
versions: $(BIN)/uv office
	@$(BIN)/nox

# The newest of everything into constraints.txt, if linters and suite are green with it.
newest: $(BIN)/uv office
	@$(BIN)/nox --session newest

lint: .venv/installed-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

bench: .venv/installed-dev
	@$(BIN)/python bench/run.py
	@$(BIN)/python bench/scale.py

# The property tests ROUNDS times with inputs at random; the suite draws the same ones each time.
ROUNDS ?= 5
search: .venv/installed-dev
	@for round in $$(seq $(ROUNDS)); do \
		$(SUITE) -m hypothesis --hypothesis-profile=search || exit 1; done

# Each reader fed with damaged files for SECONDS, where atheris can be installed.
SECONDS ?= 60
fuzz: .venv/installed-dev
	@$(INSTALL) atheris
	@for target in plan register settings document stream records; do \
		$(BIN)/python tools/fuzz.py $$target $(SECONDS) || exit 1; done

# A delivery killed KILLS times at random moments and resumed: the same bytes each time.
KILLS ?= 50
kill: .venv/installed-dev
	@$(BIN)/python tools/kill.py --kills $(KILLS)

manual: .venv/installed
	@$(BIN)/python tools/manual.py
	@$(BIN)/python tools/rules.py

docs: .venv/installed
	@$(BIN)/python tools/docs.py

layout: .venv/installed-dev office
	@$(BIN)/python tools/layout.py

pictures: .venv/installed-dev office
	@$(BIN)/python tools/pictures.py

# plangen for Windows without installation, and its add-on for PDF; for a release OFFICIAL=--official.
kit: .venv/installed-dev
	@$(BIN)/python tools/kit.py $(OFFICIAL)

# The kit under wine without a network, beside the same on Linux; some two minutes.
kit-test: kit
	@$(if $(NO_WINE),$(call install,$(NO_WINE),false))
	@unshare --net $(if $(filter-out 0,$(shell id -u)),--map-root-user) \
		$(BIN)/python tools/kit_trial.py

# The wheels for machines without a network.
wheelhouse: .venv/installed-dev
	@$(BIN)/python tools/wheelhouse.py

clean:
	rm -rf build dist .nox .venv

office:
	@$(if $(MISSING),$(call install,$(MISSING),test -z "$$CI"))

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call install,python3-venv,false); }
	@$(PYTHON) -m venv .venv
	@$(INSTALL) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(INSTALL) --editable '.[test,lint]'
	@touch $@

$(BIN)/uv: .venv/installed-dev
	@$(INSTALL) --editable '.[dev]'
	@touch $@
