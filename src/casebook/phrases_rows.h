/* phrases_rows.h - the rows of phrases.def of those kinds that the includer has a macro for;
 * the macros are gone behind it.  To be included many times. */
#ifndef IDIOM
#define IDIOM(rule, pattern)
#endif
#ifndef RECURS
#define RECURS(times, period, unit, pattern)
#endif
#ifndef AGE
#define AGE(pattern)
#endif
#ifndef ABOUT
#define ABOUT(pattern)
#endif
#ifndef LEAD
#define LEAD(lead, pattern)
#endif
#ifndef PART
#define PART(part, pattern)
#endif
#ifndef PERIOD
#define PERIOD(kind, rule, order, unit, offset, part, pattern)
#endif
#ifndef BASE
#define BASE(base, pattern)
#endif
#include "phrases.def"
#undef IDIOM
#undef RECURS
#undef AGE
#undef ABOUT
#undef LEAD
#undef PART
#undef PERIOD
#undef BASE
