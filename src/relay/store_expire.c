/* store_expire.c - dropping what is done and old enough.
 *
 * A little at a call, so that no commit waits long for it.  The journal loses entries at its old
 * end only, and only such as are old and whose messages are gone; the hash of the last that went is
 * the anchor that the rest is checked from.
 */
#include "store_make.h"

#include "../base/limits.h"

struct old_message {
	uint64_t number;
	moment accepted;
	bool done;
};

struct old_messages {
	struct old_message at[RELAY_EXPIRE_LIMIT];
	size_t count;
};

static bool take_message(void *context, const struct store_row *row)
{
	struct old_messages *old = context;
	if (old->count == RELAY_EXPIRE_LIMIT)
		return false;
	old->at[old->count++] = (struct old_message){(uint64_t)row->at[0].number, row->at[1].number,
						     row->at[2].number != 0};
	return true;
}

static enum store_status drop_message(struct store *store, uint64_t number)
{
	static const enum store_statement DROPS[] = {STATEMENT_DROP_CONTENT, STATEMENT_DROP_COPIES,
						     STATEMENT_DROP_ADDRESSEES,
						     STATEMENT_DROP_MESSAGE, STATEMENT_KEEP_NUMBER};
	const struct store_value value = septel__value_number((int64_t)number);
	enum store_status status = STORE_OK;
	for (size_t i = 0; i < sizeof DROPS / sizeof *DROPS && status == STORE_OK; i++)
		status = store->make->run(store, DROPS[i], &value, 1);
	return status;
}

static enum store_status drop_messages(struct store *store, const struct old_messages *old,
				       moment before, size_t *dropped)
{
	enum store_status status = STORE_OK;
	bool young = false;
	for (size_t i = 0; i < old->count && status == STORE_OK && !young; i++) {
		young = old->at[i].accepted >= before;
		if (young)
			continue;
		store->expired = old->at[i].number;
		if (!old->at[i].done)
			continue;
		status = drop_message(store, old->at[i].number);
		++*dropped;
	}
	/* From the beginning again the next time. */
	if (young || old->count < RELAY_EXPIRE_LIMIT)
		store->expired = 0;
	return status;
}

struct old_entries {
	moment before;
	struct chain_head last;
};

static bool take_old_entry(void *context, const struct store_row *row)
{
	struct old_entries *old = context;
	if (row->at[1].number >= old->before || row->at[3].number != 0 ||
	    row->at[2].view.len != CHAIN_HASH_SIZE)
		return false;
	old->last.number = (uint64_t)row->at[0].number;
	memcpy(old->last.hash, row->at[2].view.ptr, CHAIN_HASH_SIZE);
	return true;
}

static enum store_status drop_entries(struct store *store, moment before)
{
	struct old_entries old = {.before = before};
	const struct store_value most = septel__value_number((int64_t)RELAY_EXPIRE_LIMIT * 10);
	enum store_status status =
		store->make->ask(store, STATEMENT_OLD_ENTRIES, &most, 1, take_old_entry, &old);
	if (status != STORE_OK || old.last.number == 0)
		return status;
	const struct store_value values[] = {
		septel__value_number((int64_t)old.last.number),
		septel__value_bytes(old.last.hash, sizeof old.last.hash)};
	status = store->make->run(store, STATEMENT_SET_ANCHOR, values, 2);
	return status == STORE_OK ? store->make->run(store, STATEMENT_DROP_ENTRIES, values, 1)
				  : status;
}

size_t septel__store_expire(struct store *store, moment before)
{
	struct old_messages old = {.count = 0};
	size_t dropped = 0;
	const struct store_value values[] = {septel__value_number((int64_t)store->expired),
					     septel__value_number(RELAY_EXPIRE_LIMIT)};
	/* It is a batch of its own: what is in one is committed first. */
	if (store->broken != STORE_OK || store->in_batch ||
	    store->make->ask(store, STATEMENT_OLD_MESSAGES, values, 2, take_message, &old) !=
		    STORE_OK ||
	    store->make->begin(store) != STORE_OK)
		return 0;
	store->in_batch = true;
	if (drop_messages(store, &old, before, &dropped) != STORE_OK ||
	    drop_entries(store, before) != STORE_OK) {
		septel__store_undo(store);
		return 0;
	}
	return septel__store_commit(store) == STORE_OK ? dropped : 0;
}
