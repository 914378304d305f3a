/* account_ranks.c - see accounts.h: which account an officer puts before which. */
#include "accounts.h"

#include <stdlib.h>

/* Rounds in which all preferences are applied; those that run in a circle never settle, and the
 * last of them holds. */
#define ROUNDS_LIMIT 8

struct rank {
	const struct claim *winner, *loser; /* NULL: all others */
};

struct ranks {
	struct rank *at;
	size_t count;
};

static const struct claim *claim_of(const struct claim_value *value)
{
	const struct claim_things things = septel__value_things(value);
	return things.count ? things.at[0]->made_by : NULL;
}

/* What one claim ranks: account.preferred A over B; any other X prefers A: A over X. */
static void add_ranks(struct ranks *ranks, const struct claim *claim)
{
	const bool officer = claim->type == CLAIM_ACCOUNT_PREFERRED;
	const size_t before = ranks->count;
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		if (officer && value->row->key == KEY_OVER)
			ranks->at[ranks->count++] =
				(struct rank){claim->about->made_by, claim_of(value)};
		else if (value->row->key == KEY_PREFERS)
			ranks->at[ranks->count++] = (struct rank){
				claim_of(value), officer ? claim->about->made_by : claim};
	}
	if (officer && ranks->count == before)
		ranks->at[ranks->count++] = (struct rank){claim->about->made_by, NULL};
}

static size_t count_ranks(const struct claim *claim)
{
	size_t count = claim->type == CLAIM_ACCOUNT_PREFERRED;
	for (size_t i = 0; i < claim->value_count; i++)
		count += claim->values[i].row->key == KEY_OVER ||
			 claim->values[i].row->key == KEY_PREFERS;
	return count;
}

static size_t place_of(const struct account_group *group, const struct claim *claim)
{
	size_t at = 0;
	while (at < group->count && group->claims[at] != claim)
		at++;
	return at;
}

/* Moves the winner before the loser; true where that changed anything. */
static bool apply(struct account_group *group, const struct rank *rank)
{
	const size_t winner = place_of(group, rank->winner);
	const size_t loser = rank->loser ? place_of(group, rank->loser) : 0;
	if (winner >= group->count || loser >= winner)
		return false;
	memmove((void *)(group->claims + loser + 1), (void *)(group->claims + loser),
		(winner - loser) * sizeof(struct claim *));
	group->claims[loser] = rank->winner;
	return true;
}

/* True where it comes before one that it is preferred to. */
static bool is_first_of(const struct account_group *group, size_t at, const struct ranks *ranks)
{
	for (size_t i = 0; i < ranks->count; i++)
		if (ranks->at[i].winner == group->claims[at] &&
		    (!ranks->at[i].loser || (place_of(group, ranks->at[i].loser) < group->count &&
					     place_of(group, ranks->at[i].loser) > at)))
			return true;
	return false;
}

/* Those that are preferred to some come before those of which nothing is said. */
static void put_preferred_first(struct account_group *group, const struct ranks *ranks)
{
	size_t placed = 0;
	for (size_t i = 0; i < group->count; i++) {
		const struct claim *claim = group->claims[i];
		if (!is_first_of(group, i, ranks))
			continue;
		memmove((void *)(group->claims + placed + 1), (void *)(group->claims + placed),
			(i - placed) * sizeof(struct claim *));
		group->claims[placed++] = claim;
	}
}

static bool is_ranked(const struct account_group *group, const struct ranks *ranks)
{
	for (size_t i = 0; i < ranks->count; i++)
		if (place_of(group, ranks->at[i].winner) < group->count)
			return true;
	return false;
}

static void rank_group(struct account_group *group, const struct ranks *ranks)
{
	bool moved = is_ranked(group, ranks);
	for (int round = 0; moved && round < ROUNDS_LIMIT; round++) {
		moved = false;
		for (size_t i = 0; i < ranks->count; i++)
			moved |= apply(group, &ranks->at[i]);
	}
	if (is_ranked(group, ranks))
		put_preferred_first(group, ranks);
}

bool septel__accounts_rank(struct account_groups *groups, const struct case_log *log)
{
	size_t room = 0;
	for (size_t i = 0; i < log->claims.count; i++)
		room += count_ranks(log->claims.at[i]);
	if (!room)
		return true;
	struct ranks ranks = {malloc(room * sizeof *ranks.at), 0};
	for (size_t i = 0; ranks.at && i < log->claims.count; i++)
		add_ranks(&ranks, log->claims.at[i]);
	for (size_t i = 0; ranks.at && i < groups->count; i++)
		rank_group(&groups->at[i], &ranks);
	const bool made = ranks.at != NULL;
	free(ranks.at);
	return made;
}
