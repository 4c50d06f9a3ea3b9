/* watch.c - cvdsearch watch: what is new since the last time. */
#include "cvdsearch/answers.h"
#include "cvdsearch/sidecar.h"
#include "cvdsearch/watch.h"

#include <errno.h>
#include <unistd.h>

static int check(const struct cli *c)
{
    const struct cli_watch *w = &c->watch;
    bool asks = c->arg_count || cvd_request_asks(&c->request);
    const char *wrong = NULL;

    if (w->list + w->forget + w->peek > 1 || (w->list && w->all) ||
        (w->forget && w->all))
        wrong = "--list, --forget and --peek: say one of them";
    else if (w->list && (asks || w->state))
        wrong = "--list takes no query and no --state: it lists all";
    else if (w->list && c->format != CLI_TEXT && c->format != CLI_JSONL)
        wrong = "--list prints text or jsonl";
    else if (!w->list && !asks)
        wrong = "no QUERY or NUMBER given: see 'cvdsearch watch --help'";
    if (!wrong)
        return CLI_FOUND;
    cli_say("%s", wrong);
    return CLI_WRONG;
}

/* Its lock stays: whoever waits for it must not hold another. */
static int forget(struct watch_state *s)
{
    struct cvd_err err = { CVD_OK, "" };
    enum cvd_status st = CVD_OK;

    if (access(s->path.ptr, F_OK) != 0) {
        cli_say("it is not watched: there is no '%s'", s->path.ptr);
        return CLI_NOTHING;
    }
    st = watch_state_lock(s, &err);
    if (st == CVD_OK) /* never the file of something else */
        st = watch_state_read(s, &err);
    if (st == CVD_OK && unlink(s->path.ptr) != 0)
        st = cvd_fail_errno(&err, errno, "cannot remove '%s'", s->path.ptr);
    return st == CVD_OK ? CLI_FOUND : cli_fail(st, &err);
}

/* What was told is kept once it was taken, and not before. */
static enum cvd_status tell(struct cli *c, bool number,
                            struct watch_state *s, struct watch_found *f,
                            struct cvd_err *err)
{
    enum cvd_status st = c->watch.peek ? CVD_OK : watch_state_lock(s, err);

    if (st == CVD_OK)
        st = watch_state_read(s, err);
    if (st == CVD_OK)
        st = watch_find(c, number, s, f, err);
    if (st != CVD_OK)
        return st;
    st = watch_put(c, s, f);
    if (st != CVD_OK)
        return cvd_fail(err, st, "out of memory");
    if (!c->watch.peek && out_flush())
        st = watch_state_write(s, &f->told.edition, &f->now, err);
    if (st == CVD_OK)
        st = sidecar_put_found(c, &f->told, &(struct cvd_about_form){ 0 },
                               err);
    return st;
}

static bool is_news(const struct watch_found *f)
{
    for (int i = 0; i < WATCH_CHANGES; i++)
        if (f->counts[i])
            return true;
    return false;
}

int cli_watch(struct cli *c)
{
    struct cvd_err err = { CVD_OK, "" };
    struct cvd_buf query = { 0 };
    struct watch_state s = { 0 };
    struct watch_found f = { 0 };
    bool number = false;
    int status = check(c);

    if (status != CLI_FOUND)
        return status;
    if (c->watch.list)
        return watch_list(c);
    enum cvd_status st = cli_join_args(c, &query);
    c->request.query = cvd_str_trim(cvd_buf_str(&query));
    if (st == CVD_OK)
        st = cvd_is_number(c->request.query, &number);
    if (st == CVD_OK)
        st = watch_state_find(c, number, &s, &err);
    if (st == CVD_OK && c->watch.forget)
        status = forget(&s);
    else if (st == CVD_OK)
        st = tell(c, number, &s, &f, &err);
    if (st != CVD_OK)
        status = cli_fail(st, &err);
    else if (!c->watch.forget && !is_news(&f))
        status = CLI_NOTHING;
    watch_found_release(&f);
    watch_state_release(&s);
    cvd_buf_release(&query);
    return status;
}
