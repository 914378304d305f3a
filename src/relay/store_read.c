/* store_read.c - see store_read.h: copies, messages, addressees. */
#include "store_read.h"

#include "store_make.h"
#include "store_reading.h"

#include <stdio.h>

enum store_status septel__reading_ask(struct store *store, const char *sql,
				      const struct store_value *values, size_t count,
				      store_row_function row, void *context)
{
	return store->make->ask_text(store, sql, values, count, row, context);
}

/* ---- words ------------------------------------------------------------------------------ */

const char *septel__copy_state_word(enum copy_state state)
{
	static const char *const WORDS[] = {"active", "sending", "deferred",
					    "hold",   "done",    "cancelled"};
	return (size_t)state < sizeof WORDS / sizeof *WORDS ? WORDS[state] : "";
}

const char *septel__message_state_word(enum message_state state)
{
	static const char *const WORDS[] = {"accepted", "corrupt", "duplicate", "cancelled"};
	return (size_t)state < sizeof WORDS / sizeof *WORDS ? WORDS[state] : "";
}

const char *septel__precedence_letter(enum septel_precedence precedence)
{
	static const char *const LETTERS[] = {"-", "R", "P", "O", "Z", "Y"};
	return (size_t)precedence < sizeof LETTERS / sizeof *LETTERS ? LETTERS[precedence] : "-";
}

/* ---- copies ----------------------------------------------------------------------------- */

#define COPIES                                                                                     \
	"SELECT copy.message, copy.copy, copy.outlet, copy.routing, copy.reason, copy.sent_as,"    \
	" copy.precedence, copy.state, copy.attempts, copy.made, copy.changed, copy.not_before,"   \
	" copy.sent, copy.finished, message.accepted, message.arrived, message.identification,"    \
	" message.sender, message.reference, message.length FROM copy"                             \
	" JOIN message ON message.number = copy.message"

struct copy_taking {
	read_copy_function take;
	void *context;
};

static bool take_copy(void *context, const struct store_row *row)
{
	const struct copy_taking *taking = context;
	const struct store_value *at = row->at;
	const struct read_copy copy = {
		.name = {(uint64_t)at[0].number, (uint32_t)at[1].number},
		.outlet = at[2].view,
		.routing = at[3].view,
		.reason = at[4].view,
		.sent_as = at[5].view,
		.precedence = (enum septel_precedence)at[6].number,
		.state = (enum copy_state)at[7].number,
		.attempts = (uint32_t)at[8].number,
		.made = at[9].number,
		.changed = at[10].number,
		.not_before = at[11].number,
		.sent = at[12].number,
		.finished = at[13].number,
		.accepted = at[14].number,
		.arrived = at[15].view,
		.identification = at[16].view,
		.from = at[17].view,
		.number = at[18].view,
		.length = (size_t)at[19].number,
	};
	return taking->take(taking->context, &copy);
}

enum store_status septel__read_queue(struct store *store, struct septel_view outlet,
				     unsigned states, read_copy_function take, void *context)
{
	struct copy_taking taking = {take, context};
	/* Each state has a value of its own: 9, which is none, where it is not wanted. */
	struct store_value values[5] = {septel__value_text(outlet)};
	for (unsigned state = COPY_ACTIVE; state <= COPY_HELD; state++)
		values[state + 1] =
			septel__value_number(states == 0 || states & 1u << state ? (int)state : 9);
	return septel__reading_ask(store,
				   COPIES
				   " WHERE copy.state < 4 AND (?1 = '' OR copy.outlet = ?1)"
				   " AND copy.state IN (?2, ?3, ?4, ?5)"
				   " ORDER BY copy.outlet, copy.precedence DESC, copy.message",
				   values, 5, take_copy, &taking);
}

enum store_status septel__read_copies(struct store *store, uint64_t message,
				      read_copy_function take, void *context)
{
	struct copy_taking taking = {take, context};
	const struct store_value value = septel__value_number((int64_t)message);
	return septel__reading_ask(store, COPIES " WHERE copy.message = ?1 ORDER BY copy.copy",
				   &value, 1, take_copy, &taking);
}

struct queue_taking {
	read_queue_function take;
	void *context;
};

static bool take_queue(void *context, const struct store_row *row)
{
	const struct queue_taking *taking = context;
	const struct read_queue queue = {.outlet = row->at[0].view,
					 .precedence = (enum septel_precedence)row->at[1].number,
					 .state = (enum copy_state)row->at[2].number,
					 .count = (uint64_t)row->at[3].number,
					 .oldest = row->at[4].number};
	return taking->take(taking->context, &queue);
}

enum store_status septel__read_queues(struct store *store, read_queue_function take, void *context)
{
	struct queue_taking taking = {take, context};
	/* The oldest of a queue has the lowest number. */
	return septel__reading_ask(
		store,
		"SELECT outlet, queued.precedence, queued.state, many, message.accepted FROM"
		" (SELECT outlet, precedence, state, count(*) AS many, min(message) AS oldest"
		" FROM copy WHERE state < 4 GROUP BY outlet, precedence, state) AS queued"
		" JOIN message ON message.number = oldest"
		" ORDER BY outlet, queued.precedence DESC, queued.state",
		NULL, 0, take_queue, &taking);
}

/* ---- messages --------------------------------------------------------------------------- */

#define MESSAGES                                                                                   \
	"SELECT number, accepted, state, precedence, classification, arrived, identification,"     \
	" transfer, sender, reference, dtg, origin, serial, section, filed, length, text_hash"     \
	" FROM message"

struct message_taking {
	read_message_function take;
	void *context;
};

static bool take_message(void *context, const struct store_row *row)
{
	const struct message_taking *taking = context;
	const struct store_value *at = row->at;
	const struct read_message message = {
		.message = (uint64_t)at[0].number,
		.accepted = at[1].number,
		.state = (enum message_state)at[2].number,
		.precedence = (enum septel_precedence)at[3].number,
		.classification = (enum septel_class)at[4].number,
		.arrived = at[5].view,
		.identification = at[6].view,
		.transfer = at[7].view,
		.from = at[8].view,
		.number = at[9].view,
		.dtg = at[10].view,
		.origin = at[11].view,
		.serial = at[12].view,
		.section = at[13].kind == VALUE_NONE ? SEPTEL_NUMBER_NONE : (int)at[13].number,
		.filed = at[14].view,
		.length = (size_t)at[15].number,
		.text_hash = at[16].view,
	};
	return taking->take(taking->context, &message);
}

enum store_status septel__read_message(struct store *store, uint64_t message,
				       read_message_function take, void *context)
{
	struct message_taking taking = {take, context};
	const struct store_value value = septel__value_number((int64_t)message);
	return septel__reading_ask(store, MESSAGES " WHERE number = ?1", &value, 1, take_message,
				   &taking);
}

enum store_status septel__read_garbled(struct store *store, read_message_function take,
				       void *context)
{
	struct message_taking taking = {take, context};
	return septel__reading_ask(store, MESSAGES " WHERE state = 1 ORDER BY number", NULL, 0,
				   take_message, &taking);
}

struct addressee_taking {
	read_addressee_function take;
	void *context;
};

static bool take_addressee(void *context, const struct store_row *row)
{
	const struct addressee_taking *taking = context;
	const struct read_addressee addressee = {.designator = row->at[0].view,
						 .indicator = row->at[1].view,
						 .role = (enum envelope_role)row->at[2].number,
						 .delivered = row->at[3].number,
						 .read = row->at[4].number,
						 .answered = row->at[5].number,
						 .due = row->at[6].number,
						 .answer = (uint64_t)row->at[7].number};
	return taking->take(taking->context, &addressee);
}

enum store_status septel__read_addressees(struct store *store, uint64_t message,
					  read_addressee_function take, void *context)
{
	struct addressee_taking taking = {take, context};
	const struct store_value value = septel__value_number((int64_t)message);
	return septel__reading_ask(store,
				   "SELECT designator, indicator, role, delivered, readback,"
				   " answered, abs(due), answer FROM addressee WHERE message = ?1"
				   " ORDER BY role, designator",
				   &value, 1, take_addressee, &taking);
}

/* ---- which messages an id can mean -------------------------------------------------------- */

struct named {
	uint64_t *messages;
	size_t count;
};

static bool take_named(void *context, const struct store_row *row)
{
	struct named *named = context;
	if (named->count == READ_TRACE_LIMIT)
		return false;
	named->messages[named->count++] = (uint64_t)row->at[0].number;
	return true;
}

/* As identifications and reference numbers are kept: capitals, no blanks. */
static struct septel_view squeezed(struct septel_view id, char text[64])
{
	size_t length = 0;
	for (size_t i = 0; i < id.len && length < 63; i++)
		if (!septel__is_space(id.ptr[i]))
			text[length++] = septel__upper(id.ptr[i]);
	return (struct septel_view){text, length};
}

/* Digits without zeros in front, so that "#0796" and "796" are one. */
static struct septel_view without_zeros(struct septel_view serial)
{
	if (serial.len && serial.ptr[0] == '#')
		serial = septel__slice(serial, 1, serial.len);
	while (serial.len > 1 && serial.ptr[0] == '0')
		serial = septel__slice(serial, 1, serial.len);
	return serial;
}

enum store_status septel__read_named(struct store *store, struct septel_view id,
				     uint64_t messages[READ_TRACE_LIMIT], size_t *count)
{
	struct named named = {messages, 0};
	char upper[64];
	struct septel_view rest = id, origin, serial = {"", 0}, filed = {"", 0};
	const struct septel_view word = squeezed(id, upper);
	int64_t number = 0;
	bool digits = word.len != 0 && word.len < 19;
	for (size_t i = 0; i < word.len && digits; i++) {
		digits = septel__is_digit(word.ptr[i]);
		number = digits ? number * 10 + (word.ptr[i] - '0') : 0;
	}
	if (!septel__next_word(&rest, &origin) || !septel__next_word(&rest, &serial))
		serial = (struct septel_view){"", 0};
	else if (!septel__next_word(&rest, &filed))
		filed = (struct septel_view){"", 0};
	const struct store_value values[] = {
		septel__value_number(digits ? number : 0), septel__value_text(word),
		septel__value_text(septel__trim(id)),      septel__value_text(origin),
		septel__value_text(without_zeros(serial)), septel__value_text(filed)};
	const enum store_status status = septel__reading_ask(
		store,
		"SELECT number FROM message WHERE number = ?1"
		" UNION SELECT number FROM message WHERE identification = ?2"
		" AND identification <> ''"
		" UNION SELECT number FROM message WHERE reference = ?2 AND reference <> ''"
		" UNION SELECT message FROM copy WHERE sent_as = ?2 AND sent_as <> ''"
		" UNION SELECT number FROM message WHERE transfer = ?3"
		" UNION SELECT number FROM message WHERE ?5 <> '' AND filed IS NOT NULL"
		" AND origin = ?4 AND ltrim(serial, '0') = ?5 AND (?6 = '' OR filed = ?6)"
		" ORDER BY 1 DESC",
		values, 6, take_named, &named);
	*count = named.count;
	return status;
}
