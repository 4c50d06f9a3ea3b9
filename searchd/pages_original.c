/* pages_original.c - the route of the file that a document was read from, to
 * be saved; what stands in its way is told by a page. */
#include "base/utf8.h"
#include "searchd/originals.h"
#include "searchd/page/texts.h"
#include "searchd/page_call.h"

/* A browser that opens it all the same does so as nobody, and runs and loads
 * nothing. */
static const char FILE_POLICY[] = "sandbox; default-src 'none'";

/* ---- what it is called ----------------------------------------------- */

/* The id's last step. */
static struct cvd_str name_of(struct cvd_str id)
{
    size_t at = id.len;

    while (at > 0 && id.ptr[at - 1] != '/')
        at--;
    return (struct cvd_str){ id.ptr + at, id.len - at };
}

/* What has no place in the name of a file, or shows it as another: controls,
 * signs that mean something to Windows, embeddings of direction, by which
 * "gpj.exe" may read "exe.jpg". */
static bool is_harmful(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) ||
           (c < 0x80 && strchr("\"*/:<>?\\|", (int)c)) || c == 0x200E ||
           c == 0x200F || c == 0x061C || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == CVD_NOT_UTF8;
}

/* `name` without these; and, for programs that know nothing else, in ASCII
 * without what a quoted string or its readers might take for an escape. */
static enum cvd_status clean_name(struct cvd_str name, struct cvd_buf *full,
                                  struct cvd_buf *ascii)
{
    const uint8_t *p = (const uint8_t *)name.ptr, *end = p + name.len;
    enum cvd_status st = CVD_OK;
    size_t n;

    for (; p < end && st == CVD_OK; p += n) {
        uint32_t c = cvd_utf8_at(p, end, &n);
        bool harmful = is_harmful(c);
        st = harmful ? cvd_buf_add_char(full, '_')
                     : cvd_buf_add_bytes(full, p, n);
        if (st == CVD_OK)
            st = cvd_buf_add_char(ascii, harmful || c >= 0x80 || c == '%'
                                             ? '_'
                                             : (char)c);
    }
    return st;
}

/* RFC 6266, 4; filename* as RFC 8187 has it. */
static enum cvd_status add_name(struct reply *r, struct cvd_str id)
{
    struct cvd_buf full = { 0 }, ascii = { 0 }, text = { 0 };
    enum cvd_status st = clean_name(name_of(id), &full, &ascii);

    if (st == CVD_OK)
        st = cvd_buf_printf(&text, "attachment; filename=\"%s\"; "
                                   "filename*=UTF-8''",
                            ascii.ptr ? ascii.ptr : "");
    if (st == CVD_OK)
        st = uri_encode(&text, cvd_buf_str(&full));
    if (st == CVD_OK)
        reply_add_header(r, "Content-Disposition", cvd_buf_str(&text));
    cvd_buf_release(&text);
    cvd_buf_release(&ascii);
    cvd_buf_release(&full);
    return st;
}

/* ---- the answer ------------------------------------------------------ */

/* Bytes in one of the old encodings are text to nobody who is told no more. */
static const char *type_of(const struct cvd_doc *d)
{
    return cvd_str_equal(cvd_doc_value(d, CVD_F_ENCODING),
                         cvd_str_from("UTF-8"))
               ? reply_text
               : "application/octet-stream";
}

static enum cvd_status give_out(struct call *c, const struct cvd_doc *d)
{
    c->reply.type = type_of(d);
    reply_add_text(&c->reply, "Content-Security-Policy", FILE_POLICY);
    return add_name(&c->reply, d->id);
}

static enum cvd_status say_why_not(struct call *c, const struct cvd_doc *d,
                                   unsigned status, enum page_text title,
                                   enum page_text detail)
{
    struct page page = call_page(c);

    c->reply.status = status;
    c->reply.type = reply_html;
    c->reply.cache = "no-store";
    return page_no_original(&page, status, page_text(page.lang, title).ptr,
                            page_text(page.lang, detail).ptr, d->id,
                            &c->reply.body);
}

static enum cvd_status answer(struct call *c, const struct cvd_doc *d,
                              struct cvd_err *err)
{
    enum original what = ORIGINAL_MISSING;

    if (!c->originals->count)
        return say_why_not(c, d, 404, T_NO_ORIGINAL, T_NO_ORIGINALS_SAY);
    if (!original_may_be(d))
        return say_why_not(c, d, 404, T_NO_ORIGINAL, T_NEVER_ORIGINAL_SAY);
    enum cvd_status st =
        original_read(c->originals, d, &what, &c->reply.body, err);
    if (st != CVD_OK)
        return st;
    switch (what) {
    case ORIGINAL_FOUND:
        return give_out(c, d);
    case ORIGINAL_CHANGED:
        return say_why_not(c, d, 409, T_CHANGED, T_CHANGED_SAY);
    default:
        return say_why_not(c, d, 404, T_NO_ORIGINAL, T_NO_ORIGINAL_SAY);
    }
}

enum cvd_status page_original_of(struct call *c, struct cvd_err *err)
{
    struct cvd_doc d = { 0 };
    enum cvd_status st =
        cvd_document(c->searcher, page_name(c), &d, err);

    if (st == CVD_OK)
        st = answer(c, &d, err);
    cvd_doc_release(&d);
    return st;
}
