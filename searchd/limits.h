/* limits.h - every limit of the daemon, with its reason.  Those on documents
 * and queries are in base/limits.h. */
#ifndef CVD_SEARCHD_LIMITS_H
#define CVD_SEARCHD_LIMITS_H

#include "base/limits.h"

enum {
    /* -- a request ---------------------------------------------------- */
    /* The longest query (CVD_QUERY_BYTES_MAX), each byte percent-encoded,
     * and filters beside it. */
    URI_BYTES_MAX = 3 * CVD_QUERY_BYTES_MAX + 4096,
    URI_SEGMENTS_MAX = 8,  /* /api/v1/documents/{id}/cited-by has five */
    URI_PARAMS_MAX = 64,   /* a search page with every filter has twenty */
    HEADER_BYTES_MAX = 8192, /* a browser sends 1 kB; cookies of other
                                programs on the same host come on top */
    HEADERS_MAX = 64,
    /* A request has no body here.  One announced to be longer is refused
     * without reading it, and its client may see no answer but a connection
     * reset; a shorter one is read and dropped first. */
    BODY_BYTES_DROPPED = 1024 * 1024,
    /* What libmicrohttpd may keep of one connection: the two above, its own
     * bookkeeping, and the head of the answer.  It is cleared for each
     * request, so no more than that. */
    CONNECTION_BYTES = 48 * 1024,

    /* -- time, in milliseconds ---------------------------------------- */
    /* A request must be there, whole, so long after its connection was
     * opened or its last answer sent.  libmicrohttpd's own timeout counts
     * inactivity only: a byte a second lives for ever. */
    REQUEST_AGE_MS = 8 * 1000,
    /* So long an answer may take once it is made, and beyond it as long as
     * the client still
     * takes ANSWER_RATE bytes a second, looked at each ANSWER_WINDOW_MS: a
     * telephone at the edge of its network does. */
    ANSWER_AGE_MS = 8 * 1000,
    ANSWER_WINDOW_MS = 4 * 1000,
    ANSWER_RATE = 8 * 1024,
    EXPORT_FIND_MS = 4 * 1000, /* to find what is exported: a part of it
                                   would pass for the whole */
    ORIGINAL_MS = 2 * 1000, /* to find and read the file of a document: 16 MB
                               of a disk that turns take 200 ms */
    REFUSED_AGE_MS = 2 * 1000, /* of a connection that is only told no, and
                                  of the rest of a request that was */
    STOP_MS = 4 * 1000,    /* for what is in flight when told to stop */
    TICK_MS = 250,         /* how often age and index are looked at */

    /* -- answers, in bytes -------------------------------------------- */
    /* Of all that are made and not yet taken.  A concordance is 83 MB at
     * most, and who asks for many and takes them slowly must not have all
     * memory.  Up to ANSWER_SMALL is sent always: of every connection it is
     * what CONNECTION_BYTES is. */
    ANSWERS_BYTES = 512 * 1024 * 1024,
    ANSWER_SMALL = 48 * 1024,

    /* -- connections -------------------------------------------------- */
    /* Beyond so many, an answer closes its connection: each that is kept
     * holds CONNECTION_BYTES, one that has not asked yet a page or two. */
    KEPT_CONNECTIONS = 1024,
    /* Accepted above the limit only to be told 503. */
    REFUSED_CONNECTIONS = 256,

    /* -- settings ----------------------------------------------------- */
    SETTINGS_BYTES_MAX = 64 * 1024, /* the sample with every comment is 4 kB */
    SETTINGS_LIST_MAX = 256,  /* values of one setting; each request looks
                                 at every proxy and origin */
    THREADS_MAX = 256,        /* each has an index open */
    /* Threads of libmicrohttpd, which read requests and send answers; with
     * TLS a handshake takes one 3 ms. */
    READERS = 4,
    DEADLINE_MS_MIN = 10,
    DEADLINE_MS_MAX = 60 * 1000, /* nobody waits longer */
    CACHE_MB_MAX = 4096,      /* the system keeps the index's files better in
                                 what is left */
    CONNECTIONS_MAX = 100000, /* 500 MB when idle */
    CLIENT_HOPS_MAX = 32,     /* proxies behind each other */

    /* -- secrets ------------------------------------------------------ */
    TOKENS_MAX = 1000,        /* each request is compared with all: 0.1 ms */
    TOKENS_BYTES_MAX = 1024 * 1024, /* so many of the longest, named */
    TOKEN_BYTES_MIN = 16,     /* shorter can be guessed */
    TOKEN_BYTES_MAX = 512,
    PEM_BYTES_MAX = 256 * 1024 /* sixteen certificates are under 64 kB */
};

#endif
