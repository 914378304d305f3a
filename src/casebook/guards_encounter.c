/* guards_encounter.c - guards about talks with the person: in private, by whom, of what. */
#include "guard_checks.h"

#include "../base/date.h"
#include "../base/out.h"

#include <limits.h>

/* ---- encounters ---- */

static bool was_cancelled(const struct case_log *log, const struct claim *held)
{
	const struct claim_list claims = septel__log_about(log, held->about);
	for (size_t i = 0; i < claims.count; i++)
		if (claims.at[i]->type == CLAIM_ENCOUNTER_CANCELLED &&
		    septel__latest_day(claims.at[i]) >= septel__earliest_day(held))
			return true;
	return false;
}

static bool names(const struct claim *claim, enum claim_key key, const struct thing *person)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	const struct claim_things things =
		value ? septel__value_things(value) : (struct claim_things){0};
	for (size_t i = 0; i < things.count; i++)
		if (things.at[i] == person)
			return true;
	return false;
}

bool septel__is_encounter_with(const struct guard_asking *asking, const struct claim *claim)
{
	const struct thing *person = asking->question->person;
	return claim->type == CLAIM_ENCOUNTER_HELD && septel__is_told_as_fact(claim) &&
	       (names(claim, KEY_WHO, person) || names(claim, KEY_PRESENT, person)) &&
	       !was_cancelled(asking->question->log, claim);
}

static bool is_private(const struct claim *encounter)
{
	return septel__claim_word(encounter, KEY_PRIVATE) == ANSWER_YES;
}

/* ---- who is bound to whom ---- */

static bool is_bound_to_holder(const struct thing *party, const struct custody *custody, long day)
{
	size_t first;
	const size_t count = septel__custody_on(custody, day, &first);
	for (size_t i = first; i < first + count; i++)
		if (custody->episodes[i].holder &&
		    septel__is_bound_to(party, custody->episodes[i].holder))
			return true;
	return false;
}

/* Whether the party may not be there: bound to who holds the person, to the receiving State, or
 * to the group left. */
static bool intrudes(const struct guard_asking *asking, const struct thing *party,
		     const struct custody *custody, long day)
{
	const struct gate_question *question = asking->question;
	if (party == question->person)
		return false;
	return (question->to && septel__is_bound_to(party, question->to)) ||
	       is_bound_to_holder(party, custody, day) ||
	       septel__is_of_group_of(party, question->person);
}

/* The interpreter, where it is told by a name that the casebook knows. */
static const struct thing *interpreter(const struct guard_asking *asking,
				       const struct claim *encounter)
{
	const struct septel_view name = septel__claim_text(encounter, KEY_INTERPRETER);
	return name.len ? septel__casebook_find(asking->question->log->book, name, THING_PARTY)
			: NULL;
}

static const struct thing *intruder_among(const struct guard_asking *asking,
					  const struct claim *encounter, enum claim_key key,
					  const struct custody *custody)
{
	const struct claim_value *value = septel__claim_value(encounter, key);
	const struct claim_things things =
		value ? septel__value_things(value) : (struct claim_things){0};
	for (size_t i = 0; i < things.count; i++)
		if (intrudes(asking, things.at[i], custody, septel__day_of(encounter)))
			return things.at[i];
	return NULL;
}

const struct thing *septel__who_intrudes(const struct guard_asking *asking,
					 const struct claim *encounter,
					 const struct custody *custody)
{
	const struct thing *third = interpreter(asking, encounter);
	const struct thing *found = intruder_among(asking, encounter, KEY_WHO, custody);
	if (!found)
		found = intruder_among(asking, encounter, KEY_PRESENT, custody);
	if (!found && third && intrudes(asking, third, custody, septel__day_of(encounter)))
		found = third;
	return found;
}

/* The first of those who met the person that stands for a body of its own; NULL. */
static const struct thing *independent_body(const struct guard_asking *asking,
					    const struct claim *encounter,
					    const struct custody *custody)
{
	const struct claim_value *value = septel__claim_value(encounter, KEY_WHO);
	const struct claim_things things =
		value ? septel__value_things(value) : (struct claim_things){0};
	for (size_t i = 0; i < things.count; i++) {
		const struct thing *party = things.at[i];
		if (party != asking->question->person && septel__speaks_for_a_body(party) &&
		    !intrudes(asking, party, custody, septel__day_of(encounter)))
			return party;
	}
	return NULL;
}

/* ---- G2 ---- */

struct interviews {
	size_t held;
	const struct claim *private; /* the latest private one that does not do, */
	const struct thing *because; /* and who was there; NULL: nobody independent */
};

static void tell_no_interview(struct guard_asking *asking, const struct interviews *found)
{
	const struct thing *to = asking->question->to;
	if (found->because)
		septel__guard_fail(asking, "%.*s was there on %s",
				   VIEW_FORMAT(found->because->name),
				   septel__day_text(asking, found->private));
	else if (found->private)
		septel__guard_fail(asking, "nobody known to be independent was there on %s",
				   septel__day_text(asking, found->private));
	else if (found->held)
		septel__guard_fail(asking, "no encounter of %zu is told to be private",
				   found->held);
	else
		septel__guard_fail(asking, "no encounter with the person");
	septel__guard_need(asking, NULL,
			   "a private encounter (encounter.held, private yes) with a body that is "
			   "no part of the holder%s%.*s",
			   to ? " or of " : "", VIEW_FORMAT(septel__guard_state_name(asking)));
}

void septel__check_private_interview(struct guard_asking *asking)
{
	struct custody custody;
	struct interviews found = {0};
	septel__custody_read(&custody, asking->question->log, asking->question->person);
	for (size_t i = asking->naming.count; i > 0; i--) {
		const struct claim *claim = asking->naming.at[i - 1];
		if (!septel__is_encounter_with(asking, claim))
			continue;
		const struct thing *intruder = septel__who_intrudes(asking, claim, &custody);
		const struct thing *body = independent_body(asking, claim, &custody);
		if (is_private(claim) && !intruder && body) {
			septel__guard_cite(asking, claim);
			septel__guard_pass(asking, "%.*s, %s", VIEW_FORMAT(body->name),
					   septel__day_text(asking, claim));
			return;
		}
		found.held++;
		if (is_private(claim) && !found.private) {
			found.private = claim;
			found.because = intruder;
		}
	}
	for (size_t i = 0; i < asking->naming.count; i++)
		if (septel__is_encounter_with(asking, asking->naming.at[i]))
			septel__guard_cite(asking, asking->naming.at[i]);
	tell_no_interview(asking, &found);
}

/* ---- options: G3, T4, T5d ---- */

struct option_days {
	long opened_first, opened_last; /* the latest opening: not before, not after */
	long closed_first, closed_last; /* the latest closing */
	const struct claim *open, *closed;
};

static void take_option(struct option_days *options, const struct claim *claim)
{
	const int option = septel__claim_word(claim, KEY_OPTION);
	if (option < 0 || (claim->type != CLAIM_OPTION_OPEN && claim->type != CLAIM_OPTION_CLOSED))
		return;
	struct option_days *at = &options[option];
	const bool opens = claim->type == CLAIM_OPTION_OPEN;
	long *first = opens ? &at->opened_first : &at->closed_first;
	long *last = opens ? &at->opened_last : &at->closed_last;
	if (septel__earliest_day(claim) > *first)
		*first = septel__earliest_day(claim);
	if (septel__latest_day(claim) > *last)
		*last = septel__latest_day(claim);
	*(opens ? &at->open : &at->closed) = claim;
}

/* Of the person, or of a class that the person belongs to. */
static void take_options(struct option_days *options, struct claim_list about, long day)
{
	for (size_t i = 0; i < about.count && septel__day_of(about.at[i]) <= day; i++)
		take_option(options, about.at[i]);
}

/* The first day on which any option is told to be open; LONG_MAX: none is. */
static long first_opening(struct claim_list about)
{
	for (size_t i = 0; i < about.count; i++)
		if (about.at[i]->type == CLAIM_OPTION_OPEN)
			return septel__day_of(about.at[i]);
	return LONG_MAX;
}

/* Those of the day that is asked about.  A message tells on its own day what has been open for
 * long: until the first is told, those of that day count. */
static void read_options(struct option_days *options, const struct guard_asking *asking)
{
	const struct gate_question *question = asking->question;
	const struct wholes classes = septel__wholes(question->person, NULL);
	long first = LONG_MAX;
	for (size_t i = 0; i < classes.count; i++) {
		const long of_class =
			first_opening(septel__log_about(question->log, classes.at[i]));
		first = of_class < first ? of_class : first;
	}
	const long day = first > question->day ? first : question->day;
	for (int i = 0; i < OPTION_WORDS; i++)
		options[i] =
			(struct option_days){LONG_MIN, LONG_MIN, LONG_MIN, LONG_MIN, NULL, NULL};
	for (size_t i = 0; i < classes.count; i++)
		take_options(options, septel__log_about(question->log, classes.at[i]), day);
}

/* In doubt open: the person has to be told of it. */
static bool may_be_open(const struct option_days *option)
{
	return option->open && !(option->closed && option->closed_first > option->opened_last);
}

/* In doubt closed. */
static bool is_surely_open(const struct option_days *option)
{
	return option->open && !(option->closed && option->closed_last >= option->opened_first);
}

static bool language_is_stated(const struct claim *encounter)
{
	return septel__claim_text(encounter, KEY_LANGUAGE).len > 0;
}

static unsigned options_named(const struct claim *encounter)
{
	const struct claim_value *value = septel__claim_value(encounter, KEY_OPTIONS);
	return value && !value->silent ? value->is.words : 0;
}

/* What was talked about with the person. */
struct counselling {
	unsigned open;                      /* options that may be open, one bit each */
	unsigned understood;                /* named where the language is stated */
	unsigned named;                     /* named anywhere */
	const struct claim *last, *unclear; /* the last one, the last one without a language */
};

static void take_encounter(struct counselling *counselling, const struct claim *encounter)
{
	const unsigned named = options_named(encounter) & counselling->open;
	if (!named)
		return;
	counselling->named |= named;
	counselling->last = encounter;
	if (language_is_stated(encounter))
		counselling->understood |= named;
	else
		counselling->unclear = encounter;
}

/* "asylum", "return, asylum": the options of those bits. */
static const char *option_list(const struct guard_asking *asking, unsigned bits)
{
	struct septel_out out;
	bool any = false;
	septel__out_init(&out, septel__asking_arena(asking), 0);
	for (int i = 0; i < OPTION_WORDS; i++) {
		if (!(bits & 1u << i))
			continue;
		septel__out_format(&out, "%s%s", any ? ", " : "", septel__option_name(i));
		any = true;
	}
	const char *text = septel__out_terminated(&out);
	return text ? text : "";
}

static void tell_uninformed(struct guard_asking *asking, const struct counselling *found)
{
	const unsigned unnamed = found->open & ~found->named;
	const unsigned unclear = found->open & found->named & ~found->understood;
	if (unnamed) {
		septel__guard_fail(asking, "%s not named%s", option_list(asking, unnamed),
				   unclear ? "; language not stated" : "");
		septel__guard_need(asking, found->last,
				   "name option %s (not among those discussed)",
				   option_list(asking, unnamed));
	} else {
		septel__guard_fail(asking, "language not stated");
	}
	if (unclear)
		septel__guard_need(asking, found->unclear, "state the language");
	else if (!found->last)
		septel__guard_need(asking, NULL, "state the language in which they were told");
}

/* The encounters that were about options: where all were understood, those that count. */
static void cite_counselling(struct guard_asking *asking, const struct counselling *found)
{
	const bool passes = !(found->open & ~found->understood);
	for (size_t i = 0; i < asking->naming.count; i++) {
		const struct claim *claim = asking->naming.at[i];
		if (septel__is_encounter_with(asking, claim) &&
		    (options_named(claim) & found->open) && (!passes || language_is_stated(claim)))
			septel__guard_cite(asking, claim);
	}
}

void septel__options_open(const struct case_log *log, const struct thing *person,
			  const struct claim *open[OPTION_WORDS])
{
	struct option_days options[OPTION_WORDS];
	const struct gate_question question = {.log = log, .person = person, .day = LONG_MAX};
	const struct guard_asking asking = {.question = &question};
	read_options(options, &asking);
	for (int i = 0; i < OPTION_WORDS; i++)
		open[i] = may_be_open(&options[i]) ? options[i].open : NULL;
}

void septel__check_informed(struct guard_asking *asking)
{
	struct option_days options[OPTION_WORDS];
	struct counselling found = {0};
	read_options(options, asking);
	for (int i = 0; i < OPTION_WORDS; i++)
		if (i != OPTION_UNDECIDED && may_be_open(&options[i])) {
			found.open |= 1u << i;
			septel__guard_note(asking, options[i].open);
		} else if (options[i].closed) {
			septel__guard_note(asking, options[i].closed);
		}
	for (size_t i = 0; i < asking->naming.count; i++)
		if (septel__is_encounter_with(asking, asking->naming.at[i]))
			take_encounter(&found, asking->naming.at[i]);
	cite_counselling(asking, &found);
	if (!found.open) {
		septel__guard_fail(asking, "no option is told to be open");
		septel__guard_need(asking, NULL, "the options that are open (option.open)");
	} else if (found.open & ~found.understood) {
		tell_uninformed(asking, &found);
	} else {
		septel__guard_pass(asking, "told of %s", option_list(asking, found.open));
	}
}

void septel__check_option_is_open(struct guard_asking *asking)
{
	struct option_days options[OPTION_WORDS];
	const struct claim *step = asking->question->step;
	const int option = step ? septel__claim_word(step, KEY_OPTION) : asking->option;
	read_options(options, asking);
	if (option < 0 || option >= OPTION_WORDS || option == OPTION_UNDECIDED) {
		septel__guard_pass(asking, "no option of its own");
		return;
	}
	const struct option_days *at = &options[option];
	septel__guard_cite(asking, is_surely_open(at) ? at->open : at->closed);
	if (is_surely_open(at)) {
		septel__guard_pass(asking, "open");
		return;
	}
	septel__guard_fail(asking, "%s is %s", septel__option_name(option),
			   at->closed ? "closed" : "not told to be open");
	septel__guard_need(asking, NULL, "%s open (option.open)", septel__option_name(option));
}

/* ---- T5b, T5c: the encounter of the declaration's day ---- */

static bool shares_a_day(const struct claim *a, const struct claim *b)
{
	return septel__earliest_day(a) <= septel__latest_day(b) &&
	       septel__earliest_day(b) <= septel__latest_day(a);
}

/* A private encounter of the day of that claim; NULL. */
static const struct claim *private_encounter_of(const struct guard_asking *asking,
						const struct claim *declared)
{
	for (size_t i = 0; declared && i < asking->naming.count; i++) {
		const struct claim *claim = asking->naming.at[i];
		if (septel__is_encounter_with(asking, claim) && is_private(claim) &&
		    shares_a_day(claim, declared))
			return claim;
	}
	return NULL;
}

void septel__check_in_private(struct guard_asking *asking)
{
	const struct claim *step = asking->question->step;
	const struct claim *encounter = private_encounter_of(asking, step);
	septel__guard_cite(asking, encounter ? encounter : step);
	if (encounter) {
		septel__guard_pass(asking, "in private on %s", septel__day_text(asking, encounter));
		return;
	}
	septel__guard_fail(asking, "no private encounter on that day");
	septel__guard_need(asking, NULL,
			   "a private encounter (encounter.held, private yes) on that day");
}

void septel__check_before_no_official(struct guard_asking *asking)
{
	const struct claim *step = asking->question->step;
	struct custody custody;
	const struct claim *spoilt = NULL;
	const struct thing *who = NULL;
	septel__custody_read(&custody, asking->question->log, asking->question->person);
	for (size_t i = 0; step && i < asking->naming.count; i++) {
		const struct claim *claim = asking->naming.at[i];
		if (!septel__is_encounter_with(asking, claim) || !is_private(claim) ||
		    !shares_a_day(claim, step))
			continue;
		const struct thing *intruder = septel__who_intrudes(asking, claim, &custody);
		if (!intruder) {
			septel__guard_cite(asking, claim);
			septel__guard_pass(asking, "not before officials");
			return;
		}
		spoilt = claim;
		who = intruder;
	}
	septel__guard_cite(asking, spoilt);
	if (who)
		septel__guard_fail(asking, "before %.*s", VIEW_FORMAT(who->name));
	else
		septel__guard_fail(asking, "not told before whom");
	septel__guard_need(
		asking, NULL,
		"a private encounter on that day without officials of the holder or the group");
}

/* ---- T13 ---- */

void septel__check_goes_back_freely(struct guard_asking *asking)
{
	const struct declaration found =
		septel__declaration(asking->question->log, asking->about, OPTION_STAY_IN_GROUP);
	const struct claim *encounter = private_encounter_of(asking, found.last);
	septel__guard_cite(asking, found.last ? found.last : asking->question->step);
	septel__guard_cite(asking, encounter);
	if (encounter) {
		septel__guard_pass(asking, "declared %s, in private",
				   septel__day_text(asking, found.last));
		return;
	}
	septel__guard_fail(asking,
			   found.last ? "not declared in private" : "not told to be own choice");
	septel__guard_need(asking, NULL,
			   "the person's own declaration of stay-in-group, in a private encounter");
}

/* ---- T11 ---- */

void septel__check_visited_in_private(struct guard_asking *asking)
{
	const struct gate_question *question = asking->question;
	const struct claim *visit = question->step, *seen = NULL;
	for (size_t i = asking->about.count; i > 0 && !seen; i--) {
		const struct claim *claim = asking->about.at[i - 1];
		if (claim->type != CLAIM_MONITOR_VISITED || (visit && visit != claim))
			continue;
		seen = claim;
	}
	const struct thing *by = seen ? septel__claim_thing(seen, KEY_BY) : NULL;
	septel__guard_cite(asking, seen);
	if (!seen)
		septel__guard_fail(asking, "no visit yet");
	else if (septel__claim_word(seen, KEY_PRIVATE) != ANSWER_YES)
		septel__guard_fail(asking, "the visit of %s is not told to be private",
				   septel__day_text(asking, seen));
	else if (!by || (question->to && septel__is_bound_to(by, question->to)))
		septel__guard_fail(asking, "only the receiving State tells of the visit of %s",
				   septel__day_text(asking, seen));
	else
		septel__guard_pass(asking, "visited %s", septel__day_text(asking, seen));
	if (!asking->answer->pass)
		septel__guard_need(asking, NULL,
				   "a private visit (monitor.visited) by a monitor that is no part "
				   "of the receiving State");
}
