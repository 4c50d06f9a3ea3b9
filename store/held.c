/* held.c - what a chunk holds in memory: see session.h. */
#include "store/session.h"

static uint64_t of_vocabulary(const struct cvd_vocabulary *v)
{
    return v->bytes.len + v->count * sizeof *v->words +
           v->table_size * sizeof *v->table;
}

static uint64_t of_blocks(const struct cvd_block_writer *w)
{
    return w->raw.len + w->out.len + w->count * sizeof *w->entries;
}

static uint64_t of_columns(const struct cvd_drafts *drafts)
{
    uint64_t held = 0;

    for (int f = 0; f < CVD_F_COUNT; f++) {
        const struct cvd_column_draft *d = &drafts->fields[f];
        held += of_vocabulary(&d->values) + d->more_count * sizeof *d->more;
        if (d->first)
            held += drafts->documents * sizeof *d->first;
    }
    return held;
}

uint64_t cvd_chunk_held(const struct cvd_chunk *c)
{
    uint64_t a_document = sizeof *c->docs + sizeof *c->ids + sizeof *c->used;
    uint64_t a_word = sizeof *c->order + sizeof *c->rank +
                      sizeof *c->list_at;

    return of_vocabulary(&c->exact) + of_vocabulary(&c->folded) +
           c->stream_len * sizeof *c->stream + c->doc_count * a_document +
           of_blocks(&c->meta) + of_blocks(&c->text) +
           of_columns(&c->columns) + c->title_len * sizeof *c->titles +
           c->words * a_word + c->lists.len +
           c->pair_count * sizeof *c->pairs + c->postings.len +
           c->shingle_count * sizeof *c->shingles;
}
