/* homoglyph.c - Latin letters written as Cyrillic or Greek ones.
 *
 * analyzers/: may include base only.  Copies of web pages mix them in, by
 * mistake or so that the copy is not found: ngàу with a Cyrillic у.  Which
 * letter looks like which: corpus/tables/homoglyphs.tsv. */
#include "analyzers/tables.h"

size_t cvd_homoglyphs_replace(const uint8_t *p, const uint8_t *end,
                              uint8_t to[CVD_HOMOGLYPH_BYTES_MAX])
{
    const uint8_t *begin = to;
    bool latin = false;

    if (end - p > CVD_HOMOGLYPH_BYTES_MAX)
        return 0;
    for (size_t len; p < end; p += len) {
        unsigned class = cvd_class_at(p, end, &len);
        const struct cvd_letter *l = &cvd_letters[class];

        if (l->latin) {
            unsigned c = cvd_latin[l->latin]; /* no longer than what it is */
            if (c >= 0x80)
                *to++ = (uint8_t)(0xC0 | c >> 6);
            *to++ = (uint8_t)(c < 0x80 ? c : 0x80 | (c & 0x3F));
            continue;
        }
        if (class == CVD_WORD_OTHER && *p >= 0x80)
            return 0;
        if (l->flags & CVD_LETTER_FOLD_WIDE)
            return 0;
        latin |= class >= CVD_WORD_LETTER && !(l->flags & CVD_LETTER_MARK);
        memcpy(to, p, len);
        to += len;
    }
    return latin ? (size_t)(to - begin) : 0;
}
