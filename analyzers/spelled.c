/* spelled.c - numbers in words, as dates have them.
 *
 * analyzers/ may include base/ and ICU.  "mười lăm", "hai nghìn không trăm
 * hai mươi ba": units count what stands before them, the rest adds. */
#include "analyzers/scan.h"

enum { WORDS_MAX = 9 }; /* một nghìn chín trăm chín mươi chín has eight */

enum kind { DIGIT, TEN, TENS, HUNDREDS, THOUSANDS, FILLER };

static const struct {
    const char *lower, *upper;
    uint8_t kind, value;
} words[] = {
    { "không", "KHÔNG", DIGIT, 0 }, { "một", "MỘT", DIGIT, 1 },
    { "mốt", "MỐT", DIGIT, 1 },     { "hai", "HAI", DIGIT, 2 },
    { "ba", "BA", DIGIT, 3 },       { "bốn", "BỐN", DIGIT, 4 },
    { "tư", "TƯ", DIGIT, 4 },       { "năm", "NĂM", DIGIT, 5 },
    { "lăm", "LĂM", DIGIT, 5 },     { "sáu", "SÁU", DIGIT, 6 },
    { "bảy", "BẢY", DIGIT, 7 },     { "bẩy", "BẨY", DIGIT, 7 },
    { "tám", "TÁM", DIGIT, 8 },     { "chín", "CHÍN", DIGIT, 9 },
    { "mười", "MƯỜI", TEN, 0 },     { "mươi", "MƯƠI", TENS, 0 },
    { "trăm", "TRĂM", HUNDREDS, 0 },
    { "nghìn", "NGHÌN", THOUSANDS, 0 }, { "ngàn", "NGÀN", THOUSANDS, 0 },
    { "linh", "LINH", FILLER, 0 },  { "lẻ", "LẺ", FILLER, 0 },
};

/* The row of the word at `i` and its end in *end; -1. */
static int word_at(struct cvd_str t, size_t i, size_t *end)
{
    for (size_t r = 0; r < sizeof words / sizeof words[0]; r++) {
        *end = cvd_scan_word(t, i, words[r].lower, words[r].upper);
        if (*end)
            return (int)r;
    }
    return -1;
}

size_t cvd_scan_spelled(struct cvd_str t, size_t i, unsigned *value)
{
    unsigned below = 0, thousands = 0; /* what is counted already */
    int digit = -1, row;
    size_t k = i, end, last = 0;

    for (int n = 0; n < WORDS_MAX && (row = word_at(t, k, &end)) >= 0; n++) {
        unsigned count = digit < 0 ? 0 : (unsigned)digit;
        unsigned kind = words[row].kind;

        if (kind == DIGIT || kind == TEN || kind == FILLER) {
            if (digit >= 0)
                break; /* the next word is of something else */
            if (kind == DIGIT)
                digit = words[row].value;
            else if (kind == TEN)
                below += 10;
        } else if (kind == THOUSANDS) {
            if (thousands || below + count == 0)
                break;
            thousands = below + count;
            below = 0;
            digit = -1;
        } else {
            if (digit < 0)
                break;
            below += count * (kind == TENS ? 10 : 100);
            digit = -1;
        }
        last = end;
        k = cvd_scan_blanks(t, end);
    }
    if (!last)
        return 0;
    *value = thousands * 1000 + below + (digit < 0 ? 0 : (unsigned)digit);
    return last;
}
