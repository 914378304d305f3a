/* relay_options.h - how a relay is to be run. */
#ifndef SEPTEL_RELAY_RELAY_OPTIONS_H
#define SEPTEL_RELAY_RELAY_OPTIONS_H

#include <stdbool.h>

struct relay_options {
	const char *file;    /* the configuration */
	const char *program; /* path of septel, which imports */
	const char *during; /* a shell command; the relay runs as long as it does; NULL: for ever */
	bool as_root;       /* may stay the superuser where the configuration names nobody */
};

#endif
