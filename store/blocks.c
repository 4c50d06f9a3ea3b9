/* blocks.c - see blocks.h. */
#include "store/blocks.h"
#include "base/array.h"
#include "base/limits.h"
#include "base/varint.h"
#include "base/version.h"

#include <assert.h>
#include <libdeflate.h>
#include <stdlib.h>

/* In blocks of 16 KB 0.218 of the text at 165 MB/s; level 6 comes to 0.211 at
 * 112 (docs/index-format.md). */
enum { DEFLATE_LEVEL = 4 };

/* A block holds at most one record beyond its target. */
enum { RAW_MAX = CVD_DOC_BYTES_MAX + 4 * 1024 * 1024 };

static enum cvd_status close_block(struct cvd_block_writer *w)
{
    if (w->raw.len == 0)
        return CVD_OK;
    if (!w->deflater)
        w->deflater = libdeflate_alloc_compressor(DEFLATE_LEVEL);
    if (!w->deflater)
        return CVD_ENOMEM;
    if (cvd_array_reserve(&w->entries, &w->cap, w->count + 1,
                          sizeof *w->entries) != CVD_OK)
        return CVD_ENOMEM;
    size_t bound = libdeflate_zlib_compress_bound(w->deflater, w->raw.len);
    enum cvd_status st = cvd_buf_reserve(&w->out, bound);
    if (st != CVD_OK)
        return st;
    size_t n = libdeflate_zlib_compress(w->deflater, w->raw.ptr, w->raw.len,
                                        w->out.ptr + w->out.len, bound);
    assert(n > 0); /* there was room */
    w->entries[w->count++] = (struct cvd_block_entry){
        w->out.len, (uint32_t)w->raw.len, w->first_did
    };
    w->out.len += n;
    cvd_buf_clear(&w->raw);
    return CVD_OK;
}

static void free_deflater(struct cvd_block_writer *w)
{
    libdeflate_free_compressor(w->deflater);
    w->deflater = NULL;
}

enum cvd_status cvd_block_flush(struct cvd_block_writer *w)
{
    enum cvd_status st = close_block(w);

    /* Most likely the end: what many closed chunks hold must be small. */
    free_deflater(w);
    cvd_buf_release(&w->raw);
    return st;
}

enum cvd_status cvd_block_add(struct cvd_block_writer *w, uint32_t did,
                              struct cvd_str record)
{
    unsigned char len[CVD_VARINT_MAX];
    size_t n = (size_t)(cvd_varint_put(len, record.len) - len);

    if (w->raw.len && w->raw.len + n + record.len > w->target) {
        enum cvd_status st = close_block(w);
        if (st != CVD_OK)
            return st;
    }
    if (w->raw.len == 0)
        w->first_did = did;
    enum cvd_status st = cvd_buf_add_bytes(&w->raw, len, n);
    return st != CVD_OK ? st : cvd_buf_add(&w->raw, record);
}

void cvd_block_writer_release(struct cvd_block_writer *w)
{
    cvd_buf_release(&w->raw);
    cvd_buf_release(&w->out);
    free_deflater(w);
    free(w->entries);
    w->entries = NULL;
    w->count = w->cap = 0;
}

enum cvd_status cvd_block_open(struct cvd_block_reader *r,
                               const unsigned char *file, size_t len,
                               char letter, const char *what,
                               struct cvd_err *err)
{
    struct cvd_file_head head;
    const char magic[4] = { 'C', 'V', 'D', letter };

    if (len < sizeof head)
        return cvd_fail(err, CVD_EINDEX, "'%s' is cut short", what);
    memcpy(&head, file, sizeof head);
    if (memcmp(head.magic, magic, 4) != 0 ||
        !cvd_format_known(head.format))
        return cvd_fail(err, CVD_EINDEX, "'%s' is not a file of ours", what);
    if (head.extra > len || head.extra % 8 != 0 ||
        head.count >= (len - head.extra) / sizeof *r->entries)
        return cvd_fail(err, CVD_EINDEX, "'%s' is damaged", what);
    *r = (struct cvd_block_reader){
        .file = file,
        .file_len = head.extra,
        .entries = (const void *)(file + head.extra),
        .count = head.count,
    };
    return CVD_OK;
}

static enum cvd_status load(struct cvd_block_reader *r, uint64_t block,
                            struct cvd_err *err)
{
    const struct cvd_block_entry *e = &r->entries[block];
    uint64_t from = sizeof(struct cvd_file_head) + e[0].offset;
    uint64_t to = sizeof(struct cvd_file_head) + e[1].offset;

    r->loaded = 0;
    if (e[0].offset > r->file_len || from > to || to > r->file_len ||
        e->raw_len > RAW_MAX)
        return cvd_fail(err, CVD_EINDEX, "document block %llu is damaged",
                        (unsigned long long)block);
    cvd_buf_clear(&r->raw);
    if (!r->inflater)
        r->inflater = libdeflate_alloc_decompressor();
    if (!r->inflater || cvd_buf_reserve(&r->raw, e->raw_len) != CVD_OK)
        return cvd_fail(err, CVD_ENOMEM, "out of memory");
    if (libdeflate_zlib_decompress(r->inflater, r->file + from,
                                   (size_t)(to - from), r->raw.ptr,
                                   e->raw_len, NULL) != LIBDEFLATE_SUCCESS)
        return cvd_fail(err, CVD_EINDEX, "document block %llu is damaged",
                        (unsigned long long)block);
    r->raw.len = e->raw_len;
    r->loaded = block + 1;
    return CVD_OK;
}

enum cvd_status cvd_block_read(struct cvd_block_reader *r, uint32_t did,
                               struct cvd_str *record, struct cvd_err *err)
{
    uint64_t lo = 0, hi = r->count;

    while (lo < hi) { /* the first block that begins after did */
        uint64_t mid = lo + (hi - lo) / 2;
        if (r->entries[mid].first_did <= did)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == 0)
        return cvd_fail(err, CVD_EINDEX, "no record of document %u",
                        (unsigned)did);
    uint64_t block = lo - 1;
    if (r->loaded != block + 1) {
        enum cvd_status st = load(r, block, err);
        if (st != CVD_OK)
            return st;
    }
    const unsigned char *p = (const unsigned char *)r->raw.ptr;
    const unsigned char *end = p + r->raw.len;
    for (uint32_t d = r->entries[block].first_did;; d++) {
        uint64_t len;
        p = cvd_varint_get(p, end, &len);
        if (!p || len > (uint64_t)(end - p))
            return cvd_fail(err, CVD_EINDEX, "no record of document %u",
                            (unsigned)did);
        if (d == did) {
            *record = (struct cvd_str){ (const char *)p, (size_t)len };
            return CVD_OK;
        }
        p += len;
    }
}

void cvd_block_close(struct cvd_block_reader *r)
{
    cvd_buf_release(&r->raw);
    libdeflate_free_decompressor(r->inflater);
    *r = (struct cvd_block_reader){ 0 };
}
