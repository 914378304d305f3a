/* store_opening.c - opening a spool, and whether it is whole: the end of its journal must hold, and
 * reach to the head that is kept outside.
 */
#include "store_make.h"
#include "store_read.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

/* Entries at the end of the journal that are checked at a start. */
#define ENTRIES_CHECKED 1000u

/* The last entries, the newest first as they come, turned. */
struct last_entries {
	struct journal_entry *at;
	size_t count;
	struct septel_out texts; /* what their views point into */
};

/* The texts may still move: the view has its length only, and settles in their order. */
static struct septel_view keep_text(struct septel_out *texts, struct septel_view text)
{
	septel__out_view(texts, text);
	return (struct septel_view){"", text.len};
}

static void settle_texts(struct last_entries *last)
{
	size_t from = 0;
	for (size_t i = 0; i < last->count; i++) {
		struct journal_entry *entry = &last->at[i];
		struct septel_view *const texts[] = {&entry->outlet, &entry->event, &entry->detail};
		for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
			if (texts[j]->len)
				texts[j]->ptr = last->texts.data + from;
			from += texts[j]->len;
		}
	}
}

static bool take_entry(void *context, const struct store_row *row)
{
	struct last_entries *last = context;
	struct journal_entry *entry = &last->at[last->count];
	if (last->count == ENTRIES_CHECKED)
		return false;
	last->count++;
	septel__entry_read(row, entry);
	entry->outlet = keep_text(&last->texts, entry->outlet);
	entry->event = keep_text(&last->texts, entry->event);
	entry->detail = keep_text(&last->texts, entry->detail);
	return true;
}

bool septel__anchor_take(void *context, const struct store_row *row)
{
	struct chain_head *head = context;
	head->number = (uint64_t)row->at[0].number;
	septel__hash_read(row->at[1].view, head->hash);
	return false;
}

void septel__hash_read(struct septel_view bytes, unsigned char hash[CHAIN_HASH_SIZE])
{
	memset(hash, 0, CHAIN_HASH_SIZE);
	if (bytes.len == CHAIN_HASH_SIZE)
		memcpy(hash, bytes.ptr, CHAIN_HASH_SIZE);
}

void septel__entry_read(const struct store_row *row, struct journal_entry *entry)
{
	*entry = (struct journal_entry){
		.number = (uint64_t)row->at[0].number,
		.at = row->at[1].number,
		.name = {(uint64_t)row->at[2].number, (uint32_t)row->at[3].number},
		.outlet = row->at[4].view,
		.event = row->at[5].view,
		.detail = row->at[6].view};
	septel__hash_read(row->at[7].view, entry->hash);
}

static bool entries_hold(struct last_entries *last, const struct chain_head *anchor,
			 const struct chain_head *outside, struct chain_head *head)
{
	bool met = outside->number <= anchor->number;
	settle_texts(last);
	*head = *anchor;
	for (size_t i = last->count; i-- > 0;) {
		const struct journal_entry *entry = &last->at[i];
		/* The first of them has no one before it to be checked with, unless it is the
		 * first there is. */
		if (i + 1 == last->count && entry->number != anchor->number + 1) {
			head->number = entry->number;
			memcpy(head->hash, entry->hash, CHAIN_HASH_SIZE);
		} else if (!septel__chain_holds(head, entry)) {
			return false;
		}
		if (head->number == outside->number)
			met = memcmp(head->hash, outside->hash, CHAIN_HASH_SIZE) == 0;
		else if (i + 1 == last->count && head->number > outside->number)
			met = true; /* it is older than what is checked here */
	}
	return met;
}

/* The journal's end must hold, and reach to the head that is kept outside. */
static enum store_status check_end(struct store *store)
{
	struct last_entries last = {.at = calloc(ENTRIES_CHECKED, sizeof *last.at)};
	struct chain_head anchor = {0, {0}}, outside = {0, {0}};
	const struct store_value most = septel__value_number(ENTRIES_CHECKED);
	if (!last.at)
		return septel__store_fail(store, STORE_FAILED, "out of memory");
	septel__out_init(&last.texts, NULL, 0);
	enum store_status status =
		store->make->ask(store, STATEMENT_ANCHOR, NULL, 0, septel__anchor_take, &anchor);
	if (status == STORE_OK)
		status = store->make->ask(store, STATEMENT_LAST_ENTRIES, &most, 1, take_entry,
					  &last);
	septel__head_load(&store->kept, &outside);
	if (status == STORE_OK &&
	    (last.texts.failed || !entries_hold(&last, &anchor, &outside, &store->head)))
		status = septel__store_fail(store, STORE_DAMAGED,
					    "%s: its journal does not hold (septel journal "
					    "--verify tells where)",
					    store->where);
	store->committed = store->head;
	free(last.at);
	septel__out_release(&last.texts);
	return status;
}

static bool take_incarnation(void *context, const struct store_row *row)
{
	struct store *store = context;
	snprintf(store->incarnation, sizeof store->incarnation, "%.*s",
		 VIEW_FORMAT(row->at[2].view));
	return false;
}

const char *septel__store_incarnation(const struct store *store)
{
	return store->incarnation;
}

static enum store_status open_with(struct store **store, const char *where, enum store_mode mode)
{
	const struct store_make *make = septel__store_make_of(where);
	*store = NULL;
	if (sodium_init() < 0)
		return STORE_FAILED;
	if (make)
		return make->open(store, where, mode);
	*store = calloc(1, sizeof **store);
	return *store ? septel__store_fail(*store, STORE_FAILED,
					   "%s: this program reads spools in files only", where)
		      : STORE_FAILED;
}

enum store_status septel__store_open(struct store **store, const char *where, unsigned free_percent)
{
	const enum store_status status = open_with(store, where, STORE_WRITE);
	if (status != STORE_OK)
		return status;
	(*store)->free_percent = free_percent;
	const enum store_status known =
		(*store)->make->ask(*store, STATEMENT_ANCHOR, NULL, 0, take_incarnation, *store);
	return known == STORE_OK ? check_end(*store) : known;
}

bool septel__store_reaches(const char *where)
{
	return septel__store_make_of(where) != NULL;
}

enum store_status septel__store_open_reading(struct store **store, const char *where)
{
	return open_with(store, where, STORE_READ);
}

void septel__store_close(struct store *store)
{
	if (!store)
		return;
	if (store->make) {
		septel__store_undo(store);
		septel__head_keep(&store->kept, &store->committed, store->last_change, true);
		store->make->close(store);
		septel__head_close(&store->kept);
	}
	septel__out_release(&store->fetched);
	septel__out_release(&store->cleaned);
	free(store->where);
	free(store);
}
