/* description.h - the API as OpenAPI 3.1 has it: openapi.json, whose bytes
 * the build puts into the program. */
#ifndef CVD_SEARCHD_DESCRIPTION_H
#define CVD_SEARCHD_DESCRIPTION_H

/* NUL-terminated. */
extern const char description_json[];

#endif
