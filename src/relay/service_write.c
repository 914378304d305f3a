/* service_write.c - requests as text, and whole service messages.
 *
 * The form of a procedure is its text, with small letters for its operands: b blanked, c claimant,
 * d degree, h heading of the message (or its key), k key, l last routing indicator, n numbers, p
 * precedence, q portion, r routing, t time, w reason.  Brackets fall away where an operand within
 * has nothing; and so does the blank before an operand that has nothing.
 */
#include "service.h"

#include "../base/date.h"
#include "../base/limits.h"

/* Characters of a line (wire-format 2). */
#define LINE_LENGTH 69u

/* Twice, as a routing line has it. */
static void write_prosign(struct septel_out *out, enum septel_precedence precedence)
{
	if (precedence)
		septel__out_repeat(out, septel__prosign(precedence), 2);
}

static void write_numbers(struct septel_out *out, const struct service_request *request)
{
	for (size_t i = 0; i < request->number_count; i++) {
		const struct service_numbers *numbers = &request->numbers[i];
		const int digits = numbers->digits == 4 ? 4 : 3;
		septel__out_format(out, "%s%.3s%0*u", i ? " " : "", numbers->letters, digits,
				   numbers->from % CHANNEL_NUMBERS);
		if (numbers->to != numbers->from)
			septel__out_format(out, "-%0*u", digits, numbers->to % CHANNEL_NUMBERS);
	}
}

static void write_routing(struct septel_out *out, const struct service_request *request,
			  size_t from, size_t to)
{
	for (size_t i = from; i < to && i < SERVICE_ROUTING_LIMIT; i++)
		septel__out_format(out, "%s%s", i > from ? " " : "", request->routing[i]);
}

static void write_key(struct septel_out *out, const struct message_key *key)
{
	if (!key->origin[0])
		return;
	septel__out_format(out, "%s %s", key->origin, key->serial);
	if (key->section > 0 && key->section < 100)
		septel__out_format(out, "/%02d", key->section);
	septel__out_format(out, " %s", key->filed);
}

/* Format lines 2 and 3 of a message in one; the last indicator of `routing` is not of them. */
static void write_heading_of(struct septel_out *out, const struct service_request *request)
{
	if (request->precedence && request->routing_count > 1) {
		write_prosign(out, request->precedence);
		septel__out_byte(out, ' ');
		write_routing(out, request, 0, request->routing_count - 1);
		septel__out_string(out, " DE ");
	}
	write_key(out, &request->key);
}

static bool is_operand(char c)
{
	return septel__is_lower(c);
}

static void write_operand(struct septel_out *out, char operand,
			  const struct service_request *request)
{
	switch (operand) {
	case 'b':
		septel__out_string(out, request->blanked);
		break;
	case 'c':
		septel__out_string(out, request->claimant);
		break;
	case 'd':
		if (request->degree)
			septel__out_number(out, request->degree);
		break;
	case 'h':
		write_heading_of(out, request);
		break;
	case 'k':
		write_key(out, &request->key);
		break;
	case 'l':
		write_routing(out, request, request->routing_count - (request->routing_count > 0),
			      request->routing_count);
		break;
	case 'n':
		write_numbers(out, request);
		break;
	case 'p':
		write_prosign(out, request->precedence);
		break;
	case 'q':
		septel__out_view(out, request->portion);
		break;
	case 'r':
		write_routing(out, request, 0, request->routing_count);
		break;
	case 't':
		septel__out_string(out, request->time);
		break;
	case 'w':
		septel__out_view(out, request->reason);
		break;
	default:
		break;
	}
}

/* Writes a form up to `end`; false: one of its operands has nothing. */
/* NOLINTNEXTLINE(misc-no-recursion): brackets do not nest in the table of procedures */
static bool write_form(struct septel_out *out, const char *form, char end,
		       const struct service_request *request, const char **rest)
{
	bool all = true;
	for (; *form && *form != end; form++) {
		const size_t before = out->length;
		if (*form == '[') {
			if (!write_form(out, form + 1, ']', request, &form))
				out->length = before;
		} else if (is_operand(*form)) {
			write_operand(out, *form, request);
			if (out->length != before)
				continue;
			all = false;
			if (out->length && out->data[out->length - 1] == ' ')
				out->length--;
		} else if (*form != ' ' || out->length) {
			septel__out_byte(out, *form);
		}
	}
	*rest = form;
	return all;
}

static bool has_needs(const struct service_procedure *procedure,
		      const struct service_request *request)
{
	const unsigned needs = procedure->operands;
	const bool keyed =
		request->key.origin[0] && request->key.serial[0] && request->key.filed[0];
	return (!(needs & OPERAND_NEEDS_MESSAGE) || keyed || request->number_count) &&
	       (!(needs & OPERAND_NEEDS_NUMBERS) || request->number_count) &&
	       (!(needs & OPERAND_NEEDS_ROUTING) || request->routing_count) &&
	       (!(needs & OPERAND_NEEDS_PRECEDENCE) || request->precedence) &&
	       (!(needs & OPERAND_BLANKED) || request->blanked[0]) &&
	       (!strchr(procedure->form, 'c') || request->claimant[0]) &&
	       (request->key.origin[0] == '\0' || keyed);
}

bool septel__service_write(struct septel_out *out, const struct service_request *request)
{
	const struct service_procedure *procedure = septel__service_procedure(request->kind);
	const char *rest;
	struct septel_out text;
	if (!procedure || !has_needs(procedure, request) ||
	    request->number_count > SERVICE_NUMBERS_LIMIT ||
	    request->routing_count > SERVICE_ROUTING_LIMIT)
		return false;
	septel__out_init(&text, out->arena, SERVICE_MESSAGE_LIMIT);
	if (request->follow_up)
		septel__out_format(&text, "ZAR%u ", request->follow_up % 10);
	if (request->kind == SERVICE_UNDELIVERABLE && request->degree == 5) {
		struct service_procedure five = *procedure;
		five.form = "ZEQ5 n k w";
		write_form(&text, five.form, '\0', request, &rest);
	} else {
		write_form(&text, procedure->form, '\0', request, &rest);
	}
	septel__out_view(out, septel__out_written(&text));
	const bool written = !text.failed && !out->failed;
	septel__out_release(&text);
	return written;
}

/* ---- a whole message ------------------------------------------------------------------------ */

static void end_line(struct septel_out *out, bool line_feeds)
{
	septel__out_string(out, line_feeds ? "\n" : "\r\r\n");
}

/* Words in lines of no more than 69 characters. */
static void write_wrapped(struct septel_out *out, struct septel_view text, bool line_feeds)
{
	size_t column = 0;
	struct septel_view word;
	while (septel__next_word(&text, &word)) {
		if (column && column + 1 + word.len > LINE_LENGTH) {
			end_line(out, line_feeds);
			column = 0;
		}
		if (column)
			septel__out_byte(out, ' ');
		septel__out_view(out, word);
		column += word.len + (column > 0);
	}
	end_line(out, line_feeds);
}

/* "0111245": day of the year and minute. */
static void write_filed(struct septel_out *out, moment filed)
{
	const struct septel_time time = septel__from_seconds(filed / 1000);
	septel__out_format(out, "%03d%02d%02d", septel__day_of_year(time), time.hour, time.minute);
}

/* The most urgent of the requests; what goes by the message it is about is IMMEDIATE at most. */
static enum septel_precedence precedence_of(const struct service_heading *heading,
					    const struct service_request *requests, size_t count)
{
	enum septel_precedence most = heading->precedence;
	for (size_t i = 0; i < count && heading->precedence == SEPTEL_PRECEDENCE_NONE; i++) {
		const struct service_procedure *procedure =
			septel__service_procedure(requests[i].kind);
		enum septel_precedence own = procedure ? procedure->precedence : SEPTEL_ROUTINE;
		if (own == SEPTEL_PRECEDENCE_NONE)
			own = requests[i].precedence ? requests[i].precedence : SEPTEL_IMMEDIATE;
		if (own > SEPTEL_IMMEDIATE)
			own = SEPTEL_IMMEDIATE;
		most = own > most ? own : most;
	}
	return most ? most : SEPTEL_ROUTINE;
}

bool septel__service_message(struct septel_out *out, const struct service_heading *heading,
			     const struct service_request *requests, size_t count)
{
	const bool line_feeds = heading->line_feeds;
	struct septel_out text;
	bool written = count > 0 && count <= SERVICE_REQUESTS_LIMIT && heading->to.len &&
		       heading->from.len;
	septel__out_init(&text, out->arena, SERVICE_MESSAGE_LIMIT);
	septel__out_string(&text, "UNCLAS SVC");
	for (size_t i = 0; i < count && written; i++) {
		septel__out_byte(&text, ' ');
		written = septel__service_write(&text, &requests[i]);
	}
	if (written && !text.failed) {
		write_prosign(out, precedence_of(heading, requests, count));
		septel__out_format(out, " %.*s", VIEW_FORMAT(heading->to));
		end_line(out, line_feeds);
		septel__out_format(out, "DE %.*s %u ", VIEW_FORMAT(heading->from), heading->serial);
		write_filed(out, heading->filed);
		end_line(out, line_feeds);
		septel__out_string(out, "ZNR UUUUU");
		end_line(out, line_feeds);
		septel__out_string(out, "BT");
		end_line(out, line_feeds);
		write_wrapped(out, septel__out_written(&text), line_feeds);
		septel__out_string(out, "BT");
		end_line(out, line_feeds);
		septel__out_string(out, "NNNN");
		end_line(out, line_feeds);
	}
	written = written && !text.failed && !out->failed;
	septel__out_release(&text);
	return written;
}
