/* analyze.c - cvdsearch analyze: what the analyzer makes of a text. */
#include "cvdsearch/answers.h"
#include "cvdsearch/decode_parts.h"

#include <stdio.h>

/* ---- for people ------------------------------------------------------ */

/* Lists of the JSON, in the order of the lines: what a line begins with, the
 * members of its second and third column. */
static const struct {
    const char *list, *kind, *what, *more;
} lists[] = {
    { "tokens", "word", "term", "folded" },
    { "numbers", "number", "number", "symbol" },
    { "dates", "date", "date", "relation" },
    { "provinces", "province", "province", "name" },
    { "campaigns", "campaign", "campaign", "name" },
};

/* The whole text read in another way. */
static const char *const readings[] = { "keyboard", "restored" };

static enum cvd_status put_line(const char *kind, struct cvd_str what,
                                struct cvd_str more, const char *place)
{
    const struct cvd_str cells[] = { cvd_str_from(kind), what, more,
                                     cvd_str_from(place) };

    return cli_table_row(CLI_TSV, cells, sizeof cells / sizeof *cells);
}

static void put_list(struct decoding *d, const json_t *root, size_t which)
{
    const json_t *list = decode_texts(d, root, lists[which].list);

    for (size_t i = 0; i < json_array_size(list) && d->status == CVD_OK;
         i++) {
        const json_t *one = json_array_get(list, i);
        struct cvd_str what = decode_text(d, one, lists[which].what);
        struct cvd_str more = decode_text(d, one, lists[which].more);
        char place[48];
        (void)snprintf(place, sizeof place, "%llu-%llu",
                       (unsigned long long)decode_count(d, one, "start"),
                       (unsigned long long)decode_count(d, one, "end"));
        if (d->status == CVD_OK)
            d->status = put_line(lists[which].kind, what, more, place);
    }
}

static void put_reading(struct decoding *d, const json_t *root,
                        const char *name)
{
    struct cvd_str text = decode_text(d, root, name);

    if (text.len && d->status == CVD_OK)
        d->status = put_line(name, text, (struct cvd_str){ NULL, 0 }, "");
}

/* The JSON as lines of four columns. */
static enum cvd_status put_lines(struct cvd_str json)
{
    struct cvd_strings *strings = NULL;
    struct decoding d = { &strings, CVD_OK };
    json_t *root = decode_begin(&d, json);

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        put_list(&d, root, i);
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
        put_reading(&d, root, readings[i]);
    json_decref(root);
    cvd_strings_free(strings);
    return d.status;
}

/* ---- the command ----------------------------------------------------- */

int cli_analyze(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf text = { 0 }, made = { 0 };
    enum cvd_status st = cli_join_args(c, &text);

    if (st == CVD_OK)
        st = answers_analyze_json(c, cvd_buf_str(&text), &made, &err);
    if (st == CVD_OK && c->format == CLI_JSON)
        out_json(cvd_buf_str(&made));
    else if (st == CVD_OK)
        st = put_lines(cvd_buf_str(&made));
    cvd_buf_release(&made);
    cvd_buf_release(&text);
    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}
