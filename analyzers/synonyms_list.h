/* synonyms_list.h - what a list of synonyms holds.  Internal to analyzers/. */
#ifndef CVD_ANALYZERS_SYNONYMS_LIST_H
#define CVD_ANALYZERS_SYNONYMS_LIST_H

#include "analyzers/synonyms.h"

struct cvd_synonym_entry {
    struct cvd_synonym_form form;
    uint32_t group;
    bool abbr;
};

/* Forms entries[first .. first + count).  `one_way`: the first stands for
 * the others, not they for it; then what must stand beside it, words folded,
 * NULL-terminated, or NULL where anything may. */
struct cvd_synonym_group {
    enum cvd_synonym_kind kind;
    uint32_t first, count;
    const char *const *before, *const *after;
    bool name, one_way;
};

/* by_folded: the entries in the order of their folded forms, those of one
 * form as they stand in the list.  `slots`, a hash table by folded form, has
 * one more than the first place of it there, 0 where it has none; it is NULL
 * in the list of the build, which is small enough to be halved instead. */
struct cvd_synonym_list {
    const struct cvd_synonym_entry *entries;
    size_t count;
    const struct cvd_synonym_group *groups;
    const uint32_t *by_folded, *slots;
    size_t slot_mask; /* slots less one, a power of two less one */
};

#endif
