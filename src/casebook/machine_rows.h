/* machine_rows.h - the rows of machine.def of those kinds that the includer has a macro for; the
 * macros are gone behind it.  To be included many times. */
#ifndef STATE
#define STATE(name, text, has_option, next)
#endif
#ifndef SIDE
#define SIDE(name, text)
#endif
#ifndef STEP
#define STEP(id, from, type, to, gate, binds)
#endif
#include "machine.def"
#undef STATE
#undef SIDE
#undef STEP
