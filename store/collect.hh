/* collect.hh - all that a query finds, not the best of it.  Part of store.cc,
 * which alone includes it, behind the Builder of queries.
 *
 * A match spy is told of every match but by its number in one database, so
 * the parts are asked one after another. */
#ifndef CVD_STORE_COLLECT_HH
#define CVD_STORE_COLLECT_HH

#include "store/sources.hh"

namespace {

/* What the tree asks for, without removed documents.  No document is beyond
 * all documents: see Beyond. */
Xapian::Query live_query(cvd_terms *t, const cvd_node &root)
{
    Xapian::Query query = Builder(*t).build(root, Place());
    if (t->any_deleted)
        query = Xapian::Query(Xapian::Query::OP_AND_NOT, query,
                              Xapian::Query((new Deleted(t))->release()));
    return Xapian::Query(
        Xapian::Query::OP_FILTER, query,
        t->clock->deadline ? Xapian::Query((new Until(t->clock))->release())
                           : match_all());
}

/* Sets the bit of each match. */
class Collector : public Xapian::MatchSpy {
    cvd_docset *set;
    uint32_t begin; /* the part's first position */

public:
    Collector(cvd_docset *s, uint32_t first) : set(s), begin(first) {}
    void operator()(const Xapian::Document &doc, double) override
    {
        const uint32_t at = begin + doc.get_docid() - 1;
        set->bits[at / 8] = static_cast<unsigned char>(set->bits[at / 8] |
                                                       1u << at % 8);
        set->count++;
    }
};

/* Room for the documents of all parts, none of them in it. */
void empty_docset(const cvd_terms *t, cvd_docset *out)
{
    *out = cvd_docset{};
    out->begin = static_cast<uint32_t *>(
        std::calloc(t->each.size() + 1, sizeof *out->begin));
    if (!out->begin)
        throw std::bad_alloc();
    out->parts = t->each.size();
    for (size_t i = 0; i < out->parts; i++)
        out->begin[i + 1] =
            out->begin[i] + t->part_of(t->each[i])->documents;
    out->bits = static_cast<unsigned char *>(
        std::calloc(out->begin[out->parts] / 8 + 1, 1));
    if (!out->bits)
        throw std::bad_alloc();
}

void collect(cvd_terms *t, const cvd_node &root, cvd_docset *out)
{
    empty_docset(t, out);
    if (out->parts == 0)
        return;
    /* Weights would only be thrown away. */
    const Xapian::Query query(Xapian::Query::OP_SCALE_WEIGHT,
                              live_query(t, root), 0);
    for (size_t i = 0; i < out->parts; i++) {
        Xapian::Enquire enquire(t->each[i]);
        Collector spy(out, out->begin[i]);
        enquire.set_query(query);
        enquire.set_weighting_scheme(Xapian::BoolWeight());
        enquire.add_matchspy(&spy);
        (void)enquire.get_mset(0, 0, t->each[i].get_doccount());
    }
}

/* Tell the dates of documents in the set, by position. */
void walk_dates(const cvd_terms *t, const cvd_docset *set, cvd_date_fn *fn,
                void *ctx)
{
    const auto slot =
        static_cast<Xapian::valueno>(cvd_fields[CVD_F_DATE].slot);
    uint32_t at = 0;
    for (size_t i = 0; i < set->parts; i++) {
        auto v = t->each[i].valuestream_begin(slot);
        const auto end = t->each[i].valuestream_end(slot);
        while (!cvd_clock_steps(t->clock, MATCH_STEPS) &&
               cvd_docset_next(set, &at)) {
            if (at > set->begin[i + 1]) { /* of a part that follows */
                at = set->begin[i + 1];
                break;
            }
            const Xapian::docid did = at - set->begin[i];
            std::string date;
            if (v != end && v.get_docid() < did)
                v.skip_to(did);
            if (v != end && v.get_docid() == did)
                date = *v;
            if (!fn(ctx, at - 1, { date.data(), date.size() }))
                return;
        }
    }
}

} // namespace

#endif
