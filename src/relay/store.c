/* store.c - see store.h: what both makes share. */
#include "store_make.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>

enum store_status septel__store_fail(struct store *store, enum store_status status,
				     const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(store->error, sizeof store->error, format, arguments);
	va_end(arguments);
	return status;
}

const char *septel__store_error(const struct store *store)
{
	return store ? store->error : "out of memory";
}

void septel__store_undo(struct store *store)
{
	if (store->in_batch)
		store->make->undo(store);
	store->in_batch = store->batch_failed = false;
	store->head = store->committed;
}

/* ---- the batch ------------------------------------------------------------------------ */

enum store_status septel__store_room(struct store *store)
{
	return store->broken != STORE_OK ? store->broken : store->make->room(store);
}

enum store_status septel__store_commit(struct store *store)
{
	if (store->broken != STORE_OK)
		return store->broken;
	if (store->batch_failed) {
		septel__store_undo(store);
		return STORE_FAILED;
	}
	if (!store->in_batch)
		return STORE_OK;
	const enum store_status status = store->make->commit(store);
	if (status != STORE_OK) {
		septel__store_undo(store);
		return status;
	}
	store->in_batch = false;
	store->committed = store->head;
	septel__head_keep(&store->kept, &store->committed, store->last_change, false);
	return STORE_OK;
}

void septel__store_idle(struct store *store)
{
	if (store->in_batch || store->broken != STORE_OK)
		return;
	septel__head_keep(&store->kept, &store->committed, store->last_change, true);
	store->make->idle(store);
}

/* ---- questions ------------------------------------------------------------------------ */

struct finding {
	struct store_match *at;
	size_t count;
	bool by_transfer;
};

/* The routing indicators of an envelope as it was written (envelope_write.c), whole ones. */
static void take_routing(struct store_match *match, struct septel_view envelope)
{
	static const char WORD[] = "routing: ";
	struct septel_view line, word;
	size_t length = 0;
	while (septel__next_line(&envelope, &line))
		if (septel__starts(line, WORD))
			break;
	if (!septel__starts(line, WORD))
		return;
	line = septel__slice(line, sizeof WORD - 1, line.len);
	while (septel__next_word(&line, &word) && !memchr(word.ptr, '\0', word.len) &&
	       length + word.len + 2 <= sizeof match->routing) {
		if (length)
			match->routing[length++] = ' ';
		memcpy(match->routing + length, word.ptr, word.len);
		length += word.len;
	}
	match->routing[length] = '\0';
}

static bool take_match(void *context, const struct store_row *row)
{
	struct finding *finding = context;
	const uint64_t message = (uint64_t)row->at[0].number;
	size_t place = 0;
	while (place < finding->count && finding->at[place].message > message)
		place++;
	if (place < finding->count && finding->at[place].message == message) {
		finding->at[place].by_transfer |= finding->by_transfer;
		return true;
	}
	/* The oldest goes where there are too many; that of the transfer never does. */
	if (finding->count == STORE_MATCHES_LIMIT) {
		if (place == finding->count)
			place--;
		finding->count--;
	}
	memmove(finding->at + place + 1, finding->at + place,
		(finding->count - place) * sizeof *finding->at);
	finding->count++;
	struct store_match *match = &finding->at[place];
	*match = (struct store_match){.message = message,
				      .state = (enum message_state)row->at[1].number,
				      .precedence = (enum septel_precedence)row->at[3].number,
				      .classification = (enum septel_class)row->at[4].number,
				      .by_transfer = finding->by_transfer};
	if (row->at[2].view.len == TEXT_HASH_SIZE)
		memcpy(match->text_hash, row->at[2].view.ptr, TEXT_HASH_SIZE);
	take_routing(match, row->at[5].view);
	return true;
}

size_t septel__store_find(struct store *store, const struct message_key *key, bool has_key,
			  struct septel_view transfer,
			  struct store_match matches[STORE_MATCHES_LIMIT])
{
	struct finding finding = {.at = matches};
	enum store_status status = store->broken;
	struct septel_view texts[4];
	if (!septel__store_clean_key(store, key, transfer, texts))
		status = STORE_FAILED;
	if (has_key && status == STORE_OK) {
		const struct store_value values[] = {
			septel__value_text(texts[0]), septel__value_text(texts[1]),
			septel__value_text(texts[2]), septel__value_number(key->section)};
		status = store->make->ask(store, STATEMENT_FIND_KEY, values, 4, take_match,
					  &finding);
	}
	finding.by_transfer = true;
	const struct store_value value = septel__value_text(texts[3]);
	if (transfer.len && status == STORE_OK)
		status = store->make->ask(store, STATEMENT_FIND_TRANSFER, &value, 1, take_match,
					  &finding);
	/* Whoever asked would take a duplicate for something new: it must not be committed. */
	store->batch_failed |= status != STORE_OK;
	return status == STORE_OK ? finding.count : 0;
}

static void take_columns(struct store_copy *copy, const struct store_value *at)
{
	copy->outlet = at[0].view;
	copy->routing = at[1].view;
	copy->pilot = at[2].view;
	copy->reason = at[3].view;
	copy->sent_as = at[4].view;
	copy->precedence = (enum septel_precedence)at[5].number;
	copy->classification = (enum septel_class)at[6].number;
	copy->state = (enum copy_state)at[7].number;
	copy->attempts = (uint32_t)at[8].number;
	copy->accepted = at[9].number;
	copy->not_before = at[10].number;
	copy->length = (size_t)at[11].number;
	copy->changed = at[12].number;
	copy->last_copy = (uint32_t)at[13].number;
	copy->arrived = at[14].view;
}

struct fetching {
	struct septel_out *out;
	struct store_copy *copy;
	bool found, whole;
};

/* The end mark of a message: it is as long as it was, and has the hash that it had. */
static bool is_whole(const struct store_copy *copy, struct septel_view hash)
{
	unsigned char own[CHAIN_HASH_SIZE];
	if (copy->bytes.len != copy->length || hash.len != sizeof own)
		return false;
	crypto_generichash(own, sizeof own, (const unsigned char *)copy->bytes.ptr, copy->bytes.len,
			   NULL, 0);
	return memcmp(own, hash.ptr, sizeof own) == 0;
}

static bool take_fetched(void *context, const struct store_row *row)
{
	struct fetching *fetching = context;
	struct store_copy *copy = fetching->copy;
	struct septel_view *const views[] = {&copy->outlet, &copy->routing, &copy->pilot,
					     &copy->reason, &copy->sent_as, &copy->arrived,
					     &copy->bytes};
	size_t length = 0;
	take_columns(copy, row->at);
	copy->bytes = row->at[16].view;
	fetching->found = true;
	fetching->whole = is_whole(copy, row->at[15].view);
	for (size_t i = 0; i < sizeof views / sizeof *views; i++)
		length += views[i]->len;
	if (!septel__out_reserve(fetching->out, length))
		return false;
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		const size_t from = fetching->out->length;
		septel__out_view(fetching->out, *views[i]);
		views[i]->ptr = fetching->out->data + from;
	}
	return false;
}

enum store_status septel__store_fetch(struct store *store, struct copy_name name,
				      struct store_copy *copy)
{
	struct fetching fetching = {.out = &store->fetched, .copy = copy};
	const struct store_value values[] = {septel__value_number((int64_t)name.message),
					     septel__value_number(name.copy)};
	const unsigned long long message = name.message;
	*copy = (struct store_copy){.name = name};
	septel__out_clear(&store->fetched);
	if (store->broken != STORE_OK)
		return store->broken;
	const enum store_status status =
		store->make->ask(store, name.copy ? STATEMENT_FETCH : STATEMENT_FETCH_MESSAGE,
				 values, name.copy ? 2 : 1, take_fetched, &fetching);
	if (status != STORE_OK)
		return status;
	if (!fetching.found)
		return septel__store_fail(store, STORE_FAILED, "%s: there is no copy %u of %llu",
					  store->where, name.copy, message);
	if (store->fetched.failed)
		return septel__store_fail(store, STORE_FAILED, "out of memory");
	return fetching.whole ? STORE_OK
			      : septel__store_fail(store, STORE_DAMAGED,
						   "%s: message %llu is not as it was accepted",
						   store->where, message);
}

static bool take_name(void *context, const struct store_row *row)
{
	struct copy_name *name = context;
	name->message = (uint64_t)row->at[0].number;
	name->copy = (uint32_t)row->at[1].number;
	return false;
}

struct copy_name septel__store_sent(struct store *store, const struct store_sent *sent)
{
	struct copy_name name = {0, 0};
	struct septel_view key[4];
	enum store_status status = store->broken;
	if (status == STORE_OK &&
	    !septel__store_clean_key(store, &sent->key, sent->identification, key))
		status = STORE_FAILED;
	const struct store_value by_name[] = {septel__value_text(sent->outlet),
					      septel__value_text(sent->identification)};
	const struct store_value by_key[] = {
		septel__value_text(key[0]), septel__value_text(key[1]), septel__value_text(key[2]),
		septel__value_number(sent->key.section), septel__value_text(sent->outlet)};
	if (status == STORE_OK && sent->identification.len)
		status = store->make->ask(store,
					  sent->arrived ? STATEMENT_ARRIVED_AS : STATEMENT_SENT_AS,
					  by_name, 2, take_name, &name);
	else if (status == STORE_OK && sent->has_key)
		status = store->make->ask(store, STATEMENT_SENT_KEY, by_key, 5, take_name, &name);
	return status == STORE_OK ? name : (struct copy_name){0, 0};
}

/* ---- loading -------------------------------------------------------------------------- */

struct loading {
	const struct store_loader *loader;
	bool (*pair)(void *context, struct septel_view name, struct septel_view value);
	struct copy_name last; /* copies come in portions */
	size_t count;
	bool stopped;
};

static bool take_pair(void *context, const struct store_row *row)
{
	struct loading *loading = context;
	loading->stopped =
		!loading->pair(loading->loader->context, row->at[0].view, row->at[1].view);
	return !loading->stopped;
}

static bool take_copy(void *context, const struct store_row *row)
{
	struct loading *loading = context;
	struct store_copy copy = {
		.name = {(uint64_t)row->at[0].number, (uint32_t)row->at[1].number}};
	take_columns(&copy, row->at + 2);
	copy.considered = row->at[row->count - 1].number != 0;
	loading->last = copy.name;
	loading->count++;
	loading->stopped = !loading->loader->copy(loading->loader->context, &copy);
	return !loading->stopped;
}

static enum store_status load_copies(struct store *store, struct loading *loading)
{
	enum store_status status = STORE_OK;
	do {
		const struct store_value values[] = {
			septel__value_number((int64_t)loading->last.message),
			septel__value_number(loading->last.copy)};
		loading->count = 0;
		status = store->make->ask(store, STATEMENT_COPIES, values, 2, take_copy, loading);
	} while (status == STORE_OK && loading->count != 0 && !loading->stopped);
	return status;
}

static bool take_last(void *context, const struct store_row *row)
{
	uint64_t *last = context;
	const int64_t there = row->at[0].number, dropped = row->at[1].number;
	*last = (uint64_t)(there > dropped ? there : dropped);
	return false;
}

enum store_status septel__store_load(struct store *store, const struct store_loader *loader,
				     uint64_t *last_message)
{
	struct loading loading = {.loader = loader, .pair = loader->setting};
	*last_message = 0;
	enum store_status status = store->broken;
	if (status == STORE_OK)
		status = store->make->ask(store, STATEMENT_SETTINGS, NULL, 0, take_pair, &loading);
	loading.pair = loader->channel;
	if (status == STORE_OK && !loading.stopped)
		status = store->make->ask(store, STATEMENT_CHANNELS, NULL, 0, take_pair, &loading);
	if (status == STORE_OK && !loading.stopped)
		status = load_copies(store, &loading);
	if (status == STORE_OK)
		status = store->make->ask(store, STATEMENT_LAST_MESSAGE, NULL, 0, take_last,
					  last_message);
	if (status == STORE_OK && loading.stopped)
		status = septel__store_fail(store, STORE_FAILED, "%s: what waits does not fit",
					    store->where);
	return status;
}
