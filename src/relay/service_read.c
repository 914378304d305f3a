/* service_read.c - what a service message asks, answers and reports.
 *
 * A request begins with a signal, or the words that stand for one; what stands behind it up to the
 * next is its own.  Identifications before the first signal belong to it ("EPA111 EPA112 ZFV").
 * Then each request is held against its row of the table: whatever that has no place for, or lacks,
 * makes the request one for a person.
 */
#include "service_words.h"

struct reader {
	struct service_reading *reading;
	const struct service_words *words;
	size_t at;
	struct service_request *request; /* NULL: before the first signal */
	struct service_request before;   /* operands that stood there */
	const char *start;               /* of the request, in the text */
	unsigned follow_up;              /* for the request that comes next */
	bool lost_before;                /* words before it that say nothing to us */
};

static const struct service_word *word_at(const struct reader *reader, size_t ahead)
{
	static const struct service_word none = {.kind = WORD_OTHER};
	const size_t at = reader->at + ahead;
	return at < reader->words->count ? &reader->words->at[at] : &none;
}

/* Where operands go: the request, or what stands before the first. */
static struct service_request *into(struct reader *reader)
{
	return reader->request ? reader->request : &reader->before;
}

static void copy_word(char *to, size_t size, struct septel_view word)
{
	const size_t length = word.len < size ? word.len : size - 1;
	if (length)
		memcpy(to, word.ptr, length);
	to[length] = '\0';
}

/* ---- what is not understood --------------------------------------------------------------- */

static void keep_rest(struct reader *reader, struct septel_view text)
{
	struct service_reading *reading = reader->reading;
	size_t length = strlen(reading->rest);
	const char *between = length ? " / " : "";
	reading->understood = false;
	for (; *between && length + 1 < sizeof reading->rest; between++)
		reading->rest[length++] = *between;
	for (size_t i = 0; i < text.len && length + 1 < sizeof reading->rest; i++) {
		const char c = text.ptr[i];
		reading->rest[length++] = (char)(septel__is_space(c)   ? ' '
						 : c > ' ' && c <= '~' ? c
								       : '?');
	}
	reading->rest[length] = '\0';
}

static void lose(struct reader *reader, struct septel_view text)
{
	keep_rest(reader, text);
	if (reader->request)
		reader->request->partly = true;
	else
		reader->lost_before = true;
}

/* ---- operands ------------------------------------------------------------------------------- */

static void take_number(struct reader *reader, const struct service_word *word)
{
	struct service_request *request = into(reader);
	if (word_at(reader, 1)->kind == WORD_BLANKED && !word->ends) {
		copy_word(request->blanked, sizeof request->blanked, word->text);
		reader->at++;
	} else if (request->number_count < SERVICE_NUMBERS_LIMIT) {
		request->numbers[request->number_count++] = word->numbers;
	} else {
		lose(reader, word->text);
	}
}

/* "HPA063 064": a further number of the same letters; "HPA063 THRU 067": up to it. */
static bool take_further(struct reader *reader, const struct service_word *word, bool range)
{
	struct service_request *request = into(reader);
	if (request->number_count == 0 || request->number_count == SERVICE_NUMBERS_LIMIT)
		return false;
	struct service_numbers *last = &request->numbers[request->number_count - 1];
	const int number = word->text.len == last->digits ? septel__number(word->text) : -1;
	if (number <= 0)
		return false;
	if (range) {
		last->to = (unsigned)number;
		return true;
	}
	struct service_numbers *next = &request->numbers[request->number_count++];
	*next = *last;
	next->from = next->to = (unsigned)number;
	return true;
}

static bool take_range(struct reader *reader)
{
	const struct service_word *last = word_at(reader, 1);
	struct service_request *request = into(reader);
	bool taken = false;
	if (last->kind == WORD_DIGITS) {
		taken = take_further(reader, last, true);
	} else if (last->kind == WORD_NUMBER && request->number_count) {
		struct service_numbers *numbers = &request->numbers[request->number_count - 1];
		taken = memcmp(numbers->letters, last->numbers.letters, 4) == 0 &&
			last->numbers.from == last->numbers.to;
		if (taken)
			numbers->to = last->numbers.from;
	}
	reader->at += taken;
	return taken;
}

/* Indicator, serial, filing time; the section where the serial has one. */
static bool take_key(struct reader *reader, struct septel_view origin, struct septel_view serial,
		     struct septel_view filed)
{
	struct message_key *key = &into(reader)->key;
	if (key->origin[0])
		return false;
	const size_t slash = septel__find_byte(serial, '/', 0);
	key->section = SEPTEL_NUMBER_NONE;
	if (slash != VIEW_NOT_FOUND)
		key->section = septel__number(septel__slice(serial, slash + 1, serial.len));
	serial = septel__slice(serial, serial.len && serial.ptr[0] == '#', slash);
	copy_word(key->origin, sizeof key->origin, origin);
	copy_word(key->serial, sizeof key->serial, serial);
	copy_word(key->filed, sizeof key->filed, filed);
	return true;
}

static bool take_routing(struct reader *reader, const struct service_word *word)
{
	struct service_request *request = into(reader);
	const struct service_word *serial = word_at(reader, 1);
	/* "116 B" was torn. */
	const size_t filed = serial->kind == WORD_DIGITS &&
					     word_at(reader, 2)->kind == WORD_OTHER &&
					     word_at(reader, 2)->text.len == 1
				     ? 3
				     : 2;
	if (serial->kind == WORD_DIGITS && word_at(reader, filed)->kind == WORD_FILED) {
		char whole[SERIAL_SIZE];
		copy_word(whole, sizeof whole, serial->text);
		const size_t length = strlen(whole);
		if (filed == 3 && length + 1 < sizeof whole) {
			whole[length] = word_at(reader, 2)->text.ptr[0];
			whole[length + 1] = '\0';
		}
		if (!take_key(reader, word->text, septel_view_of(whole),
			      word_at(reader, filed)->text))
			return false;
		reader->at += filed;
		return true;
	}
	if (serial->kind == WORD_DIGITS || request->routing_count == SERVICE_ROUTING_LIMIT)
		return false;
	copy_word(request->routing[request->routing_count++], ROUTING_INDICATOR_SIZE, word->text);
	return true;
}

static bool take_glued_key(struct reader *reader, const struct service_word *word)
{
	size_t letters = 0;
	while (letters < word->text.len && septel__is_upper(word->text.ptr[letters]))
		letters++;
	if (word_at(reader, 1)->kind != WORD_FILED ||
	    !take_key(reader, septel__slice(word->text, 0, letters),
		      septel__slice(word->text, letters, word->text.len), word_at(reader, 1)->text))
		return false;
	reader->at++;
	return true;
}

/* "WA HAND AB BT": up to the next signal or the end of the sentence. */
static void take_portion(struct reader *reader)
{
	struct service_request *request = into(reader);
	const char *start =
		request->portion.len ? request->portion.ptr : word_at(reader, 0)->text.ptr;
	while (!word_at(reader, 0)->ends && reader->at + 1 < reader->words->count &&
	       word_at(reader, 1)->kind != WORD_SIGNAL && word_at(reader, 1)->kind != WORD_INT &&
	       word_at(reader, 1)->kind != WORD_FOLLOW_UP)
		reader->at++;
	const struct septel_view last = word_at(reader, 0)->text;
	request->portion = (struct septel_view){start, (size_t)(last.ptr + last.len - start)};
}

static void take_reason(struct reader *reader, const struct service_word *word)
{
	struct service_request *request = into(reader);
	const char *start = request->reason.len ? request->reason.ptr : word->text.ptr;
	request->reason =
		(struct septel_view){start, (size_t)(word->text.ptr + word->text.len - start)};
}

/* ---- requests ------------------------------------------------------------------------------- */

static unsigned operands_of(const struct service_request *request)
{
	return (request->number_count ? OPERAND_NUMBERS : 0) |
	       (request->key.origin[0] ? OPERAND_KEY : 0) |
	       (request->routing_count ? OPERAND_ROUTING : 0) |
	       (request->time[0] ? OPERAND_TIME : 0) |
	       (request->precedence ? OPERAND_PRECEDENCE : 0) |
	       (request->portion.len ? OPERAND_PORTION : 0) |
	       (request->reason.len ? OPERAND_REASON : 0) |
	       (request->blanked[0] ? OPERAND_BLANKED : 0);
}

/* The second of two numbers is the one that is blanked. */
static void settle_two(struct service_request *request)
{
	const struct service_numbers *second = &request->numbers[1];
	char text[IDENTIFICATION_SIZE];
	if (request->number_count != 2 || second->from != second->to)
		return;
	struct channel_number number = {.number = second->from, .digits = second->digits};
	memcpy(number.letters, second->letters, sizeof number.letters);
	septel__channel_number_text(&number, text);
	if (!request->blanked[0])
		memcpy(request->blanked, text, sizeof text);
	request->number_count -= strcmp(request->blanked, text) == 0;
}

/* One number that is kept, and one that is not. */
static bool is_pair(const struct service_request *request)
{
	return request->blanked[0] && request->number_count == 1 &&
	       request->numbers[0].from == request->numbers[0].to;
}

/* All there that the procedure needs, and nothing that it has no place for. */
static bool is_whole(const struct service_request *request)
{
	const struct service_procedure *procedure = septel__service_procedure(request->kind);
	const unsigned has = operands_of(request);
	const unsigned needs = procedure->operands;
	const unsigned all = OPERAND_NEEDS_MESSAGE - 1;
	return (has & all & ~needs) == 0 &&
	       (!(needs & OPERAND_NEEDS_MESSAGE) || has & (OPERAND_NUMBERS | OPERAND_KEY)) &&
	       (!(needs & OPERAND_NEEDS_NUMBERS) || has & OPERAND_NUMBERS) &&
	       (!(needs & OPERAND_NEEDS_ROUTING) || has & OPERAND_ROUTING) &&
	       (!(needs & OPERAND_NEEDS_PRECEDENCE) || has & OPERAND_PRECEDENCE) &&
	       (!(needs & OPERAND_BLANKED) || is_pair(request));
}

/* The request that was being read is complete; its text ends before `end`. */
static void end_request(struct reader *reader, const char *end)
{
	struct service_request *request = reader->request;
	if (!request)
		return;
	if (septel__service_procedure(request->kind)->operands & OPERAND_BLANKED)
		settle_two(request);
	request->text =
		septel__trim((struct septel_view){reader->start, (size_t)(end - reader->start)});
	if (!request->partly && !is_whole(request)) {
		request->partly = true;
		keep_rest(reader, request->text);
	}
	reader->request = NULL;
}

/* A request of that kind begins here; false: there are too many. */
static bool begin_request(struct reader *reader, enum service_kind kind, const char *start)
{
	struct service_reading *reading = reader->reading;
	const bool first = reading->count == 0;
	end_request(reader, start);
	if (reading->count == SERVICE_REQUESTS_LIMIT)
		return false;
	reader->request = &reading->requests[reading->count++];
	*reader->request = first ? reader->before : (struct service_request){0};
	reader->request->kind = kind;
	reader->request->follow_up = reader->follow_up;
	reader->request->partly = reader->lost_before;
	if (!reader->request->key.origin[0])
		reader->request->key.section = SEPTEL_NUMBER_NONE;
	reader->start = first ? reading->text.ptr : start;
	reader->follow_up = 0;
	reader->lost_before = false;
	return true;
}

static const struct service_procedure *procedure_of(const struct service_word *word, bool question)
{
	size_t count;
	const struct service_procedure *rows = septel__service_procedures(&count);
	for (size_t i = 0; i < count; i++) {
		const char *signal = rows[i].signal;
		if (signal[0] == '\0' || rows[i].question != question ||
		    memcmp(signal, word->signal, 3) != 0)
			continue;
		/* A digit of the signal's own; ZEQ5 asks what ZEQ4 does. */
		const unsigned digit = signal[3] ? (unsigned)(signal[3] - '0') : 0;
		const bool four = digit == 4 && word->degree == 5;
		if (digit == word->degree || four || (digit == 0 && signal[1] == 'B'))
			return &rows[i];
	}
	return NULL;
}

/* Signals that belong to the request that is being read: "INT ZKJ ZID PWA157", "RELEASED ZDG", the
 * ZDQ of a tracer. */
static bool is_part_of_request(const struct reader *reader, const struct service_word *word)
{
	if (!reader->request)
		return false;
	switch (reader->request->kind) {
	case SERVICE_CLOSING:
	case SERVICE_CLOSING_AGREED:
		return strcmp(word->signal, "ZID") == 0 && !reader->request->number_count;
	case SERVICE_STRAY_NUMBER:
		return strcmp(word->signal, "ZDG") == 0 && !reader->request->blanked[0];
	case SERVICE_TRACER:
		return strcmp(word->signal, "ZDQ") == 0;
	case SERVICE_AWAITING:
		return strcmp(word->signal, "ZDK") == 0 && !reader->request->number_count;
	default:
		return false;
	}
}

static void take_signal(struct reader *reader, const struct service_word *word, bool question)
{
	const char *start = question ? reader->words->at[reader->at - 1].text.ptr : word->text.ptr;
	const struct service_procedure *procedure = procedure_of(word, question);
	if (!question && is_part_of_request(reader, word))
		return;
	if (!procedure) {
		lose(reader, word->text);
		return;
	}
	if (!begin_request(reader, procedure->kind, start))
		lose(reader, word->text);
	else if (word->degree && (procedure->signal[3] == '\0' || word->degree == 5))
		reader->request->degree = word->degree;
}

/* "RUWSPH CLAIMS NONRECEIPT": who claims stands before it. */
static void take_claim(struct reader *reader, const struct service_word *word)
{
	struct service_request *request = into(reader);
	char claimant[ROUTING_INDICATOR_SIZE] = "";
	const char *start = word->text.ptr;
	if (request->routing_count && reader->at) {
		memcpy(claimant, request->routing[--request->routing_count], sizeof claimant);
		start = reader->words->at[reader->at - 1].text.ptr;
	}
	if (!begin_request(reader, SERVICE_TRACER, start)) {
		lose(reader, word->text);
		return;
	}
	memcpy(reader->request->claimant, claimant, sizeof claimant);
	if (!claimant[0])
		lose(reader, word->text);
}

static void take_follow_up(struct reader *reader, const struct service_word *word)
{
	const bool last = reader->at + 1 == reader->words->count || word->ends;
	if (last && reader->request)
		reader->request->follow_up = word->degree;
	else
		reader->follow_up = word->degree;
}

static bool may_have(const struct reader *reader, enum service_operands operand)
{
	return reader->request &&
	       (septel__service_procedure(reader->request->kind)->operands & operand) != 0;
}

static bool take_operand(struct reader *reader, const struct service_word *word)
{
	struct service_request *request = into(reader);
	switch (word->kind) {
	case WORD_NUMBER:
		take_number(reader, word);
		return true;
	case WORD_DIGITS:
		return take_further(reader, word, false);
	case WORD_THROUGH:
		return take_range(reader) || word_at(reader, 1)->kind == WORD_ROUTING;
	case WORD_ROUTING:
		return take_routing(reader, word);
	case WORD_KEY:
		return take_glued_key(reader, word);
	case WORD_TIME:
		if (request->time[0])
			return false;
		copy_word(request->time, sizeof request->time, word->text);
		return true;
	case WORD_PRECEDENCE:
		if (request->precedence)
			return false;
		request->precedence = word->precedence;
		return true;
	case WORD_PORTION:
		if (!may_have(reader, OPERAND_PORTION))
			return false;
		take_portion(reader);
		return true;
	case WORD_DE:
		return word_at(reader, 1)->kind == WORD_ROUTING ||
		       word_at(reader, 1)->kind == WORD_KEY;
	case WORD_RELEASED:
		return request->kind == SERVICE_STRAY_NUMBER;
	case WORD_FILLER:
		return true;
	default:
		return false;
	}
}

static void take_other(struct reader *reader, const struct service_word *word)
{
	if (word->kind == WORD_TURNING)
		reader->reading->turned = true;
	if (may_have(reader, OPERAND_REASON))
		take_reason(reader, word);
	else
		lose(reader, word->text);
}

static void take_word(struct reader *reader)
{
	const struct service_word *word = word_at(reader, 0);
	const struct service_word *next = word_at(reader, 1);
	if (word->kind == WORD_INT && (next->kind == WORD_SIGNAL || next->kind == WORD_UNKNOWN)) {
		reader->at++;
		take_signal(reader, next, true);
	} else if (word->kind == WORD_SIGNAL || word->kind == WORD_UNKNOWN) {
		take_signal(reader, word, false);
	} else if (word->kind == WORD_AWAITING && strcmp(next->signal, "ZDK") == 0) {
		if (!begin_request(reader, SERVICE_AWAITING, word->text.ptr))
			lose(reader, word->text);
	} else if (word->kind == WORD_CLAIMS) {
		take_claim(reader, word);
	} else if (word->kind == WORD_FOLLOW_UP) {
		take_follow_up(reader, word);
	} else if (into(reader)->reason.len || !take_operand(reader, word)) {
		/* Words of its own go on to the next signal. */
		take_other(reader, word);
	}
	reader->at++;
}

/* ---- what has no signal -----------------------------------------------------------------------
 */

/* "R Z NAA359" and nothing else. */
static bool read_receipt(struct reader *reader)
{
	const struct service_words *words = reader->words;
	if (words->count != 3 || !septel__equal(words->at[0].text, VIEW_LITERAL("R")) ||
	    !septel__equal(words->at[1].text, VIEW_LITERAL("Z")) ||
	    words->at[2].kind != WORD_NUMBER)
		return false;
	if (!begin_request(reader, SERVICE_FLASH_RECEIPT, words->at[0].text.ptr))
		return false;
	reader->at = 2;
	take_number(reader, &words->at[2]);
	return true;
}

/* "CHANNEL CHECK", and what tries the printer: RYRY, letters, digits. */
static bool read_check(struct reader *reader)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	const struct service_words *words = reader->words;
	if (words->count < 2 || !septel__is_word(words->at[0].text, "CHANNEL") ||
	    !septel__is_word(words->at[1].text, "CHECK"))
		return false;
	for (size_t i = 2; i < words->count; i++) {
		const struct septel_view text = words->at[i].text;
		const char *known = septel__starts(text, "RY")  ? "RYRYRYRYRYRYRYRYRYRYRYRYRYRYRYRY"
				    : septel__starts(text, "A") ? letters
								: "1234567890";
		if (text.len > strlen(known) || memcmp(text.ptr, known, text.len) != 0)
			return false;
	}
	return begin_request(reader, SERVICE_CHANNEL_CHECK, words->at[0].text.ptr);
}

void septel__service_read(struct service_reading *reading, struct septel_view text)
{
	struct service_words words;
	struct reader reader = {.reading = reading, .words = &words};
	reading->count = 0;
	reading->understood = true;
	reading->turned = false;
	reading->rest[0] = '\0';
	reading->text = text = septel__trim(text);
	reader.before.key.section = SEPTEL_NUMBER_NONE;
	septel__service_words(&words, text);
	if (!read_receipt(&reader) && !read_check(&reader))
		while (reader.at < words.count)
			take_word(&reader);
	if (!reader.request && words.count)
		keep_rest(&reader, text);
	end_request(&reader, text.ptr + text.len);
	if (words.cut) {
		reading->turned = true;
		keep_rest(&reader, VIEW_LITERAL("(longer than is read)"));
	}
}
