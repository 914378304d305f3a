/* cmd_trace.c - septel trace: the way of a message through a relay. */
#include "commands.h"
#include "journal_line.h"
#include "printer.h"
#include "safe.h"

#include <inttypes.h>

static const struct option OPTIONS[] = {OPTION_ROWS_SPOOL};

struct tracing {
	struct spool_session *session;
	struct printer printer; /* JSON */
	bool found;
};

static void print_named(struct septel_out *out, const char *name, struct septel_view value)
{
	if (value.len == 0)
		return;
	septel__out_format(out, "  %-14s ", name);
	print_safely(out, value);
	septel__out_byte(out, '\n');
}

static bool take_message(void *context, const struct read_message *message)
{
	struct tracing *tracing = context;
	struct septel_out *out = &tracing->session->out;
	tracing->found = true;
	septel__out_format(out, "message %" PRIu64 "  %s  %s  %zu bytes\n", message->message,
			   septel__precedence_letter(message->precedence),
			   septel__message_state_word(message->state), message->length);
	print_named(out, "from", message->from);
	print_named(out, "number", message->number);
	print_named(out, "dtg", message->dtg);
	if (message->origin.len) {
		septel__out_format(out, "  %-14s ", "key");
		print_safely(out, message->origin);
		septel__out_string(out, " #");
		print_safely(out, message->serial);
		if (message->section > 0)
			septel__out_format(out, "/%02d", message->section);
		septel__out_byte(out, ' ');
		print_safely(out, message->filed);
		septel__out_byte(out, '\n');
	}
	septel__out_format(out, "  %-14s ", "arrived");
	spool_time(out, message->accepted);
	septel__out_string(out, "  by ");
	print_safely(out, message->arrived.len ? message->arrived : VIEW_LITERAL("this station"));
	if (message->identification.len) {
		septel__out_string(out, " as ");
		print_safely(out, message->identification);
	}
	septel__out_byte(out, '\n');
	print_named(out, "transfer", message->transfer);
	return true;
}

static bool take_copy(void *context, const struct read_copy *copy)
{
	struct septel_out *out = &((struct tracing *)context)->session->out;
	septel__out_format(out, "  copy %-9" PRIu32 " ", copy->name.copy);
	print_safely(out, copy->outlet);
	septel__out_format(out, "  %s  %s", septel__precedence_letter(copy->precedence),
			   septel__copy_state_word(copy->state));
	if (copy->sent_as.len) {
		septel__out_string(out, " as ");
		print_safely(out, copy->sent_as);
	}
	if (copy->sent) {
		septel__out_string(out, "  begun ");
		spool_time(out, copy->sent);
	}
	if (copy->finished) {
		septel__out_string(out, "  ended ");
		spool_time(out, copy->finished);
	}
	if (copy->attempts > 1)
		septel__out_format(out, "  %" PRIu32 " attempts", copy->attempts);
	if (copy->reason.len) {
		septel__out_string(out, "  (");
		print_safely(out, copy->reason);
		septel__out_byte(out, ')');
	}
	septel__out_byte(out, '\n');
	return true;
}

static const char *role_word(enum envelope_role role)
{
	return role == ROLE_ACTION ? "action" : role == ROLE_INFORMATION ? "info" : "exempt";
}

static bool take_addressee(void *context, const struct read_addressee *addressee)
{
	struct septel_out *out = &((struct tracing *)context)->session->out;
	const struct {
		const char *word;
		moment at;
	} steps[] = {{"delivered", addressee->delivered},
		     {"read", addressee->read},
		     {"answered", addressee->answered},
		     {"due", addressee->answered ? 0 : addressee->due}};
	septel__out_format(out, "  %-14s ", role_word(addressee->role));
	print_safely(out, addressee->designator);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i].at) {
			septel__out_format(out, "  %s ", steps[i].word);
			spool_time(out, steps[i].at);
		}
	if (addressee->answer)
		septel__out_format(out, " by message %" PRIu64, addressee->answer);
	septel__out_byte(out, '\n');
	return true;
}

static bool take_entry(void *context, const struct journal_entry *entry)
{
	struct tracing *tracing = context;
	septel__out_string(&tracing->session->out, "  ");
	journal_line(tracing->session, entry);
	return true;
}

/* ---- JSON --------------------------------------------------------------------------------- */

static bool message_keys(void *context, const struct read_message *message)
{
	struct tracing *tracing = context;
	struct printer *printer = &tracing->printer;
	tracing->found = true;
	spool_key_number(printer, "message", message->message);
	spool_key_text(printer, "state",
		       septel_view_of(septel__message_state_word(message->state)));
	spool_key_text(printer, "precedence",
		       septel_view_of(septel__precedence_letter(message->precedence)));
	spool_key_text(printer, "from", message->from);
	spool_key_text(printer, "number", message->number);
	spool_key_text(printer, "dtg", message->dtg);
	spool_key_text(printer, "origin", message->origin);
	spool_key_text(printer, "serial", message->serial);
	printer_key(printer, "section");
	printer_number_or_null(printer, message->section);
	spool_key_text(printer, "filed", message->filed);
	spool_key_text(printer, "arrived", message->arrived);
	spool_key_text(printer, "identification", message->identification);
	spool_key_text(printer, "transfer", message->transfer);
	spool_key_time(printer, "accepted", message->accepted);
	spool_key_number(printer, "bytes", message->length);
	return true;
}

static bool copy_keys(void *context, const struct read_copy *copy)
{
	struct printer *printer = &((struct tracing *)context)->printer;
	printer_begin_map(printer);
	spool_key_number(printer, "copy", copy->name.copy);
	spool_key_text(printer, "outlet", copy->outlet);
	spool_key_text(printer, "routing", copy->routing);
	spool_key_text(printer, "precedence",
		       septel_view_of(septel__precedence_letter(copy->precedence)));
	spool_key_text(printer, "state", septel_view_of(septel__copy_state_word(copy->state)));
	spool_key_text(printer, "reason", copy->reason);
	spool_key_text(printer, "sent_as", copy->sent_as);
	printer_key(printer, "attempts");
	printer_number(printer, copy->attempts);
	spool_key_time(printer, "sent", copy->sent);
	spool_key_time(printer, "finished", copy->finished);
	printer_end_map(printer);
	return true;
}

static bool addressee_keys(void *context, const struct read_addressee *addressee)
{
	struct printer *printer = &((struct tracing *)context)->printer;
	printer_begin_map(printer);
	spool_key_text(printer, "designator", addressee->designator);
	spool_key_text(printer, "indicator", addressee->indicator);
	spool_key_text(printer, "role", septel_view_of(role_word(addressee->role)));
	spool_key_time(printer, "delivered", addressee->delivered);
	spool_key_time(printer, "read", addressee->read);
	spool_key_time(printer, "answered", addressee->answered);
	spool_key_time(printer, "due", addressee->due);
	spool_key_number(printer, "answer", addressee->answer);
	printer_end_map(printer);
	return true;
}

static bool entry_keys(void *context, const struct journal_entry *entry)
{
	struct printer *printer = &((struct tracing *)context)->printer;
	printer_begin_map(printer);
	journal_keys(printer, entry);
	printer_end_map(printer);
	return true;
}

static void begin_list(struct tracing *tracing, const char *key)
{
	if (!tracing->session->json)
		return;
	printer_key(&tracing->printer, key);
	printer_begin_list(&tracing->printer);
}

static void end_list(struct tracing *tracing)
{
	if (tracing->session->json)
		printer_end_list(&tracing->printer);
}

/* ---- one message -------------------------------------------------------------------------- */

static enum store_status trace(struct tracing *tracing, uint64_t message)
{
	struct store *store = tracing->session->store;
	const bool json = tracing->session->json;
	const struct journal_query query = {.message = message};
	printer_init(&tracing->printer, &tracing->session->out, true);
	if (json)
		printer_begin_map(&tracing->printer);
	enum store_status status =
		septel__read_message(store, message, json ? message_keys : take_message, tracing);
	begin_list(tracing, "copies");
	if (status == STORE_OK)
		status = septel__read_copies(store, message, json ? copy_keys : take_copy, tracing);
	end_list(tracing);
	begin_list(tracing, "addressees");
	if (status == STORE_OK)
		status = septel__read_addressees(store, message,
						 json ? addressee_keys : take_addressee, tracing);
	end_list(tracing);
	begin_list(tracing, "journal");
	if (status == STORE_OK)
		status = septel__read_journal(store, &query, json ? entry_keys : take_entry,
					      tracing);
	end_list(tracing);
	if (json)
		printer_end_map(&tracing->printer);
	septel__out_byte(&tracing->session->out, '\n');
	return status;
}

static int answer(struct spool_session *session)
{
	struct tracing tracing = {.session = session};
	uint64_t messages[READ_TRACE_LIMIT];
	size_t count;
	const char *id = session->invocation->arguments[0];
	enum store_status status =
		septel__read_named(session->store, septel_view_of(id), messages, &count);
	for (size_t i = 0; i < count && status == STORE_OK; i++)
		status = trace(&tracing, messages[i]);
	if (status != STORE_OK)
		return spool_failed(session, status);
	if (tracing.found)
		return EXIT_DONE;
	complain("septel trace: %s: no such message in the spool", id);
	return EXIT_NOT_SO;
}

static int run_trace(const struct invocation *invocation)
{
	return spool_run(invocation, answer);
}

const struct command COMMAND_TRACE = {
	.name = "trace",
	.summary = "The way of a message through a relay",
	.arguments = "ID",
	.least = 1,
	.about = "Where it came from and under which identification, each copy that was made of\n"
		 "it and what became of it, who has it, has read it and has answered, and all of\n"
		 "the journal about it. ID is its number in the spool, an identification under\n"
		 "which it came or went, its message reference number, station and serial\n"
		 "(\"RUEHGB 3796\", a filing time may follow), or a transfer. Of several messages\n"
		 "the newest comes first. Contents are not shown.",
	.not_so = SPOOL_NOT_SO,
	.broken = "the file is no spool, or damaged",
	.example = "septel trace --spool spool.db GFA001",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_trace,
};
