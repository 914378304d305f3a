/* framing_read.c - what the peer says, line by line.  See framing.h. */
#include "framing_state.h"

#include <stdio.h>
#include <stdlib.h>

/* Words of a line, the last being all that is left. */
#define WORDS 5

/* Memory that is kept for the next transfer. */
#define COMING_KEPT ((size_t)64 * 1024)

struct words {
	struct septel_view at[WORDS];
	struct septel_view line;
};

typedef void handler(struct framing *framing, const struct words *words);

static void fail(struct framing *framing, const char *reason)
{
	septel__framing_end(framing, reason);
}

static bool copy_word(char *to, size_t size, struct septel_view word)
{
	if (word.len >= size || !septel__framing_is_word(word))
		return false;
	memcpy(to, word.ptr, word.len);
	to[word.len] = '\0';
	return true;
}

/* A routing indicator or a nonce: it goes into names and journals. */
static bool is_alnum(struct septel_view word)
{
	for (size_t i = 0; i < word.len; i++)
		if (!septel__is_alnum(word.ptr[i]))
			return false;
	return word.len > 0;
}

static void hello(struct framing *framing, const struct words *words)
{
	const struct septel_view *at = words->at;
	struct septel_view rest = at[4], nonce, window;
	const char *reason = "refused";
	if (septel__number(at[1]) != (int)FRAMING_VERSION) {
		fail(framing, "another version of the framing");
		return;
	}
	if (!is_alnum(at[2]) || !copy_word(framing->station, sizeof framing->station, at[2]) ||
	    !copy_word(framing->circuit, sizeof framing->circuit, at[3]) ||
	    !septel__next_word(&rest, &nonce) || nonce.len != FRAMING_NONCE || !is_alnum(nonce) ||
	    !septel__next_word(&rest, &window) || septel__number(window) < 1 || rest.len) {
		fail(framing, "a first line that is none");
		return;
	}
	framing->window = (unsigned)septel__number(window);
	if (framing->window > FRAMING_WINDOW)
		framing->window = FRAMING_WINDOW;
	if (!framing->events.hello(framing->events.context, framing->station, framing->circuit,
				   &framing->own, &reason)) {
		fail(framing, reason);
		return;
	}
	if (framing->phase == PHASE_ENDED)
		return;
	if (framing->own.listener)
		septel__framing_introduce(framing);
	septel__framing_say(framing, "READY %.*s", VIEW_FORMAT(nonce));
	framing->phase = PHASE_READY_WAITED;
}

static void ready(struct framing *framing, const struct words *words)
{
	if (!septel__equal(words->at[1], septel_view_of(framing->own.nonce))) {
		fail(framing, "an old connection repeated");
		return;
	}
	framing->phase = PHASE_OPEN;
	framing->events.ready(framing->events.context);
}

static bool is_under_way(const struct framing *framing, struct septel_view id)
{
	for (const struct incoming *at = framing->unreceipted; at; at = at->next)
		if (septel__equal(septel_view_of(at->id), id))
			return true;
	return false;
}

static void send_(struct framing *framing, const struct words *words)
{
	const struct septel_view *at = words->at;
	const int length = septel__number(at[4]);
	const size_t window =
		framing->own.window + (septel__is_word(at[2], "Z") || septel__is_word(at[2], "Y")
					       ? FRAMING_FLASH_ROOM
					       : 0);
	if (framing->receiving)
		fail(framing, "a transfer within a transfer");
	else if (length < 1 || (size_t)length > SEPTEL_MESSAGE_LIMIT)
		fail(framing, "a length that no message has");
	else if (framing->unreceipted_count >= window)
		fail(framing, "more transfers than the window has");
	else if (is_under_way(framing, at[1]))
		fail(framing, "the same transfer twice at once");
	else if (at[2].len != 1 || !at[3].len ||
		 !copy_word(framing->coming_id, sizeof framing->coming_id, at[1]))
		fail(framing, "a SEND that is none");
	else {
		framing->receiving = true;
		(void)snprintf(framing->coming_line, sizeof framing->coming_line, "%.*s",
			       VIEW_FORMAT(words->line));
		framing->coming_length = (size_t)length;
		septel__out_clear(&framing->coming);
	}
}

static void data(struct framing *framing, const struct words *words)
{
	const int count = septel__number(words->at[1]);
	if (!framing->receiving)
		fail(framing, "data of no transfer");
	else if (count < 1 || (size_t)count > FRAMING_CHUNK ||
		 (size_t)count > framing->coming_length - framing->coming.length)
		fail(framing, "more data than were told");
	else
		framing->data_left = (size_t)count;
}

/* The hash of the SEND line and of all bytes, as the sender has to tell it. */
static void hash_transfer(const struct framing *framing, struct septel_view bytes,
			  char text[FRAMING_HASH_TEXT])
{
	unsigned char hash[FRAMING_HASH];
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	crypto_generichash_update(&state, (const unsigned char *)framing->coming_line,
				  strlen(framing->coming_line));
	crypto_generichash_update(&state, (const unsigned char *)bytes.ptr, bytes.len);
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(text, FRAMING_HASH_TEXT, hash, sizeof hash);
}

static void end(struct framing *framing, const struct words *words)
{
	const struct septel_view bytes = septel__out_written(&framing->coming);
	if (!framing->receiving || bytes.len != framing->coming_length) {
		fail(framing, "an end before the end");
		return;
	}
	char hash[FRAMING_HASH_TEXT];
	hash_transfer(framing, bytes, hash);
	if (!septel__equal(words->at[1], septel_view_of(hash))) {
		fail(framing, "a message garbled on the way");
		return;
	}
	struct incoming *incoming = calloc(1, sizeof *incoming);
	if (!incoming) {
		fail(framing, "out of memory");
		return;
	}
	memcpy(incoming->id, framing->coming_id, sizeof incoming->id);
	memcpy(incoming->hash, hash, sizeof incoming->hash);
	incoming->tag = ++framing->last_tag;
	/* At the end, so that receipts in the order of arrival find theirs at once. */
	struct incoming **last = &framing->unreceipted;
	while (*last)
		last = &(*last)->next;
	*last = incoming;
	framing->unreceipted_count++;
	framing->receiving = false;

	char transfer[ROUTING_INDICATOR_SIZE + FRAMING_ID];
	const int length =
		snprintf(transfer, sizeof transfer, "%s/%s", framing->station, incoming->id);
	framing->events.arrived(framing->events.context, incoming->tag,
				(struct septel_view){transfer, (size_t)length}, bytes);
	if (framing->coming.capacity > COMING_KEPT)
		septel__out_release(&framing->coming);
}

static void cancel(struct framing *framing, const struct words *words)
{
	(void)words;
	if (!framing->receiving)
		fail(framing, "nothing to cancel");
	framing->receiving = false;
	septel__out_clear(&framing->coming);
}

/* The line from word `first` on. */
static struct septel_view from_word(const struct words *words, size_t first)
{
	const struct septel_view word = words->at[first], line = words->line;
	return word.len ? septel__slice(line, (size_t)(word.ptr - line.ptr), line.len) : word;
}

static void answered(struct framing *framing, const struct words *words, enum sent_outcome outcome)
{
	char reason[FRAMING_REASON];
	septel__framing_clean(reason, from_word(words, 3));
	if (!septel__framing_answered(framing, words->at[1], words->at[2], outcome,
				      outcome == SENT_DONE ? (struct septel_view){"", 0}
							   : septel_view_of(reason)))
		fail(framing, "an answer to what was never sent");
}

static void taken(struct framing *framing, const struct words *words)
{
	answered(framing, words, SENT_DONE);
}

static void not_now(struct framing *framing, const struct words *words)
{
	answered(framing, words, SENT_PUT_OFF);
}

static void refused(struct framing *framing, const struct words *words)
{
	answered(framing, words, SENT_REFUSED);
}

static void ping(struct framing *framing, const struct words *words)
{
	if (septel__number(words->at[1]) < 0)
		fail(framing, "a PING that is none");
	else
		septel__framing_say(framing, "PONG %.*s", VIEW_FORMAT(words->at[1]));
}

static void pong(struct framing *framing, const struct words *words)
{
	if (septel__number(words->at[1]) < 0)
		fail(framing, "a PONG that is none");
}

static void bye(struct framing *framing, const struct words *words)
{
	char reason[FRAMING_REASON], text[FRAMING_REASON + 16];
	septel__framing_clean(reason, from_word(words, 1));
	snprintf(text, sizeof text, "the peer: %s", reason);
	fail(framing, text);
}

static const struct {
	const char *word;
	enum framing_phase phase; /* in which alone it may come */
	handler *handle;
} handlers[] = {
	{"SEPTEL", PHASE_HELLO, hello},   {"READY", PHASE_READY_WAITED, ready},
	{"SEND", PHASE_OPEN, send_},      {"DATA", PHASE_OPEN, data},
	{"END", PHASE_OPEN, end},         {"CANCEL", PHASE_OPEN, cancel},
	{"TAKEN", PHASE_OPEN, taken},     {"NOTNOW", PHASE_OPEN, not_now},
	{"REFUSED", PHASE_OPEN, refused}, {"PING", PHASE_OPEN, ping},
	{"PONG", PHASE_OPEN, pong},
};

static void take_line(struct framing *framing, struct septel_view line)
{
	struct words words = {.line = line};
	struct septel_view rest = line;
	for (size_t i = 0; i < WORDS - 1; i++)
		if (!septel__next_word(&rest, &words.at[i]))
			break;
	words.at[WORDS - 1] = septel__trim(rest);
	if (septel__equal(words.at[0], VIEW_LITERAL("BYE"))) {
		bye(framing, &words);
		return;
	}
	for (size_t i = 0; i < sizeof handlers / sizeof handlers[0]; i++)
		if (septel__equal(words.at[0], septel_view_of(handlers[i].word))) {
			if (framing->phase == handlers[i].phase)
				handlers[i].handle(framing, &words);
			else
				fail(framing, "a line out of its turn");
			return;
		}
	fail(framing,
	     framing->phase == PHASE_HELLO ? "no relay of this kind" : "a line that is none");
}

/* Bytes of a message; how many were taken. */
static size_t take_data(struct framing *framing, struct septel_view bytes)
{
	const size_t length = bytes.len < framing->data_left ? bytes.len : framing->data_left;
	septel__out_bytes(&framing->coming, bytes.ptr, length);
	framing->data_left -= length;
	if (framing->coming.failed)
		fail(framing, "out of memory");
	return length;
}

/* As much of a line as has come; how many bytes were taken. */
static size_t take_text(struct framing *framing, struct septel_view bytes)
{
	const size_t end_of_line = septel__find_byte(bytes, '\n', 0);
	const size_t length = end_of_line == VIEW_NOT_FOUND ? bytes.len : end_of_line;
	if (length >= FRAMING_LINE - framing->line_length) {
		fail(framing, "a line without end");
		return bytes.len;
	}
	if (end_of_line != VIEW_NOT_FOUND && framing->line_length == 0) {
		take_line(framing, septel__slice(bytes, 0, length));
		return length + 1;
	}
	memcpy(framing->line + framing->line_length, bytes.ptr, length);
	framing->line_length += length;
	if (end_of_line == VIEW_NOT_FOUND)
		return length;
	const struct septel_view line = {framing->line, framing->line_length};
	framing->line_length = 0;
	take_line(framing, line);
	return length + 1;
}

bool septel__framing_input(struct framing *framing, struct septel_view bytes, moment now)
{
	if (bytes.len)
		framing->heard = now;
	while (bytes.len && framing->phase != PHASE_ENDED) {
		const size_t taken_now =
			framing->data_left ? take_data(framing, bytes) : take_text(framing, bytes);
		bytes = septel__slice(bytes, taken_now, bytes.len);
	}
	return framing->phase != PHASE_ENDED;
}
