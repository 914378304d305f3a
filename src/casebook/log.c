/* log.c - see log.h. */
#include "log.h"

#include "../base/date.h"

#include <stdlib.h>

/* ---- what a claim says ---- */

struct septel_time septel__claim_day(const struct claim *claim)
{
	struct septel_time day = claim->days.from;
	if (!septel__has_time(day))
		day = claim->days.to;
	if (!septel__has_time(day))
		day = claim->message->dtg;
	return day;
}

struct claim_things septel__value_things(const struct claim_value *value)
{
	if (value->silent)
		return (struct claim_things){0};
	switch (value->row->value) {
	case VALUE_NEW:
	case VALUE_THING:
	case VALUE_PARTY:
	case VALUE_PARTIES:
	case VALUE_PLACE:
	case VALUE_COUNTRY:
	case VALUE_LEAD:
		return value->is.things;
	default:
		return (struct claim_things){0};
	}
}

const struct thing *septel__claim_thing(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	const struct claim_things things =
		value ? septel__value_things(value) : (struct claim_things){0};
	return things.count ? things.at[0] : NULL;
}

bool septel__claim_names(const struct claim *claim, enum claim_key key, const struct thing *thing)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		for (size_t j = 0; claim->values[i].row->key == key && j < things.count; j++)
			if (septel__is_part_of(things.at[j], thing))
				return true;
	}
	return false;
}

struct septel_view septel__claim_text(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return value && !value->silent ? value->text : (struct septel_view){"", 0};
}

int septel__claim_word(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return value && !value->silent && value->row->value == VALUE_WORD ? value->is.word : -1;
}

const struct claim *septel__last_of(struct claim_list claims, const enum claim_type *types)
{
	for (size_t i = claims.count; i > 0; i--)
		for (const enum claim_type *type = types; *type != CLAIM_ANY; type++)
			if (claims.at[i - 1]->type == *type)
				return claims.at[i - 1];
	return NULL;
}

/* ---- what counts ---- */

/* These tell of what is to come: they count from the day on which they are told. */
static bool tells_the_future(enum claim_type type)
{
	return type == CLAIM_ENCOUNTER_PLANNED || type == CLAIM_VISIT_SCHEDULED;
}

bool septel__claim_counts(const struct claim *claim, const struct case_clocks *clocks)
{
	const long reported = septel__day_number(claim->message->dtg);
	const long day = tells_the_future(claim->type)
				 ? reported
				 : septel__day_number(septel__claim_day(claim));
	if (clocks->entered_by && claim->number > clocks->entered_by)
		return false;
	if (septel__has_time(clocks->known_by) && reported > septel__day_number(clocks->known_by))
		return false;
	return day <= septel__day_number(clocks->on);
}

bool septel__stands_until_ended(enum claim_type type)
{
	switch (type) {
	case CLAIM_FEAR_EXPRESSED:
	case CLAIM_PREF_WITHDRAWN:
	case CLAIM_CONSENT_REFUSED:
	case CLAIM_CONSENT_WITHDRAWN:
	case CLAIM_ACCEPTANCE_REFUSED:
	case CLAIM_ACCEPTANCE_WITHDRAWN:
	case CLAIM_ASSURANCE_BREACH:
		return true;
	default:
		return false;
	}
}

/* Notes of what `claim` corrects that it does. */
static void mark_corrected(const struct claim *claim, const struct claim **corrected)
{
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		const struct claim_things things = septel__value_things(value);
		if (value->row->key != KEY_CORRECTS || things.count == 0)
			continue;
		const struct claim *was = things.at[0]->made_by;
		if (was && was != claim && !septel__stands_until_ended(was->type))
			corrected[was->entered - 1] = claim;
	}
}

struct dated_claim {
	const struct claim *claim;
	long day;
};

static int compare_dated(const void *a, const void *b)
{
	const struct dated_claim *one = a, *other = b;
	if (one->day != other->day)
		return one->day < other->day ? -1 : 1;
	return (one->claim->entered > other->claim->entered) -
	       (one->claim->entered < other->claim->entered);
}

/* The claims that count, in order; their count. */
static size_t gather(const struct case_log *log, struct dated_claim *dated,
		     const struct claim **corrected)
{
	const struct casebook *book = log->book;
	size_t count = 0;
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (!septel__claim_counts(claim, &log->clocks) ||
		    (log->left_out && log->left_out[i]))
			continue;
		mark_corrected(claim, corrected);
		dated[count++] =
			(struct dated_claim){claim, septel__day_number(septel__claim_day(claim))};
	}
	qsort(dated, count, sizeof *dated, compare_dated);
	return count;
}

static bool put_in_order(struct case_log *log)
{
	struct septel_arena *arena = log->book->arena;
	const size_t room = log->book->claim_count + 1;
	struct dated_claim *dated = malloc(room * sizeof *dated);
	const struct claim **corrected = septel_arena_alloc(arena, room * sizeof(struct claim *));
	const struct claim **claims = septel_arena_alloc(arena, room * sizeof(struct claim *));
	const bool made = dated && corrected && claims;
	if (made) {
		memset((void *)corrected, 0, room * sizeof(struct claim *));
		log->correctors = corrected;
		const size_t count = gather(log, dated, corrected);
		size_t standing = 0, out = count;
		for (size_t i = 0; i < count; i++)
			if (!corrected[dated[i].claim->entered - 1])
				claims[standing++] = dated[i].claim;
		for (size_t i = count; i > 0; i--)
			if (corrected[dated[i - 1].claim->entered - 1])
				claims[--out] = dated[i - 1].claim;
		log->claims = (struct claim_list){claims, standing};
		log->corrected = (struct claim_list){claims + standing, count - standing};
	}
	free(dated);
	return made;
}

/* ---- by thing ---- */

typedef void visit_thing(void *context, const struct thing *thing, const struct claim *claim);

static void visit_subject(const struct claim *claim, visit_thing *visit, void *context)
{
	if (claim->about)
		visit(context, claim->about, claim);
}

static void visit_all(const struct claim *claim, visit_thing *visit, void *context)
{
	visit_subject(claim, visit, context);
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		for (size_t j = 0; j < things.count; j++)
			visit(context, things.at[j], claim);
	}
}

struct indexing {
	struct log_index *index;
	const struct claim **last; /* that was counted or put, of each thing */
};

static void count_claim(void *context, const struct thing *thing, const struct claim *claim)
{
	struct indexing *indexing = context;
	if (indexing->last[thing->number] != claim)
		indexing->index->start[thing->number + 1]++;
	indexing->last[thing->number] = claim;
}

/* start[n + 1] moves from the first place of thing n to the one behind its last. */
static void put_claim(void *context, const struct thing *thing, const struct claim *claim)
{
	struct indexing *indexing = context;
	if (indexing->last[thing->number] != claim)
		indexing->index->claims[indexing->index->start[thing->number + 1]++] = claim;
	indexing->last[thing->number] = claim;
}

static bool make_index(const struct case_log *log, struct log_index *index,
		       struct claim_list claims,
		       void (*walk)(const struct claim *, visit_thing *, void *))
{
	struct septel_arena *arena = log->book->arena;
	const size_t things = log->book->thing_count;
	struct indexing indexing = {index, calloc(things + 1, sizeof(struct claim *))};
	index->start = septel_arena_alloc(arena, (things + 2) * sizeof *index->start);
	bool made = indexing.last && index->start;
	if (made) {
		memset(index->start, 0, (things + 2) * sizeof *index->start);
		for (size_t i = 0; i < claims.count; i++)
			walk(claims.at[i], count_claim, &indexing);
		size_t total = 0; /* counts become places */
		for (size_t i = 0; i <= things; i++) {
			const size_t own = index->start[i + 1];
			index->start[i + 1] = total;
			total += own;
		}
		index->claims = septel_arena_alloc(arena, (total + 1) * sizeof(struct claim *));
		made = index->claims != NULL;
	}
	if (made) {
		memset((void *)indexing.last, 0, (things + 1) * sizeof(struct claim *));
		for (size_t i = 0; i < claims.count; i++)
			walk(claims.at[i], put_claim, &indexing);
	}
	free((void *)indexing.last);
	return made;
}

static struct claim_list of_thing(const struct log_index *index, const struct thing *thing)
{
	if (!thing)
		return (struct claim_list){0};
	const size_t start = index->start[thing->number];
	return (struct claim_list){index->claims + start, index->start[thing->number + 1] - start};
}

struct claim_list septel__log_about(const struct case_log *log, const struct thing *thing)
{
	return of_thing(&log->about, thing);
}

struct claim_list septel__log_corrected_about(const struct case_log *log, const struct thing *thing)
{
	return of_thing(&log->corrected_about, thing);
}

const struct claim *septel__log_corrector(const struct case_log *log, const struct claim *claim)
{
	return log->correctors[claim->entered - 1];
}

struct claim_list septel__log_naming(const struct case_log *log, const struct thing *thing)
{
	return of_thing(&log->naming, thing);
}

bool septel__log_open(struct case_log *log, struct casebook *book, struct case_clocks clocks)
{
	return septel__log_open_without(log, book, clocks, NULL);
}

bool septel__log_open_without(struct case_log *log, struct casebook *book,
			      struct case_clocks clocks, const bool *left_out)
{
	*log = (struct case_log){.book = book, .clocks = clocks, .left_out = left_out};
	return put_in_order(log) && make_index(log, &log->about, log->claims, visit_subject) &&
	       make_index(log, &log->naming, log->claims, visit_all) &&
	       make_index(log, &log->corrected_about, log->corrected, visit_subject);
}
