# rules.mk - sources of analyzers/ and the tables generated for them.
# BUILD, CC and CFLAGS come from the Makefile at the top.

ANALYZERS_SRC := analyzers/text.c analyzers/tokenize.c analyzers/syllable.c \
	analyzers/letterspace.c analyzers/homoglyph.c \
	analyzers/spelled.c \
	analyzers/scan.c analyzers/numbers.c analyzers/standards.c \
	analyzers/dates.c analyzers/periods.c analyzers/feasts.c \
	analyzers/when.c \
	analyzers/doctype.c analyzers/head.c analyzers/header.c \
	analyzers/keyboard.c analyzers/synonyms.c analyzers/question.c

ANALYZERS_TSV := corpus/tables/letters.tsv corpus/tables/word_ranges.tsv \
	corpus/tables/syllables.tsv corpus/tables/tone_placement.tsv \
	corpus/tables/homoglyphs.tsv corpus/tables/common_syllables.tsv
ANALYZERS_GEN := $(BUILD)/gen/analyzer_tables.h \
	$(BUILD)/gen/doctype_tables.h $(BUILD)/gen/lookalike_tables.h

$(BUILD)/gen/mktables: analyzers/mktables.c analyzers/mkfile.c \
		analyzers/mkfile.h
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) -I. $(CFLAGS) -o $@ analyzers/mktables.c analyzers/mkfile.c

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

ANALYZERS_GEN += $(BUILD)/gen/feast_tables.h

$(BUILD)/gen/mkfeasts: analyzers/mkfeasts.c analyzers/mkfile.c \
		analyzers/mkfile.h
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) -I. $(CFLAGS) -o $@ analyzers/mkfeasts.c analyzers/mkfile.c

$(BUILD)/gen/feast_tables.h: $(BUILD)/gen/mkfeasts corpus/tables/feasts.tsv
	$(Q)$(BUILD)/gen/mkfeasts corpus/tables/feasts.tsv >$@.tmp
	$(Q)mv $@.tmp $@

# What old encodings are read by: reading.h.
ANALYZERS_SRC += analyzers/reading.c analyzers/runs.c \
	analyzers/runs_apply.c analyzers/evidence.c \
	analyzers/suspects.c analyzers/charsets.c analyzers/viqr.c \
	analyzers/charrefs.c analyzers/binary.c
ANALYZERS_GEN += $(BUILD)/gen/charset_tables.h \
	$(BUILD)/gen/entity_tables.h $(BUILD)/gen/place_tables.h

$(BUILD)/gen/mkcharsets: analyzers/mkcharsets.c analyzers/mkfile.c \
		analyzers/mkfile.h
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) -I. $(CFLAGS) -o $@ analyzers/mkcharsets.c analyzers/mkfile.c

$(BUILD)/gen/charset_tables.h: $(BUILD)/gen/mkcharsets \
		corpus/tables/encodings.tsv
	$(Q)$(BUILD)/gen/mkcharsets encodings corpus/tables/encodings.tsv >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/gen/entity_tables.h: $(BUILD)/gen/mkcharsets \
		corpus/tables/entities.tsv
	$(Q)$(BUILD)/gen/mkcharsets entities corpus/tables/entities.tsv >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/gen/place_tables.h: $(BUILD)/gen/mkcharsets \
		corpus/tables/place_syllables.tsv
	$(Q)$(BUILD)/gen/mkcharsets places corpus/tables/place_syllables.tsv \
		>$@.tmp
	$(Q)mv $@.tmp $@

# Linked with the analyzer: a form in the table is spelled as it spells.
MKSYNONYMS_OBJ := $(patsubst %,$(BUILD)/obj/%.o, \
	$(filter-out analyzers/synonyms.c,$(ANALYZERS_SRC)) \
	$(wildcard base/*.c) analyzers/mksynonyms.c analyzers/mkfile.c)

$(BUILD)/gen/mksynonyms: $(MKSYNONYMS_OBJ)
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lnettle -licuuc -licudata \
		-lpthread

$(BUILD)/gen/synonym_tables.h: $(BUILD)/gen/mksynonyms \
		corpus/tables/synonyms.tsv
	$(Q)$(BUILD)/gen/mksynonyms corpus/tables/synonyms.tsv >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/obj/analyzers/synonyms.c.o: $(BUILD)/gen/synonym_tables.h
