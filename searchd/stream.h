/* stream.h - a body sent piece by piece, compressed on its way if wanted. */
#ifndef CVD_SEARCHD_STREAM_H
#define CVD_SEARCHD_STREAM_H

#include "searchd/reply.h"

#include <microhttpd.h>

/* A response that reads `from`, which it takes over, until its end; an error
 * on the way ends the connection, so that a part is never taken for the
 * whole.  NULL when out of memory: `from` is then closed. */
struct MHD_Response *stream_response(struct reply_stream *from, bool gzip);

#endif
