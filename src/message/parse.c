/* parse.c - one message, stage after stage; see reading.h. */
#include "body.h"
#include "diagnostics.h"
#include "frames.h"
#include "heading.h"
#include "internal_heading.h"
#include "navy.h"
#include "profile.h"
#include "repair.h"

#include <septel/number.h>

static const struct septel_time NO_TIME = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};

/* Nothing stated yet. */
static void silence(struct septel_message *message)
{
	static const struct septel_view EMPTY = {"", 0};
	memset(message, 0, sizeof *message);
	message->id = message->subject = message->summary = message->signature = EMPTY;
	message->transmission.circuit = EMPTY;
	message->transmission.serial = SEPTEL_NUMBER_NONE;
	message->origin.ri = EMPTY;
	message->origin.serial = message->origin.section = SEPTEL_NUMBER_NONE;
	message->origin.filed = message->dtg = message->declassify.on = NO_TIME;
	message->security.signal = message->security.letters = EMPTY;
	message->from.ri = message->from.name = message->from.precedence = message->from.mcn =
		EMPTY;
	message->declassify.order = message->declassify.text = EMPTY;
	message->classified_by.name = message->classified_by.title = EMPTY;
}

/* The number that the caller knows, where the text lacks it. */
static void read_own_number(struct reading *reading)
{
	char number[SEPTEL_NUMBER_SIZE];
	if (reading->message->id.len == 0 && reading->options.id.len &&
	    septel_number_canonical(reading->options.id, number))
		reading->message->id = septel_arena_copy(reading->arena, septel_view_of(number));
}

static void read_stages(struct reading *reading)
{
	septel__heading_read(reading);
	const bool navy = septel__navy_recognise(reading);
	if (navy)
		septel__navy_read(reading);
	else
		septel__internal_heading_read(reading);
	septel__frames_read(reading);
	read_own_number(reading);
	septel__body_read(reading);
	septel__repeats_suggest(reading);
	reading->message->profile = septel__profile(reading, navy);
}

/* Bytes of raw in explained lines and in what was repaired away. */
static size_t explained_bytes(const struct reading *reading)
{
	size_t bytes = reading->message->raw.len;
	size_t unexplained = 0;
	for (size_t i = 0; i < reading->lines.count; i++)
		if (reading->uses[i] == LINE_UNEXPLAINED)
			unexplained += reading->lines.at[i].next - reading->lines.at[i].start;
	return unexplained < bytes ? bytes - unexplained : 0;
}

int septel_message_parse(const struct septel_message **out, struct septel_view raw,
			 const struct septel_options *options, struct septel_arena *arena)
{
	*out = NULL;
	if (raw.len > SEPTEL_MESSAGE_LIMIT)
		return SEPTEL_ETOOBIG;
	struct septel_message *message = septel_arena_alloc(arena, sizeof *message);
	if (!message)
		return SEPTEL_ENOMEM;
	silence(message);
	message->raw = raw;
	struct diagnostic_list diagnostics = {0};
	struct reading reading = {.message = message, .arena = arena, .diagnostics = &diagnostics};
	if (options)
		reading.options = *options;
	septel__repair(&reading);
	reading.uses = septel_arena_alloc(arena, reading.lines.count + 1);
	if (!reading.uses)
		return SEPTEL_ENOMEM;
	memset(reading.uses, LINE_UNEXPLAINED, reading.lines.count + 1);
	read_stages(&reading);
	septel__diagnostics_finish(&reading);
	message->explained = explained_bytes(&reading);
	if (septel_arena_failed(arena))
		return SEPTEL_ENOMEM;
	*out = message;
	return SEPTEL_OK;
}
