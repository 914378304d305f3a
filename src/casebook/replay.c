/* replay.c - see replay.h. */
#include "replay.h"

#include "../base/date.h"
#include "../base/out.h"
#include "custody.h"
#include "standing.h"
#include "undertakings.h"

/* Claims folded for one replay: every prefix of a small casebook, some of a large one. */
#define REPLAY_CLAIMS_LIMIT ((size_t)300000)

static void put_case(struct septel_out *out, const struct case_log *log,
		     const struct case_rules *rules, const struct thing *person)
{
	char day[TIME_TEXT_SIZE];
	struct standing standing;
	struct custody custody;
	septel__standing_read(&standing, log, rules, person);
	septel__custody_read(&custody, log, person);
	const char *state = septel__standing_text(&standing, log->book->arena);
	septel__out_format(out, "%.*s %s %s moved by %zu, %zu notes\n", VIEW_FORMAT(person->name),
			   state ? state : "", septel__time_text(standing.since, day),
			   standing.moved ? standing.moved->number : 0, standing.note_count);
	for (size_t i = 0; i < custody.count; i++) {
		const struct custody_episode *episode = &custody.episodes[i];
		septel__out_format(out, " held by %.*s from %s%s\n",
				   episode->holder ? (int)episode->holder->name.len : 0,
				   episode->holder ? episode->holder->name.ptr : "",
				   septel__time_text(episode->from, day),
				   episode->ended ? ", ended" : "");
	}
}

static bool put_promises(struct septel_out *out, const struct case_log *log)
{
	struct ledger ledger;
	if (!septel__ledger_open(&ledger, log, WEEK_FROM_MONDAY))
		return false;
	const struct claim_things things = septel__ledger_things(&ledger, THING_PROMISE);
	for (size_t i = 0; things.at && i < things.count; i++) {
		struct promise promise;
		septel__promise_fold(&ledger, septel__log_about(log, things.at[i]), &promise);
		septel__out_format(out, "%.*s %s %ld days late, flags %u, moved by %zu\n",
				   VIEW_FORMAT(things.at[i]->name),
				   septel__promise_state_name(promise.state), promise.days_late,
				   promise.flags, promise.moved ? promise.moved->number : 0);
	}
	return things.at != NULL;
}

bool septel__replay_states(struct septel_out *out, const struct case_log *log)
{
	size_t count;
	struct case_rules rules;
	septel__rules_read(&rules, log);
	const struct thing **cases = septel__cases(log, &count);
	for (size_t i = 0; cases && i < count; i++)
		put_case(out, log, &rules, cases[i]);
	return cases && put_promises(out, log) && !out->failed &&
	       !septel__casebook_failed(log->book);
}

/* The states of a log that is made in `scratch`, of the first `count` claims on those clocks. */
static bool states_of(struct septel_out *out, const struct casebook *book, size_t count,
		      struct case_clocks clocks, struct septel_arena *scratch)
{
	struct case_log log;
	struct casebook first = *book;
	first.arena = scratch;
	first.claim_count = count;
	septel_arena_reset(scratch);
	septel__out_clear(out);
	return septel__log_open(&log, &first, clocks) && septel__replay_states(out, &log);
}

/* The first N entries alone, and the whole log with N as its clock. */
static bool compare_at(struct replay *replay, const struct case_log *log, size_t count,
		       struct septel_out out[2], struct septel_arena *scratch)
{
	const struct casebook *book = log->book;
	struct case_clocks clocks = log->clocks;
	clocks.entered_by = 0;
	if (!states_of(&out[0], book, count, clocks, scratch))
		return false;
	clocks.entered_by = book->claims[count - 1]->number;
	if (!states_of(&out[1], book, book->claim_count, clocks, scratch))
		return false;
	replay->prefixes++;
	if (!septel__equal(septel__out_written(&out[0]), septel__out_written(&out[1])))
		replay->differs = book->claims[count - 1]->number;
	return true;
}

static bool replay_all(struct replay *replay, const struct case_log *log,
		       const struct casebook *anew, struct septel_out out[2],
		       struct septel_arena *scratch)
{
	const struct casebook *book = log->book;
	const size_t folds = REPLAY_CLAIMS_LIMIT / (book->claim_count + 1);
	const size_t step = folds < book->claim_count ? book->claim_count / (folds + 1) + 1 : 1;
	if (!states_of(&out[0], book, book->claim_count, log->clocks, scratch) ||
	    !states_of(&out[1], anew, anew->claim_count, log->clocks, scratch))
		return false;
	replay->unlike = !septel__equal(septel__out_written(&out[0]), septel__out_written(&out[1]));
	for (size_t count = 1; count <= book->claim_count && !replay->differs; count += step)
		if (!compare_at(replay, log, count, out, scratch))
			return false;
	return true;
}

bool septel__replay(struct replay *replay, const struct case_log *log, const struct casebook *anew,
		    struct septel_arena *scratch)
{
	struct septel_out out[2];
	*replay = (struct replay){.entries = log->book->claim_count};
	for (size_t i = 0; i < 2; i++)
		septel__out_init(&out[i], NULL, 0);
	const bool done = replay_all(replay, log, anew, out, scratch);
	for (size_t i = 0; i < 2; i++)
		septel__out_release(&out[i]);
	return done;
}
