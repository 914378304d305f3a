/* vault_key.h - the key of a vault: from a file, else from whoever sits at the terminal.
 *
 * It is never an argument, which every process could read, and it is only ever in secret
 * memory.  A line end behind it does not count, so that a key may be typed or kept in a file.
 */
#ifndef SEPTEL_CLI_VAULT_KEY_H
#define SEPTEL_CLI_VAULT_KEY_H

#include "../casebook/vault_seal.h"
#include "command.h"

#define VAULT_KEY_VARIABLE "SEPTEL_VAULT_KEY_FILE"

#define OPTION_ROW_KEY_FILE                                                                        \
	{                                                                                          \
		"key-file", OPTION_TEXT, "FILE",                                                   \
			"the vault's key; else $SEPTEL_VAULT_KEY_FILE, else asked for"             \
	}

struct vault_key {
	struct secret bytes;
	struct vault_strength strength; /* of a lock that is made with it */
};

/* Reads it, from the file that is named (NULL: from the terminal, where it is asked for by
 * `prompt`, and twice where it is `fresh`, a key that a lock will be made with).  EXIT_DONE, or
 * the code with which the command ends (told on stderr); to be released in any case. */
int vault_key_read(struct vault_key *key, const char *command, const char *file, const char *prompt,
		   bool fresh);
void vault_key_release(struct vault_key *key);

/* The file that --key-file or $SEPTEL_VAULT_KEY_FILE names; NULL. */
const char *vault_key_file(const struct option_value *option);

#endif
