/* cmd_case_who.c - septel case who: what a party said, heard, asked for, owes and is owed.
 *
 * With a party go those that are a part of it, and the posts that it holds, for as long as it
 * holds them. */
#include "../base/date.h"
#include "case_ledger.h"
#include "commands.h"

/* Posts that one party may hold in one casebook. */
#define POSTS_LIMIT 16

struct who_question {
	struct case_desk *desk;
	struct ledger ledger;
	const struct thing *party;
	const struct claim *holds[POSTS_LIMIT]; /* that it holds a post */
	size_t hold_count;
};

static bool is_in_post(const struct claim *holds, long day)
{
	const struct claim_value *until = septel__claim_value(holds, KEY_UNTIL);
	const long from = septel__time_day(holds->days.from), to = septel__time_day(holds->days.to);
	const long end = until && !until->silent ? septel__time_day(until->is.days.to) : DAY_NONE;
	/* A day says when it is told that it holds the post, no more. */
	const bool days = from != to || from == DAY_NONE;
	return (!days || ((from == DAY_NONE || day >= from) && (to == DAY_NONE || day <= to))) &&
	       (end == DAY_NONE || day <= end);
}

/* `thing` is the party, a part of it, or a post that it holds on the day of the claim. */
static bool is_party(const struct who_question *question, const struct thing *thing,
		     const struct claim *claim)
{
	if (septel__is_part_of(thing, question->party))
		return true;
	const long day = septel__time_day(septel__claim_day(claim));
	for (size_t i = 0; i < question->hold_count; i++)
		if (septel__claim_thing(question->holds[i], KEY_AS) == thing &&
		    is_in_post(question->holds[i], day))
			return true;
	return false;
}

static bool names(const struct who_question *question, const struct claim *claim,
		  enum claim_key key)
{
	for (size_t i = 0; claim && i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		for (size_t j = 0; claim->values[i].row->key == key && j < things.count; j++)
			if (is_party(question, things.at[j], claim))
				return true;
	}
	return false;
}

/* The record that was added last stands in that relation to the party. */
static void relate(struct answer *answer, const char *relation)
{
	const size_t count = json_array_size(answer->records);
	json_object_set_new(json_array_get(answer->records, count - 1), "relation",
			    json_string(relation));
}

/* ---- the party itself ---- */

static json_t *json_memberships(const struct thing *party, bool post)
{
	json_t *list = json_array();
	for (const struct membership *at = party->memberships; at; at = at->next)
		if (at->post == post)
			json_array_append_new(list, septel__json_view(at->of->name));
	return list;
}

static json_t *json_posts(struct answer *answer, const struct who_question *question)
{
	json_t *list = json_array();
	for (size_t i = 0; i < question->hold_count; i++) {
		const struct thing *post = septel__claim_thing(question->holds[i], KEY_AS);
		if (post && septel__record_rests_on(answer, question->holds[i]))
			json_array_append_new(list, septel__json_view(post->name));
	}
	return list;
}

/* What the registry knows anybody may know; what a message tells, as far as it may be seen. */
static void tell_party(struct who_question *question)
{
	struct answer *answer = &question->desk->answer;
	const struct thing *party = question->party;
	const struct claim *noted = party->made_by;
	septel__record_begin(answer);
	septel__record_set_thing(answer, "id", party);
	septel__record_set(
		answer, "kind",
		party->party_kind < 0
			? json_null()
			: json_string(septel__list_row(LIST_PARTY_KIND)->words[party->party_kind]));
	septel__record_set_view_or_null(answer, "title", party->title);
	if (noted && septel__record_rests_on(answer, noted))
		septel__record_set_view_or_null(answer, "is", septel__claim_text(noted, KEY_IS));
	septel__record_set(answer, "part_of", json_memberships(party, false));
	septel__record_set(answer, "post_of", json_memberships(party, true));
	septel__record_set(answer, "posts", json_posts(answer, question));
	septel__record_end(answer);
	relate(answer, "is");
}

/* ---- the ledger ---- */

static const struct {
	enum claim_key key;
	const char *relation;
} RELATIONS[] = {{KEY_BY, "owes"}, {KEY_TO, "is-owed"}, {KEY_ABOUT, "concerned"}};

static void tell_promises(struct who_question *question)
{
	struct answer *answer = &question->desk->answer;
	const struct claim_things things = septel__ledger_things(&question->ledger, THING_PROMISE);
	for (size_t i = 0; i < things.count; i++) {
		struct seen_promise promise;
		if (!septel__see_promise(answer, &question->ledger, things.at[i], &promise))
			continue;
		for (size_t j = 0; j < sizeof RELATIONS / sizeof *RELATIONS; j++) {
			const enum claim_key key = RELATIONS[j].key;
			if (!names(question, septel__promise_term(promise.visible, key), key))
				continue;
			septel__record_promise(answer, &question->ledger, &promise);
			relate(answer, RELATIONS[j].relation);
			break;
		}
	}
}

static void tell_notices(struct who_question *question)
{
	struct answer *answer = &question->desk->answer;
	const struct stop_notices notices = septel__stop_notices(&question->ledger);
	for (size_t i = 0; i < notices.count; i++) {
		const struct stop_notice *notice = &notices.at[i];
		const bool owes = is_party(question, notice->recipient, notice->withdrawn);
		if (!owes && !is_party(question, notice->person, notice->withdrawn))
			continue;
		const size_t before = json_array_size(answer->records);
		septel__record_stop_notice(answer, notice);
		if (json_array_size(answer->records) > before)
			relate(answer, owes ? "owes" : "is-owed");
	}
}

static void tell_requests(struct who_question *question)
{
	struct answer *answer = &question->desk->answer;
	const struct claim_things things = septel__ledger_things(&question->ledger, THING_REQUEST);
	for (size_t i = 0; i < things.count; i++) {
		struct seen_request request;
		if (!septel__see_request(answer, &question->ledger, things.at[i], &request))
			continue;
		const bool asks = names(question, request.seen.made, KEY_BY);
		if (!asks && !names(question, request.seen.made, KEY_TO))
			continue;
		septel__record_request(answer, &request);
		relate(answer, asks ? "asks" : "is-asked");
	}
}

static void tell_series(struct who_question *question)
{
	struct answer *answer = &question->desk->answer;
	const struct claim_things things = septel__ledger_things(&question->ledger, THING_SERIES);
	for (size_t i = 0; i < things.count; i++) {
		struct seen_series series;
		if (!septel__see_series(answer, &question->ledger, things.at[i], &series) ||
		    (!names(question, series.seen.made, KEY_BETWEEN) &&
		     !names(question, series.seen.made, KEY_BY)))
			continue;
		septel__record_series(answer, &question->ledger, &series);
		relate(answer, "meets");
	}
}

/* ---- what was said and heard ---- */

/* How the claim, which no ledger has, stands to the party; NULL: it does not. */
static const char *claim_relation(const struct who_question *question, const struct claim *claim)
{
	if (names(question, claim, KEY_BY) || names(question, claim, KEY_SAID_BY))
		return "said";
	if (claim->type == CLAIM_POSITION_STATED && is_party(question, claim->about, claim))
		return "said";
	if (names(question, claim, KEY_HEARD_BY))
		return "heard";
	if (claim->type == CLAIM_ENCOUNTER_HELD &&
	    (names(question, claim, KEY_WHO) || names(question, claim, KEY_PRESENT)))
		return "met";
	return names(question, claim, KEY_TO) ? "was-told" : NULL;
}

static bool is_in_ledger(enum claim_type type)
{
	return type == CLAIM_PROMISE_MADE || type == CLAIM_PROMISE_PROPOSED ||
	       type == CLAIM_REQUEST_MADE || type == CLAIM_REQUEST_ANSWERED ||
	       type == CLAIM_SERIES_PLEDGED || type == CLAIM_SERIES_PROPOSED;
}

static void tell_claim(struct answer *answer, const struct claim *claim, const char *relation)
{
	const struct type_row *row = septel__type_row(claim->type);
	const struct claim_value *source = septel__claim_value(claim, KEY_SRC);
	septel__record_begin(answer);
	if (!septel__record_rests_on(answer, claim)) {
		septel__record_drop(answer);
		return;
	}
	septel__record_set_day(answer, "when", septel__claim_day(claim));
	septel__record_set(answer, "type", json_string(row->name));
	septel__record_set_view(answer, "subject",
				claim->about ? claim->about->name : claim->subject);
	septel__record_set(answer, "meaning", json_string(row->meaning));
	septel__record_set_view_or_null(
		answer, "words", source ? source->is.anchor.quote : (struct septel_view){"", 0});
	septel__record_end(answer);
	relate(answer, relation);
}

/* One that only messages name which may not be seen, or are not known yet, is none. */
static const struct thing *find_party(struct case_desk *desk)
{
	const char *name = desk->invocation->arguments[0];
	const struct thing *party = desk_party(desk, name);
	const struct claim_list naming = septel__log_naming(&desk->log, party);
	bool known = party && !party->made_by;
	for (size_t i = 0; i < naming.count && !known; i++)
		known = septel__answer_may_show(&desk->answer, naming.at[i]);
	if (party && !known)
		desk_fail(desk, "%s: no such %s in this casebook", name,
			  septel__thing_kind_name(THING_PARTY));
	return known ? party : NULL;
}

static int ask(struct case_desk *desk)
{
	struct who_question question = {.desk = desk, .party = find_party(desk)};
	if (!question.party || !desk_ledger(desk, &question.ledger))
		return -1;
	const struct claim_list own = septel__log_about(&desk->log, question.party);
	for (size_t i = 0; i < own.count && question.hold_count < POSTS_LIMIT; i++)
		if (own.at[i]->type == CLAIM_PARTY_HOLDS)
			question.holds[question.hold_count++] = own.at[i];
	tell_party(&question);
	tell_promises(&question);
	tell_notices(&question);
	tell_requests(&question);
	tell_series(&question);
	for (size_t i = 0; i < desk->log.claims.count; i++) {
		const struct claim *claim = desk->log.claims.at[i];
		const char *relation =
			is_in_ledger(claim->type) ? NULL : claim_relation(&question, claim);
		if (relation)
			tell_claim(&desk->answer, claim, relation);
	}
	return EXIT_DONE;
}

/* ---- as text ---- */

static void put_party(struct septel_out *out, const json_t *record)
{
	septel__out_format(out, "%s  %s", desk_string(record, "id"), desk_string(record, "kind"));
	if (json_is_string(json_object_get(record, "title")))
		septel__out_format(out, ", %s", desk_string(record, "title"));
	if (json_is_string(json_object_get(record, "is")))
		septel__out_format(out, ", %s", desk_string(record, "is"));
	static const char *const LISTS[][2] = {
		{"part_of", "part of"}, {"post_of", "post of"}, {"posts", "holds"}};
	for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
		const json_t *list = json_object_get(record, LISTS[i][0]);
		if (!json_array_size(list))
			continue;
		septel__out_format(out, "; %s ", LISTS[i][1]);
		desk_join(out, list, ", ");
	}
}

/* Words that an officer tells by hand have none of a message. */
static void put_claim(struct septel_out *out, const json_t *record)
{
	septel__out_format(out, "%s  %-20s %-18s", desk_string(record, "when"),
			   desk_string(record, "type"), desk_string(record, "subject"));
	if (json_is_string(json_object_get(record, "words")))
		septel__out_format(out, " \"%s\"", desk_string(record, "words"));
}

static void put_undertaking(struct septel_out *out, const json_t *record)
{
	septel__out_format(out, "%-18s %s", desk_string(record, "id"), desk_string(record, "by"));
	if (json_is_string(json_object_get(record, "to")))
		septel__out_format(out, " -> %s", desk_string(record, "to"));
	septel__out_format(out, ": %s, %s", desk_string(record, "what"),
			   desk_string(record, "state"));
}

static void put(struct septel_out *out, const json_t *record)
{
	const char *relation = desk_string(record, "relation");
	desk_mark(out, record);
	septel__out_format(out, "%-9s  ", relation);
	if (strcmp(relation, "is") == 0)
		put_party(out, record);
	else if (json_object_get(record, "type"))
		put_claim(out, record);
	else if (json_object_get(record, "between"))
		septel__out_format(out, "%s  every %s, %s", desk_string(record, "id"),
				   desk_string(record, "every"), desk_string(record, "state"));
	else
		put_undertaking(out, record);
	septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

static const char *const COLUMNS[] = {"relation", "id",      "type",  "when",    "by", "to",
				      "what",     "subject", "state", "anchors", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_WHO = {
	.name = "case who",
	.summary = "Tell what a party said, heard, asked for, owes and is owed",
	.arguments = "PARTY",
	.about = "With the party go its members and posts, and the posts that it holds. Promises, "
		 "requests\n"
		 "and series come with their state on the day asked for, then what it said, heard "
		 "and\n"
		 "was told, and whom it met, by day.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case who icrc -C samples/casebook --known-by 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.least = 1,
	.run = run,
};
