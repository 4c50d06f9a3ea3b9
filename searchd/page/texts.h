/* texts.h - what the page says, in its two languages.  Internal to
 * searchd/page/.
 *
 * Names of campaigns, bodies and types of document, and the warnings of an
 * answer, are Vietnamese in both. */
#ifndef CVD_SEARCHD_PAGE_TEXTS_H
#define CVD_SEARCHD_PAGE_TEXTS_H

#include "searchd/page/page.h"

/* Name, Vietnamese, English.  Plain text, no markup. */
#define PAGE_TEXTS(X)                                                     \
    /* -- every page -- */                                                \
    X(T_SITE, "Kho văn bản", "Document archive")                          \
    X(T_SHORT_NAME, "Kho văn bản", "Documents")                           \
    X(T_SKIP, "Đến nội dung chính", "Skip to the main content")           \
    X(T_SEARCH_LABEL, "Tìm trong kho văn bản", "Search the archive")      \
    X(T_PLACEHOLDER, "Từ ngữ, số hiệu, tên cuộc vận động…",               \
      "Words, a document number, a campaign…")                            \
    X(T_SEARCH, "Tìm", "Search")                                          \
    X(T_LANGUAGE, "Ngôn ngữ", "Language")                                 \
    X(T_OTHER_LANGUAGE, "English", "Tiếng Việt")                          \
    X(T_HOLDS, "Kho có", "The archive holds")                             \
    X(T_DOCUMENT, "văn bản", "document")                                  \
    X(T_DOCUMENTS, "văn bản", "documents")                                \
    X(T_GENERATION, "Bản chỉ mục", "Index generation")                    \
    X(T_API, "API", "API")                                                \
    X(T_COLON, ": ", ": ")                                                \
    X(T_MORE, "nữa", "more")                                              \
    /* -- nothing asked yet -- */                                         \
    X(T_HOME,                                                             \
      "Văn bản chính thức về các cuộc vận động, phong trào và cuộc thi",  \
      "Official Vietnamese documents on campaigns, movements and "        \
      "contests")                                                         \
    X(T_TRY, "Cách hỏi", "How to ask")                                    \
    X(T_TRY_WORDS, "có dấu hay không dấu đều được",                       \
      "with or without the marks of Vietnamese")                          \
    X(T_TRY_PHRASE, "các từ đứng liền nhau", "words side by side")        \
    X(T_TRY_NUMBER, "số hiệu: văn bản mang số ấy và văn bản dẫn nó",      \
      "a number: what bears it and what cites it")                        \
    X(T_TRY_FIELD, "chỉ của một tỉnh, một năm",                           \
      "of one province, one year only")                                   \
    X(T_TRY_NOT, "phải có từ này, không có từ kia",                       \
      "with one word, without another")                                   \
    /* -- an answer -- */                                                 \
    X(T_ABOUT, "khoảng", "about")                                         \
    X(T_FOUND_NOTHING, "Không tìm thấy văn bản nào",                      \
      "No document was found")                                            \
    X(T_MEANT, "Có phải bạn muốn tìm", "Did you mean")                    \
    X(T_NOTES, "Lưu ý", "Notes")                                          \
    X(T_RESULTS, "Kết quả", "Results")                                    \
    X(T_TO_FILTERS, "Lọc kết quả", "Filter the results")                  \
    X(T_TO_RESULTS, "Về kết quả", "Back to the results")                  \
    X(T_SORT, "Sắp xếp", "Sort")                                          \
    X(T_RELEVANCE, "Phù hợp nhất", "Relevance")                           \
    X(T_NEWEST, "Mới nhất", "Newest")                                     \
    X(T_OLDEST, "Cũ nhất", "Oldest")                                      \
    X(T_CITES_N, "dẫn", "cites")                                          \
    X(T_CITED_BY_1, "văn bản dẫn", "document cites it")                   \
    X(T_CITED_BY_N, "văn bản dẫn", "documents cite it")                   \
    X(T_CAMPAIGNS, "Cuộc vận động", "Campaigns")                          \
    /* -- filters -- */                                                   \
    X(T_FILTERS, "Bộ lọc", "Filters")                                     \
    X(T_ACTIVE, "Đang lọc", "Filtered by")                                \
    X(T_DROP, "Bỏ", "Remove")                                             \
    X(T_DROP_FILTER, "Bỏ bộ lọc", "Remove the filter")                    \
    X(T_DROP_ALL, "Bỏ mọi bộ lọc", "Remove all filters")                  \
    X(T_MORE_VALUES, "Xem thêm", "Show more")                             \
    X(T_TIME, "Thời gian", "Time")                                        \
    X(T_FROM, "Từ", "From")                                               \
    X(T_TO, "Đến", "To")                                                  \
    X(T_DATE_HINT, "Năm, năm-tháng hoặc năm-tháng-ngày: 2023, 2023-08, "  \
      "2023-08-09",                                                       \
      "Year, year-month or year-month-day: 2023, 2023-08, 2023-08-09")    \
    X(T_APPLY, "Lọc", "Apply")                                            \
    /* -- pages of results -- */                                          \
    X(T_PAGES, "Trang kết quả", "Pages of results")                       \
    X(T_PAGE, "Trang", "Page")                                            \
    X(T_PREVIOUS, "Trang trước", "Previous")                              \
    X(T_NEXT, "Trang sau", "Next")                                        \
    X(T_DEEPEST, "Chỉ xem được đến đây: hãy thêm từ hoặc bộ lọc.",        \
      "No page goes further: add words or filters.")                      \
    X(T_PAST_END, "Không có kết quả nào ở trang này.",                    \
      "There are no results on this page.")                               \
    X(T_FIRST_PAGE, "Về trang đầu", "Go to the first page")               \
    X(T_FEED, "Theo dõi (Atom)", "Follow (Atom)")                         \
    /* -- ways out of an empty answer -- */                               \
    X(T_WAYS_OUT, "Có thể thử", "You may try")                            \
    X(T_DROP_TIME, "Bỏ giới hạn thời gian", "Remove the limits of time")  \
    X(T_NO_PHRASE, "Tìm các từ không cần đứng liền nhau",                 \
      "Search the words, side by side or not")                            \
    X(T_EVERY_SPELLING, "Tìm mọi cách viết dấu của các từ",               \
      "Search every spelling of the words")                               \
    X(T_FEWER, "Bớt từ, hoặc viết từ khác", "Use fewer or other words")   \
    /* -- a document -- */                                                \
    X(T_ID, "Mã văn bản", "Document id")                                  \
    X(T_CARD, "Thông tin văn bản", "About the document")                  \
    X(T_SOURCE, "Tệp nguồn", "Source file")                               \
    X(T_ON_PAGE, "Trên trang này", "On this page")                        \
    X(T_TEXT, "Toàn văn", "Text")                                         \
    X(T_NO_TEXT, "Văn bản này không có chữ.", "The document has no text.")\
    X(T_YEAR_ALL, "văn bản năm", "documents of")                          \
    X(T_SAME_NUMBER, "văn bản mang số này", "what bears this number")     \
    X(T_CITES, "Văn bản được dẫn", "What it cites")                       \
    X(T_CITES_NONE, "Không dẫn văn bản nào.", "It cites no document.")    \
    X(T_CITED_BY, "Văn bản dẫn đến", "What cites it")                     \
    X(T_CITED_NONE, "Chưa có văn bản nào trong kho dẫn đến.",             \
      "No document of the archive cites it.")                             \
    X(T_MAY_CITE, "Có thể cũng dẫn đến", "May cite it too")               \
    X(T_NOT_HELD, "chưa có trong kho", "not in the archive")              \
    X(T_HELD, "có trong kho", "in the archive")                           \
    X(T_LIKELY, "nhiều khả năng", "likely")                               \
    X(T_ONE_OF, "chưa rõ văn bản nào, có thể là",                         \
      "not clear which; it may be")                                       \
    X(T_UNNUMBERED, "không rõ số", "number not given")                    \
    X(T_ABOUT_SUBJECT, "về", "on")                                        \
    X(T_NOT_LISTED, "viện dẫn nữa không được liệt kê",                    \
      "more references are not listed")                                   \
    X(T_ALL_CITERS, "Xem tất cả", "Show all")                             \
    X(T_PLAIN, "Văn bản thô", "Plain text")                               \
    X(T_JSON, "JSON", "JSON")                                             \
    X(T_BACK, "Về kết quả tìm", "Back to the results")                    \
    /* -- a number -- */                                                  \
    X(T_REFERENCE, "Số hiệu", "Document number")                          \
    X(T_REFERENCE_NONE,                                                   \
      "Không có văn bản nào mang số này, và không văn bản nào dẫn nó.",   \
      "No document bears this number, and none cites it.")                \
    X(T_SEVERAL, "Nhiều văn bản cùng mang số này.",                       \
      "Several documents bear this number.")                              \
    X(T_CUT, "Quá nhiều văn bản cùng số: chỉ một phần được xem.",         \
      "Too many documents of this number: not all were looked at.")       \
    X(T_FIND_NUMBER, "Tìm số này trong kho", "Search for this number")    \
    /* -- errors -- */                                                    \
    X(T_E400, "Yêu cầu không đúng", "Bad request")                        \
    X(T_E404, "Không có trang này", "Page not found")                     \
    X(T_E503, "Máy chủ đang bận", "The server is busy")                   \
    X(T_E500, "Máy chủ gặp lỗi", "The server failed")                     \
    X(T_E400_SAY, "Địa chỉ có chỗ máy chủ không đọc được.",               \
      "The server cannot read a part of the address.")                    \
    X(T_E404_SAY, "Có thể văn bản đã được bỏ khỏi kho, hoặc địa chỉ sai.",\
      "The document may have been removed, or the address is wrong.")     \
    X(T_E503_SAY, "Hãy thử lại sau ít phút.",                             \
      "Please try again in a few minutes.")                               \
    X(T_E500_SAY, "Hãy thử lại; nếu vẫn lỗi, hãy báo người quản trị.",    \
      "Please try again; if it fails again, tell the administrator.")     \
    X(T_TO_HOME, "Về trang tìm", "Go to the search page")

enum page_text {
#define X(id, vi, en) id,
    PAGE_TEXTS(X)
#undef X
    PAGE_TEXT_COUNT
};

struct cvd_str page_text(enum page_lang lang, enum page_text id);

/* What a field is called. */
struct cvd_str page_field(enum page_lang lang, enum cvd_field f);

/* "vi", "en". */
const char *page_lang_code(enum page_lang lang);

#endif
