/* tell_board.c - see tell.h: the caseload, counted by state, by option and by lead.
 *
 * A case that rests on what the viewer may not see is counted as withheld and stands in no
 * other count. */
#include "../base/date.h"
#include "guard_checks.h"
#include "ledger_records.h"
#include "tell.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum board_group { BY_STATE, BY_OPTION, BY_LEAD, BOARD_GROUPS };

static const char *const GROUP_NAMES[BOARD_GROUPS] = {"state", "option", "lead"};

/* One case, as far as it is counted. */
struct board_case {
	enum case_state state;
	int option;
	long days;    /* in its state */
	bool stuck;   /* no option is available */
	bool overdue; /* something that is owed on it is */
	struct access_label label;
	struct septel_time declassify;
};

/* What is counted under one name. */
struct board_count {
	size_t cases, stuck, overdue;
	long oldest;
	long long days;
	struct access_label label;
	struct septel_time declassify;
};

struct board {
	struct board_count states[CASE_STATES], options[OPTION_WORDS];
	const struct case_log *log;
	size_t cases, withheld;
	bool *overdue; /* of each thing by its number: something on its case is */
	struct access_label overdue_label;
};

/* ---- one case ---- */

static struct septel_time later(struct septel_time a, struct septel_time b)
{
	if (!septel__has_time(a) || !septel__has_time(b))
		return septel__has_time(a) ? a : b;
	return septel__day_number(a) > septel__day_number(b) ? a : b;
}

static bool rest_on(struct answer *answer, struct board_case *at, struct claim_list claims)
{
	if (!septel__answer_may_show_all(answer, claims))
		return false;
	for (size_t i = 0; i < claims.count; i++) {
		at->label = septel__label_join(at->label,
					       septel__claim_label(answer->view, claims.at[i]));
		at->declassify = later(at->declassify, claims.at[i]->message->declassify);
		septel__answer_derives_from(answer, claims.at[i]);
	}
	return true;
}

/* The last word on an option for that person says that it is not to be had: of one day the
 * worst counts. */
static bool is_refused(const struct case_rules *rules, const struct thing *person, int option)
{
	long day = LONG_MIN;
	bool refused = false;
	for (size_t i = 0; i < rules->availabilities.count; i++) {
		const struct claim *claim = rules->availabilities.at[i];
		const struct thing *for_ = septel__claim_thing(claim, KEY_FOR);
		const int state = septel__claim_word(claim, KEY_STATE);
		if (claim->word != option || (for_ && !septel__is_part_of(person, for_)))
			continue;
		const bool bad = state == AVAILABILITY_REFUSED || state == AVAILABILITY_EXHAUSTED;
		refused = septel__day_of(claim) > day ? bad : refused || bad;
		day = septel__day_of(claim);
	}
	return refused;
}

/* True where options are told, and each is closed or refused. */
static bool is_stuck(const struct case_log *log, const struct thing *person,
		     const bool refused[OPTION_WORDS], const struct case_rules *rules)
{
	const struct claim *open[OPTION_WORDS];
	bool told = false;
	septel__options_open(log, person, open);
	for (int i = 0; i < OPTION_UNDECIDED; i++) {
		if (!open[i])
			continue;
		told = true;
		if (!refused[i] || !is_refused(rules, person, i))
			return false;
	}
	return told;
}

static bool read_case(struct answer *answer, const struct case_rules *rules,
		      const struct thing *person, const bool refused[OPTION_WORDS],
		      struct board_case *at)
{
	const struct case_log *log = answer->view->log;
	const struct claim *declared;
	struct standing standing;
	septel__standing_read(&standing, log, rules, person);
	*at = (struct board_case){
		.state = standing.side != STATE_NONE ? standing.side : standing.state,
		.option = septel__choice(log, person, &declared),
		.days = septel__day_number(log->clocks.on) - septel__day_number(standing.since),
		.stuck = is_stuck(log, person, refused, rules)};
	const struct claim_list one = {&declared, declared ? 1 : 0};
	return septel__answer_may_show_all(answer, one) && rest_on(answer, at, standing.rests_on) &&
	       rest_on(answer, at, one);
}

/* ---- counting ---- */

static void count_case(struct board_count *count, const struct board_case *at)
{
	count->cases++;
	count->stuck += at->stuck;
	count->overdue += at->overdue;
	count->days += at->days;
	count->oldest = at->days > count->oldest ? at->days : count->oldest;
	count->label = septel__label_join(count->label, at->label);
	count->declassify = later(count->declassify, at->declassify);
}

/* Options that somebody refuses to somebody: of the others no case has to be asked about. */
static void read_refusals(const struct case_rules *rules, bool refused[OPTION_WORDS])
{
	for (int i = 0; i < OPTION_WORDS; i++)
		refused[i] = false;
	for (size_t i = 0; i < rules->availabilities.count; i++) {
		const struct claim *claim = rules->availabilities.at[i];
		const int state = septel__claim_word(claim, KEY_STATE);
		if (state == AVAILABILITY_REFUSED || state == AVAILABILITY_EXHAUSTED)
			refused[claim->word] = true;
	}
}

/* ---- what is overdue ---- */

/* Marks the cases that a message tells of, whose promises are about nobody. */
static void mark_of_messages(struct board *board, const struct casebook *book, const bool *messages)
{
	for (size_t i = 0; i < book->claim_count; i++)
		if (book->claims[i]->about && messages[book->claims[i]->message->number])
			board->overdue[book->claims[i]->about->number] = true;
}

static bool is_overdue(struct board *board, struct answer *answer, const struct ledger *ledger,
		       const struct claim *made)
{
	struct seen_promise promise;
	if (made->type != CLAIM_PROMISE_MADE ||
	    !septel__see_promise(answer, ledger, made->about, &promise) ||
	    promise.visible.count != promise.claims.count || promise.whole.state != PROMISE_OVERDUE)
		return false;
	board->overdue_label =
		septel__label_join(board->overdue_label, septel__claim_label(answer->view, made));
	septel__answer_derives_from(answer, made);
	return true;
}

/* A promise about a group or class is on the case of each of its members. */
static void mark_case(struct board *board, const struct thing *of, const struct thing **cases,
		      size_t count)
{
	board->overdue[of->number] = true;
	for (size_t i = 0; !septel__is_case(board->log, of) && i < count; i++)
		if (septel__is_part_of(cases[i], of))
			board->overdue[cases[i]->number] = true;
}

static void read_overdue(struct board *board, struct answer *answer, const struct case_rules *rules,
			 const struct thing **cases, size_t count)
{
	const struct casebook *book = rules->ledger.log->book;
	bool *messages = septel_arena_alloc(book->arena, book->message_count + 1);
	board->overdue = septel_arena_alloc(book->arena, book->thing_count + 1);
	if (!messages || !board->overdue || !cases)
		return;
	memset(messages, 0, book->message_count + 1);
	memset(board->overdue, 0, book->thing_count + 1);
	for (size_t i = 0; i < rules->undertakings.count; i++) {
		const struct claim *made = rules->undertakings.at[i];
		const struct thing *of = septel__claim_thing(made, KEY_ABOUT);
		if (!is_overdue(board, answer, &rules->ledger, made))
			continue;
		if (of)
			mark_case(board, of, cases, count);
		else
			messages[made->message->number] = true;
	}
	mark_of_messages(board, book, messages);
}

static void read_board(struct board *board, struct answer *answer, const struct case_rules *rules)
{
	size_t count;
	bool refused[OPTION_WORDS];
	/* A case that is hidden from the viewer is in no count. */
	const struct thing **cases = septel__cases(answer->view->shown, &count);
	*board = (struct board){.log = answer->view->shown};
	read_overdue(board, answer, rules, cases, count);
	read_refusals(rules, refused);
	for (size_t i = 0; cases && i < count; i++) {
		struct board_case at;
		if (!read_case(answer, rules, cases[i], refused, &at)) {
			board->withheld++;
			continue;
		}
		board->cases++;
		at.overdue = board->overdue && board->overdue[cases[i]->number];
		if (at.overdue)
			at.label = septel__label_join(at.label, board->overdue_label);
		count_case(&board->states[at.state], &at);
		count_case(&board->options[at.option], &at);
	}
}

/* ---- telling ---- */

json_t *septel__json_lead(const struct lead_rule *rule)
{
	json_t *lead = json_array();
	for (size_t i = 0; i < rule->lead.count && rule->standing != CLAIM_ANY; i++)
		json_array_append_new(lead, septel__json_view(rule->lead.at[i]->name));
	return lead;
}

static void set_count(struct answer *answer, const struct board *board,
		      const struct board_count *count)
{
	septel__record_set(answer, "cases", json_integer((json_int_t)count->cases));
	septel__record_set(answer, "of", json_integer((json_int_t)board->cases));
	septel__record_set(answer, "days_oldest", json_integer(count->oldest));
	septel__record_set(answer, "days_mean",
			   json_integer(count->cases ? count->days / (long long)count->cases : 0));
	septel__record_set(answer, "overdue", json_integer((json_int_t)count->overdue));
	septel__record_set(answer, "no_option_available", json_integer((json_int_t)count->stuck));
	septel__record_join(answer, count->label, count->declassify);
}

static void tell_count(struct answer *answer, const struct board *board, enum board_group group,
		       const char *name, const struct board_count *count)
{
	if (!count->cases)
		return;
	septel__record_begin(answer);
	septel__record_set(answer, "group", json_string(GROUP_NAMES[group]));
	septel__record_set(answer, "name", json_string(name));
	set_count(answer, board, count);
	septel__record_set(answer, "alarm",
			   count->stuck ? json_string("no option available") : json_null());
	septel__record_end(answer);
}

/* Who leads is told by the rule of the option that was chosen; nobody leads who has not. */
static void tell_lead(struct answer *answer, const struct board *board,
		      const struct case_rules *rules, int option)
{
	const struct lead_rule *rule = &rules->leads[option];
	const bool seen =
		rule->standing == CLAIM_ANY || septel__answer_may_show_all(answer, rule->claims);
	if (!board->options[option].cases)
		return;
	septel__record_begin(answer);
	septel__record_set(answer, "group", json_string(GROUP_NAMES[BY_LEAD]));
	septel__record_set(answer, "name", json_string(septel__option_name(option)));
	set_count(answer, board, &board->options[option]);
	if (!seen) {
		septel__record_mask(answer, "lead");
		septel__record_mask(answer, "standing");
		septel__record_mask(answer, "alarm");
		septel__record_end(answer);
		return;
	}
	(void)septel__record_rests_on_all(answer, rule->claims);
	septel__record_set(answer, "lead", septel__json_lead(rule));
	septel__record_set(answer, "standing", json_string(septel__standing_name(rule->standing)));
	septel__record_set(answer, "alarm",
			   rule->standing == CLAIM_ANY ? json_string("nobody leads") : json_null());
	septel__record_end(answer);
}

void septel__tell_board(struct answer *answer, const struct case_rules *rules)
{
	struct board board;
	read_board(&board, answer, rules);
	for (int i = 0; i < CASE_STATES; i++)
		tell_count(answer, &board, BY_STATE, septel__state_row(i)->name, &board.states[i]);
	for (int i = 0; i < OPTION_WORDS; i++)
		tell_count(answer, &board, BY_OPTION, septel__option_name(i), &board.options[i]);
	for (int i = 0; i < OPTION_WORDS; i++)
		tell_lead(answer, &board, rules, i);
	if (!board.withheld)
		return;
	septel__record_begin(answer);
	septel__record_set(answer, "group", json_string("withheld"));
	septel__record_set(answer, "name", json_string("cases that rest on what may not be seen"));
	septel__record_set(answer, "cases", json_integer((json_int_t)board.withheld));
	septel__record_end(answer);
}
