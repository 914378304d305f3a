/* vault_check.h - names of the vault that stand in the journals: case check --vault. */
#ifndef SEPTEL_CLI_VAULT_CHECK_H
#define SEPTEL_CLI_VAULT_CHECK_H

#include "../casebook/folder.h"
#include "command.h"

/* Warns on stderr, "FILE:LINE:COLUMN: warning: ...", of each name that the registry or a
 * journal tells; never prints one.  The key is that of `key_file`.  EXIT_DONE, or the code with
 * which the command ends (told on stderr). */
int vault_check(const struct invocation *invocation, const struct option_value *key_file,
		const struct casebook_folder *folder, const struct casebook *book);

#endif
