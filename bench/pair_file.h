/* pair_file.h - an experiment: adjacent word pairs in a file of our own.
 *
 * Passing every pair of neighbouring words through Xapian is the dearest
 * part of indexing them.  This inverts them without it: for each document
 * its distinct pairs with counts, sorted a chunk at a time, then merged.
 *
 * A pair is (folded a, folded b, exact a, exact b), ordered so: all the
 * spellings of an unaccented pair are neighbours in the dictionary, and one
 * range of it answers both the folded and the exact question.
 *
 * The file, integers as varints:
 *   words    sorted by (folded, exact); each with its shared prefix length
 *   pairs    in order: words as differences, documents, bytes of postings
 *   postings per pair: (document difference * 2 + (count == 1)) [count]
 *   samples  every 64th pair: its words and where it begins
 *
 * May depend on: libc, POSIX threads, pair_run.h, measure.h. */
#ifndef BENCH_PAIR_FILE_H
#define BENCH_PAIR_FILE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct pair_stats {
    double invert_s, merge_s, write_s;  /* one after another */
    uint64_t words;                     /* distinct exact tokens */
    uint64_t pairs;                     /* distinct */
    uint64_t single;                    /* pairs in one document only */
    uint64_t postings;                  /* (pair, document) */
    uint64_t word_bytes, pair_bytes, posting_bytes, sample_bytes;
};

/* Build `path` from a token file with `threads` threads, `chunk` (at most
 * 4,096) documents at a time.  Returns 0, or -1 with a message on stderr.
 * Ends the program when memory runs out. */
int pair_file_build(const char *tokens, const char *path, unsigned threads,
                    size_t chunk, struct pair_stats *stats);

#ifdef __cplusplus
}
#endif
#endif
