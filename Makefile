# cvdsearch: search engine for official Vietnamese campaign documents.
#
#   make demo   install what is missing, build, index corpus/, ask a question
#   make test   the same, and run every test (SANITIZE=1: with ASan and UBSan)
#   make test-threads   the tests of what has threads, with ThreadSanitizer
#   make        build into build/bin (what it needs must be installed)
#   make deps   install what building and testing need (Debian, as root or
#               with sudo)
#   make bench  time it beside Lucene, Xapian, SQLite FTS5, Groonga, Sphinx
#   make bench-format   what the index format was chosen by
#   make bench-restore  how well missing marks are put back
#   make bench-understanding COLLECTION="FILE..."   what reading heads, names
#               and references costs beside indexing the words alone
#   make bench-http     what the daemon adds to the library, and bears:
#               throughput, latency, idle and slow connections
#   make bench-growth   a hundred thousand, a million documents: building,
#               size, memory, answers; what ten and a hundred million come to
#   make bench-updates  documents added to a million while others ask
#   make bench-drilldown  facets and a filter over HTTP, beside Groonga
#   make bench-research  each of the researcher's tools on a million documents
#   make bench-fidelity how like a collection the documents of these are
#   make bench-page     how soon the page shows something on a slow machine
#   make screenshots    pictures of the page, into build/screenshots
#               [STATES="home results"]
#   make soak   an hour of mixed load on the daemon while its index changes:
#               [SECONDS=3600]; fails where it grows or fails to answer
#   make quality        how well it ranks, beside Xapian and Lucene
#   make quality-reuse  how well copies and carriers of a sentence are found
#   make check-layers   the dependency rule between folders
#   make fuzz   any bytes to what reads them, with clang's libFuzzer (package
#               clang): [TARGET=decoder] [SECONDS=60]
#   make install        obeys PREFIX and DESTDIR

CC = gcc
CXX = g++
PREFIX = /usr/local
SANITIZE =
WERROR =

BUILD = build$(if $(SANITIZE),$(if $(THREADS),/threads,/sanitized))
BIN = $(BUILD)/bin
LIBRARY = $(BUILD)/libcvd.a

WARN = -Wall -Wextra -Wpedantic -Wshadow $(if $(WERROR)$(CI),-Werror)
OPTIMIZE = $(if $(SANITIZE),-O1 -g -fno-omit-frame-pointer \
	-fsanitize=$(SANITIZERS) -fno-sanitize-recover=all,-O2 -g)
# SANITIZE=thread is for what has threads; anything else for all.
THREADS = $(filter thread,$(SANITIZE))
SANITIZERS = $(if $(THREADS),thread,address$(comma)undefined)
comma = ,
# V=1 shows whole commands, else a word and the file.
Q = $(if $(V),,@)
say = $(if $(V),@:,@printf '  %-5s %s\n' "$(1)" "$@")
# DEFINE: a figure set when building, for bench/quality.sh.
CPPFLAGS = -I. -I$(BUILD)/gen $(DEFINE)
CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L $(OPTIMIZE) $(WARN) \
	-Wconversion -Wstrict-prototypes -Wmissing-prototypes
CXXFLAGS = -std=c++17 $(OPTIMIZE) $(WARN)
LDLIBS = -lxapian -lz -ldeflate -lnettle -licui18n -licuuc -licudata -lm -lpthread

.DEFAULT_GOAL = all

include analyzers/rules.mk

LIBRARY_SRC = $(wildcard base/*.c store/*.c search/*.c) $(ANALYZERS_SRC) \
	analyzers/slug.c analyzers/identity.c store/store.cc
LIBRARY_OBJ = $(addsuffix .o,$(addprefix $(BUILD)/obj/,$(LIBRARY_SRC)))
INDEXER_OBJ = $(patsubst %,$(BUILD)/obj/%.o,$(wildcard indexer/*.c))
CVDSEARCH_OBJ = $(patsubst %,$(BUILD)/obj/%.o,$(wildcard cvdsearch/*.c))
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))
FUZZ = decoder tokenizer query document request
UNIT += $(addprefix $(BUILD)/tests/test_fuzz_,$(FUZZ))

# What the daemon serves as it is, in the program as arrays of these names.
EMBEDDED = page_style page_script page_icon description_json
SEARCHD_OBJ = $(patsubst %,$(BUILD)/obj/%.o, \
	$(wildcard searchd/*.c searchd/page/*.c)) \
	$(patsubst %,$(BUILD)/obj/embed/%.o,$(EMBEDDED))

PROGRAMS = $(BIN)/cvdindex $(BIN)/cvdsearch $(BIN)/cvdsearchd

.PHONY: all demo test unit e2e deps check-layers bench bench-format \
	bench-restore bench-understanding bench-http soak quality fuzz \
	install clean
.DELETE_ON_ERROR:
# Objects in between are kept; a file of gen/ that is gone is made again.
.PRECIOUS: $(BUILD)/obj/%.c.o $(BUILD)/obj/%.cc.o

all: $(PROGRAMS)

$(BIN)/cvdindex: $(INDEXER_OBJ) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

$(BIN)/cvdsearch: $(CVDSEARCH_OBJ) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

$(BIN)/cvdsearchd: $(SEARCHD_OBJ) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lmicrohttpd \
		-lgnutls -linih

$(BIN)/cvdbench: $(patsubst %,$(BUILD)/obj/bench/%.c.o,cvdbench \
		cvdbench_ask cvdbench_read measure) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BIN)/cvdrestore: $(BUILD)/obj/bench/restore.c.o \
		$(BUILD)/obj/bench/measure.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

$(BIN)/cvdquality: $(patsubst %,$(BUILD)/obj/bench/%.c.o,quality \
		ranking_file score fold measure) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/bench/texts: $(patsubst %,$(BUILD)/obj/bench/%.c.o,texts fold) \
		$(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

$(BUILD)/bench/quality_xapian: $(BUILD)/obj/bench/quality_xapian.cc.o
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ -lxapian

$(BUILD)/bench/http_load: $(patsubst %,$(BUILD)/obj/bench/%.c.o,http_load \
		http_client targets latency process)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lpthread

GENERATE = generate growth_model growth_count growth_body growth_learn \
	growth_head growth_names growth_phrases growth_compare
$(BUILD)/bench/generate: $(patsubst %,$(BUILD)/obj/bench/%.c.o,$(GENERATE)) \
		$(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

PLANT = plant plant_text plant_change plant_names plant_spell plant_sentence \
	fold $(filter-out generate,$(GENERATE))
$(BUILD)/bench/plant: $(patsubst %,$(BUILD)/obj/bench/%.c.o,$(PLANT)) \
		$(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

REUSE_SCORE = reuse_score reuse_copies reuse_trace reuse_rows reuse_ask \
	reuse_oracle plant_text latency measure
$(BUILD)/bench/reuse_score: $(patsubst %,$(BUILD)/obj/bench/%.c.o, \
		$(REUSE_SCORE)) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

$(BUILD)/bench/prepare: $(patsubst %,$(BUILD)/obj/bench/%.c.o,prepare \
		prepare_queries prepare_attributes tokens word_table) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

$(BUILD)/bench/usage: $(BUILD)/obj/bench/usage.c.o
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/bench/ask: $(patsubst %,$(BUILD)/obj/bench/%.c.o,ask latency process) \
		$(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/bench/research_scan: $(patsubst %,$(BUILD)/obj/bench/%.c.o, \
		research_scan latency) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/bench/http_minimal: $(BUILD)/obj/bench/http_minimal.c.o
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lmicrohttpd

$(BUILD)/bench/http_inprocess: $(patsubst %,$(BUILD)/obj/bench/%.c.o, \
		http_inprocess targets latency process) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BIN)/cvdoffers: $(BUILD)/obj/bench/offers.c.o \
		$(BUILD)/obj/bench/measure.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(LIBRARY): $(LIBRARY_OBJ)
	$(Q)rm -f $@
	$(call say,AR)
	$(Q)ar rcs $@ $^

$(BUILD)/obj/%.c.o: %.c | $(ANALYZERS_GEN)
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/gen/mkembed: searchd/embed/mkembed.c
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) $(CFLAGS) -o $@ $<

# The modules of the page as one, as small as they go, for the browsers that
# still get certificates of our days.
$(BUILD)/gen/script.js: $(wildcard searchd/page/script/*.js)
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)esbuild searchd/page/script/main.js --bundle --minify --format=esm \
		--target=chrome80,firefox78,safari13 --log-level=warning \
		--outfile=$@

EMBED = $(BUILD)/gen/embed
# The sheet with the colours first; the others may come in any order.
STYLE = searchd/page/style/frame.css
$(EMBED)/page_style.c: $(STYLE) $(filter-out $(STYLE), \
	$(sort $(wildcard searchd/page/style/*.css)))
$(EMBED)/page_script.c: $(BUILD)/gen/script.js
$(EMBED)/page_icon.c: searchd/page/icon.svg
$(EMBED)/description_json.c: searchd/openapi.json
$(EMBEDDED:%=$(EMBED)/%.c): $(EMBED)/%.c: $(BUILD)/gen/mkembed
	@mkdir -p $(@D)
	$(Q)$(BUILD)/gen/mkembed $* $(filter-out %/mkembed,$^) >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/obj/embed/%.o: $(EMBED)/%.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(CC) $(CFLAGS) -c -o $@ $<

$(BUILD)/obj/%.cc.o: %.cc
	@mkdir -p $(@D)
	$(call say,CXX)
	$(Q)$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

# The unit tests of what the library does not hold.
$(BUILD)/tests/test_plant: $(patsubst %,$(BUILD)/obj/bench/%.c.o, \
		$(filter-out plant plant_sentence,$(PLANT)) reuse_oracle) \
		$(BUILD)/obj/tests/unit/test_plant.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson \
		-lcmocka

$(BUILD)/tests/test_score: $(BUILD)/obj/tests/unit/test_score.c.o \
		$(BUILD)/obj/bench/score.c.o $(BUILD)/obj/bench/fold.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

# Those of the daemon's files; its main() they have themselves.
SEARCHD_TESTS = $(patsubst tests/unit/%.c,$(BUILD)/tests/%, \
	$(shell grep -l '^\#include "searchd/' tests/unit/*.c))
$(SEARCHD_TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.c.o \
		$(filter-out %/main.c.o,$(SEARCHD_OBJ)) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lmicrohttpd \
		-lgnutls -linih -lcmocka

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -licui18n -lcmocka

# JSON read beside Jansson.
$(BUILD)/tests/test_members: LDLIBS += -ljansson

# What was understood beside labels made by hand: t305.
$(BIN)/cvdlabels: $(BUILD)/obj/tests/labels/compare.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

# A fuzz target over its corpus, a unit test; and as libFuzzer drives it.
$(BUILD)/tests/test_fuzz_%: $(BUILD)/obj/tests/fuzz/%.c.o \
		$(patsubst %,$(BUILD)/obj/tests/fuzz/%.c.o,text replay) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $(sort $(filter %.o,$^)) \
		$(LIBRARY) $(LDLIBS) -ljansson

# One of them hands its bytes to files of the daemon.
$(BUILD)/tests/test_fuzz_request $(BUILD)/fuzz/request: \
		$(patsubst %,$(BUILD)/obj/searchd/%.c.o,uri params reply gzip)

$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.c.o \
		$(BUILD)/obj/tests/fuzz/text.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) -fsanitize=fuzzer $(LDFLAGS) -o $@ \
		$(sort $(filter %.o,$^)) $(LIBRARY) $(LDLIBS) -ljansson

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

deps:
	@sh tests/deps.sh

.PHONY: test-deps
test-deps:
	@sh tests/deps.sh test

demo: deps
	@$(MAKE) --no-print-directory -j2 all
	@sh tests/demo.sh $(BIN)

test: test-deps
	@$(MAKE) --no-print-directory -j2 all units http-tests
	@$(MAKE) --no-print-directory check-layers
	@sh tests/run.sh $(BUILD)

# What has threads, under load.
THREAD_TESTS = t440-searchd-life t445-searchd-attacks t450-searchd-secure \
	t460-searchd-synonyms t475-searchd-stop t480-searchd-cache
.PHONY: test-threads
test-threads: test-deps
	@$(MAKE) --no-print-directory -j2 SANITIZE=thread all http-tests \
		$(patsubst %,build/threads/tests/test_%,cache queue workers conns \
			swapped)
	@for t in cache queue workers conns swapped; do \
		build/threads/tests/test_$$t || exit 1; done
	@for t in $(THREAD_TESTS); do BIN_DIR=$(CURDIR)/build/threads/bin \
		sh tests/e2e/$$t.sh || exit 1; done

.PHONY: units
units: $(UNIT) $(BIN)/cvdquality $(BIN)/cvdlabels

# What the tests of the daemon ask node for, of the versions in the lock; not
# in the tree, and the same for every BUILD.
HTTP_TESTS = build/http-tests
.PHONY: http-tests
http-tests: $(HTTP_TESTS)/installed

$(HTTP_TESTS)/installed: tests/http/package.json \
		tests/http/package-lock.json tests/http/.npmrc \
		tests/http/promtool.sh
	@mkdir -p $(@D)
	$(call say,NPM)
	$(Q)cp $(filter tests/http/package% %.npmrc,$^) $(@D)
	$(Q)cd $(@D) && npm ci --loglevel=error
	$(Q)sh tests/http/promtool.sh $(@D)
	$(Q)touch $@

check-layers:
	@sh tests/check-layers.sh

# Not pointer-overflow: it minds a null pointer plus 0, which an empty struct
# cvd_str may be; C2y allows it (WG14 N3322).
TARGET = $(FUZZ)
SECONDS = 60
FUZZ_BUILD = $(BUILD)/fuzzing
fuzz:
	@$(MAKE) --no-print-directory BUILD=$(FUZZ_BUILD) CC=clang CXX=clang++ \
		OPTIMIZE="-O1 -g -fno-omit-frame-pointer \
		-fsanitize=fuzzer-no-link,address,undefined \
		-fno-sanitize=pointer-overflow -fno-sanitize-recover=all" \
		$(addprefix $(FUZZ_BUILD)/fuzz/,$(TARGET))
	@sh tests/fuzz/run.sh $(FUZZ_BUILD) $(SECONDS) $(TARGET)

bench: all $(BIN)/cvdbench
	@BUILD=$(BUILD) sh bench/run.sh

bench-format: all
	@sh bench/format.sh

bench-restore: all $(BIN)/cvdrestore $(BIN)/cvdoffers
	@BUILD=$(BUILD) sh bench/restore.sh

bench-understanding: all
	@sh bench/understanding.sh $(or $(COLLECTION),$(wildcard \
		../shared/data/legal/articles.jsonl.xz \
		../shared/data/published/documents.jsonl.xz))

HTTP_TOOLS = $(addprefix $(BUILD)/bench/,http_load http_minimal \
	http_inprocess)
# SECONDS where it is given, else their own.
GIVEN_SECONDS = $(if $(filter file,$(origin SECONDS)),,$(SECONDS))
bench-http: all $(HTTP_TOOLS)
	@BUILD=$(BUILD) ATTACK_SECONDS=$(GIVEN_SECONDS) sh bench/http.sh

# Documents drawn from a model of a collection: bench/grown.sh says how.
GROWTH_TOOLS = $(addprefix $(BUILD)/bench/,generate prepare usage ask \
	http_load)
.PHONY: bench-fidelity bench-growth bench-updates bench-drilldown
bench-fidelity: $(BUILD)/bench/generate
	@BUILD=$(BUILD) sh bench/fidelity.sh

bench-growth: all $(GROWTH_TOOLS) $(BIN)/cvdbench
	@BUILD=$(BUILD) sh bench/growth.sh

bench-updates: all $(GROWTH_TOOLS)
	@BUILD=$(BUILD) sh bench/updates.sh

bench-drilldown: all $(GROWTH_TOOLS)
	@BUILD=$(BUILD) sh bench/drilldown.sh

RESEARCH_TOOLS = $(addprefix $(BUILD)/bench/,generate prepare usage \
	http_load research_scan)
.PHONY: bench-research
bench-research: all $(RESEARCH_TOOLS)
	@BUILD=$(BUILD) sh bench/research.sh

.PHONY: bench-page
bench-page: test-deps
	@$(MAKE) --no-print-directory -j2 all http-tests \
		$(BUILD)/bench/http_minimal
	@BUILD=$(BUILD) sh bench/page.sh

# Pictures of the page, of all its states or of STATES, to be looked at.
SHOTS = $(BUILD)/screenshots
.PHONY: screenshots
screenshots: test-deps
	@$(MAKE) --no-print-directory -j2 all http-tests
	@mkdir -p $(SHOTS)
	@BIN_DIR=$(BIN) HTTP_TESTS=$(HTTP_TESTS) CORPUS=corpus \
		node tests/page/screenshots.mjs $(BUILD) $(SHOTS) $(STATES)

soak: all $(HTTP_TOOLS)
	@BUILD=$(BUILD) SOAK_SECONDS=$(GIVEN_SECONDS) sh bench/soak.sh

quality: all $(BIN)/cvdquality $(BUILD)/bench/texts \
		$(BUILD)/bench/quality_xapian
	@BUILD=$(BUILD) COLLECTION="$(COLLECTION)" QUERIES="$(QUERIES)" \
		QRELS="$(QRELS)" INDEX="$(INDEX)" ABLATION="$(ABLATION)" \
		MAKE="$(MAKE)" sh bench/quality.sh $(ARGS)

.PHONY: quality-reuse
quality-reuse: all $(addprefix $(BUILD)/bench/,generate plant reuse_score)
	@BUILD=$(BUILD) sh bench/reuse.sh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man7 \
		$(DESTDIR)$(PREFIX)/share/man/man8 \
		$(DESTDIR)$(PREFIX)/share/doc/cvdsearch \
		$(DESTDIR)$(PREFIX)/lib/systemd/system
	install $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 man/*.8 $(DESTDIR)$(PREFIX)/share/man/man8
	install -m 644 searchd/cvdsearchd.conf \
		$(DESTDIR)$(PREFIX)/share/doc/cvdsearch
	for u in cvdsearchd.service cvdsearchd.socket; do \
		sed 's,/usr/local/,$(PREFIX)/,' searchd/$$u \
			>$(DESTDIR)$(PREFIX)/lib/systemd/system/$$u || exit 1; \
		chmod 644 $(DESTDIR)$(PREFIX)/lib/systemd/system/$$u; done

clean:
	rm -rf build
