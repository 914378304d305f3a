/* test_relay_smtp - both sides of SMTP, against scripts and against one another. */
#include "../../src/base/limits.h"
#include "../../src/relay/smtp_in.h"
#include "../../src/relay/smtp_out.h"
#include "../../src/relay/smtp_words.h"
#include "unit.h"

static void assert_has(struct septel_view text, const char *part)
{
	if (septel__find(text, part, 0) == VIEW_NOT_FOUND)
		fail_msg("no '%s' in:\n%.*s", part, VIEW_FORMAT(text));
}

/* ---- the receiving side ----------------------------------------------------- */

struct receiving {
	struct smtp_in *in;
	struct septel_out replies, letters; /* each letter as "sender>recipients:data|" */
	unsigned notify;
	char original[100];
	bool has_priority;
	int priority;
	size_t count;
};

static void took_letter(void *context, const struct smtp_transaction *transaction)
{
	struct receiving *receiving = context;
	septel__out_format(&receiving->letters, "%.*s>", VIEW_FORMAT(transaction->sender));
	for (size_t i = 0; i < transaction->recipient_count; i++)
		septel__out_format(&receiving->letters, "%.*s,",
				   VIEW_FORMAT(transaction->recipients[i].mailbox));
	septel__out_format(&receiving->letters, ":%.*s|", VIEW_FORMAT(transaction->data));
	receiving->notify = transaction->recipients[0].notify;
	snprintf(receiving->original, sizeof receiving->original, "%.*s",
		 VIEW_FORMAT(transaction->recipients[0].original));
	receiving->has_priority = transaction->has_priority;
	receiving->priority = transaction->priority;
	receiving->count++;
}

static void begin(struct receiving *receiving, const struct smtp_in_settings *settings)
{
	const struct smtp_in_ports ports = {receiving, took_letter};
	*receiving = (struct receiving){.in = septel__smtp_in_new(settings, &ports)};
	assert_non_null(receiving->in);
	septel__out_init(&receiving->replies, NULL, 0);
	septel__out_init(&receiving->letters, NULL, 0);
	septel__smtp_in_greet(receiving->in, false, &receiving->replies);
}

static void end(struct receiving *receiving)
{
	septel__smtp_in_free(receiving->in);
	septel__out_release(&receiving->replies);
	septel__out_release(&receiving->letters);
}

/* Feeds in pieces of `step` bytes; each letter is answered at once. */
static void feed(struct receiving *receiving, struct septel_view text, size_t step,
		 enum receipt_kind kind)
{
	size_t from = 0;
	while (from < text.len && septel__smtp_in_state(receiving->in) == SMTP_IN_READING) {
		const struct septel_view piece = septel__slice(text, from, from + step);
		from += septel__smtp_in_feed(receiving->in, piece, &receiving->replies);
		if (septel__smtp_in_state(receiving->in) == SMTP_IN_WAITING)
			septel__smtp_in_answer(receiving->in, kind, (struct septel_view){"", 0},
					       &receiving->replies);
	}
}

#define HELLO "EHLO post.example\r\n"
#define FROM  "MAIL FROM:<a@post.example>\r\n"
#define TO    "RCPT TO:<b@dept.example>\r\n"

static const struct session_row {
	const char *name, *commands, *replies; /* codes of the replies behind the greeting */
	const char *letters;
} SESSIONS[] = {
	{"a letter", HELLO FROM TO "DATA\r\nSubject: x\r\n\r\ntext\r\n.\r\nQUIT\r\n",
	 "250 250 250 354 250 221 ", "a@post.example>b@dept.example,:Subject: x\r\n\r\ntext\r\n|"},
	{"dots", HELLO FROM TO "DATA\r\n..\r\n...x\r\n.y\r\n\r\n.\r\n", "250 250 250 354 250 ",
	 "a@post.example>b@dept.example,:.\r\n..x\r\ny\r\n\r\n|"},
	{"an empty letter", HELLO FROM TO "DATA\r\n.\r\n", "250 250 250 354 250 ",
	 "a@post.example>b@dept.example,:|"},
	{"a report", HELLO "MAIL FROM:<>\r\n" TO "DATA\r\nx\r\n.\r\n", "250 250 250 354 250 ",
	 ">b@dept.example,:x\r\n|"},
	{"one recipient twice",
	 HELLO FROM TO "RCPT TO:<B@DEPT.example>\r\n"
		       "RCPT TO:<c@dept.example>\r\nRCPT TO:<postmaster>\r\n"
		       "DATA\r\n.\r\n",
	 "250 250 250 250 250 250 354 250 ",
	 "a@post.example>b@dept.example,c@dept.example,postmaster,:|"},
	{"two letters", HELLO FROM TO "DATA\r\nx\r\n.\r\n" FROM TO "DATA\r\ny\r\n.\r\n",
	 "250 250 250 354 250 250 250 354 250 ",
	 "a@post.example>b@dept.example,:x\r\n|a@post.example>b@dept.example,:y\r\n|"},
	{"RSET", HELLO FROM TO "RSET\r\nDATA\r\n" FROM "DATA\r\n", "250 250 250 250 503 250 503 ",
	 ""},
	{"bad sequences", FROM TO "DATA\r\n" HELLO TO FROM FROM, "503 503 503 250 503 250 503 ",
	 ""},
	{"HELO has no extensions", "HELO x\r\nMAIL FROM:<a@b.example> SIZE=1\r\n" FROM,
	 "250 555 250 ", ""},
	{"other commands", "NOOP x\r\nVRFY a\r\nEXPN a\r\nehlo\r\nStarttls\r\n\r\n",
	 "250 252 500 501 503 500 ", ""},
	{"bare LF in a command", "EHLO x\nMAIL", "521 ", ""},
	{"bare LF in a letter", HELLO FROM TO "DATA\r\nx\ny\r\n.\r\nNOOP\r\n",
	 "250 250 250 354 521 ", ""},
	/* Every end of a letter that another server might take for one. */
	{"LF dot LF", HELLO FROM TO "DATA\r\nx\r\n.\nMAIL FROM:<z@z.example>\r\n",
	 "250 250 250 354 521 ", ""},
	{"LF dot CRLF", HELLO FROM TO "DATA\r\nx\n.\r\nNOOP\r\n", "250 250 250 354 521 ", ""},
	{"CR dot CR", HELLO FROM TO "DATA\r\nx\r.\rNOOP\r\n", "250 250 250 354 521 ", ""},
	{"dot CR CR LF", HELLO FROM TO "DATA\r\nx\r\n.\r\r\nNOOP\r\n", "250 250 250 354 521 ", ""},
	{"SIZE",
	 HELLO "MAIL FROM:<a@b.example> SIZE=1001\r\n"
	       "MAIL FROM:<a@b.example> SIZE=x\r\n"
	       "MAIL FROM:<a@b.example> SIZE=99999999999999999999\r\n"
	       "MAIL FROM:<a@b.example> SIZE=1000\r\n",
	 "250 552 501 552 250 ", ""},
	{"parameters",
	 HELLO "MAIL FROM:<a@b.example> BODY=8BITMIME RET=HDRS ENVID=a+2Bb\r\n"
	       "RSET\r\nMAIL FROM:<a@b.example> BODY=x\r\n"
	       "MAIL FROM:<a@b.example> ENVID=a=b\r\n"
	       "MAIL FROM:<a@b.example> RET=FULL RET=FULL\r\n"
	       "MAIL FROM:<a@b.example> BY=1;R\r\n" FROM
	       "RCPT TO:<b@dept.example> NOTIFY=NEVER,SUCCESS\r\n"
	       "RCPT TO:<b@dept.example> NOTIFY=\r\n"
	       "RCPT TO:<b@dept.example> ORCPT=rfc822\r\n"
	       "RCPT TO:<b@dept.example> NOTIFY=success,Delay "
	       "ORCPT=rfc822;b+2Bc@dept.example\r\nDATA\r\n.\r\n",
	 "250 250 250 501 501 501 555 250 501 501 501 250 354 250 ",
	 "a@post.example>b@dept.example,:|"},
	{"MT-PRIORITY",
	 HELLO "MAIL FROM:<a@b.example> MT-PRIORITY=+1\r\n"
	       "MAIL FROM:<a@b.example> MT-PRIORITY=10\r\n"
	       "MAIL FROM:<a@b.example> MT-PRIORITY=1 MT-PRIORITY=1\r\n"
	       "MAIL FROM:<a@b.example> MT-PRIORITY=-4\r\n",
	 "250 501 501 501 250 ", ""},
	{"paths",
	 HELLO "MAIL FROM:a@b\r\nMAIL FROM:<a@b\r\nMAIL FROM:<a b@c>\r\n"
	       "MAIL FROM:<@r.example:\"a b\"@c.example>\r\n"
	       "RCPT TO:<b>\r\nRCPT TO:<>\r\nRCPT TO:<@b>\r\n" TO,
	 "250 501 501 501 250 553 553 501 250 ", ""},
	{"another domain", HELLO FROM "RCPT TO:<b@other.example>\r\n", "250 250 550 ", ""},
};

static const struct septel_view DOMAINS[] = {{"dept.example", 12}};
static const struct smtp_in_settings SETTINGS = {.host = {"gate.example", 12},
						 .domains = {DOMAINS, 1},
						 .reports = true,
						 .letter_limit = 1000};

static void codes_of(struct septel_view replies, struct septel_out *codes)
{
	struct septel_view line;
	while (septel__next_line(&replies, &line))
		if (line.len > 3 && line.ptr[3] == ' ')
			septel__out_format(codes, "%.3s ", line.ptr);
}

static void test_sessions(void **state)
{
	static const size_t STEPS[] = {1, 7, 10000};
	(void)state;
	for (size_t i = 0; i < sizeof SESSIONS / sizeof *SESSIONS; i++)
		for (size_t k = 0; k < sizeof STEPS / sizeof *STEPS; k++) {
			const struct session_row *row = &SESSIONS[i];
			struct receiving receiving = {0};
			struct septel_out codes;
			begin(&receiving, &SETTINGS);
			feed(&receiving, septel_view_of(row->commands), STEPS[k], RECEIPT_TAKEN);
			septel__out_init(&codes, NULL, 0);
			codes_of(septel__out_written(&receiving.replies), &codes);
			const struct septel_view all = septel__out_written(&codes);
			if (!septel__equal(septel__slice(all, 4, all.len),
					   septel_view_of(row->replies)) ||
			    !septel__equal(septel__out_written(&receiving.letters),
					   septel_view_of(row->letters)))
				fail_msg("%s:\n%.*s\n%.*s", row->name,
					 VIEW_FORMAT(septel__out_written(&receiving.replies)),
					 VIEW_FORMAT(septel__out_written(&receiving.letters)));
			septel__out_release(&codes);
			end(&receiving);
		}
}

static void test_nothing_before_the_receipt(void **state)
{
	static const char TEXT[] = HELLO FROM TO "DATA\r\nx\r\n.\r\n" FROM;
	struct receiving receiving = {0};
	(void)state;
	begin(&receiving, &SETTINGS);
	const struct septel_view text = septel_view_of(TEXT);
	const size_t taken = septel__smtp_in_feed(receiving.in, text, &receiving.replies);
	assert_int_equal(text.len - taken, strlen(FROM));
	assert_int_equal(septel__smtp_in_state(receiving.in), SMTP_IN_WAITING);
	assert_true(septel__ends(septel__out_written(&receiving.replies), "one dot\r\n"));
	assert_int_equal(septel__smtp_in_feed(receiving.in, text, &receiving.replies), 0);
	septel__smtp_in_answer(receiving.in, RECEIPT_NOT_NOW, VIEW_LITERAL("no\r\n250 space"),
			       &receiving.replies);
	assert_true(septel__ends(septel__out_written(&receiving.replies),
				 "452 4.3.1 not now: no  250 space\r\n"));
	feed(&receiving, septel__slice(text, strlen(HELLO), text.len), 5, RECEIPT_UNREADABLE);
	assert_has(septel__out_written(&receiving.replies), "\r\n554 5.6.0 ");
	end(&receiving);
}

static void test_trust(void **state)
{
	static const struct {
		const char *parameter, *reply;
		bool trusted, has;
		int priority;
	} ROWS[] = {
		{" MT-PRIORITY=4", "250 2.3.6 0 ", false, true, 0},
		{" MT-PRIORITY=-4", "250 2.1.0 ", false, true, -4},
		{" MT-PRIORITY=4", "250 2.1.0 ", true, true, 4},
		{"", "250 2.1.0 ", true, false, 0},
	};
	(void)state;
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct smtp_in_settings settings = SETTINGS;
		struct receiving receiving = {0};
		char text[300];
		settings.trusted = ROWS[i].trusted;
		begin(&receiving, &settings);
		snprintf(text, sizeof text,
			 HELLO "MAIL FROM:<a@b.example>%s\r\n" TO "DATA\r\nx\r\n.\r\n",
			 ROWS[i].parameter);
		feed(&receiving, septel_view_of(text), 9, RECEIPT_TAKEN);
		assert_has(septel__out_written(&receiving.replies), ROWS[i].reply);
		assert_has(septel__out_written(&receiving.replies), "MT-PRIORITY STANAG4406\r\n");
		assert_int_equal(receiving.count, 1);
		assert_int_equal(receiving.has_priority, ROWS[i].has);
		assert_int_equal(receiving.priority, ROWS[i].priority);
		end(&receiving);
	}
}

static void test_reports_asked_for(void **state)
{
	struct receiving receiving = {0};
	(void)state;
	begin(&receiving, &SETTINGS);
	feed(&receiving,
	     VIEW_LITERAL(HELLO FROM "RCPT TO:<b@dept.example> NOTIFY=SUCCESS,DELAY "
				     "ORCPT=rfc822;b+2Bc@dept.example\r\nDATA\r\n.\r\n"),
	     100, RECEIPT_TAKEN);
	assert_int_equal(receiving.notify, SMTP_NOTIFY_SUCCESS | SMTP_NOTIFY_DELAY);
	assert_string_equal(receiving.original, "rfc822;b+c@dept.example");
	end(&receiving);
}

static void test_limits(void **state)
{
	struct receiving receiving = {0};
	struct septel_out text;
	(void)state;
	septel__out_init(&text, NULL, 0);
	/* A letter, a byte too long; the next one is taken. */
	begin(&receiving, &SETTINGS);
	septel__out_string(&text, HELLO FROM TO "DATA\r\n");
	septel__out_repeat(&text, 'x', 999);
	septel__out_string(&text, "\r\n.\r\n" FROM TO "DATA\r\nx\r\n.\r\n");
	feed(&receiving, septel__out_written(&text), 100, RECEIPT_TAKEN);
	assert_has(septel__out_written(&receiving.replies), "\r\n552 5.3.4 ");
	assert_int_equal(receiving.count, 1);
	end(&receiving);
	/* A line without end. */
	septel__out_clear(&text);
	septel__out_repeat(&text, 'x', SMTP_COMMAND_LIMIT + 1);
	begin(&receiving, &SETTINGS);
	feed(&receiving, septel__out_written(&text), 100, RECEIPT_TAKEN);
	assert_has(septel__out_written(&receiving.replies), "500 5.5.2 ");
	assert_int_equal(septel__smtp_in_state(receiving.in), SMTP_IN_CLOSED);
	end(&receiving);
	/* Errors without end. */
	septel__out_clear(&text);
	for (unsigned i = 0; i < SMTP_ERRORS_LIMIT + 5; i++)
		septel__out_string(&text, "WHAT\r\n");
	begin(&receiving, &SETTINGS);
	feed(&receiving, septel__out_written(&text), 100, RECEIPT_TAKEN);
	assert_has(septel__out_written(&receiving.replies), "421 4.7.0 ");
	assert_int_equal(septel__smtp_in_state(receiving.in), SMTP_IN_CLOSED);
	end(&receiving);
	/* Recipients without end. */
	septel__out_clear(&text);
	septel__out_string(&text, HELLO FROM);
	for (unsigned i = 0; i <= MAIL_RECIPIENTS_LIMIT; i++)
		septel__out_format(&text, "RCPT TO:<b%u@dept.example>\r\n", i);
	begin(&receiving, &SETTINGS);
	feed(&receiving, septel__out_written(&text), 10000, RECEIPT_TAKEN);
	assert_true(septel__ends(septel__out_written(&receiving.replies),
				 "452 4.5.3 too many recipients\r\n"));
	end(&receiving);
	septel__out_release(&text);
}

static void test_starttls(void **state)
{
	struct smtp_in_settings settings = SETTINGS;
	struct receiving receiving = {0};
	(void)state;
	settings.secure = true;
	begin(&receiving, &settings);
	feed(&receiving, VIEW_LITERAL(HELLO "STARTTLS\r\n"), 100, RECEIPT_TAKEN);
	assert_has(septel__out_written(&receiving.replies), "250-STARTTLS\r\n");
	assert_int_equal(septel__smtp_in_state(receiving.in), SMTP_IN_STARTTLS);
	septel__smtp_in_secured(receiving.in);
	septel__smtp_in_trust(receiving.in);
	septel__out_clear(&receiving.replies);
	feed(&receiving,
	     VIEW_LITERAL(FROM HELLO "MAIL FROM:<a@b.example> MT-PRIORITY=4\r\n" TO
				     "DATA\r\n.\r\n"),
	     100, RECEIPT_TAKEN);
	assert_true(septel__starts(septel__out_written(&receiving.replies), "503 "));
	assert_int_equal(septel__find(septel__out_written(&receiving.replies), "STARTTLS", 0),
			 VIEW_NOT_FOUND);
	assert_int_equal(receiving.priority, 4);
	end(&receiving);
	/* What stands behind it in the clear is not obeyed. */
	begin(&receiving, &settings);
	feed(&receiving, VIEW_LITERAL(HELLO "STARTTLS\r\n" FROM), 100, RECEIPT_TAKEN);
	assert_int_equal(septel__smtp_in_state(receiving.in), SMTP_IN_CLOSED);
	end(&receiving);
}

static void test_xtext(void **state)
{
	struct septel_out out, back;
	(void)state;
	septel__out_init(&out, NULL, 0);
	septel__out_init(&back, NULL, 0);
	septel__xtext_write(&out, VIEW_LITERAL("a+b=c d\x01"));
	assert_view(septel__out_written(&out), "a+2Bb+3Dc+20d+01");
	assert_true(septel__xtext_read(&back, septel__out_written(&out)));
	assert_view(septel__out_written(&back), "a+b=c d\x01");
	assert_false(septel__xtext_read(&back, VIEW_LITERAL("+2")));
	assert_false(septel__xtext_read(&back, VIEW_LITERAL("+2b")));
	assert_false(septel__xtext_read(&back, VIEW_LITERAL("a b")));
	septel__out_release(&out);
	septel__out_release(&back);
}

/* ---- the sending side ------------------------------------------------------- */

struct sending {
	struct smtp_out *out;
	struct septel_out commands;
	enum sent_outcome outcome[4];
	char reason[4][100];
	size_t count, overs;
};

static void is_over(void *context, const struct smtp_out_outcome *outcomes, size_t count)
{
	struct sending *sending = context;
	sending->overs++;
	sending->count = count;
	for (size_t i = 0; i < count; i++) {
		sending->outcome[i] = outcomes[i].outcome;
		snprintf(sending->reason[i], sizeof sending->reason[i], "%.*s",
			 VIEW_FORMAT(outcomes[i].reason));
	}
}

static const char DATA[] = "Subject: x\r\nMT-Priority: 2 (immediate)\r\n\r\n.\r\n..x\r\ntext\r\n";
static const struct septel_view RECIPIENTS[] = {{"b@dept.example", 14}, {"c@dept.example", 14}};
static const struct smtp_out_letter LETTER = {.sender = {"a@post.example", 14},
					      .recipients = RECIPIENTS,
					      .recipient_count = 2,
					      .data = {DATA, sizeof DATA - 1},
					      .has_priority = true,
					      .priority = 2,
					      .envelope_id = {"RUEHMS+17.2", 11},
					      .by_seconds = 1800};

static void begin_sending(struct sending *sending)
{
	static const struct smtp_out_settings OUT = {.host = {"post.example", 12}};
	const struct smtp_out_ports ports = {sending, is_over};
	*sending = (struct sending){.out = septel__smtp_out_new(&OUT, &ports)};
	assert_non_null(sending->out);
	septel__out_init(&sending->commands, NULL, 0);
}

static void end_sending(struct sending *sending)
{
	septel__smtp_out_free(sending->out);
	septel__out_release(&sending->commands);
}

#define OFFERS "220 x\r\n250-x\r\n250-PIPELINING\r\n250-SIZE 1000\r\n250 8BITMIME\r\n"
#define PLAIN  "220 x\r\n250 x\r\n"

/* What a server answers to it all, and what becomes of two recipients. */
static const struct sending_row {
	const char *name, *hello, *replies;
	enum sent_outcome first, second;
	const char *reason; /* of the second */
	enum smtp_out_state state;
	const char *asked; /* stands among the commands */
} SENDINGS[] = {
	{"taken", PLAIN, "250 a\r\n250 b\r\n250 c\r\n354 go\r\n250 done\r\n", SENT_DONE, SENT_DONE,
	 "", SMTP_OUT_READY, "\r\n..\r\n...x\r\ntext\r\n.\r\n"},
	{"pipelined", OFFERS, "250 a\r\n250 b\r\n250 c\r\n354 go\r\n250 done\r\n", SENT_DONE,
	 SENT_DONE, "", SMTP_OUT_READY, "MAIL FROM:<a@post.example> SIZE=56\r\nRCPT"},
	{"one refused", OFFERS, "250 a\r\n250 b\r\n550 5.1.1 who\r\n354 go\r\n250 done\r\n",
	 SENT_DONE, SENT_REFUSED, "550 5.1.1 who", SMTP_OUT_READY, ".\r\n"},
	{"one put off", PLAIN,
	 "250 a\r\n250 b\r\n452-4.5.3 many\r\n452 more\r\n354 go\r\n250 x\r\n", SENT_DONE,
	 SENT_PUT_OFF, "452-4.5.3 many", SMTP_OUT_READY, ".\r\n"},
	{"552 to a recipient", PLAIN, "250 a\r\n250 b\r\n552 many\r\n354 go\r\n250 x\r\n",
	 SENT_DONE, SENT_PUT_OFF, "552 many", SMTP_OUT_READY, ".\r\n"},
	{"both refused", PLAIN, "250 a\r\n550 b\r\n550 c\r\n250 reset\r\n", SENT_REFUSED,
	 SENT_REFUSED, "550 c", SMTP_OUT_READY, "RSET\r\n"},
	{"both refused in a pipeline", OFFERS,
	 "250 a\r\n550 b\r\n450 c\r\n354 go\r\n554 none\r\n250 reset\r\n", SENT_REFUSED,
	 SENT_PUT_OFF, "450 c", SMTP_OUT_READY, "DATA\r\n.\r\nRSET\r\n"},
	{"MAIL put off", PLAIN, "451 4.3.0 wait\r\n250 reset\r\n", SENT_PUT_OFF, SENT_PUT_OFF,
	 "451 4.3.0 wait", SMTP_OUT_READY, "RSET\r\n"},
	{"MAIL refused in a pipeline", OFFERS, "553 no\r\n503 a\r\n503 b\r\n503 c\r\n250 reset\r\n",
	 SENT_REFUSED, SENT_REFUSED, "553 no", SMTP_OUT_READY, "DATA\r\nRSET\r\n"},
	{"refused at last", PLAIN, "250 a\r\n250 b\r\n250 c\r\n354 go\r\n554 5.6.0 no\r\n250 x\r\n",
	 SENT_REFUSED, SENT_REFUSED, "554 5.6.0 no", SMTP_OUT_READY, "RSET\r\n"},
	{"put off at last", PLAIN, "250 a\r\n250 b\r\n250 c\r\n354 go\r\n452 full\r\n250 x\r\n",
	 SENT_PUT_OFF, SENT_PUT_OFF, "452 full", SMTP_OUT_READY, "RSET\r\n"},
	{"421 in between", PLAIN, "250 a\r\n550 b\r\n421 bye\r\n", SENT_REFUSED, SENT_PUT_OFF,
	 "421 bye", SMTP_OUT_CLOSED, "RCPT"},
	{"no reply at all", PLAIN, "250 a\r\nwhat\r\n", SENT_LOST, SENT_LOST,
	 "the server's reply is none", SMTP_OUT_CLOSED, "RCPT"},
	{"two codes in one", PLAIN, "250-a\r\n550 b\r\n", SENT_LOST, SENT_LOST,
	 "the server's reply is none", SMTP_OUT_CLOSED, "MAIL"},
	{"no EHLO", "220 x\r\n500 what\r\n250 x\r\n",
	 "250 a\r\n250 b\r\n250 c\r\n354 go\r\n250 done\r\n", SENT_DONE, SENT_DONE, "",
	 SMTP_OUT_READY, "HELO post.example\r\nMAIL FROM:<a@post.example>\r\n"},
	{"too long", "220 x\r\n250-x\r\n250 SIZE 10\r\n", "", SENT_REFUSED, SENT_REFUSED,
	 "552 5.3.4 the letter is longer than the server takes", SMTP_OUT_READY, "EHLO"},
};

static void test_sendings(void **state)
{
	static const size_t STEPS[] = {1, 10000};
	(void)state;
	for (size_t i = 0; i < 2 * sizeof SENDINGS / sizeof *SENDINGS; i++) {
		const struct sending_row *row = &SENDINGS[i / 2];
		const size_t step = STEPS[i % 2];
		const struct septel_view parts[] = {septel_view_of(row->hello),
						    septel_view_of(row->replies)};
		struct sending sending = {0};
		begin_sending(&sending);
		for (size_t part = 0; part < 2; part++) {
			if (part == 1) {
				assert_int_equal(septel__smtp_out_state(sending.out),
						 SMTP_OUT_READY);
				septel__smtp_out_begin(sending.out, &LETTER, &sending.commands);
			}
			for (size_t at = 0; at < parts[part].len; at += step)
				septel__smtp_out_feed(sending.out,
						      septel__slice(parts[part], at, at + step),
						      &sending.commands);
		}
		if (sending.overs != 1 || sending.count != 2 || sending.outcome[0] != row->first ||
		    sending.outcome[1] != row->second ||
		    strcmp(sending.reason[1], row->reason) != 0 ||
		    septel__smtp_out_state(sending.out) != row->state)
			fail_msg("%s: %zu, %d %d '%s' %d\n%.*s", row->name, sending.overs,
				 sending.outcome[0], sending.outcome[1], sending.reason[1],
				 septel__smtp_out_state(sending.out),
				 VIEW_FORMAT(septel__out_written(&sending.commands)));
		assert_has(septel__out_written(&sending.commands), row->asked);
		end_sending(&sending);
	}
}

/* The order of transfer: a parameter where it is offered, else a field, and no other. */
static void test_priority_field(void **state)
{
	struct sending sending = {0};
	(void)state;
	begin_sending(&sending);
	septel__smtp_out_feed(sending.out, VIEW_LITERAL(PLAIN), &sending.commands);
	septel__smtp_out_begin(sending.out, &LETTER, &sending.commands);
	septel__smtp_out_feed(sending.out, VIEW_LITERAL("250 a\r\n250 b\r\n250 c\r\n354 go\r\n"),
			      &sending.commands);
	assert_has(septel__out_written(&sending.commands),
		   "DATA\r\nMT-Priority: 2\r\nSubject: x\r\n\r\n");
	septel__smtp_out_lost(sending.out, VIEW_LITERAL("reset\r\nby peer"));
	assert_int_equal(sending.outcome[0], SENT_LOST);
	assert_string_equal(sending.reason[1], "reset  by peer");
	end_sending(&sending);

	begin_sending(&sending);
	septel__smtp_out_feed(sending.out,
			      VIEW_LITERAL("220 x\r\n250-x\r\n250-MT-PRIORITY MIXER\r\n"
					   "250-DSN\r\n250 DELIVERBY 60\r\n"),
			      &sending.commands);
	septel__smtp_out_begin(sending.out, &LETTER, &sending.commands);
	septel__smtp_out_feed(sending.out,
			      VIEW_LITERAL("250 a\r\n250 b\r\n250 c\r\n354 go\r\n250 x\r\n"),
			      &sending.commands);
	const struct septel_view commands = septel__out_written(&sending.commands);
	assert_has(commands, "MAIL FROM:<a@post.example> MT-PRIORITY=2 BY=1800;N RET=HDRS "
			     "ENVID=RUEHMS+2B17.2\r\n");
	assert_has(commands, "RCPT TO:<b@dept.example> NOTIFY=FAILURE,DELAY "
			     "ORCPT=rfc822;b@dept.example\r\n");
	assert_has(commands, "DATA\r\nSubject: x\r\n\r\n");
	assert_int_equal(sending.outcome[1], SENT_DONE);
	end_sending(&sending);
}

/* One side talks with the other: what is sent is what comes. */
static void test_both_sides(void **state)
{
	struct sending sending = {0};
	struct receiving receiving = {0};
	struct septel_out expected;
	(void)state;
	begin_sending(&sending);
	begin(&receiving, &SETTINGS);
	for (unsigned letters = 0; letters < 3;) {
		feed(&receiving, septel__out_written(&sending.commands), 7, RECEIPT_TAKEN);
		septel__out_clear(&sending.commands);
		septel__smtp_out_feed(sending.out, septel__out_written(&receiving.replies),
				      &sending.commands);
		septel__out_clear(&receiving.replies);
		if (septel__smtp_out_state(sending.out) == SMTP_OUT_READY) {
			letters++;
			septel__smtp_out_begin(sending.out, &LETTER, &sending.commands);
		}
	}
	assert_int_equal(sending.overs, 2);
	assert_int_equal(receiving.count, 2);
	septel__out_init(&expected, NULL, 0);
	for (int i = 0; i < 2; i++)
		septel__out_string(&expected, "a@post.example>b@dept.example,c@dept.example,:"
					      "Subject: x\r\n\r\n.\r\n..x\r\ntext\r\n|");
	assert_true(septel__equal(septel__out_written(&expected),
				  septel__out_written(&receiving.letters)));
	septel__out_release(&expected);
	end(&receiving);
	end_sending(&sending);
}

static void test_secure(void **state)
{
	static const struct smtp_out_settings OUT = {.host = {"post.example", 12}, .secure = true};
	struct sending sending = {0};
	const struct smtp_out_ports ports = {&sending, is_over};
	(void)state;
	for (int trial = 0; trial < 3; trial++) {
		sending = (struct sending){.out = septel__smtp_out_new(&OUT, &ports)};
		septel__out_init(&sending.commands, NULL, 0);
		septel__smtp_out_feed(sending.out,
				      trial == 0
					      ? VIEW_LITERAL("220 x\r\n250 x\r\n")
					      : VIEW_LITERAL("220 x\r\n250-x\r\n250 STARTTLS\r\n"),
				      &sending.commands);
		if (trial == 0) {
			assert_int_equal(septel__smtp_out_state(sending.out), SMTP_OUT_CLOSED);
		} else {
			septel__smtp_out_feed(sending.out,
					      trial == 1 ? VIEW_LITERAL("220 go\r\n")
							 : VIEW_LITERAL("220 go\r\n250 x\r\n"),
					      &sending.commands);
			assert_int_equal(septel__smtp_out_state(sending.out),
					 trial == 1 ? SMTP_OUT_STARTTLS : SMTP_OUT_CLOSED);
		}
		if (trial == 1) {
			septel__smtp_out_secured(sending.out, &sending.commands);
			septel__smtp_out_feed(sending.out, VIEW_LITERAL("250 x\r\n"),
					      &sending.commands);
			assert_int_equal(septel__smtp_out_state(sending.out), SMTP_OUT_READY);
			assert_true(septel__ends(septel__out_written(&sending.commands),
						 "STARTTLS\r\nEHLO post.example\r\n"));
		}
		end_sending(&sending);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sessions),
		cmocka_unit_test(test_nothing_before_the_receipt),
		cmocka_unit_test(test_trust),
		cmocka_unit_test(test_reports_asked_for),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_starttls),
		cmocka_unit_test(test_xtext),
		cmocka_unit_test(test_sendings),
		cmocka_unit_test(test_priority_field),
		cmocka_unit_test(test_both_sides),
		cmocka_unit_test(test_secure),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
