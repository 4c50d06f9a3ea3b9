/* keyness_json.c - key words and collocates in JSON. */
#include "search/json_parts.h"
#include "search/words.h"

const char *const cvd_key_lengths[] = { "both", "1", "2", NULL };
const char *const cvd_key_sorts[] = { "g2", "ratio", "dice", "mi", NULL };

static void put_count(struct cvd_json *j, const char *key, uint64_t n)
{
    cvd_json_key(j, key);
    cvd_json_int(j, (int64_t)n);
}

static void put_real(struct cvd_json *j, const char *key, double v,
                     int digits)
{
    cvd_json_key(j, key);
    cvd_json_real(j, v, digits);
}

static void put_unit(struct cvd_json *j, const struct cvd_key_unit *u,
                     bool window)
{
    cvd_json_object(j);
    cvd_put_named(j, "text", u->text);
    put_count(j, "words", u->words);
    put_count(j, "count", u->count);
    if (window) {
        put_count(j, "left", u->left);
        put_count(j, "right", u->count - u->left);
    }
    put_count(j, "documents", u->documents);
    put_count(j, "reference_count", u->reference_count);
    put_count(j, "reference_documents", u->reference_documents);
    put_real(j, "per_million", u->per_million, CVD_KEY_DIGITS);
    put_real(j, "reference_per_million", u->reference_per_million,
             CVD_KEY_DIGITS);
    put_real(j, "g2", u->g2, CVD_KEY_DIGITS);
    if (window) {
        put_real(j, "log_dice", u->log_dice, CVD_KEY_LOG_DIGITS);
        put_real(j, "mi", u->mi, CVD_KEY_LOG_DIGITS);
    } else {
        put_real(j, "log_ratio", u->log_ratio, CVD_KEY_LOG_DIGITS);
    }
    put_real(j, "p_below", u->p_below, CVD_KEY_P_DIGITS);
    cvd_json_object_end(j);
}

/* What was asked beside the query. */
static void put_asked(struct cvd_json *j, const struct cvd_keyness *k)
{
    cvd_put_named(j, "against", cvd_buf_str(&k->against));
    cvd_json_key(j, "around");
    if (k->around)
        cvd_json_int(j, k->around);
    else
        cvd_json_null(j);
    cvd_json_key(j, "units");
    cvd_json_text(j, cvd_key_lengths[k->length]);
    cvd_json_key(j, "sort");
    cvd_json_text(j, cvd_key_sorts[k->sort]);
    cvd_json_key(j, "under");
    cvd_json_bool(j, k->under);
    put_count(j, "min_documents", k->min_documents);
}

static void put_totals(struct cvd_json *j, const struct cvd_keyness *k)
{
    put_count(j, "words", k->words);
    put_count(j, "places", k->places);
    put_count(j, "reference_documents", k->reference_documents);
    put_count(j, "reference_words", k->reference_words);
    put_count(j, "found", k->found_units);
}

enum cvd_status cvd_keyness_json(const struct cvd_keyness *k,
                                 struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    cvd_json_object(&j);
    cvd_json_key(&j, "query");
    cvd_json_str(&j, cvd_buf_str(&k->found.query));
    put_asked(&j, k);
    put_count(&j, "total", k->found.total);
    put_totals(&j, k);
    cvd_json_key(&j, "complete");
    cvd_json_bool(&j, k->complete);
    cvd_json_key(&j, "list");
    cvd_json_array(&j);
    for (size_t i = 0; i < k->count; i++)
        put_unit(&j, &k->list[i], k->around != 0);
    cvd_json_array_end(&j);
    cvd_put_named(&j, "suggestion", cvd_buf_str(&k->found.suggestion));
    cvd_put_warnings(&j, &k->found);
    cvd_put_edition(&j, &k->found.edition);
    cvd_json_object_end(&j);
    return j.status;
}

enum cvd_status cvd_key_unit_json(const struct cvd_key_unit *u, bool window,
                                  struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_unit(&j, u, window);
    return j.status;
}

enum cvd_status cvd_keyness_about(const struct cvd_keyness *k,
                                  struct cvd_buf *out)
{
    struct cvd_json j = cvd_json_to(out);

    put_asked(&j, k);
    put_totals(&j, k);
    return j.status;
}
