/* stream_traffic.c - what is on a raw stream: transmissions out, arrivals in.  See line_stream.h.
 */
#include "line_stream.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Bytes of noise that a note shows. */
#define NOISE_SHOWN 60u

void septel__wire_init(struct wire *wire)
{
	septel__stream_init(&wire->stream);
	septel__out_init(&wire->text, NULL, 0);
	septel__out_init(&wire->out, NULL, 0);
}

void septel__wire_release(struct wire *wire)
{
	while (wire->kept) {
		struct wire_kept *kept = wire->kept;
		wire->kept = kept->next;
		free(kept);
	}
	septel__stream_release(&wire->stream);
	septel__out_release(&wire->text);
	septel__out_release(&wire->out);
}

void septel__wire_begin(struct wire *wire)
{
	septel__stream_release(&wire->stream);
	septel__stream_init(&wire->stream);
	wire->ita2 = (struct ita2){0};
	wire->transmissions = 0;
}

/* ---- out ----------------------------------------------------------------------------------- */

static struct stream_manner manner_of(const struct wire *wire)
{
	return (struct stream_manner){.alphabet = wire->line->settings->alphabet,
				      .compressed_line_ends =
					      wire->line->settings->compressed_line_ends};
}

static void answer(struct wire *wire, struct wire_order *order, enum sent_outcome outcome,
		   const char *reason)
{
	const struct copy_name name = order->name;
	const uint32_t attempt = order->attempt;
	free(order);
	septel__line_sent(wire->line, name, attempt, outcome, septel_view_of(reason));
}

static bool refuse(struct wire *wire, const struct line_order *order, size_t at)
{
	char reason[80];
	const unsigned char c = at < order->bytes.len ? (unsigned char)order->bytes.ptr[at] : 0;
	snprintf(reason, sizeof reason, "byte %zu (0x%02x) is not in the alphabet of the line", at,
		 c);
	septel__line_sent(wire->line, order->name, order->attempt, SENT_REFUSED,
			  septel_view_of(reason));
	return false;
}

bool septel__wire_order(struct wire *wire, const struct line_order *order)
{
	const struct stream_manner manner = manner_of(wire);
	struct septel_out bytes;
	size_t at = 0;
	septel__out_init(&bytes, NULL, 0);
	if (!septel__transmission_encode(&bytes, order->bytes, &manner, &at)) {
		septel__out_release(&bytes);
		return refuse(wire, order, at);
	}
	struct wire_order *new = bytes.failed ? NULL : malloc(sizeof *new + bytes.length);
	if (!new) {
		septel__out_release(&bytes);
		septel__line_sent(wire->line, order->name, order->attempt, SENT_PUT_OFF,
				  VIEW_LITERAL("out of memory"));
		return false;
	}
	*new = (struct wire_order){NULL, order->name, order->attempt, bytes.length};
	memcpy(new->bytes, bytes.data, bytes.length);
	septel__out_release(&bytes);
	struct wire_order **end =
		&wire->waiting[order->precedence <= SEPTEL_EMERGENCY ? order->precedence : 0];
	while (*end)
		end = &(*end)->next;
	*end = new;
	return true;
}

static bool is(const struct wire_order *order, struct copy_name name, uint32_t attempt)
{
	return order->name.message == name.message && order->name.copy == name.copy &&
	       order->attempt == attempt;
}

void septel__wire_interrupt(struct wire *wire, struct copy_name name, uint32_t attempt)
{
	struct wire_order *current = wire->current;
	/* What is written to its end is no longer broken off. */
	if (current && is(current, name, attempt) && wire->written < wire->out.length) {
		const struct stream_manner manner = manner_of(wire);
		const bool begun = wire->written > 0;
		septel__out_clear(&wire->out);
		wire->written = 0;
		wire->current = NULL;
		if (begun)
			septel__transmission_interrupt(&wire->out, &manner);
		answer(wire, current, SENT_INTERRUPTED, "interrupted");
		return;
	}
	for (size_t i = 0; i <= SEPTEL_EMERGENCY; i++)
		for (struct wire_order **at = &wire->waiting[i]; *at; at = &(*at)->next)
			if (is(*at, name, attempt)) {
				struct wire_order *order = *at;
				*at = order->next;
				answer(wire, order, SENT_INTERRUPTED, "interrupted");
				return;
			}
}

bool septel__wire_next(struct wire *wire)
{
	if (wire->current || wire->written < wire->out.length)
		return true;
	for (size_t i = SEPTEL_EMERGENCY + 1; i-- > 0;) {
		struct wire_order *order = wire->waiting[i];
		if (!order)
			continue;
		wire->waiting[i] = order->next;
		wire->current = order;
		wire->written = 0;
		septel__out_clear(&wire->out);
		septel__out_bytes(&wire->out, order->bytes, order->length);
		if (!wire->out.failed)
			return true;
		wire->current = NULL;
		septel__out_clear(&wire->out);
		answer(wire, order, SENT_PUT_OFF, "out of memory");
	}
	return false;
}

void septel__wire_done(struct wire *wire)
{
	struct wire_order *order = wire->current;
	wire->current = NULL;
	septel__out_clear(&wire->out);
	wire->written = 0;
	if (order)
		answer(wire, order, SENT_DONE, "");
}

bool septel__wire_is_busy(const struct wire *wire)
{
	bool busy = wire->current || wire->written < wire->out.length;
	for (size_t i = 0; i <= SEPTEL_EMERGENCY; i++)
		busy |= wire->waiting[i] != NULL;
	return busy;
}

void septel__wire_lose(struct wire *wire, const char *reason)
{
	struct wire_order *current = wire->current;
	wire->current = NULL;
	septel__out_clear(&wire->out);
	wire->written = 0;
	if (current)
		answer(wire, current, SENT_LOST, reason);
	for (size_t i = SEPTEL_EMERGENCY + 1; i-- > 0;)
		while (wire->waiting[i]) {
			struct wire_order *order = wire->waiting[i];
			wire->waiting[i] = order->next;
			answer(wire, order, SENT_LOST, reason);
		}
}

/* ---- in ------------------------------------------------------------------------------------ */

/* Of a file: the same transmission after a new start is the same transfer.  A line has none. */
static void name_transfer(const struct wire *wire, struct septel_view bytes, char transfer[160])
{
	unsigned char hash[16];
	char hex[2 * sizeof hash + 1];
	struct stat is;
	transfer[0] = '\0';
	if (!wire->port.is_file || fstat(wire->port.in, &is) != 0)
		return;
	crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	/* Two slashes: no station has an empty incarnation. */
	snprintf(transfer, 160, "%.*s//%llu.%llu/%s",
		 VIEW_FORMAT(septel__slice(wire->line->settings->name, 0, 60)),
		 (unsigned long long)is.st_ino, (unsigned long long)wire->transmissions, hex);
}

static void arrive(struct wire *wire, struct septel_view bytes)
{
	struct wire_kept *kept = malloc(sizeof *kept + bytes.len);
	wire->transmissions++;
	if (!kept) {
		septel__line_note(wire->line, LINE_FAULT, "out of memory: a transmission is lost");
		return;
	}
	*kept = (struct wire_kept){.arrival = septel__line_next_arrival(wire->line),
				   .length = bytes.len};
	name_transfer(wire, bytes, kept->transfer);
	memcpy(kept->bytes, bytes.ptr, bytes.len);
	struct wire_kept **end = &wire->kept;
	while (*end)
		end = &(*end)->next;
	*end = kept;
	wire->kept_count++;
	septel__line_arrived(wire->line, kept->arrival, septel_view_of(kept->transfer), bytes);
}

static void note_bytes(struct wire *wire, enum line_note kind, const char *what,
		       struct septel_view bytes)
{
	const struct septel_view shown = septel__slice(septel__trim(bytes), 0, NOISE_SHOWN);
	septel__line_note(wire->line, kind, "%s (%zu bytes): %.*s", what, bytes.len,
			  VIEW_FORMAT(shown));
}

void septel__wire_arrivals(struct wire *wire)
{
	struct stream_event event;
	while (septel__stream_next(&wire->stream, &event))
		switch (event.kind) {
		case STREAM_TRANSMISSION:
			arrive(wire, event.bytes);
			break;
		case STREAM_INTERRUPTED:
			note_bytes(wire, LINE_NOISE, "broken off by its sender", event.bytes);
			break;
		case STREAM_UNFINISHED:
			note_bytes(wire, LINE_FAULT, "a transmission without its end", event.bytes);
			break;
		case STREAM_OVERLONG:
			note_bytes(wire, LINE_FAULT, "longer than a transmission may be",
				   event.bytes);
			break;
		case STREAM_NOISE:
			note_bytes(wire, LINE_NOISE, "noise", event.bytes);
			break;
		case STREAM_PADDING:
			break;
		}
}

bool septel__wire_take(struct wire *wire, struct septel_view bytes)
{
	if (wire->line->settings->alphabet == ALPHABET_ITA2) {
		septel__out_clear(&wire->text);
		septel__ita2_decode(&wire->ita2, bytes, &wire->text);
		if (wire->text.failed)
			return false;
		bytes = septel__out_written(&wire->text);
	}
	if (!septel__stream_take(&wire->stream, bytes))
		return false;
	septel__wire_arrivals(wire);
	return true;
}

void septel__wire_receipt(struct wire *wire, uint64_t arrival, enum receipt_kind kind,
			  struct septel_view reason, moment again)
{
	struct wire_kept **at = &wire->kept;
	while (*at && (*at)->arrival != arrival)
		at = &(*at)->next;
	struct wire_kept *kept = *at;
	if (!kept)
		return;
	if (kind == RECEIPT_NOT_NOW) {
		kept->again = again;
		return;
	}
	if (kind == RECEIPT_UNREADABLE)
		septel__line_note(wire->line, LINE_FAULT, "refused: %.*s", VIEW_FORMAT(reason));
	*at = kept->next;
	wire->kept_count--;
	free(kept);
}

void septel__wire_again(struct wire *wire)
{
	const moment now = septel__line_steady();
	for (struct wire_kept *kept = wire->kept; kept; kept = kept->next)
		if (kept->again && now >= kept->again) {
			kept->again = 0;
			septel__line_arrived(wire->line, kept->arrival,
					     septel_view_of(kept->transfer),
					     (struct septel_view){kept->bytes, kept->length});
			/* The receipt may have come already and changed the list. */
			return;
		}
}
