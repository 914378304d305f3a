/* smtp_out.c - see smtp_out.h.
 *
 * The commands of a letter are steps: MAIL, a RCPT for each recipient, DATA.  A server that takes
 * a pipeline gets them at once; another one each behind the reply to the one before.  Then comes
 * the letter, and its reply; where a letter ends early, RSET cleans up before the next.
 */
#include "smtp_out.h"

#include "../base/limits.h"
#include "../base/mime.h"
#include "smtp_words.h"

#include <stdio.h>
#include <stdlib.h>

/* A reply as it is told as a reason. */
#define REASON_SIZE 500u

enum phase {
	PHASE_GREETING,
	PHASE_EHLO,
	PHASE_HELO,
	PHASE_STARTTLS,
	PHASE_READY,
	PHASE_STEPS,  /* MAIL, RCPT, DATA */
	PHASE_LETTER, /* the letter is on its way, or an empty one in its stead */
	PHASE_RESET,
	PHASE_QUIT
};

enum offer {
	OFFER_PIPELINING = 1u << 0,
	OFFER_EIGHT_BIT = 1u << 1,
	OFFER_SIZE = 1u << 2,
	OFFER_DSN = 1u << 3,
	OFFER_PRIORITY = 1u << 4,
	OFFER_DELIVERBY = 1u << 5,
	OFFER_STARTTLS = 1u << 6
};

struct smtp_out {
	struct smtp_out_settings settings;
	struct smtp_out_ports ports;
	enum phase phase;
	enum smtp_out_state state;
	unsigned offers;
	size_t size_limit;         /* of SIZE; 0: none */
	unsigned deliver_by_least; /* of DELIVERBY, seconds */
	bool tls;
	struct smtp_line_reader line;
	char line_bytes[SMTP_REPLY_LIMIT];
	int code;                 /* of the reply under way; 0: none */
	char reason[REASON_SIZE]; /* of the last reply */
	size_t reason_length;

	struct smtp_out_letter letter;
	struct smtp_out_outcome *outcomes;
	struct septel_out reasons; /* what the outcomes' reasons point into, by offset first */
	size_t *reason_at;
	bool *ended;          /* its outcome stands */
	size_t sent, replied; /* steps */
	size_t accepted;      /* recipients */
	bool mail_refused;
	bool eight_bit; /* the letter is not ASCII */
};

/* ---- life ------------------------------------------------------------------- */

struct smtp_out *septel__smtp_out_new(const struct smtp_out_settings *settings,
				      const struct smtp_out_ports *ports)
{
	struct smtp_out *out = calloc(1, sizeof *out);
	if (!out)
		return NULL;
	out->settings = *settings;
	out->ports = *ports;
	out->line = (struct smtp_line_reader){out->line_bytes, sizeof out->line_bytes, 0};
	septel__out_init(&out->reasons, NULL, 0);
	return out;
}

static void forget_letter(struct smtp_out *out)
{
	free(out->outcomes);
	free(out->reason_at);
	free(out->ended);
	out->outcomes = NULL;
	out->reason_at = NULL;
	out->ended = NULL;
	septel__out_clear(&out->reasons);
	out->letter = (struct smtp_out_letter){.recipient_count = 0};
}

void septel__smtp_out_free(struct smtp_out *out)
{
	if (!out)
		return;
	forget_letter(out);
	septel__out_release(&out->reasons);
	free(out);
}

enum smtp_out_state septel__smtp_out_state(const struct smtp_out *out)
{
	return out->state;
}

struct septel_view septel__smtp_out_reason(const struct smtp_out *out)
{
	return (struct septel_view){out->reason, out->reason_length};
}

static void tell_reason(struct smtp_out *out, const char *text)
{
	out->reason_length = (size_t)snprintf(out->reason, sizeof out->reason, "%s", text);
	if (out->reason_length >= sizeof out->reason)
		out->reason_length = sizeof out->reason - 1;
}

/* ---- outcomes --------------------------------------------------------------- */

static void end_recipient(struct smtp_out *out, size_t i, enum sent_outcome outcome)
{
	if (out->ended[i])
		return;
	out->ended[i] = true;
	out->outcomes[i].outcome = outcome;
	if (outcome == SENT_DONE) {
		out->outcomes[i].done_by_relay = !(out->offers & OFFER_DSN);
		return;
	}
	out->reason_at[i] = out->reasons.length;
	septel__out_bytes(&out->reasons, out->reason, out->reason_length);
	out->outcomes[i].reason.len = out->reason_length;
}

static void end_rest(struct smtp_out *out, enum sent_outcome outcome)
{
	for (size_t i = 0; i < out->letter.recipient_count; i++)
		end_recipient(out, i, outcome);
}

/* What a reply that is no success means: 4xx "not now", 5xx "never"; anything else is no reply,
 * and the letter is sent again. */
static enum sent_outcome outcome_of(int code)
{
	return code / 100 == 4 ? SENT_PUT_OFF : code / 100 == 5 ? SENT_REFUSED : SENT_LOST;
}

/* Tells, and is free for the next. */
static void over(struct smtp_out *out)
{
	struct smtp_out_outcome *outcomes = out->outcomes;
	const size_t count = out->letter.recipient_count;
	for (size_t i = 0; i < count; i++)
		if (outcomes[i].reason.len)
			outcomes[i].reason.ptr =
				out->reasons.failed ? "" : out->reasons.data + out->reason_at[i];
	for (size_t i = 0; out->reasons.failed && i < count; i++)
		outcomes[i].reason.len = 0;
	out->outcomes = NULL;
	struct septel_out reasons = out->reasons;
	septel__out_init(&out->reasons, NULL, 0);
	forget_letter(out);
	out->ports.over(out->ports.context, outcomes, count);
	septel__out_release(&reasons);
	free(outcomes);
}

/* The server does not go on: what is under way was never answered. */
static void close_out(struct smtp_out *out, enum sent_outcome outcome)
{
	const bool sending = out->outcomes != NULL;
	out->state = SMTP_OUT_CLOSED;
	if (!sending)
		return;
	end_rest(out, outcome);
	over(out);
}

void septel__smtp_out_lost(struct smtp_out *out, struct septel_view reason)
{
	struct septel_out text;
	septel__out_init(&text, NULL, REASON_SIZE);
	septel__smtp_clean(&text, septel__slice(reason, 0, REASON_SIZE - 1));
	const char *terminated = septel__out_terminated(&text);
	tell_reason(out, terminated ? terminated : "lost");
	septel__out_release(&text);
	close_out(out, SENT_LOST);
}

/* ---- what the server offers ------------------------------------------------- */

static void note_offer(struct smtp_out *out, struct septel_view line)
{
	static const struct {
		const char *word;
		enum offer offer;
	} OFFERS[] = {
		{"PIPELINING", OFFER_PIPELINING},
		{"8BITMIME", OFFER_EIGHT_BIT},
		{"SIZE", OFFER_SIZE},
		{"DSN", OFFER_DSN},
		{"MT-PRIORITY", OFFER_PRIORITY},
		{"DELIVERBY", OFFER_DELIVERBY},
		{"STARTTLS", OFFER_STARTTLS},
	};
	struct septel_view word, value = {"", 0};
	if (!septel__next_word(&line, &word))
		return;
	(void)septel__next_word(&line, &value);
	const int number = septel__number(value);
	for (size_t i = 0; i < sizeof OFFERS / sizeof *OFFERS; i++) {
		if (!septel__is_word(word, OFFERS[i].word))
			continue;
		out->offers |= OFFERS[i].offer;
		if (OFFERS[i].offer == OFFER_SIZE && number > 0)
			out->size_limit = (size_t)number;
		if (OFFERS[i].offer == OFFER_DELIVERBY && number > 0)
			out->deliver_by_least = (unsigned)number;
	}
}

static void say_hello(struct smtp_out *out, bool extended, struct septel_out *commands)
{
	out->phase = extended ? PHASE_EHLO : PHASE_HELO;
	out->offers = 0;
	out->size_limit = 0;
	out->deliver_by_least = 0;
	septel__out_format(commands, "%s %.*s\r\n", extended ? "EHLO" : "HELO",
			   VIEW_FORMAT(out->settings.host));
}

static void become_ready(struct smtp_out *out)
{
	out->phase = PHASE_READY;
	out->state = SMTP_OUT_READY;
}

static void greeted(struct smtp_out *out, struct septel_out *commands)
{
	if (out->settings.secure && !out->tls) {
		if (!(out->offers & OFFER_STARTTLS)) {
			tell_reason(out, "the server offers no STARTTLS");
			close_out(out, SENT_LOST);
			return;
		}
		out->phase = PHASE_STARTTLS;
		septel__out_string(commands, "STARTTLS\r\n");
		return;
	}
	become_ready(out);
}

void septel__smtp_out_secured(struct smtp_out *out, struct septel_out *commands)
{
	out->tls = true;
	out->state = SMTP_OUT_GREETING;
	out->line.length = 0;
	say_hello(out, true, commands);
}

/* ---- the steps of a letter -------------------------------------------------- */

static bool is_report(const struct smtp_out_letter *letter)
{
	return letter->never || letter->sender.len == 0;
}

static void put_mail(struct smtp_out *out, struct septel_out *commands)
{
	const struct smtp_out_letter *letter = &out->letter;
	septel__out_format(commands, "MAIL FROM:<%.*s>", VIEW_FORMAT(letter->sender));
	if (out->offers & OFFER_SIZE)
		septel__out_format(commands, " SIZE=%zu", letter->data.len);
	if (out->eight_bit)
		septel__out_string(commands, " BODY=8BITMIME");
	if (out->offers & OFFER_PRIORITY && letter->has_priority)
		septel__out_format(commands, " MT-PRIORITY=%d", letter->priority);
	if (out->offers & OFFER_DELIVERBY && letter->by_seconds >= out->deliver_by_least &&
	    letter->by_seconds > 0)
		septel__out_format(commands, " BY=%u;N", letter->by_seconds);
	if (out->offers & OFFER_DSN) {
		septel__out_string(commands, " RET=HDRS");
		if (letter->envelope_id.len) {
			septel__out_string(commands, " ENVID=");
			septel__xtext_write(commands, letter->envelope_id);
		}
	}
	septel__out_string(commands, "\r\n");
}

static void put_rcpt(struct smtp_out *out, struct septel_view recipient,
		     struct septel_out *commands)
{
	septel__out_format(commands, "RCPT TO:<%.*s>", VIEW_FORMAT(recipient));
	if (out->offers & OFFER_DSN) {
		septel__out_string(commands, is_report(&out->letter) ? " NOTIFY=NEVER"
					     : out->letter.success ? " NOTIFY=SUCCESS,FAILURE,DELAY"
								   : " NOTIFY=FAILURE,DELAY");
		septel__out_string(commands, " ORCPT=rfc822;");
		septel__xtext_write(commands, recipient);
	}
	septel__out_string(commands, "\r\n");
}

static size_t last_step(const struct smtp_out *out)
{
	return out->letter.recipient_count + 1;
}

/* Sends the next step, or all of them. */
static void put_steps(struct smtp_out *out, struct septel_out *commands)
{
	const bool pipeline = out->offers & OFFER_PIPELINING;
	while (out->sent <= last_step(out) && (pipeline || out->sent == out->replied)) {
		if (out->sent == 0)
			put_mail(out, commands);
		else if (out->sent <= out->letter.recipient_count)
			put_rcpt(out, out->letter.recipients[out->sent - 1], commands);
		else
			septel__out_string(commands, "DATA\r\n");
		out->sent++;
	}
}

/* The letter, with its order of transfer as a field where no parameter could say it. */
static void put_letter(struct smtp_out *out, struct septel_out *commands)
{
	const struct septel_view data = out->letter.data;
	struct septel_view rest = data;
	struct mime_field field;
	septel__out_reserve(commands, data.len + data.len / 64);
	if (out->letter.has_priority && !(out->offers & OFFER_PRIORITY))
		septel__out_format(commands, "MT-Priority: %d\r\n", out->letter.priority);
	for (const char *begin = rest.ptr; septel__mime_field(&rest, &field); begin = rest.ptr)
		if (!septel__mime_is(&field, "MT-Priority"))
			septel__out_bytes(commands, begin, (size_t)(rest.ptr - begin));
	/* From the empty line on (which was taken, or is none). */
	if (rest.ptr > data.ptr && rest.ptr[-1] == '\n')
		septel__out_string(commands, "\r\n");
	for (struct septel_view line; septel__next_line(&rest, &line);) {
		if (septel__starts(line, "."))
			septel__out_byte(commands, '.');
		septel__out_view(commands, line);
		septel__out_string(commands, "\r\n");
	}
	septel__out_string(commands, ".\r\n");
}

static void finish(struct smtp_out *out, bool clean, struct septel_out *commands)
{
	if (clean) {
		become_ready(out);
	} else {
		out->phase = PHASE_RESET;
		septel__out_string(commands, "RSET\r\n");
	}
	over(out);
}

static void step_replied(struct smtp_out *out, struct septel_out *commands)
{
	const size_t step = out->replied++;
	const bool good = out->code / 100 == 2;
	if (step == 0 && !good) {
		out->mail_refused = true;
		end_rest(out, outcome_of(out->code));
	} else if (step > 0 && step < last_step(out)) {
		if (good && !out->ended[step - 1])
			out->accepted++;
		else if (!good)
			/* Too many of them is for the next time (RFC 5321 4.5.3.1.10). */
			end_recipient(out, step - 1,
				      out->code == 552 ? SENT_PUT_OFF : outcome_of(out->code));
	} else if (step == last_step(out)) {
		if (out->code == 354) {
			out->phase = PHASE_LETTER;
			if (out->accepted)
				put_letter(out, commands);
			else
				septel__out_string(commands, ".\r\n");
			return;
		}
		end_rest(out, outcome_of(out->code));
		finish(out, false, commands);
		return;
	}
	/* Nobody is left, and nothing more is on its way. */
	const bool last_recipient = step + 1 == last_step(out);
	if (out->sent == out->replied && (out->mail_refused || (last_recipient && !out->accepted)))
		finish(out, false, commands);
	else
		put_steps(out, commands);
}

static void letter_replied(struct smtp_out *out, struct septel_out *commands)
{
	const bool good = out->code / 100 == 2;
	end_rest(out, good ? SENT_DONE : outcome_of(out->code));
	finish(out, good, commands);
}

/* ---- replies ---------------------------------------------------------------- */

static void replied(struct smtp_out *out, struct septel_out *commands)
{
	const bool good = out->code / 100 == 2;
	if (out->code == 421) {
		close_out(out, SENT_PUT_OFF);
		return;
	}
	switch (out->phase) {
	case PHASE_GREETING:
		if (good)
			say_hello(out, true, commands);
		else
			close_out(out, SENT_LOST);
		return;
	case PHASE_EHLO:
		if (good)
			greeted(out, commands);
		else if (out->settings.secure)
			close_out(out, SENT_LOST);
		else
			say_hello(out, false, commands);
		return;
	case PHASE_HELO:
	case PHASE_RESET:
		if (good)
			become_ready(out);
		else
			close_out(out, SENT_LOST);
		return;
	case PHASE_STARTTLS:
		if (good)
			out->state = SMTP_OUT_STARTTLS;
		else
			close_out(out, SENT_LOST);
		return;
	case PHASE_STEPS:
		step_replied(out, commands);
		return;
	case PHASE_LETTER:
		letter_replied(out, commands);
		return;
	case PHASE_READY: /* nobody asked */
	case PHASE_QUIT:
		close_out(out, SENT_LOST);
		return;
	}
}

/* "250-SIZE 1000" and "250 go on". */
static bool take_line(struct smtp_out *out, struct septel_view line, struct septel_out *commands)
{
	const int code = septel__number(septel__slice(line, 0, 3));
	const bool more = line.len > 3 && line.ptr[3] == '-';
	if (line.len < 3 || code < 200 || code > 599 ||
	    (line.len > 3 && line.ptr[3] != ' ' && !more) || (out->code && out->code != code))
		return false;
	if (out->phase == PHASE_EHLO && out->code && code == 250)
		note_offer(out, septel__slice(line, 4, line.len));
	if (out->code == 0) {
		struct septel_out text;
		septel__out_init(&text, NULL, REASON_SIZE);
		septel__smtp_clean(&text, septel__slice(line, 0, REASON_SIZE - 2));
		const char *terminated = septel__out_terminated(&text);
		tell_reason(out, terminated ? terminated : "");
		septel__out_release(&text);
	}
	out->code = code;
	if (more)
		return true;
	replied(out, commands);
	out->code = 0;
	return true;
}

void septel__smtp_out_feed(struct smtp_out *out, struct septel_view bytes,
			   struct septel_out *commands)
{
	struct septel_view line;
	while (bytes.len && out->state != SMTP_OUT_CLOSED) {
		/* What came in the clear behind the reply to STARTTLS is nobody's. */
		if (out->state == SMTP_OUT_STARTTLS) {
			tell_reason(out, "the server said more behind STARTTLS");
			close_out(out, SENT_LOST);
			return;
		}
		const enum smtp_line found = septel__smtp_line(&out->line, &bytes, &line);
		if (found == SMTP_LINE_PART)
			return;
		if (found != SMTP_LINE_WHOLE || !take_line(out, line, commands)) {
			tell_reason(out, "the server's reply is none");
			close_out(out, SENT_LOST);
		}
	}
}

/* ---- orders ----------------------------------------------------------------- */

static bool has_eight_bit(struct septel_view data)
{
	for (size_t i = 0; i < data.len; i++)
		if ((unsigned char)data.ptr[i] >= 0x80)
			return true;
	return false;
}

/* Why the server will not take it, whatever is tried; NULL. */
static const char *unfit(const struct smtp_out *out, const struct smtp_out_letter *letter)
{
	if (out->size_limit && letter->data.len > out->size_limit)
		return "552 5.3.4 the letter is longer than the server takes";
	if (out->eight_bit && !(out->offers & OFFER_EIGHT_BIT))
		return "554 5.6.3 the server takes no 8-bit text";
	return NULL;
}

void septel__smtp_out_begin(struct smtp_out *out, const struct smtp_out_letter *letter,
			    struct septel_out *commands)
{
	const size_t count = letter->recipient_count;
	out->letter = *letter;
	out->outcomes = calloc(count, sizeof *out->outcomes);
	out->reason_at = calloc(count, sizeof *out->reason_at);
	out->ended = calloc(count, sizeof *out->ended);
	if (!out->outcomes || !out->reason_at || !out->ended) {
		free(out->outcomes);
		out->outcomes = NULL;
		forget_letter(out);
		tell_reason(out, "memory is out");
		out->state = SMTP_OUT_CLOSED;
		out->ports.over(out->ports.context, NULL, 0);
		return;
	}
	out->sent = out->replied = out->accepted = 0;
	out->mail_refused = false;
	out->eight_bit = has_eight_bit(letter->data);
	const char *wrong = unfit(out, letter);
	if (wrong) {
		tell_reason(out, wrong);
		end_rest(out, SENT_REFUSED);
		over(out);
		return;
	}
	out->phase = PHASE_STEPS;
	out->state = SMTP_OUT_SENDING;
	put_steps(out, commands);
}

void septel__smtp_out_quit(struct smtp_out *out, struct septel_out *commands)
{
	if (out->state == SMTP_OUT_READY)
		septel__out_string(commands, "QUIT\r\n");
	out->phase = PHASE_QUIT;
	out->state = SMTP_OUT_CLOSED;
}
