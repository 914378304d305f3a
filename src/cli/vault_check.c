/* vault_check.c - see vault_check.h. */
#include "vault_check.h"

#include "../casebook/named.h"
#include "safe.h"
#include "vault_key.h"

struct vault_check {
	const struct journal *journal;
	size_t count;
};

static void warn(void *context, const struct name_told *told)
{
	struct vault_check *check = context;
	check->count++;
	complain("%.*s:%u:%u: warning: a name of '%.*s' stands %s",
		 VIEW_FORMAT(check->journal->path), told->line, told->column, VIEW_FORMAT(told->id),
		 told->in_quote ? "in a quote: quote words without it"
				: "here: it belongs in the vault alone");
}

static void search(const struct names_sought *sought, const struct journal *journal, size_t *count)
{
	struct vault_check check = {.journal = journal};
	septel__names_told(sought, journal->text, warn, &check);
	*count += check.count;
}

static bool search_all(const struct vault *vault, const struct casebook_folder *folder,
		       const struct casebook *book)
{
	struct names_sought sought;
	size_t count = 0;
	if (!septel__names_seek(&sought, vault, book, book->arena))
		return false;
	search(&sought, &folder->registry, &count);
	for (size_t i = 0; i < folder->count; i++)
		search(&sought, &folder->journals[i], &count);
	printf("%zu names of the vault told\n", count);
	return true;
}

int vault_check(const struct invocation *invocation, const struct option_value *key_file,
		const struct casebook_folder *folder, const struct casebook *book)
{
	struct vault_key key;
	struct vault vault = {.present = false};
	struct access_error error = {"out of memory"};
	const char *command = invocation->command->name;
	int code = vault_key_read(&key, command, vault_key_file(key_file),
				  "Key of the vault: ", false);
	const bool read = code == EXIT_DONE;
	if (read) {
		const enum vault_status status =
			septel__vault_open(&vault, folder->path, &key.bytes, &error);
		code = status == VAULT_FAILED ? EXIT_INVALID : (int)status;
	}
	if (code == EXIT_DONE && !vault.present) {
		snprintf(error.text, sizeof error.text, "%s/vault: there is none", folder->path);
		code = EXIT_INVALID;
	} else if (code == EXIT_DONE && !search_all(&vault, folder, book)) {
		code = EXIT_INVALID;
	}
	if (code != EXIT_DONE && read)
		complain("septel %s: %s", command, error.text);
	septel__vault_release(&vault);
	vault_key_release(&key);
	return code;
}
