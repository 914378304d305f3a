/* smtp_in.c - see smtp_in.h. */
#include "smtp_in.h"

#include "../base/limits.h"
#include "mail_message.h"
#include "smtp_in_commands.h"
#include "smtp_words.h"

#include <stdlib.h>

/* A buffer that grew beyond it is given back after its letter. */
#define KEPT_BUFFER ((size_t)1 << 20)

/* Memory of the envelope of one transaction. */
#define ENVELOPE_LIMIT ((size_t)16 << 20)

struct smtp_in *septel__smtp_in_new(const struct smtp_in_settings *settings,
				    const struct smtp_in_ports *ports)
{
	struct smtp_in *in = calloc(1, sizeof *in);
	if (!in)
		return NULL;
	in->settings = *settings;
	if (in->settings.letter_limit == 0)
		in->settings.letter_limit = MAIL_LETTER_LIMIT;
	in->ports = *ports;
	in->arena = septel_arena_new(ENVELOPE_LIMIT);
	in->recipients = calloc(MAIL_RECIPIENTS_LIMIT, sizeof *in->recipients);
	in->line = (struct smtp_line_reader){in->line_bytes, sizeof in->line_bytes, 0};
	septel__out_init(&in->data, NULL, in->settings.letter_limit);
	if (!in->arena || !in->recipients) {
		septel__smtp_in_free(in);
		return NULL;
	}
	return in;
}

void septel__smtp_in_free(struct smtp_in *in)
{
	if (!in)
		return;
	septel__out_release(&in->data);
	septel_arena_free(in->arena);
	free(in->recipients);
	free(in);
}

void septel__smtp_in_reset(struct smtp_in *in)
{
	septel_arena_reset(in->arena);
	in->transaction = (struct smtp_transaction){.sender = {"", 0}, .envelope_id = {"", 0}};
	in->recipient_count = 0;
	if (in->data.capacity > KEPT_BUFFER) {
		septel__out_release(&in->data);
		septel__out_init(&in->data, NULL, in->settings.letter_limit);
	}
	septel__out_clear(&in->data);
	if (in->phase > PHASE_READY)
		in->phase = PHASE_READY;
}

void septel__smtp_in_reply(struct smtp_in *in, struct septel_out *replies, const char *format, ...)
{
	va_list arguments;
	const size_t begin = replies->length;
	va_start(arguments, format);
	septel__out_format_list(replies, format, arguments);
	va_end(arguments);
	septel__out_string(replies, "\r\n");
	if (begin < replies->length && (replies->data[begin] == '5' || replies->data[begin] == '4'))
		in->errors++;
}

static void close_session(struct smtp_in *in)
{
	septel__smtp_in_reset(in);
	in->state = SMTP_IN_CLOSED;
}

void septel__smtp_in_greet(struct smtp_in *in, bool full, struct septel_out *replies)
{
	const struct septel_view host = in->settings.host;
	if (full) {
		septel__smtp_in_reply(in, replies, "421 4.3.2 %.*s takes nothing now",
				      VIEW_FORMAT(host));
		close_session(in);
		return;
	}
	septel__smtp_in_reply(in, replies, "220 %.*s ESMTP septel", VIEW_FORMAT(host));
}

void septel__smtp_in_trust(struct smtp_in *in)
{
	in->settings.trusted = true;
}

void septel__smtp_in_secured(struct smtp_in *in)
{
	in->settings.tls = true;
	in->phase = PHASE_BEGUN;
	in->state = SMTP_IN_READING;
	in->line.length = 0;
	septel__smtp_in_reset(in);
}

bool septel__smtp_in_trusts(const struct smtp_in *in)
{
	return in->settings.trusted;
}

enum smtp_in_state septel__smtp_in_state(const struct smtp_in *in)
{
	return in->state;
}

/* ---- the letter ------------------------------------------------------------- */

static void letter_ends(struct smtp_in *in, struct septel_out *replies)
{
	if (in->data.failed) {
		septel__smtp_in_reply(in, replies, "552 5.3.4 the letter is longer than %zu bytes",
				      in->settings.letter_limit);
		septel__smtp_in_reset(in);
		return;
	}
	in->transaction.data = septel__out_written(&in->data);
	in->transaction.recipients = in->recipients;
	in->transaction.recipient_count = in->recipient_count;
	in->letters++;
	in->phase = PHASE_ANSWER;
	in->state = SMTP_IN_WAITING;
	in->ports.letter(in->ports.context, &in->transaction);
}

static void refuse_bare(struct smtp_in *in, struct septel_out *replies)
{
	septel__smtp_in_reply(in, replies, "521 5.5.2 a line ends in CR LF and nothing else");
	close_session(in);
}

/* Text up to the next CR, or all there is; how many bytes were taken.  A bare LF in it: refused. */
static size_t take_text(struct smtp_in *in, struct septel_view rest, struct septel_out *replies)
{
	const size_t cr = septel__find_byte(rest, '\r', 0);
	const struct septel_view text = septel__slice(rest, 0, cr);
	if (septel__find_byte(text, '\n', 0) != VIEW_NOT_FOUND) {
		refuse_bare(in, replies);
		return rest.len;
	}
	septel__out_view(&in->data, text);
	if (cr == VIEW_NOT_FOUND)
		return text.len;
	in->place = PLACE_CR;
	return text.len + 1;
}

/* Takes dots off, and finds the line that is one dot.  Returns how many bytes were taken. */
static size_t take_data(struct smtp_in *in, struct septel_view bytes, struct septel_out *replies)
{
	size_t i = 0;
	while (i < bytes.len && in->phase == PHASE_DATA) {
		const char c = bytes.ptr[i];
		switch (in->place) {
		case PLACE_LINE_START:
			in->place = c == '.' ? PLACE_DOT : PLACE_TEXT;
			i += c == '.';
			break;
		case PLACE_DOT:
			in->place = c == '\r' ? PLACE_DOT_CR : PLACE_TEXT;
			i += c == '\r';
			break;
		case PLACE_DOT_CR:
			if (c != '\n') {
				refuse_bare(in, replies);
				return bytes.len;
			}
			letter_ends(in, replies);
			return i + 1;
		case PLACE_TEXT:
			i += take_text(in, septel__slice(bytes, i, bytes.len), replies);
			break;
		case PLACE_CR:
			if (c != '\n') {
				refuse_bare(in, replies);
				return bytes.len;
			}
			septel__out_string(&in->data, "\r\n");
			in->place = PLACE_LINE_START;
			i++;
			break;
		}
	}
	return i;
}

void septel__smtp_in_answer(struct smtp_in *in, enum receipt_kind kind, struct septel_view reason,
			    struct septel_out *replies)
{
	static const char *const ANSWERS[] = {"250 2.0.0 in custody", "452 4.3.1 not now",
					      "554 5.6.0 refused"};
	if (in->state != SMTP_IN_WAITING)
		return;
	septel__out_string(replies, ANSWERS[kind]);
	if (reason.len) {
		septel__out_string(replies, ": ");
		septel__smtp_clean(replies, septel__slice(reason, 0, SMTP_REASON_LIMIT));
	}
	septel__out_string(replies, "\r\n");
	in->state = SMTP_IN_READING;
	septel__smtp_in_reset(in);
}

/* ---- lines ------------------------------------------------------------------ */

static void check_errors(struct smtp_in *in, struct septel_out *replies)
{
	if (in->errors < SMTP_ERRORS_LIMIT || in->state == SMTP_IN_CLOSED)
		return;
	septel__smtp_in_reply(in, replies, "421 4.7.0 %.*s: too many errors",
			      VIEW_FORMAT(in->settings.host));
	close_session(in);
}

size_t septel__smtp_in_feed(struct smtp_in *in, struct septel_view bytes,
			    struct septel_out *replies)
{
	struct septel_view rest = bytes, line;
	while (rest.len && in->state == SMTP_IN_READING) {
		if (in->phase == PHASE_DATA) {
			rest = septel__slice(rest, take_data(in, rest, replies), rest.len);
			continue;
		}
		switch (septel__smtp_line(&in->line, &rest, &line)) {
		case SMTP_LINE_PART:
			break;
		case SMTP_LINE_LONG:
			septel__smtp_in_reply(in, replies, "500 5.5.2 the line is too long");
			close_session(in);
			break;
		case SMTP_LINE_BARE:
			refuse_bare(in, replies);
			break;
		case SMTP_LINE_WHOLE:
			septel__smtp_in_command(in, line, replies);
			/* What came behind it in the clear was put there by somebody else. */
			if (in->state == SMTP_IN_STARTTLS && rest.len) {
				septel__out_clear(replies);
				septel__smtp_in_reply(in, replies,
						      "501 5.5.4 nothing may follow STARTTLS");
				close_session(in);
			}
			check_errors(in, replies);
			break;
		}
	}
	return bytes.len - rest.len;
}
