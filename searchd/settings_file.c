/* settings_file.c - settings from a file of "key = value" lines.  Depends on
 * base/ and inih.
 *
 * inih splits the lines.  It would also take sections, values that go on in
 * an indented line, comments behind a value and a key without one; and it
 * would cut what is too long.  All that is off or refused: a line that is
 * read otherwise than it was meant is worse than one that is not. */
#include "base/file.h"
#include "searchd/settings_rows.h"

#include <ini.h>
#include <stdlib.h>

/* A path and the longest key. */
enum { LINE_BYTES_MAX = 4096 + 64 };

struct source {
    struct settings *settings;
    struct cvd_str rest;    /* of the file: what is still to be read */
    unsigned line;          /* the one last given to inih */
    unsigned seen[SETTINGS_ROWS]; /* line where it was set; 0: not yet */
    enum cvd_status status; /* with a message in `why`, unless CVD_OK */
    struct cvd_err why;
};

/* inih's fgets: the next line, whole, or NULL at the end. */
static char *give_line(char *to, int size, void *stream)
{
    struct source *s = stream;

    if (s->rest.len == 0 || s->status != CVD_OK)
        return NULL;
    const char *end = memchr(s->rest.ptr, '\n', s->rest.len);
    size_t n = end ? (size_t)(end - s->rest.ptr) + 1 : s->rest.len;
    s->line++;
    if (n >= (size_t)size) {
        s->status = cvd_fail(&s->why, CVD_EUSAGE,
                             "longer than %d bytes", size - 1);
        return NULL;
    }
    if (memchr(s->rest.ptr, '\0', n)) {
        s->status = cvd_fail(&s->why, CVD_EUSAGE, "a zero byte");
        return NULL;
    }
    memcpy(to, s->rest.ptr, n);
    to[n] = '\0';
    s->rest.ptr += n;
    s->rest.len -= n;
    return to;
}

static enum cvd_status take_pair(struct source *s, const char *section,
                                 const char *name, const char *value)
{
    size_t i = settings_find(cvd_str_from(name));

    if (*section)
        return cvd_fail(&s->why, CVD_EUSAGE,
                        "in section [%s]: there are no sections", section);
    if (i == SETTINGS_ROWS)
        return cvd_fail(&s->why, CVD_EUSAGE, "unknown setting '%s'", name);
    const struct settings_row *row = &settings_rows[i];
    if (s->seen[i] && !settings_is_list(row))
        return cvd_fail(&s->why, CVD_EUSAGE, "%s: set already, in line %u",
                        name, s->seen[i]);
    if (!s->seen[i])
        settings_forget(s->settings, row);
    s->seen[i] = s->line;
    return settings_take(s->settings, row, cvd_str_from(value), &s->why);
}

/* inih's handler: 0 ends the reading. */
static int handle_pair(void *user, const char *section, const char *name,
                       const char *value)
{
    struct source *s = user;

    s->status = take_pair(s, section, name, value ? value : "");
    return s->status == CVD_OK;
}

static void set_up_inih(void)
{
    static char comment[] = "#";

    ini_start_comment_prefixes = comment;
    ini_allow_inline_comments = false;
    ini_allow_multiline = false;
    ini_stop_on_first_error = true;
    ini_allow_no_value = false;
    ini_use_stack = false; /* its own buffer there is 200 bytes */
    ini_initial_alloc = LINE_BYTES_MAX;
    ini_max_line = LINE_BYTES_MAX;
}

enum cvd_status settings_read_file(struct settings *s, const char *path,
                                   struct cvd_err *err)
{
    struct cvd_buf text = { 0 };
    struct source from = { .settings = s, .status = CVD_OK };
    enum cvd_status st = cvd_file_read(path, SETTINGS_BYTES_MAX, &text, err);

    if (st != CVD_OK) {
        cvd_buf_release(&text);
        return settings_as_usage(st, err);
    }
    from.rest = cvd_buf_str(&text);
    set_up_inih();
    int failed = ini_parse_stream(give_line, &from, handle_pair, &from);
    if (from.status != CVD_OK)
        st = cvd_fail(err, from.status, "%s: line %u: %s", path, from.line,
                      from.why.msg);
    else if (failed < 0)
        st = cvd_fail(err, CVD_ENOMEM, "out of memory");
    else if (failed > 0)
        st = cvd_fail(err, CVD_EUSAGE, "%s: line %d: not 'key = value'",
                      path, failed);
    cvd_buf_release(&text);
    return st;
}
