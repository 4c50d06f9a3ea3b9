/* watch.c - see watch.h. */
#include "search/watch.h"
#include "analyzers/analyzer.h"

enum cvd_status cvd_is_number(struct cvd_str text, bool *is)
{
    struct cvd_str s = cvd_str_trim(text);
    struct cvd_entities e = { 0 };
    enum cvd_status st = cvd_entities_find(s, true, &e);

    if (st == CVD_OK)
        *is = e.number_count == 1 && e.numbers[0].key[0] &&
              e.numbers[0].start == 0 && e.numbers[0].end == s.len;
    cvd_entities_release(&e);
    return st;
}
