/* question.h - which words of a question only ask, and whether it asks what
 * something is.  Pure; no I/O. */
#ifndef CVD_ANALYZERS_QUESTION_H
#define CVD_ANALYZERS_QUESTION_H

#include "base/str.h"

/* What a question is about when it asks what that is ("X là gì", "thế nào là
 * X"): words [first, first + count); count 0 when it does not. */
struct cvd_question {
    size_t first, count;
};

/* A word of a question, canonical; `exact` is empty where nobody knows its
 * marks, both are where it is none that could ask. */
struct cvd_asking_word {
    struct cvd_str exact, folded;
};

/* Read `words`.  asks[i] tells of each whether it only asks: "như thế nào",
 * "bao nhiêu", "có được ... không".  They are words all the same, to be found;
 * but say nothing of what is sought.
 * Source: the interrogative pronouns and particles of Vietnamese (Diệp Quang
 * Ban, Ngữ pháp tiếng Việt, 2005), as a table in question.c. */
void cvd_question_read(const struct cvd_asking_word *words, size_t count,
                       bool *asks, struct cvd_question *out);

#endif
