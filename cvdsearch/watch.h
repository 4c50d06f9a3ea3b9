/* watch.h - what a question found last time, kept in a file, and what is new
 * since.  Shared by the files of the command watch.
 *
 * cvdsearch/ may include base/, search/search.h and Jansson. */
#ifndef CVD_CVDSEARCH_WATCH_H
#define CVD_CVDSEARCH_WATCH_H

#include "cvdsearch/cli.h"
#include "search/watch.h"

enum {
    /* Documents of one watch: a question that finds more is none to be
     * watched, and its state would pass 10 MB. */
    WATCH_MAX = 100000
};

/* How a document answers: a query is found in it; or of a number, it bears or
 * cites it. */
enum watch_how { WATCH_FOUND, WATCH_BEARS, WATCH_CITES, WATCH_HOWS };
extern const char *const watch_how_names[];

/* ---- a set of documents ---------------------------------------------- */

struct watch_known {
    struct cvd_str id;
    uint64_t content;        /* the first 64 bits of the SHA-256 of what it was
                                read from; 0: not known */
    enum watch_how how;
    bool seen;               /* found this time too */
};

/* Zero-initialise; release with watch_set_release(). */
struct watch_set {
    struct watch_known *list; /* by id, each once, once sorted */
    size_t count, cap;
    struct cvd_strings *strings;
};

/* Add one, its id copied; sort what was added; find one by its id among the
 * first `count`, which are sorted: NULL if it is not there.  CVD_ENOMEM. */
enum cvd_status watch_set_add(struct watch_set *s,
                              const struct watch_known *k);
void watch_set_sort(struct watch_set *s);
struct watch_known *watch_set_find(const struct watch_set *s, size_t count,
                                   struct cvd_str id);
void watch_set_release(struct watch_set *s);

/* ---- the state, in a file -------------------------------------------- */

/* A line of JSON that says what is asked of what; one with the edition and
 * how many were found; and a line for each: ["id", "content", "how"].
 * Zero-initialise; release with watch_state_release(). */
struct watch_state {
    struct cvd_buf path;     /* of the file */
    struct cvd_buf question; /* the first line */
    bool first;              /* there was no file */
    struct cvd_edition edition; /* of last time */
    struct watch_set set;    /* last time's */
    int lock;                /* a descriptor; below 1: not locked */
};

/* What c, whose query is in its request, asks of what, into s->question, and
 * into s->path where its state is.
 *   CVD_EUSAGE  a filter's value is not UTF-8
 *   CVD_EIO     neither --state nor where to keep it is known
 *   CVD_ENOMEM */
enum cvd_status watch_state_find(const struct cli *c, bool number,
                                 struct watch_state *s, struct cvd_err *err);

/* Make its directory and lock it, until the state is released.
 *   CVD_ELOCKED  another run has it
 *   CVD_EIO */
enum cvd_status watch_state_lock(struct watch_state *s, struct cvd_err *err);

/* Read what was found last time; none is a first time.
 *   CVD_EIO  also: it is damaged, or of another question */
enum cvd_status watch_state_read(struct watch_state *s, struct cvd_err *err);

/* Put `now` in its place, at once.
 *   CVD_EIO, CVD_ENOSPACE, CVD_ENOMEM */
enum cvd_status watch_state_write(const struct watch_state *s,
                                  const struct cvd_edition *edition,
                                  const struct watch_set *now,
                                  struct cvd_err *err);
void watch_state_release(struct watch_state *s);

/* The directory of all states, appended.  As watch_state_find(). */
enum cvd_status watch_directory(struct cvd_buf *out, struct cvd_err *err);


/* ---- what is new ------------------------------------------------------ */

enum watch_change { WATCH_NEW, WATCH_CHANGED, WATCH_GONE, WATCH_CHANGES };
extern const char *const watch_change_names[];

struct watch_doc {
    enum watch_change change;
    enum watch_how how;
    struct cvd_str id, title, number, type, date, issuer, province;
};

/* Zero-initialise; release with watch_found_release(). */
struct watch_found {
    struct cvd_result told;  /* query, total, edition, warnings */
    struct watch_set now;
    struct watch_doc *list;  /* new, changed, gone; the newest first */
    size_t count, cap;
    size_t counts[WATCH_CHANGES];
    struct cvd_strings *strings;
};

/* Ask, and compare with s->set; the first time, what is found is new, and
 * listed only with c->watch.all.
 *   CVD_EUSAGE  more than WATCH_MAX
 *   CVD_ESTALE  the index changed meanwhile
 *   as answers_export_open() */
enum cvd_status watch_find(const struct cli *c, bool number,
                           struct watch_state *s, struct watch_found *out,
                           struct cvd_err *err);
void watch_found_release(struct watch_found *f);

/* ---- telling it ------------------------------------------------------- */

/* Write it in the format asked for.  CVD_ENOMEM. */
enum cvd_status watch_put(const struct cli *c, const struct watch_state *s,
                          const struct watch_found *f);

/* As an Atom feed (RFC 4287).  CVD_ENOMEM. */
enum cvd_status watch_put_atom(const struct cli *c,
                               const struct watch_found *f);

/* The facts of one, in JSON.  CVD_ENOMEM. */
enum cvd_status watch_doc_json(const struct watch_doc *d, bool with_change,
                               struct cvd_buf *out);

/* ---- all watches ------------------------------------------------------ */

/* cvdsearch watch --list. */
int watch_list(const struct cli *c);

#endif
