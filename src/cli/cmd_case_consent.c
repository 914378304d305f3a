/* cmd_case_consent.c - septel case consent: who may know of a person, and who was told. */
#include "../casebook/tell_consents.h"
#include "case_desk.h"
#include "commands.h"

#include <stdlib.h>

/* Each person of whom somebody is to know, or knows, in the order in which they come up. */
static int ask_all(struct case_desk *desk, struct stop_notices stops)
{
	const struct claim_list claims = desk->log.claims;
	bool *told = calloc(desk->book.thing_count + 1, sizeof *told);
	if (!told)
		return desk_fail(desk, "out of memory");
	for (size_t i = 0; i < claims.count; i++) {
		const struct claim *claim = claims.at[i];
		switch (claim->type) {
		case CLAIM_CONSENT_GIVEN:
		case CLAIM_CONSENT_REFUSED:
		case CLAIM_CONSENT_WITHDRAWN:
		case CLAIM_DISCLOSURE_MADE:
			if (!told[claim->about->number])
				septel__tell_consents(&desk->answer, claim->about, stops);
			told[claim->about->number] = true;
			break;
		default:
			break;
		}
	}
	free(told);
	return EXIT_DONE;
}

static int ask(struct case_desk *desk)
{
	const struct invocation *invocation = desk->invocation;
	struct ledger ledger;
	const struct thing *person = NULL;
	if (invocation->count && !(person = desk_party(desk, invocation->arguments[0])))
		return -1;
	if (!septel__ledger_open(&ledger, &desk->log, WEEK_FROM_MONDAY))
		return desk_fail(desk, "out of memory");
	const struct stop_notices stops = septel__stop_notices(&ledger);
	if (!stops.at)
		return desk_fail(desk, "out of memory");
	if (!person)
		return ask_all(desk, stops);
	septel__tell_consents(&desk->answer, person, stops);
	return EXIT_DONE;
}

static void put_stop(struct septel_out *out, const json_t *record)
{
	const json_t *stop = json_object_get(record, "stop");
	if (!json_is_object(stop))
		return;
	desk_mark(out, stop);
	septel__out_format(out, "  %s has to %s, since %s: ", desk_string(stop, "by"),
			   desk_string(stop, "what"), desk_string(stop, "since"));
	if (json_is_string(json_object_get(stop, "confirmed")))
		septel__out_format(out, "confirmed %s", desk_string(stop, "confirmed"));
	else
		septel__out_string(out, desk_string(stop, "state"));
	septel__out_byte(out, '\n');
}

static void put_disclosures(struct septel_out *out, const json_t *record)
{
	size_t i;
	json_t *told;
	json_array_foreach(json_object_get(record, "disclosures"), i, told)
	{
		const char *basis = json_string_value(json_object_get(told, "basis"));
		desk_mark(out, told);
		septel__out_format(out, "  told %s by %s, %s", desk_string(told, "on"),
				   desk_string(told, "by"),
				   json_is_true(json_object_get(told, "consented"))
					   ? "with consent"
					   : "without consent before");
		if (basis)
			septel__out_format(out, ", basis %s", basis);
		septel__out_string(out, "  ");
		desk_anchor(out, told);
		septel__out_byte(out, '\n');
	}
}

static void put(struct septel_out *out, const json_t *record)
{
	const char *purpose = json_string_value(json_object_get(record, "purpose"));
	desk_mark(out, record);
	septel__out_format(out, "%s  may %s know, %s: %s", desk_string(record, "case"),
			   desk_string(record, "recipient"), purpose ? purpose : "any purpose",
			   desk_string(record, "state"));
	if (json_is_string(json_object_get(record, "since")))
		septel__out_format(out, " since %s", desk_string(record, "since"));
	if (json_is_string(json_object_get(record, "basis")))
		septel__out_format(out, ", basis %s", desk_string(record, "basis"));
	if (json_is_string(json_object_get(record, "scope")))
		septel__out_format(out, ", scope %s", desk_string(record, "scope"));
	septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
	put_disclosures(out, record);
	put_stop(out, record);
}

static const char *const COLUMNS[] = {"case",  "recipient",   "purpose", "state", "since", "basis",
				      "scope", "disclosures", "stop",    "flags", NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	return desk_ask(invocation, ask, &FORM);
}

static const struct option OPTIONS[] = {DESK_OPTION_ROWS};

const struct command COMMAND_CASE_CONSENT = {
	.name = "case consent",
	.summary = "Who may know of a person, what for, and who was told",
	.arguments = "[CASE]",
	.about = "For each recipient and purpose: consent given, refused, withdrawn or not asked\n"
		 "for, since when and on what basis; and each disclosure, with consent before it\n"
		 "or without. A consent covers parts of its recipient, such as a State's "
		 "ministries.\n"
		 "Whoever knew when it was withdrawn has to stop using it, and to confirm.",
	.example = "septel case consent -C samples/casebook p1",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
