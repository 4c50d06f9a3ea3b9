/* checksum.c - SHA-256 by nettle, for ids, contents and files. */
#include "store/writer.h"

#include <nettle/sha2.h>

void cvd_sha256(struct cvd_str s, unsigned char out[32])
{
    struct sha256_ctx ctx;

    sha256_init(&ctx);
    if (s.len)
        sha256_update(&ctx, s.len, (const uint8_t *)s.ptr);
    sha256_digest(&ctx, 32, out);
}
