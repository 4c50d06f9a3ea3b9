/* bodies.h - what kind of body a name names, and names put together.
 *
 * Private to analyzers/: may include base/.  Names are lists of words of the
 * text (struct cvd_name); nothing is written before cvd_name_recase(). */
#ifndef CVD_ANALYZERS_BODIES_H
#define CVD_ANALYZERS_BODIES_H

#include "analyzers/form_parts.h"

/* ---- words ------------------------------------------------------------ */

/* Word `i` of `name` without its marks, empty where it is said; with its marks,
 * as it is said. */
struct cvd_str cvd_name_folded(const struct cvd_tokens *t,
                               const struct cvd_name *name, size_t i);
struct cvd_str cvd_name_exact(const struct cvd_tokens *t,
                              const struct cvd_name *name, size_t i);

/* How many words of `name` from `i` on are `words`, as `get` has them. */
size_t cvd_name_words_at(const struct cvd_tokens *t,
                         const struct cvd_name *name, size_t i,
                         const char *words,
                         struct cvd_str (*get)(const struct cvd_tokens *,
                                               const struct cvd_name *,
                                               size_t));

/* How many words it begins with of the longest of a NULL-terminated list;
 * whether it has `words` anywhere; both without marks. */
size_t cvd_name_begins(const struct cvd_tokens *t, const struct cvd_name *name,
                       const char *const *list);
bool cvd_name_contains(const struct cvd_tokens *t, const struct cvd_name *name,
                       const char *words);

/* Add words [i, end) of `from` to `to`; put all of it before word `i`;
 * `first`: they begin a name of their own. */
void cvd_name_add(struct cvd_name *to, const struct cvd_name *from, size_t i,
                  size_t end, bool first);
void cvd_name_insert(struct cvd_name *name, size_t i,
                     const struct cvd_name *from, bool first);

/* Make `name` of tokens [k, end), which stand in bytes [from, to). */
void cvd_name_of(struct cvd_str text, size_t k, size_t end, size_t from,
                 size_t to, struct cvd_name *name);

/* The words of a name that are its place: kind, name; name == end where the
 * kind stands alone. */
struct cvd_place_words {
    size_t kind, name, end;
};

bool cvd_name_place(const struct cvd_tokens *t, const struct cvd_name *name,
                    struct cvd_place_words *out);

/* ---- bodies ----------------------------------------------------------- */

enum { CVD_UNITS_MAX = 6 };

/* Read the names in the left column of `h`, from above to below, into unit[];
 * how many. */
size_t cvd_left_column_read(struct cvd_head *h, const struct cvd_header *head,
                            struct cvd_name unit[CVD_UNITS_MAX]);

/* Give words of `name` the marks they have where a scanner misread them. */
void cvd_name_mend(const struct cvd_head *h, struct cvd_name *name);

enum cvd_body_class {
    CVD_BODY_ANY,
    CVD_BODY_ORGAN,    /* of another: VĂN PHÒNG, BAN CHẤP HÀNH */
    CVD_BODY_COUNCIL,  /* UBND, HĐND */
    CVD_BODY_UNION,    /* whose organs are named after it: Party, Front */
    CVD_BODY_COMMON,   /* bears the place's name below one of those too */
    CVD_BODY_LOCAL     /* sits at the date line's place if it names none */
};

/* How many words of `name` say that it is of `class`, 0 if it is not. */
size_t cvd_body_is(const struct cvd_tokens *t, const struct cvd_name *name,
                   enum cvd_body_class class);

/* The province that is named without its kind (SỞ CÔNG THƯƠNG BÌNH THUẬN), and
 * the word of `name` it begins with; -1 where there is none.  Whether one
 * is. */
int32_t cvd_body_province(struct cvd_str text, const struct cvd_tokens *t,
                          const struct cvd_name *name, size_t *word);
bool cvd_body_names_province(struct cvd_str text, const struct cvd_tokens *t,
                             const struct cvd_name *name);

/* Whether tokens [k, end) begin as names of bodies do: SỞ, BAN, UBND. */
bool cvd_body_begins(const struct cvd_tokens *t, size_t k, size_t end);

/* Whether tokens [k, end) are an organ of another body and no more: VĂN
 * PHÒNG, BAN THƯỜNG TRỰC. */
bool cvd_body_is_bare_organ(const struct cvd_tokens *t, size_t k, size_t end);

/* How many of tokens [k, end) are the title of a body's head: CHỦ TỊCH,
 * BỘ TRƯỞNG. */
size_t cvd_body_head_words(const struct cvd_tokens *t, size_t k, size_t end);

/* Whether `name` may have been cut: it has no place, and is no ministry. */
bool cvd_body_is_bare(const struct cvd_head *h, const struct cvd_name *name);

/* Whether `found` begins with the words of `name` and has more. */
bool cvd_body_completes(const struct cvd_tokens *t, const struct cvd_name *name,
                        const struct cvd_name *found);

/* Add the words `said` to `name`. */
void cvd_body_say(struct cvd_name *name, const char *said, bool first);

/* The central body whose numbers end as `number` does (NĐ-CP), or NULL. */
const char *cvd_body_of_number(const struct cvd_number *number);

/* Complete `name` with its place, or the body it is an organ of,
 * from `parent` (NULL: none), the right column and the date line. */
void cvd_body_whole(struct cvd_head *h, const struct cvd_form *f,
                    struct cvd_name *name, const struct cvd_name *parent);

/* Whether `name` is that of a body of the whole country: a ministry, the
 * Government, one that says "Trung ương". */
bool cvd_body_is_central(const struct cvd_head *h,
                         const struct cvd_name *name);

/* How many words of `name` from `i` on are a kind of place ("thành phố"), or
 * a body named with its place alone ("tỉnh ủy"); 0 for "xã hội". */
size_t cvd_body_kind_words(const struct cvd_tokens *t,
                           const struct cvd_name *name, size_t i);

#endif
