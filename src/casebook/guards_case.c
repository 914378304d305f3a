/* guards_case.c - guards about who takes care: holder, lead, monitor, and what is still owed. */
#include "guard_checks.h"

#include "../base/date.h"
#include "../base/out.h"
#include "assurances.h"
#include "undertaken.h"

/* ---- the holder: T2, T3a ---- */

void septel__check_held(struct guard_asking *asking)
{
	struct custody custody;
	septel__custody_read(&custody, asking->question->log, asking->question->person);
	const struct custody_episode *now = septel__custody_now(&custody);
	if (now && now->holder && now->place.len) {
		septel__guard_cite(asking, now->claims.at[0]);
		septel__guard_pass(asking, "%.*s", VIEW_FORMAT(now->holder->name));
		return;
	}
	septel__guard_fail(asking, now ? "holder or place not told" : "nobody holds the person");
	septel__guard_need(asking, NULL, "a holder, a place, a first day (custody.open)");
}

void septel__check_designated(struct guard_asking *asking)
{
	const struct claim *step = asking->question->step;
	const struct claim *rule =
		step ? septel__custody_undesignated(asking->question->log, step) : NULL;
	if (!rule) {
		septel__guard_pass(asking, "nobody else is told to designate it");
		return;
	}
	const struct thing *party = septel__claim_thing(rule, KEY_BY);
	septel__guard_cite(asking, rule);
	septel__guard_fail(asking, "not designated by %.*s", VIEW_FORMAT(party->name));
	septel__guard_need(asking, rule, "the place designated by %.*s (designated-by)",
			   VIEW_FORMAT(party->name));
}

/* ---- the lead: G8, T7 ---- */

static const char *lead_text(const struct guard_asking *asking, struct claim_things lead)
{
	struct septel_out out;
	septel__out_init(&out, septel__asking_arena(asking), 0);
	for (size_t i = 0; i < lead.count; i++)
		septel__out_format(&out, "%s%.*s", i ? " with " : "",
				   VIEW_FORMAT(lead.at[i]->name));
	const char *text = septel__out_terminated(&out);
	return text ? text : "";
}

static const struct lead_rule *rule_of(const struct guard_asking *asking)
{
	const struct lead_rule *rule = &asking->question->rules->leads[asking->option];
	return asking->option < OPTION_WORDS && rule->standing != CLAIM_ANY ? rule : NULL;
}

/* The lead that the track was opened with is that of the rule, where it names one. */
static bool is_led_by_rule(const struct claim *step, const struct lead_rule *rule)
{
	const struct thing *lead = step && step->type == CLAIM_TRACK_OPENED
					   ? septel__claim_thing(step, KEY_LEAD)
					   : NULL;
	return !lead || septel__is_part_of(lead, rule->lead.at[0]);
}

void septel__check_lead_by_rule(struct guard_asking *asking)
{
	const struct lead_rule *rule = rule_of(asking);
	if (!rule || !rule->lead.count) {
		septel__guard_fail(asking, "no rule for it");
		septel__guard_need(asking, NULL,
				   "a rule who leads (rule.preferred, rule.confirmed)");
		return;
	}
	for (size_t i = 0; i < rule->claims.count; i++)
		septel__guard_cite(asking, rule->claims.at[i]);
	if (is_led_by_rule(asking->question->step, rule)) {
		septel__guard_pass(asking, "%s, %s", lead_text(asking, rule->lead),
				   septel__standing_name(rule->standing));
		return;
	}
	septel__guard_fail(asking, "the rule says %s", lead_text(asking, rule->lead));
	septel__guard_need(asking, NULL, "the lead %s", lead_text(asking, rule->lead));
}

const struct claim *septel__consent_by(const struct guard_asking *asking,
				       const struct thing *recipient, long day)
{
	const struct claim *given = NULL, *undone = NULL;
	for (size_t i = 0; i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		const struct thing *to = septel__claim_thing(claim, KEY_TO);
		if (claim->type == CLAIM_CONSENT_GIVEN && to && septel__latest_day(claim) <= day &&
		    septel__is_part_of(recipient, to) && septel__is_told_as_fact(claim))
			given = claim;
		else if ((claim->type == CLAIM_CONSENT_REFUSED ||
			  claim->type == CLAIM_CONSENT_WITHDRAWN) &&
			 (!to || septel__is_part_of(recipient, to) ||
			  septel__is_part_of(to, recipient)) &&
			 septel__earliest_day(claim) <= day)
			undone = claim;
	}
	return given && !(undone && septel__latest_day(undone) >= septel__earliest_day(given))
		       ? given
		       : NULL;
}

void septel__check_lead_may_know(struct guard_asking *asking)
{
	const struct lead_rule *rule = rule_of(asking);
	if (!rule || !rule->lead.count) {
		septel__guard_fail(asking, "nobody leads");
		return;
	}
	const struct thing *lead = rule->lead.at[0];
	const struct claim *given = septel__consent_by(asking, lead, asking->question->day);
	septel__guard_cite(asking, given);
	if (given) {
		septel__guard_pass(asking, "%.*s, %s", VIEW_FORMAT(lead->name),
				   septel__day_text(asking, given));
		return;
	}
	septel__guard_fail(asking, "no consent that %.*s may know", VIEW_FORMAT(lead->name));
	septel__guard_need(asking, NULL, "the person's consent that %.*s may know (consent.given)",
			   VIEW_FORMAT(lead->name));
}

static bool is_of_option(const struct guard_asking *asking, const struct claim *claim)
{
	const int option = septel__claim_word(claim, KEY_OPTION);
	return option < 0 || option == asking->option;
}

static const struct claim *track(const struct guard_asking *asking, enum claim_type type,
				 const struct thing *by)
{
	for (size_t i = asking->about.count; i > 0; i--) {
		const struct claim *claim = asking->about.at[i - 1];
		if (claim->type == type && is_of_option(asking, claim) &&
		    (!by || septel__claim_names(claim, KEY_BY, by)))
			return claim;
	}
	return NULL;
}

void septel__check_lead_accepts(struct guard_asking *asking)
{
	const struct lead_rule *rule = rule_of(asking);
	const struct thing *lead = rule && rule->lead.count ? rule->lead.at[0] : NULL;
	const struct claim *opened = track(asking, CLAIM_TRACK_OPENED, NULL);
	const struct claim *accepted = lead ? track(asking, CLAIM_TRACK_ACCEPTED, lead) : NULL;
	septel__guard_cite(asking, opened);
	septel__guard_cite(asking, accepted);
	if (opened && accepted) {
		septel__guard_pass(asking, "%.*s, %s", VIEW_FORMAT(lead->name),
				   septel__day_text(asking, accepted));
		return;
	}
	septel__guard_fail(asking, opened ? "the lead has not taken it" : "no track is opened");
	if (!opened)
		septel__guard_need(asking, NULL, "the track opened (track.opened)");
	if (!accepted)
		septel__guard_need(asking, opened, "%.*s takes the case (track.accepted)",
				   lead ? (int)lead->name.len : 8,
				   lead ? lead->name.ptr : "the lead");
}

/* ---- the monitor: G7, W3 ---- */

static bool is_monitor(const struct guard_asking *asking, const struct claim *claim)
{
	const struct thing *by = septel__claim_thing(claim, KEY_BY), *to = asking->question->to;
	return claim->type == CLAIM_MONITOR_ARRANGED && by && septel__is_told_as_fact(claim) &&
	       !(to && septel__is_bound_to(by, to));
}

void septel__check_monitored(struct guard_asking *asking)
{
	const struct claim *other = NULL;
	for (size_t i = asking->about.count; i > 0; i--) {
		const struct claim *claim = asking->about.at[i - 1];
		if (is_monitor(asking, claim)) {
			septel__guard_cite(asking, claim);
			septel__guard_pass(asking, "%.*s",
					   VIEW_FORMAT(septel__claim_thing(claim, KEY_BY)->name));
			return;
		}
		if (claim->type == CLAIM_MONITOR_ARRANGED && !other)
			other = claim;
	}
	septel__guard_cite(asking, other);
	septel__guard_fail(asking, other ? "only the receiving State, or not arranged yet"
					 : "nobody is named");
	septel__guard_need(asking, NULL,
			   "a monitor (monitor.arranged) that is no part of the receiving State");
}

void septel__check_monitor_without_date(struct guard_asking *asking)
{
	const struct claim *found = NULL;
	for (size_t i = 0; i < asking->about.count; i++) {
		const struct claim_value *first =
			septel__claim_value(asking->about.at[i], KEY_FIRST);
		if (!is_monitor(asking, asking->about.at[i]))
			continue;
		if (first && !first->silent) {
			septel__guard_pass(asking, "first %.*s", VIEW_FORMAT(first->text));
			return;
		}
		found = asking->about.at[i];
	}
	if (!found) {
		septel__guard_pass(asking, "no monitor");
		return;
	}
	septel__guard_cite(asking, found);
	septel__guard_fail(asking, "%.*s, no first date",
			   VIEW_FORMAT(septel__claim_thing(found, KEY_BY)->name));
	septel__guard_need(asking, found, "the day of the first visit (first)");
}

/* ---- W1, W2 ---- */

/* Disclosures that are cited, and that are looked at: one behind them is taken to have had no
 * consent. */
#define DISCLOSURES_CITED 16
#define DISCLOSURES_LIMIT 1000

void septel__check_disclosed(struct guard_asking *asking)
{
	const struct thing *to = asking->question->to;
	const struct claim *found = NULL;
	size_t looked_at = 0;
	for (size_t i = 0; to && i < asking->about.count; i++) {
		const struct claim *claim = asking->about.at[i];
		if (asking->evidence.count == DISCLOSURES_CITED)
			break;
		if (claim->type != CLAIM_DISCLOSURE_MADE ||
		    !septel__claim_names(claim, KEY_TO, to) ||
		    (looked_at++ < DISCLOSURES_LIMIT &&
		     septel__consent_by(asking, septel__claim_thing(claim, KEY_TO),
					septel__earliest_day(claim) - 1)))
			continue;
		septel__guard_cite(asking, claim);
		found = found ? found : claim;
	}
	if (!found) {
		septel__guard_pass(asking, "none");
		return;
	}
	septel__guard_fail(asking, "to %.*s, %s, by %.*s, without earlier consent",
			   VIEW_FORMAT(to->name), septel__day_text(asking, found),
			   VIEW_FORMAT(septel__claim_text(found, KEY_BY)));
	septel__guard_need(asking, found, "consent before anything is told to that State");
}

/* An allegation that stands, or a law that says otherwise; NULL. */
static const struct claim *contest(const struct case_log *log, const struct thing *assurance)
{
	static const enum claim_type CONFLICT[] = {CLAIM_INSTRUMENT_CONFLICT, CLAIM_ANY};
	const struct claim_list about = septel__log_about(log, assurance);
	for (size_t i = 0; i < about.count; i++) {
		const struct claim *claim = about.at[i];
		if (claim->type != CLAIM_ASSURANCE_BREACH)
			continue;
		const enum allegation_state state = septel__allegation_state(log, claim, NULL);
		if (state == ALLEGATION_OPEN || state == ALLEGATION_SUBSTANTIATED)
			return claim;
	}
	return septel__last_of(septel__log_naming(log, assurance), CONFLICT);
}

/* What is weak in an assurance that the person's case relies on; NULL: nothing. */
static const char *weakness(const struct case_log *log, const struct thing *assurance,
			    const struct assurance_coverage *cover, const struct claim **shown)
{
	const enum assurance_state state = septel__assurance_state(log, assurance, shown);
	const struct claim *contested = contest(log, assurance);
	if (cover->excluded_by) {
		*shown = cover->excluded_by;
		return "out of its scope";
	}
	if (state == ASSURANCE_ENDED)
		return "ended";
	if (contested) {
		*shown = contested;
		return "contested";
	}
	return state < ASSURANCE_CONVEYED ? "unconveyed" : NULL;
}

/* A case relies on one that is cited for the person, or names the person among those whom it
 * benefits; where it names nobody, nobody is known to rely on it. */
static void judge_assurance(struct guard_asking *asking, const struct thing *assurance)
{
	const struct case_log *log = asking->question->log;
	const struct claim *shown = NULL;
	const struct assurance_coverage cover =
		septel__assurance_covers(log, assurance, asking->question->person);
	if (cover.how != COVER_CITED && cover.how != COVER_BENEFICIARY)
		return;
	const char *weak = weakness(log, assurance, &cover, &shown);
	if (!weak)
		return;
	septel__guard_cite(asking, shown ? shown : cover.by);
	if (asking->answer->why.len)
		return;
	septel__guard_fail(asking, "%.*s is %s", VIEW_FORMAT(assurance->name), weak);
	septel__guard_need(asking, shown, "an assurance that holds for this person");
}

void septel__check_weak_assurance(struct guard_asking *asking)
{
	const struct claim_list given = asking->question->rules->assurances;
	for (size_t i = 0; i < given.count; i++)
		judge_assurance(asking, given.at[i]->about);
	if (!asking->answer->why.len)
		septel__guard_pass(asking, "none");
}

/* ---- T10 ---- */

void septel__check_gate_ready(struct guard_asking *asking)
{
	struct gate gate;
	struct gate_question question = *asking->question;
	const int own = septel__gate_of_option(asking->option);
	question.gate = own < 0 ? GATE_RETURN : (enum gate_name)own; /* no choice opens no gate */
	question.step = NULL;
	septel__gate_ask(&gate, &question);
	for (size_t i = 0; i < gate.of; i++)
		for (size_t j = 0; j < gate.guards[i].evidence.count; j++)
			septel__guard_note(asking, gate.guards[i].evidence.at[j]);
	if (gate.ready)
		septel__guard_pass(asking, "READY");
	else
		septel__guard_fail(asking, "BLOCKED %zu of %zu%s", gate.passed, gate.of,
				   gate.frozen.count ? ", frozen by an open allegation" : "");
	if (!gate.ready)
		septel__guard_need(asking, NULL, "the gate of %s READY",
				   septel__gate_row(question.gate)->name);
}

void septel__check_handed_over(struct guard_asking *asking)
{
	static const enum claim_type TYPES[] = {CLAIM_MOVEMENT_DONE, CLAIM_ANY};
	const struct claim *step = asking->question->step;
	if (!step)
		step = septel__last_of(asking->about, TYPES);
	septel__guard_cite(asking, step);
	if (step && septel__claim_text(step, KEY_WITNESS).len) {
		septel__guard_pass(asking, "%s", septel__day_text(asking, step));
		return;
	}
	septel__guard_fail(asking, step ? "no witness is told" : "not moved yet");
	septel__guard_need(asking, step,
			   "from whom, to whom, before which witness (movement.done)");
}

/* ---- T12 ---- */

void septel__check_promises_ended(struct guard_asking *asking)
{
	const struct gate_question *question = asking->question;
	struct claim_bag open = {.arena = septel__asking_arena(asking)};
	septel__undertakings_open(&question->rules->ledger, question->rules->undertakings,
				  question->person, &open);
	for (size_t i = 0; i < open.count; i++)
		septel__guard_cite(asking, open.at[i]);
	if (!open.count) {
		septel__guard_pass(asking, "none open");
		return;
	}
	septel__guard_fail(asking, "%zu open: %.*s%s", open.count, VIEW_FORMAT(open.at[0]->subject),
			   open.count > 1 ? " and others" : "");
	septel__guard_need(asking, open.at[0], "%.*s kept, waived or handed over",
			   VIEW_FORMAT(open.at[0]->subject));
}

static bool trace_has_ended(const struct case_log *log, const struct thing *trace)
{
	static const enum claim_type TYPES[] = {CLAIM_TRACE_STATE, CLAIM_ANY};
	const struct claim *last = septel__last_of(septel__log_about(log, trace), TYPES);
	switch (last ? septel__claim_word(last, KEY_STATE) : -1) {
	case TRACE_WORD_CONTACT_RESTORED:
	case TRACE_WORD_REFUSED:
	case TRACE_WORD_UNSAFE:
	case TRACE_WORD_CLOSED:
		return true;
	default:
		return false;
	}
}

void septel__check_traces_ended(struct guard_asking *asking)
{
	const struct claim *open = NULL;
	for (size_t i = 0; i < asking->naming.count; i++) {
		const struct claim *claim = asking->naming.at[i];
		if (claim->type != CLAIM_TRACE_OPENED ||
		    !septel__claim_names(claim, KEY_FOR, asking->question->person) ||
		    trace_has_ended(asking->question->log, claim->about))
			continue;
		septel__guard_cite(asking, claim);
		open = claim;
	}
	if (!open) {
		septel__guard_pass(asking, "none open");
		return;
	}
	septel__guard_fail(asking, "%.*s is open", VIEW_FORMAT(open->subject));
	septel__guard_need(asking, open, "%.*s ended (trace.state)", VIEW_FORMAT(open->subject));
}

void septel__check_second_officer(struct guard_asking *asking)
{
	const struct claim *step = asking->question->step;
	const struct thing *by = step ? septel__speaker(step) : NULL;
	const struct thing *second = step ? septel__claim_thing(step, KEY_SECOND) : NULL;
	septel__guard_cite(asking, step);
	if (second && second != by && septel__claim_text(step, KEY_RETENTION).len) {
		septel__guard_pass(asking, "%.*s", VIEW_FORMAT(second->name));
		return;
	}
	septel__guard_fail(asking, !step ? "not closed yet"
				   : second && second == by
					   ? "the second officer is the first"
					   : "no second officer or retention date");
	septel__guard_need(asking, step, "a second officer and a retention date (case.closed)");
}
