/* store_changes.c - which rows a change makes. */
#include "store_make.h"

#include "store_text.h"

#include "../base/date.h"

#include <sodium.h>
#include <stdlib.h>

/* Of whom one change tells; the rest by the next. */
#define OVERDUE_AT_ONCE 1000u

/* A clean copy of the change for the time of one call. */
struct applying {
	struct store *store;
	struct change change;
	struct septel_view origin, serial, filed;
};

static void clean_texts(struct applying *applying)
{
	struct change *change = &applying->change;
	struct septel_out *out = &applying->store->cleaned;
	const struct message_key *key = &change->key;
	struct septel_view *const texts[] = {
		&change->event,    &change->outlet,         &change->detail,   &change->envelope,
		&change->transfer, &change->identification, &change->number,   &change->from,
		&change->routing,  &change->pilot,          &change->reason,   &change->sent_as,
		&change->cited,    &applying->origin,       &applying->serial, &applying->filed,
	};
	size_t length = 1;
	applying->origin = septel_view_of(key->origin);
	applying->serial = septel_view_of(key->serial);
	applying->filed = septel_view_of(key->filed);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		length += 4 * texts[i]->len;
	septel__out_clear(out);
	/* So that the copies do not move. */
	if (!septel__out_reserve(out, length))
		return;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = septel__store_clean(out, *texts[i], texts[i] == &change->transfer);
}

#define RUN(applying, which, values)                                                               \
	((applying)->store->make->run((applying)->store, (which), (values),                        \
				      sizeof(values) / sizeof *(values)))

static struct store_value number(uint64_t value)
{
	return septel__value_number((int64_t)value);
}

static struct store_value text(struct septel_view value)
{
	return septel__value_text(value);
}

static struct store_value none_or(bool there, struct store_value value)
{
	return there ? value : (struct store_value){.kind = VALUE_NONE};
}

static enum store_status add_content(const struct applying *applying)
{
	const struct change *change = &applying->change;
	const struct store_value values[] = {
		number(change->name.message), text(change->envelope),
		septel__value_bytes(change->bytes.ptr, change->bytes.len)};
	return RUN(applying, STATEMENT_CONTENT, values);
}

static enum store_status add_message(const struct applying *applying)
{
	const struct change *change = &applying->change;
	unsigned char hash[CHAIN_HASH_SIZE];
	char dtg[TIME_TEXT_SIZE];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)change->bytes.ptr,
			   change->bytes.len, NULL, 0);
	const struct store_value values[] = {
		number(change->name.message),
		number((uint64_t)change->at),
		number(change->message_state),
		number(change->precedence),
		number(change->classification),
		text(change->outlet),
		text(change->identification),
		none_or(change->transfer.len != 0, text(change->transfer)),
		text(change->from),
		text(change->number),
		text(septel_view_of(septel__time_text(change->dtg, dtg))),
		none_or(change->has_key, text(applying->origin)),
		none_or(change->has_key, text(applying->serial)),
		none_or(change->has_key, septel__value_number(change->key.section)),
		none_or(change->has_key, text(applying->filed)),
		septel__value_bytes(change->text_hash, sizeof change->text_hash),
		number(change->bytes.len),
		septel__value_bytes(hash, sizeof hash),
	};
	const enum store_status status = applying->store->make->room(applying->store);
	if (status != STORE_OK)
		return status;
	const enum store_status added = RUN(applying, STATEMENT_MESSAGE, values);
	return added == STORE_OK ? add_content(applying) : added;
}

static moment when(const struct change *change, bool so)
{
	return so ? change->at : 0;
}

static moment finished(const struct change *change)
{
	return when(change, change->state == COPY_DONE || change->state == COPY_CANCELLED);
}

static enum store_status add_copy(const struct applying *applying)
{
	const struct change *change = &applying->change;
	const struct store_value values[] = {
		number(change->name.message),
		number(change->name.copy),
		text(change->outlet),
		number(change->precedence),
		number(change->state),
		septel__value_number(change->at),
		text(change->routing),
		text(change->pilot),
		text(change->reason),
		text(change->sent_as),
		number(change->attempts),
		septel__value_number(change->not_before),
		septel__value_number(when(change, change->sent_as.len > 1)),
		septel__value_number(finished(change)),
	};
	return RUN(applying, STATEMENT_COPY, values);
}

static enum store_status set_state(const struct applying *applying)
{
	const struct change *change = &applying->change;
	const struct store_value values[] = {
		number(change->name.message),
		number(change->name.copy),
		number(change->state),
		text(change->reason),
		text(change->sent_as),
		number(change->attempts),
		septel__value_number(change->not_before),
		septel__value_number(when(change, change->state == COPY_SENDING)),
		septel__value_number(finished(change)),
		septel__value_number(change->at),
	};
	const enum store_status set = RUN(applying, STATEMENT_STATE, values);
	if (set != STORE_OK || change->delivered == 0)
		return set;
	const struct store_value delivered[] = {number(change->name.message),
						number(change->name.copy),
						septel__value_number(change->delivered)};
	return RUN(applying, STATEMENT_DELIVERED, delivered);
}

/* Who had to act on a message has sent one that refers to it. */
static enum store_status set_answered(const struct applying *applying)
{
	const struct change *change = &applying->change;
	const bool by_number = change->number.len != 0;
	char dtg[TIME_TEXT_SIZE];
	const struct store_value values[] = {
		text(by_number ? change->number
			       : septel_view_of(septel__time_text(change->dtg, dtg))),
		text(change->from),
		septel__value_number(change->answered),
		number(change->answer),
		text(change->routing),
		text(change->cited),
	};
	return applying->store->make->run(
		applying->store, by_number ? STATEMENT_ANSWERED : STATEMENT_ANSWERED_BY_TIME,
		values, by_number ? 5 : 6);
}

static enum store_status set_addressee(const struct applying *applying)
{
	const struct change *change = &applying->change;
	if (change->name.message == 0)
		return set_answered(applying);
	const struct store_value values[] = {
		number(change->name.message),
		text(change->from),
		number(change->role),
		text(change->routing),
		septel__value_number(change->delivered),
		septel__value_number(change->read),
		septel__value_number(change->answered),
		septel__value_number(change->due),
		number(change->answer),
	};
	return RUN(applying, STATEMENT_ADDRESSEE, values);
}

static enum store_status change_rows(const struct applying *applying)
{
	const struct change *change = &applying->change;
	const struct store_value state[] = {number(change->name.message),
					    number(change->message_state)};
	const struct store_value channel[] = {text(change->outlet), text(change->detail)};
	const struct store_value setting[] = {text(change->number), text(change->detail)};
	switch (change->kind) {
	case CHANGE_MESSAGE:
		return add_message(applying);
	case CHANGE_COPY:
		return add_copy(applying);
	case CHANGE_STATE:
		return set_state(applying);
	case CHANGE_MESSAGE_STATE:
		return RUN(applying, STATEMENT_MESSAGE_STATE, state);
	case CHANGE_CHANNEL:
		return RUN(applying, STATEMENT_CHANNEL, channel);
	case CHANGE_SETTING:
		return RUN(applying, STATEMENT_SETTING, setting);
	case CHANGE_ADDRESSEE:
		return set_addressee(applying);
	case CHANGE_OVERDUE: /* its entries are all there is: add_overdue */
	case CHANGE_EVENT:
		return STORE_OK;
	}
	return septel__store_fail(applying->store, STORE_FAILED, "no such change");
}

static enum store_status add_entry(const struct applying *applying)
{
	const struct change *change = &applying->change;
	struct journal_entry entry = {.at = change->at,
				      .name = change->name,
				      .outlet = change->outlet,
				      .event = change->event,
				      .detail = change->detail};
	septel__chain_add(&applying->store->head, &entry);
	const struct store_value values[] = {
		number(entry.number),       septel__value_number(entry.at),
		number(entry.name.message), number(entry.name.copy),
		text(entry.outlet),         text(entry.event),
		text(entry.detail),         septel__value_bytes(entry.hash, sizeof entry.hash)};
	return RUN(applying, STATEMENT_ENTRY, values);
}

/* ---- whose time to act is over ------------------------------------------------------------ */

struct overdue {
	uint64_t message;
	size_t designator, length; /* in `texts` */
	bool delivered, read;
};

struct overdue_list {
	struct overdue at[OVERDUE_AT_ONCE];
	size_t count;
	struct septel_out texts;
};

static bool take_overdue(void *context, const struct store_row *row)
{
	struct overdue_list *list = context;
	list->at[list->count++] =
		(struct overdue){.message = (uint64_t)row->at[0].number,
				 .designator = septel__out_written(&list->texts).len,
				 .length = row->at[1].view.len,
				 .delivered = row->at[3].number != 0,
				 .read = row->at[4].number != 0};
	septel__out_view(&list->texts, row->at[1].view);
	return list->count < OVERDUE_AT_ONCE;
}

/* Told of once, those who have read it not at all: whether they act is seen by an answer alone. */
static enum store_status tell_overdue(struct applying *applying, const struct overdue *overdue,
				      struct septel_view designator)
{
	struct change *change = &applying->change;
	const struct store_value told[] = {number(overdue->message), text(designator)};
	const enum store_status status = RUN(applying, STATEMENT_OVERDUE_TOLD, told);
	if (status != STORE_OK || overdue->read)
		return status;
	struct septel_out detail;
	septel__out_init(&detail, NULL, 0);
	septel__out_format(&detail, "%.*s %s", VIEW_FORMAT(designator),
			   overdue->delivered ? "has it, and has not read it"
					      : "is not known to have it");
	change->name.message = overdue->message;
	change->detail = septel__out_written(&detail);
	const enum store_status added =
		detail.failed ? septel__store_fail(applying->store, STORE_FAILED, "out of memory")
			      : add_entry(applying);
	septel__out_release(&detail);
	return added;
}

static enum store_status add_overdue(struct applying *applying)
{
	struct store *store = applying->store;
	const struct store_value values[] = {septel__value_number(applying->change.at),
					     number(OVERDUE_AT_ONCE)};
	struct overdue_list *list = calloc(1, sizeof *list);
	if (!list)
		return septel__store_fail(store, STORE_FAILED, "out of memory");
	septel__out_init(&list->texts, NULL, 0);
	enum store_status status =
		store->make->ask(store, STATEMENT_OVERDUE, values, 2, take_overdue, list);
	if (status == STORE_OK && list->texts.failed)
		status = septel__store_fail(store, STORE_FAILED, "out of memory");
	for (size_t i = 0; status == STORE_OK && i < list->count; i++)
		status = tell_overdue(applying, &list->at[i],
				      septel__slice(septel__out_written(&list->texts),
						    list->at[i].designator,
						    list->at[i].designator + list->at[i].length));
	septel__out_release(&list->texts);
	free(list);
	return status;
}

/* A setting's entry has its name as well. */
static bool name_setting(struct applying *applying, struct septel_out *detail)
{
	struct change *change = &applying->change;
	if (change->kind != CHANGE_SETTING || change->event.len == 0)
		return true;
	septel__out_format(detail, "%.*s %.*s", VIEW_FORMAT(change->number),
			   VIEW_FORMAT(change->detail));
	change->detail = septel__out_written(detail);
	return !detail->failed;
}

enum store_status septel__store_apply(struct store *store, const struct change *change)
{
	struct applying applying = {.store = store, .change = *change};
	struct septel_out detail;
	if (store->broken != STORE_OK)
		return store->broken;
	clean_texts(&applying);
	enum store_status status = store->in_batch ? STORE_OK : store->make->begin(store);
	store->in_batch = store->in_batch || status == STORE_OK;
	if (status == STORE_OK && store->cleaned.failed)
		status = septel__store_fail(store, STORE_FAILED, "out of memory");
	if (status == STORE_OK)
		status = change_rows(&applying);
	septel__out_init(&detail, NULL, 0);
	if (status == STORE_OK && change->kind == CHANGE_OVERDUE)
		status = add_overdue(&applying);
	else if (status == STORE_OK && change->event.len != 0)
		status = name_setting(&applying, &detail)
				 ? add_entry(&applying)
				 : septel__store_fail(store, STORE_FAILED, "out of memory");
	septel__out_release(&detail);
	if (change->at > store->last_change)
		store->last_change = change->at;
	if (status != STORE_OK)
		septel__store_undo(store);
	return status;
}

bool septel__store_clean_key(struct store *store, const struct message_key *key,
			     struct septel_view transfer, struct septel_view texts[4])
{
	struct septel_out *out = &store->cleaned;
	texts[0] = septel_view_of(key->filed);
	texts[1] = septel_view_of(key->origin);
	texts[2] = septel_view_of(key->serial);
	texts[3] = transfer;
	septel__out_clear(out);
	if (!septel__out_reserve(
		    out, 4 * (texts[0].len + texts[1].len + texts[2].len + transfer.len) + 1))
		return false;
	for (size_t i = 0; i < 4; i++)
		texts[i] = septel__store_clean(out, texts[i], i == 3);
	return !out->failed;
}
