/* parser.h - what the two halves of the parser share.  Internal to search/. */
#ifndef CVD_SEARCH_PARSER_H
#define CVD_SEARCH_PARSER_H

#include "search/query.h"

struct cvd_parser {
    struct cvd_query *q;
    size_t at, end;          /* bytes of the text */
    size_t depth;
    size_t words;
    enum cvd_status status;  /* CVD_EUSAGE: does not fit the grammar */
};

struct cvd_flags {
    enum cvd_item_marks marks;
    enum cvd_item_place place;
};

/* The length of a quotation mark at `at`: " or a curly one; else 0. */
size_t cvd_parse_quote(const struct cvd_parser *p, size_t at);

/* Where the word at `at` ends: at white space, a quotation mark or a
 * parenthesis. */
size_t cvd_parse_word_end(const struct cvd_parser *p, size_t at);

/* The tokens of bytes [from, to): *first and how many. */
size_t cvd_parse_tokens(const struct cvd_query *q, size_t from, size_t to,
                        size_t *first);

/* A new item of the bag; NULL sets CVD_ENOMEM. */
struct cvd_item *cvd_parse_add(struct cvd_parser *p, struct cvd_bag *bag);

/* Room for n more words, or a note that the query is cut. */
bool cvd_parse_count(struct cvd_parser *p, size_t n);

/* Each takes what begins at p->at, if that is what it looks for: true, and
 * p->at behind it. */
bool cvd_parse_number(struct cvd_parser *p, struct cvd_bag *bag,
                      struct cvd_flags f);
bool cvd_parse_short_number(struct cvd_parser *p, struct cvd_bag *bag,
                            struct cvd_flags f);
bool cvd_parse_date(struct cvd_parser *p, struct cvd_bag *bag,
                    struct cvd_flags f);
bool cvd_parse_field(struct cvd_parser *p, struct cvd_bag *bag,
                     struct cvd_flags f);

#endif
