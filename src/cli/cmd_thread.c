/* cmd_thread.c - septel thread: the whole chain of messages around one. */
#include "../archive/thread.h"
#include "../base/date.h"
#include "commands.h"
#include "graph_at.h"
#include "safe.h"

#include <stdio.h>

enum { OPT_JSON = GRAPH_OPTIONS };

static const struct option OPTIONS[] = {
	OPTION_ROW_ARCHIVE,
	OPTION_ROW_AS,
	{"json", OPTION_FLAG, NULL, "one JSON object a message, one line each"},
};

static void print_json(struct graph_session *session, const struct thread_message *message,
		       const char *time, struct septel_view subject)
{
	struct printer printer;
	printer_init(&printer, &session->out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "id");
	printer_string(&printer, message->id);
	printer_key(&printer, "dtg");
	printer_string_or_null(&printer, septel_view_of(time));
	printer_key(&printer, "subject");
	printer_string_or_null(&printer, subject);
	printer_key(&printer, "held");
	printer_bool(&printer, message->number != 0);
	printer_key(&printer, "steps");
	printer_number(&printer, message->steps);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

static void print_text(struct graph_session *session, const struct thread_message *message,
		       const char *time, struct septel_view subject)
{
	struct septel_out *out = &session->out;
	septel__out_format(out, "%s %-17s  ", message->steps == 0 ? ">" : " ", time);
	print_safely(out, message->id);
	septel__out_repeat(out, ' ', message->id.len < 20 ? 20 - message->id.len : 1);
	if (message->number)
		print_safely(out, subject);
	else
		septel__out_string(out, "(not held)");
	septel__out_byte(out, '\n');
}

static bool print_message(struct graph_session *session, const struct thread_message *message)
{
	char time[TIME_TEXT_SIZE] = "";
	struct septel_view subject = {"", 0};
	struct message_row row;
	if (message->number) {
		if (septel__message_row(session->archive, message->number, &row, session->arena) !=
		    LOOKUP_FOUND)
			return false;
		septel__time_text(row.dtg, time);
		subject = graph_subject(session, &row);
	}
	if (session->invocation->options[OPT_JSON].text)
		print_json(session, message, time, subject);
	else
		print_text(session, message, time, subject);
	return true;
}

static int answer(struct graph_session *session)
{
	const char *asked = session->invocation->arguments[0];
	struct thread thread;
	if (!septel__thread_read(&session->graph, graph_id(session, asked), &thread,
				 session->arena))
		return graph_failed(session);
	for (size_t i = 0; i < thread.count; i++)
		if (!print_message(session, &thread.at[i]))
			return graph_failed(session);
	if (thread.cut)
		fprintf(stderr,
			"septel thread: more messages hang together: these are the %u "
			"nearest\n",
			THREAD_LIMIT);
	if (thread.count)
		return EXIT_DONE;
	fprintf(stderr, "septel thread: %s is not held, and nothing that is held cites it\n",
		asked);
	return EXIT_NOT_SO;
}

static int run_thread(const struct invocation *invocation)
{
	return graph_run(invocation, answer);
}

const struct command COMMAND_THREAD = {
	.name = "thread",
	.summary = "The chain of messages around one",
	.arguments = "ID",
	.least = 1,
	.about = "Follows what a message cites and what cites it, and so on from each, in time\n"
		 "order. A message that is cited and not held stands before the first that\n"
		 "cites it.",
	.not_so = "the message is neither held nor cited",
	.no_access = "there is no such user",
	.example = "export SEPTEL_ARCHIVE=$(mktemp -d)/septel.db; septel import samples; "
		   "septel thread 08BAGHDAD2658",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_thread,
};
