/* version.h - versions that people and files see.  base/: libc only. */
#ifndef CVD_BASE_VERSION_H
#define CVD_BASE_VERSION_H

#define CVD_VERSION "0.1.0"

/* Raised when the same text would give other terms: documents indexed by
 * another analyzer count as changed, and `add` reads them again. */
#define CVD_ANALYZER_VERSION 3

/* Raised when the files of a generation change their form. */
#define CVD_FORMAT_VERSION 4

#endif
