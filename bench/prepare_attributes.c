/* prepare_attributes.c - a topic and a date for every document.
 *
 * Topic: the collection's own where a document has one ("demuc": some 240
 * topics of the legal code, the largest with a fortieth of its articles),
 * numbered in the order in which they come; else one of TOPICS drawn by the
 * id.  Date: the first d/m/yyyy in the text, which in an article of the code
 * is that of the act it was taken from or of its coming into force; else a
 * day drawn by the id.
 *
 * May depend on: libc, jansson, prepare.h, word_table.h. */
#include "prepare.h"
#include "word_table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    TOPICS = 240,
    YEAR_MIN = 1945, YEAR_MAX = 2030,
    DRAWN_FROM = 2000, DRAWN_YEARS = 25,
};

/* FNV-1a. */
static uint64_t hash_text(const char *s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 0x100000001b3u;
    return h;
}

static unsigned topic_number(const char *name)
{
    static struct word_table topics;    /* lives as long as the program */
    char *own = prepare_need(strdup(name));
    struct token_span t = { own, strlen(name) };
    size_t had = topics.count;
    uint32_t number = word_table_add(&topics, t, t);
    if (topics.count == had)
        free(own);
    return number + 1;
}

static unsigned pack(unsigned year, unsigned month, unsigned day)
{
    return (year * 100 + month) * 100 + day;
}

/* The date at `s`, or 0.  Days that some months have not are left out. */
static unsigned date_at(const char *s)
{
    unsigned d, m, y;
    int end = 0;
    if (sscanf(s, "%2u/%2u/%4u%n", &d, &m, &y, &end) != 3 || end < 8)
        return 0;
    bool good = d >= 1 && d <= 28 && m >= 1 && m <= 12 && y >= YEAR_MIN &&
                y <= YEAR_MAX;
    return good ? pack(y, m, d) : 0;
}

static unsigned first_date(const char *text)
{
    static const char digits[] = "0123456789";
    unsigned date = 0;
    for (const char *s = text; !date && (s = strpbrk(s, digits));
         s += strspn(s, digits))
        date = date_at(s);
    return date;
}

struct prepare_attributes prepare_attributes(const json_t *doc,
                                             const char *text)
{
    const char *topic = json_string_value(json_object_get(doc, "demuc"));
    uint64_t h = hash_text(json_string_value(json_object_get(doc, "id")));
    struct prepare_attributes a = { 0, first_date(text) };
    a.topic = topic ? topic_number(topic) : (unsigned)(h % TOPICS) + 1;
    if (!a.date)
        a.date = pack(DRAWN_FROM + (unsigned)(h >> 8) % DRAWN_YEARS,
                      (unsigned)(h >> 24) % 12 + 1,
                      (unsigned)(h >> 40) % 28 + 1);
    return a;
}

void prepare_attributes_put(json_t *doc, struct prepare_attributes a)
{
    char topic[32], date[16];
    snprintf(topic, sizeof topic, "topic-%u", a.topic);
    snprintf(date, sizeof date, "%04u-%02u-%02u", a.date / 10000,
             a.date / 100 % 100, a.date % 100);
    json_t *given = json_pack("{s:s, s:s}", "type", topic, "date", date);
    if (!given || json_object_set_new(doc, "metadata", given) != 0)
        prepare_die("cannot go on", "out of memory");
}
