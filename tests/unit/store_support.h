/* store_support.h - three documents, and how many hold a word or a phrase.
 * Header-only so that each test stays one file. */
#ifndef CVD_TESTS_STORE_SUPPORT_H
#define CVD_TESTS_STORE_SUPPORT_H

#include "tests/unit/support.h"

#include "store/store.h"

static const struct sample first[] = {
    { "a", "một hai ba", "1/KH-UBND", "2020", "ke-hoach" },
    { "b", "hai ba bốn hai ba", NULL, NULL, NULL },
    { "c", "bốn năm sáu", NULL, NULL, NULL },
};

static inline struct cvd_store *open_store(const char *dir)
{
    struct cvd_err err = { 0 };
    struct cvd_store *s;

    assert_ok(cvd_store_open(dir, &s, &err));
    return s;
}

/* How many documents hold these words side by side (folded), or the one
 * word. */
static inline uint64_t count_phrase(struct cvd_store *s,
                                    const char *const *folded, size_t n,
                                    bool filter)
{
    struct cvd_err err = { 0 };
    struct cvd_word words[8];
    struct cvd_slot slots[8];
    struct cvd_answer a;

    for (size_t i = 0; i < n; i++) {
        words[i].folded = words[i].exact = cvd_str_from(folded[i]);
        slots[i] = (struct cvd_slot){ true, &words[i], 1 };
    }
    struct cvd_node node = { .kind = n > 1 ? CVD_N_PHRASE : CVD_N_WORD,
                             .weight = filter ? 0 : 1, .slots = slots,
                             .slot_count = n };
    struct cvd_ask q = { .root = &node, .limit = 5,
                         .exact_to = UINT32_MAX };
    assert_ok(cvd_store_ask(s, &q, &a, &err));
    assert_true(a.total_is_exact);
    uint64_t total = a.total;
    cvd_answer_release(&a);
    return total;
}

static inline uint64_t count_word(struct cvd_store *s, const char *folded)
{
    return count_phrase(s, &folded, 1, false);
}

#endif
