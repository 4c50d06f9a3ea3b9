/* members.h - JSON in, of the plain shape that records have, without a tree.
 *
 * A line of an export is an object whose values are strings, numbers and
 * lists of them, or objects of such.  That much is read here, at ten times
 * the speed of a parser that makes a tree; of all else, valid or not, is said
 * only that it is not plain: then ask such a parser, which can tell what is
 * wrong.  What is taken here, it takes too, and as the same values
 * (tests/unit/test_members.c).
 *
 * base/: libc only. */
#ifndef CVD_BASE_MEMBERS_H
#define CVD_BASE_MEMBERS_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

enum cvd_member_kind {
    CVD_MEMBER_STRING,
    CVD_MEMBER_NULL,
    CVD_MEMBER_LIST,
    CVD_MEMBER_OBJECT,
    CVD_MEMBER_OTHER      /* a number, true, false */
};

/* One value.  Those in a list or object come right behind it. */
struct cvd_member {
    enum cvd_member_kind kind;
    struct cvd_str key;    /* empty in a list */
    struct cvd_str string; /* UTF-8 */
    size_t next;           /* the number of the value behind all in it */
};

/* The values in an object, in order.  Zero-initialise; release with
 * cvd_members_release(). */
struct cvd_members {
    struct cvd_member *list;
    size_t count, cap;
    struct cvd_buf bytes;  /* strings that had escapes */
};

/* Read `text` into *m, replacing what it held; borrows from both.
 *   CVD_EINPUT  not plain JSON; *m is empty
 *   CVD_ENOMEM */
enum cvd_status cvd_members_read(struct cvd_members *m, struct cvd_str text);

/* Append a value; *at gets its number.  CVD_ENOMEM. */
enum cvd_status cvd_members_add(struct cvd_members *m,
                                const struct cvd_member *value, size_t *at);

/* The value of `key` in the object itself, NULL if it has none. */
const struct cvd_member *cvd_members_find(const struct cvd_members *m,
                                          const char *key);

void cvd_members_clear(struct cvd_members *m); /* keeps the room */
void cvd_members_release(struct cvd_members *m);

#ifdef __cplusplus
}
#endif
#endif
