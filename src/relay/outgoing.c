/* outgoing.c - see outgoing.h. */
#include "outgoing.h"
#include "../base/limits.h"
#include "transmission.h"

bool septel__outgoing_next(struct septel_view *rest, struct septel_view *transmission)
{
	if (septel__trim(*rest).len == 0)
		return false;
	struct septel_view left = *rest, line;
	while (septel__next_line(&left, &line))
		if (septel__equal(septel__trim(line), (struct septel_view){"NNNN", 4}))
			break;
	*transmission = septel__slice(*rest, 0, rest->len - left.len);
	*rest = left;
	return true;
}

/* ---- the routing line ----------------------------------------------------------------------- */

struct indicators {
	struct septel_view *at;
	size_t count, room;
};

static void add(struct indicators *indicators, struct septel_view ri)
{
	for (size_t i = 0; i < indicators->count; i++)
		if (septel__equal(indicators->at[i], ri))
			return;
	if (ri.len && indicators->count < indicators->room)
		indicators->at[indicators->count++] = ri;
}

static void add_addressees(struct indicators *indicators, const struct envelope *envelope)
{
	for (size_t i = 0; i < envelope->addressee_count; i++) {
		const struct envelope_addressee *addressee = &envelope->addressees[i];
		if (addressee->role != ROLE_EXEMPT && !addressee->by_other_means)
			add(indicators, addressee->ri);
	}
}

static struct septel_view joined(const struct indicators *indicators, struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, SEPTEL_MESSAGE_LIMIT);
	for (size_t i = 0; i < indicators->count; i++) {
		if (i)
			septel__out_byte(&out, ' ');
		septel__out_view(&out, indicators->at[i]);
	}
	return septel__out_written(&out);
}

static struct septel_view routing_of(const struct envelope *envelope, struct septel_arena *arena)
{
	struct indicators indicators = {.room = RELAY_ROUTING_LIMIT};
	indicators.at = septel_arena_alloc(arena, indicators.room * sizeof *indicators.at);
	if (!indicators.at)
		return (struct septel_view){"", 0};
	if (envelope->routing.count == 0 || envelope->identification_count)
		add_addressees(&indicators, envelope);
	for (size_t i = 0; i < envelope->routing.count; i++)
		add(&indicators, envelope->routing.at[i]);
	return joined(&indicators, arena);
}

/* ---- the precedence ------------------------------------------------------------------------- */

/* The length of the precedence in front of a date-time group ("P", "P R"); 0: no preamble. */
static size_t preamble(struct septel_view line)
{
	struct septel_view rest = line, word;
	size_t length = 0;
	while (septel__next_word(&rest, &word) && word.len == 1 &&
	       septel__is_one_of(word.ptr[0], "YZOPR"))
		length = (size_t)(word.ptr + 1 - line.ptr);
	if (length == 0 || word.len != 7 || !septel__is_upper(word.ptr[6]))
		return 0;
	return septel__number(septel__slice(word, 0, 6)) >= 0 ? length : 0;
}

/* The message with `letter` for the precedence of its format line 5. */
static struct septel_view with_letter(struct septel_view message, char letter,
				      struct septel_arena *arena)
{
	struct septel_view rest = message, line;
	struct septel_out out;
	septel__out_init(&out, arena, SEPTEL_MESSAGE_LIMIT + 1);
	for (size_t lines = 0; lines < ENVELOPE_LINES_LIMIT && septel__next_line(&rest, &line);
	     lines++) {
		const size_t length = preamble(line);
		if (length == 0)
			continue;
		const size_t at = (size_t)(line.ptr - message.ptr);
		septel__out_view(&out, septel__slice(message, 0, at));
		septel__out_byte(&out, letter);
		septel__out_view(&out, septel__slice(message, at + length, message.len));
		return septel__out_written(&out);
	}
	return message;
}

/* ---- both ----------------------------------------------------------------------------------- */

static enum septel_precedence own_precedence(const struct envelope *envelope)
{
	const enum septel_precedence higher =
		envelope->action > envelope->info ? envelope->action : envelope->info;
	return envelope->precedence ? envelope->precedence : higher ? higher : SEPTEL_ROUTINE;
}

struct septel_view septel__outgoing_make(struct septel_view bytes,
					 enum septel_precedence precedence,
					 struct septel_arena *arena, const char **why)
{
	struct envelope envelope;
	struct septel_out out;
	const struct septel_view none = {"", 0};
	*why = "out of memory";
	const struct septel_view own =
		precedence ? with_letter(bytes, septel__prosign(precedence), arena) : bytes;
	if (!septel__envelope_read(&envelope, own, ENVELOPE_HEADING, NULL, arena))
		return none;
	/* JANAP 128 has the precedence, and more, in its line 2, and no copy of the middle. */
	if (envelope.janap.len && !precedence)
		return own;
	const struct septel_view routing = routing_of(&envelope, arena);
	if (routing.len == 0 && !septel_arena_failed(arena))
		*why = "it has neither a routing line nor addressees with routing indicators";
	if (routing.len == 0)
		return none;
	const struct transmission transmission = {
		.precedence = precedence ? precedence : own_precedence(&envelope),
		.routing = routing};
	septel__out_init(&out, arena, SEPTEL_MESSAGE_LIMIT + ROUTES_FILE_LIMIT);
	septel__transmission_write(&out, &transmission, &envelope, own);
	return out.failed ? none : septel__out_written(&out);
}
