/* body_words.c - the words of a body's name: see bodies.h.
 *
 * analyzers/ may include base/ and ICU. */
#include "analyzers/bodies.h"

struct cvd_str cvd_name_folded(const struct cvd_tokens *t,
                               const struct cvd_name *name, size_t i)
{
    if (i >= name->n || name->w[i].said)
        return (struct cvd_str){ NULL, 0 };
    return cvd_token_folded(t, name->w[i].tok);
}

/* Whether word `i` is the "ủy" of "ỦY BAN", "TỈNH ỦY", whatever mark a scanner
 * saw ("ÚY BAN", "ÙY BAN"). */
static bool is_uy(const struct cvd_tokens *t, const struct cvd_name *name,
                  size_t i)
{
    static const char *const of[] = { "tinh", "thanh", "huyen", "quan",
                                      "thi", "dang", NULL };

    if (!cvd_str_equal(cvd_name_folded(t, name, i), cvd_str_from("uy")))
        return false;
    if (cvd_str_equal(cvd_name_folded(t, name, i + 1), cvd_str_from("ban")))
        return true;
    for (const char *const *w = of; i > 0 && *w; w++)
        if (cvd_str_equal(cvd_name_folded(t, name, i - 1), cvd_str_from(*w)))
            return true;
    return false;
}

struct cvd_str cvd_name_exact(const struct cvd_tokens *t,
                              const struct cvd_name *name, size_t i)
{
    if (i >= name->n)
        return (struct cvd_str){ NULL, 0 };
    if (name->w[i].said)
        return cvd_str_from(name->w[i].said);
    if (name->w[i].mended[0])
        return cvd_str_from(name->w[i].mended);
    if (is_uy(t, name, i))
        return cvd_str_from("ủy");
    return cvd_token_exact(t, name->w[i].tok);
}

/* How many words of `name` from `i` are `words`, compared as `get` has
 * them. */
size_t cvd_name_words_at(const struct cvd_tokens *t,
                         const struct cvd_name *name, size_t i,
                         const char *words,
                         struct cvd_str (*get)(const struct cvd_tokens *,
                                               const struct cvd_name *,
                                               size_t))
{
    size_t from = i;

    for (; *words; i++) {
        struct cvd_str w = get(t, name, i);
        size_t n = 0;

        while (n < w.len && words[n] == w.ptr[n])
            n++;
        if (n == 0 || n < w.len || (words[n] && words[n] != ' '))
            return 0;
        words += n;
        words += *words == ' ';
    }
    return i - from;
}

size_t cvd_name_begins(const struct cvd_tokens *t, const struct cvd_name *name,
                       const char *const *list)
{
    size_t best = 0;

    for (; *list; list++) {
        size_t n = cvd_name_words_at(t, name, 0, *list, cvd_name_folded);

        best = n > best ? n : best;
    }
    return best;
}

bool cvd_name_contains(const struct cvd_tokens *t, const struct cvd_name *name,
                       const char *words)
{
    for (size_t i = 0; i < name->n; i++)
        if (cvd_name_words_at(t, name, i, words, cvd_name_folded))
            return true;
    return false;
}

void cvd_name_add(struct cvd_name *to, const struct cvd_name *from,
                  size_t i, size_t end, bool first)
{
    for (size_t k = i; k < end && to->n < CVD_BODY_WORDS_MAX; k++) {
        to->w[to->n] = from->w[k];
        to->w[to->n++].first = first && k == i;
    }
}

/* Put words [0, n) of `from` before word `i` of `name`. */
void cvd_name_insert(struct cvd_name *name, size_t i,
                     const struct cvd_name *from, bool first)
{
    struct cvd_name rest = *name;

    name->n = i;
    cvd_name_add(name, from, 0, from->n, first);
    cvd_name_add(name, &rest, i, rest.n, false);
}

void cvd_body_say(struct cvd_name *name, const char *said, bool first)
{
    if (name->n < CVD_BODY_WORDS_MAX)
        name->w[name->n++] =
            (struct cvd_name_word){ .said = said, .first = first };
}

size_t cvd_body_kind_words(const struct cvd_tokens *t,
                           const struct cvd_name *name, size_t i)
{
    static const char *const kinds[] = {
        "tỉnh", "huyện", "quận", "xã", "phường", "thành phố", "thị xã",
        "thị trấn", "đặc khu", "tp", "tỉnh ủy", "thành ủy", "huyện ủy",
        "quận ủy", "thị ủy", "tỉnh đoàn", "huyện đoàn", "thành đoàn",
        "quận đoàn", "thị đoàn", NULL
    };
    size_t best = 0;

    for (const char *const *kind = kinds; *kind; kind++) {
        size_t n = cvd_name_words_at(t, name, i, *kind, cvd_name_exact);

        best = n > best ? n : best;
    }
    /* xã hội, hợp tác xã */
    if (best == 1 && cvd_name_words_at(t, name, i, "xã", cvd_name_exact) &&
        (cvd_name_words_at(t, name, i + 1, "hội", cvd_name_exact) ||
         (i > 0 && cvd_name_words_at(t, name, i - 1, "tác", cvd_name_exact))))
        return 0;
    return best;
}

bool cvd_name_place(const struct cvd_tokens *t, const struct cvd_name *name,
                    struct cvd_place_words *out)
{
    for (size_t i = 0; i < name->n; i++) {
        size_t n = cvd_body_kind_words(t, name, i);

        if (!n)
            continue;
        *out = (struct cvd_place_words){ i, i + n, name->n };
        return true;
    }
    *out = (struct cvd_place_words){ name->n, name->n, name->n };
    return false;
}

void cvd_name_of(struct cvd_str text, size_t k, size_t end, size_t from,
                 size_t to, struct cvd_name *name)
{
    bool caps = true;

    for (size_t i = from; i < to; i++)
        caps = caps && !cvd_scan_lower_at(text, i);
    name->n = 0;
    for (; k < end && name->n < CVD_BODY_WORDS_MAX; k++) {
        name->w[name->n] = (struct cvd_name_word){
            .tok = k, .from = from, .to = to, .caps = caps,
            .first = name->n == 0
        };
        name->n++;
    }
}
