/* decode_words.c - key words and collocates. */
#include "cvdsearch/decode_parts.h"

static void read_unit(struct decoding *d, const json_t *one, bool window,
                      struct cvd_key_unit *u)
{
    u->text = decode_text(d, one, "text");
    u->words = (unsigned)decode_count(d, one, "words");
    u->count = decode_count(d, one, "count");
    u->documents = decode_count(d, one, "documents");
    u->reference_count = decode_count(d, one, "reference_count");
    u->reference_documents = decode_count(d, one, "reference_documents");
    u->per_million = decode_real(d, one, "per_million");
    u->reference_per_million = decode_real(d, one, "reference_per_million");
    u->g2 = decode_real(d, one, "g2");
    u->p_below = decode_real(d, one, "p_below");
    if (window) {
        u->left = decode_count(d, one, "left");
        u->log_dice = decode_real(d, one, "log_dice");
        u->mi = decode_real(d, one, "mi");
    } else {
        u->log_ratio = decode_real(d, one, "log_ratio");
    }
}

/* The number of a member's text among `names`; the first where it is none of
 * them. */
static unsigned read_name(struct decoding *d, const json_t *root,
                          const char *key, const char *const *names)
{
    struct cvd_str text = decode_text(d, root, key);

    for (unsigned i = 0; names[i]; i++)
        if (cvd_str_equal(text, cvd_str_from(names[i])))
            return i;
    return 0;
}

static void read_asked(struct decoding *d, const json_t *root,
                       struct cvd_keyness *out)
{
    decode_add_text(d, root, "query", &out->found.query);
    decode_add_text(d, root, "against", &out->against);
    out->around = (unsigned)decode_count(d, root, "around");
    out->length = (enum cvd_key_length)read_name(d, root, "units",
                                                 cvd_key_lengths);
    out->sort = (enum cvd_key_sort)read_name(d, root, "sort", cvd_key_sorts);
    out->under = decode_bool(d, root, "under");
    out->min_documents = (unsigned)decode_count(d, root, "min_documents");
}

enum cvd_status decode_keyness(struct cvd_str json, struct cvd_keyness *out)
{
    struct decoding d = { &out->strings, CVD_OK };
    json_t *root = decode_begin(&d, json);
    const json_t *list = decode_list(&d, root, "list");
    size_t count = json_array_size(list);

    read_asked(&d, root, out);
    out->found.total = decode_count(&d, root, "total");
    out->found.total_is_exact = true;
    out->words = decode_count(&d, root, "words");
    out->places = decode_count(&d, root, "places");
    out->reference_documents = decode_count(&d, root, "reference_documents");
    out->reference_words = decode_count(&d, root, "reference_words");
    out->found_units = decode_count(&d, root, "found");
    out->complete = decode_bool(&d, root, "complete");
    out->found.cut_short = !out->complete;
    out->list = decode_room(&d, count, sizeof *out->list);
    while (out->count < count && d.status == CVD_OK) {
        const json_t *one = json_array_get(list, out->count);
        read_unit(&d, one, out->around != 0, &out->list[out->count++]);
    }
    decode_add_text(&d, root, "suggestion", &out->found.suggestion);
    out->found.warning_count =
        decode_warnings(&d, root, out->found.warnings);
    out->found.edition = decode_edition(&d, root);
    json_decref(root);
    if (d.status != CVD_OK)
        cvd_keyness_release(out);
    return d.status;
}
