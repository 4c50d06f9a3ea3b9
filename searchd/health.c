/* health.c - whether the daemon lives and serves, and what it counts. */
#include "base/json.h"
#include "searchd/call.h"
#include "searchd/description.h"

enum cvd_status health_live(struct call *c, struct cvd_err *err)
{
    (void)err;
    c->reply.type = reply_json;
    c->reply.cache = "no-store";
    return cvd_buf_add_text(&c->reply.body, "{\"status\":\"alive\"}");
}

enum cvd_status health_ready(struct call *c, struct cvd_err *err)
{
    struct workers_state state;

    (void)err;
    if (c->stopping)
        return reply_make_problem(&c->reply, 503, "the server is stopping");
    workers_describe(c->workers, &state);
    c->reply.type = reply_json;
    c->reply.cache = "no-store";
    struct cvd_json j = cvd_json_to(&c->reply.body);
    cvd_json_object(&j);
    cvd_json_key(&j, "status");
    cvd_json_text(&j, "ready");
    cvd_json_key(&j, "generation");
    cvd_json_int(&j, state.index.generation);
    cvd_json_key(&j, "documents");
    cvd_json_int(&j, (int64_t)state.index.documents);
    cvd_json_object_end(&j);
    return j.status;
}

enum cvd_status health_metrics(struct call *c, struct cvd_err *err)
{
    struct metrics_states now = { 0 };

    (void)err;
    workers_describe(c->workers, &now.workers);
    queue_describe(c->queue, &now.queue);
    conns_describe(c->conns, &now.conns);
    if (c->cache)
        cache_describe(c->cache, &now.cache);
    c->reply.type = "text/plain; version=0.0.4; charset=utf-8";
    c->reply.cache = "no-store";
    return metrics_write(c->metrics, &now, &c->reply.body);
}

enum cvd_status api_description(struct call *c, struct cvd_err *err)
{
    (void)err;
    call_answers_json(c);
    return cvd_buf_add_text(&c->reply.body, description_json);
}
