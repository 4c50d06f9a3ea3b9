/* names.c - names found among tokens. */
#include "analyzers/names_table.h"

/* The number of `word`, or -1. */
static int64_t find_word(const struct cvd_names *n, struct cvd_str word)
{
    uint32_t at = (uint32_t)cvd_hash64(word) & n->slot_mask;

    for (; n->word_slot[at]; at = (at + 1) & n->slot_mask) {
        uint32_t w = n->word_slot[at] - 1;
        struct cvd_str have = { n->pool + n->word_at[w],
                                n->word_at[w + 1] - n->word_at[w] };
        if (cvd_str_equal(have, word))
            return w;
    }
    return -1;
}

/* Where word `w` leads to from `state`, or 0. */
static uint32_t next_state(const struct cvd_names *n, uint32_t state,
                           uint32_t w)
{
    uint32_t lo = n->state_child[state], hi = n->state_child[state + 1];
    uint32_t end = hi;

    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (n->state_word[mid] < w)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < end && n->state_word[lo] == w ? lo : 0;
}

size_t cvd_names_at(const struct cvd_names *n, const struct cvd_tokens *t,
                    size_t i, size_t end,
                    struct cvd_name_match out[CVD_NAME_MATCHES_MAX])
{
    uint32_t ends[CVD_NAME_WORDS_MAX]; /* states in which names end */
    size_t words[CVD_NAME_WORDS_MAX], count = 0, found = 0;
    uint32_t state = 0;

    /* No state is deeper than CVD_NAME_WORDS_MAX: see names_build.c. */
    for (size_t at = i; at < end && at < t->count; at++) {
        int64_t w = find_word(n, cvd_token_folded(t, at));
        if (w < 0)
            break;
        state = at == i ? n->word_state[w] : next_state(n, state,
                                                        (uint32_t)w);
        if (!state)
            break;
        if (n->state_value[state]) {
            ends[found] = state;
            words[found++] = at - i + 1;
        }
    }
    while (found > 0 && count < CVD_NAME_MATCHES_MAX) {
        const uint32_t *v = &n->values[n->state_value[ends[--found]]];
        out[count++] = (struct cvd_name_match){
            .first = i, .count = words[found], .values = v + 1,
            .value_count = *v
        };
    }
    return count;
}
