/* xml.h - XML out: the one place where it is escaped (XML 1.0, 5th edition).
 *
 * base/: libc only. */
#ifndef CVD_BASE_XML_H
#define CVD_BASE_XML_H

#include "base/str.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Append `s` so that it may stand in text and in an attribute between either
 * quotation mark, and is read back as it is, line breaks too.  What is no
 * UTF-8 and what XML forbids (2.2: control characters, U+FFFE, U+FFFF) becomes
 * U+FFFD.  DEL and C1, which a terminal may obey, are written as references.
 *   CVD_ENOMEM */
enum cvd_status cvd_xml_escape(struct cvd_str s, struct cvd_buf *out);

#ifdef __cplusplus
}
#endif
#endif
