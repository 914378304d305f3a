/* station_addressees.c - who of the addressees of a message has it, has read it, has answered, and
 * by when he is to act.
 *
 * Kept where a message begins and where it ends, not on the way: by whom it was handed in, all of
 * its addressees are known; where it is delivered, those that are served there.  An answer is a
 * later message from an addressee that refers to it.
 */
#include "station_inside.h"
#include "tracking.h"

/* How often it is asked who had to act by now. */
#define OVERDUE_PERIOD ((moment)60 * 1000)

static bool calls(const struct plan_copy *copy, struct septel_view ri)
{
	for (size_t i = 0; i < copy->routing.count; i++)
		if (septel__equal(copy->routing.at[i], ri))
			return true;
	return false;
}

static bool served_here(const struct station *station, const struct plan *plan,
			struct septel_view ri)
{
	for (size_t i = 0; ri.len && i < plan->copy_count; i++) {
		const struct plan_copy *copy = &plan->copies[i];
		if (copy->outlet != NO_OUTLET &&
		    septel__is_box(station->config->outlets[copy->outlet].kind) && calls(copy, ri))
			return true;
	}
	return false;
}

static void note_one(const struct arrival *arrival, const struct envelope_addressee *addressee,
		     struct changes *changes)
{
	struct change *change = septel__change_add(changes, CHANGE_ADDRESSEE);
	change->name.message = arrival->message;
	change->from = addressee->name.len ? addressee->name : addressee->ri;
	change->routing = addressee->ri;
	change->role = addressee->role;
	if (addressee->role == ROLE_ACTION)
		change->due = septel__action_due(septel__action_times(),
						 arrival->envelope.precedence, changes->now);
}

static void note_answers(const struct arrival *arrival, struct changes *changes)
{
	const struct envelope *envelope = &arrival->envelope;
	for (size_t i = 0; envelope->from.len && i < envelope->cited.count; i++) {
		const struct septel_reference *cited = &envelope->cited.at[i];
		if (cited->id.len == 0 && cited->from.len == 0)
			continue; /* no message */
		struct change *change = septel__change_add(changes, CHANGE_ADDRESSEE);
		change->number = cited->id;
		change->cited = cited->from;
		change->dtg = cited->dtg;
		change->from = envelope->from;
		change->routing = envelope->from_ri;
		change->answered = changes->now;
		change->answer = arrival->message;
	}
}

void septel__addressees_note(struct station *station, const struct arrival *arrival,
			     const struct plan *plan, struct changes *changes)
{
	const struct envelope *envelope = &arrival->envelope;
	for (size_t i = 0; i < envelope->addressee_count; i++) {
		const struct envelope_addressee *addressee = &envelope->addressees[i];
		if (addressee->role != ROLE_EXEMPT && !addressee->by_other_means &&
		    (arrival->from == NO_OUTLET || served_here(station, plan, addressee->ri)))
			note_one(arrival, addressee, changes);
	}
	note_answers(arrival, changes);
}

void septel__addressee_reported(struct changes *changes, struct copy_name name,
				enum sent_report report, struct septel_view recipient)
{
	const size_t oblique = septel__find_byte(recipient, '/', 0);
	if (report != REPORT_DELIVERED && report != REPORT_READ)
		return;
	struct change *change = septel__change_add(changes, CHANGE_ADDRESSEE);
	change->name.message = name.message;
	change->from = oblique == VIEW_NOT_FOUND
			       ? recipient
			       : septel__slice(recipient, oblique + 1, recipient.len);
	change->role = ROLE_INFORMATION;
	change->delivered = changes->now;
	change->read = report == REPORT_READ ? changes->now : 0;
}

moment septel__addressees_tick(struct station *station, moment now)
{
	if (now < station->next_overdue)
		return station->next_overdue;
	struct septel_arena *arena = septel__station_take_arena(station);
	station->next_overdue = now + OVERDUE_PERIOD;
	if (arena) {
		struct changes changes = {.arena = arena, .now = now};
		septel__change_add(&changes, CHANGE_OVERDUE)->event =
			VIEW_LITERAL("action-overdue");
		septel__station_store(station, &changes);
		septel__station_give_arena(station, arena);
	}
	return station->next_overdue;
}
