/* casebook_at.h - the casebook of a command: -C, else $SEPTEL_CASEBOOK, else the working folder. */
#ifndef SEPTEL_CLI_CASEBOOK_AT_H
#define SEPTEL_CLI_CASEBOOK_AT_H

#include "../casebook/casebook.h"
#include "command.h"

#define OPTION_ROW_CASEBOOK                                                                        \
	{                                                                                          \
		"casebook", OPTION_TEXT, "DIR",                                                    \
			"the casebook (also -C DIR); else $SEPTEL_CASEBOOK, else this folder"      \
	}

/* The folder that is meant; borrowed. */
const char *casebook_path(const struct option_value *option);

/* Who acts: the option --by, else who runs the command; "" where that is nobody.  Borrowed, until
 * the next call. */
const char *casebook_officer(const struct option_value *by);

/* "FILE:LINE:COLUMN: TEXT" on stderr, one line a fault. */
void casebook_tell(const struct casebook *book);
/* What guards say to the claims that were added or checked: "FILE:LINE: refused: TEXT (T12)",
 * "FILE:LINE: warning: TEXT (W-GAP)" on stderr.  True: something is refused. */
bool casebook_tell_objections(const struct casebook *book);

#endif
