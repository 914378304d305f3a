/* framing_send.c - transmissions of ours: those that wait, the one being sent, those that wait for
 * their receipt.  See framing.h. */
#include "framing_state.h"

#include <stdio.h>
#include <stdlib.h>

/* Bytes of the lines around a chunk, so that a small room does not make small chunks. */
#define ROOM_LEAST 1024u

static void clear(struct outgoing_queue *queue)
{
	queue->first = NULL;
	queue->end = &queue->first;
	queue->count = 0;
}

static void append(struct outgoing_queue *queue, struct outgoing *outgoing)
{
	outgoing->next = NULL;
	*queue->end = outgoing;
	queue->end = &outgoing->next;
	queue->count++;
}

/* Takes out what `at` points to, a link of the queue. */
static struct outgoing *take(struct outgoing_queue *queue, struct outgoing **at)
{
	struct outgoing *outgoing = *at;
	*at = outgoing->next;
	if (!*at)
		queue->end = at;
	queue->count--;
	return outgoing;
}

void septel__framing_begin_sending(struct framing *framing)
{
	for (size_t i = 0; i <= SEPTEL_EMERGENCY; i++)
		clear(&framing->waiting[i]);
	clear(&framing->unanswered);
}

static void answer(struct framing *framing, struct outgoing *outgoing, enum sent_outcome outcome,
		   struct septel_view reason)
{
	const struct copy_name name = outgoing->name;
	const uint32_t attempt = outgoing->attempt;
	free(outgoing);
	framing->events.sent(framing->events.context, name, attempt, outcome, reason);
}

static bool is(const struct outgoing *outgoing, struct copy_name name, uint32_t attempt)
{
	return outgoing->name.message == name.message && outgoing->name.copy == name.copy &&
	       outgoing->attempt == attempt;
}

bool septel__framing_transmit(struct framing *framing, const struct line_order *order)
{
	const size_t length = order->bytes.len;
	if (length == 0 || length > SEPTEL_MESSAGE_LIMIT) {
		framing->events.sent(framing->events.context, order->name, order->attempt,
				     SENT_REFUSED,
				     length ? VIEW_LITERAL("longer than a message may be")
					    : VIEW_LITERAL("an empty message"));
		return true;
	}
	if (framing->phase == PHASE_ENDED) {
		framing->events.sent(framing->events.context, order->name, order->attempt,
				     SENT_LOST, septel_view_of(framing->reason));
		return true;
	}
	struct outgoing *outgoing = calloc(1, sizeof *outgoing + length);
	if (!outgoing)
		return false;
	outgoing->name = order->name;
	outgoing->attempt = order->attempt;
	outgoing->precedence =
		order->precedence <= SEPTEL_EMERGENCY ? order->precedence : SEPTEL_PRECEDENCE_NONE;
	outgoing->length = length;
	memcpy(outgoing->bytes, order->bytes.ptr, length);
	snprintf(outgoing->id, sizeof outgoing->id, "%.*s/%llu.%u",
		 VIEW_FORMAT(septel__slice(framing->own.incarnation, 0, FRAMING_ID / 2)),
		 (unsigned long long)order->name.message, order->name.copy);
	struct septel_view identification = order->identification;
	if (identification.len >= IDENTIFICATION_SIZE || !septel__framing_is_word(identification))
		identification = VIEW_LITERAL("-");
	memcpy(outgoing->identification, identification.ptr, identification.len);
	append(&framing->waiting[outgoing->precedence], outgoing);
	return true;
}

void septel__framing_interrupt(struct framing *framing, struct copy_name name, uint32_t attempt)
{
	struct outgoing *current = framing->current;
	const struct septel_view reason = VIEW_LITERAL("interrupted");
	if (current && is(current, name, attempt)) {
		framing->current = NULL;
		septel__framing_say(framing, "CANCEL");
		answer(framing, current, SENT_INTERRUPTED, reason);
		return;
	}
	for (size_t i = 0; i <= SEPTEL_EMERGENCY; i++) {
		struct outgoing_queue *queue = &framing->waiting[i];
		for (struct outgoing **at = &queue->first; *at; at = &(*at)->next)
			if (is(*at, name, attempt)) {
				answer(framing, take(queue, at), SENT_INTERRUPTED, reason);
				return;
			}
	}
}

bool septel__framing_answered(struct framing *framing, struct septel_view id,
			      struct septel_view hash, enum sent_outcome outcome,
			      struct septel_view reason)
{
	struct outgoing_queue *queue = &framing->unanswered;
	for (struct outgoing **at = &queue->first; *at; at = &(*at)->next)
		if (septel__equal(septel_view_of((*at)->id), id) &&
		    septel__equal(septel_view_of((*at)->hash), hash)) {
			answer(framing, take(queue, at), outcome, reason);
			return true;
		}
	return false;
}

static void lose(struct framing *framing, struct outgoing_queue *queue, struct septel_view reason)
{
	while (queue->first)
		answer(framing, take(queue, &queue->first), SENT_LOST, reason);
}

void septel__framing_lose_all(struct framing *framing, struct septel_view reason)
{
	lose(framing, &framing->unanswered, reason);
	struct outgoing *current = framing->current;
	framing->current = NULL;
	if (current)
		answer(framing, current, SENT_LOST, reason);
	for (size_t i = SEPTEL_EMERGENCY + 1; i-- > 0;)
		lose(framing, &framing->waiting[i], reason);
}

void septel__framing_free_outgoing(struct framing *framing)
{
	free(framing->current);
	for (size_t i = 0; i <= SEPTEL_EMERGENCY; i++)
		while (framing->waiting[i].first)
			free(take(&framing->waiting[i], &framing->waiting[i].first));
	while (framing->unanswered.first)
		free(take(&framing->unanswered, &framing->unanswered.first));
}

#define NOTHING SIZE_MAX
/* Which of the queues may be begun now: the highest that has something, if the window is open to
 * it. */
static size_t next_queue(const struct framing *framing)
{
	if (framing->phase != PHASE_OPEN)
		return NOTHING;
	for (size_t i = SEPTEL_EMERGENCY + 1; i-- > 0;)
		if (framing->waiting[i].first) {
			const size_t window =
				framing->window + (i >= SEPTEL_FLASH ? FRAMING_FLASH_ROOM : 0);
			return framing->unanswered.count < window ? i : NOTHING;
		}
	return NOTHING;
}

static void begin(struct framing *framing, struct outgoing_queue *queue, struct septel_out *out)
{
	struct outgoing *outgoing = take(queue, &queue->first);
	framing->current = outgoing;
	char line[FRAMING_LINE];
	const int length = snprintf(line, sizeof line, "SEND %s %c %s %zu", outgoing->id,
				    septel__prosign(outgoing->precedence), outgoing->identification,
				    outgoing->length);
	crypto_generichash_init(&framing->current_hash, NULL, 0, FRAMING_HASH);
	crypto_generichash_update(&framing->current_hash, (const unsigned char *)line,
				  (size_t)length);
	septel__out_bytes(out, line, (size_t)length);
	septel__out_byte(out, '\n');
}

static void chunk(struct framing *framing, struct septel_out *out, size_t room)
{
	struct outgoing *outgoing = framing->current;
	size_t length = outgoing->length - outgoing->written;
	if (length > FRAMING_CHUNK)
		length = FRAMING_CHUNK;
	if (length > room)
		length = room;
	const char *bytes = outgoing->bytes + outgoing->written;
	septel__out_format(out, "DATA %zu\n", length);
	septel__out_bytes(out, bytes, length);
	crypto_generichash_update(&framing->current_hash, (const unsigned char *)bytes, length);
	outgoing->written += length;
	if (outgoing->written < outgoing->length)
		return;
	unsigned char hash[FRAMING_HASH];
	crypto_generichash_final(&framing->current_hash, hash, sizeof hash);
	sodium_bin2hex(outgoing->hash, sizeof outgoing->hash, hash, sizeof hash);
	septel__out_format(out, "END %s\n", outgoing->hash);
	framing->current = NULL;
	append(&framing->unanswered, outgoing);
}

void septel__framing_output(struct framing *framing, struct septel_out *out, size_t room,
			    moment now)
{
	const size_t before = out->length;
	septel__out_view(out, septel__out_written(&framing->control));
	/* A failure stays: septel__framing_tick ends the connection for it. */
	framing->control.length = 0;
	const size_t least = room < ROOM_LEAST ? room : ROOM_LEAST;
	while (framing->phase == PHASE_OPEN && !out->failed &&
	       out->length - before + least <= room) {
		if (!framing->current) {
			const size_t queue = next_queue(framing);
			if (queue == NOTHING)
				break;
			begin(framing, &framing->waiting[queue], out);
		}
		const size_t used = out->length - before;
		chunk(framing, out, room > used ? room - used : 1);
	}
	if (out->length > before)
		framing->said = now;
}

bool septel__framing_has_output(const struct framing *framing)
{
	if (framing->control.length)
		return true;
	return framing->phase == PHASE_OPEN && (framing->current || next_queue(framing) != NOTHING);
}

size_t septel__framing_under_way(const struct framing *framing)
{
	size_t count = framing->unanswered.count + framing->unreceipted_count +
		       (framing->current != NULL) + framing->receiving;
	for (size_t i = 0; i <= SEPTEL_EMERGENCY; i++)
		count += framing->waiting[i].count;
	return count;
}
