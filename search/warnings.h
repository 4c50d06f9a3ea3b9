/* warnings.h - what an answer may warn of.  Internal to search/.
 *
 * Answers carry the Vietnamese, in JSON and on the command line too;
 * cvd_warning_english() has the other. */
#ifndef CVD_SEARCH_WARNINGS_H
#define CVD_SEARCH_WARNINGS_H

#include "search/search.h"

/* Name, Vietnamese, English. */
#define CVD_WARNINGS(X)                                                    \
    X(CVD_W_PLAIN,                                                         \
      "Câu hỏi không đúng cú pháp nên được tìm như các từ thường.",        \
      "The query cannot be parsed, so it was searched as plain words.")    \
    X(CVD_W_CUT, "Câu hỏi quá dài: chỉ những từ đầu được tìm.",            \
      "The query is too long: only its first words were searched.")        \
    X(CVD_W_WIDE,                                                          \
      "Không có văn bản nào đúng dấu đã gõ: đang tìm mọi cách viết dấu.",  \
      "No document has the marks as typed: every spelling is searched.")   \
    X(CVD_W_REST,                                                          \
      "Ít văn bản có đủ các từ: phần sau chỉ có một số từ.",               \
      "Few documents have all the words: those behind have only some.")    \
    X(CVD_W_EXPAND,                                                        \
      "Phần đầu từ quá ngắn: chỉ những từ thường gặp nhất được tìm.",      \
      "The beginning of a word is too short: only the most frequent words "\
      "were searched.")                                                    \
    X(CVD_W_PREFIX, "Cần ít nhất hai chữ trước dấu *.",                    \
      "At least two letters must stand before *.")                         \
    X(CVD_W_PROVINCE,                                                      \
      "Không biết tỉnh nào tên như đã gõ, và không văn bản nào ghi tỉnh "  \
      "ấy.",                                                               \
      "No province of the name typed is known, and no document has it.")   \
    X(CVD_W_TYPE,                                                          \
      "Không biết loại văn bản nào tên như đã gõ, và không văn bản nào "   \
      "ghi loại ấy.",                                                      \
      "No type of document of the name typed is known, and none has it.")  \
    X(CVD_W_LATE,                                                          \
      "Đã hết thời gian cho câu hỏi này: chỉ có một phần kết quả.",        \
      "Time ran out for this query: only a part of the results is here.")  \
    X(CVD_W_NO_WORDS, "Câu hỏi không có từ nào để tìm trong văn bản.",     \
      "The query has no word to look for in the texts.")                   \
    X(CVD_W_LATE_LINES,                                                    \
      "Đã hết thời gian cho câu hỏi này: chỉ có một phần số dòng.",        \
      "Time ran out for this query: only a part of the lines is here.")    \
    X(CVD_W_MORE_LINES,                                                    \
      "Quá nhiều dòng: chỉ xét những dòng đầu theo thứ tự trong kho.",     \
      "Too many lines: only the first in the order of the archive were "   \
      "looked at.") \
    X(CVD_W_NO_OTHERS,                                                     \
      "Không còn văn bản nào khác để so sánh.",                            \
      "There is no other document to compare with.")                       \
    X(CVD_W_RARE_PAIRS,                                                    \
      "Quá nhiều cặp từ: những cặp hiếm không được xét.",                  \
      "Too many pairs of words: the rare ones were not looked at.")

enum cvd_warning {
#define X(id, vi, en) id,
    CVD_WARNINGS(X)
#undef X
    CVD_WARNING_COUNT
};

/* Add a warning to an answer, once. */
void cvd_warn(struct cvd_result *r, enum cvd_warning w);

#endif
