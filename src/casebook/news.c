/* news.c - see news.h. */
#include "news.h"

#include "../base/date.h"
#include "assurances.h"
#include "rules.h"
#include "standing.h"
#include "undertaken.h"
#include "undertakings.h"

#include <stdlib.h>

/* ---- how much they weigh ---- */

/* What happened to a person, or was taken back, comes before what was said. */
static const struct {
	enum claim_type type;
	int weight;
} CLAIM_WEIGHTS[] = {
	{CLAIM_PERSON_DECEASED, 100},
	{CLAIM_FEAR_EXPRESSED, 95},
	{CLAIM_PERSON_MISSING, 94},
	{CLAIM_ASSURANCE_BREACH, 92},
	{CLAIM_ASSURANCE_SUBSTANTIATED, 92},
	{CLAIM_PREF_WITHDRAWN, 90},
	{CLAIM_CONSENT_WITHDRAWN, 90},
	{CLAIM_CONSENT_REFUSED, 88},
	{CLAIM_MOVEMENT_DONE, 88},
	{CLAIM_PERSON_BACK, 86},
	{CLAIM_ACCEPTANCE_WITHDRAWN, 84},
	{CLAIM_ACCEPTANCE_REFUSED, 84},
	{CLAIM_CLEARANCE_OVERRIDE, 84},
	{CLAIM_CLEARANCE_GIVEN, 82},
	{CLAIM_DISCLOSURE_MADE, 78},
	{CLAIM_PREF_DECLARED, 76},
	{CLAIM_CUSTODY_TRANSFER, 74},
	{CLAIM_CUSTODY_OPEN, 72},
	{CLAIM_CUSTODY_MOVE, 72},
	{CLAIM_ASSURANCE_LIMITED, 58},
	{CLAIM_CONTACT_LOST, 56},
	{CLAIM_REQUEST_MADE, 40},
};
#define WEIGHT_OF_CLAIMS       20
#define WEIGHT_OF_PARTIES      5
#define WEIGHT_OF_A_STATE      80
#define WEIGHT_OF_AN_ASSURANCE 60

static int weight_of_type(enum claim_type type)
{
	for (size_t i = 0; i < sizeof CLAIM_WEIGHTS / sizeof *CLAIM_WEIGHTS; i++)
		if (CLAIM_WEIGHTS[i].type == type)
			return CLAIM_WEIGHTS[i].weight;
	return type == CLAIM_PARTY_NOTED || type == CLAIM_PLACE_NOTED ? WEIGHT_OF_PARTIES
								      : WEIGHT_OF_CLAIMS;
}

static int weight_of_promise(enum promise_state state)
{
	switch (state) {
	case PROMISE_OVERDUE:
		return 70;
	case PROMISE_BROKEN:
	case PROMISE_DECLINED:
		return 68;
	case PROMISE_DUE:
		return 64;
	case PROMISE_KEPT_LATE:
	case PROMISE_KEPT:
	case PROMISE_ON_BEHALF:
		return 44;
	default:
		return 30;
	}
}

/* ---- what there is to tell ---- */

enum news_kind { NEWS_STATE, NEWS_PROMISE, NEWS_ASSURANCE, NEWS_CLAIMS };

struct news_item {
	enum news_kind kind;
	int weight;
	const struct thing *thing; /* the case, promise or assurance; of CLAIMS the case or NULL */
	enum claim_type type;      /* of CLAIMS */
	const struct claim **claims;
	size_t count, order;
};

/* A new claim and a case that it concerns. */
struct news_claim {
	const struct claim *claim;
	const struct thing *person;
	size_t number; /* of the person and 1; 0 */
};

struct news {
	struct answer *answer;
	const struct case_log *now; /* `later` */
	struct case_log later, before;
	struct case_log
		whole[2]; /* before and now, with what is hidden from the viewer: for states */
	struct case_rules rules[2];
	struct ledger ledger, ledger_before;
	const struct thing *person;
	struct news_item *items;
	size_t count, room;
	struct news_claim *claims;
	size_t claim_count, claim_room;
	bool failed;
};

static void add_item(struct news *news, struct news_item item)
{
	if (news->count == news->room) {
		const size_t room = news->room ? news->room * 2 : 64;
		struct news_item *more = realloc(news->items, room * sizeof *more);
		news->failed = news->failed || !more;
		if (!more)
			return;
		news->items = more;
		news->room = room;
	}
	item.order = news->count;
	news->items[news->count++] = item;
}

/* ---- claims ---- */

static void add_claim(struct news *news, const struct claim *claim, const struct thing *person)
{
	if (news->claim_count == news->claim_room) {
		const size_t room = news->claim_room ? news->claim_room * 2 : 256;
		struct news_claim *more = realloc(news->claims, room * sizeof *more);
		news->failed = news->failed || !more;
		if (!more)
			return;
		news->claims = more;
		news->claim_room = room;
	}
	news->claims[news->claim_count++] =
		(struct news_claim){claim, person, person ? person->number + 1 : 0};
}

/* Under each case that the claim names, each once; under none where it names none. */
static void sort_claim(struct news *news, const struct claim *claim, const bool *is_case)
{
	const size_t first = news->claim_count;
	if (claim->about && is_case[claim->about->number])
		add_claim(news, claim, claim->about);
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		for (size_t j = 0; j < things.count; j++) {
			bool there = !is_case[things.at[j]->number];
			for (size_t k = first; k < news->claim_count && !there; k++)
				there = news->claims[k].person == things.at[j];
			if (!there)
				add_claim(news, claim, things.at[j]);
		}
	}
	if (news->claim_count == first)
		add_claim(news, claim, NULL);
}

static int compare_claims(const void *a, const void *b)
{
	const struct news_claim *one = a, *other = b;
	if (one->number != other->number)
		return one->number < other->number ? -1 : 1;
	if (one->claim->type != other->claim->type)
		return one->claim->type < other->claim->type ? -1 : 1;
	return (one->claim->entered > other->claim->entered) -
	       (one->claim->entered < other->claim->entered);
}

/* One item for those of one case and type. */
static void add_claims(struct news *news, const struct news_claim *claims, size_t count)
{
	const struct claim **at =
		septel_arena_alloc(news->now->book->arena, count * sizeof(struct claim *));
	news->failed = news->failed || !at;
	for (size_t i = 0; at && i < count; i++)
		at[i] = claims[i].claim;
	if (at)
		add_item(news, (struct news_item){.kind = NEWS_CLAIMS,
						  .weight = weight_of_type(claims->claim->type),
						  .thing = claims->person,
						  .type = claims->claim->type,
						  .claims = at,
						  .count = count});
}

static void find_claims(struct news *news, const bool *is_case)
{
	size_t end;
	const struct claim_list claims = news->now->claims;
	for (size_t i = 0; i < claims.count && !news->failed; i++)
		if (!septel__claim_counts(claims.at[i], &news->before.clocks))
			sort_claim(news, claims.at[i], is_case);
	if (news->claim_count)
		qsort(news->claims, news->claim_count, sizeof *news->claims, compare_claims);
	for (size_t i = 0; i < news->claim_count; i = end) {
		const struct news_claim *first = &news->claims[i];
		for (end = i + 1;
		     end < news->claim_count && news->claims[end].number == first->number &&
		     news->claims[end].claim->type == first->claim->type;
		     end++)
			;
		if (!news->person || first->person == news->person)
			add_claims(news, first, end - i);
	}
}

/* ---- states ---- */

static void find_promises(struct news *news)
{
	const struct claim_things promises = septel__ledger_things(&news->ledger, THING_PROMISE);
	struct claim_list about = {NULL, 0};
	news->failed = news->failed || !promises.at;
	if (news->person)
		about = septel__log_about(news->now, news->person);
	for (size_t i = 0; promises.at && i < promises.count; i++) {
		struct promise now, before;
		const struct thing *promise = promises.at[i];
		septel__promise_fold(&news->ledger, septel__log_about(news->now, promise), &now);
		septel__promise_fold(&news->ledger_before,
				     septel__log_about(&news->before, promise), &before);
		const bool on_case =
			!news->person ||
			(now.made && septel__is_on_case(now.made, news->person, about));
		if (now.made && on_case && (!before.made || before.state != now.state) &&
		    (before.made || now.state == PROMISE_DUE || now.state == PROMISE_OVERDUE))
			add_item(news, (struct news_item){.kind = NEWS_PROMISE,
							  .weight = weight_of_promise(now.state),
							  .thing = promise});
	}
}

static void find_assurances(struct news *news)
{
	const struct claim_things all = septel__assurances(news->now);
	news->failed = news->failed || !all.at;
	for (size_t i = 0; all.at && i < all.count; i++) {
		const struct thing *assurance = all.at[i];
		if (news->person &&
		    septel__assurance_covers(news->now, assurance, news->person).how == COVER_NONE)
			continue;
		if (septel__assurance_state(news->now, assurance, NULL) !=
		    septel__assurance_state(&news->before, assurance, NULL))
			add_item(news, (struct news_item){.kind = NEWS_ASSURANCE,
							  .weight = WEIGHT_OF_AN_ASSURANCE,
							  .thing = assurance});
	}
}

static const char *state_of(const struct news *news, bool now, const struct thing *person,
			    struct standing *standing)
{
	const struct case_log *log = &news->whole[now];
	septel__standing_read(standing, log, &news->rules[now], person);
	const bool is_case = septel__is_case(now ? news->now : &news->before, person);
	return is_case ? septel__standing_text(standing, log->book->arena) : "";
}

static void find_states(struct news *news, const struct thing *const *cases, size_t count)
{
	struct standing standing;
	for (size_t i = 0; i < count; i++) {
		if (news->person && cases[i] != news->person)
			continue;
		const char *now = state_of(news, true, cases[i], &standing);
		const char *before = state_of(news, false, cases[i], &standing);
		if (strcmp(now, before) != 0)
			add_item(news, (struct news_item){.kind = NEWS_STATE,
							  .weight = WEIGHT_OF_A_STATE,
							  .thing = cases[i]});
	}
}

/* ---- telling ---- */

static void set_text(struct answer *answer, const char *key, const char *text)
{
	septel__record_set(answer, key, text && *text ? json_string(text) : json_null());
}

static void set_change(struct answer *answer, const char *kind, const struct thing *thing,
		       const char *was, const char *is)
{
	set_text(answer, "kind", kind);
	septel__record_set_thing(answer, "id", thing);
	set_text(answer, "was", was);
	set_text(answer, "is", is);
}

/* That there is such a case is known by a claim about it that may be seen. */
static bool is_known(struct answer *answer, struct claim_list about)
{
	for (size_t i = 0; i < about.count; i++)
		if (septel__answer_may_show(answer, about.at[i]))
			return true;
	return false;
}

/* The change shows where both states may be known; else that there is one is withheld. */
static void tell_state(struct news *news, const struct news_item *item)
{
	struct answer *answer = news->answer;
	struct standing now, before;
	const char *is = state_of(news, true, item->thing, &now);
	const char *was = state_of(news, false, item->thing, &before);
	const bool shown = is_known(answer, septel__log_about(news->now, item->thing)) &&
			   septel__answer_may_show_all(answer, now.rests_on) &&
			   septel__answer_may_show_all(answer, before.rests_on);
	septel__record_begin(answer);
	if (!shown || (now.moved && !septel__record_rests_on(answer, now.moved)) ||
	    !septel__record_rests_on_all(answer, now.rests_on)) {
		septel__record_drop(answer);
		return;
	}
	set_change(answer, "state", item->thing, was, is);
	septel__record_set_thing(answer, "case", item->thing);
	septel__record_set_day(answer, "since", now.since);
	septel__record_set(answer, "weight", json_integer(item->weight));
	septel__record_end(answer);
}

static void tell_promise(struct news *news, const struct news_item *item)
{
	struct answer *answer = news->answer;
	struct promise now, before;
	const struct claim_list claims = septel__log_about(news->now, item->thing);
	septel__promise_fold(&news->ledger, claims, &now);
	septel__promise_fold(&news->ledger_before, septel__log_about(&news->before, item->thing),
			     &before);
	septel__record_begin(answer);
	if (!septel__answer_may_show_all(answer, claims) ||
	    (now.moved && !septel__record_rests_on(answer, now.moved)) ||
	    !septel__record_rests_on_all(answer, claims)) {
		septel__record_drop(answer);
		return;
	}
	const struct thing *about = septel__claim_thing(now.made, KEY_ABOUT);
	set_change(answer, "promise", item->thing,
		   before.made ? septel__promise_state_name(before.state) : "",
		   septel__promise_state_name(now.state));
	septel__record_set_thing(answer, "case", about);
	septel__record_set_thing(answer, "by", septel__claim_thing(now.made, KEY_BY));
	septel__record_set_view_or_null(answer, "what", septel__claim_text(now.made, KEY_WHAT));
	septel__record_set(answer, "days_overdue",
			   json_integer(now.state == PROMISE_OVERDUE ? now.days_late : 0));
	septel__record_set(answer, "weight", json_integer(item->weight));
	septel__record_end(answer);
}

static void tell_assurance(struct news *news, const struct news_item *item)
{
	struct answer *answer = news->answer;
	const struct claim *moved[2] = {NULL, NULL};
	const enum assurance_state is = septel__assurance_state(news->now, item->thing, &moved[0]);
	const enum assurance_state was =
		septel__assurance_state(&news->before, item->thing, &moved[1]);
	septel__record_begin(answer);
	if ((moved[1] && !septel__answer_may_show(answer, moved[1])) ||
	    !septel__record_rests_on(answer, moved[0])) {
		septel__record_drop(answer);
		return;
	}
	set_change(answer, "assurance", item->thing,
		   was == ASSURANCE_UNKNOWN ? "" : septel__assurance_state_name(was),
		   septel__assurance_state_name(is));
	septel__record_set(answer, "case", json_null());
	septel__record_set_day(answer, "since", septel__claim_day(moved[0]));
	septel__record_set(answer, "weight", json_integer(item->weight));
	septel__record_end(answer);
}

static void tell_claims(struct news *news, const struct news_item *item)
{
	struct answer *answer = news->answer;
	size_t shown = 0;
	const struct type_row *row = septel__type_row(item->type);
	json_t *about = json_array();
	septel__record_begin(answer);
	for (size_t i = 0; i < item->count; i++) {
		const struct claim *claim = item->claims[i];
		if (!septel__record_rests_on(answer, claim))
			continue;
		shown++;
		json_array_append_new(about, septel__json_view(claim->about ? claim->about->name
									    : claim->subject));
	}
	if (!shown) {
		json_decref(about);
		septel__record_drop(answer);
		return;
	}
	set_text(answer, "kind", "claims");
	septel__record_set_thing(answer, "case", item->thing);
	set_text(answer, "type", row->name);
	set_text(answer, "what", row->meaning);
	septel__record_set(answer, "about", about);
	septel__record_set(answer, "count", json_integer((json_int_t)shown));
	septel__record_set(answer, "weight", json_integer(item->weight));
	septel__record_end(answer);
}

static int compare_items(const void *a, const void *b)
{
	const struct news_item *one = a, *other = b;
	if (one->weight != other->weight)
		return one->weight > other->weight ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

static void tell_items(struct news *news)
{
	static void (*const TELL[])(struct news *, const struct news_item *) = {
		[NEWS_STATE] = tell_state,
		[NEWS_PROMISE] = tell_promise,
		[NEWS_ASSURANCE] = tell_assurance,
		[NEWS_CLAIMS] = tell_claims,
	};
	if (news->count)
		qsort(news->items, news->count, sizeof *news->items, compare_items);
	for (size_t i = 0; i < news->count; i++)
		TELL[news->items[i].kind](news, &news->items[i]);
}

/* ---- all of it ---- */

/* As it was known at the end of the day before. */
static struct case_clocks clocks_before(struct case_clocks clocks, struct septel_time since)
{
	const struct septel_time day = septel__from_day_number(septel__day_number(since) - 1);
	if (septel__day_number(day) < septel__day_number(clocks.on))
		clocks.on = day;
	if (!septel__has_time(clocks.known_by) ||
	    septel__day_number(day) < septel__day_number(clocks.known_by))
		clocks.known_by = day;
	return clocks;
}

/* What is reported after today is no news yet. */
static struct case_clocks clocks_now(struct case_clocks clocks)
{
	if (!septel__has_time(clocks.known_by))
		clocks.known_by = clocks.on;
	return clocks;
}

static bool open_news(struct news *news, struct septel_time since, enum week_begin week)
{
	const struct case_view *view = news->answer->view;
	const bool *hidden = view->shown->left_out;
	struct casebook *book = view->log->book;
	const struct case_clocks clocks = clocks_now(view->log->clocks);
	const struct case_clocks earlier = clocks_before(clocks, since);
	if (!septel__log_open_without(&news->later, book, clocks, hidden) ||
	    !septel__log_open_without(&news->before, book, earlier, hidden))
		return false;
	news->whole[true] = news->later;
	news->whole[false] = news->before;
	if (hidden && (!septel__log_open(&news->whole[true], book, clocks) ||
		       !septel__log_open(&news->whole[false], book, earlier)))
		return false;
	if (!septel__ledger_open(&news->ledger, news->now, week) ||
	    !septel__ledger_open(&news->ledger_before, &news->before, week))
		return false;
	for (int now = 0; now < 2; now++)
		septel__rules_read(&news->rules[now], &news->whole[now]);
	return !septel__casebook_failed(book);
}

bool septel__tell_news(struct answer *answer, struct septel_time since, const struct thing *person,
		       enum week_begin week)
{
	size_t count = 0;
	struct news news = {.answer = answer, .person = person};
	bool *is_case = calloc(answer->view->log->book->thing_count + 1, sizeof *is_case);
	news.now = &news.later;
	bool made = is_case && open_news(&news, since, week);
	const struct thing **cases = made ? septel__cases(news.now, &count) : NULL;
	made = made && cases;
	for (size_t i = 0; made && i < count; i++)
		is_case[cases[i]->number] = true;
	if (made) {
		find_states(&news, cases, count);
		find_promises(&news);
		find_assurances(&news);
		find_claims(&news, is_case);
		made = !news.failed;
	}
	if (made)
		tell_items(&news);
	free(is_case);
	free(news.items);
	free(news.claims);
	return made;
}
