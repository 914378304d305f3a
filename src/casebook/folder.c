/* folder.c - see folder.h: reading a casebook, and adding to it. */
#include "folder.h"

#include "../access/files.h"
#include "../base/limits.h"
#include "../base/out.h"
#include "objections.h"
#include "reading.h"
#include "sealing.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* "FOLDER/NAME" with a NUL behind, in the arena; NULL: memory is out. */
static const char *path_of(const char *folder, struct septel_view name, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%s/%.*s", folder, VIEW_FORMAT(name));
	return septel__out_terminated(&out);
}

static enum access_status out_of_memory(const char *path, struct access_error *error)
{
	return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", path);
}

/* ---- reading ------------------------------------------------------------------------------------
 */

static int is_journal(const struct dirent *entry)
{
	const struct septel_view name = septel_view_of(entry->d_name);
	return name.ptr[0] != '.' && septel__ends(name, ".jrn");
}

static enum access_status load(struct journal *journal, bool *present, const char *folder,
			       struct septel_view name, struct septel_arena *arena,
			       struct access_error *error)
{
	const char *path = path_of(folder, name, arena);
	if (!path)
		return out_of_memory(folder, error);
	journal->path = septel_view_of(path);
	return septel__file_read(&journal->text, present, path, JOURNAL_LIMIT, arena, error);
}

static enum access_status load_journals(struct casebook_folder *folder, struct dirent **names,
					int count, struct septel_arena *arena,
					struct access_error *error)
{
	bool present = false;
	enum access_status status = ACCESS_OK;
	if (count > (int)CASEBOOK_FILES_LIMIT)
		return septel__access_fail(error, ACCESS_INVALID, "%s: more than %u journals",
					   folder->path, CASEBOOK_FILES_LIMIT);
	folder->journals =
		septel_arena_alloc(arena, ((size_t)count + 1) * sizeof *folder->journals);
	if (!folder->journals)
		return out_of_memory(folder->path, error);
	for (int i = 0; i < count && status == ACCESS_OK; i++) {
		struct journal *journal = &folder->journals[folder->count];
		*journal = (struct journal){0};
		status = load(journal, &present, folder->path, septel_view_of(names[i]->d_name),
			      arena, error);
		folder->count += present; /* one may have gone since */
	}
	return status;
}

enum access_status septel__casebook_lock(int *lock, const char *path, struct septel_arena *arena,
					 struct access_error *error)
{
	const char *inside = path_of(path, VIEW_LITERAL("registry"), arena);
	return inside ? septel__folder_lock(lock, inside, error) : out_of_memory(path, error);
}

/* The head before the chain, the chain before the journals: so a writer at the same time
 * leaves more of the later one than the earlier knows, which is as it may be. */
static enum access_status load_chain(struct casebook_folder *folder, struct septel_arena *arena,
				     struct access_error *error)
{
	bool present;
	folder->chain_path = path_of(folder->path, VIEW_LITERAL("chain"), arena);
	if (!folder->chain_path)
		return out_of_memory(folder->path, error);
	const int head = septel__log_head_open(folder->chain_path, O_RDONLY);
	folder->head = septel__log_head_read(head, &folder->tip);
	if (head >= 0)
		close(head);
	return septel__file_read(&folder->chain, &present, folder->chain_path, CHAIN_LIMIT, arena,
				 error);
}

enum access_status septel__folder_load(struct casebook_folder *folder, const char *path,
				       struct septel_arena *arena, struct access_error *error)
{
	struct dirent **names;
	bool present = false;
	*folder = (struct casebook_folder){.path = path};
	const int count = scandir(path, &names, is_journal, alphasort);
	if (count < 0)
		return septel__access_fail(error, ACCESS_INVALID, "%s: %s", path, strerror(errno));
	enum access_status status =
		load(&folder->registry, &present, path, VIEW_LITERAL("registry"), arena, error);
	if (status == ACCESS_OK)
		status = load_chain(folder, arena, error);
	if (status == ACCESS_OK)
		status = load_journals(folder, names, count, arena, error);
	if (status == ACCESS_OK && !present && folder->count == 0)
		status = septel__access_fail(
			error, ACCESS_INVALID,
			"%s: no casebook: expected the file registry, which may be empty", path);
	for (int i = 0; i < count; i++)
		free(names[i]);
	free((void *)names);
	return status;
}

/* Behind septel__casebook_read of the first `count` journals. */
static bool match_chain(struct casebook *book, struct casebook_folder *folder, size_t count,
			struct chain *chain, enum chain_trust trust)
{
	return septel__chain_read(chain, septel_view_of(folder->chain_path), folder->chain,
				  folder->head, &folder->tip, book->arena) &&
	       septel__chain_match(chain, folder->journals, count, trust) &&
	       septel__chain_order(chain, book) && !septel__casebook_failed(book);
}

bool septel__folder_read(struct casebook *book, struct casebook_folder *folder)
{
	struct chain chain;
	septel__casebook_read(book, &folder->registry, folder->journals, folder->count);
	if (!folder->chain.len)
		return !septel__casebook_failed(book);
	return match_chain(book, folder, folder->count, &chain, CHAIN_BELIEVED);
}

bool septel__folder_verify(struct casebook *book, struct casebook_folder *folder,
			   struct chain *chain)
{
	septel__casebook_read(book, &folder->registry, folder->journals, folder->count);
	return match_chain(book, folder, folder->count, chain, CHAIN_VERIFIED);
}

/* ---- adding
 * --------------------------------------------------------------------------------------- */

struct addition {
	struct casebook *book;
	struct casebook_folder folder;
	const struct journal *claims;
	const struct message_source *source;
	struct access_error *error;
	bool trying; /* nothing is written */
};

/* The journal on the disk that opens with that message; NULL. */
static const struct journal *journal_of(const struct casebook_folder *folder, struct septel_view id)
{
	struct septel_view opens;
	struct septel_time dtg;
	for (size_t i = 0; i <= folder->count; i++)
		if (!folder->journals[i].added &&
		    septel__journal_opening(&folder->journals[i], &opens, &dtg) &&
		    septel__equal(opens, id))
			return &folder->journals[i];
	return NULL;
}

/* Claims of the addition that were read; all of its @msg lines have to name one message. */
static size_t count_added(const struct addition *addition, const struct journal *added)
{
	const struct casebook *book = addition->book;
	const struct journal_message *first = NULL;
	size_t count = 0;
	for (size_t i = 0; i < book->claim_count; i++)
		count += book->claims[i]->message->journal == added;
	for (const struct journal_message *at = book->first_message; at; at = at->next) {
		if (at->journal != added)
			continue;
		if (!first)
			first = at;
		if (!septel__equal(at->id, first->id))
			septel__casebook_fault(addition->book, added, at->line, at->id,
					       "another message", "claims of one message");
	}
	if (count == 0 && book->fault_count == 0)
		septel__casebook_fault(addition->book, added, 1, septel__slice(added->text, 0, 0),
				       "nothing to add", "@msg ID and a claim");
	return count;
}

/* Reads everything with the addition; its place among the journals is *added. */
static bool read_with(struct addition *addition, const struct journal **added)
{
	struct casebook_folder *folder = &addition->folder;
	struct anchor_report report;
	assert(folder->journals); /* it is loaded */
	folder->journals[folder->count] = *addition->claims;
	folder->journals[folder->count].added = true;
	septel__casebook_read(addition->book, &folder->registry, folder->journals,
			      folder->count + 1);
	*added = folder->journals;
	while (!(*added)->added)
		(*added)++;
	return septel__anchors_check(addition->book, addition->source, *added, &report);
}

/* The text of the journal with the claims behind it.  A @msg line that says what the
 * journal's own says is not repeated. */
static struct septel_view joined(struct septel_view text, struct septel_view claims,
				 struct septel_arena *arena)
{
	struct septel_out out;
	struct septel_view own = text, line = {"", 0}, rest = claims, first = {"", 0};
	while (septel__next_line(&own, &line) && !septel__starts(line, "@msg"))
		;
	while (septel__next_line(&rest, &first) && !septel__starts(first, "@msg"))
		;
	septel__out_init(&out, arena, 0);
	septel__out_view(&out, text);
	if (text.len && text.ptr[text.len - 1] != '\n')
		septel__out_byte(&out, '\n');
	if (text.len && septel__equal(septel__trim(line), septel__trim(first)))
		septel__out_view(&out, rest);
	else
		septel__out_view(&out, claims);
	if (out.length && out.data[out.length - 1] != '\n')
		septel__out_byte(&out, '\n');
	return septel__out_written(&out);
}

/* "NAVADMIN100/10" is kept in NAVADMIN100-10.jrn. */
static const char *new_path(const char *folder, struct septel_view id, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%s/", folder);
	for (size_t i = 0; i < id.len; i++)
		septel__out_byte(&out, id.ptr[i] == '/' ? '-' : id.ptr[i]);
	septel__out_string(&out, ".jrn");
	return septel__out_terminated(&out);
}

/* Where the claims go, and what it then has. */
struct addition_target {
	const char *path;
	struct septel_view text;
};

static enum access_status find_target(const struct addition *addition,
				      struct addition_target *target)
{
	struct septel_arena *arena = addition->book->arena;
	struct septel_view id;
	struct septel_time dtg;
	const char *folder = addition->folder.path;
	if (!septel__journal_opening(addition->claims, &id, &dtg))
		return septel__access_fail(addition->error, ACCESS_INVALID, "%.*s: no @msg line",
					   VIEW_FORMAT(addition->claims->path));
	const struct journal *journal = journal_of(&addition->folder, id);
	const struct septel_view old = journal ? journal->text : (struct septel_view){"", 0};
	target->path = journal ? journal->path.ptr : new_path(folder, id, arena);
	target->text = joined(old, addition->claims->text, arena);
	if (!target->path || septel_arena_failed(arena))
		return out_of_memory(folder, addition->error);
	return target->text.len <= JOURNAL_LIMIT
		       ? ACCESS_OK
		       : septel__access_fail(addition->error, ACCESS_INVALID,
					     "%s: longer than %zu bytes", target->path,
					     JOURNAL_LIMIT);
}

/* As many entries as the chain has, but for those that were erased: they stand in it twice, and
 * with an "@".  A wrong answer only leaves something unsealed for another time. */
static bool all_sealed(const struct addition *addition, size_t own, const struct log_tip *tip)
{
	const struct septel_view chain = addition->folder.chain;
	size_t sealed = addition->book->claim_count - own;
	for (size_t at = 0; (at = septel__find_byte(chain, '@', at)) != VIEW_NOT_FOUND; at++)
		sealed++;
	return sealed == tip->number;
}

/* What was written by hand is sealed first, if it holds: else that is for `check` to tell. */
static enum access_status seal_earlier(struct addition *addition, const struct journal *added,
				       struct septel_out *out, struct log_tip *tip)
{
	struct chain chain;
	struct anchor_report report;
	struct casebook *book = addition->book;
	struct casebook_folder *folder = &addition->folder;
	if (!match_chain(book, folder, folder->count + 1, &chain, CHAIN_BELIEVED))
		return out_of_memory(folder->path, addition->error);
	const size_t own = septel__journal_chained(&chain, added)->entries.count;
	if (chain.unsealed == own || chain.erasing || septel__chain_broken(&chain))
		return ACCESS_OK;
	if (!septel__anchors_check(book, addition->source, NULL, &report))
		return septel__access_fail(addition->error, ACCESS_FAILED,
					   "%s: a message cannot be read", folder->path);
	if (!book->fault_count)
		return septel__seal_unsealed(out, &chain, book, added, tip, addition->error);
	book->fault_count = book->faults_dropped = 0;
	return ACCESS_OK;
}

/* Seals the last `count` entries of the journal, which are the addition. */
static enum access_status seal_own(const struct addition *addition,
				   const struct addition_target *target, size_t count,
				   struct septel_out *out, struct log_tip *tip)
{
	struct journal_entries entries;
	const struct journal journal = {.path = septel_view_of(target->path), .text = target->text};
	if (!septel__journal_entries(&entries, &journal, addition->book->arena))
		return out_of_memory(target->path, addition->error);
	for (size_t i = entries.count - count; i < entries.count; i++)
		septel__seal(out, septel__journal_file(&journal), &entries.at[i], SEALED_LAST, tip);
	return out->failed ? out_of_memory(target->path, addition->error) : ACCESS_OK;
}

/* The journal, and then the chain. */
static enum access_status write_both(struct addition *addition, const struct journal *added,
				     size_t count, int lock, struct chain_end *end)
{
	struct septel_out lines;
	struct log_tip tip = end->tip;
	struct addition_target target = {"", {"", 0}};
	septel__out_init(&lines, addition->book->arena, 0);
	enum access_status status = find_target(addition, &target);
	if (status == ACCESS_OK && !all_sealed(addition, count, &tip))
		status = seal_earlier(addition, added, &lines, &tip);
	if (status == ACCESS_OK)
		status = seal_own(addition, &target, count, &lines, &tip);
	if (status == ACCESS_OK)
		status = septel__file_replace(target.path, lock, target.text, addition->error);
	if (status == ACCESS_OK)
		status = septel__chain_append(end, septel__out_written(&lines), &tip,
					      addition->error);
	return status;
}

static enum access_status write_claims(struct addition *addition, const struct journal *added,
				       size_t count, int lock)
{
	struct chain_end end;
	enum access_status status =
		septel__chain_open(&end, addition->folder.chain_path, addition->error);
	if (status == ACCESS_OK)
		status = write_both(addition, added, count, lock, &end);
	septel__chain_close(&end);
	return status;
}

/* What guards say to the claims that are added goes to the casebook. */
static enum access_status ask_guards(struct addition *addition, const struct journal *added)
{
	struct casebook *book = addition->book;
	struct objections *objections = septel_arena_alloc(book->arena, sizeof *objections);
	if (objections)
		septel__objections_read(objections, book, added);
	if (!objections || septel__casebook_failed(book))
		return out_of_memory(addition->folder.path, addition->error);
	book->objections = objections;
	for (size_t i = 0; i < objections->count; i++)
		if (objections->at[i].refused)
			return septel__access_fail(addition->error, ACCESS_REFUSED,
						   "refused, nothing was added: %.*s",
						   VIEW_FORMAT(objections->at[i].text));
	return ACCESS_OK;
}

static enum access_status add_locked(struct addition *addition, const char *path, int lock,
				     size_t *added)
{
	const struct journal *claims;
	enum access_status status = septel__folder_load(&addition->folder, path,
							addition->book->arena, addition->error);
	if (status != ACCESS_OK)
		return status;
	if (!read_with(addition, &claims))
		return septel__casebook_failed(addition->book)
			       ? out_of_memory(path, addition->error)
			       : septel__access_fail(addition->error, ACCESS_FAILED,
						     "%s: a message cannot be read", path);
	const size_t count = count_added(addition, claims);
	if (addition->book->fault_count)
		return ACCESS_OK;
	status = ask_guards(addition, claims);
	if (status == ACCESS_OK && !addition->trying)
		status = write_claims(addition, claims, count, lock);
	if (status == ACCESS_OK)
		*added = count;
	return status;
}

static enum access_status add_or_try(struct casebook *book, const char *path,
				     const struct journal *claims,
				     const struct message_source *source, bool trying,
				     size_t *added, struct access_error *error)
{
	int lock = -1;
	struct addition addition = {
		.book = book, .claims = claims, .source = source, .error = error, .trying = trying};
	*added = 0;
	enum access_status status = septel__casebook_lock(&lock, path, book->arena, error);
	if (status != ACCESS_OK)
		return status;
	status = add_locked(&addition, path, lock, added);
	septel__folder_unlock(lock);
	return status;
}

enum access_status septel__folder_add(struct casebook *book, const char *path,
				      const struct journal *claims,
				      const struct message_source *source, size_t *added,
				      struct access_error *error)
{
	return add_or_try(book, path, claims, source, false, added, error);
}

enum access_status septel__folder_try(struct casebook *book, const char *path,
				      const struct journal *claims,
				      const struct message_source *source, size_t *added,
				      struct access_error *error)
{
	return add_or_try(book, path, claims, source, true, added, error);
}
