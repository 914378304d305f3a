/* erasure.c - see erasure.h. */
#include "erasure.h"

#include "../access/files.h"
#include "../base/date.h"
#include "../base/out.h"
#include "log.h"
#include "reading.h"
#include "sealing.h"

/* A name that an erased claim had given, and others use. */
struct kept_name {
	const struct thing *thing;
	struct kept_name *next;
};

struct erasing {
	const struct erasure *erasure;
	const char *path;
	struct casebook *book;
	struct casebook_folder folder;
	struct chain *chain;
	bool *wanted;            /* by the number of the entry */
	struct kept_name **kept; /* by the number of the entry that gave them */
	int lock;
	struct access_error *error;
};

static enum access_status invalid(const struct erasing *erasing, const char *what, size_t number)
{
	return septel__access_fail(erasing->error, ACCESS_INVALID, "entry %zu: %s", number, what);
}

static enum access_status out_of_memory(const struct erasing *erasing)
{
	return septel__access_fail(erasing->error, ACCESS_FAILED, "%s: out of memory",
				   erasing->path);
}

static enum access_status load(struct erasing *erasing)
{
	enum access_status status = septel__folder_load(&erasing->folder, erasing->path,
							erasing->book->arena, erasing->error);
	if (status != ACCESS_OK)
		return status;
	if (!septel__folder_verify(erasing->book, &erasing->folder, erasing->chain))
		return out_of_memory(erasing);
	if (septel__chain_broken(erasing->chain))
		return septel__access_fail(erasing->error, ACCESS_BROKEN,
					   "%s: the chain does not hold", erasing->path);
	return ACCESS_OK;
}

/* ---- which entries ------------------------------------------------------------------------- */

static enum access_status want_number(struct erasing *erasing, size_t number)
{
	const struct chain *chain = erasing->chain;
	if (number == 0 || number > chain->count)
		return invalid(erasing, "there is no sealed entry of that number", number);
	if (chain->sealed[number - 1].stub)
		return invalid(erasing, "it is erased already", number);
	if (chain->sealed[number - 1].stands_in)
		return invalid(erasing, "it stands in the place of an erased one", number);
	erasing->wanted[number] = true;
	return ACCESS_OK;
}

/* It names the party, or is about something that an entry which goes had named. */
static bool is_of_party(const struct erasing *erasing, const struct claim *claim,
			const struct thing *party)
{
	const struct thing *about = claim->about;
	if (about == party)
		return true;
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		for (size_t j = 0; j < things.count; j++)
			if (things.at[j] == party)
				return true;
	}
	return about && about->made_by && about->made_by->number <= erasing->chain->count &&
	       about->kind != THING_PARTY && about->kind != THING_PLACE &&
	       erasing->wanted[about->made_by->number];
}

static enum access_status want_party(struct erasing *erasing)
{
	const struct casebook *book = erasing->book;
	const struct thing *party =
		septel__casebook_find(book, erasing->erasure->party, THING_PARTY);
	if (!party)
		return septel__access_fail(erasing->error, ACCESS_INVALID,
					   "%.*s: no such party in this casebook",
					   VIEW_FORMAT(erasing->erasure->party));
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (claim->type == CLAIM_ENTRY_ERASED || !is_of_party(erasing, claim, party))
			continue;
		if (claim->number > erasing->chain->count)
			return invalid(erasing, "it names the party and is not sealed yet",
				       claim->number);
		erasing->wanted[claim->number] = true;
	}
	return ACCESS_OK;
}

static enum access_status find_wanted(struct erasing *erasing)
{
	const size_t size = erasing->chain->count + 1;
	enum access_status status = ACCESS_OK;
	erasing->wanted = septel_arena_alloc(erasing->book->arena, size * sizeof(bool));
	if (!erasing->wanted)
		return out_of_memory(erasing);
	memset(erasing->wanted, 0, size * sizeof(bool));
	for (size_t i = 0; i < erasing->erasure->count && status == ACCESS_OK; i++)
		status = want_number(erasing, erasing->erasure->numbers[i]);
	if (status == ACCESS_OK && erasing->erasure->party.len)
		status = want_party(erasing);
	return status;
}

/* What a fear, a withdrawal or an allegation speaks against. */
static bool lets_go(enum claim_type type)
{
	switch (type) {
	case CLAIM_PREF_DECLARED:
	case CLAIM_PREF_RECONFIRMED:
	case CLAIM_FEAR_NONE:
	case CLAIM_CONSENT_GIVEN:
	case CLAIM_ACCEPTANCE_GIVEN:
	case CLAIM_ASSURANCE_GIVEN:
		return true;
	default:
		return false;
	}
}

static bool is_wanted(const struct erasing *erasing, const struct claim *claim)
{
	return claim->number <= erasing->chain->count && erasing->wanted[claim->number];
}

/* No gate may open because words were erased. */
static enum access_status spare_protection(struct erasing *erasing)
{
	const struct casebook *book = erasing->book;
	bool *stays = septel_arena_alloc(book->arena, book->thing_count + 1);
	if (!stays)
		return out_of_memory(erasing);
	memset(stays, 0, book->thing_count + 1);
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (!claim->about || !lets_go(claim->type) || is_wanted(erasing, claim))
			continue;
		for (const struct membership *at = claim->about->memberships; at; at = at->next)
			stays[at->of->number] = true;
		stays[claim->about->number] = true;
	}
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (claim->about && septel__stands_until_ended(claim->type) &&
		    is_wanted(erasing, claim) && stays[claim->about->number])
			return invalid(erasing,
				       "it protects, and goes only with what it speaks against",
				       claim->number);
	}
	return ACCESS_OK;
}

/* ---- names that stay ----------------------------------------------------------------------- */

static void use(bool *used, const struct thing *thing)
{
	if (thing)
		used[thing->number] = true;
}

/* Marks what entries that stay name, and what the registry calls a member or its whole. */
static void find_used(const struct erasing *erasing, bool *used)
{
	const struct casebook *book = erasing->book;
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (is_wanted(erasing, claim))
			continue;
		use(used, claim->about);
		for (size_t j = 0; j < claim->value_count; j++) {
			const struct claim_things things = septel__value_things(&claim->values[j]);
			for (size_t k = 0; k < things.count; k++)
				use(used, things.at[k]);
		}
	}
	for (const struct stated_member *at = book->stated; at; at = at->next) {
		use(used, septel__casebook_find(book, at->member, THING_PARTY));
		use(used, septel__casebook_find(book, at->whole, THING_PARTY));
		use(used, septel__casebook_find(book, at->member, THING_PLACE));
		use(used, septel__casebook_find(book, at->whole, THING_PLACE));
	}
}

/* A name that an entry which goes gives.  MESSAGE:N is none: what stands in is the Nth too. */
static bool is_given(const struct erasing *erasing, const struct thing *thing)
{
	return thing->made_by && is_wanted(erasing, thing->made_by) &&
	       septel__is_name(thing->name) && thing->kind <= THING_ENTRY;
}

static bool keep(struct erasing *erasing, const struct thing *thing)
{
	struct kept_name *name = septel_arena_alloc(erasing->book->arena, sizeof *name);
	if (!name)
		return false;
	*name = (struct kept_name){thing, erasing->kept[thing->made_by->number]};
	erasing->kept[thing->made_by->number] = name;
	return true;
}

static enum access_status find_kept(struct erasing *erasing)
{
	const struct casebook *book = erasing->book;
	const size_t size = (erasing->chain->count + 1) * sizeof(struct kept_name *);
	bool *used = septel_arena_alloc(book->arena, book->thing_count + 1);
	erasing->kept = septel_arena_alloc(book->arena, size);
	if (!used || !erasing->kept)
		return out_of_memory(erasing);
	memset(used, 0, book->thing_count + 1);
	memset((void *)erasing->kept, 0, size);
	find_used(erasing, used);
	for (size_t i = 0; i < book->name_room; i++)
		for (const struct thing *at = book->names[i]; at; at = at->same_name)
			if (used[at->number] && is_given(erasing, at) && !keep(erasing, at))
				return out_of_memory(erasing);
	return ACCESS_OK;
}

/* ---- first the chain ----------------------------------------------------------------------- */

static enum access_status mark_entry(const struct erasing *erasing, const struct claim *claim)
{
	char digest[LOG_HASH_LENGTH + 1];
	struct sealed_entry *sealed = &erasing->chain->sealed[claim->number - 1];
	const struct journal_entry *entry =
		septel__entry_of(septel__chained(erasing->chain, claim), claim);
	septel__entry_digest(entry, sealed->salt, digest);
	sealed->digest = septel_arena_copy(erasing->book->arena, septel_view_of(digest));
	return sealed->digest.len ? ACCESS_OK : out_of_memory(erasing);
}

static enum access_status write_chain(const struct erasing *erasing, struct septel_out *out,
				      const struct log_tip *tip)
{
	return out->failed ? out_of_memory(erasing)
			   : septel__chain_replace(erasing->folder.chain_path, erasing->lock,
						   septel__out_written(out), tip, erasing->error);
}

static enum access_status mark(const struct erasing *erasing, size_t *marked)
{
	struct septel_out out;
	struct log_tip tip;
	enum access_status status = ACCESS_OK;
	*marked = 0;
	for (size_t i = 0; i < erasing->book->claim_count && status == ACCESS_OK; i++) {
		if (!is_wanted(erasing, erasing->book->claims[i]))
			continue;
		status = mark_entry(erasing, erasing->book->claims[i]);
		++*marked;
	}
	if (!*marked || status != ACCESS_OK)
		return status;
	septel__out_init(&out, NULL, 0);
	septel__chain_put(&out, erasing->chain, &tip);
	status = write_chain(erasing, &out, &tip);
	septel__out_release(&out);
	return status;
}

/* ---- then the journals --------------------------------------------------------------------- */

static void put_stub(struct septel_out *out, const struct erasing *erasing, size_t number)
{
	char day[TIME_TEXT_SIZE];
	const struct erasure *erasure = erasing->erasure;
	septel__out_format(out, "%s %s %zu\n    reason %.*s\n", septel__time_text(erasure->on, day),
			   septel__type_row(CLAIM_ENTRY_ERASED)->name, number,
			   VIEW_FORMAT(erasure->reason));
	for (const struct kept_name *name = erasing->kept[number]; name; name = name->next) {
		const struct list_row *kinds = septel__list_row(LIST_THING_KIND);
		septel__out_format(out, "    keeps %s %.*s\n",
				   kinds->words[name->thing->kind - THING_PARTY],
				   VIEW_FORMAT(name->thing->name));
	}
	septel__out_format(out, "    src manual %.*s", VIEW_FORMAT(erasure->officer));
}

/* The entry at that place is to go: what stands in for it does already, where a crash was. */
static bool goes(const struct erasing *erasing, const struct journal_entry *entry)
{
	return entry->number && entry->number <= erasing->chain->count &&
	       erasing->wanted[entry->number];
}

static enum access_status replace_journal(const struct erasing *erasing,
					  const struct chained_journal *journal)
{
	struct septel_out out;
	const struct septel_view text = journal->journal->text;
	size_t from = 0, gone = 0;
	septel__out_init(&out, NULL, 0);
	for (size_t i = 0; i < journal->entries.count; i++) {
		const struct journal_entry *entry = &journal->entries.at[i];
		if (!goes(erasing, entry))
			continue;
		const size_t start = (size_t)(entry->text.ptr - text.ptr);
		septel__out_view(&out, septel__slice(text, from, start));
		put_stub(&out, erasing, entry->number);
		from = start + entry->text.len;
		gone++;
	}
	septel__out_view(&out, septel__slice(text, from, text.len));
	enum access_status status = ACCESS_OK;
	if (gone && out.failed)
		status = out_of_memory(erasing);
	else if (gone)
		status = septel__file_replace(journal->journal->path.ptr, erasing->lock,
					      septel__out_written(&out), erasing->error);
	septel__out_release(&out);
	return status;
}

/* ---- and the chain again ------------------------------------------------------------------- */

/* Everything is read anew: this finishes what any erasure has left. */
static enum access_status finish(struct erasing *erasing, size_t *erased)
{
	struct septel_out out;
	struct log_tip tip;
	struct casebook book;
	struct casebook *before = erasing->book;
	struct chain *chain = erasing->chain;
	septel__casebook_init(&book, before->arena);
	erasing->book = &book;
	enum access_status status = load(erasing);
	erasing->book = before;
	if (status != ACCESS_OK)
		return status;
	septel__out_init(&out, NULL, 0);
	*erased = septel__end_erasures(&out, chain, &book, &tip);
	status = write_chain(erasing, &out, &tip);
	septel__out_release(&out);
	return status;
}

static enum access_status erase_locked(struct erasing *erasing, size_t *erased)
{
	size_t marked = 0;
	enum access_status status = load(erasing);
	if (status == ACCESS_OK && erasing->book->fault_count)
		return ACCESS_OK;
	if (status == ACCESS_OK)
		status = find_wanted(erasing);
	if (status == ACCESS_OK)
		status = spare_protection(erasing);
	if (status == ACCESS_OK)
		status = find_kept(erasing);
	if (status == ACCESS_OK)
		status = mark(erasing, &marked);
	for (size_t i = 0; i < erasing->folder.count && status == ACCESS_OK && marked; i++)
		status = replace_journal(erasing, &erasing->chain->journals[i]);
	if (status == ACCESS_OK && (marked || erasing->chain->erasing))
		status = finish(erasing, erased);
	return status;
}

enum access_status septel__folder_erase(struct casebook *book, const char *path,
					const struct erasure *erasure, struct chain *chain,
					size_t *erased, struct access_error *error)
{
	struct erasing erasing = {
		.erasure = erasure, .path = path, .book = book, .chain = chain, .error = error};
	*erased = 0;
	*chain = (struct chain){0};
	enum access_status status = septel__casebook_lock(&erasing.lock, path, book->arena, error);
	if (status != ACCESS_OK)
		return status;
	status = erase_locked(&erasing, erased);
	septel__folder_unlock(erasing.lock);
	return status;
}
