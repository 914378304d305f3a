/* service_book.c - see service_book.h. */
#include "service_book.h"

#include "../base/date.h"
#include "../base/hash.h"
#include "../base/limits.h"

#include <stdio.h>

#define HOUR_MS ((moment)60 * 60 * 1000)
#define DAY_MS  (24 * HOUR_MS)
/* Times a question is put: itself, ZAR2, ZAR3. */
#define ASKED_MOST 3u

/* How long an answer is waited for (wire-format 3.3). */
static moment patience(enum septel_precedence precedence)
{
	switch (precedence) {
	case SEPTEL_FLASH:
	case SEPTEL_EMERGENCY:
	case SEPTEL_IMMEDIATE:
		return 2 * HOUR_MS;
	case SEPTEL_PRIORITY:
		return 8 * HOUR_MS;
	default:
		return 16 * HOUR_MS;
	}
}

void septel__service_book_init(struct service_book *book)
{
	memset(book, 0, sizeof *book);
}

static void copy_text(char *to, size_t size, struct septel_view text)
{
	const size_t length = text.len < size ? text.len : size - 1;
	if (length)
		memcpy(to, text.ptr, length);
	to[length] = '\0';
}

/* Under what a request is about something: its first number. */
static void write_about(const struct service_request *request, char about[IDENTIFICATION_SIZE])
{
	about[0] = '\0';
	if (request->number_count == 0)
		return;
	struct channel_number number = {.number = request->numbers[0].from,
					.digits = request->numbers[0].digits};
	memcpy(number.letters, request->numbers[0].letters, sizeof number.letters);
	septel__channel_number_text(&number, about);
}

static bool same_key(const struct message_key *a, const struct message_key *b)
{
	return strcmp(a->origin, b->origin) == 0 && strcmp(a->serial, b->serial) == 0 &&
	       a->section == b->section && strcmp(a->filed, b->filed) == 0;
}

/* ---- questions ------------------------------------------------------------------------------ */

static bool is_about(const struct service_question *question, const char *about,
		     const struct message_key *key)
{
	if (about && about[0] && question->about[0])
		return strcmp(question->about, about) == 0;
	return key && key->origin[0] && question->key.origin[0] && same_key(&question->key, key);
}

static struct service_question *find(struct service_book *book, enum service_kind kind,
				     struct septel_view outlet, const char *about,
				     const struct message_key *key)
{
	for (size_t i = 0; i < book->question_count; i++) {
		struct service_question *question = &book->questions[i];
		if (question->kind == kind &&
		    septel__equal(septel_view_of(question->outlet), outlet) &&
		    (is_about(question, about, key) ||
		     (!question->about[0] && !question->key.origin[0])))
			return question;
	}
	return NULL;
}

static void take_off(struct service_book *book, struct service_question *question)
{
	*question = book->questions[--book->question_count];
}

bool septel__service_ask(struct service_book *book, const struct service_request *request,
			 struct septel_view outlet, enum septel_precedence precedence, moment now)
{
	char about[IDENTIFICATION_SIZE];
	write_about(request, about);
	if (outlet.len >= sizeof book->questions[0].outlet ||
	    find(book, request->kind, outlet, about, &request->key) ||
	    book->question_count == SERVICE_QUESTIONS_LIMIT)
		return false;
	struct service_question *question = &book->questions[book->question_count++];
	*question = (struct service_question){.kind = request->kind,
					      .key = request->key,
					      .precedence = precedence,
					      .asked = 1,
					      .first = now,
					      .next = now + patience(precedence)};
	copy_text(question->outlet, sizeof question->outlet, outlet);
	memcpy(question->about, about, sizeof about);
	if (!request->key.origin[0])
		question->key = (struct message_key){.section = SEPTEL_NUMBER_NONE};
	return true;
}

bool septel__service_settle(struct service_book *book, enum service_kind kind,
			    struct septel_view outlet, const char *about,
			    const struct message_key *key)
{
	struct service_question *question = find(book, kind, outlet, about, key);
	if (!question)
		return false;
	take_off(book, question);
	return true;
}

moment septel__service_next(const struct service_book *book)
{
	moment next = INT64_MAX;
	for (size_t i = 0; i < book->question_count; i++)
		if (book->questions[i].next < next)
			next = book->questions[i].next;
	return next;
}

static void request_of(const struct service_question *question, struct service_request *request)
{
	struct channel_number number;
	*request = (struct service_request){.kind = question->kind,
					    .key = question->key,
					    .follow_up = question->asked,
					    .precedence = SEPTEL_PRECEDENCE_NONE};
	if (!septel__channel_number_read(&number, septel_view_of(question->about)))
		return;
	request->number_count = 1;
	request->numbers[0] = (struct service_numbers){
		.digits = number.digits, .from = number.number, .to = number.number};
	memcpy(request->numbers[0].letters, number.letters, sizeof number.letters);
}

enum service_due septel__service_due(struct service_book *book, moment now,
				     struct service_request *request, char outlet[64])
{
	struct service_question *due = NULL;
	for (size_t i = 0; i < book->question_count; i++)
		if (book->questions[i].next <= now && (!due || book->questions[i].next < due->next))
			due = &book->questions[i];
	if (!due)
		return DUE_NOTHING;
	memcpy(outlet, due->outlet, sizeof due->outlet);
	if (due->asked >= ASKED_MOST) {
		request_of(due, request);
		take_off(book, due);
		return DUE_OPERATOR;
	}
	due->asked++;
	due->next = now + patience(due->precedence);
	request_of(due, request);
	return DUE_ASK_AGAIN;
}

/* ---- answered ------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return (hash ^ 0xff) * UINT64_C(0x100000001b3);
}

/* A request, its second and its third are the very same thing. */
static uint64_t hash_of(const struct service_request *request, unsigned number,
			struct septel_view outlet)
{
	char name[64], about[IDENTIFICATION_SIZE] = "";
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	copy_text(name, sizeof name, outlet);
	if (request->number_count && number)
		snprintf(about, sizeof about, "%.3s%u", request->numbers[0].letters,
			 number % CHANNEL_NUMBERS);
	hash = mix(mix(hash, septel__service_kind_name(request->kind)), name);
	if (about[0])
		return mix(hash, about);
	hash = mix(mix(mix(hash, request->key.origin), request->key.serial), request->key.filed);
	hash = mix(hash, request->routing_count ? request->routing[0] : "");
	return hash ^ (uint64_t)(unsigned)request->key.section;
}

static long day_of(moment now)
{
	return (long)(now / DAY_MS);
}

static const struct service_answered *answered_before(const struct service_book *book,
						      uint64_t what, long day)
{
	for (size_t i = 0; i < book->answered_count; i++)
		if (book->answered[i].what == what && book->answered[i].day == day)
			return &book->answered[i];
	return NULL;
}

unsigned septel__service_times(const struct service_book *book,
			       const struct service_request *request, unsigned number,
			       struct septel_view outlet, moment now)
{
	const struct service_answered *before =
		answered_before(book, hash_of(request, number, outlet), day_of(now));
	return before ? before->times : 0;
}

static void forget_other_days(struct service_book *book, long day)
{
	size_t kept = 0;
	for (size_t i = 0; i < book->answered_count; i++)
		if (book->answered[i].day == day)
			book->answered[kept++] = book->answered[i];
	book->answered_count = kept;
}

bool septel__service_done(struct service_book *book, const struct service_request *request,
			  unsigned number, struct septel_view outlet, moment now)
{
	const long day = day_of(now);
	const uint64_t what = hash_of(request, number, outlet);
	const struct service_answered *before = answered_before(book, what, day);
	if (before) {
		struct service_answered *again = &book->answered[before - book->answered];
		if (again->times >= SERVICE_ANSWERS_A_DAY)
			return false;
		again->times++;
		return true;
	}
	if (book->answered_count == SERVICE_ANSWERS_LIMIT)
		forget_other_days(book, day);
	if (book->answered_count == SERVICE_ANSWERS_LIMIT)
		return false;
	book->answered[book->answered_count++] = (struct service_answered){what, day, 1};
	return true;
}

/* ---- text ----------------------------------------------------------------------------------- */

static const char *or_dash(const char *text)
{
	return text[0] ? text : "-";
}

void septel__service_book_write(const struct service_book *book, struct septel_out *out)
{
	for (size_t i = 0; i < book->question_count; i++) {
		const struct service_question *question = &book->questions[i];
		const struct message_key *key = &question->key;
		septel__out_format(out, "%s %s %s %s %s %d %s %d %u %lld %lld\n",
				   septel__service_kind_name(question->kind), question->outlet,
				   or_dash(question->about), or_dash(key->origin),
				   or_dash(key->serial), key->section, or_dash(key->filed),
				   (int)question->precedence, question->asked,
				   (long long)question->first, (long long)question->next);
	}
}

static bool take_text(struct septel_view *line, char *to, size_t size)
{
	struct septel_view word;
	if (!septel__next_word(line, &word) || word.len >= size)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (word.ptr[i] <= ' ' || word.ptr[i] > '~')
			return false;
	copy_text(to, size, septel__equal(word, VIEW_LITERAL("-")) ? VIEW_LITERAL("") : word);
	return true;
}

static bool take_integer(struct septel_view *line, long long least, long long most,
			 long long *number)
{
	struct septel_view word;
	if (!septel__next_word(line, &word))
		return false;
	const bool minus = word.len && word.ptr[0] == '-';
	long long value = 0;
	if (word.len == minus || word.len > 18)
		return false;
	for (size_t i = minus; i < word.len; i++) {
		if (!septel__is_digit(word.ptr[i]))
			return false;
		value = value * 10 + (word.ptr[i] - '0');
	}
	*number = minus ? -value : value;
	return *number >= least && *number <= most;
}

static bool read_question(struct service_question *question, struct septel_view line)
{
	struct septel_view word, rest = line;
	long long section, precedence, asked, first, next;
	*question = (struct service_question){.kind = SERVICE_NONE};
	if (!septel__next_word(&rest, &word))
		return false;
	question->kind = septel__service_kind_of(word);
	if (question->kind == SERVICE_NONE ||
	    !take_text(&rest, question->outlet, sizeof question->outlet) ||
	    !take_text(&rest, question->about, sizeof question->about) ||
	    !take_text(&rest, question->key.origin, sizeof question->key.origin) ||
	    !take_text(&rest, question->key.serial, sizeof question->key.serial) ||
	    !take_integer(&rest, SEPTEL_NUMBER_NONE, 999, &section) ||
	    !take_text(&rest, question->key.filed, sizeof question->key.filed) ||
	    !take_integer(&rest, SEPTEL_PRECEDENCE_NONE, SEPTEL_EMERGENCY, &precedence) ||
	    !take_integer(&rest, 1, ASKED_MOST, &asked) ||
	    !take_integer(&rest, 0, INT64_MAX, &first) ||
	    !take_integer(&rest, 0, INT64_MAX, &next) || septel__trim(rest).len)
		return false;
	question->key.section = (int)section;
	question->precedence = (enum septel_precedence)precedence;
	question->asked = (unsigned)asked;
	question->first = first;
	question->next = next;
	return true;
}

bool septel__service_book_read(struct service_book *book, struct septel_view text)
{
	struct septel_view line, rest = text;
	size_t count = 0;
	/* Twice: all or nothing, without a second book. */
	while (septel__next_line(&rest, &line)) {
		struct service_question question;
		if (!read_question(&question, line) || ++count > SERVICE_QUESTIONS_LIMIT)
			return false;
	}
	book->question_count = 0;
	rest = text;
	while (septel__next_line(&rest, &line))
		if (!read_question(&book->questions[book->question_count++], line))
			return false;
	return true;
}
