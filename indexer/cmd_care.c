/* cmd_care.c - cvdindex compact, check and stats: an index looked after. */
#include "base/json.h"
#include "indexer/commands.h"
#include "indexer/session.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>

/* Write what a command answers, and be sure that it arrived. */
static enum cvd_status print(const struct cvd_buf *out, enum cvd_status st,
                             struct cvd_err *err)
{
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (fwrite(out->ptr, 1, out->len, stdout) != out->len ||
        fflush(stdout) != 0)
        return cvd_fail_errno(err, errno,
                              "cannot write to standard output");
    return CVD_OK;
}

/* ---- stats ----------------------------------------------------------- */

static enum cvd_status describe(const char *index,
                                struct cvd_store_info *out,
                                struct cvd_err *err)
{
    struct cvd_store *store;
    enum cvd_status st = cvd_store_open(index, &store, err);

    if (st == CVD_OK)
        cvd_store_describe(store, out);
    cvd_store_close(store);
    return st;
}

enum cvd_status cvd_cmd_stats(const struct cvd_options *o, int *exit_status,
                              struct cvd_err *err)
{
    struct cvd_store_info info;
    struct cvd_buf out = { 0 };
    enum cvd_status st = describe(o->index, &info, err);

    (void)exit_status;
    if (st != CVD_OK)
        return st;
    const struct {
        const char *key, *label;
        uint64_t value;
    } rows[] = {
        { "generation", "generation", info.generation },
        { "documents", "documents", info.documents },
        { "deleted", "removed, room not won back", info.deleted },
        { "parts", "parts", info.parts },
        { "words", "words", info.words },
        { "text_bytes", "bytes of text", info.text_bytes },
        { "disk_bytes", "bytes on disk", info.disk_bytes },
        { "analyzer", "analyzer version (0: mixed)", info.analyzer },
    };
    struct cvd_json j = cvd_json_to(&out);
    if (o->json)
        cvd_json_object(&j);
    for (size_t i = 0; i < sizeof rows / sizeof *rows && st == CVD_OK; i++) {
        if (o->json) {
            cvd_json_key(&j, rows[i].key);
            cvd_json_int(&j, (int64_t)rows[i].value);
        } else {
            st = cvd_buf_printf(&out, "%-28s %12" PRIu64 "\n",
                                rows[i].label, rows[i].value);
        }
    }
    if (o->json) {
        cvd_json_object_end(&j);
        st = j.status == CVD_OK ? cvd_buf_add_char(&out, '\n') : j.status;
    }
    st = print(&out, st, err);
    cvd_buf_release(&out);
    return st;
}

/* ---- check ----------------------------------------------------------- */

struct faults {
    bool json;
    struct cvd_buf out;
    struct cvd_json list;
    enum cvd_status status;
};

static void on_fault(void *ctx, const char *what)
{
    struct faults *f = ctx;

    if (f->json)
        cvd_json_text(&f->list, what);
    else if (f->status == CVD_OK)
        f->status = cvd_buf_printf(&f->out, "%s\n", what);
}

enum cvd_status cvd_cmd_check(const struct cvd_options *o, int *exit_status,
                              struct cvd_err *err)
{
    struct faults f = { .json = o->json };
    unsigned count = 0;

    f.list = cvd_json_to(&f.out);
    if (o->json) {
        cvd_json_object(&f.list);
        cvd_json_key(&f.list, "faults");
        cvd_json_array(&f.list);
    }
    enum cvd_status st = cvd_store_check(o->index, on_fault, &f, &count,
                                         err);
    if (st != CVD_OK)
        goto done;
    if (o->json) {
        cvd_json_array_end(&f.list);
        cvd_json_object_end(&f.list);
        f.status = f.list.status == CVD_OK ? cvd_buf_add_char(&f.out, '\n')
                                           : f.list.status;
    } else if (!count) {
        f.status = cvd_buf_add_text(&f.out, "no faults\n");
    }
    st = print(&f.out, f.status, err);
    if (st == CVD_OK && count)
        st = cvd_fail(err, CVD_EINDEX,
                      "'%s' has %u faults: run 'cvdindex rebuild' from its "
                      "sources", o->index, count);
done:
    (void)exit_status;
    cvd_buf_release(&f.out);
    return st;
}

/* ---- compact --------------------------------------------------------- */

enum cvd_status cvd_cmd_compact(const struct cvd_options *o,
                                int *exit_status, struct cvd_err *err)
{
    struct cvd_session s = { 0 };
    struct cvd_store_info before = { 0 }, after = { 0 };
    struct cvd_buf out = { 0 };
    enum cvd_status st = cvd_session_open(&s, o, CVD_SESSION_EXISTING, err);

    (void)exit_status;
    if (st == CVD_OK)
        st = describe(o->index, &before, err);
    /* One part with nothing removed is as small as it gets. */
    bool all = before.parts > 1 || before.deleted > 0;
    if (st == CVD_OK)
        st = cvd_session_publish(&s, all, err);
    if (st == CVD_OK)
        st = describe(o->index, &after, err);
    if (st != CVD_OK)
        goto done;
    if (o->json) {
        struct cvd_json j = cvd_json_to(&out);
        cvd_json_object(&j);
        cvd_json_key(&j, "generation");
        cvd_json_int(&j, after.generation);
        cvd_json_key(&j, "documents");
        cvd_json_int(&j, (int64_t)after.documents);
        cvd_json_key(&j, "disk_bytes_before");
        cvd_json_int(&j, (int64_t)before.disk_bytes);
        cvd_json_key(&j, "disk_bytes");
        cvd_json_int(&j, (int64_t)after.disk_bytes);
        cvd_json_object_end(&j);
        st = j.status == CVD_OK ? cvd_buf_add_char(&out, '\n') : j.status;
    } else if (after.generation == before.generation) {
        st = cvd_buf_add_text(&out, "compact already\n");
    } else {
        st = cvd_buf_printf(&out,
                            "%" PRIu64 " documents in generation %u; "
                            "%.1f MB, before %.1f MB\n", after.documents,
                            after.generation,
                            (double)after.disk_bytes / 1e6,
                            (double)before.disk_bytes / 1e6);
    }
    st = print(&out, st, err);
done:
    cvd_buf_release(&out);
    cvd_session_close(&s);
    return st;
}
