/* report.c - see report.h. */
#include "indexer/report.h"
#include "base/json.h"
#include "indexer/progress.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* Failures told on stderr when no report was asked for. */
enum { SHOWN_MAX = 20 };

/* Encodings told apart in the sum; there are not so many. */
enum { ENCODINGS_MAX = 24, ENCODING_BYTES = 32 };

struct cvd_report {
    char *path;              /* NULL: none */
    FILE *file;
    struct cvd_buf line;
    uint64_t counts[CVD_OUTCOME_COUNT];
    uint64_t cut;            /* documents with values that were dropped */
    struct {
        char name[ENCODING_BYTES];
        uint64_t documents;
    } encodings[ENCODINGS_MAX];
};

enum cvd_status cvd_report_open(const char *path, struct cvd_report **out,
                                struct cvd_err *err)
{
    struct cvd_report *r = calloc(1, sizeof *r);

    *out = NULL;
    if (r && path)
        r->path = strdup(path);
    if (!r || (path && !r->path)) {
        cvd_report_close(r);
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    }
    if (path)
        r->file = fopen(path, "we");
    if (path && !r->file) {
        enum cvd_status st = cvd_fail_errno(
            err, errno, "cannot create the report '%s'", path);
        cvd_report_close(r);
        return st;
    }
    *out = r;
    return CVD_OK;
}

/* Show a failure on stderr: one line, whatever the id holds. */
static void show(struct cvd_str id, struct cvd_str reason)
{
    /* A line without an id is named FILE:LINE, and its reason begins so. */
    bool named = cvd_str_starts(reason, id);

    cvd_progress_clear();
    (void)fprintf(stderr, "cvdindex: %.*s%s%.*s\n", named ? 0 : (int)id.len,
                  id.ptr ? id.ptr : "", named ? "" : ": ", (int)reason.len,
                  reason.ptr ? reason.ptr : "");
}

/* Count a document read as `label` says: by what is in parentheses if that is
 * an encoding ("UTF-8 (TCVN3 mojibake, partly) 97%"), else by what is before
 * them. */
static void count_encoding(struct cvd_report *r, struct cvd_str label)
{
    char name[ENCODING_BYTES];
    const char *paren, *from;
    size_t n, i = 0;

    (void)snprintf(name, sizeof name, "%.*s", (int)label.len, label.ptr);
    paren = strchr(name, '(');
    from = paren && strstr(paren, " mojibake") ? paren + 1 : name;
    n = from == name ? strcspn(name, " ") : strcspn(from, ",)");
    while (i + 1 < ENCODINGS_MAX && r->encodings[i].documents &&
           (strncmp(r->encodings[i].name, from, n) != 0 ||
            r->encodings[i].name[n]))
        i++;
    if (!r->encodings[i].documents++)
        (void)snprintf(r->encodings[i].name, ENCODING_BYTES, "%.*s", (int)n,
                       from);
}

/* One line on stderr for all that was not plain UTF-8. */
static void show_encodings(const struct cvd_report *r)
{
    uint64_t all = 0;

    for (size_t i = 0; i < ENCODINGS_MAX; i++)
        all += r->encodings[i].documents;
    if (!all)
        return;
    cvd_progress_clear();
    (void)fprintf(stderr, "cvdindex: %" PRIu64 " documents were not plain "
                  "UTF-8:", all);
    for (size_t i = 0; i < ENCODINGS_MAX && r->encodings[i].documents; i++)
        (void)fprintf(stderr, "%s %s %" PRIu64, i ? "," : "",
                      r->encodings[i].name, r->encodings[i].documents);
    (void)fputc('\n', stderr);
}

enum cvd_status cvd_report_tell(struct cvd_report *r, struct cvd_str id,
                                enum cvd_outcome outcome,
                                struct cvd_str note, uint64_t dropped,
                                struct cvd_err *err)
{
    static const char *const names[CVD_OUTCOME_COUNT] = {
        "added", "updated", "unchanged", "removed", "failed"
    };

    r->counts[outcome]++;
    if (outcome != CVD_FAILED && note.len)
        count_encoding(r, note);
    r->cut += dropped > 0;
    if (!r->file) {
        if (outcome == CVD_FAILED && r->counts[CVD_FAILED] <= SHOWN_MAX)
            show(id, note);
        return CVD_OK;
    }
    cvd_buf_clear(&r->line);
    struct cvd_json j = cvd_json_to(&r->line);
    cvd_json_object(&j);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, id);
    cvd_json_key(&j, "outcome");
    cvd_json_text(&j, names[outcome]);
    if (outcome == CVD_FAILED || note.len) {
        cvd_json_key(&j, outcome == CVD_FAILED ? "reason" : "encoding");
        cvd_json_str(&j, note);
    }
    if (dropped) {
        cvd_json_key(&j, "dropped");
        cvd_json_int(&j, (int64_t)dropped);
    }
    cvd_json_object_end(&j);
    if (j.status != CVD_OK || cvd_buf_add_char(&r->line, '\n') != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (fwrite(r->line.ptr, 1, r->line.len, r->file) != r->line.len)
        return cvd_fail_errno(err, errno, "cannot write the report '%s'",
                              r->path);
    return CVD_OK;
}

enum cvd_status cvd_report_finish(struct cvd_report *r, struct cvd_err *err)
{
    uint64_t failed = r->counts[CVD_FAILED];

    if (r->file && fflush(r->file) != 0)
        return cvd_fail_errno(err, errno, "cannot write the report '%s'",
                              r->path);
    if (!r->file && failed > SHOWN_MAX) {
        cvd_progress_clear();
        (void)fprintf(stderr,
                      "cvdindex: … and %" PRIu64 " more failed: use "
                      "--report FILE to see all\n", failed - SHOWN_MAX);
    }
    show_encodings(r);
    if (r->cut) {
        cvd_progress_clear();
        (void)fprintf(stderr, "cvdindex: of %" PRIu64 " documents not all "
                      "recipients and references are kept: use --report "
                      "FILE to see which\n", r->cut);
    }
    return CVD_OK;
}

uint64_t cvd_report_count(const struct cvd_report *r,
                          enum cvd_outcome outcome)
{
    return r->counts[outcome];
}

void cvd_report_close(struct cvd_report *r)
{
    if (!r)
        return;
    if (r->file)
        (void)fclose(r->file);
    free(r->path);
    cvd_buf_release(&r->line);
    free(r);
}
