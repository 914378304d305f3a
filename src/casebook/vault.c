/* vault.c - see vault.h. */
#include "vault.h"

#include "../access/files.h"
#include "../base/limits.h"
#include "../base/utf8.h"
#include "reading.h"

#include <limits.h>
#include <stdio.h>
#include <unistd.h>

enum { TIME_SIZE = 8, LENGTH_SIZE = 4 };

/* ---- entries as bytes -------------------------------------------------------------------- */

static uint64_t number_of(struct septel_view bytes)
{
	uint64_t number = 0;
	for (size_t i = bytes.len; i > 0; i--)
		number = number << 8 | (unsigned char)bytes.ptr[i - 1];
	return number;
}

static void append_number(struct secret *names, uint64_t number, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		const unsigned char byte = (unsigned char)(number >> (8 * i));
		septel__secret_append(names, &byte, 1);
	}
}

static void append_entry(struct secret *names, const struct vault_entry *entry)
{
	append_number(names, entry->id.len, 1);
	septel__secret_append(names, entry->id.ptr, entry->id.len);
	append_number(names, (uint64_t)entry->since, TIME_SIZE);
	append_number(names, entry->words.len, LENGTH_SIZE);
	septel__secret_append(names, entry->words.ptr, entry->words.len);
}

static size_t size_of(const struct vault_entry *entry)
{
	return 1 + entry->id.len + TIME_SIZE + LENGTH_SIZE + entry->words.len;
}

/* Takes `size` bytes off the front; false where so many are not there. */
static bool take(struct septel_view *rest, size_t size, struct septel_view *taken)
{
	if (size > rest->len)
		return false;
	*taken = septel__slice(*rest, 0, size);
	*rest = septel__slice(*rest, size, rest->len);
	return true;
}

static bool take_entry(struct septel_view *rest, struct vault_entry *entry)
{
	struct septel_view bytes;
	if (!take(rest, 1, &bytes) || !take(rest, number_of(bytes), &entry->id) ||
	    !take(rest, TIME_SIZE, &bytes))
		return false;
	entry->since = (int64_t)number_of(bytes);
	return take(rest, LENGTH_SIZE, &bytes) && take(rest, number_of(bytes), &entry->words);
}

bool septel__vault_names_hold(struct septel_view names)
{
	struct vault_entry entry, before = {.id = {"", 0}};
	for (; names.len; before = entry)
		if (!take_entry(&names, &entry) || !septel__is_name(entry.id) ||
		    septel__vault_refuses(entry.words) || septel__compare(before.id, entry.id) >= 0)
			return false;
	return true;
}

bool septel__vault_next(const struct vault *vault, size_t *at, struct vault_entry *entry)
{
	const struct septel_view names = septel__secret_view(&vault->names);
	struct septel_view rest = septel__slice(names, *at, names.len);
	if (!rest.len || !take_entry(&rest, entry))
		return false;
	*at = names.len - rest.len;
	return true;
}

bool septel__vault_find(const struct vault *vault, struct septel_view id, struct vault_entry *entry)
{
	for (size_t at = 0; septel__vault_next(vault, &at, entry);)
		if (septel__equal(entry->id, id))
			return true;
	return false;
}

/* ---- changing -------------------------------------------------------------------------------- */

/* Controls would write over other words of a terminal; a line end ends a way of writing. */
static bool is_control(uint32_t code)
{
	return code != '\n' && (code < ' ' || (code >= 0x7F && code < 0xA0));
}

const char *septel__vault_refuses(struct septel_view words)
{
	uint32_t code;
	if (words.len > VAULT_WORDS_LIMIT)
		return "too long";
	if (septel__trim(words).len == 0)
		return "no name";
	for (size_t at = 0, length; at < words.len; at += length) {
		length = septel__utf8_decode(words, at, &code);
		if (length == 0)
			return "no UTF-8";
		if (is_control(code))
			return "a control character";
	}
	return NULL;
}

/* All entries anew: `put` in its place (NULL: none), without the one that is called `without`. */
static enum vault_status rewrite(struct vault *vault, const struct vault_entry *put,
				 struct septel_view without)
{
	struct secret names;
	struct vault_entry entry;
	const size_t room = vault->names.length + (put ? size_of(put) : 0);
	if (room > VAULT_NAMES_LIMIT)
		return VAULT_INVALID;
	if (!septel__secret_init(&names, room ? room : 1))
		return VAULT_FAILED;
	for (size_t at = 0; septel__vault_next(vault, &at, &entry);) {
		if (septel__equal(entry.id, without))
			continue;
		if (put && septel__compare(put->id, entry.id) < 0) {
			append_entry(&names, put);
			put = NULL;
		}
		append_entry(&names, &entry);
	}
	if (put)
		append_entry(&names, put);
	septel__secret_release(&vault->names);
	vault->names = names;
	return VAULT_OK;
}

enum vault_status septel__vault_put(struct vault *vault, const struct vault_entry *entry)
{
	return rewrite(vault, entry, entry->id);
}

enum vault_status septel__vault_forget(struct vault *vault, struct septel_view id)
{
	return rewrite(vault, NULL, id);
}

/* ---- the file -------------------------------------------------------------------------------- */

/* Its path; false: too long, told in *error. */
static bool path_of(char path[PATH_MAX], const char *casebook, struct access_error *error)
{
	const int length = snprintf(path, PATH_MAX, "%s/vault", casebook);
	if (length > 0 && length < PATH_MAX)
		return true;
	septel__access_fail(error, ACCESS_FAILED, "%s: path too long", casebook);
	return false;
}

bool septel__vault_is_there(const char *casebook)
{
	struct access_error error;
	char path[PATH_MAX];
	return path_of(path, casebook, &error) && access(path, F_OK) == 0;
}

static enum vault_status tell(enum vault_status status, const char *path,
			      struct access_error *error)
{
	switch (status) {
	case VAULT_DAMAGED:
		septel__access_fail(error, ACCESS_BROKEN, "%s: damaged, or no vault", path);
		break;
	case VAULT_WRONG_KEY:
		septel__access_fail(error, ACCESS_INVALID, "%s: the key does not open it", path);
		break;
	case VAULT_FAILED:
		septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
		break;
	case VAULT_OK:
	case VAULT_INVALID:
		break;
	}
	return status;
}

static enum vault_status of_access(enum access_status status)
{
	return status == ACCESS_OK        ? VAULT_OK
	       : status == ACCESS_INVALID ? VAULT_INVALID
					  : VAULT_FAILED;
}

static enum vault_status open_in(struct vault *vault, const char *path, const struct secret *key,
				 struct septel_arena *arena, struct access_error *error)
{
	struct septel_view file;
	enum vault_status status = of_access(
		septel__file_read(&file, &vault->present, path, VAULT_FILE_LIMIT, arena, error));
	if (status != VAULT_OK || !vault->present)
		return status;
	status = septel__vault_unseal(&vault->names, &vault->lock, file, key);
	if (status == VAULT_OK && !septel__vault_names_hold(septel__secret_view(&vault->names))) {
		septel__vault_release(vault);
		status = VAULT_DAMAGED;
	}
	return tell(status, path, error);
}

enum vault_status septel__vault_open(struct vault *vault, const char *casebook,
				     const struct secret *key, struct access_error *error)
{
	char path[PATH_MAX];
	struct septel_arena *arena = septel_arena_new(2 * VAULT_FILE_LIMIT);
	*vault = (struct vault){.present = false};
	enum vault_status status = VAULT_FAILED;
	if (!arena)
		tell(status, casebook, error);
	else if (path_of(path, casebook, error))
		status = open_in(vault, path, key, arena, error);
	septel_arena_free(arena);
	return status;
}

void septel__vault_release(struct vault *vault)
{
	septel__secret_release(&vault->names);
	septel__vault_lock_release(&vault->lock);
}

enum vault_status septel__vault_save(const struct vault *vault, const char *casebook, int folder,
				     struct access_error *error)
{
	char path[PATH_MAX];
	struct septel_out file;
	if (!path_of(path, casebook, error))
		return VAULT_FAILED;
	septel__out_init(&file, NULL, VAULT_FILE_LIMIT);
	const enum vault_status status =
		septel__vault_seal(&file, &vault->lock, &vault->names)
			? of_access(septel__file_replace(path, folder, septel__out_written(&file),
							 error))
			: tell(VAULT_FAILED, path, error);
	septel__out_release(&file);
	return status;
}

enum vault_status septel__vault_hold(int *folder, const char *casebook, struct access_error *error)
{
	char path[PATH_MAX];
	return path_of(path, casebook, error) ? of_access(septel__folder_lock(folder, path, error))
					      : VAULT_FAILED;
}

void septel__vault_let_go(int folder)
{
	septel__folder_unlock(folder);
}
