/* repair.c - the rounds of repair; see repair.h. */
#include "repair.h"

#include "heading.h"
#include "internal_heading.h"
#include "lines.h"
#include "navy.h"

/* Looks for one family of damage in reading->text. */
typedef void propose_edits(struct reading *reading, struct edits *edits);

static void scrub(struct reading *reading, struct edits *edits)
{
	septel__scrub(edits, reading->text);
}

static void repeats(struct reading *reading, struct edits *edits)
{
	septel__repeats_repair(edits, reading->text);
}

static void frames(struct reading *reading, struct edits *edits)
{
	septel__frames_repair(edits, reading->text, reading->lines);
}

static void headings(struct reading *reading, struct edits *edits)
{
	septel__heading_repair(edits, reading->text, reading->lines);
	septel__internal_heading_repair(reading, edits);
	septel__navy_repair(edits, reading->text, reading->lines);
}

static const struct stage {
	propose_edits *propose;
	bool by_lines; /* needs reading->lines */
} STAGES[] = {{scrub, false}, {repeats, false}, {frames, true}, {headings, true}};
#define STAGES_COUNT (sizeof STAGES / sizeof *STAGES)

/* Applies what a stage proposed; true if the text changed. */
static bool apply(struct reading *reading, struct edits *edits)
{
	if (edits->count == 0)
		return false;
	struct septel_message *message = reading->message;
	reading->text = septel__edits_apply(edits, message->raw, reading->text, &message->repairs);
	septel__edits_init(edits, reading->arena);
	return true;
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

/* Once every stage has seen the present text and proposed nothing, another
 * round could find no more: most messages are done within the second one. */
void septel__repair(struct reading *reading)
{
	struct edits edits;
	size_t quiet = 0; /* stages since the text last changed */
	bool lines_stale = true;
	septel__edits_init(&edits, reading->arena);
	reading->text = reading->message->raw;
	for (size_t i = 0; i < SEPTEL_REPAIR_ROUNDS * STAGES_COUNT && quiet < STAGES_COUNT; i++) {
		const struct stage *stage = &STAGES[i % STAGES_COUNT];
		if (stage->by_lines && lines_stale) {
			septel__lines_split(&reading->lines, reading->text, reading->arena);
			lines_stale = false;
		}
		stage->propose(reading, &edits);
		const bool changed = apply(reading, &edits);
		quiet = changed ? 0 : quiet + 1;
		lines_stale |= changed;
	}
	/* Half repaired it would change when repaired again; as it came it does not. */
	if (quiet < STAGES_COUNT)
		give_up(reading);
	reading->message->text = reading->text;
}
