/* accounts.c - see accounts.h: finding the claims that speak of one thing. */
#include "accounts.h"

#include "../base/date.h"

#include <limits.h>
#include <stdlib.h>

/* A claim on a topic, and what it speaks of. */
struct spoken {
	const struct claim *claim;
	size_t topic;
	size_t about; /* number of the subject and 1; 0 where it does not count */
	int word;     /* of a subject that is one, or of SCOPE_WORD; -1 */
	size_t name;  /* number of the scope's thing and 1; 0 */
	long day;     /* SCOPE_STAY, RETURN, DAY; 0 */
	size_t order;
};

struct finding {
	const struct case_log *log;
	const struct thing *person;
	const struct claim **claims; /* that count, corrected or not, as they happened */
	size_t claim_count;
	bool *concerned; /* by number of a thing: a claim about it names the person */
	long *stay,
		*back; /* by number of a thing: the day its present stay, its last return began */
	struct spoken *spoken;
	size_t spoken_count, spoken_room;
	size_t *group_of;  /* by entered: the group a claim stands in, from 1; 0 */
	size_t *run, runs; /* by entered: the claims that are looked at together */
	size_t *joined;    /* by entered: the claims that say they contradict or correct */
	struct account_groups *groups;
	size_t room;
	bool failed;
};

/* ---- the claims in order ---- */

static int compare_claims(const void *a, const void *b)
{
	const struct claim *one = *(const struct claim *const *)a,
			   *other = *(const struct claim *const *)b;
	const long day = septel__day_number(septel__claim_day(one)),
		   other_day = septel__day_number(septel__claim_day(other));
	if (day != other_day)
		return day < other_day ? -1 : 1;
	return (one->entered > other->entered) - (one->entered < other->entered);
}

static void join_lists(struct finding *finding)
{
	const struct case_log *log = finding->log;
	for (size_t i = 0; i < log->claims.count; i++)
		finding->claims[finding->claim_count++] = log->claims.at[i];
	for (size_t i = 0; i < log->corrected.count; i++)
		finding->claims[finding->claim_count++] = log->corrected.at[i];
	if (log->corrected.count)
		qsort((void *)finding->claims, finding->claim_count, sizeof(struct claim *),
		      compare_claims);
}

/* ---- what a claim speaks of ---- */

/* The State or body that a party is in the end part of. */
static const struct thing *whole_of(const struct thing *party)
{
	for (size_t steps = CASEBOOK_WHOLES_LIMIT; party->memberships && steps; steps--)
		party = party->memberships->of;
	return party;
}

/* Return has one country, asylum one host; third countries each speak for themselves. */
static bool is_of_each_state(const struct claim *claim)
{
	return claim->word == septel__word_of(LIST_OPTION, VIEW_LITERAL("third-country"));
}

static long since(const long *days, const struct claim *claim)
{
	return claim->about ? days[claim->about->number] : 0;
}

/* False where the scope needs what the claim does not say. */
static bool set_scope(const struct finding *finding, const struct account_topic *topic,
		      struct spoken *spoken)
{
	const struct claim *claim = spoken->claim;
	const struct thing *name = septel__claim_thing(claim, topic->scope_key);
	switch (topic->scope) {
	case SCOPE_NONE:
		return true;
	case SCOPE_NAME:
		spoken->name = name ? name->number + 1 : 0;
		return name != NULL;
	case SCOPE_WORD:
		spoken->about = 0;
		spoken->word = septel__claim_word(claim, topic->scope_key);
		return spoken->word >= 0;
	case SCOPE_STATE:
		spoken->name = name ? whole_of(name)->number + 1 : 0;
		return name != NULL;
	case SCOPE_OPTION:
		spoken->name = name && is_of_each_state(claim) ? whole_of(name)->number + 1 : 0;
		return true;
	case SCOPE_STAY:
		spoken->day = since(finding->stay, claim);
		return true;
	case SCOPE_RETURN:
		spoken->day = since(finding->back, claim);
		return true;
	case SCOPE_DAY:
		spoken->day = septel__day_number(septel__claim_day(claim));
		return true;
	}
	return true;
}

/* Of a claim that is for somebody: for the person, or a group or class that person is in. */
static bool is_for_person(const struct finding *finding, const struct claim *claim)
{
	const struct thing *whom = septel__claim_thing(claim, KEY_FOR);
	return !finding->person || !whom || septel__is_part_of(finding->person, whom);
}

static bool concerns(const struct finding *finding, const struct claim *claim)
{
	if (!finding->person || claim->about == finding->person)
		return true;
	if (!claim->about || septel__type_row(claim->type)->of == THING_RULE)
		return is_for_person(finding, claim);
	return claim->about->kind != THING_PARTY && finding->concerned[claim->about->number];
}

static void speak(struct finding *finding, const struct claim *claim, size_t order)
{
	size_t count;
	const struct claim_value *value;
	const struct account_topic *topics = septel__account_topics(&count);
	for (size_t i = 0; i < count; i++) {
		struct spoken spoken = {claim,
					i,
					claim->about ? claim->about->number + 1 : 0,
					claim->about ? -1 : claim->word,
					0,
					0,
					order};
		if (!septel__topic_value(&topics[i], claim, &value) ||
		    !set_scope(finding, &topics[i], &spoken))
			continue;
		if (finding->spoken_count == finding->spoken_room) {
			const size_t room = finding->spoken_room ? finding->spoken_room * 2 : 256;
			struct spoken *more = realloc(finding->spoken, room * sizeof *more);
			finding->failed = finding->failed || !more;
			if (!more)
				return;
			finding->spoken = more;
			finding->spoken_room = room;
		}
		finding->spoken[finding->spoken_count++] = spoken;
	}
}

static void note_stays(struct finding *finding, const struct claim *claim)
{
	const long day = septel__day_number(septel__claim_day(claim));
	if (claim->type == CLAIM_CUSTODY_OPEN || claim->type == CLAIM_CUSTODY_TRANSFER)
		finding->stay[claim->about->number] = day;
	if (claim->type == CLAIM_PERSON_BACK)
		finding->back[claim->about->number] = day;
}

/* A stay that begins on a day is that of all claims of the day. */
static void speak_all(struct finding *finding)
{
	size_t noted = 0;
	for (size_t i = 0; i < finding->claim_count && !finding->failed; i++) {
		const long day = septel__day_number(septel__claim_day(finding->claims[i]));
		for (; noted < finding->claim_count &&
		       septel__day_number(septel__claim_day(finding->claims[noted])) <= day;
		     noted++)
			note_stays(finding, finding->claims[noted]);
		if (concerns(finding, finding->claims[i]))
			speak(finding, finding->claims[i], i);
	}
}

/* ---- groups ---- */

static int compare_things(const struct spoken *one, const struct spoken *other)
{
	if (one->topic != other->topic)
		return one->topic < other->topic ? -1 : 1;
	if (one->about != other->about)
		return one->about < other->about ? -1 : 1;
	if (one->word != other->word)
		return one->word < other->word ? -1 : 1;
	if (one->name != other->name)
		return one->name < other->name ? -1 : 1;
	return (one->day > other->day) - (one->day < other->day);
}

static int compare_spoken(const void *a, const void *b)
{
	const struct spoken *one = a, *other = b;
	const int things = compare_things(one, other);
	return things ? things : (one->order > other->order) - (one->order < other->order);
}

/* Room for the claims of a new group; NULL: memory is out. */
static const struct claim **begin_group(struct finding *finding, const struct account_topic *topic,
					size_t count)
{
	struct account_groups *groups = finding->groups;
	struct septel_arena *arena = finding->log->book->arena;
	if (groups->count == finding->room) {
		const size_t room = finding->room ? finding->room * 2 : 16;
		struct account_group *more = septel_arena_alloc(arena, room * sizeof *more);
		if (more && groups->count)
			memcpy(more, groups->at, groups->count * sizeof *more);
		finding->failed = finding->failed || !more;
		if (!more)
			return NULL;
		groups->at = more;
		finding->room = room;
	}
	const struct claim **claims = septel_arena_alloc(arena, count * sizeof(struct claim *));
	finding->failed = finding->failed || !claims;
	if (claims)
		groups->at[groups->count++] = (struct account_group){topic, claims, count, NULL};
	return claims;
}

/* True where it says that it corroborates one of the claims marked with `run`. */
static bool corroborates(const struct finding *finding, size_t run, const struct claim *claim)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		if (claim->values[i].row->key == KEY_CORROBORATES && things.count &&
		    things.at[0]->made_by && finding->run[things.at[0]->made_by->entered] == run)
			return true;
	}
	return false;
}

static void make_group(struct finding *finding, const struct spoken *spoken, size_t count)
{
	size_t topic_count, differing = 0;
	const struct account_topic *topic = &septel__account_topics(&topic_count)[spoken->topic];
	const struct claim **claims = malloc(count * sizeof(struct claim *));
	finding->failed = finding->failed || !claims;
	finding->runs++;
	for (size_t i = 0; i < count; i++)
		finding->run[spoken[i].claim->entered] = finding->runs;
	for (size_t i = 0; claims && i < count; i++)
		if (!corroborates(finding, finding->runs, spoken[i].claim))
			claims[differing++] = spoken[i].claim;
	const bool differ =
		claims && differing > 1 && septel__accounts_differ(topic, claims, differing);
	free((void *)claims);
	if (!differ)
		return;
	claims = begin_group(finding, topic, count);
	for (size_t i = 0; claims && i < count; i++) {
		claims[i] = spoken[i].claim;
		finding->group_of[spoken[i].claim->entered] = finding->groups->count;
	}
	if (claims)
		finding->groups->at[finding->groups->count - 1].first = claims[0];
}

static void make_groups(struct finding *finding)
{
	size_t end;
	if (finding->spoken_count)
		qsort(finding->spoken, finding->spoken_count, sizeof *finding->spoken,
		      compare_spoken);
	for (size_t i = 0; i < finding->spoken_count && !finding->failed; i = end) {
		for (end = i + 1; end < finding->spoken_count &&
				  compare_things(&finding->spoken[i], &finding->spoken[end]) == 0;
		     end++)
			;
		if (end > i + 1)
			make_group(finding, finding->spoken + i, end - i);
	}
}

/* ---- what claims say themselves ---- */

static size_t joined_root(size_t *joined, size_t at)
{
	while (joined[at] != at) {
		joined[at] = joined[joined[at]];
		at = joined[at];
	}
	return at;
}

/* What a claim says it stands against: the claims that it contradicts or corrects, those that
 * issued an instrument and gave what it conflicts with. */
static bool is_against(const struct claim *claim, enum claim_key key)
{
	return key == KEY_CONTRADICTS || key == KEY_CORRECTS ||
	       (key == KEY_WITH && claim->type == CLAIM_INSTRUMENT_CONFLICT);
}

static void join(struct finding *finding, const struct claim *claim, const struct claim *other)
{
	if (!other || !septel__claim_counts(other, &finding->log->clocks))
		return;
	const size_t one = joined_root(finding->joined, claim->entered),
		     root = joined_root(finding->joined, other->entered);
	finding->joined[one > root ? one : root] = one > root ? root : one;
}

static void join_stated(struct finding *finding, const struct claim *claim)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		if (!is_against(claim, claim->values[i].row->key))
			continue;
		for (size_t j = 0; j < things.count; j++)
			join(finding, claim, things.at[j]->made_by);
		if (claim->type == CLAIM_INSTRUMENT_CONFLICT)
			join(finding, claim, claim->about->made_by);
	}
}

static int compare_joined(const void *a, const void *b)
{
	const struct spoken *one = a, *other = b;
	if (one->about != other->about)
		return one->about < other->about ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

/* Unless they stand together in a group of a topic, or none concerns the person. */
static void make_stated(struct finding *finding, const struct spoken *spoken, size_t count)
{
	bool together = finding->group_of[spoken->claim->entered] != 0, concerning = false;
	for (size_t i = 0; i < count; i++) {
		const struct claim *claim = spoken[i].claim;
		together &= finding->group_of[claim->entered] ==
			    finding->group_of[spoken->claim->entered];
		concerning |= concerns(finding, claim);
	}
	if (together || !concerning)
		return;
	const struct claim **claims = begin_group(finding, NULL, count);
	for (size_t i = 0; claims && i < count; i++)
		claims[i] = spoken[i].claim;
	if (claims)
		finding->groups->at[finding->groups->count - 1].first = claims[0];
}

/* Here `about` is the root of those joined. */
static void make_stated_groups(struct finding *finding)
{
	size_t count = 0, end;
	struct spoken *joined = malloc((finding->claim_count + 1) * sizeof *joined);
	finding->failed = finding->failed || !joined;
	for (size_t i = 0; i < finding->claim_count; i++)
		join_stated(finding, finding->claims[i]);
	for (size_t i = 0; joined && i < finding->claim_count; i++) {
		const size_t root = joined_root(finding->joined, finding->claims[i]->entered);
		joined[count++] =
			(struct spoken){.claim = finding->claims[i], .about = root, .order = i};
	}
	if (count)
		qsort(joined, count, sizeof *joined, compare_joined);
	for (size_t i = 0; i < count && !finding->failed; i = end) {
		for (end = i + 1; end < count && joined[end].about == joined[i].about; end++)
			;
		if (end > i + 1)
			make_stated(finding, joined + i, end - i);
	}
	free(joined);
}

/* ---- all of it ---- */

/* Things other than the person that some claim about them ties to the person. */
static void note_concerned(struct finding *finding)
{
	const struct claim_list naming = septel__log_naming(finding->log, finding->person);
	for (size_t i = 0; i < naming.count; i++)
		if (naming.at[i]->about)
			finding->concerned[naming.at[i]->about->number] = true;
}

bool septel__accounts_read(struct account_groups *groups, const struct case_log *log,
			   const struct thing *person)
{
	const size_t claims = log->book->claim_count + 1, things = log->book->thing_count + 1;
	struct finding finding = {.log = log,
				  .person = person,
				  .claims = calloc(claims, sizeof(struct claim *)),
				  .concerned = calloc(things, sizeof(bool)),
				  .stay = calloc(things, sizeof(long)),
				  .back = calloc(things, sizeof(long)),
				  .group_of = calloc(claims, sizeof(size_t)),
				  .run = calloc(claims, sizeof(size_t)),
				  .joined = calloc(claims, sizeof(size_t)),
				  .groups = groups};
	*groups = (struct account_groups){0};
	finding.failed = !finding.claims || !finding.concerned || !finding.stay || !finding.back ||
			 !finding.group_of || !finding.run || !finding.joined;
	for (size_t i = 0; !finding.failed && i < claims; i++)
		finding.joined[i] = i;
	if (!finding.failed) {
		join_lists(&finding);
		note_concerned(&finding);
		speak_all(&finding);
		make_groups(&finding);
		make_stated_groups(&finding);
	}
	free((void *)finding.claims);
	free(finding.concerned);
	free(finding.stay);
	free(finding.back);
	free(finding.spoken);
	free(finding.group_of);
	free(finding.run);
	free(finding.joined);
	return !finding.failed;
}
