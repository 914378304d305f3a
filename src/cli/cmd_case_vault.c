/* cmd_case_vault.c - septel case vault: who is who, under lock and key. */
#include "../access/log.h"
#include "../base/date.h"
#include "../base/limits.h"
#include "../casebook/folder.h"
#include "../casebook/reading.h"
#include "../casebook/vault.h"
#include "casebook_at.h"
#include "commands.h"
#include "printer.h"
#include "safe.h"
#include "vault_key.h"

#include <errno.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { OPT_CASEBOOK, OPT_KEY_FILE, OPT_NEW_KEY_FILE, OPT_JSON };

static const struct option OPTIONS[] = {
	OPTION_ROW_CASEBOOK,
	OPTION_ROW_KEY_FILE,
	{"new-key-file", OPTION_TEXT, "FILE", "of rekey: the key from now on; else asked for"},
	{"json", OPTION_FLAG, NULL, "get, list: one JSON object an id, one line each"},
};

struct vault_run {
	const struct invocation *invocation;
	const struct vault_action *action;
	const char *casebook;
	struct septel_view id;
	struct vault_key key;
	struct vault vault;
	int folder; /* held; -1: not */
	char log_path[PATH_MAX];
	struct access_log log;
	bool logs;
	struct access_error error;
};

struct vault_action {
	const char *name;
	bool takes_id, changes;
	int (*run)(struct vault_run *run);
};

/* ---- what all of them do --------------------------------------------------------------------- */

static int tell(const struct vault_run *run, enum vault_status status)
{
	static const int CODES[] = {[VAULT_OK] = EXIT_DONE,
				    [VAULT_INVALID] = EXIT_INVALID,
				    [VAULT_DAMAGED] = EXIT_BROKEN,
				    [VAULT_WRONG_KEY] = EXIT_NO_ACCESS};
	if (status != VAULT_OK)
		complain("septel case vault: %s", run->error.text);
	return status == VAULT_FAILED ? EXIT_INVALID : CODES[status];
}

static int tell_access(const struct vault_run *run, enum access_status status)
{
	if (status == ACCESS_OK)
		return EXIT_DONE;
	complain("septel case vault: %s", run->error.text);
	return status == ACCESS_BROKEN ? EXIT_BROKEN : EXIT_INVALID;
}

static int no_entry(const struct vault_run *run)
{
	complain("septel case vault: the vault has no '%.*s'", VIEW_FORMAT(run->id));
	return EXIT_NOT_SO;
}

/* Opened before the vault is held: a new log locks the folder, too. */
static int open_log(struct vault_run *run)
{
	const int length = snprintf(run->log_path, sizeof run->log_path, "%s/reads", run->casebook);
	enum access_status status = ACCESS_INVALID;
	if (length < 0 || (size_t)length >= sizeof run->log_path)
		snprintf(run->error.text, sizeof run->error.text, "path too long");
	else
		status = septel__access_log_open(&run->log, run->log_path, &run->error);
	run->logs = status == ACCESS_OK;
	return tell_access(run, status);
}

/* Reads and denials are in the log before anything is shown. */
static int note(struct vault_run *run, enum access_outcome outcome)
{
	char object[CASEBOOK_NAME_LIMIT + 16];
	snprintf(object, sizeof object, "%s%s%.*s", run->action->name, run->id.len ? " " : "",
		 VIEW_FORMAT(run->id));
	const struct access_log_entry entry = {
		.viewer = VIEW_LITERAL("owner"),
		.action = septel_view_of(run->invocation->command->name),
		.object = septel_view_of(object),
		.outcome = outcome};
	return tell_access(run, septel__access_log_append(&run->log, &entry, 1, &run->error));
}

/* The vault with its key: EXIT_DONE, or the code with which the command ends. */
static int open_vault(struct vault_run *run)
{
	const struct invocation *invocation = run->invocation;
	const bool there = septel__vault_is_there(run->casebook);
	int code = vault_key_read(&run->key, invocation->command->name,
				  vault_key_file(&invocation->options[OPT_KEY_FILE]),
				  there ? "Key of the vault: " : "Key of a new vault: ", !there);
	if (code == EXIT_DONE)
		code = open_log(run);
	if (code != EXIT_DONE)
		return code;
	if (run->action->changes) {
		const enum vault_status held =
			septel__vault_hold(&run->folder, run->casebook, &run->error);
		if (held != VAULT_OK)
			return tell(run, held);
	}
	const enum vault_status status =
		septel__vault_open(&run->vault, run->casebook, &run->key.bytes, &run->error);
	if (status == VAULT_WRONG_KEY) {
		struct access_error denied = run->error;
		code = note(run, ACCESS_NONE);
		run->error = denied;
		return code == EXIT_DONE ? tell(run, status) : code;
	}
	return tell(run, status);
}

static int save(struct vault_run *run)
{
	const int noted = note(run, ACCESS_FULL);
	if (noted != EXIT_DONE)
		return noted;
	return tell(run, septel__vault_save(&run->vault, run->casebook, run->folder, &run->error));
}

/* Straight from secret memory to stdout: no copy in a buffer of the C library. */
static int show(struct septel_view text)
{
	while (text.len) {
		const ssize_t put = write(STDOUT_FILENO, text.ptr, text.len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0) {
			complain("septel case vault: stdout: %s", strerror(errno));
			return EXIT_INVALID;
		}
		text = septel__slice(text, (size_t)put, text.len);
	}
	return EXIT_DONE;
}

/* ---- put --------------------------------------------------------------------------------- */

/* Standard input, all of it. */
static int read_words(struct secret *words)
{
	while (words->length < words->room) {
		const ssize_t got = read(STDIN_FILENO, words->bytes + words->length,
					 words->room - words->length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			complain("septel case vault: stdin: %s", strerror(errno));
			return EXIT_INVALID;
		}
		if (got == 0)
			break;
		words->length += (size_t)got;
	}
	return EXIT_DONE;
}

/* The first code point that no terminal may get, beyond the controls that the vault refuses. */
static const char *refused(struct septel_view words)
{
	struct septel_view line;
	const char *why = septel__vault_refuses(words);
	while (!why && septel__next_line(&words, &line))
		if (has_unsafe(line))
			why = "a character that turns the direction of writing";
	return why;
}

/* A slip in the id would hide a name where nobody looks for it. */
static int warn_of_stranger(struct vault_run *run)
{
	struct casebook_folder folder = {.count = 0};
	struct casebook book;
	struct septel_arena *arena = septel_arena_new(CASEBOOK_ARENA_LIMIT);
	enum access_status status = ACCESS_FAILED;
	snprintf(run->error.text, sizeof run->error.text, "out of memory");
	if (arena)
		status = septel__folder_load(&folder, run->casebook, arena, &run->error);
	if (status == ACCESS_OK) {
		septel__casebook_init(&book, arena);
		septel__casebook_read(&book, &folder.registry, folder.journals, folder.count);
		if (!septel__casebook_find(&book, run->id, THING_PARTY))
			complain("septel case vault: warning: '%.*s' is no party of the casebook "
				 "yet",
				 VIEW_FORMAT(run->id));
	} else {
		complain("septel case vault: %s", run->error.text);
	}
	septel_arena_free(arena);
	return status == ACCESS_OK ? EXIT_DONE : EXIT_INVALID;
}

static int put_words(struct vault_run *run, struct septel_view words)
{
	struct vault_entry before;
	const char *why = refused(words);
	if (why) {
		complain("septel case vault: the words on standard input: %s", why);
		return EXIT_INVALID;
	}
	int code = warn_of_stranger(run);
	if (code == EXIT_DONE)
		code = open_vault(run);
	if (code != EXIT_DONE)
		return code;
	const bool known = septel__vault_find(&run->vault, run->id, &before);
	const struct vault_entry entry = {run->id, (int64_t)time(NULL), words};
	snprintf(run->error.text, sizeof run->error.text, "the vault is full, or memory is");
	if (!run->vault.present &&
	    !septel__vault_lock_new(&run->vault.lock, &run->key.bytes, run->key.strength))
		return tell(run, VAULT_FAILED);
	const enum vault_status status = septel__vault_put(&run->vault, &entry);
	code = status == VAULT_OK ? save(run) : tell(run, status);
	if (code == EXIT_DONE)
		printf("%.*s: %s\n", VIEW_FORMAT(run->id), known ? "replaced" : "kept");
	return code;
}

static int put(struct vault_run *run)
{
	struct secret words;
	if (!septel__secret_init(&words, VAULT_WORDS_LIMIT + 1)) {
		complain("septel case vault: out of memory");
		return EXIT_INVALID;
	}
	int code = read_words(&words);
	if (code == EXIT_DONE)
		code = put_words(run, septel__trim(septel__secret_view(&words)));
	septel__secret_release(&words);
	return code;
}

/* ---- get, list ---------------------------------------------------------------------------------
 */

static void print_since(struct printer *printer, int64_t since)
{
	char at[SECONDS_TEXT_SIZE];
	printer_key(printer, "since");
	printer_string_or_null(printer, septel_view_of(septel__seconds_text(since, at)));
}

static void put_json(struct septel_out *out, const struct vault_entry *entry)
{
	struct printer printer;
	struct septel_view rest = entry->words, line = {"", 0};
	septel__next_line(&rest, &line);
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, entry->id);
	printer_key(&printer, "name");
	printer_string(&printer, line);
	printer_key(&printer, "words");
	printer_begin_list(&printer);
	while (septel__next_line(&rest, &line))
		printer_string(&printer, line);
	printer_end_list(&printer);
	print_since(&printer, entry->since);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

/* A byte of a JSON string takes six at most, and a line a few more: nothing grows, and nothing
 * stays behind of a buffer that did. */
static int show_json(const struct vault_entry *entry)
{
	struct septel_out out;
	int code = EXIT_INVALID;
	septel__out_init(&out, NULL, 0);
	if (septel__out_reserve(&out, 8 * (VAULT_WORDS_LIMIT + CASEBOOK_NAME_LIMIT) + 256)) {
		const size_t room = out.capacity;
		sodium_mlock(out.data, room);
		put_json(&out, entry);
		code = show(septel__out_written(&out));
		sodium_munlock(out.data, room); /* wipes it */
	}
	septel__out_release(&out);
	return code;
}

static int get(struct vault_run *run)
{
	struct vault_entry entry;
	int code = septel__vault_is_there(run->casebook) ? open_vault(run) : EXIT_DONE;
	if (code != EXIT_DONE)
		return code;
	if (!septel__vault_find(&run->vault, run->id, &entry))
		return no_entry(run);
	code = note(run, ACCESS_FULL);
	if (code != EXIT_DONE)
		return code;
	if (run->invocation->options[OPT_JSON].text)
		return show_json(&entry);
	code = show(entry.words);
	return code == EXIT_DONE ? show(VIEW_LITERAL("\n")) : code;
}

static size_t count_lines(struct septel_view words)
{
	struct septel_view line;
	size_t count = 0;
	while (septel__next_line(&words, &line))
		count++;
	return count;
}

static void list_entry(struct septel_out *out, const struct vault_entry *entry, bool json)
{
	struct printer printer;
	char at[SECONDS_TEXT_SIZE];
	const size_t lines = count_lines(entry->words);
	if (!json) {
		septel__out_format(out, "%.*s\t%.10s\t%zu\n", VIEW_FORMAT(entry->id),
				   septel__seconds_text(entry->since, at), lines);
		return;
	}
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, entry->id);
	print_since(&printer, entry->since);
	printer_key(&printer, "lines");
	printer_number(&printer, (long long)lines);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static int list(struct vault_run *run)
{
	struct vault_entry entry;
	struct septel_out out;
	int code = septel__vault_is_there(run->casebook) ? open_vault(run) : EXIT_DONE;
	if (code == EXIT_DONE && run->vault.present)
		code = note(run, ACCESS_FULL);
	if (code != EXIT_DONE)
		return code;
	septel__out_init(&out, NULL, 0);
	for (size_t at = 0; septel__vault_next(&run->vault, &at, &entry);)
		list_entry(&out, &entry, run->invocation->options[OPT_JSON].text != NULL);
	code = show(septel__out_written(&out));
	septel__out_release(&out);
	return code;
}

/* ---- rekey, forget --------------------------------------------------------------------------- */

static int change_lock(struct vault_run *run, const struct vault_key *key)
{
	struct vault_lock lock;
	if (!septel__vault_lock_new(&lock, &key->bytes, key->strength)) {
		complain("septel case vault: out of memory");
		return EXIT_INVALID;
	}
	septel__vault_lock_release(&run->vault.lock);
	run->vault.lock = lock;
	return save(run);
}

static int rekey(struct vault_run *run)
{
	struct vault_key fresh = {.bytes = {NULL, 0, 0}};
	if (!septel__vault_is_there(run->casebook)) {
		complain("septel case vault: %s/vault: there is none", run->casebook);
		return EXIT_INVALID;
	}
	int code = open_vault(run);
	if (code == EXIT_DONE)
		code = vault_key_read(&fresh, run->invocation->command->name,
				      run->invocation->options[OPT_NEW_KEY_FILE].text,
				      "New key of the vault: ", true);
	if (code == EXIT_DONE)
		code = change_lock(run, &fresh);
	vault_key_release(&fresh);
	if (code == EXIT_DONE)
		puts("the vault has a new key; copies of it made before still open with the old "
		     "one");
	return code;
}

static int forget(struct vault_run *run)
{
	struct vault_entry entry;
	int code = septel__vault_is_there(run->casebook) ? open_vault(run) : EXIT_DONE;
	if (code != EXIT_DONE)
		return code;
	if (!septel__vault_find(&run->vault, run->id, &entry))
		return no_entry(run);
	const enum vault_status status = septel__vault_forget(&run->vault, run->id);
	snprintf(run->error.text, sizeof run->error.text, "out of memory");
	code = status == VAULT_OK ? save(run) : tell(run, status);
	if (code == EXIT_DONE)
		printf("%.*s: forgotten\n", VIEW_FORMAT(run->id));
	return code;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static const struct vault_action ACTIONS[] = {
	{"put", true, true, put},      {"get", true, false, get},      {"list", false, false, list},
	{"rekey", false, true, rekey}, {"forget", true, true, forget},
};

static const struct vault_action *action_of(const struct invocation *invocation)
{
	const char *word = invocation->arguments[0];
	for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++) {
		const struct vault_action *action = &ACTIONS[i];
		if (strcmp(action->name, word) != 0)
			continue;
		if (action->takes_id == (invocation->count == 2))
			return action;
		complain("septel case vault: %s takes %s", word,
			 action->takes_id ? "an ID" : "nothing more");
		return NULL;
	}
	complain("septel case vault: '%s' is none of put, get, list, rekey, forget", word);
	return NULL;
}

static int run_action(const struct invocation *invocation)
{
	/* A process that fails leaves no picture of its memory. */
	const struct rlimit none = {0, 0};
	setrlimit(RLIMIT_CORE, &none);
	struct vault_run run = {.invocation = invocation,
				.action = action_of(invocation),
				.casebook = casebook_path(&invocation->options[OPT_CASEBOOK]),
				.folder = -1};
	if (!run.action)
		return EXIT_INVALID;
	if (run.action->takes_id)
		run.id = septel_view_of(invocation->arguments[1]);
	if (run.action->takes_id && !septel__is_name(run.id)) {
		complain("septel case vault: no id '%.*s': expected " NAME_EXPECTED,
			 VIEW_FORMAT(run.id));
		return EXIT_INVALID;
	}
	const int code = run.action->run(&run);
	septel__vault_release(&run.vault);
	vault_key_release(&run.key);
	if (run.folder >= 0)
		septel__vault_let_go(run.folder);
	if (run.logs)
		septel__access_log_close(&run.log);
	return code;
}

#define EXAMPLE_FRONT                                                                              \
	"dir=$(mktemp -d); cp -r examples/casebook/. $dir; export SEPTEL_CASEBOOK=$dir "           \
	"SEPTEL_VAULT_KEY_FILE=$dir.key; (umask 077; head -c 32 /dev/urandom >$dir.key); "

const struct command COMMAND_CASE_VAULT = {
	.name = "case vault",
	.summary = "Keep the names of persons under lock and key",
	.arguments = "put|get|list|rekey|forget [ID]",
	.least = 1,
	.about = "Journals call a person by an id. Who it is, and other words that would tell it,\n"
		 "stand in the messages and in the file vault of the casebook, encrypted:\n"
		 "put takes the name from standard input, one way of writing a line, get prints "
		 "it,\n"
		 "list prints ids, the day each was put in, and its lines; forget takes one out,\n"
		 "rekey changes the key. Each use is an entry of the casebook's log of reads.\n"
		 "The key comes from a file, or is asked for at the terminal and not shown.",
	.not_so = "get, forget: the vault has no such id",
	.broken = "the vault is damaged, or its log of reads",
	.no_access = "the key does not open the vault, or there is none",
	.example = EXAMPLE_FRONT "echo 'Omar Haddad' | septel case vault put sailor; "
				 "septel case vault list",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_action,
};
