/* texts.h - what the page says, in its two languages.  Internal to
 * searchd/page/.
 *
 * Names of campaigns, bodies and types of document are Vietnamese in both. */
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
    X(T_EXAMPLES, "Ví dụ", "For example")                                 \
    X(T_TRY, "Hướng dẫn tìm", "Search help")                              \
    X(T_HELP_WRITING, "Từ ngữ và số hiệu", "Words and numbers")           \
    X(T_HELP_WORDS, "văn bản có các từ này, càng gần nhau càng xếp trước",\
      "documents with these words, closest together first")               \
    X(T_HELP_NO_MARKS, "gõ không dấu vẫn tìm ra chữ có dấu",              \
      "typed without marks, found with any")                              \
    X(T_HELP_PHRASE, "đúng cụm từ này", "this very phrase")               \
    X(T_HELP_NUMBER, "văn bản mang số hiệu này và văn bản viện dẫn nó",   \
      "the document of this number and those that cite it")               \
    X(T_HELP_MUST, "bắt buộc có từ này", "must have this word")           \
    X(T_HELP_NOT, "không có từ đứng sau dấu trừ",                         \
      "without the word after the minus")                                 \
    X(T_HELP_OR, "có một trong hai; AND: có cả hai",                      \
      "either of them; AND: both")                                        \
    X(T_HELP_PREFIX, "từ bắt đầu bằng các chữ này",                       \
      "words that start like this")                                       \
    X(T_HELP_EXACT, "đúng dấu như đã gõ", "spelled exactly like this")    \
    X(T_HELP_ANY, "không phân biệt dấu: nam, năm, nấm",                   \
      "with any marks: nam, năm, nấm")                                    \
    X(T_HELP_FIELDS, "Giới hạn phạm vi", "Narrowing it down")             \
    X(T_HELP_PROVINCE, "tỉnh, thành phố, cũ hoặc mới",                    \
      "a province, former or current")                                    \
    X(T_HELP_DISTRICT, "huyện, đến năm 2025", "a district, until 2025")   \
    X(T_HELP_CAMPAIGN, "cuộc vận động, tên đầy đủ hoặc tên tắt",          \
      "a campaign, by its full or short name")                            \
    X(T_HELP_TYPE, "loại văn bản", "a type of document")                  \
    X(T_HELP_ISSUER, "cơ quan ban hành", "an issuing body")               \
    X(T_HELP_YEAR, "năm ban hành", "the year of issue")                   \
    X(T_HELP_FROM, "từ ngày, tháng hoặc năm này trở đi",                  \
      "from this day, month or year on")                                  \
    X(T_HELP_TO, "đến hết ngày, tháng hoặc năm này",                      \
      "up to the end of this day, month or year")                         \
    X(T_HELP_BEARS, "chính văn bản mang số này",                          \
      "the document that has this number")                                \
    X(T_HELP_CITES, "văn bản viện dẫn số này",                            \
      "documents that cite this number")                                  \
    X(T_HELP_MIXED,                                                       \
      "Có thể kết hợp các cách trên; không phân biệt chữ hoa, chữ "       \
      "thường, trừ AND và OR. Phím ? mở hoặc đóng phần hướng dẫn này.",   \
      "All of these can be combined. Capitals do not matter, except in "  \
      "AND and OR. The ? key opens and closes this help.")                \
    X(T_HELP_READ,                                                        \
      "Ở dòng “Hiểu là”, bấm “đúng chữ” để tìm đúng các chữ ấy, bấm × "   \
      "để bỏ chúng khỏi câu tìm.",                                        \
      "In the row “Understood as”, “exact” searches for those very "      \
      "words and × takes them out of the query.")                         \
    /* -- an answer -- */                                                 \
    X(T_ABOUT, "khoảng", "about")                                         \
    X(T_FOUND_NOTHING, "Không tìm thấy văn bản nào",                      \
      "No document was found")                                            \
    X(T_AND, "và", "and")                                                 \
    X(T_OF_SOME_WORDS, "chỉ có một số từ", "with some of the words")      \
    X(T_MEANT, "Có phải bạn muốn tìm", "Did you mean")                    \
    X(T_NOTES, "Lưu ý", "Notes")                                          \
    X(T_RESULTS, "Kết quả", "Results")                                    \
    X(T_TO_FILTERS, "Lọc kết quả", "Filter the results")                  \
    X(T_TO_RESULTS, "Về kết quả", "Back to the results")                  \
    X(T_SORT, "Sắp xếp", "Sort")                                          \
    X(T_RELEVANCE, "Phù hợp nhất", "Relevance")                           \
    X(T_NEWEST, "Mới nhất", "Newest")                                     \
    X(T_OLDEST, "Cũ nhất", "Oldest")                                      \
    X(T_FOLD, "Gộp bản gần trùng", "Fold near-duplicates")                \
    X(T_UNFOLD, "Hiện từng bản gần trùng", "Show every near-duplicate")   \
    X(T_LEFT, "gộp còn", "folded to")                                     \
    X(T_FOLDS, "Gộp", "Folded:")                                          \
    X(T_COPY, "bản gần trùng", "near-duplicate")                          \
    X(T_COPIES, "bản gần trùng", "near-duplicates")                       \
    X(T_HAS, "Có", "There is")                                            \
    X(T_HAVE, "Có", "There are")                                          \
    X(T_AT_LEAST, "ít nhất", "at least")                                  \
    X(T_IN_ARCHIVE, "trong kho", "in the archive")                        \
    X(T_COMPARE_WITH, "So sánh", "Compare")                               \
    X(T_COMPARE_WITH_HIT, "với kết quả này", "with this result")          \
    X(T_CITES_N, "viện dẫn", "cites")                                     \
    X(T_IS_CITED_BY, "được ", "")                                         \
    X(T_CITED_BY_1, "văn bản viện dẫn", "document cites it")              \
    X(T_CITED_BY_N, "văn bản viện dẫn", "documents cite it")              \
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
    X(T_DATE_HINT, "Năm, tháng hoặc ngày: 2023, 8/2023, 9/8/2023",        \
      "Year, month or day: 2023, 2023-08, 2023-08-09")                    \
    X(T_APPLY, "Lọc", "Apply")                                            \
    /* -- bars of time -- */                                              \
    X(T_BY_YEAR, "Số văn bản theo năm", "Documents by year")              \
    X(T_BY_MONTH, "Số văn bản theo tháng", "Documents by month")          \
    X(T_MONTHS_OF, "Theo tháng", "By month")                              \
    X(T_ANY_TIME, "Mọi thời gian", "Any time")                            \
    X(T_WHOLE_YEARS, "Cả năm", "All of")                                  \
    X(T_UP_TO, "đến", "up to")                                            \
    X(T_SINCE, "từ", "since")                                             \
    X(T_BEFORE_BARS, "văn bản trước", "before")                           \
    X(T_AFTER_BARS, "văn bản sau", "after")                               \
    X(T_UNDATED_1, "văn bản không rõ ngày", "document without a date")    \
    X(T_UNDATED_N, "văn bản không rõ ngày", "documents without a date")   \
    X(T_COARSE_1, "văn bản chỉ ghi năm", "document dated by year alone")  \
    X(T_COARSE_N, "văn bản chỉ ghi năm", "documents dated by year alone") \
    /* -- the map of provinces -- */                                      \
    X(T_MAP_WHICH, "Bản đồ theo", "Map of")                               \
    X(T_MAP_NOW, "34 tỉnh mới", "34 current")                             \
    X(T_MAP_BEFORE, "63 tỉnh cũ", "63 former")                            \
    X(T_MAP_OF_NOW, "34 tỉnh, thành phố từ 1/7/2025, từ bắc xuống nam",   \
      "The 34 provinces since 1 July 2025, from north to south")          \
    X(T_MAP_OF_BEFORE,                                                    \
      "63 tỉnh, thành phố trước 1/7/2025, từ bắc xuống nam",              \
      "The 63 provinces until 1 July 2025, from north to south")          \
    X(T_MAP_COVERED, "có trong bộ lọc", "touched by the filters")         \
    X(T_MAP_FEW, "ít", "few")                                             \
    X(T_MAP_MANY, "nhiều", "many")                                        \
    X(T_MAP_LIST, "Danh sách", "List")                                    \
    X(T_WHEN_ISSUED, " (lúc ban hành)", " (when issued)")                 \
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
    /* -- the answer in other forms -- */                                 \
    X(T_TAKE, "Tải về, theo dõi", "Download, follow")                     \
    X(T_CSV, "Bảng Excel (CSV)", "Excel table (CSV)")                     \
    X(T_JSONL, "JSONL", "JSONL")                                          \
    X(T_ROW, "dòng", "row")                                               \
    X(T_ROWS, "dòng", "rows")                                             \
    X(T_PICTURE, "Hình (SVG)", "Picture (SVG)")                           \
    X(T_TABLE, "Bảng (CSV)", "Table (CSV)")                               \
    X(T_GRAPHML, "GraphML", "GraphML")                                    \
    X(T_KWIC, "Từ trong ngữ cảnh (JSON)", "Words in context (JSON)")      \
    X(T_KEYNESS, "Từ đặc trưng (JSON)", "Key words (JSON)")               \
    X(T_TAKE_DOCUMENTS, "Văn bản", "Documents")                           \
    X(T_TAKE_TIMES, "Theo thời gian", "Over time")                        \
    X(T_TAKE_SPLIT, "Theo thời gian, tách theo…", "Over time, split by…") \
    X(T_TAKE_CITATIONS, "Mạng viện dẫn", "Citation graph")                \
    X(T_TAKE_WORDS, "Từ ngữ", "Words")                                    \
    X(T_TAKE_TIME, "Tải hình, bảng", "Download picture, table")           \
    /* -- ways out of an empty answer -- */                               \
    X(T_WAYS_OUT, "Có thể thử", "You may try")                            \
    X(T_DROP_TIME, "Bỏ giới hạn thời gian", "Remove the time limits")     \
    X(T_NO_PHRASE, "Tìm các từ không cần đứng liền nhau",                 \
      "Search for the words, side by side or not")                        \
    X(T_EVERY_SPELLING, "Tìm không phân biệt dấu",                        \
      "Search with any marks")                                            \
    X(T_FEWER, "Bớt từ, hoặc viết từ khác", "Use fewer or other words")   \
    X(T_WAY_SOME, "Xếp theo độ phù hợp, kể cả văn bản chỉ có một số từ",  \
      "By relevance, with documents that have only some of the words")    \
    X(T_WAY_WORDS, "Chỉ tìm các từ, bỏ mọi điều kiện",                    \
      "Only the words, without any condition")                            \
    X(T_WAY_WIDER, "Mở rộng thời gian", "A longer time")                  \
    X(T_WAY_NUMBER, "Xem trang của số hiệu", "See the page of number")    \
    /* -- what was understood -- */                                       \
    X(T_UNDERSTOOD, "Hiểu là", "Understood as")                           \
    X(T_QUOTE, "Tìm đúng chữ", "Search for these very words")             \
    X(T_QUOTE_SHORT, "đúng chữ", "exact")                                 \
    X(T_NOW_PART_OF, "cũ, nay thuộc", "former, now part of")              \
    X(T_NOW_DIVIDED, "cũ", "former")                                      \
    /* -- a document -- */                                                \
    X(T_ID, "Mã văn bản", "Document id")                                  \
    X(T_CARD, "Thông tin văn bản", "About the document")                  \
    X(T_SOURCE, "Tệp nguồn", "Source file")                               \
    X(T_ON_PAGE, "Trên trang này", "On this page")                        \
    X(T_TEXT, "Toàn văn", "Text")                                         \
    X(T_NO_TEXT, "Văn bản này không có nội dung dạng chữ.",               \
      "The document has no text.")                                        \
    X(T_YEAR_ALL, "văn bản năm", "documents of")                          \
    X(T_SAME_NUMBER, "văn bản cùng số", "same number")                    \
    X(T_CITES, "Viện dẫn đến", "Cites")                                   \
    X(T_CITES_NONE, "Không viện dẫn văn bản nào.",                        \
      "It cites no document.")                                            \
    X(T_CITED_BY, "Được viện dẫn tại", "Cited by")                        \
    X(T_CITED_NONE, "Chưa có văn bản nào trong kho viện dẫn văn bản này.",\
      "No document of the archive cites it.")                             \
    X(T_MAY_CITE, "Có thể cũng được viện dẫn tại", "May also be cited by")\
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
    X(T_PLAIN, "Toàn văn (TXT)", "Plain text")                            \
    X(T_JSON, "JSON", "JSON")                                             \
    X(T_BACK, "Về kết quả tìm", "Back to the results")                    \
    /* -- the file a document was read from -- */                         \
    X(T_ORIGINAL, "Tệp gốc", "Original file")                             \
    X(T_TO_DOCUMENT, "Về trang của văn bản",                              \
      "Go to the page of the document")                                   \
    X(T_CHANGED, "Tệp gốc đã đổi từ khi lập chỉ mục",                     \
      "The original file has changed since it was indexed")               \
    X(T_CHANGED_SAY,                                                      \
      "Tệp bây giờ không còn là tệp đã được lập chỉ mục, nên không cho "  \
      "tải. Toàn văn vẫn đọc được ở trang của văn bản. Hãy báo người "    \
      "quản trị lập lại chỉ mục.",                                        \
      "The file is no longer the one that was indexed, so it is not "     \
      "given out. Its text can still be read on the page of the "         \
      "document; please tell the administrator to index it again.")       \
    X(T_NO_ORIGINAL, "Không có tệp gốc", "There is no original file")     \
    X(T_NO_ORIGINAL_SAY,                                                  \
      "Tệp không còn ở nơi nó được lập chỉ mục. Toàn văn vẫn đọc được ở " \
      "trang của văn bản.",                                               \
      "The file is no longer where it was indexed. Its text can still "   \
      "be read on the page of the document.")                             \
    X(T_NEVER_ORIGINAL_SAY,                                               \
      "Văn bản này không đến từ một tệp riêng.",                          \
      "The document did not come from a file of its own.")                \
    X(T_NO_ORIGINALS_SAY,                                                 \
      "Máy chủ này không cho tải tệp gốc.",                               \
      "This server does not give out original files.")                    \
    /* -- what is sought within a document -- */                          \
    X(T_WITHIN, "Tìm trong văn bản này", "Search this document")          \
    X(T_PLACES_OF, "Chỗ khớp trong văn bản", "Matches in the text")       \
    X(T_PLACE, "chỗ khớp", "match")                                       \
    X(T_PLACES, "chỗ khớp", "matches")                                    \
    X(T_OVER, "hơn", "over")                                              \
    X(T_BEST_PLACE, "Chỗ khớp nhất", "Best match")                        \
    X(T_PLACES_NONE, "Không có chỗ nào khớp", "No match for")             \
    X(T_CITE_AS, "Cách viện dẫn", "Cite as")                              \
    X(T_EACH_YEAR, "hằng năm", "each year")                               \
    X(T_MORE_OF, "Xem thêm", "Show more")                                 \
    /* -- what shares text with a document -- */                          \
    X(T_SIMILAR, "Văn bản tương tự", "Similar documents")                 \
    X(T_SIMILAR_TO, "Văn bản tương tự với", "Documents similar to")       \
    X(T_SIMILAR_NONE,                                                     \
      "Trong kho không có văn bản nào có lời văn chung với văn bản này.", \
      "No document of the archive shares text with it.")                  \
    X(T_SIMILAR_CUT,                                                      \
      "Chưa tìm hết: có thể còn văn bản tương tự nữa.",                   \
      "Not searched to the end: there may be more.")                      \
    X(T_SIMILAR_LATE, "Chưa kịp tìm văn bản tương tự.",                   \
      "There was no time to look for similar documents.")                 \
    X(T_SIMILAR_LOOK, "Tìm văn bản tương tự",                             \
      "Look for similar documents")                                       \
    X(T_SIMILAR_ALL, "Xem tất cả", "Show all")                            \
    X(T_SHARED_HERE, "lời văn của văn bản này có ở đó",                   \
      "of the text of this document is there")                            \
    X(T_SHARED_THERE, "của văn bản kia", "of the other’s text is here")   \
    X(T_DUPLICATE, "gần như trùng", "near-duplicate")                     \
    X(T_LONGEST, "Đoạn chung dài nhất", "Longest passage in common")      \
    X(T_COMPARE_WITH_DOCUMENT, "với văn bản này", "with this document")   \
    /* -- a number -- */                                                  \
    X(T_REFERENCE, "Số hiệu", "Document number")                          \
    X(T_REFERENCE_NONE,                                                   \
      "Trong kho không có văn bản nào mang số này hoặc viện dẫn số này.", \
      "No document of the archive has this number or cites it.")          \
    X(T_SEVERAL, "Nhiều văn bản cùng mang số này.",                       \
      "Several documents have this number.")                              \
    X(T_ABSENT,                                                           \
      "Kho chưa có văn bản này; thông tin trên lấy từ các văn bản viện "  \
      "dẫn nó.",                                                          \
      "The archive does not hold it; this is what documents that cite "   \
      "it say.")                                                          \
    X(T_CUT, "Quá nhiều văn bản cùng số: chỉ hiện một phần.",             \
      "Too many documents of this number: only some are shown.")          \
    X(T_FIND_NUMBER, "Tìm số này trong kho", "Search for this number")    \
    /* -- a citation graph -- */                                          \
    X(T_GRAPH, "Mạng viện dẫn", "Citation graph")                         \
    X(T_GRAPH_OPEN, "Xem rộng hơn và đi tiếp trong mạng",                 \
      "See more and walk from one document to the next")                  \
    X(T_GRAPH_SELF, "Văn bản này", "This document")                       \
    X(T_GRAPH_PEERS, "Văn bản này và liên quan",                          \
      "This document and related ones")                                   \
    X(T_GRAPH_CITED_1, "Viện dẫn đến", "Cites")                           \
    X(T_GRAPH_CITED_2, "Viện dẫn đến, bước 2", "Cites, step 2")           \
    X(T_GRAPH_CITING_1, "Được viện dẫn tại", "Cited by")                  \
    X(T_GRAPH_CITING_2, "Được viện dẫn tại, bước 2", "Cited by, step 2")  \
    X(T_GRAPH_NUMBER, "Mang số này", "Of this number")                    \
    X(T_GRAPH_SAYS, "Mũi tên chỉ vào văn bản được viện dẫn.",             \
      "Arrows point at the document that is cited.")                      \
    X(T_GRAPH_UNSURE, "chưa chắc chắn", "not certain")                    \
    X(T_GRAPH_UNCLEAR, "chưa rõ văn bản nào", "not clear which")          \
    X(T_GRAPH_SHOWN, "Đang chọn", "Selected")                             \
    X(T_GRAPH_TO, "Mở văn bản", "Open the document")                      \
    X(T_GRAPH_TO_NUMBER, "Mở trang của số này",                           \
      "Open the page of the number")                                      \
    X(T_GRAPH_ALONE, "Không có viện dẫn nào để vẽ.",                      \
      "There are no citations to draw.")                                  \
    X(T_GRAPH_CUT,                                                        \
      "Chưa phải tất cả: chỉ vẽ những văn bản gần nhất, được viện dẫn "   \
      "nhiều nhất.",                                                      \
      "Not all of it: only the nearest and most cited documents are "     \
      "drawn.")                                                           \
    X(T_GRAPH_OPEN_ENDS, "viện dẫn chưa rõ văn bản nào không được vẽ",    \
      "references of which the document is not clear are not drawn")      \
    X(T_GRAPH_DEPTH, "Số bước", "Steps")                                  \
    X(T_GRAPH_DIRECTION, "Chiều", "Direction")                            \
    X(T_GRAPH_BOTH, "Cả hai", "Both")                                     \
    X(T_GRAPH_NODES, "Số văn bản tối đa", "Documents at most")            \
    X(T_GRAPH_LISTS, "Dạng danh sách", "As lists")                        \
    X(T_GRAPH_SAVE, "Tải về", "Download")                                 \
    /* -- two documents side by side -- */                                \
    X(T_COMPARE, "So sánh hai văn bản", "Two documents compared")         \
    X(T_COMPARE_A, "Văn bản thứ nhất", "First document")                  \
    X(T_COMPARE_B, "Văn bản thứ hai", "Second document")                  \
    X(T_COMPARE_ID_A, "Mã văn bản thứ nhất", "Id of the first document")  \
    X(T_COMPARE_ID_B, "Mã văn bản thứ hai", "Id of the second document")  \
    X(T_COMPARE_DO, "So sánh", "Compare")                                 \
    X(T_COMPARE_SWAP, "Đổi chỗ hai văn bản", "Swap the two")              \
    X(T_COMPARE_ASKS,                                                     \
      "Hãy cho mã của hai văn bản: mã đứng trong địa chỉ của trang mỗi "  \
      "văn bản, và trong phần Thông tin văn bản.",                        \
      "Give the ids of two documents: the id stands in the address of "   \
      "the page of each, and in About the document.")                     \
    X(T_COMPARE_MISSING,                                                  \
      "Trong kho không có văn bản mang một trong hai mã này.",            \
      "The archive has no document of one of these ids.")                 \
    X(T_COMPARE_SHARES, "Chung", "They share")                            \
    X(T_COMPARE_OF_A, "lời văn của văn bản thứ nhất",                     \
      "of the first document")                                            \
    X(T_COMPARE_OF_B, "của văn bản thứ hai", "of the second")             \
    X(T_COMPARE_NOTHING, "Hai văn bản không có lời văn chung.",           \
      "The two documents have no text in common.")                        \
    X(T_COMPARE_CUT, "Chưa so sánh hết: có thể còn lời văn chung nữa.",   \
      "Not compared to the end: more may be shared.")                     \
    X(T_COMPARE_OLDER, "có trước", "older")                               \
    X(T_COMPARE_WORD, "từ", "word")                                       \
    X(T_COMPARE_WORDS, "từ", "words")                                     \
    X(T_COMPARE_SAME_1, "từ giống nhau", "word is the same")              \
    X(T_COMPARE_SAME_N, "từ giống nhau", "words are the same")            \
    X(T_COMPARE_MARKS_1, "từ chung viết khác dấu",                        \
      "shared word has other marks")                                      \
    X(T_COMPARE_MARKS_N, "từ chung viết khác dấu",                        \
      "shared words have other marks")                                    \
    X(T_COMPARE_LEGEND, "Ký hiệu", "Marked are")                          \
    X(T_COMPARE_GONE, "chỉ văn bản thứ nhất có", "in the first alone")    \
    X(T_COMPARE_NEW, "chỉ văn bản thứ hai có", "in the second alone")     \
    X(T_COMPARE_MARKS, "khác dấu", "other marks")                         \
    X(T_COMPARE_THERE, "văn bản kia viết", "in the other document")       \
    X(T_COMPARE_MOVED, "Chuyển chỗ", "Moved")                             \
    X(T_COMPARE_SEE, "Xem ở văn bản kia", "See it in the other document") \
    X(T_COMPARE_NONE, "không có đoạn này", "not in this document")        \
    /* -- errors -- */                                                    \
    X(T_E400, "Yêu cầu không hợp lệ", "Bad request")                      \
    X(T_E404, "Không tìm thấy trang", "Page not found")                   \
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
    X(T_BAD_QUERY, "Câu tìm quá dài: hãy bớt từ.",                        \
      "The query is too long: use fewer words.")                          \
    X(T_BAD_NUMBER, "Số kết quả hoặc vị trí trang trong địa chỉ không "   \
      "phải là số, hoặc quá lớn.",                                        \
      "The limit or offset in the address is no number, or too large.")   \
    X(T_BAD_YEAR, "Năm được viết bằng bốn chữ số, như 2023.",             \
      "A year is written with four figures, like 2023.")                  \
    X(T_BAD_DATE, "Ngày phải có trong lịch, và được viết là 2023, 8/2023 "\
      "hoặc 9/8/2023.",                                                   \
      "A date is one of the calendar, written 2023, 2023-08 or "          \
      "2023-08-09.")                                                      \
    X(T_SEARCH_AGAIN, "Tìm lại các từ này, bỏ mọi điều kiện khác",        \
      "Search these words again, without other conditions")               \
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
