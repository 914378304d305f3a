/* cmd_case_conflicts.c - septel case conflicts: what is told in several ways, side by side. */
#include "../base/date.h"
#include "../casebook/accounts.h"
#include "../casebook/entries.h"
#include "case_tell.h"
#include "commands.h"

#include <stdlib.h>

/* ---- one account ---- */

/* The last entry by which an officer prefers the claim; NULL. */
static const struct claim *preference_of(struct case_desk *desk, const struct claim *claim)
{
	static const enum claim_type PREFERRED[] = {CLAIM_ACCOUNT_PREFERRED, CLAIM_ANY};
	const struct thing *entry = septel__entry_thing(&desk->book, claim);
	if (!entry && claim->about && claim->about->made_by == claim)
		entry = claim->about;
	const struct claim *preference =
		entry ? septel__last_of(septel__log_about(&desk->log, entry), PREFERRED) : NULL;
	return preference && septel__answer_may_show(&desk->answer, preference) ? preference : NULL;
}

static void tell_preference(struct case_desk *desk, const struct claim *claim)
{
	const struct claim *preference = preference_of(desk, claim);
	septel__record_set(&desk->answer, "preferred", json_boolean(preference != NULL));
	if (!preference)
		return;
	const struct claim_value *src = septel__claim_value(preference, KEY_SRC);
	septel__record_set_view(&desk->answer, "preferred_by",
				src->is.anchor.officer.len
					? src->is.anchor.officer
					: septel__claim_text(preference, KEY_BY));
	septel__record_set(&desk->answer, "reason", tell_value(preference, KEY_REASON));
}

/* How to refer to it.  MESSAGE:N tells how many entries there are, hidden ones too: but for the
 * owner an id alone does. */
static struct septel_view reference(struct case_desk *desk, const struct claim *claim)
{
	if (!desk->viewer.owner && !septel__claim_value(claim, KEY_ID))
		return VIEW_LITERAL("");
	return septel__entry_reference(claim, desk->arena);
}

/* How the claims that name the entry behind `key` are referred to. */
static json_t *referring(struct case_desk *desk, const struct claim *claim, enum claim_key key)
{
	const struct thing *entry = septel__entry_thing(&desk->book, claim);
	const struct claim_list naming = septel__log_naming(&desk->log, entry);
	json_t *list = json_array();
	for (size_t i = 0; i < naming.count; i++) {
		if (!septel__claim_names(naming.at[i], key, entry) ||
		    !septel__answer_may_show(&desk->answer, naming.at[i]))
			continue;
		const struct septel_view refers = reference(desk, naming.at[i]);
		if (refers.len)
			json_array_append_new(list, septel__json_view(refers));
	}
	return list;
}

/* Of an account the first anchor is "anchor". */
static json_t *tell_account(struct case_desk *desk, const struct account_group *group,
			    const struct claim *claim)
{
	struct answer *answer = &desk->answer;
	septel__record_begin(answer);
	septel__record_rests_on(answer, claim);
	septel__record_set_view(answer, "text", septel__account_text(group->topic, claim));
	tell_voice(desk, claim);
	json_t *anchors = septel__json_anchors(claim);
	septel__record_set(answer, "anchor", json_incref(json_array_get(anchors, 0)));
	json_decref(anchors);
	septel__record_set_day(answer, "when", septel__claim_day(claim));
	septel__record_set_day(answer, "reported", claim->message->dtg);
	septel__record_set(answer, "type", json_string(septel__type_row(claim->type)->name));
	septel__record_set(answer, "entry",
			   json_integer((json_int_t)septel__view_entry(&desk->view, claim)));
	septel__record_set_view_or_null(answer, "ref", reference(desk, claim));
	const struct claim *corrector = septel__log_corrector(&desk->log, claim);
	septel__record_set_if(answer, "corrected", json_boolean(corrector != NULL),
			      (struct claim_list){&corrector, corrector != NULL});
	septel__record_set(answer, "corrected_by", referring(desk, claim, KEY_CORRECTS));
	septel__record_set(answer, "corroborated_by", referring(desk, claim, KEY_CORROBORATES));
	tell_preference(desk, claim);
	return septel__record_end(answer);
}

/* ---- one group ---- */

static const char *stated_topic(const struct claim *const *claims, size_t count)
{
	const char *topic = "contradiction";
	for (size_t i = 0; i < count; i++) {
		if (claims[i]->type == CLAIM_INSTRUMENT_CONFLICT)
			return "conflict";
		if (septel__claim_value(claims[i], KEY_CORRECTS))
			topic = "correction";
	}
	return topic;
}

/* The first of the group where it is shown, else the first entered of those that are. */
static const struct claim *first_of(const struct account_group *group,
				    const struct claim *const *shown, size_t count)
{
	const struct claim *first = shown[0];
	for (size_t i = 0; i < count; i++) {
		if (shown[i] == group->first)
			return group->first;
		if (shown[i]->entered < first->entered)
			first = shown[i];
	}
	return first;
}

/* "p1: description of the stay", "p1: fear (iran)", "return: availability". */
static void tell_about(struct case_desk *desk, const struct account_group *group,
		       const struct claim *const *shown, size_t count)
{
	const struct claim *claim = first_of(group, shown, count);
	const char *topic = group->topic ? group->topic->name : stated_topic(shown, count);
	const enum account_scope scope = group->topic ? group->topic->scope : SCOPE_NONE;
	const bool word = scope == SCOPE_WORD;
	const struct septel_view subject = word ? septel__claim_text(claim, group->topic->scope_key)
					   : claim->about ? claim->about->name
							  : claim->subject;
	const struct septel_view name = scope == SCOPE_NAME || scope == SCOPE_STATE
						? septel__claim_text(claim, group->topic->scope_key)
						: (struct septel_view){"", 0};
	septel__record_set(&desk->answer, "about",
			   json_sprintf("%.*s: %s%s%.*s%s", VIEW_FORMAT(subject), topic,
					name.len ? " (" : "", VIEW_FORMAT(name),
					name.len ? ")" : ""));
	septel__record_set(&desk->answer, "topic", json_string(topic));
	septel__record_set_view(&desk->answer, "subject", subject);
}

/* Those of its claims that may be seen, where they differ without the others. */
static bool shown_of(struct case_desk *desk, const struct account_group *group,
		     const struct claim **shown, size_t *count)
{
	bool says = group->topic != NULL;
	*count = 0;
	for (size_t i = 0; i < group->count; i++) {
		const struct claim *claim = group->claims[i];
		if (!septel__answer_may_show(&desk->answer, claim))
			continue;
		shown[(*count)++] = claim;
		says = says || septel__claim_value(claim, KEY_CORRECTS) ||
		       septel__claim_value(claim, KEY_CONTRADICTS) ||
		       claim->type == CLAIM_INSTRUMENT_CONFLICT;
	}
	return *count > 1 && says &&
	       (!group->topic || septel__accounts_differ(group->topic, shown, *count));
}

static bool tell_group(struct case_desk *desk, const struct account_group *group)
{
	size_t count;
	const struct claim **shown = malloc(group->count * sizeof(struct claim *));
	const bool made = shown != NULL;
	if (made && shown_of(desk, group, shown, &count)) {
		json_t *accounts = json_array();
		septel__record_begin(&desk->answer);
		tell_about(desk, group, shown, count);
		for (size_t i = 0; i < count; i++)
			json_array_append_new(accounts, tell_account(desk, group, shown[i]));
		septel__record_set(&desk->answer, "accounts", accounts);
		septel__record_end(&desk->answer);
	}
	free((void *)shown);
	return made;
}

static int ask(struct case_desk *desk)
{
	const struct invocation *invocation = desk->invocation;
	const struct thing *person =
		invocation->count ? desk_party(desk, invocation->arguments[0]) : NULL;
	struct account_groups groups;
	if (invocation->count && !person)
		return -1;
	if (!septel__accounts_read(&groups, &desk->log, person) ||
	    !septel__accounts_rank(&groups, &desk->log))
		return -1;
	for (size_t i = 0; i < groups.count; i++)
		if (!tell_group(desk, &groups.at[i]))
			return -1;
	return EXIT_DONE;
}

/* ---- text ---- */

static void put_account(struct septel_out *out, const json_t *account)
{
	put_inner_mark(out, account);
	septel__out_format(out, "%c %s  %s",
			   json_is_true(json_object_get(account, "preferred")) ? '*' : ' ',
			   desk_string(account, "when"), desk_string(account, "text"));
	put_field(out, ", by ", account, "by");
	put_field(out, ", said by ", account, "said_by");
	put_field(out, ", ", account, "mood");
	put_field(out, ", through ", account, "heard_by");
	put_field(out, ", ", account, "grade");
	if (json_is_true(json_object_get(account, "corrected")))
		septel__out_string(out, ", CORRECTED");
	put_field(out, " by ", account, "corrected_by");
	put_field(out, ", corroborated by ", account, "corroborated_by");
	put_field(out, ", preferred by ", account, "preferred_by");
	put_field(out, ": ", account, "reason");
	put_anchor_end(out, account);
}

static void put(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *account;
	const json_t *accounts = json_object_get(record, "accounts");
	desk_mark(out, record);
	septel__out_format(out, "%s, %zu accounts\n", desk_string(record, "about"),
			   json_array_size(accounts));
	json_array_foreach(accounts, i, account) put_account(out, account);
}

/* ---- row ---- */

static const char *const COLUMNS[] = {"about", "topic", "subject", "accounts", "anchors", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_CONFLICTS = {
	.name = "case conflicts",
	.summary = "Lay accounts that differ side by side",
	.arguments = "[PERSON]",
	.about =
		"What several claims say of one thing, where they do not say the same: of the case "
		"of\n"
		"PERSON, or of all. Who says it, how surely, through whom, and where it stands. "
		"What an\n"
		"officer prefers comes first; nothing is left out.",
	.no_access = DESK_NO_ACCESS,
	.example = "septel case conflicts p1 -C samples/casebook --on 2008-12-04",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
