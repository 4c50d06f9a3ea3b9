/* question.c - see question.h. */
#include "analyzers/question.h"

enum place {
    ANYWHERE,
    LAST,        /* of the question: elsewhere it means something else */
    ENDS,        /* stands behind what it asks the meaning of */
    BEGINS,      /* stands before it */
    NOT_ASKING   /* looks like asking, and is what is sought */
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
    { "hàng không", "hang khong", NOT_ASKING }, /* aviation */
    { "phòng không", "phong khong", NOT_ASKING },
    { "chân không", "chan khong", NOT_ASKING },
    { "trên không", "tren khong", NOT_ASKING },
    { "nói không", "noi khong", NOT_ASKING },
    { "số không", "so khong", NOT_ASKING },
    { "hay chưa", "hay chua", LAST },
    { "không", "khong", LAST },
    { "nào", "nao", LAST },
    { "gì", "gi", LAST },
    { "ai", "ai", LAST },
};

/* The word of a phrase at *p, which moves behind it. */
static struct cvd_str next_word(const char **p)
{
    struct cvd_str w = { *p, strcspn(*p, " ") };

    *p += w.len;
    *p += **p == ' ';
    return w;
}

/* How many words of the phrase stand at words[0 .. count), all or 0. */
static size_t stands(const struct asking *a,
                     const struct cvd_asking_word *words, size_t count)
{
    const char *marked = a->marked, *plain = a->plain;
    size_t n = 0;

    for (; *plain; n++) {
        struct cvd_str exact = next_word(&marked);
        struct cvd_str folded = next_word(&plain);
        if (n == count || !cvd_str_equal(folded, words[n].folded) ||
            (words[n].exact.len && !cvd_str_equal(exact, words[n].exact)))
            return 0;
    }
    return n;
}

/* The asking phrase that begins at word `at`, its length in *n. */
static const struct asking *asking_at(const struct cvd_asking_word *words,
                                      size_t count, size_t at, size_t *n)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        const struct asking *a = &table[i];
        *n = stands(a, words + at, count - at);
        if (!*n)
            continue;
        bool last = at + *n == count, first = at == 0;
        if (a->place == ANYWHERE || a->place == NOT_ASKING ||
            (a->place == BEGINS && first && !last) ||
            (a->place == LAST && last && !first) ||
            (a->place == ENDS && last && !first))
            return a;
    }
    return NULL;
}

void cvd_question_read(const struct cvd_asking_word *words, size_t count,
                       bool *asks, struct cvd_question *out)
{
    *out = (struct cvd_question){ 0 };
    for (size_t i = 0; i < count;) {
        size_t n;
        const struct asking *a = asking_at(words, count, i, &n);
        bool yes = a && a->place != NOT_ASKING;
        n = a ? n : 1;
        for (size_t k = 0; k < n; k++)
            asks[i + k] = yes;
        if (!yes) {
            i += n;
            continue;
        }
        if (a->place == ENDS)
            *out = (struct cvd_question){ 0, i };
        else if (a->place == BEGINS)
            *out = (struct cvd_question){ n, count - n };
        i += n;
    }
}
