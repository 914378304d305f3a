/* store_journal.c - see store_read.h: the journal, searched and checked. */
#include "store_read.h"

#include "store_make.h"
#include "store_reading.h"

/* Entries of one portion. */
#define PORTION "5000"
/* Clocks are set back by no more. */
#define CLOCK_MARGIN ((moment)3600 * 1000)

#define ENTRIES "SELECT number, at, message, copy, outlet, event, detail, hash FROM entry"

/* ---- from a time to a number -------------------------------------------------------------- */

struct place {
	uint64_t number;
	moment at;
	bool found;
};

static bool take_place(void *context, const struct store_row *row)
{
	struct place *place = context;
	place->number = (uint64_t)row->at[0].number;
	place->at = row->at[1].number;
	place->found = true;
	return false;
}

/* `next` asks for the first of ?1 or higher, `last` for the last. */
static enum store_status halve(struct store *store, const char *next, const char *last, moment at,
			       uint64_t *number)
{
	struct place place = {0, 0, false};
	enum store_status status = septel__reading_ask(store, last, NULL, 0, take_place, &place);
	uint64_t low = 0, high = place.number + 1;
	while (status == STORE_OK && low < high) {
		const uint64_t middle = low + (high - low) / 2;
		const struct store_value value = septel__value_number((int64_t)middle);
		place = (struct place){0, 0, false};
		status = septel__reading_ask(store, next, &value, 1, take_place, &place);
		if (place.found && place.at < at - CLOCK_MARGIN)
			low = place.number + 1;
		else
			high = middle;
	}
	*number = low;
	return status;
}

enum store_status septel__reading_entry_at(struct store *store, moment at, uint64_t *number)
{
	return halve(store,
		     "SELECT number, at FROM entry WHERE number >= ?1 ORDER BY number LIMIT 1",
		     "SELECT number, at FROM entry ORDER BY number DESC LIMIT 1", at, number);
}

enum store_status septel__reading_message_at(struct store *store, moment at, uint64_t *number)
{
	return halve(store,
		     "SELECT number, accepted FROM message WHERE number >= ?1"
		     " ORDER BY number LIMIT 1",
		     "SELECT number, accepted FROM message ORDER BY number DESC LIMIT 1", at,
		     number);
}

/* ---- searching ---------------------------------------------------------------------------- */

struct searching {
	const struct journal_query *query;
	read_entry_function take;
	void *context;
	uint64_t last, count; /* of this portion */
	bool stopped;
};

static bool has_event(struct septel_view event, struct septel_view wanted)
{
	if (wanted.len && wanted.ptr[wanted.len - 1] == '*')
		return event.len >= wanted.len - 1 &&
		       memcmp(event.ptr, wanted.ptr, wanted.len - 1) == 0;
	return septel__equal(event, wanted);
}

static bool has_text(struct septel_view view, struct septel_view wanted)
{
	for (size_t at = 0; at + wanted.len <= view.len; at++)
		if (septel__same_fold(view.ptr + at, wanted.ptr, wanted.len))
			return true;
	return false;
}

static bool is_wanted(const struct journal_query *query, const struct journal_entry *entry)
{
	return entry->at >= query->since && (query->until == 0 || entry->at < query->until) &&
	       (query->message == 0 || entry->name.message == query->message) &&
	       (query->event.len == 0 || has_event(entry->event, query->event)) &&
	       (query->outlet.len == 0 || septel__equal_fold(entry->outlet, query->outlet)) &&
	       (query->text.len == 0 || has_text(entry->event, query->text) ||
		has_text(entry->outlet, query->text) || has_text(entry->detail, query->text));
}

static bool take_entry(void *context, const struct store_row *row)
{
	struct searching *searching = context;
	struct journal_entry entry;
	septel__entry_read(row, &entry);
	searching->last = entry.number;
	searching->count++;
	/* Behind the end of what is asked for, and clocks, nothing more can come. */
	if (searching->query->until && entry.at >= searching->query->until + CLOCK_MARGIN)
		searching->stopped = true;
	else if (is_wanted(searching->query, &entry))
		searching->stopped = !searching->take(searching->context, &entry);
	return !searching->stopped;
}

static enum store_status search_message(struct store *store, struct searching *searching,
					uint64_t message)
{
	const struct store_value value = septel__value_number((int64_t)message);
	return septel__reading_ask(store,
				   ENTRIES " WHERE message = ?1 AND message <> 0 ORDER BY number",
				   &value, 1, take_entry, searching);
}

static enum store_status search_named(struct store *store, struct searching *searching)
{
	uint64_t messages[READ_TRACE_LIMIT];
	size_t count;
	enum store_status status =
		septel__read_named(store, searching->query->id, messages, &count);
	/* The oldest first, as everywhere in a journal. */
	for (size_t i = count; i-- > 0 && status == STORE_OK && !searching->stopped;)
		if (searching->query->message == 0 || searching->query->message == messages[i])
			status = search_message(store, searching, messages[i]);
	return status;
}

static enum store_status search_all(struct store *store, struct searching *searching)
{
	enum store_status status =
		searching->query->since
			? septel__reading_entry_at(store, searching->query->since, &searching->last)
			: STORE_OK;
	searching->last -= searching->last != 0;
	do {
		const struct store_value value = septel__value_number((int64_t)searching->last);
		searching->count = 0;
		if (status == STORE_OK)
			status = septel__reading_ask(
				store, ENTRIES " WHERE number > ?1 ORDER BY number LIMIT " PORTION,
				&value, 1, take_entry, searching);
	} while (status == STORE_OK && searching->count && !searching->stopped);
	return status;
}

enum store_status septel__read_journal(struct store *store, const struct journal_query *query,
				       read_entry_function take, void *context)
{
	struct searching searching = {.query = query, .take = take, .context = context};
	if (query->id.len)
		return search_named(store, &searching);
	if (query->message)
		return search_message(store, &searching, query->message);
	return search_all(store, &searching);
}

/* ---- checking ----------------------------------------------------------------------------- */

struct checking {
	struct journal_check *check;
	const struct chain_head *known[2]; /* heads that must be met */
	bool met[2];
	uint64_t count; /* of this portion */
};

static void meet(struct checking *checking)
{
	const struct chain_head *head = &checking->check->head;
	for (size_t i = 0; i < 2; i++)
		if (checking->known[i]->number == head->number)
			checking->met[i] =
				memcmp(checking->known[i]->hash, head->hash, CHAIN_HASH_SIZE) == 0;
}

static bool check_entry(void *context, const struct store_row *row)
{
	struct checking *checking = context;
	struct journal_check *check = checking->check;
	struct journal_entry entry;
	septel__entry_read(row, &entry);
	if (!septel__chain_holds(&check->head, &entry)) {
		check->broken = entry.number;
		return false;
	}
	if (check->entries++ == 0)
		check->first = entry.number;
	check->last = entry.number;
	checking->count++;
	meet(checking);
	return true;
}

enum store_status septel__read_check(struct store *store, const struct chain_head *known,
				     struct journal_check *check)
{
	struct chain_head outside = {0, {0}};
	struct checking checking = {.check = check, .known = {&outside, known}};
	*check = (struct journal_check){.entries = 0};
	/* First: what is written meanwhile may only make the journal longer than the head. */
	septel__head_load(&store->kept, &outside);
	enum store_status status = store->make->ask(store, STATEMENT_ANCHOR, NULL, 0,
						    septel__anchor_take, &check->head);
	/* What retention has dropped cannot be met. */
	for (size_t i = 0; i < 2; i++)
		checking.met[i] = checking.known[i]->number < check->head.number ||
				  checking.known[i]->number == 0;
	meet(&checking);
	do {
		const struct store_value value = septel__value_number((int64_t)check->head.number);
		checking.count = 0;
		if (status == STORE_OK)
			status = septel__reading_ask(
				store, ENTRIES " WHERE number > ?1 ORDER BY number LIMIT " PORTION,
				&value, 1, check_entry, &checking);
	} while (status == STORE_OK && checking.count && !check->broken);
	if (status != STORE_OK)
		return status;
	check->cut = !check->broken && !(checking.met[0] && checking.met[1]);
	if (check->broken)
		return septel__store_fail(store, STORE_DAMAGED,
					  "%s: entry %llu of its journal does not hold",
					  store->where, (unsigned long long)check->broken);
	if (check->cut)
		return septel__store_fail(store, STORE_DAMAGED,
					  "%s: its journal does not reach its head, or is another",
					  store->where);
	return STORE_OK;
}
