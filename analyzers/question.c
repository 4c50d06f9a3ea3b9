/* question.c - see question.h. */
#include "analyzers/question.h"

enum place {
    ANYWHERE,
    LAST,        /* of the question: elsewhere it means something else */
    ENDS,        /* stands behind what it asks the meaning of */
    BEGINS       /* stands before it */
};

struct asking {
    const char *marked, *plain; /* words apart by one blank */
    enum place place;
};

/* A longer one before those it holds. */
static const struct asking table[] = {
    { "được hiểu như thế nào", "duoc hieu nhu the nao", ENDS },
    { "được hiểu thế nào", "duoc hieu the nao", ENDS },
    { "được hiểu là gì", "duoc hieu la gi", ENDS },
    { "có nghĩa là gì", "co nghia la gi", ENDS },
    { "nghĩa là gì", "nghia la gi", ENDS },
    { "là gì", "la gi", ENDS },
    { "như thế nào được hiểu là", "nhu the nao duoc hieu la", BEGINS },
    { "như thế nào là", "nhu the nao la", BEGINS },
    { "thế nào là", "the nao la", BEGINS },
    { "được quy định cụ thể như thế nào",
      "duoc quy dinh cu the nhu the nao", ANYWHERE },
    { "được quy định như thế nào", "duoc quy dinh nhu the nao", ANYWHERE },
    { "được thực hiện như thế nào", "duoc thuc hien nhu the nao", ANYWHERE },
    { "được quy định thế nào", "duoc quy dinh the nao", ANYWHERE },
    { "được quy định ra sao", "duoc quy dinh ra sao", ANYWHERE },
    { "quy định như thế nào", "quy dinh nhu the nao", ANYWHERE },
    { "như thế nào", "nhu the nao", ANYWHERE },
    { "gồm những gì", "gom nhung gi", ANYWHERE },
    { "thế nào", "the nao", ANYWHERE },
    { "bao nhiêu", "bao nhieu", ANYWHERE },
    { "bao lâu", "bao lau", ANYWHERE },
    { "bao giờ", "bao gio", ANYWHERE },
    { "khi nào", "khi nao", ANYWHERE },
    { "làm sao", "lam sao", ANYWHERE },
    { "tại sao", "tai sao", ANYWHERE },
    { "vì sao", "vi sao", ANYWHERE },
    { "ra sao", "ra sao", ANYWHERE },
    { "ở đâu", "o dau", LAST },
    { "hay không", "hay khong", ANYWHERE },
    { "được không", "duoc khong", LAST },
    { "phải không", "phai khong", LAST },
    { "hay chưa", "hay chua", LAST },
    { "không", "khong", LAST },
    { "nào", "nao", LAST },
    { "gì", "gi", LAST },
    { "ai", "ai", LAST },
};

/* How many words of `phrase` stand at words[0 .. count), all or 0. */
static size_t stands(const char *phrase, const struct cvd_str *words,
                     size_t count)
{
    size_t n = 0;

    for (const char *p = phrase; *p;) {
        size_t len = strcspn(p, " ");
        struct cvd_str w = { p, len };
        if (n == count || !cvd_str_equal(w, words[n]))
            return 0;
        n++;
        p += len;
        p += *p == ' ';
    }
    return n;
}

/* The asking phrase that begins at word `at`, its length in *n. */
static const struct asking *asking_at(const struct cvd_str *words,
                                      size_t count, size_t at, bool marked,
                                      size_t *n)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct asking *a = &table[i];
        *n = stands(marked ? a->marked : a->plain, words + at, count - at);
        if (!*n)
            continue;
        bool last = at + *n == count, first = at == 0;
        if (a->place == ANYWHERE || (a->place == BEGINS && first && !last) ||
            (a->place == LAST && last && !first) ||
            (a->place == ENDS && last && !first))
            return a;
    }
    return NULL;
}

void cvd_question_read(const struct cvd_str *words, size_t count,
                       bool marked, bool *asks, struct cvd_question *out)
{
    *out = (struct cvd_question){ 0 };
    for (size_t i = 0; i < count;) {
        size_t n;
        const struct asking *a = asking_at(words, count, i, marked, &n);
        asks[i] = a != NULL;
        if (!a) {
            i++;
            continue;
        }
        for (size_t k = 1; k < n; k++)
            asks[i + k] = true;
        if (a->place == ENDS)
            *out = (struct cvd_question){ 0, i };
        else if (a->place == BEGINS)
            *out = (struct cvd_question){ n, count - n };
        i += n;
    }
}
