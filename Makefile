# cvdsearch: search engine for official Vietnamese campaign documents.
#
#   make demo   install what is missing, build, index corpus/, ask a question
#   make test   the same, and run every test (SANITIZE=1: with ASan and UBSan)
#   make        build into build/bin (what it needs must be installed)
#   make deps   install what building and testing need (Debian, as root or
#               with sudo)
#   make bench  time it beside Xapian, SQLite FTS5 and Lucene
#   make bench-format   what the index format was chosen by
#   make check-layers   the dependency rule between folders
#   make install        obeys PREFIX and DESTDIR

CC = gcc
CXX = g++
PREFIX = /usr/local
SANITIZE =
WERROR =

BUILD = build$(if $(SANITIZE),/sanitized)
BIN = $(BUILD)/bin
LIBRARY = $(BUILD)/libcvd.a

WARN = -Wall -Wextra -Wpedantic -Wshadow $(if $(WERROR)$(CI),-Werror)
OPTIMIZE = $(if $(SANITIZE),-O1 -g -fno-omit-frame-pointer \
	-fsanitize=address$(comma)undefined -fno-sanitize-recover=all,-O2 -g)
comma = ,
# V=1 shows whole commands, else a word and the file.
Q = $(if $(V),,@)
say = $(if $(V),@:,@printf '  %-5s %s\n' "$(1)" "$@")
CPPFLAGS = -I. -I$(BUILD)/gen
CFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L $(OPTIMIZE) $(WARN) \
	-Wconversion -Wstrict-prototypes -Wmissing-prototypes
CXXFLAGS = -std=c++17 $(OPTIMIZE) $(WARN)
LDLIBS = -lxapian -lz -lnettle -licuuc -licudata -lm -lpthread

.DEFAULT_GOAL = all

include analyzers/rules.mk

LIBRARY_SRC = $(wildcard base/*.c store/*.c search/*.c) $(ANALYZERS_SRC) \
	analyzers/slug.c store/store.cc
LIBRARY_OBJ = $(addsuffix .o,$(addprefix $(BUILD)/obj/,$(LIBRARY_SRC)))
INDEXER_OBJ = $(patsubst %,$(BUILD)/obj/%.o,$(wildcard indexer/*.c))
CVDSEARCH_OBJ = $(patsubst %,$(BUILD)/obj/%.o,$(wildcard cvdsearch/*.c))
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/*.c))

PROGRAMS = $(BIN)/cvdindex $(BIN)/cvdsearch

.PHONY: all demo test unit e2e deps check-layers bench bench-format install clean
.DELETE_ON_ERROR:
.SECONDARY:

all: $(PROGRAMS)

$(BIN)/cvdindex: $(INDEXER_OBJ) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -ljansson

$(BIN)/cvdsearch: $(CVDSEARCH_OBJ) $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BIN)/cvdbench: $(BUILD)/obj/bench/cvdbench.c.o \
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

$(BUILD)/obj/%.cc.o: %.cc
	@mkdir -p $(@D)
	$(call say,CXX)
	$(Q)$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.c.o $(LIBRARY)
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CXX) $(CXXFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS) -licui18n -lcmocka

-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

deps:
	@sh tests/deps.sh

demo: deps
	@$(MAKE) --no-print-directory -j2 all
	@sh tests/demo.sh $(BIN)

test: deps
	@$(MAKE) --no-print-directory -j2 all units
	@$(MAKE) --no-print-directory check-layers
	@sh tests/run.sh $(BUILD)

.PHONY: units
units: $(UNIT)

check-layers:
	@sh tests/check-layers.sh

bench: all $(BIN)/cvdbench
	@sh bench/run.sh

bench-format: all
	@sh bench/format.sh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
		$(DESTDIR)$(PREFIX)/share/man/man7
	install $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7

clean:
	rm -rf build
