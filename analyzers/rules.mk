# rules.mk - sources of analyzers/ and the tables generated for them.
# BUILD, CC and CFLAGS come from the Makefile at the top.

ANALYZERS_SRC := analyzers/text.c analyzers/tokenize.c analyzers/syllable.c \
	analyzers/letterspace.c analyzers/homoglyph.c \
	analyzers/spelled.c \
	analyzers/scan.c analyzers/numbers.c analyzers/standards.c \
	analyzers/dates.c analyzers/dates_write.c analyzers/periods.c \
	analyzers/feasts.c analyzers/when.c \
	analyzers/doctype.c analyzers/head.c analyzers/header.c \
	analyzers/subject.c \
	analyzers/keyboard.c analyzers/synonyms.c analyzers/synonyms_own.c \
	analyzers/question.c

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

# Names of places, agencies and campaigns: names.h, places.h.
ANALYZERS_SRC += analyzers/names.c analyzers/names_build.c

# Places: places.h.  Of the analyzer mkplaces needs what spells a name.
ANALYZERS_SRC += analyzers/places.c analyzers/places_find.c \
	analyzers/places_words.c analyzers/seat.c
PLACES_TSV := $(addprefix corpus/tables/,provinces.tsv provinces_2025.tsv \
	provinces_historic.tsv districts.tsv wards.tsv wards_2025.tsv)
MKPLACES_OBJ := $(patsubst %,$(BUILD)/obj/%.o,$(addprefix analyzers/, \
	text.c tokenize.c syllable.c letterspace.c homoglyph.c slug.c \
	names_build.c mkplaces.c mknames.c mkfile.c) $(wildcard base/*.c))

$(BUILD)/gen/mkplaces: $(MKPLACES_OBJ)
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lnettle -licuuc -licudata \
		-lpthread

$(BUILD)/gen/gazetteer_tables.h: $(BUILD)/gen/mkplaces $(PLACES_TSV)
	$(Q)$(BUILD)/gen/mkplaces $(PLACES_TSV) >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/obj/analyzers/places.c.o: $(BUILD)/gen/gazetteer_tables.h

# Campaigns: campaigns.h.  Of the analyzer mkcampaigns needs what spells a
# name.
ANALYZERS_SRC += analyzers/campaigns.c analyzers/campaigns_match.c \
	analyzers/campaigns_quoted.c analyzers/campaigns_build.c \
	analyzers/campaigns_query.c analyzers/campaigns_own.c
CAMPAIGNS_TSV := corpus/tables/campaigns.tsv corpus/tables/campaign_kinds.tsv
MKCAMPAIGNS_OBJ := $(patsubst %,$(BUILD)/obj/%.o,$(addprefix analyzers/, \
	text.c tokenize.c syllable.c letterspace.c homoglyph.c slug.c \
	names_build.c campaigns_build.c mkcampaigns.c mknames.c mkfile.c) \
	$(wildcard base/*.c))

$(BUILD)/gen/mkcampaigns: $(MKCAMPAIGNS_OBJ)
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lnettle -licuuc -licudata \
		-lpthread

$(BUILD)/gen/campaign_tables.h: $(BUILD)/gen/mkcampaigns $(CAMPAIGNS_TSV)
	$(Q)$(BUILD)/gen/mkcampaigns $(CAMPAIGNS_TSV) >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/obj/analyzers/campaigns_match.c.o: $(BUILD)/gen/campaign_tables.h

# The documents a text refers to, and who issued them.
ANALYZERS_SRC += analyzers/references.c analyzers/references_words.c \
	analyzers/references_type.c analyzers/references_bare.c \
	analyzers/references_date.c analyzers/references_names.c \
	analyzers/references_issuer.c \
	analyzers/references_clause.c analyzers/references_same.c \
	analyzers/agencies.c
ANALYZERS_GEN += $(BUILD)/gen/agency_tables.h

$(BUILD)/gen/mkagencies: analyzers/mkagencies.c analyzers/mkfile.c \
		analyzers/mkfile.h
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) -I. $(CFLAGS) -o $@ analyzers/mkagencies.c analyzers/mkfile.c

$(BUILD)/gen/agency_tables.h: $(BUILD)/gen/mkagencies \
		corpus/tables/agencies.tsv
	$(Q)$(BUILD)/gen/mkagencies corpus/tables/agencies.tsv >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/obj/analyzers/agencies.c.o: $(BUILD)/gen/agency_tables.h

# What the form of a document says: form.h.
ANALYZERS_SRC += analyzers/form.c analyzers/issuer.c analyzers/left_column.c \
	analyzers/bodies.c \
	analyzers/body_words.c analyzers/mend.c analyzers/bodies_whole.c analyzers/recase.c \
	analyzers/person.c analyzers/signature.c analyzers/addressees.c \
	analyzers/deadlines.c analyzers/form_seat.c

MKCASES_OBJ := $(patsubst %,$(BUILD)/obj/%.o,$(addprefix analyzers/, \
	text.c tokenize.c syllable.c letterspace.c homoglyph.c mkcases.c \
	mkfile.c) $(wildcard base/*.c))

$(BUILD)/gen/mkcases: $(MKCASES_OBJ)
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lnettle -licuuc -licudata \
		-lpthread

$(BUILD)/gen/name_case_tables.h: $(BUILD)/gen/mkcases \
		corpus/tables/name_case.tsv
	$(Q)$(BUILD)/gen/mkcases corpus/tables/name_case.tsv >$@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/obj/analyzers/recase.c.o: $(BUILD)/gen/name_case_tables.h

# The order of words: collate.h.
ANALYZERS_SRC += analyzers/collate.c
