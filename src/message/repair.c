/* repair.c - the rounds of repair; see repair.h. */
#include "repair.h"

#include "internal_heading.h"
#include "lines.h"
#include "navy.h"

/* Applies what a stage proposed; true if the text changed. */
static bool apply(struct reading *reading, struct edits *edits)
{
	if (edits->count == 0)
		return false;
	struct septel_message *message = reading->message;
	reading->text = septel__edits_apply(edits, message->raw, reading->text, &message->repairs);
	septel__edits_init(edits, reading->arena);
	septel__lines_split(&reading->lines, reading->text, reading->arena);
	return true;
}

static bool round_of_repair(struct reading *reading)
{
	struct edits edits;
	bool changed = false;
	septel__edits_init(&edits, reading->arena);
	septel__scrub(&edits, reading->text);
	changed |= apply(reading, &edits);
	septel__repeats_repair(&edits, reading->text, reading->lines);
	changed |= apply(reading, &edits);
	septel__frames_repair(&edits, reading->text, reading->lines);
	changed |= apply(reading, &edits);
	septel__internal_heading_repair(reading, &edits);
	septel__navy_repair(&edits, reading->text, reading->lines);
	changed |= apply(reading, &edits);
	return changed;
}

/* Back to the bytes as they came. */
static void give_up(struct reading *reading)
{
	reading->text = reading->message->raw;
	reading->message->repairs = (struct septel_repairs){NULL, 0};
	septel__lines_split(&reading->lines, reading->text, reading->arena);
	septel__diagnose(
		reading, SEPTEL_WARNING, "repair.rounds", septel__slice(reading->text, 0, 0),
		"damage inside damage, %d deep: nothing is repaired", SEPTEL_REPAIR_ROUNDS);
}

void septel__repair(struct reading *reading)
{
	reading->text = reading->message->raw;
	septel__lines_split(&reading->lines, reading->text, reading->arena);
	int round = 0;
	while (round < SEPTEL_REPAIR_ROUNDS && round_of_repair(reading))
		round++;
	/* Half repaired it would change when repaired again; as it came it does not. */
	if (round == SEPTEL_REPAIR_ROUNDS)
		give_up(reading);
	reading->message->text = reading->text;
}
