/* doctype.c - the types of official documents.
 *
 * analyzers/ may include base/ and ICU.  The rows are those of
 * corpus/tables/doctypes.tsv (Nghị định 30/2020/NĐ-CP, Phụ lục III;
 * Hướng dẫn 36-HD/VPTW). */
#include "analyzers/scan.h"

#include "doctype_tables.h"

enum {
    WORD_MAX = 64,      /* longest name or code, in bytes, and a margin */
    ROW_COUNT = sizeof cvd_doctype_rows / sizeof cvd_doctype_rows[0]
};

static const char *find_abbr(struct cvd_str word, bool fold)
{
    char want[WORD_MAX] = "", have[WORD_MAX];
    size_t want_len = cvd_scan_symbol(word, fold, want, sizeof want);

    if (!want_len)
        return NULL;
    for (size_t r = 0; r < ROW_COUNT; r++) {
        const char *p = cvd_doctype_rows[r].abbr;

        while (*p) {
            struct cvd_str a = { p, strcspn(p, ";") };
            size_t n = cvd_scan_may_be(p, want)
                           ? cvd_scan_symbol(a, fold, have, sizeof have)
                           : 0;

            if (n == want_len && memcmp(have, want, n) == 0)
                return cvd_doctype_rows[r].code;
            p += a.len;
            if (*p == ';')
                p++;
        }
    }
    return NULL;
}

const char *cvd_doctype_abbr(struct cvd_str word)
{
    /* HD is Hướng dẫn and HĐ is Hợp đồng: as written first, and without
     * marks only for what no type bears (QD, read by a scanner). */
    const char *code = find_abbr(word, false);

    return code ? code : find_abbr(word, true);
}

/* The slug of `word`, "kế hoạch" and "Ke-hoach" alike; 0 if it has none. */
static size_t slug(struct cvd_str word, char out[WORD_MAX])
{
    struct cvd_tokens tokens = { 0 };
    size_t n = 0;

    if (cvd_tokenize(word, &tokens) == CVD_OK)
        for (size_t i = 0; i < tokens.count; i++) {
            struct cvd_str f = cvd_token_folded(&tokens, i);

            if (n + 1 + f.len > WORD_MAX) {
                n = 0;
                break;
            }
            if (n)
                out[n++] = '-';
            memcpy(out + n, f.ptr, f.len);
            n += f.len;
        }
    cvd_tokens_release(&tokens);
    return n;
}

const char *cvd_doctype_code(struct cvd_str word)
{
    char s[WORD_MAX];

    word = cvd_str_trim(word);
    if (word.len == 0 || word.len > 4 * WORD_MAX)
        return NULL;
    const char *code = cvd_doctype_abbr(word);
    if (code)
        return code;
    size_t n = slug(word, s);
    for (size_t r = 0; n && r < ROW_COUNT; r++) {
        code = cvd_doctype_rows[r].code;
        if (strlen(code) == n && memcmp(code, s, n) == 0)
            return code;
    }
    return NULL;
}

struct cvd_str cvd_doctype_abbreviation(const char *code)
{
    for (size_t r = 0; code && r < ROW_COUNT; r++)
        if (strcmp(cvd_doctype_rows[r].code, code) == 0) {
            const char *abbr = cvd_doctype_rows[r].abbr;
            return (struct cvd_str){ abbr, strcspn(abbr, ";") };
        }
    return (struct cvd_str){ NULL, 0 };
}

const char *cvd_doctype_of_slug(const char *slug)
{
    for (size_t r = 0; slug[0] && r < ROW_COUNT; r++) {
        const char *code = cvd_doctype_rows[r].code;

        if (code[0] == slug[0] && code[1] == slug[1] &&
            strcmp(code, slug) == 0)
            return code;
    }
    return NULL;
}

const char *cvd_doctype_growing(const char *slug, size_t len, bool *longer)
{
    const char *found = NULL;

    *longer = false;
    for (size_t r = 0; r < ROW_COUNT; r++) {
        const char *code = cvd_doctype_rows[r].code;

        if (code[0] != slug[0] || strncmp(code, slug, len) != 0)
            continue;
        if (!code[len])
            found = code;
        *longer = *longer || code[len] == '-';
    }
    return found;
}

const char *cvd_doctype_name(const char *code)
{
    for (size_t r = 0; code && r < ROW_COUNT; r++)
        if (strcmp(cvd_doctype_rows[r].code, code) == 0)
            return cvd_doctype_rows[r].name;
    return NULL;
}

const char *cvd_doctype_listed(size_t i, const char **name,
                               const char **abbreviations)
{
    if (i >= ROW_COUNT)
        return NULL;
    *name = cvd_doctype_rows[i].name;
    *abbreviations = cvd_doctype_rows[i].abbr;
    return cvd_doctype_rows[i].code;
}
