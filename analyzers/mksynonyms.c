/* mksynonyms.c - turn corpus/tables/synonyms.tsv into a C table.
 *
 * A program of the build, not part of cvdsearch; linked with the analyzer, so
 * that a form in the table is spelled as a document's words are.
 *   mksynonyms SYNONYMS >synonym_tables.h
 * The meaning of what it writes is in analyzers/synonyms.c. */
#include "analyzers/analyzer.h"
#include "analyzers/mkfile.h"
#include "analyzers/synonyms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ENTRIES_MAX = 4000,
    GROUPS_MAX = 1000,
    CONTEXT_WORDS_MAX = 16,
    COLUMNS = 3
};

struct entry {
    char *exact, *folded;
    size_t group, words;
    bool abbr;
};

static const struct {
    const char *name, *id;
    bool abbr, one_way;
} kinds[] = {
    { "abbr", "CVD_SYNONYM_ABBR", true, false },
    { "abbr-one-way", "CVD_SYNONYM_ABBR", true, true },
    { "spelling", "CVD_SYNONYM_SPELLING", false, false },
    { "domain", "CVD_SYNONYM_DOMAIN", false, false },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

struct group {
    size_t kind, first, count;
    char *before[CONTEXT_WORDS_MAX + 1], *after[CONTEXT_WORDS_MAX + 1];
    bool name;
};

static struct entry entries[ENTRIES_MAX];
static size_t entry_count;
static struct group groups[GROUPS_MAX];
static size_t group_count;
static struct cvd_tokens tokens;

/* ---- reading --------------------------------------------------------- */

/* The tokens of `text` joined by spaces, exact or folded. */
static char *joined(const char *text, bool folded, size_t *words)
{
    struct cvd_buf b = { 0 };
    enum cvd_status st = cvd_tokenize(cvd_str_from(text), &tokens);

    for (size_t i = 0; i < tokens.count && st == CVD_OK; i++) {
        if (i)
            st = cvd_buf_add_char(&b, ' ');
        if (st == CVD_OK)
            st = cvd_buf_add(&b, folded ? cvd_token_folded(&tokens, i)
                                        : cvd_token_exact(&tokens, i));
    }
    if (st != CVD_OK)
        die("cannot read '%s'", text);
    if (tokens.count == 0 || tokens.count > CVD_SYNONYM_WORDS_MAX)
        die("'%s' has no word, or more than %d", text,
            CVD_SYNONYM_WORDS_MAX);
    if (words)
        *words = tokens.count;
    return b.ptr;
}

/* The next piece of *list before `separator`, without blanks around it. */
static char *next_piece(char **list, const char *separator)
{
    char *piece = *list;
    char *end = piece ? strstr(piece, separator) : NULL;

    *list = end ? end + strlen(separator) : NULL;
    if (end)
        *end = '\0';
    return piece;
}

static void read_words(char *list, char **out)
{
    size_t n = 0;

    for (char *w; (w = next_piece(&list, "; "));) {
        if (n == CONTEXT_WORDS_MAX)
            die("a context has more than %d words", CONTEXT_WORDS_MAX);
        out[n++] = joined(w, true, NULL);
    }
}

static void read_context(char *context, struct group *g)
{
    static const char before[] = "before ", after[] = "after ";

    if (strcmp(context, "name") == 0)
        g->name = true;
    else if (strncmp(context, before, sizeof before - 1) == 0)
        read_words(context + sizeof before - 1, g->before);
    else if (strncmp(context, after, sizeof after - 1) == 0)
        read_words(context + sizeof after - 1, g->after);
    else if (*context)
        die("'%s' is no context", context);
    if (*context && !kinds[g->kind].one_way)
        die("only what stands one way has a context");
}

static void read_form(const char *form, struct group *g)
{
    struct entry *e = &entries[entry_count];

    if (entry_count == ENTRIES_MAX || g->count == CVD_SYNONYM_FORMS_MAX)
        die("too many forms");
    e->exact = joined(form, false, &e->words);
    e->folded = joined(form, true, NULL);
    e->group = group_count;
    e->abbr = kinds[g->kind].abbr && !strchr(form, ' ') &&
              (g->count == 0 || !kinds[g->kind].one_way);
    /* Small letters and capitals are one to a document's words. */
    if (e->words == 1 && e->exact[1] != '\0' && e->abbr &&
        cvd_syllable_valid(cvd_str_from(e->exact)))
        die("'%s' is a syllable too", form);
    for (size_t i = g->first; i < entry_count; i++)
        if (strcmp(entries[i].exact, e->exact) == 0)
            die("'%s' stands there twice", form);
    entry_count++;
    g->count++;
}

static void read_row(char **field, size_t count)
{
    struct group *g = &groups[group_count];
    const char *kind = field[0];
    char *context = field[1], *forms = field[2];

    if (count != COLUMNS)
        die("%zu columns, want %d", count, COLUMNS);
    if (group_count == GROUPS_MAX)
        die("too many rows");
    while (g->kind < KINDS && strcmp(kind, kinds[g->kind].name) != 0)
        g->kind++;
    if (g->kind == KINDS)
        die("'%s' is no kind", kind);
    read_context(context, g);
    g->first = entry_count;
    for (char *form; (form = next_piece(&forms, " | "));)
        read_form(form, g);
    if (g->count < 2)
        die("one form stands for nothing");
    group_count++;
}

/* ---- writing --------------------------------------------------------- */

static void write_words(const char *name, size_t group, char *const *words)
{
    if (!words[0])
        return;
    printf("static const char *const %s_%zu[] = {\n", name, group);
    for (; *words; words++)
        printf("    \"%s\",\n", *words);
    printf("    NULL\n};\n");
}

static void write_name(const char *name, size_t group, char *const *words)
{
    if (words[0])
        printf("%s_%zu, ", name, group);
    else
        printf("NULL, ");
}

static int by_folded(const void *pa, const void *pb)
{
    const size_t *a = pa, *b = pb;
    int c = strcmp(entries[*a].folded, entries[*b].folded);

    return c ? c : *a < *b ? -1 : *a > *b;
}

static void write_tables(void)
{
    static size_t order[ENTRIES_MAX];

    printf("/* generated by mksynonyms from %s, do not edit */\n",
           table_path);
    printf("static const struct cvd_synonym_entry entries[] = {\n");
    for (size_t i = 0; i < entry_count; i++) {
        const struct entry *e = &entries[i];
        printf("    { { \"%s\", \"%s\", %zu }, %zu, %d },\n", e->exact,
               e->folded, e->words, e->group, e->abbr);
        order[i] = i;
    }
    printf("};\n");
    for (size_t i = 0; i < group_count; i++) {
        write_words("before", i, groups[i].before);
        write_words("after", i, groups[i].after);
    }
    printf("static const struct cvd_synonym_group groups[] = {\n");
    for (size_t i = 0; i < group_count; i++) {
        const struct group *g = &groups[i];
        printf("    { %s, %zu, %zu, ", kinds[g->kind].id, g->first,
               g->count);
        write_name("before", i, g->before);
        write_name("after", i, g->after);
        printf("%d, %d },\n", g->name, kinds[g->kind].one_way);
    }
    printf("};\n");
    qsort(order, entry_count, sizeof *order, by_folded);
    printf("static const uint32_t by_folded[] = {\n");
    for (size_t i = 0; i < entry_count; i++)
        printf("    %zu,\n", order[i]);
    printf("};\n");
}

int main(int argc, char **argv)
{
    table_path = "usage";
    if (argc != 2)
        die("mksynonyms SYNONYMS");
    read_table(argv[1], COLUMNS, read_row);
    write_tables();
    cvd_tokens_release(&tokens);
    if (fflush(stdout) != 0 || ferror(stdout))
        die("cannot write");
    return 0;
}
