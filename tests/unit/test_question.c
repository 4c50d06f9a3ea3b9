/* Which words of a question only ask. */
#include "support.h"

#include "analyzers/question.h"

enum { WORDS = 32 };

struct asked {
    struct cvd_tokens tokens;
    struct cvd_asking_word words[WORDS];
    bool asks[WORDS];
    struct cvd_question q;
};

static void ask(struct asked *a, const char *text, bool marked)
{
    assert_int_equal(cvd_tokenize(cvd_str_from(text), &a->tokens), CVD_OK);
    assert_true(a->tokens.count <= WORDS);
    for (size_t i = 0; i < a->tokens.count; i++)
        a->words[i] = (struct cvd_asking_word){
            .exact = marked ? cvd_token_exact(&a->tokens, i)
                            : (struct cvd_str){ NULL, 0 },
            .folded = cvd_token_folded(&a->tokens, i),
        };
    cvd_question_read(a->words, a->tokens.count, a->asks, &a->q);
}

/* `pattern` has a letter a word: a asks, . does not. */
static void check_both(const char *text, const char *pattern, size_t first,
                       size_t count)
{
    for (int marked = 0; marked < 2; marked++) {
        struct asked a = { 0 };
        ask(&a, text, marked);
        assert_int_equal(a.tokens.count, strlen(pattern));
        for (size_t i = 0; i < a.tokens.count; i++)
            if (a.asks[i] != (pattern[i] == 'a'))
                fail_msg("%s: word %zu", text, i);
        assert_int_equal(a.q.first, first);
        assert_int_equal(a.q.count, count);
        cvd_tokens_release(&a.tokens);
    }
}

static void asking_words(void **state)
{
    (void)state;
    check_both("Mức hỗ trợ là bao nhiêu?", "....aa", 0, 0);
    check_both("Hồ sơ được quy định như thế nào", "..aaaaaa", 0, 0);
    check_both("có được hỗ trợ hay không", "....aa", 0, 0);
    check_both("hưởng ứng cuộc vận động", ".....", 0, 0);
}

static void only_the_last_word_asks(void **state)
{
    (void)state;
    check_both("không để ai bị bỏ lại phía sau", "........", 0, 0);
    check_both("không ai được nộp không", "....a", 0, 0);
    check_both("không", ".", 0, 0);
}

static void what_only_looks_like_asking(void **state)
{
    struct asked a = { 0 };

    (void)state;
    check_both("cảng hàng không", "...", 0, 0);
    check_both("quân chủng phòng không", "....", 0, 0);
    check_both("hãng hàng không là gì", "...aa", 0, 3);
    /* Without marks, but known: sọ não is no question. */
    ask(&a, "chan thuong so nao", false);
    assert_true(a.asks[3]);
    a.words[3].exact = cvd_str_from("não");
    cvd_question_read(a.words, a.tokens.count, a.asks, &a.q);
    assert_false(a.asks[3]);
    a.words[3].exact = cvd_str_from("nào");
    cvd_question_read(a.words, a.tokens.count, a.asks, &a.q);
    assert_true(a.asks[3]);
    cvd_tokens_release(&a.tokens);
}

static void what_a_question_is_about(void **state)
{
    (void)state;
    check_both("Hàng Việt Nam là gì?", "...aa", 0, 3);
    check_both("Thế nào là hàng Việt Nam", "aaa...", 3, 3);
    check_both("Sản phẩm OCOP được hiểu như thế nào", "...aaaaa", 0, 3);
    check_both("là gì", ".a", 0, 0);
    check_both("thế nào là", "aa.", 0, 0);
}

/* One empty word, for what is no word, parts a phrase. */
static void a_gap_parts(void **state)
{
    struct cvd_asking_word words[] = {
        { cvd_str_from("bao"), cvd_str_from("bao") },
        { { NULL, 0 }, { NULL, 0 } },
        { cvd_str_from("nhiêu"), cvd_str_from("nhieu") },
    };
    bool asks[3];
    struct cvd_question q;

    (void)state;
    cvd_question_read(words, 3, asks, &q);
    assert_false(asks[0] || asks[1] || asks[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(asking_words),
        cmocka_unit_test(only_the_last_word_asks),
        cmocka_unit_test(what_only_looks_like_asking),
        cmocka_unit_test(what_a_question_is_about),
        cmocka_unit_test(a_gap_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
