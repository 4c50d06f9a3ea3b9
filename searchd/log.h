/* log.h - the daemon's log: stderr, a line an event.
 *
 * searchd/ may include base/, search/search.h and libmicrohttpd.
 *
 *     info listen address=127.0.0.1:8080 threads=4
 *     warn tokens-readable path="/etc/my tokens" mode=0644
 *
 * A line is a level, an event and keys with values.  Whatever a value holds,
 * it stays one value of one line: it is quoted where it holds more than
 * visible characters, and control characters, wrong UTF-8 and characters that
 * turn the direction of text stand as \xHH.  No time: the journal, or what
 * else collects the lines, has it.
 *
 * Thread-safe; one write(2) a line, so that lines never mix. */
#ifndef CVD_SEARCHD_LOG_H
#define CVD_SEARCHD_LOG_H

#include <stdatomic.h>
#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG, LOG_LEVELS };

/* "error", "warn", "info", "debug". */
extern const char *const log_level_names[LOG_LEVELS];

/* A longer line is cut: what a pipe takes in one piece. */
enum { LOG_LINE_MAX = 4096 };

extern atomic_int log_level_now; /* read it through log_on() */

/* Lines above `level` are dropped; LOG_INFO at first. */
void log_set_level(enum log_level level);

/* Whether a line of `level` is written: ask before what costs. */
static inline bool log_on(enum log_level level)
{
    return (int)level <=
           atomic_load_explicit(&log_level_now, memory_order_relaxed);
}

/* Write "level " and `format`, an event and then key=value pairs:
 *
 *     log_line(LOG_INFO, "listen address=%s threads=%u", text, n);
 *
 * Each conversion is a whole value, and is quoted by itself.  Known are %s
 * (NULL is "-"), %.*s, %d, %u, %o, these with l, ll and z, and %.Nf; any other
 * is a bug.  errno is kept. */
void log_line(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
