/* cmd_case_log.c - septel case log: the entries of a casebook as they came in. */
#include "case_reads.h"
#include "commands.h"

enum { OPT_READS = DESK_OPTIONS };

/* The subject: a name, or the word that stands for one. */
static struct septel_view subject_of(const struct claim *claim)
{
	return claim->about ? claim->about->name : claim->subject;
}

static void tell_entry(struct answer *answer, const struct claim *claim)
{
	septel__record_begin(answer);
	if (!septel__record_tells_of(answer, claim)) {
		septel__record_drop(answer);
		return;
	}
	const size_t entry = septel__view_entry(answer->view, claim);
	septel__record_set(answer, "entry", json_integer((json_int_t)entry));
	septel__record_set_day(answer, "occurred", septel__claim_day(claim));
	septel__record_set_day(answer, "reported", claim->message->dtg);
	septel__record_set(answer, "type", json_string(septel__type_row(claim->type)->name));
	septel__record_set_view(answer, "subject", subject_of(claim));
	if (septel__view_sight(answer->view, claim) == SIGHT_FULL)
		septel__record_set_view(answer, "text", claim->whole);
	else
		septel__record_mask(answer, "text");
	septel__record_end(answer);
}

static int ask(struct case_desk *desk)
{
	if (desk->invocation->options[OPT_READS].text)
		return case_reads_list(desk);
	for (size_t i = 0; i < desk->book.claim_count; i++)
		if (septel__claim_counts(desk->book.claims[i], &desk->log.clocks))
			tell_entry(&desk->answer, desk->book.claims[i]);
	return EXIT_DONE;
}

static void put(struct septel_out *out, const json_t *record)
{
	desk_mark(out, record);
	septel__out_format(out, "%4d  %s  %-26s %-20s ",
			   (int)json_integer_value(json_object_get(record, "entry")),
			   desk_string(record, "occurred"), desk_string(record, "type"),
			   desk_string(record, "subject"));
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

static const char *const COLUMNS[] = {"entry",   "occurred", "reported", "type",
				      "subject", "anchors",  NULL};

static int run(const struct invocation *invocation)
{
	static const struct desk_form FORM = {put, COLUMNS};
	const bool reads = invocation->options[OPT_READS].text != NULL;
	return desk_ask(invocation, ask, reads ? &CASE_READS_FORM : &FORM);
}

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	[OPT_READS] = {"reads", OPTION_FLAG, NULL, "who asked what of the casebook, and verify it"},
};

const struct command COMMAND_CASE_LOG = {
	.name = "case log",
	.summary = "List the entries of a casebook in the order in which they came in",
	.arguments = "",
	.about =
		"Each with its number, the day on which it happened, its type, what it is about "
		"and\n"
		"where it stands. --on, --known-by and --entered-by leave out what does not count "
		"then.\n"
		"Every query of a casebook is an entry of its file reads, a chain of its own: who\n"
		"asked what, and how many claims were withheld. --reads lists and verifies it; "
		"only\n"
		"the owner, an auditor or a supervisor of all cases may.",
	.broken = "--reads: the chain of hashes does not hold",
	.no_access = "--reads: the viewer may not see it",
	.example = "septel case log -C examples/casebook --on 2009-10-01",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
