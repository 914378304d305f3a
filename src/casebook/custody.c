/* custody.c - see custody.h. */
#include "custody.h"

#include "../base/date.h"
#include "evidence.h"

#include <stdlib.h>

/* ---- the claims, in the order in which they apply ---- */

static bool is_custody(enum claim_type type)
{
	return type == CLAIM_CUSTODY_OPEN || type == CLAIM_CUSTODY_TRANSFER ||
	       type == CLAIM_CUSTODY_MOVE || type == CLAIM_CUSTODY_CLOSE;
}

static bool is_related(const struct thing *a, const struct thing *b)
{
	return a && b && (septel__is_part_of(a, b) || septel__is_part_of(b, a));
}

/* Whom a claim needs to be the holder before it: of a transfer the one it is from. */
static bool goes_on_from(const struct claim *claim, const struct thing *holder)
{
	switch (claim->type) {
	case CLAIM_CUSTODY_TRANSFER:
		return is_related(septel__claim_thing(claim, KEY_FROM), holder);
	case CLAIM_CUSTODY_OPEN:
		return !holder || is_related(septel__claim_thing(claim, KEY_HOLDER), holder);
	default: {
		const struct thing *of = septel__claim_thing(claim, KEY_HOLDER);
		return holder && (!of || is_related(of, holder));
	}
	}
}

/* ---- the fold ---- */

struct folding {
	struct custody *custody;
	struct custody_episode *now; /* NULL while nobody holds the person */
	long last_day;               /* up to which the last holder may have held */
};

static struct septel_view place_of(const struct claim *claim)
{
	return septel__claim_text(claim, KEY_PLACE);
}

static void end_episode(struct folding *folding, const struct claim *claim)
{
	if (!folding->now)
		return;
	folding->now->to = septel__claim_day(claim);
	folding->now->ended = claim;
	folding->last_day = septel__day_of(claim);
	folding->now = NULL;
}

static void place_episode(struct folding *folding, const struct claim *claim)
{
	if (!place_of(claim).len)
		return;
	folding->now->place = place_of(claim);
	folding->now->placed = claim;
}

static void begin_episode(struct folding *folding, const struct claim *claim,
			  const struct thing *holder)
{
	struct custody *custody = folding->custody;
	folding->now = &custody->episodes[custody->count++];
	*folding->now = (struct custody_episode){
		.holder = holder, .place = {"", 0}, .from = septel__claim_day(claim)};
	place_episode(folding, claim);
}

/* The day up to which a claim that opens an episode tells it to last; an interval may end
 * it without a word of who comes next. */
static bool is_over_by(const struct custody_episode *episode, const struct claim *claim)
{
	const struct claim *opened = episode->claims.count ? episode->claims.at[0] : NULL;
	return opened && septel__latest_day(opened) > septel__earliest_day(opened) &&
	       septel__latest_day(opened) <= septel__day_of(claim);
}

/* A new holder: without a gap where the one before handed over to it, or ended that day. */
static void take_over(struct folding *folding, const struct claim *claim,
		      const struct thing *holder, bool handed_over)
{
	const bool first = folding->custody->count == 0;
	bool gap = false;
	if (folding->now) {
		gap = !handed_over && !is_over_by(folding->now, claim);
		end_episode(folding, claim);
	} else if (!first) {
		gap = folding->last_day < septel__earliest_day(claim);
	}
	begin_episode(folding, claim, holder);
	folding->now->gap = gap;
}

/* The holder again, or a part of it, or what it is a part of: the more exact one stays. */
static void go_on(struct folding *folding, const struct claim *claim, const struct thing *holder)
{
	struct custody_episode *now = folding->now;
	const bool narrower = holder && now->holder && holder != now->holder &&
			      septel__is_part_of(holder, now->holder);
	if (narrower && septel__day_number(now->from) < septel__day_of(claim)) {
		end_episode(folding, claim);
		begin_episode(folding, claim, holder);
		return;
	}
	if (narrower || !now->holder)
		now->holder = holder;
	place_episode(folding, claim);
}

static void apply(struct folding *folding, const struct claim *claim)
{
	const bool transfer = claim->type == CLAIM_CUSTODY_TRANSFER;
	const struct thing *holder = septel__claim_thing(claim, transfer ? KEY_TO : KEY_HOLDER);
	const struct thing *now = folding->now ? folding->now->holder : NULL;
	if (claim->type == CLAIM_CUSTODY_CLOSE)
		end_episode(folding, claim);
	else if (transfer && folding->now && goes_on_from(claim, now) && holder != now)
		take_over(folding, claim, holder, true);
	else if (folding->now && (is_related(holder, now) || holder == now || !holder))
		go_on(folding, claim, holder);
	else
		take_over(folding, claim, holder, false);
}

static int rank_of(enum claim_type type)
{
	switch (type) {
	case CLAIM_CUSTODY_OPEN:
		return 0;
	case CLAIM_CUSTODY_MOVE:
		return 1;
	case CLAIM_CUSTODY_TRANSFER:
		return 2;
	default:
		return 3;
	}
}

/* By what they say, so that it does not matter when they were entered. */
static int compare_said(const void *a, const void *b)
{
	const struct claim *one = *(const struct claim *const *)a;
	const struct claim *other = *(const struct claim *const *)b;
	if (one->type != other->type)
		return rank_of(one->type) - rank_of(other->type);
	return septel__compare(one->whole, other->whole);
}

/* Puts the claims of one day in the order in which each goes on from the one before. */
static void order_day(const struct claim **claims, size_t count, const struct thing *holder)
{
	for (size_t at = 0; at + 1 < count; at++) {
		size_t next = at;
		while (next < count && !goes_on_from(claims[next], holder))
			next++;
		if (next == count)
			next = at;
		const struct claim *first = claims[next];
		for (; next > at; next--)
			claims[next] = claims[next - 1];
		claims[at] = first;
		if (first->type == CLAIM_CUSTODY_CLOSE)
			holder = NULL;
		else if (first->type == CLAIM_CUSTODY_TRANSFER)
			holder = septel__claim_thing(first, KEY_TO);
		else if (septel__claim_thing(first, KEY_HOLDER))
			holder = septel__claim_thing(first, KEY_HOLDER);
	}
}

/* Claims of one day that are put in order by what they go on from; of more, by what they say. */
#define DAY_ORDER_LIMIT 64

static void fold_day(struct folding *folding, const struct claim **claims, size_t count)
{
	qsort((void *)claims, count, sizeof *claims, compare_said);
	if (count <= DAY_ORDER_LIMIT)
		order_day(claims, count, folding->now ? folding->now->holder : NULL);
	for (size_t i = 0; i < count; i++) {
		const struct custody_episode *before = folding->now;
		apply(folding, claims[i]);
		struct custody_episode *now = folding->now;
		if (now && now != before)
			now->claims = (struct claim_list){&claims[i], 1};
		else if (now)
			now->claims.count++;
	}
}

void septel__custody_read(struct custody *custody, const struct case_log *log,
			  const struct thing *person)
{
	const struct claim_list about = septel__log_about(log, person);
	struct folding folding = {.custody = custody};
	size_t count = 0;
	*custody = (struct custody){0};
	for (size_t i = 0; i < about.count; i++)
		count += is_custody(about.at[i]->type);
	const struct claim **claims =
		septel_arena_alloc(log->book->arena, (count + 1) * sizeof(struct claim *));
	custody->episodes =
		septel_arena_alloc(log->book->arena, (count + 1) * sizeof *custody->episodes);
	if (!claims || !custody->episodes || !count)
		return;
	size_t next = 0;
	for (size_t i = 0; i < about.count; i++)
		if (is_custody(about.at[i]->type))
			claims[next++] = about.at[i];
	for (size_t from = 0, to = 0; from < count; from = to) {
		while (to < count && septel__day_of(claims[to]) == septel__day_of(claims[from]))
			to++;
		fold_day(&folding, claims + from, to - from);
	}
}

const struct custody_episode *septel__custody_now(const struct custody *custody)
{
	const struct custody_episode *last =
		custody->count ? &custody->episodes[custody->count - 1] : NULL;
	return last && !septel__has_time(last->to) ? last : NULL;
}

size_t septel__custody_on(const struct custody *custody, long day, size_t *first)
{
	size_t count = 0;
	*first = 0;
	for (size_t i = 0; i < custody->count; i++) {
		const struct custody_episode *at = &custody->episodes[i];
		if (septel__day_number(at->from) > day)
			break;
		if (septel__has_time(at->to) && septel__day_number(at->to) < day)
			continue;
		if (!count)
			*first = i;
		count++;
	}
	return count;
}

/* ---- who may say where the person is kept ---- */

static bool same_place(const struct claim *a, const struct claim *b)
{
	return place_of(a).len && septel__equal(place_of(a), place_of(b));
}

/* The rule is known, or in force, by the time of the placing. */
static bool binds(const struct claim *rule, const struct claim *placing)
{
	return septel__day_of(placing) > septel__day_of(rule) || placing->entered > rule->entered;
}

/* One of the claims says that the party designated the place of `placing`. */
static bool is_designated(struct claim_list claims, const struct claim *placing,
			  const struct thing *party)
{
	if (septel__claim_names(placing, KEY_DESIGNATED_BY, party))
		return true;
	for (size_t i = 0; i < claims.count; i++)
		if (claims.at[i]->type == CLAIM_CUSTODY_DESIGNATION &&
		    same_place(claims.at[i], placing) &&
		    septel__claim_names(claims.at[i], KEY_BY, party))
			return true;
	return false;
}

static const struct claim *undesignated(struct claim_list claims, const struct claim *placing)
{
	for (size_t i = claims.count; i > 0; i--) {
		const struct claim *rule = claims.at[i - 1];
		const struct thing *party = septel__claim_thing(rule, KEY_BY);
		if (rule->type != CLAIM_CUSTODY_DESIGNATION || !party || !binds(rule, placing))
			continue;
		return is_designated(claims, placing, party) ? NULL : rule;
	}
	return NULL;
}

const struct claim *septel__custody_undesignated(const struct case_log *log,
						 const struct claim *placing)
{
	if (!is_custody(placing->type) || !place_of(placing).len)
		return NULL;
	const struct claim *rule = undesignated(septel__log_about(log, placing->about), placing);
	for (const struct membership *at = placing->about->memberships; at && !rule; at = at->next)
		rule = undesignated(septel__log_about(log, at->of), placing);
	return rule;
}
