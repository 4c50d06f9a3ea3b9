/* mknames.c - see mknames.h. */
#include "analyzers/mknames.h"
#include "analyzers/names_table.h"

#include <inttypes.h>
#include <stdio.h>

void write_uint32(const char *name, const uint32_t *v, size_t count)
{
    printf("static const uint32_t %s[] = {", name);
    for (size_t i = 0; i < count; i++)
        printf("%s%" PRIu32 ",", i % 10 ? " " : "\n    ", v[i]);
    printf("\n};\n");
}

/* Numbers, not a literal: C promises no literal of more than 4095 bytes. */
void write_pool(const char *name, const char *bytes, size_t len)
{
    printf("static const char %s[] = {", name);
    for (size_t i = 0; i < len; i++)
        printf("%s%d,", i % 16 ? " " : "\n    ", (signed char)bytes[i]);
    printf("\n    0\n};\n");
}

static void write_part(const char *name, const char *part, const uint32_t *v,
                       size_t count)
{
    char full[128];

    snprintf(full, sizeof full, "%s_%s", name, part);
    write_uint32(full, v, count);
}

void write_names(const char *name, const struct cvd_names *n)
{
    char pool[128];

    snprintf(pool, sizeof pool, "%s_pool", name);
    write_pool(pool, n->pool, n->word_at[n->word_count]);
    write_part(name, "word_at", n->word_at, (size_t)n->word_count + 1);
    write_part(name, "word_slot", n->word_slot, (size_t)n->slot_mask + 1);
    write_part(name, "word_state", n->word_state, (size_t)n->word_count + 1);
    write_part(name, "state_word", n->state_word, n->state_count);
    write_part(name, "state_child", n->state_child,
               (size_t)n->state_count + 1);
    write_part(name, "state_value", n->state_value, n->state_count);
    write_part(name, "values", n->values, n->value_count);
    printf("static const struct cvd_names %s = {\n"
           "    .pool = %s_pool, .word_at = %s_word_at,\n"
           "    .word_count = %" PRIu32 ", .word_slot = %s_word_slot,\n"
           "    .slot_mask = %" PRIu32 ", .word_state = %s_word_state,\n"
           "    .state_count = %" PRIu32 ", .state_word = %s_state_word,\n"
           "    .state_child = %s_state_child,\n"
           "    .state_value = %s_state_value, .values = %s_values,\n"
           "    .value_count = %" PRIu32 "\n};\n",
           name, name, name, n->word_count, name, n->slot_mask, name,
           n->state_count, name, name, name, name, n->value_count);
}
