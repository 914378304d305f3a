/* parcel.c - see parcel.h.
 *
 * Every field of a structure goes every time, whatever its kind makes of it: one order for all is
 * one that cannot be got wrong.  What is an enumeration is held against its last value, and what is
 * a string against its size, by whoever takes it.
 */
#include "parcel.h"

void septel__put_name(struct exchange *exchange, struct copy_name name)
{
	septel__put_number(exchange, name.message);
	septel__put_number(exchange, name.copy);
}

struct copy_name septel__take_name(struct parcel *parcel)
{
	const uint64_t message = septel__take_integer(parcel);
	return (struct copy_name){message, (uint32_t)septel__take_bounded(parcel, UINT32_MAX)};
}

static void put_string(struct exchange *exchange, const char *string)
{
	septel__put_view(exchange, septel_view_of(string));
}

/* A number that may be negative. */
static void put_signed(struct exchange *exchange, int64_t number)
{
	septel__put_number(exchange, (uint64_t)number);
}

static int64_t take_signed(struct parcel *parcel)
{
	return (int64_t)septel__take_integer(parcel);
}

void septel__put_key(struct exchange *exchange, const struct message_key *key)
{
	put_string(exchange, key->origin);
	put_string(exchange, key->serial);
	put_signed(exchange, key->section);
	put_string(exchange, key->filed);
}

void septel__take_key(struct parcel *parcel, struct message_key *key)
{
	septel__take_string(parcel, key->origin, sizeof key->origin);
	septel__take_string(parcel, key->serial, sizeof key->serial);
	const int64_t section = take_signed(parcel);
	if (section < INT32_MIN || section > INT32_MAX)
		parcel->failed = true;
	key->section = (int)section;
	septel__take_string(parcel, key->filed, sizeof key->filed);
}

static void put_hash(struct exchange *exchange, const unsigned char hash[TEXT_HASH_SIZE])
{
	septel__put_view(exchange, (struct septel_view){(const char *)hash, TEXT_HASH_SIZE});
}

static void take_hash(struct parcel *parcel, unsigned char hash[TEXT_HASH_SIZE])
{
	const struct septel_view view = septel__take_view(parcel);
	if (view.len == TEXT_HASH_SIZE)
		memcpy(hash, view.ptr, TEXT_HASH_SIZE);
	else
		parcel->failed = true;
}

static void put_time(struct exchange *exchange, struct septel_time time)
{
	put_signed(exchange, time.year);
	put_signed(exchange, time.month);
	put_signed(exchange, time.day);
	put_signed(exchange, time.hour);
	put_signed(exchange, time.minute);
}

static int take_within(struct parcel *parcel, int least, int most)
{
	const int64_t number = take_signed(parcel);
	if (number >= least && number <= most)
		return (int)number;
	parcel->failed = true;
	return 0;
}

static struct septel_time take_time(struct parcel *parcel)
{
	struct septel_time time;
	time.year = (int16_t)take_within(parcel, 0, 9999);
	time.month = (int8_t)take_within(parcel, 0, 12);
	time.day = (int8_t)take_within(parcel, 0, 31);
	time.hour = (int8_t)take_within(parcel, SEPTEL_NUMBER_NONE, 24);
	time.minute = (int8_t)take_within(parcel, SEPTEL_NUMBER_NONE, 59);
	return time;
}

void septel__put_change(struct exchange *exchange, const struct change *change)
{
	septel__put_number(exchange, change->kind);
	put_signed(exchange, change->at);
	septel__put_name(exchange, change->name);
	septel__put_view(exchange, change->event);
	septel__put_view(exchange, change->outlet);
	septel__put_view(exchange, change->detail);
	septel__put_view(exchange, change->bytes);
	septel__put_view(exchange, change->envelope);
	septel__put_number(exchange, change->has_key);
	if (change->has_key)
		septel__put_key(exchange, &change->key);
	put_hash(exchange, change->text_hash);
	septel__put_view(exchange, change->transfer);
	septel__put_view(exchange, change->identification);
	septel__put_view(exchange, change->number);
	septel__put_view(exchange, change->from);
	septel__put_view(exchange, change->cited);
	put_time(exchange, change->dtg);
	septel__put_number(exchange, change->precedence);
	septel__put_number(exchange, change->classification);
	septel__put_number(exchange, change->message_state);
	septel__put_view(exchange, change->routing);
	septel__put_view(exchange, change->pilot);
	septel__put_number(exchange, change->state);
	septel__put_view(exchange, change->reason);
	septel__put_view(exchange, change->sent_as);
	septel__put_number(exchange, change->attempts);
	put_signed(exchange, change->not_before);
	septel__put_number(exchange, change->role);
	put_signed(exchange, change->delivered);
	put_signed(exchange, change->read);
	put_signed(exchange, change->answered);
	put_signed(exchange, change->due);
	septel__put_number(exchange, change->answer);
}

void septel__take_change(struct parcel *parcel, struct change *change)
{
	*change = (struct change){
		.kind = (enum change_kind)septel__take_bounded(parcel, CHANGE_EVENT)};
	change->at = take_signed(parcel);
	change->name = septel__take_name(parcel);
	change->event = septel__take_view(parcel);
	change->outlet = septel__take_view(parcel);
	change->detail = septel__take_view(parcel);
	change->bytes = septel__take_view(parcel);
	change->envelope = septel__take_view(parcel);
	change->has_key = septel__take_bool(parcel);
	if (change->has_key)
		septel__take_key(parcel, &change->key);
	take_hash(parcel, change->text_hash);
	change->transfer = septel__take_view(parcel);
	change->identification = septel__take_view(parcel);
	change->number = septel__take_view(parcel);
	change->from = septel__take_view(parcel);
	change->cited = septel__take_view(parcel);
	change->dtg = take_time(parcel);
	change->precedence = (enum septel_precedence)septel__take_bounded(parcel, SEPTEL_EMERGENCY);
	change->classification = (enum septel_class)septel__take_bounded(parcel, SEPTEL_TOP_SECRET);
	change->message_state = (enum message_state)septel__take_bounded(parcel, MESSAGE_CANCELLED);
	change->routing = septel__take_view(parcel);
	change->pilot = septel__take_view(parcel);
	change->state = (enum copy_state)septel__take_bounded(parcel, COPY_CANCELLED);
	change->reason = septel__take_view(parcel);
	change->sent_as = septel__take_view(parcel);
	change->attempts = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	change->not_before = take_signed(parcel);
	change->role = (enum envelope_role)septel__take_bounded(parcel, ROLE_EXEMPT);
	change->delivered = take_signed(parcel);
	change->read = take_signed(parcel);
	change->answered = take_signed(parcel);
	change->due = take_signed(parcel);
	change->answer = septel__take_integer(parcel);
}

void septel__put_copy(struct exchange *exchange, const struct store_copy *copy)
{
	septel__put_name(exchange, copy->name);
	septel__put_view(exchange, copy->bytes);
	septel__put_view(exchange, copy->outlet);
	septel__put_view(exchange, copy->routing);
	septel__put_view(exchange, copy->pilot);
	septel__put_view(exchange, copy->reason);
	septel__put_view(exchange, copy->sent_as);
	septel__put_view(exchange, copy->arrived);
	septel__put_number(exchange, copy->precedence);
	septel__put_number(exchange, copy->classification);
	septel__put_number(exchange, copy->state);
	septel__put_number(exchange, copy->attempts);
	septel__put_number(exchange, copy->last_copy);
	put_signed(exchange, copy->accepted);
	put_signed(exchange, copy->not_before);
	put_signed(exchange, copy->changed);
	septel__put_number(exchange, copy->length);
	septel__put_number(exchange, copy->considered);
}

void septel__take_copy(struct parcel *parcel, struct store_copy *copy)
{
	*copy = (struct store_copy){.name = septel__take_name(parcel)};
	copy->bytes = septel__take_view(parcel);
	copy->outlet = septel__take_view(parcel);
	copy->routing = septel__take_view(parcel);
	copy->pilot = septel__take_view(parcel);
	copy->reason = septel__take_view(parcel);
	copy->sent_as = septel__take_view(parcel);
	copy->arrived = septel__take_view(parcel);
	copy->precedence = (enum septel_precedence)septel__take_bounded(parcel, SEPTEL_EMERGENCY);
	copy->classification = (enum septel_class)septel__take_bounded(parcel, SEPTEL_TOP_SECRET);
	copy->state = (enum copy_state)septel__take_bounded(parcel, COPY_CANCELLED);
	copy->attempts = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	copy->last_copy = (uint32_t)septel__take_bounded(parcel, UINT32_MAX);
	copy->accepted = take_signed(parcel);
	copy->not_before = take_signed(parcel);
	copy->changed = take_signed(parcel);
	copy->length = septel__take_bounded(parcel, SIZE_MAX);
	copy->considered = septel__take_bool(parcel);
}

void septel__put_sent(struct exchange *exchange, const struct store_sent *sent)
{
	septel__put_view(exchange, sent->outlet);
	septel__put_view(exchange, sent->identification);
	septel__put_number(exchange, sent->arrived);
	septel__put_number(exchange, sent->has_key);
	if (sent->has_key)
		septel__put_key(exchange, &sent->key);
}

void septel__take_sent(struct parcel *parcel, struct store_sent *sent)
{
	*sent = (struct store_sent){.outlet = septel__take_view(parcel)};
	sent->identification = septel__take_view(parcel);
	sent->arrived = septel__take_bool(parcel);
	sent->has_key = septel__take_bool(parcel);
	if (sent->has_key)
		septel__take_key(parcel, &sent->key);
}

void septel__put_match(struct exchange *exchange, const struct store_match *match)
{
	septel__put_number(exchange, match->message);
	septel__put_number(exchange, match->state);
	put_hash(exchange, match->text_hash);
	septel__put_number(exchange, match->precedence);
	septel__put_number(exchange, match->classification);
	put_string(exchange, match->routing);
	septel__put_number(exchange, match->by_transfer);
}

void septel__take_match(struct parcel *parcel, struct store_match *match)
{
	*match = (struct store_match){.message = septel__take_integer(parcel)};
	match->state = (enum message_state)septel__take_bounded(parcel, MESSAGE_CANCELLED);
	take_hash(parcel, match->text_hash);
	match->precedence = (enum septel_precedence)septel__take_bounded(parcel, SEPTEL_EMERGENCY);
	match->classification = (enum septel_class)septel__take_bounded(parcel, SEPTEL_TOP_SECRET);
	septel__take_string(parcel, match->routing, sizeof match->routing);
	match->by_transfer = septel__take_bool(parcel);
}
