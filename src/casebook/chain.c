/* chain.c - see chain.h: the sealed entries, found again in the journals. */
#include "chain.h"

#include <sodium.h>
#include <stdlib.h>

/* Entries looked for through a whole journal that were not there, before septel takes what
 * stands in their place for them: by then the chain is broken, and only their names are left
 * to be told. */
#define CHAIN_SEARCHES_LIMIT 16

static void fault(struct chain *chain, struct chain_fault fault)
{
	if (!chain->faults)
		chain->faults = septel_arena_alloc(chain->arena,
						   CHAIN_FAULTS_LIMIT * sizeof *chain->faults);
	if (!chain->faults || chain->fault_count == CHAIN_FAULTS_LIMIT)
		chain->faults_dropped++;
	else
		chain->faults[chain->fault_count++] = fault;
}

/* ---- the file ------------------------------------------------------------------------------ */

static void line_fault(struct chain *chain, size_t line, const char *what)
{
	fault(chain, (struct chain_fault){0, chain->path, (uint32_t)line, what});
}

static size_t count_lines(struct septel_view text)
{
	size_t count = 0;
	for (size_t at = 0; (at = septel__find_byte(text, '\n', at)) != VIEW_NOT_FOUND; at++)
		count++;
	return count;
}

/* Behind a line that is none nothing can be told of the others. */
static void read_lines(struct chain *chain, struct septel_view text)
{
	size_t number;
	while (chain->whole < text.len) {
		const size_t end = septel__find_byte(text, '\n', chain->whole);
		struct sealed_entry *sealed = &chain->sealed[chain->count];
		if (end == VIEW_NOT_FOUND && text.len - chain->whole < LOG_LINE_LIMIT) {
			chain->unfinished = true;
			return;
		}
		if (!septel__chain_line_read(septel__slice(text, chain->whole, end), &number,
					     sealed)) {
			line_fault(chain, chain->count + 1, "no line of a chain");
			return;
		}
		if (number != chain->count + 1) {
			line_fault(chain, chain->count + 1, "not the number that comes next");
			return;
		}
		chain->count++;
		chain->whole = end + 1;
	}
}

static bool may_stand_in(const struct chain *chain, size_t number, size_t stub)
{
	if (stub <= number || stub > chain->count)
		return false;
	const struct sealed_entry *sealed = &chain->sealed[stub - 1];
	return !sealed->stands_in && sealed->salt.len &&
	       septel__equal(sealed->file, chain->sealed[number - 1].file);
}

/* Entries that stand in the place of erased ones. */
static void mark_stubs(struct chain *chain)
{
	for (size_t number = 1; number <= chain->count; number++) {
		struct sealed_entry *sealed = &chain->sealed[number - 1];
		if (sealed->stub && may_stand_in(chain, number, sealed->stub)) {
			chain->sealed[sealed->stub - 1].stands_in = true;
		} else if (sealed->stub) {
			line_fault(chain, number, "no such entry stands in its place");
			sealed->stub = 0;
		}
	}
}

/* The head knows an entry that must be there. */
static void hold_against_head(struct chain *chain, enum log_head head, const struct log_tip *tip)
{
	const struct septel_view known = {tip->hash, LOG_HASH_LENGTH};
	chain->headless = head == LOG_HEAD_ABSENT;
	if (chain->headless || septel__chain_broken(chain))
		return;
	if (head == LOG_HEAD_DAMAGED)
		line_fault(chain, 0, "its head is damaged (chain.head)");
	else if (tip->number > chain->count)
		line_fault(chain, chain->count + 1, "entries are missing at the end");
	else if (!septel__equal(known, tip->number ? chain->sealed[tip->number - 1].hash
						   : VIEW_LITERAL(LOG_FIRST_HASH)))
		line_fault(chain, (size_t)tip->number, "not the entry that chain.head knows");
}

bool septel__chain_read(struct chain *chain, struct septel_view path, struct septel_view text,
			enum log_head head, const struct log_tip *tip, struct septel_arena *arena)
{
	*chain = (struct chain){.arena = arena, .path = path};
	chain->sealed = septel_arena_alloc(arena, (count_lines(text) + 1) * sizeof *chain->sealed);
	if (!chain->sealed || sodium_init() < 0)
		return false;
	read_lines(chain, text);
	mark_stubs(chain);
	hold_against_head(chain, head, tip);
	return true;
}

/* ---- entries by journal -------------------------------------------------------------------- */

struct septel_view septel__journal_file(const struct journal *journal)
{
	const char *slash = memrchr(journal->path.ptr, '/', journal->path.len);
	const size_t start = slash ? (size_t)(slash - journal->path.ptr) + 1 : 0;
	return septel__slice(journal->path, start, journal->path.len);
}

static int compare_files(const void *a, const void *b)
{
	const struct chained_journal *const *one = a, *const *other = b;
	return septel__compare((*one)->file, (*other)->file);
}

/* The journals by their files; those that only the chain knows come behind. */
struct journals_by_file {
	struct chained_journal **at;
	size_t count;
	struct chained_journal *last; /* that was found: entries of one file come together */
};

static struct chained_journal *find_journal(struct journals_by_file *files, struct septel_view file)
{
	const struct chained_journal key = {.file = file}, *const sought = &key;
	if (files->last && septel__equal(files->last->file, file))
		return files->last;
	struct chained_journal **found =
		(struct chained_journal **)bsearch(&sought, (void *)files->at, files->count,
						   sizeof(struct chained_journal *), compare_files);
	files->last = found ? *found : NULL;
	return files->last;
}

/* Puts it where it stands among those of its file that were sealed before. */
static void put_in_place(struct chain *chain, struct chained_journal *journal, size_t number)
{
	struct sealed_entry *sealed = &chain->sealed[number - 1];
	const size_t before = sealed->behind == SEALED_LAST ? journal->last : sealed->behind;
	size_t *next = before ? &chain->sealed[before - 1].next : &journal->first;
	sealed->next = *next;
	*next = number;
	if (before == journal->last)
		journal->last = number;
	journal->sealed++;
}

static bool gather_journals(struct chain *chain, const struct journal *journals, size_t count,
			    struct journals_by_file *files)
{
	chain->journals = septel_arena_alloc(chain->arena, (count + 1) * sizeof *chain->journals);
	*files = (struct journals_by_file){
		.at = septel_arena_alloc(chain->arena,
					 (count + 1) * sizeof(struct chained_journal *))};
	if (!chain->journals || !files->at)
		return false;
	chain->journal_count = files->count = count;
	for (size_t i = 0; i < count; i++) {
		files->at[i] = &chain->journals[i];
		*files->at[i] = (struct chained_journal){
			.journal = &journals[i], .file = septel__journal_file(&journals[i])};
		if (!septel__journal_entries(&files->at[i]->entries, &journals[i], chain->arena))
			return false;
	}
	qsort((void *)files->at, count, sizeof(struct chained_journal *), compare_files);
	return true;
}

static void sort_sealed(struct chain *chain, struct journals_by_file *files)
{
	for (size_t number = 1; number <= chain->count; number++) {
		struct sealed_entry *sealed = &chain->sealed[number - 1];
		struct chained_journal *journal = find_journal(files, sealed->file);
		const size_t behind = sealed->behind == SEALED_LAST ? 0 : sealed->behind;
		sealed->next = sealed->place = 0;
		if (sealed->stands_in)
			continue;
		if (behind >= number ||
		    (behind && (chain->sealed[behind - 1].stands_in ||
				!septel__equal(chain->sealed[behind - 1].file, sealed->file))))
			fault(chain, (struct chain_fault){number, chain->path, 0,
							  "stands behind no entry of its file"});
		else if (journal)
			put_in_place(chain, journal, number);
		else
			fault(chain, (struct chain_fault){number, sealed->file, 0,
							  "its journal is not there"});
	}
}

/* ---- finding them -------------------------------------------------------------------------- */

static struct septel_view hash_before(const struct chain *chain, size_t number)
{
	return number > 1 ? chain->sealed[number - 2].hash : VIEW_LITERAL(LOG_FIRST_HASH);
}

static bool has_digest(const struct chain *chain, size_t number, struct septel_view digest)
{
	char hash[LOG_HASH_LENGTH + 1];
	const struct sealed_entry *sealed = &chain->sealed[number - 1];
	septel__chain_hash(hash_before(chain, number), number, sealed, digest, hash);
	return septel__equal(sealed->hash, (struct septel_view){hash, LOG_HASH_LENGTH});
}

static bool has_words(const struct chain *chain, size_t number, const struct journal_entry *entry)
{
	char text[LOG_HASH_LENGTH + 1];
	const struct sealed_entry *sealed = &chain->sealed[number - 1];
	const struct septel_view digest = {text, LOG_HASH_LENGTH};
	return septel__entry_digest(entry, sealed->salt, text) &&
	       has_digest(chain, number, digest) &&
	       (!sealed->digest.len || septel__equal(sealed->digest, digest));
}

/* The entry is what was sealed under that number, or stands in the place of it. */
static bool is_sealed_as(const struct chain *chain, size_t number,
			 const struct journal_entry *entry)
{
	const struct sealed_entry *sealed = &chain->sealed[number - 1];
	if (sealed->salt.len && has_words(chain, number, entry))
		return true;
	return sealed->digest.len && septel__entry_stands_for(entry) == number &&
	       has_digest(chain, number, sealed->digest) &&
	       (!sealed->stub || has_words(chain, sealed->stub, entry));
}

static void settle(struct chain *chain, struct chained_journal *journal, size_t number,
		   size_t place)
{
	struct sealed_entry *sealed = &chain->sealed[number - 1];
	struct journal_entry *entry = &journal->entries.at[place];
	sealed->place = place + 1;
	/* What stands in for one that is still to be erased is not sealed itself yet. */
	const bool unsealed =
		sealed->salt.len && sealed->digest.len && septel__entry_stands_for(entry) == number;
	entry->number = unsealed ? 0 : (uint32_t)(sealed->stub ? sealed->stub : number);
	chain->erasing += sealed->salt.len && sealed->digest.len;
	chain->erased += sealed->stub > 0;
}

/* As many entries as are sealed: they are taken for these, in order. */
static void believe(struct chain *chain, struct chained_journal *journal)
{
	size_t place = 0;
	for (size_t number = journal->first; number; number = chain->sealed[number - 1].next)
		settle(chain, journal, number, place++);
}

/* Each sealed entry behind the one before it; how many were not found. */
static size_t find_entries(struct chain *chain, struct chained_journal *journal, unsigned *searches)
{
	size_t from = 0, lost = 0;
	for (size_t number = journal->first; number; number = chain->sealed[number - 1].next) {
		const size_t end =
			*searches < CHAIN_SEARCHES_LIMIT || journal->entries.count - from < 2
				? journal->entries.count
				: from + 2;
		size_t place = from;
		while (place < end && !is_sealed_as(chain, number, &journal->entries.at[place]))
			place++;
		if (place < end) {
			settle(chain, journal, number, place);
			from = place + 1;
		} else {
			++*searches;
			lost++;
		}
	}
	return lost;
}

/* It stands before an entry that it was behind. */
static bool has_moved(const struct chain *chain, const struct chained_journal *journal,
		      size_t number, size_t behind)
{
	for (size_t place = 0; place < behind; place++)
		if (!journal->entries.at[place].number &&
		    is_sealed_as(chain, number, &journal->entries.at[place]))
			return true;
	return false;
}

/* What stands between the entries around a lost one is taken for it. */
static void tell_lost(struct chain *chain, struct chained_journal *journal, unsigned searches)
{
	size_t place = 0;
	const struct journal_entries *entries = &journal->entries;
	for (size_t number = journal->first; number; number = chain->sealed[number - 1].next) {
		if (chain->sealed[number - 1].place) {
			place = chain->sealed[number - 1].place;
			continue;
		}
		struct chain_fault lost = {number, journal->journal->path, 0,
					   "is not there any more"};
		if (searches < CHAIN_SEARCHES_LIMIT && has_moved(chain, journal, number, place)) {
			lost.what = "stands before an entry that was sealed before it";
		} else if (place < entries->count && !entries->at[place].number) {
			lost.what = "is not what was sealed";
			entries->at[place].number = (uint32_t)number;
		}
		if (entries->count)
			lost.line = entries->at[place < entries->count ? place : place - 1].line;
		place += place < entries->count && entries->at[place].number == number;
		fault(chain, lost);
	}
}

static int compare_faults(const void *a, const void *b)
{
	const struct chain_fault *one = a, *other = b;
	return (one->number > other->number) - (one->number < other->number);
}

bool septel__chain_match(struct chain *chain, const struct journal *journals, size_t count,
			 enum chain_trust trust)
{
	unsigned searches = 0;
	struct journals_by_file files;
	if (!gather_journals(chain, journals, count, &files))
		return false;
	sort_sealed(chain, &files);
	for (size_t i = 0; i < count; i++) {
		struct chained_journal *journal = &chain->journals[i];
		if (trust == CHAIN_BELIEVED && journal->sealed == journal->entries.count)
			believe(chain, journal);
		else if (find_entries(chain, journal, &searches))
			tell_lost(chain, journal, searches);
		for (size_t place = 0; place < journal->entries.count; place++)
			chain->unsealed += !journal->entries.at[place].number;
	}
	if (chain->fault_count)
		qsort(chain->faults, chain->fault_count, sizeof *chain->faults, compare_faults);
	return !septel_arena_failed(chain->arena);
}

/* ---- the order of the log ------------------------------------------------------------------ */

struct chained_journal *septel__journal_chained(const struct chain *chain,
						const struct journal *journal)
{
	return &chain->journals[journal - chain->journals->journal];
}

struct chained_journal *septel__chained(const struct chain *chain, const struct claim *claim)
{
	return septel__journal_chained(chain, claim->message->journal);
}

struct journal_entry *septel__entry_of(const struct chained_journal *journal,
				       const struct claim *claim)
{
	size_t from = 0, to = journal->entries.count;
	while (from + 1 < to) {
		const size_t middle = from + (to - from) / 2;
		if (journal->entries.at[middle].line <= claim->line)
			from = middle;
		else
			to = middle;
	}
	return &journal->entries.at[from];
}

/* The number of each claim's entry; those of a journal come in the order of its text. */
static void number_claims(const struct chain *chain, const struct casebook *book)
{
	const struct chained_journal *journal = NULL;
	size_t place = 0;
	for (size_t i = 0; i < book->claim_count; i++) {
		struct claim *claim = book->claims[i];
		if (!journal || journal->journal != claim->message->journal) {
			journal = septel__chained(chain, claim);
			place = 0;
		}
		const struct journal_entries *entries = &journal->entries;
		while (place < entries->count && entries->at[place].line < claim->line)
			place++;
		claim->number = place < entries->count ? entries->at[place].number : 0;
	}
}

bool septel__chain_order(const struct chain *chain, struct casebook *book)
{
	const size_t room = chain->count + 1;
	struct claim **sealed, **claims;
	size_t count = 0, unsealed = 0;
	if (!chain->count || !book->claim_count)
		return true;
	sealed = calloc(room, sizeof(struct claim *));
	claims = septel_arena_alloc(book->arena, book->claim_count * sizeof(struct claim *));
	if (!sealed || !claims) {
		free((void *)sealed);
		return false;
	}
	number_claims(chain, book);
	for (size_t i = 0; i < book->claim_count; i++)
		if (book->claims[i]->number)
			sealed[book->claims[i]->number] = book->claims[i];
	for (size_t number = 1; number < room; number++)
		if (sealed[number])
			claims[count++] = sealed[number];
	for (size_t i = 0; i < book->claim_count; i++) {
		if (book->claims[i]->number)
			continue;
		book->claims[i]->number = chain->count + ++unsealed;
		claims[count++] = book->claims[i];
	}
	for (size_t i = 0; i < count; i++)
		claims[i]->entered = i + 1;
	book->claims = claims;
	free((void *)sealed);
	return true;
}
