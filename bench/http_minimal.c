/* http_minimal.c - what libmicrohttpd does at the least: its own
 * minimal_example.c, a page that never changes.
 *
 *   http_minimal [THREADS]
 *
 * At 127.0.0.1, any free port, which it prints; until SIGTERM.  With THREADS
 * as the daemon runs it: so many threads, each with its epoll.
 * May depend on: libc, libmicrohttpd. */
#include <microhttpd.h>

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char page[] = "<html><head><title>libmicrohttpd demo</title>"
                           "</head><body>libmicrohttpd demo</body></html>";

static enum MHD_Result answer(void *ctx, struct MHD_Connection *connection,
                              const char *url, const char *method,
                              const char *version, const char *upload,
                              size_t *upload_size, void **request)
{
    static int mark;

    (void)url;
    (void)version;
    (void)upload;
    (void)upload_size;
    if (strcmp(method, "GET") != 0)
        return MHD_NO;
    if (*request != &mark) { /* the example, too, waits for the second call */
        *request = &mark;
        return MHD_YES;
    }
    *request = NULL;
    struct MHD_Response *r = MHD_create_response_from_buffer(
        strlen(ctx), ctx, MHD_RESPMEM_PERSISTENT);
    enum MHD_Result done = MHD_queue_response(connection, MHD_HTTP_OK, r);
    MHD_destroy_response(r);
    return done;
}

int main(int argc, char **argv)
{
    struct sockaddr_in at = { .sin_family = AF_INET,
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    unsigned threads = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    unsigned flags = threads ? MHD_USE_EPOLL_INTERNAL_THREAD
                             : MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD;
    struct MHD_OptionItem more[] = {
        { MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)threads, NULL },
        { MHD_OPTION_END, 0, NULL }
    };
    sigset_t set;
    int signal;

    if (!threads)
        more[0].option = MHD_OPTION_END;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigprocmask(SIG_BLOCK, &set, NULL);
    struct MHD_Daemon *d = MHD_start_daemon(
        flags | MHD_USE_ERROR_LOG, 0, NULL, NULL, answer,
        (void *)(uintptr_t)page, MHD_OPTION_SOCK_ADDR, &at,
        MHD_OPTION_ARRAY, more, MHD_OPTION_END);
    if (!d)
        return 3;
    printf("%u\n", MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    (void)fflush(stdout);
    (void)sigwait(&set, &signal);
    MHD_stop_daemon(d);
    return 0;
}
