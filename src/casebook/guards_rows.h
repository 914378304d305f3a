/* guards_rows.h - the rows of guards.def of those kinds that the includer has a macro for; the
 * macros are gone behind it.  To be included many times. */
#ifndef GATE
#define GATE(name, text, option)
#endif
#ifndef GUARD
#define GUARD(name, gate, override, check, asks, ...)
#endif
#ifndef WARNING
#define WARNING(name, gate, check, asks, ...)
#endif
#include "guards.def"
#undef GATE
#undef GUARD
#undef WARNING
