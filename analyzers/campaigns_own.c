/* campaigns_own.c - a list of campaigns of the user's own. */
#include "analyzers/campaigns_list.h"
#include "base/limits.h"

#include <stdlib.h>

/* The list first: what a caller frees is the block's address. */
struct own_list {
    struct cvd_campaign_list list;
    struct cvd_campaign_builder builder;
};

struct own_reader {
    const char *label;
    size_t line, rows;
    struct cvd_campaign_builder *builder;
    struct cvd_buf text; /* the line in NFC */
    struct cvd_err *err;
};

/* Take what precedes `separator`, or all, off *s. */
static struct cvd_str take(struct cvd_str *s, char separator)
{
    const char *end = s->len ? memchr(s->ptr, separator, s->len) : NULL;
    struct cvd_str piece = { s->ptr, end ? (size_t)(end - s->ptr) : s->len };
    size_t used = piece.len + (end != NULL);

    if (used) {
        s->ptr += used;
        s->len -= used;
    }
    return piece;
}

static enum cvd_status refuse(const struct own_reader *r, enum cvd_status st,
                              const char *why)
{
    return cvd_fail(r->err, st, "cannot read '%s' line %zu: %s", r->label,
                    r->line, why);
}

static enum cvd_status read_name(struct own_reader *r, struct cvd_str name,
                                 bool entry)
{
    if (name.len > CVD_CAMPAIGN_NAME_MAX)
        return refuse(r, CVD_ELIMIT, "a name is too long");
    enum cvd_status st = entry ? cvd_campaign_builder_entry(r->builder, name)
                               : cvd_campaign_builder_form(r->builder, name);
    if (st == CVD_EINPUT)
        return refuse(r, st, "a name without a word");
    if (st == CVD_ELIMIT)
        return refuse(r, st, "a name has too many words");
    return st == CVD_OK ? st : refuse(r, st, cvd_status_text(st));
}

static enum cvd_status read_row(struct own_reader *r, struct cvd_str line)
{
    struct cvd_str name = cvd_str_trim(take(&line, '\t'));
    struct cvd_str aliases = take(&line, '\t');
    enum cvd_status st;

    if (r->rows++ == CVD_CAMPAIGN_ROWS_MAX)
        return refuse(r, CVD_ELIMIT, "too many campaigns");
    st = read_name(r, name, true);
    while (st == CVD_OK && aliases.len) {
        struct cvd_str alias = cvd_str_trim(take(&aliases, ';'));
        if (alias.len)
            st = read_name(r, alias, false);
    }
    return st;
}

static enum cvd_status read_line(struct own_reader *r, struct cvd_str line)
{
    r->line++;
    cvd_buf_clear(&r->text);
    enum cvd_status st = cvd_text_normalize(line, &r->text, NULL);
    if (st != CVD_OK)
        return refuse(r, st, st == CVD_EINPUT ? "not UTF-8"
                                              : cvd_status_text(st));
    line = cvd_str_trim(cvd_buf_str(&r->text));
    struct cvd_str rest = line;
    bool head = cvd_str_equal(take(&rest, '\t'), cvd_str_from("name"));
    return line.len == 0 || *line.ptr == '#' || head
               ? CVD_OK : read_row(r, cvd_buf_str(&r->text));
}

enum cvd_status cvd_campaigns_parse(struct cvd_str tsv, const char *label,
                                    struct cvd_campaign_list **out,
                                    struct cvd_err *err)
{
    struct own_list *own = NULL;
    struct own_reader r = { .label = label, .err = err };
    enum cvd_status st;

    *out = NULL;
    if (tsv.len > CVD_LIST_BYTES_MAX)
        return cvd_fail(err, CVD_ELIMIT, "'%s' is longer than %d bytes",
                        label, CVD_LIST_BYTES_MAX);
    own = calloc(1, sizeof *own);
    if (!own)
        return cvd_fail(err, CVD_ENOMEM, "cannot read '%s': out of memory",
                        label);
    r.builder = &own->builder;
    for (st = CVD_OK; tsv.len && st == CVD_OK;)
        st = read_line(&r, take(&tsv, '\n'));
    if (st == CVD_OK) {
        st = cvd_campaign_builder_finish(&own->builder);
        if (st != CVD_OK)
            st = cvd_fail(err, st, "cannot read '%s': %s", label,
                          cvd_status_text(st));
    }
    cvd_buf_release(&r.text);
    if (st != CVD_OK) {
        cvd_campaigns_free(&own->list);
        return st;
    }
    own->list = own->builder.list;
    *out = &own->list;
    return CVD_OK;
}

void cvd_campaigns_free(struct cvd_campaign_list *l)
{
    struct own_list *own = (struct own_list *)l;

    if (!own)
        return;
    cvd_campaign_builder_release(&own->builder);
    free(own);
}
