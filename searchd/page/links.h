/* links.h - where links of the page lead.  Internal to searchd/page/.
 *
 * Each writes the value of an href: percent-encoded, '&' as &amp;, good for
 * HTML and XML.  Within the site they begin with '/'; a path is never copied
 * from the request, whose "//host" would lead elsewhere. */
#ifndef CVD_SEARCHD_PAGE_LINKS_H
#define CVD_SEARCHD_PAGE_LINKS_H

#include "searchd/page/pen.h"

/* A search: a request, changed. */
struct search_link {
    const char *path;              /* "/"; may go on with "?x=y"; below /api/
                                      no ?lang= is written */
    struct cvd_str query, from, to;
    const struct cvd_filter *filters;
    size_t filter_count;
    struct cvd_filter added, dropped; /* value empty: none */
    bool any_year;                 /* filters of a year are left out */
    enum cvd_sort sort;
    unsigned offset, limit;
    enum page_lang lang;
    enum page_map map;             /* written of "/" alone */
    bool every_copy;               /* of pages and of what else can fold */
};

/* The first page of what `q` asks; NULL: of nothing. */
struct search_link link_to(const struct pen *w, const struct cvd_request *q);

/* Whether the request has this very filter. */
bool link_has_filter(const struct cvd_request *q, enum cvd_field f,
                     struct cvd_str value);

/* Whether what is asked is short enough to be written again in each of many
 * links: the longest request, in a link for each of a thousand results and
 * their campaigns, would make a page of a hundred megabytes. */
bool link_is_short(const struct search_link *l);

void link_search(struct pen *w, const struct search_link *l);

/* All that has `value` in `f`. */
void link_value(struct pen *w, enum cvd_field f, struct cvd_str value);

/* The page of a document; the same, with what is sought within it, left out
 * where it is empty or long. */
void link_document(struct pen *w, struct cvd_str id);
void link_within(struct pen *w, struct cvd_str id, struct cvd_str query);

/* The page of a document that search `q` found (NULL: none did), from which a
 * link leads back to it; of a long one nothing is carried. */
void link_found(struct pen *w, struct cvd_str id,
                const struct cvd_request *q);

void link_reference(struct pen *w, struct cvd_str number);

/* The page of what shares text with it. */
void link_similar(struct pen *w, struct cvd_str id);

/* The file it was read from. */
void link_original(struct pen *w, struct cvd_str id);

/* /api/v1/`kind`/`name``rest`. */
void link_api(struct pen *w, const char *kind, struct cvd_str name,
              const char *rest);

/* "relevance", "newest", "oldest". */
const char *link_sort_name(enum cvd_sort sort);

/* ---- what links are made of ------------------------------------------- */

/* Percent-encoded. */
void link_encode(struct pen *w, struct cvd_str s);

/* A parameter; *first: it is the first, not any more then.  The language only
 * where it is not the usual one. */
void link_parameter(struct pen *w, bool *first, const char *name,
                    struct cvd_str value);
void link_number(struct pen *w, bool *first, const char *name,
                 unsigned value);
void link_language(struct pen *w, bool *first, enum page_lang lang);

#endif
