/* strings.c - see strings.h. */
#include "search/strings.h"

#include <stdlib.h>

enum { PIECE_BYTES = 8192 };

struct cvd_strings {
    struct cvd_strings *next;
    size_t used, size;
    char bytes[];
};

/* Room for `n` bytes and a NUL. */
static char *room(struct cvd_strings **list, size_t n)
{
    if (!*list || (*list)->size - (*list)->used < n + 1) {
        size_t size = n + 1 > PIECE_BYTES ? n + 1 : PIECE_BYTES;
        struct cvd_strings *piece = malloc(sizeof *piece + size);
        if (!piece)
            return NULL;
        *piece = (struct cvd_strings){ *list, 0, size };
        *list = piece;
    }
    char *p = (*list)->bytes + (*list)->used;
    (*list)->used += n + 1;
    p[n] = '\0';
    return p;
}

enum cvd_status cvd_strings_keep(struct cvd_strings **list, struct cvd_str s,
                                 struct cvd_str *out)
{
    *out = (struct cvd_str){ NULL, 0 };
    if (!s.len)
        return CVD_OK;
    char *p = room(list, s.len);
    if (!p)
        return CVD_ENOMEM;
    memcpy(p, s.ptr, s.len);
    *out = (struct cvd_str){ p, s.len };
    return CVD_OK;
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

enum cvd_status cvd_strings_keep_line(struct cvd_strings **list,
                                      struct cvd_str s, struct cvd_str *out)
{
    s = cvd_str_trim(s);
    enum cvd_status st = cvd_strings_keep(list, s, out);
    if (st != CVD_OK || !out->len)
        return st;
    /* Ours, just kept: nobody else has seen it. */
    char *p = (char *)(uintptr_t)out->ptr;
    size_t n = 0;
    for (size_t i = 0; i < out->len; i++) {
        if (!is_blank(p[i]))
            p[n++] = p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    p[n] = '\0';
    out->len = n;
    return CVD_OK;
}

void cvd_strings_free(struct cvd_strings *list)
{
    while (list) {
        struct cvd_strings *next = list->next;
        free(list);
        list = next;
    }
}
