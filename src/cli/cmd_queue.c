/* cmd_queue.c - septel queue: what waits in a relay, by outlet and precedence. */
#include "commands.h"
#include "printer.h"
#include "safe.h"
#include "spool_at.h"

#include <inttypes.h>

enum { OPT_OUTLET = SPOOL_OPTIONS, OPT_LIST, OPT_HELD, OPT_CORRUPT };

static const struct option OPTIONS[] = {
	OPTION_ROWS_SPOOL,
	{"outlet", OPTION_TEXT, "OUTLET", "list the copies for this circuit or box"},
	{"list", OPTION_FLAG, NULL, "list every copy that waits"},
	{"held", OPTION_FLAG, NULL, "list what is held, with the reason"},
	{"corrupt", OPTION_FLAG, NULL, "list messages whose heading could not be read"},
};

/* Columns of an outlet's name, of one count. */
enum { OUTLET_COLUMNS = 16, COUNT_COLUMNS = 9 };

/* ---- counts ------------------------------------------------------------------------------- */

/* One row: the states of a queue come one behind the other. */
struct counts {
	struct spool_session *session;
	char outlet[64];
	enum septel_precedence precedence;
	uint64_t of[COPY_HELD + 1];
	moment oldest; /* 0: no row yet */
	uint64_t all;
};

static void print_counts_json(struct counts *counts)
{
	struct printer printer;
	printer_init(&printer, &counts->session->out, true);
	printer_begin_map(&printer);
	spool_key_text(&printer, "outlet", septel_view_of(counts->outlet));
	spool_key_text(&printer, "precedence",
		       septel_view_of(septel__precedence_letter(counts->precedence)));
	for (enum copy_state state = COPY_ACTIVE; state <= COPY_HELD; state++) {
		printer_key(&printer, septel__copy_state_word(state));
		printer_number(&printer, (long long)counts->of[state]);
	}
	spool_key_time(&printer, "oldest", counts->oldest);
	printer_key(&printer, "age_seconds");
	printer_number(&printer, (counts->session->now - counts->oldest) / 1000);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static void print_counts(struct counts *counts)
{
	struct septel_out *out = &counts->session->out;
	if (!counts->oldest)
		return;
	if (counts->session->json) {
		print_counts_json(counts);
	} else {
		spool_pad(out, print_safely(out, septel_view_of(counts->outlet)), OUTLET_COLUMNS);
		septel__out_string(out, septel__precedence_letter(counts->precedence));
		for (enum copy_state state = COPY_ACTIVE; state <= COPY_HELD; state++)
			septel__out_format(out, "%*" PRIu64, COUNT_COLUMNS, counts->of[state]);
		septel__out_string(out, "  ");
		spool_age(out, counts->session->now - counts->oldest);
		septel__out_byte(out, '\n');
	}
	memset(counts->of, 0, sizeof counts->of);
	counts->oldest = 0;
}

static bool take_queue(void *context, const struct read_queue *queue)
{
	struct counts *counts = context;
	if (!septel__equal(queue->outlet, septel_view_of(counts->outlet)) ||
	    queue->precedence != counts->precedence)
		print_counts(counts);
	snprintf(counts->outlet, sizeof counts->outlet, "%.*s", VIEW_FORMAT(queue->outlet));
	counts->precedence = queue->precedence;
	counts->of[queue->state] = queue->count;
	counts->all += queue->count;
	if (!counts->oldest || queue->oldest < counts->oldest)
		counts->oldest = queue->oldest;
	return true;
}

static int count_copies(struct spool_session *session)
{
	struct counts counts = {.session = session};
	if (!session->json)
		septel__out_format(&session->out, "%-*s %*s%*s%*s%*s  oldest\n", OUTLET_COLUMNS,
				   "outlet", COUNT_COLUMNS, "active", COUNT_COLUMNS, "sending",
				   COUNT_COLUMNS, "deferred", COUNT_COLUMNS, "hold");
	const enum store_status status = septel__read_queues(session->store, take_queue, &counts);
	if (status != STORE_OK)
		return spool_failed(session, status);
	print_counts(&counts);
	if (!session->json)
		septel__out_format(&session->out, "copies that wait: %" PRIu64 "\n", counts.all);
	return EXIT_DONE;
}

/* ---- lists -------------------------------------------------------------------------------- */

static void print_copy_json(struct spool_session *session, const struct read_copy *copy)
{
	struct printer printer;
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	spool_key_number(&printer, "message", copy->name.message);
	spool_key_number(&printer, "copy", copy->name.copy);
	spool_key_text(&printer, "outlet", copy->outlet);
	spool_key_text(&printer, "precedence",
		       septel_view_of(septel__precedence_letter(copy->precedence)));
	spool_key_text(&printer, "state", septel_view_of(septel__copy_state_word(copy->state)));
	spool_key_text(&printer, "reason", copy->reason);
	spool_key_time(&printer, "accepted", copy->accepted);
	spool_key_time(&printer, "changed", copy->changed);
	spool_key_time(&printer, "not_before", copy->not_before);
	spool_key_text(&printer, "arrived", copy->arrived);
	spool_key_text(&printer, "identification", copy->identification);
	spool_key_text(&printer, "from", copy->from);
	spool_key_text(&printer, "number", copy->number);
	spool_key_text(&printer, "routing", copy->routing);
	spool_key_text(&printer, "sent_as", copy->sent_as);
	printer_key(&printer, "attempts");
	printer_number(&printer, copy->attempts);
	printer_key(&printer, "bytes");
	printer_number(&printer, (long long)copy->length);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static void print_copy(struct spool_session *session, const struct read_copy *copy)
{
	struct septel_out *out = &session->out;
	char name[40];
	const int length = snprintf(name, sizeof name, "%" PRIu64 ".%" PRIu32, copy->name.message,
				    copy->name.copy);
	septel__out_string(out, name);
	spool_pad(out, (size_t)length, 12);
	spool_pad(out, print_safely(out, copy->outlet), OUTLET_COLUMNS);
	septel__out_format(out, "%s  %-9s  ", septel__precedence_letter(copy->precedence),
			   septel__copy_state_word(copy->state));
	spool_age(out, session->now - copy->accepted);
	septel__out_string(out, "  ");
	print_safely(out, copy->identification);
	septel__out_byte(out, ' ');
	print_safely(out, copy->number);
	if (copy->reason.len) {
		septel__out_string(out, "  (");
		print_safely(out, copy->reason);
		septel__out_byte(out, ')');
	}
	septel__out_byte(out, '\n');
}

static bool take_copy(void *context, const struct read_copy *copy)
{
	struct spool_session *session = context;
	if (session->json)
		print_copy_json(session, copy);
	else
		print_copy(session, copy);
	return spool_flush(session, false);
}

static int list_copies(struct spool_session *session, unsigned states)
{
	const char *outlet = session->invocation->options[OPT_OUTLET].text;
	const enum store_status status = septel__read_queue(
		session->store, septel_view_of(outlet ? outlet : ""), states, take_copy, session);
	return status == STORE_OK ? EXIT_DONE : spool_failed(session, status);
}

static bool take_garbled(void *context, const struct read_message *message)
{
	struct spool_session *session = context;
	struct septel_out *out = &session->out;
	struct printer printer;
	if (!session->json) {
		septel__out_format(out, "%" PRIu64 "  ", message->message);
		spool_time(out, message->accepted);
		septel__out_string(out, "  ");
		spool_pad(out, print_safely(out, message->arrived), OUTLET_COLUMNS);
		print_safely(out, message->identification);
		septel__out_format(out, "  %zu bytes\n", message->length);
		return spool_flush(session, false);
	}
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	spool_key_number(&printer, "message", message->message);
	spool_key_text(&printer, "state", VIEW_LITERAL("corrupt"));
	spool_key_time(&printer, "accepted", message->accepted);
	spool_key_text(&printer, "arrived", message->arrived);
	spool_key_text(&printer, "identification", message->identification);
	spool_key_number(&printer, "bytes", message->length);
	printer_end_map(&printer);
	printer_end_record(&printer);
	return spool_flush(session, false);
}

static int answer(struct spool_session *session)
{
	const struct option_value *options = session->invocation->options;
	if (options[OPT_CORRUPT].text) {
		const enum store_status status =
			septel__read_garbled(session->store, take_garbled, session);
		return status == STORE_OK ? EXIT_DONE : spool_failed(session, status);
	}
	if (options[OPT_HELD].text)
		return list_copies(session, 1u << COPY_HELD);
	return options[OPT_OUTLET].text || options[OPT_LIST].text ? list_copies(session, 0)
								  : count_copies(session);
}

static int run_queue(const struct invocation *invocation)
{
	return command_excludes(invocation, OPT_CORRUPT, OPT_OUTLET) &&
			       command_excludes(invocation, OPT_CORRUPT, OPT_HELD)
		       ? spool_run(invocation, answer)
		       : EXIT_INVALID;
}

const struct command COMMAND_QUEUE = {
	.name = "queue",
	.summary = "What waits in a relay, by outlet and precedence",
	.arguments = "",
	.about = "How many copies wait for each circuit and box, highest precedence first, and\n"
		 "how long the oldest has. Lists are in the order of transmission. The spool is\n"
		 "read while the relay works; contents of messages are not shown.",
	.not_so = SPOOL_NOT_SO,
	.broken = "the file is no spool, or damaged",
	.example = "septel queue --spool spool.db",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_queue,
};
