/* main.c - cvdsearchd, the search daemon: started, kept, reloaded, stopped.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 * The main thread waits for signals; between them, each TICK_MS, it shuts
 * connections that are too old and brings idle workers to the newest
 * generation.  Requests run in the threads of http.h. */
#include "base/version.h"
#include "searchd/http.h"
#include "searchd/listen.h"
#include "searchd/now.h"
#include "searchd/originals.h"
#include "searchd/systemd.h"
#include "searchd/tls.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum exit_status { DONE = 0, WRONG = 2, CANNOT = 3 };

/* Descriptors beside those of connections: each worker's index files, the
 * log, the listening socket, libmicrohttpd's own. */
enum { OTHER_FILES = 256, FILES_OF_WORKER = 64 };

struct daemon {
    struct settings settings;
    struct workers *workers;
    struct conns *conns;
    struct http *http;
};

static int fail(enum cvd_status st, const struct cvd_err *err)
{
    log_line(LOG_ERROR, "cannot-start reason=%s",
             err->msg[0] ? err->msg : cvd_status_text(st));
    return st == CVD_EUSAGE || st == CVD_EINPUT ? WRONG : CANNOT;
}

/* ---- before requests ------------------------------------------------- */

/* Whichever of the three streams is closed, a connection would be given its
 * number, and be sent the log. */
static void hold_streams(void)
{
    int fd;

    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        (void)close(fd);
}

/* Let so many files be open as the settings may need; else have fewer
 * connections: without a file to accept one by, libmicrohttpd spins. */
static void raise_file_limit(struct settings *s)
{
    rlim_t others = REFUSED_CONNECTIONS + OTHER_FILES +
                    (rlim_t)s->threads * FILES_OF_WORKER;
    rlim_t wanted = (rlim_t)s->connections + others;
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ||
                             limit.rlim_max > wanted
                         ? wanted
                         : limit.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted)
        return;
    s->connections =
        limit.rlim_cur > others ? (unsigned)(limit.rlim_cur - others) : 1;
    log_line(LOG_WARN, "few-files wanted=%llu allowed=%llu connections=%u",
             (unsigned long long)wanted, (unsigned long long)limit.rlim_cur,
             s->connections);
}

/* The signals that sigtimedwait() takes; blocked in every thread. */
static sigset_t handled_signals(void)
{
    sigset_t set;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGHUP);
    return set;
}

static enum cvd_status open_socket(const struct settings *s, int *fd,
                                   struct cvd_err *err)
{
    enum cvd_status st = systemd_listen_fd(fd, err);

    if (st == CVD_OK && *fd < 0)
        st = listen_at(s->listen_host, s->listen_port, fd, err);
    return st;
}

/* A file that a setting names and that cannot be used: the setting is
 * wrong, as --check-config says too. */
static enum cvd_status as_usage(enum cvd_status st)
{
    return st == CVD_OK || st == CVD_ENOMEM ? st : CVD_EUSAGE;
}

/* The tokens of the settings, or NULL where they have none. */
static enum cvd_status load_tokens(const struct settings *s,
                                   struct tokens **out, struct cvd_err *err)
{
    *out = NULL;
    return s->tokens ? as_usage(tokens_load(s->tokens, out, err)) : CVD_OK;
}

static enum cvd_status load_synonyms(struct daemon *d, struct cvd_err *err)
{
    struct cvd_synonym_list *list;
    enum cvd_status st = settings_load_synonyms(&d->settings, &list, err);

    return st == CVD_OK ? workers_set_synonyms(d->workers, list, err) : st;
}

static enum cvd_status load_certificate(const struct settings *s,
                                        struct cvd_err *err)
{
    return s->tls_certificate
               ? as_usage(tls_load(s->tls_certificate, s->tls_key, err))
               : CVD_OK;
}

static enum cvd_status open_index(struct daemon *d, struct cvd_err *err)
{
    const struct settings *s = &d->settings;

    if (s->index.count > 1)
        return cvd_fail(err, CVD_EUSAGE,
                        "%zu indexes given: one daemon serves one",
                        s->index.count);
    return workers_new(s->index.list[0], s->threads, &d->workers, err);
}

static void tell_started(const struct daemon *d, int fd)
{
    char where[LISTEN_TEXT_MAX];
    struct sockaddr_storage address;
    struct cvd_err err = { CVD_OK, "" };

    listen_text(fd, where, &address);
    settings_warn(&d->settings, (struct sockaddr *)&address);
    /* A disk of the network may come later. */
    if (originals_check(&d->settings.originals, &err) != CVD_OK)
        log_line(LOG_WARN, "no-originals reason=%s", err.msg);
    log_line(LOG_INFO, "listen address=%s tls=%s threads=%u version=%s",
             where, d->settings.tls_certificate ? "yes" : "no",
             d->settings.threads, CVD_VERSION);
}

static enum cvd_status start(struct daemon *d, struct cvd_err *err)
{
    const struct settings *s = &d->settings;
    struct tokens *tokens = NULL;
    int fd = -1;
    enum cvd_status st = load_certificate(s, err);

    if (st == CVD_OK)
        st = open_index(d, err);
    if (st == CVD_OK)
        st = load_synonyms(d, err);
    if (st == CVD_OK)
        st = conns_new(s->connections, s->connections_per_address,
                       &s->trusted_proxies, &d->conns, err);
    if (st == CVD_OK)
        st = load_tokens(s, &tokens, err);
    if (st == CVD_OK)
        st = open_socket(s, &fd, err);
    if (st != CVD_OK) {
        tokens_free(tokens);
        return st;
    }
    struct http_parts parts = { s, d->workers, d->conns };
    st = http_start(&parts, fd, tokens, &d->http, err);
    if (st == CVD_OK)
        tell_started(d, fd);
    return st;
}

/* ---- while there are requests ---------------------------------------- */

/* Read tokens, synonyms and certificate again; what cannot be read stays as
 * it was. */
static void reload(struct daemon *d)
{
    struct cvd_err err = { CVD_OK, "" };
    struct tokens *tokens;

    systemd_reloading();
    if (load_certificate(&d->settings, &err) != CVD_OK)
        log_line(LOG_ERROR, "reload-failed what=certificate reason=%s",
                 err.msg);
    if (load_tokens(&d->settings, &tokens, &err) == CVD_OK)
        http_set_tokens(d->http, tokens);
    else
        log_line(LOG_ERROR, "reload-failed what=tokens reason=%s", err.msg);
    if (load_synonyms(d, &err) != CVD_OK)
        log_line(LOG_ERROR, "reload-failed what=synonyms reason=%s", err.msg);
    http_forget(d->http);
    log_line(LOG_INFO, "reloaded");
    systemd_ready("answering");
}

/* Until told to stop; the signal that did. */
static int keep(struct daemon *d, const sigset_t *signals)
{
    const struct timespec tick = { 0, TICK_MS * 1000000L };
    uint64_t watchdog = systemd_watchdog_ms(), told = now_ms();

    for (;;) {
        int signal = sigtimedwait(signals, NULL, &tick);
        if (signal == SIGTERM || signal == SIGINT)
            return signal;
        if (signal == SIGHUP)
            reload(d);
        unsigned reaped = conns_reap(d->conns, false);
        if (reaped)
            log_line(LOG_INFO, "reaped connections=%u", reaped);
        workers_refresh(d->workers);
        http_refresh(d->http);
        if (watchdog && now_ms() - told >= watchdog) {
            systemd_alive();
            told = now_ms();
        }
    }
}

static void release(struct daemon *d)
{
    conns_free(d->conns);
    workers_free(d->workers);
    tls_release();
    settings_release(&d->settings);
}

static int serve(struct daemon *d)
{
    struct cvd_err err = { CVD_OK, "" };
    sigset_t signals = handled_signals();

    hold_streams();
    (void)signal(SIGPIPE, SIG_IGN);
    (void)sigprocmask(SIG_BLOCK, &signals, NULL); /* threads inherit it */
    raise_file_limit(&d->settings);
    enum cvd_status st = start(d, &err);
    if (st != CVD_OK)
        return fail(st, &err);
    systemd_ready("answering");
    int signal = keep(d, &signals);
    log_line(LOG_INFO, "stop signal=%d", signal);
    systemd_stopping("finishing requests");
    if (!http_stop(d->http)) {
        log_line(LOG_WARN, "stop-unfinished");
        _exit(DONE); /* threads still use what release() would free */
    }
    return DONE;
}

int main(int argc, char **argv)
{
    struct daemon d = { 0 };
    struct cvd_err err = { CVD_OK, "" };
    enum settings_task task = SETTINGS_RUN;
    int status = DONE;
    enum cvd_status st = settings_read(&d.settings, argc, argv,
                                       getenv("CVD_INDEX"), &task, &err);

    if (st == CVD_OK)
        log_set_level((enum log_level)d.settings.log_level);
    if (st != CVD_OK) {
        status = fail(st, &err);
    } else if (task == SETTINGS_HELP) {
        settings_print_help(stdout);
    } else if (task == SETTINGS_VERSION) {
        printf("cvdsearchd " CVD_VERSION "\n");
    } else if (task == SETTINGS_CHECK) {
        st = settings_check(&d.settings, &err);
        if (st == CVD_OK)
            printf("the configuration is good\n");
        else
            status = fail(st, &err);
    } else {
        status = serve(&d);
    }
    release(&d);
    return fflush(stdout) == 0 ? status : CANNOT;
}
