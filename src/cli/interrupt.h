/* interrupt.h - long work that ends well when it is told to (SIGINT, SIGTERM). */
#ifndef SEPTEL_CLI_INTERRUPT_H
#define SEPTEL_CLI_INTERRUPT_H

#include <stdbool.h>

/* From here on the first signal only sets a mark; a second one ends the program. */
void interrupt_catch(void);
bool interrupt_came(void);
/* The same, for a callback. */
bool interrupt_asked(void *context);
/* Ends the program by the signal that came, so that a shell knows; returns where none did. */
void interrupt_pass_on(void);

#endif
