/* cmd_journal.c - septel journal: what a relay did, and whether its journal is whole. */
#include "../base/date.h"
#include "commands.h"
#include "journal_line.h"
#include "printer.h"
#include "safe.h"

#include <inttypes.h>

enum {
	OPT_SINCE = SPOOL_OPTIONS,
	OPT_UNTIL,
	OPT_MESSAGE,
	OPT_EVENT,
	OPT_OUTLET,
	OPT_ID,
	OPT_VERIFY,
	OPT_HEAD
};

static const struct option OPTIONS[] = {
	OPTION_ROWS_SPOOL,
	{"since", OPTION_TEXT, "TIME", "from this time on: 2008-12-04, or 2008-12-04T06:37Z"},
	{"until", OPTION_TEXT, "TIME", "before this time"},
	{"message", OPTION_NUMBER, "NUMBER", "of this message of the spool"},
	{"event", OPTION_TEXT, "WORD", "of this event; \"open*\" for all that begin so"},
	{"outlet", OPTION_TEXT, "OUTLET", "of this circuit or box"},
	{"id", OPTION_TEXT, "ID", "of the messages that ID names, as septel trace takes it"},
	{"verify", OPTION_FLAG, NULL, "only whether its chain of hashes holds"},
	{"head", OPTION_TEXT, "HEAD", "with --verify: a head written down before must be in it"},
};

static bool take_entry(void *context, const struct journal_entry *entry)
{
	journal_line(context, entry);
	return spool_flush(context, false);
}

static bool read_moment(const struct invocation *invocation, size_t option, moment *at)
{
	struct septel_time time;
	const char *text = invocation->options[option].text;
	*at = 0;
	if (!text)
		return true;
	if (!septel__time_read(septel_view_of(text), &time)) {
		complain("septel journal: --%s %s: no such time", OPTIONS[option].name, text);
		return false;
	}
	*at = septel__minute_number(time) * 60000;
	return true;
}

static struct septel_view option_view(const struct invocation *invocation, size_t option)
{
	const char *text = invocation->options[option].text;
	return septel_view_of(text ? text : "");
}

static int search(struct spool_session *session)
{
	const struct invocation *invocation = session->invocation;
	struct journal_query query = {
		.message = (uint64_t)invocation->options[OPT_MESSAGE].number,
		.event = option_view(invocation, OPT_EVENT),
		.outlet = option_view(invocation, OPT_OUTLET),
		.id = option_view(invocation, OPT_ID),
		.text = septel_view_of(invocation->count ? invocation->arguments[0] : ""),
	};
	if (!invocation->options[OPT_MESSAGE].text)
		query.message = 0;
	if (!read_moment(invocation, OPT_SINCE, &query.since) ||
	    !read_moment(invocation, OPT_UNTIL, &query.until))
		return EXIT_INVALID;
	const enum store_status status =
		septel__read_journal(session->store, &query, take_entry, session);
	return status == STORE_OK ? EXIT_DONE : spool_failed(session, status);
}

static void print_check(struct spool_session *session, const struct journal_check *check)
{
	char head[HEAD_TEXT_SIZE];
	struct printer printer;
	septel__head_text(&check->head, head);
	if (!session->json) {
		septel__out_format(&session->out, "%" PRIu64 " entries hold, the head is %s\n",
				   check->entries, head);
		return;
	}
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "entries");
	printer_number(&printer, (long long)check->entries);
	spool_key_number(&printer, "first", check->first);
	spool_key_number(&printer, "last", check->last);
	spool_key_number(&printer, "broken", check->broken);
	printer_key(&printer, "cut");
	printer_bool(&printer, check->cut);
	spool_key_text(&printer, "head", septel_view_of(head));
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static int verify(struct spool_session *session)
{
	struct chain_head known = {0, {0}};
	struct journal_check check;
	const char *head = session->invocation->options[OPT_HEAD].text;
	if (head && !septel__head_read(septel_view_of(head), &known)) {
		complain("septel journal: --head %s: no head (NUMBER:HASH)", head);
		return EXIT_INVALID;
	}
	const enum store_status status = septel__read_check(session->store, &known, &check);
	if (status == STORE_OK || status == STORE_DAMAGED)
		print_check(session, &check);
	return status == STORE_OK ? EXIT_DONE : spool_failed(session, status);
}

static int answer(struct spool_session *session)
{
	return session->invocation->options[OPT_VERIFY].text ? verify(session) : search(session);
}

static int run_journal(const struct invocation *invocation)
{
	return spool_run(invocation, answer);
}

const struct command COMMAND_JOURNAL = {
	.name = "journal",
	.summary = "What a relay did, searched and verified",
	.arguments = "[TEXT]",
	.about =
		"Every event of a relay is an entry of its journal, chained to the one before by\n"
		"its hash. Options narrow what is shown, TEXT to entries in which it stands, case\n"
		"aside. --verify reads all of it: a changed, missing or inserted entry is told, "
		"and\n"
		"by the head, which is kept beside the spool as well, an end that was cut off.",
	.not_so = SPOOL_NOT_SO,
	.broken = "the chain of hashes does not hold, or ends before its head",
	.example = "septel journal --spool spool.db --verify",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_journal,
};
