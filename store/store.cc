/* store.cc - the wall between Xapian and the rest: see xapian.h.
 *
 * The only C++ of the project.  Every extern "C" body runs inside guard(), so
 * no exception reaches C. */
#include "store/xapian.h"

#include <xapian.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <vector>

/* The databases of the parts, and all as one. */
struct cvd_terms {
    Xapian::Database db;
    std::vector<Xapian::Database> each; /* by part */
    cvd_clock endless = {};
    cvd_clock *clock = &endless; /* the store's */
};

namespace {

/* Steps of the clock that a look-up in Xapian's B-tree is worth. */
enum { TERM_STEPS = 16 };

std::string string_of(cvd_str s)
{
    return s.len ? std::string(s.ptr, s.len) : std::string();
}

cvd_status fail(cvd_err *err, cvd_status st, const char *doing,
                const std::string &why)
{
    return cvd_fail(err, st, "cannot %s: %s", doing, why.c_str());
}

template <class Body>
cvd_status guard(cvd_err *err, const char *doing, Body body) noexcept
{
    try {
        return body();
    } catch (const Xapian::DatabaseModifiedError &e) {
        return fail(err, CVD_ESTALE, doing, e.get_msg());
    } catch (const Xapian::DatabaseLockError &e) {
        return fail(err, CVD_ELOCKED, doing, e.get_msg());
    } catch (const Xapian::DatabaseVersionError &e) {
        return fail(err, CVD_EVERSION, doing, e.get_msg());
    } catch (const Xapian::DatabaseError &e) {
        const char *why = e.get_error_string();
        if (why && std::strcmp(why, std::strerror(ENOSPC)) == 0)
            return fail(err, CVD_ENOSPACE, doing, why);
        return fail(err, CVD_EINDEX, doing,
                    e.get_msg() + (why ? std::string(": ") + why : ""));
    } catch (const Xapian::RangeError &e) {
        return fail(err, CVD_ELIMIT, doing, e.get_msg());
    } catch (const Xapian::InvalidArgumentError &e) {
        return fail(err, CVD_EBUG, doing, e.get_msg());
    } catch (const Xapian::Error &e) {
        return fail(err, CVD_EINDEX, doing, e.get_msg());
    } catch (const std::bad_alloc &) {
        return cvd_fail(err, CVD_ENOMEM, "cannot %s: out of memory", doing);
    } catch (const std::exception &e) {
        return fail(err, CVD_EBUG, doing, e.what());
    } catch (...) {
        return cvd_fail(err, CVD_EBUG, "cannot %s: unknown exception",
                        doing);
    }
}

} // namespace

/* ---- what C sees: writing -------------------------------------------- */

struct cvd_shard {
    Xapian::WritableDatabase db;
    Xapian::Document doc;
    std::string term; /* kept for its room */
};

extern "C" cvd_status cvd_shard_new(const char *dir, cvd_shard **out,
                                    cvd_err *err)
{
    *out = nullptr;
    return guard(err, "make a database", [&] {
        auto s = std::make_unique<cvd_shard>();
        /* Durability is not wanted here: shards are merged and dropped. */
        s->db = Xapian::WritableDatabase(
            dir, Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS |
                     Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC);
        *out = s.release();
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shard_term(cvd_shard *s, const char *prefix,
                                     cvd_str term, cvd_err *err)
{
    return guard(err, "add a term", [&] {
        s->term.assign(prefix);
        s->term.append(term.ptr, term.len);
        s->doc.add_boolean_term(s->term);
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shard_next(cvd_shard *s, cvd_err *err)
{
    return guard(err, "add a document", [&] {
        s->db.add_document(s->doc);
        s->doc = Xapian::Document();
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shard_finish(cvd_shard *s, cvd_err *err)
{
    /* Destructors swallow errors of commit: commit by name. */
    cvd_status st = guard(err, "write a database", [&] {
        s->db.commit();
        s->db.close();
        return CVD_OK;
    });
    cvd_shard_free(s);
    return st;
}

extern "C" void cvd_shard_free(cvd_shard *s)
{
    (void)guard(nullptr, "close a database", [&] {
        delete s;
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_shards_merge(char *const *dirs, size_t count,
                                       const char *out, cvd_err *err)
{
    return guard(err, "merge databases", [&] {
        Xapian::Database all;
        for (size_t i = 0; i < count; i++)
            all.add_database(Xapian::Database(dirs[i]));
        all.compact(out, Xapian::DBCOMPACT_SINGLE_FILE);
        return CVD_OK;
    });
}

/* ---- what C sees: reading -------------------------------------------- */

extern "C" cvd_status cvd_terms_open(const char *const *paths, size_t count,
                                     cvd_terms **out, cvd_err *err)
{
    *out = nullptr;
    return guard(err, "open the index", [&] {
        auto t = std::make_unique<cvd_terms>();
        for (size_t i = 0; i < count; i++) {
            t->each.push_back(Xapian::Database(paths[i]));
            t->db.add_database(t->each.back());
        }
        *out = t.release();
        return CVD_OK;
    });
}

extern "C" void cvd_terms_clock(cvd_terms *t, cvd_clock *clock)
{
    t->clock = clock;
}

extern "C" void cvd_terms_close(cvd_terms *t)
{
    (void)guard(nullptr, "close the index", [&] {
        delete t;
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_terms_documents(cvd_terms *t, size_t part,
                                          const char *prefix, cvd_str term,
                                          uint32_t **dids, uint32_t *count,
                                          cvd_err *err)
{
    *dids = nullptr;
    *count = 0;
    if (cvd_clock_steps(t->clock, TERM_STEPS))
        return CVD_OK;
    return guard(err, "read the documents of a term", [&] {
        const Xapian::Database &db = t->each[part];
        const std::string key = prefix + string_of(term);
        const Xapian::doccount most = db.get_termfreq(key);
        auto *list = static_cast<uint32_t *>(
            std::calloc(most + 1u, sizeof **dids));
        if (!list)
            throw std::bad_alloc();
        *dids = list; /* the caller's, whatever is thrown now */
        auto end = db.postlist_end(key);
        for (auto p = db.postlist_begin(key);
             p != end && *count < most && !cvd_clock_steps(t->clock, 1); ++p)
            list[(*count)++] = *p;
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_terms_walk(cvd_terms *t, const char *prefix,
                                     cvd_str begin, size_t limit,
                                     cvd_word_fn *fn, void *ctx,
                                     cvd_err *err)
{
    if (t->each.empty())
        return CVD_OK;
    return guard(err, "list terms", [&] {
        const size_t skip = std::strlen(prefix);
        const std::string from = prefix + string_of(begin);
        auto end = t->db.allterms_end(from);
        for (auto it = t->db.allterms_begin(from);
             it != end && limit-- && !cvd_clock_steps(t->clock, 1); ++it) {
            const std::string term = *it;
            cvd_str value = { term.data() + skip, term.size() - skip };
            if (!fn(ctx, value, cvd_str{ nullptr, 0 }, it.get_termfreq()))
                break;
        }
        return CVD_OK;
    });
}

extern "C" cvd_status cvd_terms_verify(const char *path, uint64_t *documents,
                                       cvd_err *err)
{
    return guard(err, "check the terms", [&] {
        /* Not Database::check(): it frees an object as a type of another
         * size, and the checksums have been compared already. */
        Xapian::Database db(path);
        for (auto t = db.allterms_begin(); t != db.allterms_end(); ++t) {
            Xapian::doccount n = 0;
            auto end = db.postlist_end(*t);
            for (auto p = db.postlist_begin(*t); p != end; ++p)
                n++;
            if (n != t.get_termfreq())
                throw Xapian::DatabaseCorruptError(
                    "a term has not all its documents");
        }
        *documents = db.get_doccount();
        return CVD_OK;
    });
}
