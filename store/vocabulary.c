/* vocabulary.c - see vocabulary.h. */
#include "store/vocabulary.h"
#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { TABLE_FIRST = 64 };

static enum cvd_status rehash(struct cvd_vocabulary *v)
{
    size_t size = v->table_size ? v->table_size * 2 : TABLE_FIRST;
    uint32_t *table = calloc(size, sizeof *table);

    if (!table)
        return CVD_ENOMEM;
    for (size_t n = 0; n < v->count; n++) {
        size_t i = v->words[n].hash & (size - 1);
        while (table[i])
            i = (i + 1) & (size - 1);
        table[i] = (uint32_t)n + 1;
    }
    free(v->table);
    v->table = table;
    v->table_size = size;
    return CVD_OK;
}

static uint32_t hash_of(struct cvd_str s)
{
    return (uint32_t)(cvd_hash64(s) >> 16);
}

/* The place in the table where `s` is, or belongs. */
static size_t slot_of(const struct cvd_vocabulary *v, struct cvd_str s,
                      uint32_t hash)
{
    size_t i = hash & (v->table_size - 1);

    for (; v->table[i]; i = (i + 1) & (v->table_size - 1)) {
        const struct cvd_vocabulary_word *w = &v->words[v->table[i] - 1];
        if (w->hash == hash && w->len == s.len &&
            memcmp(v->bytes.ptr + w->off, s.ptr, s.len) == 0)
            break;
    }
    return i;
}

bool cvd_vocabulary_find(const struct cvd_vocabulary *v, struct cvd_str s,
                         uint32_t *number)
{
    size_t i = v->table_size ? slot_of(v, s, hash_of(s)) : 0;

    if (!v->table_size || !v->table[i])
        return false;
    *number = v->table[i] - 1;
    return true;
}

enum cvd_status cvd_vocabulary_number(struct cvd_vocabulary *v,
                                      struct cvd_str s, uint32_t *number,
                                      bool *fresh)
{
    if (v->count * 2 >= v->table_size && rehash(v) != CVD_OK)
        return CVD_ENOMEM;
    uint32_t hash = hash_of(s);
    size_t i = slot_of(v, s, hash);
    if (v->table[i]) {
        *number = v->table[i] - 1;
        *fresh = false;
        return CVD_OK;
    }
    size_t off = v->bytes.len;
    if (s.len > UINT32_MAX - off ||
        cvd_array_reserve(&v->words, &v->cap, v->count + 1,
                          sizeof *v->words) != CVD_OK ||
        cvd_buf_add(&v->bytes, s) != CVD_OK)
        return CVD_ENOMEM;
    v->words[v->count] = (struct cvd_vocabulary_word){
        .off = (uint32_t)off, .hash = hash, .len = (uint32_t)s.len
    };
    v->table[i] = (uint32_t)++v->count;
    *number = (uint32_t)v->count - 1;
    *fresh = true;
    return CVD_OK;
}

void cvd_vocabulary_release(struct cvd_vocabulary *v)
{
    cvd_buf_release(&v->bytes);
    free(v->words);
    free(v->table);
    *v = (struct cvd_vocabulary){ 0 };
}
