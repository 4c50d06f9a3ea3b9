/* json_document.c - a document in the contract's JSON. */
#include "search/json_parts.h"
#include "search/likeness.h"
#include "search/searcher.h"

static void put_signer(struct cvd_json *j, const struct cvd_doc *d)
{
    cvd_json_key(j, "signer");
    cvd_json_object(j);
    cvd_put_value(j, "name", d, CVD_F_SIGNER);
    cvd_put_value(j, "position", d, CVD_F_POSITION);
    cvd_put_value(j, "authority", d, CVD_F_AUTHORITY);
    cvd_json_object_end(j);
}

static void put_source(struct cvd_json *j, const struct cvd_doc *d)
{
    cvd_json_key(j, "source");
    cvd_json_object(j);
    cvd_put_value(j, "path", d, CVD_F_PATH);
    cvd_put_value(j, "sha256", d, CVD_F_SHA256);
    cvd_put_value(j, "encoding", d, CVD_F_ENCODING);
    cvd_put_value(j, "format", d, CVD_F_FORMAT);
    cvd_put_values(j, "given", d, CVD_F_GIVEN);
    cvd_json_object_end(j);
}

static enum cvd_status count_copies(struct cvd_searcher *s,
                                    const struct cvd_doc *d,
                                    unsigned *copies, struct cvd_err *err)
{
    uint32_t docno;
    enum cvd_status st = cvd_store_find(s->store, d->id, &docno, err);

    return st == CVD_OK ? cvd_copies_count(s, docno, copies, err) : st;
}

enum cvd_status cvd_document_json(struct cvd_searcher *s,
                                  const struct cvd_doc *d,
                                  struct cvd_buf *out, struct cvd_err *err)
{
    struct cvd_json j = cvd_json_to(out);
    struct cvd_citations cites = { 0 };
    uint64_t cited_by = 0;
    unsigned copies = 0;
    enum cvd_status st = cvd_cited_by_count(s, d, &cited_by, err);

    if (st == CVD_OK)
        st = count_copies(s, d, &copies, err);
    if (st == CVD_OK)
        st = cvd_cites(s, d, &cites, err);
    if (st != CVD_OK)
        return st;
    cvd_json_object(&j);
    cvd_json_key(&j, "id");
    cvd_json_str(&j, d->id);
    cvd_put_common(&j, d, cited_by);
    cvd_put_copies(&j, !cvd_searcher_late(s), copies);
    cvd_put_value(&j, "place", d, CVD_F_PLACE);
    cvd_put_value(&j, "parent_issuer", d, CVD_F_PARENT);
    cvd_put_value(&j, "province_now", d, CVD_F_PROVINCE_NOW);
    cvd_put_value(&j, "urgency", d, CVD_F_URGENCY);
    cvd_put_values(&j, "campaign_names", d, CVD_F_CAMPAIGN_NAME);
    cvd_put_values(&j, "recipients", d, CVD_F_RECIPIENT);
    cvd_put_values(&j, "distribution", d, CVD_F_DISTRIBUTION);
    put_signer(&j, d);
    cvd_put_values(&j, "deadlines", d, CVD_F_DEADLINE);
    cvd_json_key(&j, "citations");
    cvd_put_citations(&j, &cites);
    put_source(&j, d);
    cvd_json_key(&j, "length");
    cvd_json_int(&j, (int64_t)cvd_utf8_count(d->text));
    cvd_json_object_end(&j);
    cvd_citations_release(&cites);
    return j.status == CVD_OK ? CVD_OK
                              : cvd_fail(err, j.status, "out of memory");
}
