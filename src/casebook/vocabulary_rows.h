/* vocabulary_rows.h - the rows of vocabulary.def of those kinds that the includer has a
 * macro for; the macros are gone behind it.  To be included many times. */
#ifndef LIST
#define LIST(name, text, ...)
#endif
#ifndef KEY
#define KEY(name, text)
#endif
#ifndef TYPE
#define TYPE(name, text, subject, kind, meaning)
#endif
#ifndef HAS
#define HAS(key, need, value, of)
#endif
#include "vocabulary.def"
#undef LIST
#undef KEY
#undef TYPE
#undef HAS
