# rules.mk - sources of analyzers/ and the tables generated for them.
# BUILD, CC and CFLAGS come from the Makefile at the top.

ANALYZERS_SRC := analyzers/text.c analyzers/tokenize.c analyzers/syllable.c \
	analyzers/scan.c analyzers/numbers.c analyzers/dates.c \
	analyzers/doctype.c analyzers/head.c analyzers/header.c \
	analyzers/keyboard.c

ANALYZERS_TSV := corpus/tables/letters.tsv corpus/tables/word_ranges.tsv \
	corpus/tables/syllables.tsv corpus/tables/tone_placement.tsv
ANALYZERS_GEN := $(BUILD)/gen/analyzer_tables.h \
	$(BUILD)/gen/doctype_tables.h $(BUILD)/gen/lookalike_tables.h

$(BUILD)/gen/mktables: analyzers/mktables.c
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) $(CFLAGS) -o $@ $<

$(BUILD)/gen/analyzer_tables.h: $(BUILD)/gen/mktables $(ANALYZERS_TSV)
	$(Q)$(BUILD)/gen/mktables letters $(ANALYZERS_TSV) >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/gen/doctype_tables.h: $(BUILD)/gen/mktables \
		corpus/tables/doctypes.tsv
	$(Q)$(BUILD)/gen/mktables doctypes corpus/tables/doctypes.tsv >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/gen/lookalike_tables.h: $(BUILD)/gen/mktables \
		corpus/tables/telex_lookalikes.tsv
	$(Q)$(BUILD)/gen/mktables lookalikes \
		corpus/tables/telex_lookalikes.tsv >$@.tmp
	$(Q)mv $@.tmp $@
