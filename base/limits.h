/* limits.h - every limit on what comes from outside, with its reason.
 *
 * base/ may include libc only. */
#ifndef CVD_BASE_LIMITS_H
#define CVD_BASE_LIMITS_H

enum {
    /* -- documents ---------------------------------------------------- */
    /* The longest document text, in bytes: the largest real ones (laws with
     * annexes) are under 5 MB.  Indexing one takes up to 40 times its size
     * in memory, if every other byte begins a word. */
    CVD_DOC_BYTES_MAX = 16 * 1024 * 1024,
    /* The longest line of a .jsonl source: room for such a document with
     * half of its characters escaped. */
    CVD_JSONL_LINE_MAX = 64 * 1024 * 1024,
    CVD_ID_BYTES_MAX = 1024,   /* a path; PATH_MAX is 4096, ids are shorter */
    CVD_TITLE_BYTES_MAX = 4096,
    CVD_FIELD_BYTES_MAX = 2048, /* one metadata value */
    CVD_FIELD_VALUES_MAX = 2000, /* all metadata values of a document */
    CVD_LIST_BYTES_MAX = 1024 * 1024, /* a list of names of the user's own */
    CVD_CAMPAIGNS_MAX = 64,    /* of one document; real ones name up to 20 */
    CVD_CAMPAIGN_ROWS_MAX = 10000, /* of a list of the user's own */
    CVD_CAMPAIGN_NAME_MAX = 512, /* bytes: 32 words of 16 */
    CVD_SYNONYM_ROWS_MAX = 10000, /* likewise; the list of the build has 400 */
    CVD_WALK_DEPTH_MAX = 64,   /* nested directories below a SOURCE */
    CVD_JOBS_MAX = 64,

    /* -- terms -------------------------------------------------------- */
    CVD_TERM_BYTES_MAX = 64,   /* a longer word is cut */
    /* A field's value as a term; longer: hashed.  Xapian refuses terms over
     * 245 bytes, its prefix among them, and counts a zero byte twice. */
    CVD_FIELD_TERM_MAX = 200,

    /* -- queries ------------------------------------------------------ */
    CVD_QUERY_BYTES_MAX = 8192,  /* a pasted paragraph, not a book */
    CVD_QUERY_WORDS_MAX = 128,
    CVD_QUERY_DEPTH_MAX = 32,    /* nested parentheses */
    CVD_QUERY_PREFIX_MIN = 2,    /* letters before '*' */
    CVD_QUERY_EXPAND_MAX = 256,  /* spellings one prefix or word becomes */
    CVD_QUERY_WALK_MAX = 1000000, /* words of the index looked at for that */
    CVD_QUERY_SYNONYMS_MAX = 16,  /* runs of words with other forms */
    CVD_LIMIT_MAX = 1000,        /* hits on one page */
    CVD_OFFSET_MAX = 100000,     /* depth of paging; export goes further */
    CVD_FACET_VALUES_MAX = 100,
    /* Dates at their precision, of one answer: a hundred years of days,
     * months and years. */
    CVD_FACET_DATES_MAX = 40000
};

#endif
