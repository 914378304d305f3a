/* vault_key.c - see vault_key.h. */
#include "vault_key.h"

#include "../base/limits.h"
#include "safe.h"
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A key shorter than this is soon guessed. */
#define KEY_SHORT 12

const char *vault_key_file(const struct option_value *option)
{
	const char *named = getenv(VAULT_KEY_VARIABLE);
	if (option->text)
		return option->text;
	return named && *named ? named : NULL;
}

void vault_key_release(struct vault_key *key)
{
	septel__secret_release(&key->bytes);
}

/* ---- a file ---------------------------------------------------------------------------------- */

static int refuse(const char *command, const char *file, const char *why)
{
	complain("septel %s: %s: %s", command, file, why);
	return EXIT_INVALID;
}

static void cut_line_end(struct secret *key)
{
	if (key->length && key->bytes[key->length - 1] == '\n')
		key->length--;
	if (key->length && key->bytes[key->length - 1] == '\r')
		key->length--;
}

/* Up to the end of what may be a pipe. */
static bool read_secret(struct secret *key, int file)
{
	while (key->length < key->room) {
		const ssize_t got = read(file, key->bytes + key->length, key->room - key->length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0;
		key->length += (size_t)got;
	}
	return true;
}

static int read_file(struct secret *key, const char *command, const char *path)
{
	struct stat stat;
	const int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return refuse(command, path, strerror(errno));
	const bool done = read_secret(key, file);
	const char *why = done ? NULL : strerror(errno);
	const bool open_to_others = fstat(file, &stat) == 0 && S_ISREG(stat.st_mode) &&
				    (stat.st_mode & (S_IRWXG | S_IRWXO));
	close(file);
	if (why)
		return refuse(command, path, why);
	if (key->length > VAULT_KEY_LIMIT)
		return refuse(command, path, "too long for a key");
	cut_line_end(key);
	if (key->length == 0)
		return refuse(command, path, "no key: the file is empty");
	if (open_to_others)
		complain("septel %s: warning: %s: others may read this key (chmod 600)", command,
			 path);
	return EXIT_DONE;
}

/* ---- a person ------------------------------------------------------------------------------ */

static int ask(struct secret *key, const char *command, const char *prompt)
{
	switch (terminal_ask(key, VAULT_KEY_LIMIT, prompt)) {
	case TERMINAL_DONE:
		break;
	case TERMINAL_NONE:
		complain("septel %s: no key: --key-file FILE, $" VAULT_KEY_VARIABLE
			 ", or a terminal to ask at",
			 command);
		return EXIT_NO_ACCESS;
	case TERMINAL_FAILED:
		complain("septel %s: no key was read from the terminal", command);
		return EXIT_NO_ACCESS;
	}
	if (key->length)
		return EXIT_DONE;
	complain("septel %s: no key was given", command);
	return EXIT_NO_ACCESS;
}

/* The same once more, against a slip of the fingers that would lock the vault for good. */
static int ask_again(const struct secret *key, const char *command)
{
	struct secret again;
	if (!septel__secret_init(&again, VAULT_KEY_LIMIT + 1)) {
		complain("septel %s: out of memory", command);
		return EXIT_INVALID;
	}
	int code = ask(&again, command, "The same once more: ");
	if (code == EXIT_DONE && (again.length != key->length ||
				  sodium_memcmp(again.bytes, key->bytes, key->length) != 0)) {
		complain("septel %s: that was another one", command);
		code = EXIT_INVALID;
	}
	septel__secret_release(&again);
	return code;
}

int vault_key_read(struct vault_key *key, const char *command, const char *file, const char *prompt,
		   bool fresh)
{
	key->strength = file ? VAULT_STRENGTH_KEY_FILE : VAULT_STRENGTH_PASSPHRASE;
	if (!septel__secret_init(&key->bytes, VAULT_KEY_LIMIT + 1)) {
		complain("septel %s: out of memory", command);
		return EXIT_INVALID;
	}
	int code = file ? read_file(&key->bytes, command, file) : ask(&key->bytes, command, prompt);
	if (code == EXIT_DONE && fresh && !file)
		code = ask_again(&key->bytes, command);
	if (code == EXIT_DONE && fresh && key->bytes.length < KEY_SHORT)
		complain("septel %s: warning: a key of fewer than %d characters is soon guessed",
			 command, KEY_SHORT);
	return code;
}
