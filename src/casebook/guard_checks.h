/* guard_checks.h - what the checks of guards.def share.
 *
 * A check says pass or fail once, with why; cites what an officer should look at;
 * notes what else it made its mind up by; and, where it fails, what is missing.
 */
#ifndef SEPTEL_CASEBOOK_GUARD_CHECKS_H
#define SEPTEL_CASEBOOK_GUARD_CHECKS_H

#include "custody.h"
#include "evidence.h"
#include "gate.h"

struct guard_asking {
	const struct gate_question *question;
	int option;                      /* of the gate, else the question's */
	struct claim_list about, naming; /* claims about the person, and naming it, until the day */
	struct claim_list overrides;     /* claims of two officers that count */
	struct guard_answer *answer;
	struct claim_bag evidence, rests_on;
	size_t need_room;
};

void septel__guard_pass(struct guard_asking *asking, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void septel__guard_fail(struct guard_asking *asking, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void septel__guard_need(struct guard_asking *asking, const struct claim *claim, const char *format,
			...) __attribute__((format(printf, 3, 4)));
/* NULL is passed over. */
void septel__guard_cite(struct guard_asking *asking, const struct claim *claim);
void septel__guard_note(struct guard_asking *asking, const struct claim *claim);

/* "2008-11-27" of a claim, in the arena. */
const char *septel__day_text(const struct guard_asking *asking, const struct claim *claim);
/* The name of the receiving State, as far as the viewer may know it; empty: there is none. */
struct septel_view septel__guard_state_name(const struct guard_asking *asking);
/* The word of LIST_OPTION. */
const char *septel__option_name(int option);
static inline struct septel_arena *septel__asking_arena(const struct guard_asking *asking)
{
	return asking->question->log->book->arena;
}

/* The person's standing choice of an option: declarations in the person's own voice that no
 * withdrawal and no other choice follows, or shares a day with. */
struct declaration {
	const struct claim *first, *last; /* NULL: none stands */
	const struct claim *undone_by;    /* the latest withdrawal or other choice; NULL */
	const struct claim *foreign;      /* a declaration that is not the person's own voice */
	const struct claim *reported;     /* the latest that somebody else says of it; NULL */
};
struct declaration septel__declaration(const struct case_log *log, struct claim_list about,
				       int option);

/* The acceptance of the person by the State that no refusal follows; *undone: that refusal. */
const struct claim *septel__acceptance(const struct guard_asking *asking,
				       const struct claim **undone);

/* An encounter with the person that was held. */
bool septel__is_encounter_with(const struct guard_asking *asking, const struct claim *claim);
/* Somebody who was there and is bound to a holder of that day, to `to`, or to the group left;
 * NULL: nobody.  `to` may be NULL. */
const struct thing *septel__who_intrudes(const struct guard_asking *asking,
					 const struct claim *encounter,
					 const struct custody *custody);
/* Consent that the recipient may know, given by that day and not taken back; NULL. */
const struct claim *septel__consent_by(const struct guard_asking *asking,
				       const struct thing *recipient, long day);

/* The checks of the table. */
#define GUARD(name, gate, override, check, asks, ...)                                              \
	void septel__check_##check(struct guard_asking *asking);
#define WARNING(name, gate, check, asks, ...)                                                      \
	void septel__check_##check(struct guard_asking *asking);
#include "guards_rows.h"

#endif
