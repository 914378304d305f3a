/* sealing.c - see sealing.h. */
#include "sealing.h"

#include "../access/files.h"
#include "../base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void septel__seal(struct septel_out *out, struct septel_view file,
		  const struct journal_entry *entry, size_t behind, struct log_tip *tip)
{
	unsigned char salt[CHAIN_SALT_BYTES];
	char salt_text[2 * CHAIN_SALT_BYTES + 1], digest[LOG_HASH_LENGTH + 1],
		hash[LOG_HASH_LENGTH + 1];
	randombytes_buf(salt, sizeof salt);
	sodium_bin2hex(salt_text, sizeof salt_text, salt, sizeof salt);
	struct sealed_entry sealed = {
		.file = file, .salt = septel_view_of(salt_text), .behind = behind};
	septel__entry_digest(entry, sealed.salt, digest);
	septel__chain_hash((struct septel_view){tip->hash, LOG_HASH_LENGTH}, tip->number + 1,
			   &sealed, (struct septel_view){digest, LOG_HASH_LENGTH}, hash);
	sealed.hash = (struct septel_view){hash, LOG_HASH_LENGTH};
	septel__chain_line_put(out, (size_t)++tip->number, &sealed);
	memcpy(tip->hash, hash, sizeof hash);
}

/* ---- the end of the file ------------------------------------------------------------------- */

static enum access_status refused(const char *path, struct access_error *error)
{
	return septel__access_fail(error, ACCESS_FAILED, "%s: %s", path, strerror(errno));
}

static enum access_status broken(const char *path, const char *what, struct access_error *error)
{
	return septel__access_fail(error, ACCESS_BROKEN, "%s: %s", path, what);
}

/* The last whole line of `window`, which holds the end of the file. */
static enum access_status read_tip(struct chain_end *end, struct septel_view window,
				   struct access_error *error)
{
	const char *newline = memrchr(window.ptr, '\n', window.len);
	struct sealed_entry sealed;
	size_t number;
	if (!newline && window.len == end->size) {
		end->size = 0; /* the first line was never finished */
		return ACCESS_OK;
	}
	if (!newline)
		return broken(end->path, "the last line is no line of a chain", error);
	const size_t length = (size_t)(newline - window.ptr);
	const char *before = memrchr(window.ptr, '\n', length);
	const size_t start = before ? (size_t)(before - window.ptr) + 1 : 0;
	if (!septel__chain_line_read(septel__slice(window, start, length), &number, &sealed))
		return broken(end->path, "the last line is no line of a chain", error);
	end->size -= window.len - length - 1;
	end->tip.number = number;
	memcpy(end->tip.hash, sealed.hash.ptr, LOG_HASH_LENGTH);
	return ACCESS_OK;
}

static enum access_status read_end(struct chain_end *end, struct access_error *error)
{
	struct stat stat;
	if (fstat(end->file, &stat) != 0)
		return refused(end->path, error);
	end->size = (size_t)stat.st_size;
	if (!end->size)
		return ACCESS_OK;
	const size_t length = end->size < LOG_LINE_LIMIT ? end->size : LOG_LINE_LIMIT;
	char *bytes = malloc(length);
	if (!bytes)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", end->path);
	const ssize_t got = pread(end->file, bytes, length, (off_t)(end->size - length));
	const enum access_status status =
		got == (ssize_t)length ? read_tip(end, (struct septel_view){bytes, length}, error)
				       : refused(end->path, error);
	free(bytes);
	return status;
}

static enum access_status hold_against_head(const struct chain_end *end, struct access_error *error)
{
	struct log_tip known;
	const enum log_head read = septel__log_head_read(end->head, &known);
	if (read == LOG_HEAD_ABSENT)
		return ACCESS_OK;
	if (read == LOG_HEAD_DAMAGED)
		return broken(end->path, "its head is damaged (chain.head)", error);
	if (known.number > end->tip.number)
		return broken(end->path, "entries are missing at the end", error);
	if (known.number == end->tip.number &&
	    memcmp(known.hash, end->tip.hash, LOG_HASH_LENGTH) != 0)
		return broken(end->path, "not the entry that chain.head knows", error);
	return ACCESS_OK;
}

enum access_status septel__chain_open(struct chain_end *end, const char *path,
				      struct access_error *error)
{
	*end = (struct chain_end){
		.path = path, .file = -1, .head = -1, .tip = septel__log_no_tip()};
	if (sodium_init() < 0)
		return septel__access_fail(error, ACCESS_FAILED, "%s: no hashes", path);
	end->file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
	end->head = end->file < 0 ? -1 : septel__log_head_open(path, O_RDWR | O_CREAT);
	if (end->head < 0)
		return refused(path, error);
	const enum access_status status = read_end(end, error);
	return status == ACCESS_OK ? hold_against_head(end, error) : status;
}

void septel__chain_close(struct chain_end *end)
{
	if (end->file >= 0)
		close(end->file);
	if (end->head >= 0)
		close(end->head);
	end->file = end->head = -1;
}

/* ---- writing ------------------------------------------------------------------------------- */

/* All of the lines or none; what a crash left of a line goes. */
static enum access_status write_lines(struct chain_end *end, struct septel_view lines,
				      struct access_error *error)
{
	ssize_t put;
	if (ftruncate(end->file, (off_t)end->size) != 0)
		return refused(end->path, error);
	do
		put = write(end->file, lines.ptr, lines.len);
	while (put < 0 && errno == EINTR);
	if (put >= 0 && (size_t)put < lines.len)
		errno = ENOSPC;
	if (put == (ssize_t)lines.len && fdatasync(end->file) == 0)
		return ACCESS_OK;
	const enum access_status status = refused(end->path, error);
	return ftruncate(end->file, (off_t)end->size) == 0 ? status : refused(end->path, error);
}

enum access_status septel__chain_append(struct chain_end *end, struct septel_view lines,
					const struct log_tip *tip, struct access_error *error)
{
	const enum access_status status = write_lines(end, lines, error);
	if (status != ACCESS_OK)
		return status;
	end->tip = *tip;
	end->size += lines.len;
	return septel__log_head_write(end->head, tip) ? ACCESS_OK : refused(end->path, error);
}

enum access_status septel__chain_replace(const char *path, int lock, struct septel_view text,
					 const struct log_tip *tip, struct access_error *error)
{
	enum access_status status = septel__file_replace(path, lock, text, error);
	if (status != ACCESS_OK)
		return status;
	const int head = septel__log_head_open(path, O_RDWR | O_CREAT);
	if (head < 0)
		return refused(path, error);
	if (!septel__log_head_write(head, tip))
		status = refused(path, error);
	close(head);
	return status;
}

void septel__chain_put(struct septel_out *out, const struct chain *chain, struct log_tip *tip)
{
	*tip = septel__log_no_tip();
	for (size_t i = 0; i < chain->count; i++)
		septel__chain_line_put(out, i + 1, &chain->sealed[i]);
	if (!chain->count)
		return;
	tip->number = chain->count;
	memcpy(tip->hash, chain->sealed[chain->count - 1].hash.ptr, LOG_HASH_LENGTH);
}

/* ---- what stands in the journals ----------------------------------------------------------- */

/* A name that a line of the chain cannot have. */
static bool is_odd_file(struct septel_view file)
{
	for (size_t i = 0; i < file.len; i++)
		if ((unsigned char)file.ptr[i] < 0x20 || file.ptr[i] == 0x7F)
			return true;
	return false;
}

/* The entry whose place that claim has taken, which is not sealed yet; NULL. */
static struct sealed_entry *displaced_by(const struct chain *chain, const struct claim *claim)
{
	if (claim->type != CLAIM_ENTRY_ERASED || claim->number <= chain->count ||
	    (size_t)claim->word > chain->count)
		return NULL;
	struct sealed_entry *erased = &chain->sealed[claim->word - 1];
	const struct journal_entries *entries = &septel__chained(chain, claim)->entries;
	const bool there = erased->digest.len && erased->place && erased->place <= entries->count &&
			   entries->at[erased->place - 1].line == claim->line;
	return there ? erased : NULL;
}

static void end_erasure(struct sealed_entry *erased, size_t stub)
{
	erased->salt = (struct septel_view){"", 0};
	erased->stub = stub;
}

size_t septel__end_erasures(struct septel_out *out, struct chain *chain,
			    const struct casebook *book, struct log_tip *tip)
{
	size_t count = 0;
	for (size_t i = 0; i < book->claim_count; i++) {
		struct sealed_entry *erased = displaced_by(chain, book->claims[i]);
		if (erased)
			end_erasure(erased, chain->count + ++count);
	}
	septel__chain_put(out, chain, tip);
	for (size_t i = 0; i < book->claim_count; i++) {
		if (!displaced_by(chain, book->claims[i]))
			continue;
		const struct chained_journal *journal = septel__chained(chain, book->claims[i]);
		septel__seal(out, journal->file, septel__entry_of(journal, book->claims[i]),
			     SEALED_LAST, tip);
	}
	return count;
}

/* The number of the sealed entry whose place that is. */
static size_t owner_of_place(const struct chain *chain, const struct journal_entry *entry)
{
	const size_t erased = septel__entry_stands_for(entry);
	const bool stands_in =
		erased && erased <= chain->count && chain->sealed[erased - 1].stub == entry->number;
	return stands_in ? erased : entry->number;
}

/* Numbers the entry, and tells behind which one it stands.  All before it in its journal have
 * their numbers. */
static size_t take_place(const struct chain *chain, struct chained_journal *journal,
			 struct journal_entry *entry, size_t number)
{
	entry->number = (uint32_t)number;
	if (owner_of_place(chain, entry) != number)
		return SEALED_LAST;
	const size_t behind = entry == journal->entries.at ? 0 : owner_of_place(chain, entry - 1);
	if (behind != journal->last)
		return behind;
	journal->last = number;
	return SEALED_LAST;
}

enum access_status septel__seal_unsealed(struct septel_out *out, struct chain *chain,
					 const struct casebook *book, const struct journal *except,
					 struct log_tip *tip, struct access_error *error)
{
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (claim->number <= chain->count || claim->message->journal == except)
			continue;
		struct chained_journal *journal = septel__chained(chain, claim);
		struct journal_entry *entry = septel__entry_of(journal, claim);
		if (is_odd_file(journal->file))
			return septel__access_fail(error, ACCESS_INVALID,
						   "%.*s: a name with control characters",
						   VIEW_FORMAT(journal->file));
		const size_t number = (size_t)tip->number + 1;
		septel__seal(out, journal->file, entry, take_place(chain, journal, entry, number),
			     tip);
	}
	return ACCESS_OK;
}

/* ---- sealing all of it --------------------------------------------------------------------- */

struct folder_sealing {
	struct casebook *book;
	const struct message_source *source;
	struct casebook_folder folder;
	struct chain *chain;
	struct access_error *error;
};

static enum access_status read_all(struct folder_sealing *sealing, const char *path)
{
	struct anchor_report report;
	struct casebook *book = sealing->book;
	const enum access_status status =
		septel__folder_load(&sealing->folder, path, book->arena, sealing->error);
	if (status != ACCESS_OK)
		return status;
	if (!septel__folder_verify(book, &sealing->folder, sealing->chain))
		return septel__access_fail(sealing->error, ACCESS_FAILED, "%s: out of memory",
					   path);
	if (septel__chain_broken(sealing->chain))
		return broken(path, "the chain does not hold", sealing->error);
	if (!septel__anchors_check(book, sealing->source, NULL, &report))
		return septel__access_fail(sealing->error, ACCESS_FAILED,
					   "%s: a message cannot be read", path);
	return ACCESS_OK;
}

static enum access_status write_chain(struct folder_sealing *sealing, int lock, size_t *sealed)
{
	struct septel_out out;
	struct log_tip tip;
	struct chain *chain = sealing->chain;
	const struct casebook *book = sealing->book;
	septel__out_init(&out, NULL, 0);
	for (size_t i = 0; i < book->claim_count; i++) {
		struct sealed_entry *erased = displaced_by(chain, book->claims[i]);
		if (erased)
			end_erasure(erased, book->claims[i]->number);
	}
	septel__chain_put(&out, chain, &tip);
	enum access_status status =
		septel__seal_unsealed(&out, chain, book, NULL, &tip, sealing->error);
	if (status == ACCESS_OK && out.failed)
		status = septel__access_fail(sealing->error, ACCESS_FAILED, "%s: out of memory",
					     sealing->folder.path);
	if (status == ACCESS_OK)
		status = septel__chain_replace(sealing->folder.chain_path, lock,
					       septel__out_written(&out), &tip, sealing->error);
	if (status == ACCESS_OK)
		*sealed = (size_t)tip.number - chain->count;
	septel__out_release(&out);
	return status;
}

enum access_status septel__folder_seal(struct casebook *book, const char *path,
				       const struct message_source *source, struct chain *chain,
				       size_t *sealed, struct access_error *error)
{
	int lock;
	struct folder_sealing sealing = {
		.book = book, .source = source, .chain = chain, .error = error};
	*sealed = 0;
	*chain = (struct chain){0};
	enum access_status status = septel__casebook_lock(&lock, path, book->arena, error);
	if (status != ACCESS_OK)
		return status;
	status = read_all(&sealing, path);
	if (status == ACCESS_OK && !book->fault_count)
		status = write_chain(&sealing, lock, sealed);
	septel__folder_unlock(lock);
	return status;
}
