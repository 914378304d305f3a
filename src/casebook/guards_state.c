/* guards_state.c - guards about States: fear of one, acceptance by one, status, leave to go. */
#include "guard_checks.h"

#include "../base/date.h"

#include <limits.h>

/* ---- fear: G4, R5, T3b ---- */

static const struct thing *country_of(const struct claim *claim)
{
	return septel__claim_thing(claim, KEY_COUNTRY);
}

/* Fear of a place in the country, or of what the country lies in, is fear of it. */
static bool concerns(const struct claim *claim, const struct thing *country)
{
	const struct thing *feared = country_of(claim);
	return feared && (septel__lies_in(feared, country) || septel__lies_in(country, feared));
}

/* The thing that its id names; NULL: it has none. */
static const struct thing *entry_of(const struct case_log *log, const struct claim *claim)
{
	const struct septel_view id = septel__claim_text(claim, KEY_ID);
	const struct thing *at =
		id.len ? septel__casebook_find(log->book, id, THING_ANYTHING) : NULL;
	while (at && at->made_by != claim)
		at = at->same_name;
	return at;
}

/* A fear ends only by a claim that names it, and not by one from before it. */
static const struct claim *cleared_by(const struct guard_asking *asking, const struct claim *fear)
{
	const struct case_log *log = asking->question->log;
	const struct claim_list naming = septel__claims_until(
		septel__log_naming(log, entry_of(log, fear)), asking->question->day);
	for (size_t i = naming.count; i > 0; i--) {
		const struct claim *claim = naming.at[i - 1];
		const struct thing *cleared = septel__claim_thing(claim, KEY_CLEARS);
		if (claim->type == CLAIM_FEAR_WITHDRAWN && claim->about == fear->about && cleared &&
		    cleared->made_by == fear &&
		    septel__latest_day(claim) >= septel__earliest_day(fear) &&
		    septel__is_told_as_fact(claim))
			return claim;
	}
	return NULL;
}

static struct septel_view id_of(const struct claim *claim)
{
	return septel__claim_text(claim, KEY_ID);
}

struct fears {
	size_t open;
	const struct claim *first_open, *answered, *undisclosed;
};

static void take_fear(struct guard_asking *asking, struct fears *fears, const struct claim *fear)
{
	const struct claim *cleared = cleared_by(asking, fear);
	if (!cleared) {
		septel__guard_cite(asking, fear);
		fears->open++;
		fears->first_open = fears->first_open ? fears->first_open : fear;
		return;
	}
	septel__guard_note(asking, fear);
	septel__guard_note(asking, cleared);
	fears->answered = cleared;
}

/* Asked and answered: what a third party believes is no answer. */
static void take_answer(struct fears *fears, const struct claim *claim, const struct thing *country)
{
	const struct thing *of = country_of(claim);
	if (!of || !septel__lies_in(country, of) || !septel__is_told_as_fact(claim))
		return;
	if (claim->type == CLAIM_FEAR_NONE)
		fears->answered = claim;
	else if (claim->type == CLAIM_FEAR_UNDISCLOSED)
		fears->undisclosed = claim;
}

static struct fears read_fears(struct guard_asking *asking, const struct thing *country)
{
	struct fears fears = {0};
	for (size_t i = 0; i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (claim->type == CLAIM_FEAR_EXPRESSED && concerns(claim, country))
			take_fear(asking, &fears, claim);
		else
			take_answer(&fears, claim, country);
	}
	return fears;
}

static void tell_open_fear(struct guard_asking *asking, const struct fears *fears)
{
	const struct claim *fear = fears->first_open;
	const struct septel_view id = id_of(fear);
	if (id.len)
		septel__guard_fail(asking, "open %.*s, %s", VIEW_FORMAT(id),
				   septel__day_text(asking, fear));
	else
		septel__guard_fail(asking, "open fear, %s", septel__day_text(asking, fear));
	septel__guard_need(asking, fear,
			   "the fear taken back by the person (fear.withdrawn, clears %.*s)",
			   id.len ? (int)id.len : 6, id.len ? id.ptr : "its id");
}

void septel__check_no_fear(struct guard_asking *asking)
{
	const struct thing *country = asking->question->to;
	if (!country) {
		septel__guard_fail(asking, "no receiving State is named");
		return;
	}
	const struct fears fears = read_fears(asking, country);
	if (fears.open) {
		tell_open_fear(asking, &fears);
		return;
	}
	if (fears.answered) {
		septel__guard_cite(asking, fears.answered);
		septel__guard_pass(asking, "none open, %s",
				   septel__day_text(asking, fears.answered));
		return;
	}
	septel__guard_cite(asking, fears.undisclosed);
	septel__guard_fail(asking, fears.undisclosed ? "asked, and the answer is undisclosed"
						     : "not assessed");
	septel__guard_need(asking, NULL, "fear of %.*s asked about (fear.none, fear.expressed)",
			   VIEW_FORMAT(septel__guard_state_name(asking)));
}

void septel__check_no_open_fear(struct guard_asking *asking)
{
	const struct thing *country = asking->question->to;
	const struct fears fears = country ? read_fears(asking, country) : (struct fears){0};
	if (!country)
		septel__guard_fail(asking, "no receiving State is named");
	else if (fears.open)
		tell_open_fear(asking, &fears);
	else
		septel__guard_pass(asking, "none open");
}

/* The party that a claim would give the person to. */
static const struct thing *new_holder(const struct claim *step)
{
	if (!step)
		return NULL;
	return step->type == CLAIM_CUSTODY_TRANSFER ? septel__claim_thing(step, KEY_TO)
						    : septel__claim_thing(step, KEY_HOLDER);
}

static bool is_of_country(const struct thing *party, const struct claim *fear)
{
	const struct thing *country = country_of(fear);
	return country && (septel__lies_in(party, country) || septel__is_part_of(party, country));
}

void septel__check_unfeared_holder(struct guard_asking *asking)
{
	const struct thing *holder = new_holder(asking->question->step);
	for (size_t i = 0; holder && i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (claim->type != CLAIM_FEAR_EXPRESSED || !is_of_country(holder, claim) ||
		    cleared_by(asking, claim))
			continue;
		septel__guard_cite(asking, claim);
		septel__guard_fail(asking, "%.*s is of a country that is feared",
				   VIEW_FORMAT(holder->name));
		septel__guard_need(asking, claim,
				   "the gate of return READY before such a hand-over");
		return;
	}
	septel__guard_pass(asking, "no fear of it stands open");
}

/* ---- acceptance: G5, R2 ---- */

static bool is_of_option(const struct guard_asking *asking, const struct claim *claim)
{
	const int option = septel__claim_word(claim, KEY_OPTION);
	return option < 0 || option == asking->option;
}

static bool refuses(const struct guard_asking *asking, const struct claim *claim)
{
	return (claim->type == CLAIM_ACCEPTANCE_REFUSED ||
		claim->type == CLAIM_ACCEPTANCE_WITHDRAWN) &&
	       is_of_option(asking, claim) &&
	       septel__claim_names(claim, KEY_BY, asking->question->to);
}

const struct claim *septel__acceptance(const struct guard_asking *asking,
				       const struct claim **undone)
{
	const struct thing *to = asking->question->to;
	*undone = NULL;
	for (size_t i = 0; to && i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (refuses(asking, claim) &&
		    (!*undone || septel__latest_day(claim) >= septel__latest_day(*undone)))
			*undone = claim;
	}
	for (size_t i = 0; to && i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (claim->type == CLAIM_ACCEPTANCE_GIVEN && is_of_option(asking, claim) &&
		    septel__is_told_as_fact(claim) && septel__claim_names(claim, KEY_BY, to) &&
		    !(*undone && septel__earliest_day(claim) <= septel__latest_day(*undone)))
			return claim;
	}
	return NULL;
}

/* What the State says of the option in general, latest last. */
static const struct claim *general_word(const struct guard_asking *asking, size_t *before)
{
	const struct claim_list naming = septel__claims_until(
		septel__log_naming(asking->question->log, asking->question->to),
		asking->question->day);
	while (*before > naming.count)
		*before = naming.count;
	while (*before > 0) {
		const struct claim *claim = naming.at[--*before];
		if (claim->type == CLAIM_OPTION_AVAILABILITY && claim->word == asking->option &&
		    septel__claim_names(claim, KEY_BY, asking->question->to))
			return claim;
	}
	return NULL;
}

static void tell_unaccepted(struct guard_asking *asking, const struct claim *undone)
{
	size_t before = SIZE_MAX;
	const struct claim *last = general_word(asking, &before);
	const struct claim *earlier = last ? general_word(asking, &before) : NULL;
	if (undone) {
		septel__guard_cite(asking, undone);
		septel__guard_fail(asking, "%s %s",
				   undone->type == CLAIM_ACCEPTANCE_REFUSED ? "refused"
									    : "withdrawn",
				   septel__day_text(asking, undone));
	} else if (last) {
		septel__guard_cite(asking, last);
		septel__guard_cite(asking, earlier);
		septel__guard_fail(asking, "in general only: %.*s",
				   VIEW_FORMAT(septel__claim_text(last, KEY_STATE)));
	} else {
		septel__guard_fail(asking, "not accepted");
	}
}

void septel__check_accepted(struct guard_asking *asking)
{
	const struct thing *to = asking->question->to;
	const struct claim *undone, *accepted = septel__acceptance(asking, &undone);
	if (!to) {
		septel__guard_fail(asking, "no receiving State is named");
		return;
	}
	if (accepted) {
		septel__guard_cite(asking, accepted);
		septel__guard_pass(asking, "accepted %s", septel__day_text(asking, accepted));
		return;
	}
	tell_unaccepted(asking, undone);
	septel__guard_need(asking, NULL, "acceptance of this person by %.*s (acceptance.given)",
			   VIEW_FORMAT(septel__guard_state_name(asking)));
}

/* ---- status: R1, A1, A2 ---- */

static const struct claim *last_decision(const struct guard_asking *asking)
{
	static const enum claim_type TYPES[] = {CLAIM_STATUS_DECIDED, CLAIM_ANY};
	return septel__last_of(asking->about, TYPES);
}

static bool has_status(const struct claim *claim, unsigned statuses)
{
	const int status = septel__claim_word(claim, KEY_STATUS);
	return status >= 0 && (statuses & 1u << status);
}

/* The decision that stands: of one day every decision has to be of these statuses. */
static const struct claim *standing_decision(const struct guard_asking *asking, unsigned statuses)
{
	const struct claim *found = NULL;
	long spoilt = LONG_MIN;
	for (size_t i = 0; i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (claim->type != CLAIM_STATUS_DECIDED)
			continue;
		if (!has_status(claim, statuses)) {
			if (septel__latest_day(claim) > spoilt)
				spoilt = septel__latest_day(claim);
		} else if (septel__is_told_as_fact(claim)) {
			found = claim;
		}
	}
	return found && septel__earliest_day(found) > spoilt ? found : NULL;
}

static void tell_undecided(struct guard_asking *asking, const char *need)
{
	const struct claim *last = last_decision(asking);
	septel__guard_cite(asking, last);
	if (last)
		septel__guard_fail(asking, "decided %s: %.*s", septel__day_text(asking, last),
				   VIEW_FORMAT(septel__claim_text(last, KEY_STATUS)));
	else
		septel__guard_fail(asking, "not decided");
	septel__guard_need(asking, last, "%s", need);
}

void septel__check_status_recognised(struct guard_asking *asking)
{
	const struct claim *found = standing_decision(asking, 1u << STATUS_REFUGEE);
	if (!found) {
		tell_undecided(asking, "refugee status recognised (status.decided)");
		return;
	}
	septel__guard_cite(asking, found);
	septel__guard_pass(asking, "recognised %s", septel__day_text(asking, found));
}

#define ASYLUM_GRANTED (1u << STATUS_REFUGEE | 1u << STATUS_PERMITTED)

void septel__check_decided(struct guard_asking *asking)
{
	const struct claim *found = standing_decision(asking, ASYLUM_GRANTED);
	if (!found) {
		tell_undecided(asking, "asylum granted (status.decided) by the authority");
		return;
	}
	septel__guard_cite(asking, found);
	if (septel__claim_text(found, KEY_AUTHORITY).len) {
		septel__guard_pass(asking, "decided %s", septel__day_text(asking, found));
		return;
	}
	septel__guard_fail(asking, "decided %s, not told by whom", septel__day_text(asking, found));
	septel__guard_need(asking, found, "which authority decided");
}

/* Of the decisions of the last day one that may still be contested on `today`, or does not tell
 * until when; else any of them; NULL: there is none. */
static const struct claim *contestable(const struct guard_asking *asking, long today, bool *open)
{
	const struct claim *found = NULL;
	*open = true;
	for (size_t i = asking->about.count; i > 0; i--) {
		const struct claim *claim = asking->about.at[i - 1];
		if (claim->type != CLAIM_STATUS_DECIDED)
			continue;
		if (found && septel__latest_day(claim) < septel__earliest_day(found))
			break;
		const struct claim_value *until = septel__claim_value(claim, KEY_APPEAL_UNTIL);
		found = claim;
		*open = !until || until->silent || today <= septel__day_number(until->is.days.from);
		if (*open)
			break;
	}
	return found;
}

void septel__check_appeal_over(struct guard_asking *asking)
{
	static const enum claim_type APPEALS[] = {CLAIM_STATUS_APPEALED, CLAIM_ANY};
	const struct gate_question *question = asking->question;
	const long today = question->step ? septel__day_of(question->step)
					  : septel__day_number(question->log->clocks.on);
	bool open;
	const struct claim *decision = contestable(asking, today, &open);
	const struct claim *appeal = septel__last_of(asking->about, APPEALS);
	const struct septel_view until = decision ? septel__claim_text(decision, KEY_APPEAL_UNTIL)
						  : (struct septel_view){"", 0};
	septel__guard_cite(asking, decision);
	if (!decision) {
		septel__guard_fail(asking, "not decided");
	} else if (appeal && septel__latest_day(appeal) >= septel__earliest_day(decision)) {
		septel__guard_cite(asking, appeal);
		septel__guard_fail(asking, "contested %s", septel__day_text(asking, appeal));
	} else if (!until.len) {
		septel__guard_fail(asking, "not told until when it may be contested");
	} else {
		(open ? septel__guard_fail : septel__guard_pass)(
			asking,
			open ? "may be contested until %.*s" : "could be contested until %.*s",
			VIEW_FORMAT(until));
	}
	if (!asking->answer->pass)
		septel__guard_need(asking, decision,
				   "a decision that can be contested no more (appeal-until)");
}

/* ---- leave to go: R3 ---- */

void septel__check_may_leave(struct guard_asking *asking)
{
	const struct claim *permitted = NULL, *refused = NULL;
	for (size_t i = 0; i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (claim->type == CLAIM_EXIT_PERMITTED && septel__is_told_as_fact(claim))
			permitted = claim;
		else if (claim->type == CLAIM_EXIT_REFUSED &&
			 (!refused || septel__latest_day(claim) >= septel__latest_day(refused)))
			refused = claim;
	}
	if (permitted &&
	    !(refused && septel__latest_day(refused) >= septel__earliest_day(permitted))) {
		septel__guard_cite(asking, permitted);
		septel__guard_pass(asking, "permitted %s", septel__day_text(asking, permitted));
		return;
	}
	septel__guard_cite(asking, refused);
	if (refused)
		septel__guard_fail(asking, "refused %s", septel__day_text(asking, refused));
	else
		septel__guard_fail(asking, "not told");
	septel__guard_need(asking, NULL, "leave to go (exit.permitted)");
}
