/* framing.c - a connection's life: how it begins, notices silence, and ends.  See framing.h. */
#include "framing_state.h"

#include <stdio.h>
#include <stdlib.h>

/* So many silences without a byte from the peer and it is given up. */
#define SILENCES 3

struct framing *septel__framing_new(const struct framing_settings *settings,
				    const struct framing_events *events, moment now)
{
	struct framing *framing = calloc(1, sizeof *framing);
	if (!framing)
		return NULL;
	framing->own = *settings;
	framing->events = *events;
	framing->begun = framing->heard = framing->said = framing->pinged = now;
	septel__out_init(&framing->coming, NULL, SEPTEL_MESSAGE_LIMIT);
	septel__out_init(&framing->control, NULL, FRAMING_CONTROL_LIMIT);
	septel__framing_begin_sending(framing);
	if (!settings->listener)
		septel__framing_introduce(framing);
	return framing;
}

void septel__framing_free(struct framing *framing)
{
	if (!framing)
		return;
	septel__framing_free_outgoing(framing);
	while (framing->unreceipted) {
		struct incoming *incoming = framing->unreceipted;
		framing->unreceipted = incoming->next;
		free(incoming);
	}
	septel__out_release(&framing->coming);
	septel__out_release(&framing->control);
	free(framing);
}

void septel__framing_introduce(struct framing *framing)
{
	const struct framing_settings *own = &framing->own;
	septel__framing_say(framing, "SEPTEL %u %.*s %.*s %s %u", FRAMING_VERSION,
			    VIEW_FORMAT(own->station), VIEW_FORMAT(own->circuit), own->nonce,
			    own->window);
}

void septel__framing_say(struct framing *framing, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	septel__out_format_list(&framing->control, format, arguments);
	va_end(arguments);
	septel__out_byte(&framing->control, '\n');
}

bool septel__framing_is_word(struct septel_view text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] <= ' ' || text.ptr[i] > '~')
			return false;
	return text.len > 0;
}

void septel__framing_clean(char clean[FRAMING_REASON], struct septel_view text)
{
	size_t length = 0;
	text = septel__trim(text);
	for (; length < text.len && length < FRAMING_REASON - 1; length++)
		clean[length] =
			text.ptr[length] < ' ' || text.ptr[length] > '~' ? ' ' : text.ptr[length];
	if (length == 0)
		clean[length++] = '-';
	clean[length] = '\0';
}

void septel__framing_end(struct framing *framing, const char *reason)
{
	if (framing->phase == PHASE_ENDED)
		return;
	framing->phase = PHASE_ENDED;
	septel__framing_clean(framing->reason, septel_view_of(reason));
	/* Receipts that are not yet written stay in front of it. */
	septel__framing_say(framing, "BYE %s", framing->reason);
	septel__framing_lose_all(framing, septel_view_of(framing->reason));
}

static moment earlier(moment a, moment b)
{
	return a < b ? a : b;
}

moment septel__framing_tick(struct framing *framing, moment now)
{
	const struct framing_settings *own = &framing->own;
	if (framing->control.failed)
		septel__framing_end(framing, "the peer does not read what it is answered");
	if (framing->phase < PHASE_OPEN && now >= framing->begun + own->hello_ms)
		septel__framing_end(framing, "not ready in time");
	if (now >= framing->heard + (moment)SILENCES * own->silence_ms)
		septel__framing_end(framing, "silent for too long");
	if (framing->phase == PHASE_ENDED)
		return 0;
	if (framing->phase < PHASE_OPEN)
		return framing->begun + own->hello_ms;
	/* Both sides of silence count: one that only listens has to be heard now and again as well,
	 * so that a peer whose lines are slow to leave its buffers can tell that it lives. */
	const moment quiet = earlier(framing->heard, framing->said) + own->silence_ms;
	const moment again = framing->pinged + own->silence_ms;
	if (now >= quiet && now >= again) {
		framing->pinged = now;
		septel__framing_say(framing, "PING %llu", ++framing->pings);
		return now + own->silence_ms;
	}
	return earlier(quiet > again ? quiet : again,
		       framing->heard + (moment)SILENCES * own->silence_ms);
}

void septel__framing_receipt(struct framing *framing, uint64_t tag, enum receipt_kind kind,
			     struct septel_view reason)
{
	struct incoming **at = &framing->unreceipted;
	while (*at && (*at)->tag != tag)
		at = &(*at)->next;
	struct incoming *incoming = *at;
	if (!incoming)
		return;
	char why[FRAMING_REASON];
	septel__framing_clean(why, reason);
	if (framing->phase == PHASE_OPEN) {
		if (kind == RECEIPT_TAKEN)
			septel__framing_say(framing, "TAKEN %s %s", incoming->id, incoming->hash);
		else
			septel__framing_say(framing, "%s %s %s %s",
					    kind == RECEIPT_NOT_NOW ? "NOTNOW" : "REFUSED",
					    incoming->id, incoming->hash, why);
	}
	*at = incoming->next;
	framing->unreceipted_count--;
	free(incoming);
}

const char *septel__framing_reason(const struct framing *framing)
{
	return framing->reason;
}
