/* port.h - where the bytes of a raw stream come from and go to when it is no connection: a device,
 * a pair of pipes or files.
 *
 * A character device is both ends.  Any other PATH stands for two: PATH.in is read and PATH.out is
 * written (made as a file where it is not there), each a pipe or a file.
 */
#ifndef SEPTEL_RELAY_PORT_H
#define SEPTEL_RELAY_PORT_H

#include "config.h"

struct port {
	int in, out;    /* the same for a device; -1: not there (yet) */
	bool is_file;   /* `in` is: it ends, and may grow, and no event tells of it */
	bool five_bits; /* the device was asked for five bits and took them */
};

/* Nothing is open. */
#define PORT_CLOSED ((struct port){.in = -1, .out = -1})

/* Opens what is not open yet and can be opened now.  False: there is nothing to write to, for
 * `*reason`; what is read may be open all the same (the writer of a pipe waits for its reader). */
bool septel__port_open(struct port *port, const struct outlet_settings *settings,
		       const char **reason) __attribute__((nonnull, warn_unused_result));
void septel__port_close(struct port *port) __attribute__((nonnull));
/* Everything written has left: the device is empty, the peer's system has it, the file is on the
 * disk. */
bool septel__port_is_drained(int out);

#endif
