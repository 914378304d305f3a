/* guards_will.c - guards about what the person wants: declared, reconfirmed, not withdrawn. */
#include "guard_checks.h"

#include "../base/date.h"

#include <limits.h>

/* Declarations of one person that are looked at for a foreign voice, from the latest on: those
 * before them count as none. */
#define DECLARATIONS_LIMIT 200

/* Days between a reconfirmation and the departure. */
#define RECONFIRMATION_DAYS 14

static bool undoes(const struct claim *claim, int option)
{
	const int word = septel__claim_word(claim, KEY_OPTION);
	if (claim->type == CLAIM_PREF_WITHDRAWN)
		return word < 0 || word == option;
	return claim->type == CLAIM_PREF_DECLARED && word != option;
}

static void find_undone(struct declaration *found, struct claim_list about, int option)
{
	for (size_t i = 0; i < about.count; i++) {
		const struct claim *claim = about.at[i];
		if (undoes(claim, option) &&
		    (!found->undone_by ||
		     septel__latest_day(claim) >= septel__latest_day(found->undone_by)))
			found->undone_by = claim;
		if (claim->type == CLAIM_PREF_REPORTED &&
		    septel__claim_word(claim, KEY_OPTION) == option)
			found->reported = claim;
	}
}

struct declaration septel__declaration(const struct case_log *log, struct claim_list about,
				       int option)
{
	struct declaration found = {0};
	size_t looked_at = 0;
	find_undone(&found, about, option);
	const long undone = found.undone_by ? septel__latest_day(found.undone_by) : LONG_MIN;
	for (size_t i = about.count; i > 0 && looked_at < DECLARATIONS_LIMIT; i--) {
		const struct claim *claim = about.at[i - 1];
		if (claim->type != CLAIM_PREF_DECLARED ||
		    septel__claim_word(claim, KEY_OPTION) != option)
			continue;
		looked_at++;
		const struct claim *foreign = septel__foreign_voice(log, claim);
		if (foreign) {
			found.foreign = found.foreign ? found.foreign : foreign;
			continue;
		}
		if (found.undone_by && septel__earliest_day(claim) <= undone)
			continue;
		found.first = claim;
		found.last = found.last ? found.last : claim;
	}
	return found;
}

int septel__choice(const struct case_log *log, const struct thing *person,
		   const struct claim **declared)
{
	const struct claim_list about = septel__log_about(log, person);
	for (int option = 0; option < OPTION_UNDECIDED; option++) {
		*declared = septel__declaration(log, about, option).last;
		if (*declared)
			return option;
	}
	return OPTION_UNDECIDED;
}

/* ---- G1, A3, T5a ---- */

static const char *kind_of_account(const struct claim *claim)
{
	return septel__claim_word(claim, KEY_MOOD) == MOOD_BELIEVED ? "belief" : "report";
}

static void tell_foreign(struct guard_asking *asking, const struct claim *account)
{
	const struct thing *speaker = septel__speaker(account);
	septel__guard_cite(asking, account);
	if (speaker)
		septel__guard_fail(asking, "a %s of %.*s, no declaration", kind_of_account(account),
				   VIEW_FORMAT(speaker->name));
	else
		septel__guard_fail(asking, "a %s, no declaration", kind_of_account(account));
}

static void tell_undone(struct guard_asking *asking, const struct claim *undone)
{
	septel__guard_cite(asking, undone);
	if (undone->type == CLAIM_PREF_WITHDRAWN)
		septel__guard_fail(asking, "withdrawn %s", septel__day_text(asking, undone));
	else
		septel__guard_fail(asking, "declared %s, %s",
				   septel__option_name(septel__claim_word(undone, KEY_OPTION)),
				   septel__day_text(asking, undone));
}

static void tell_undeclared(struct guard_asking *asking, const struct declaration *found)
{
	if (found->undone_by)
		tell_undone(asking, found->undone_by);
	else if (found->foreign)
		tell_foreign(asking, found->foreign);
	else if (found->reported)
		tell_foreign(asking, found->reported);
	else
		septel__guard_fail(asking, "no declaration");
	septel__guard_need(
		asking, NULL, "a declaration (pref.declared) of %s in the person's own voice%s",
		septel__option_name(asking->option), found->undone_by ? ", after that day" : "");
}

void septel__check_own_declaration(struct guard_asking *asking)
{
	const struct declaration found =
		septel__declaration(asking->question->log, asking->about, asking->option);
	if (!found.last) {
		tell_undeclared(asking, &found);
		return;
	}
	septel__guard_cite(asking, found.last);
	septel__guard_pass(asking, "declared %s", septel__day_text(asking, found.last));
}

void septel__check_own_voice(struct guard_asking *asking)
{
	const struct claim *step = asking->question->step;
	const struct claim *foreign =
		step ? septel__foreign_voice(asking->question->log, step) : NULL;
	if (!step) {
		septel__guard_fail(asking, "nothing is declared");
		septel__guard_need(asking, NULL,
				   "a declaration (pref.declared) in the person's own voice");
	} else if (foreign) {
		tell_foreign(asking, foreign);
		septel__guard_need(asking, NULL, "the person's own voice");
	} else {
		septel__guard_cite(asking, step);
		septel__guard_pass(asking, "the person's own");
	}
}

/* ---- G6, R4, T10b ---- */

/* The day from which on a reconfirmation counts: that of the acceptance, or of the override
 * that stands for it; LONG_MAX: there is neither. */
static long accepted_since(struct guard_asking *asking)
{
	const struct claim *undone;
	const struct claim *accepted = septel__acceptance(asking, &undone);
	if (accepted) {
		septel__guard_note(asking, accepted);
		return septel__has_time(accepted->days.to) ? septel__latest_day(accepted)
							   : septel__day_of(accepted);
	}
	for (size_t i = 0; i < asking->overrides.count; i++)
		if (septel__equal(septel__claim_text(asking->overrides.at[i], KEY_GUARD),
				  VIEW_LITERAL("G5")))
			return septel__latest_day(asking->overrides.at[i]);
	return LONG_MAX;
}

/* The latest reconfirmation of the choice, in the person's own voice, on or after that day and
 * not before the declaration that stands. */
static const struct claim *reconfirmation(const struct guard_asking *asking, long since)
{
	const struct case_log *log = asking->question->log;
	const struct declaration found = septel__declaration(log, asking->about, asking->option);
	size_t looked_at = 0;
	if (found.first && septel__earliest_day(found.first) > since)
		since = septel__earliest_day(found.first);
	for (size_t i = asking->about.count; i > 0 && looked_at < DECLARATIONS_LIMIT; i--) {
		const struct claim *claim = asking->about.at[i - 1];
		if (claim->type != CLAIM_PREF_RECONFIRMED ||
		    septel__claim_word(claim, KEY_OPTION) != asking->option)
			continue;
		looked_at++;
		if (septel__earliest_day(claim) >= since && !septel__foreign_voice(log, claim))
			return claim;
	}
	return NULL;
}

static const struct claim *any_reconfirmation(const struct guard_asking *asking)
{
	static const enum claim_type TYPES[] = {CLAIM_PREF_RECONFIRMED, CLAIM_ANY};
	return septel__last_of(asking->about, TYPES);
}

void septel__check_reconfirmed(struct guard_asking *asking)
{
	const long since = accepted_since(asking);
	const struct claim *found = since == LONG_MAX ? NULL : reconfirmation(asking, since);
	if (found) {
		septel__guard_cite(asking, found);
		septel__guard_pass(asking, "reconfirmed %s", septel__day_text(asking, found));
		return;
	}
	const struct claim *other = any_reconfirmation(asking);
	septel__guard_cite(asking, other);
	if (since == LONG_MAX)
		septel__guard_fail(asking, "nothing to reconfirm: not accepted yet");
	else if (other)
		septel__guard_fail(asking, "the reconfirmation of %s does not count",
				   septel__day_text(asking, other));
	else
		septel__guard_fail(asking, "not reconfirmed");
	septel__guard_need(asking, NULL,
			   "the choice reconfirmed (pref.reconfirmed) after the acceptance");
}

void septel__check_still_wants(struct guard_asking *asking)
{
	septel__check_own_declaration(asking);
	if (asking->answer->pass)
		septel__check_reconfirmed(asking);
}

void septel__check_freshly_reconfirmed(struct guard_asking *asking)
{
	const struct gate_question *question = asking->question;
	const long day = question->step ? septel__day_of(question->step)
					: septel__day_number(question->log->clocks.on);
	const struct claim *found = reconfirmation(asking, LONG_MIN);
	septel__guard_cite(asking, found);
	if (found && septel__earliest_day(found) >= day - RECONFIRMATION_DAYS) {
		septel__guard_pass(asking, "reconfirmed %s", septel__day_text(asking, found));
		return;
	}
	if (found)
		septel__guard_fail(asking, "reconfirmed %s, more than %d days before",
				   septel__day_text(asking, found), RECONFIRMATION_DAYS);
	else
		septel__guard_fail(asking, "not reconfirmed");
	septel__guard_need(asking, found, "a reconfirmation not older than %d days",
			   RECONFIRMATION_DAYS);
}
