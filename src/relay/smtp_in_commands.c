/* smtp_in_commands.c - see smtp_in_commands.h. */
#include "smtp_in_commands.h"

#include "mail_message.h"

/* RFC 5321 4.5.3.1, 3461 5.4. */
#define LOCAL_PART_LIMIT  64u
#define PATH_LIMIT        256u
#define ENVELOPE_ID_LIMIT 100u
#define ORCPT_LIMIT       500u

typedef void command_run(struct smtp_in *in, struct septel_view words, struct septel_out *replies);

/* ---- paths ------------------------------------------------------------------ */

/* The path behind "FROM:" and "TO:", without its brackets and without a source route; *rest is
 * what stands behind it.  False: none. */
static bool take_path(struct septel_view *rest, struct septel_view *path)
{
	struct septel_view text = septel__trim_left(*rest);
	bool quoted = false;
	size_t i = 1;
	if (!septel__starts(text, "<"))
		return false;
	for (; i < text.len && (quoted || text.ptr[i] != '>'); i++) {
		if (text.ptr[i] == '"')
			quoted = !quoted;
		else if (text.ptr[i] == '\\' && quoted)
			i++;
		else if (!quoted && (text.ptr[i] == ' ' || text.ptr[i] == '<'))
			return false;
	}
	if (i >= text.len || (i + 1 < text.len && text.ptr[i + 1] != ' '))
		return false;
	*path = septel__slice(text, 1, i);
	*rest = septel__slice(text, i + 1, text.len);
	if (septel__starts(*path, "@")) {
		const size_t colon = septel__find_byte(*path, ':', 0);
		if (colon == VIEW_NOT_FOUND)
			return false;
		*path = septel__slice(*path, colon + 1, path->len);
	}
	return true;
}

/* The last "@" of it; 0 where there is no mailbox. */
static size_t at_sign(struct septel_view path)
{
	size_t at = path.len;
	while (at > 0 && path.ptr[at - 1] != '@')
		at--;
	return at > 1 && at < path.len ? at - 1 : 0;
}

static bool is_mailbox(struct septel_view path)
{
	const size_t at = at_sign(path);
	if (at == 0 || at > LOCAL_PART_LIMIT || path.len > PATH_LIMIT)
		return false;
	for (size_t i = at + 1; i < path.len; i++)
		if (!septel__is_alnum(path.ptr[i]) && !septel__is_one_of(path.ptr[i], ".-:[]_") &&
		    (unsigned char)path.ptr[i] < 0x80)
			return false;
	for (size_t i = 0; i < at; i++)
		if (path.ptr[i] < ' ' || path.ptr[i] > '~')
			return false;
	return true;
}

static bool is_our_domain(const struct smtp_in *in, struct septel_view path)
{
	const struct septel_views *domains = &in->settings.domains;
	const struct septel_view domain = septel__slice(path, at_sign(path) + 1, path.len);
	for (size_t i = 0; i < domains->count; i++)
		if (septel__equal_fold(domains->at[i], domain))
			return true;
	return domains->count == 0;
}

/* ---- parameters ------------------------------------------------------------- */

struct parameter {
	struct septel_view name, value;
};

static bool next_parameter(struct septel_view *rest, struct parameter *parameter)
{
	struct septel_view word;
	if (!septel__next_word(rest, &word))
		return false;
	const size_t equals = septel__find_byte(word, '=', 0);
	parameter->name = septel__slice(word, 0, equals);
	parameter->value = equals == VIEW_NOT_FOUND ? (struct septel_view){"", 0}
						    : septel__slice(word, equals + 1, word.len);
	return true;
}

/* What a command may have for parameters; a reader answers what is wrong, or NULL. */
struct parameter_row {
	const char *name;
	const char *(*read)(struct smtp_in *in, struct septel_view value);
	bool report; /* of DSN */
};

static const char *read_size(struct smtp_in *in, struct septel_view value)
{
	size_t size = 0;
	if (value.len == 0 || value.len > 20)
		return "501 5.5.4 SIZE is no number";
	for (size_t i = 0; i < value.len; i++) {
		if (!septel__is_digit(value.ptr[i]))
			return "501 5.5.4 SIZE is no number";
		size = size < in->settings.letter_limit * 10
			       ? size * 10 + (size_t)(value.ptr[i] - '0')
			       : size;
	}
	return size > in->settings.letter_limit ? "552 5.3.4 the letter is too long" : NULL;
}

static const char *read_body(struct smtp_in *in, struct septel_view value)
{
	in->transaction.eight_bit = septel__is_word(value, "8BITMIME");
	return in->transaction.eight_bit || septel__is_word(value, "7BIT")
		       ? NULL
		       : "501 5.5.4 BODY is 7BIT or 8BITMIME";
}

static const char *read_return(struct smtp_in *in, struct septel_view value)
{
	in->transaction.return_full = septel__is_word(value, "FULL");
	return in->transaction.return_full || septel__is_word(value, "HDRS")
		       ? NULL
		       : "501 5.5.4 RET is FULL or HDRS";
}

static bool read_xtext(struct smtp_in *in, struct septel_view value, size_t limit,
		       struct septel_view *text)
{
	struct septel_out out;
	septel__out_init(&out, in->arena, 0);
	if (value.len == 0 || value.len > limit || !septel__xtext_read(&out, value))
		return false;
	*text = septel__out_written(&out);
	return true;
}

static const char *read_envelope_id(struct smtp_in *in, struct septel_view value)
{
	return read_xtext(in, value, ENVELOPE_ID_LIMIT, &in->transaction.envelope_id)
		       ? NULL
		       : "501 5.5.4 ENVID is no xtext";
}

static const char *read_priority(struct smtp_in *in, struct septel_view value)
{
	in->transaction.has_priority = true;
	return septel__mail_priority_read(value, &in->transaction.priority)
		       ? NULL
		       : "501 5.5.2 MT-PRIORITY is a number from -9 to 9";
}

static struct smtp_recipient *recipient(struct smtp_in *in)
{
	return &in->recipients[in->recipient_count];
}

static const char *read_notify(struct smtp_in *in, struct septel_view value)
{
	static const struct {
		const char *word;
		unsigned notify;
	} WORDS[] = {{"NEVER", SMTP_NOTIFY_NEVER},
		     {"SUCCESS", SMTP_NOTIFY_SUCCESS},
		     {"FAILURE", SMTP_NOTIFY_FAILURE},
		     {"DELAY", SMTP_NOTIFY_DELAY}};
	unsigned notify = 0;
	for (size_t from = 0; from <= value.len;) {
		size_t end = septel__find_byte(value, ',', from);
		if (end == VIEW_NOT_FOUND)
			end = value.len;
		const struct septel_view word = septel__slice(value, from, end);
		size_t i = 0;
		while (i < 4 && !septel__is_word(word, WORDS[i].word))
			i++;
		if (i == 4)
			return "501 5.5.4 NOTIFY is NEVER, or of SUCCESS, FAILURE, DELAY";
		notify |= WORDS[i].notify;
		from = end + 1;
	}
	recipient(in)->notify = notify;
	return notify & SMTP_NOTIFY_NEVER && notify != SMTP_NOTIFY_NEVER
		       ? "501 5.5.4 NOTIFY=NEVER stands alone"
		       : NULL;
}

/* "rfc822;secstate@dept.example": its type stays. */
static const char *read_original(struct smtp_in *in, struct septel_view value)
{
	const size_t semicolon = septel__find_byte(value, ';', 0);
	struct septel_view text;
	struct septel_out out;
	if (semicolon == 0 || semicolon == VIEW_NOT_FOUND ||
	    !read_xtext(in, septel__slice(value, semicolon + 1, value.len), ORCPT_LIMIT, &text))
		return "501 5.5.4 ORCPT is no type and xtext";
	septel__out_init(&out, in->arena, 0);
	septel__out_view(&out, septel__slice(value, 0, semicolon + 1));
	septel__out_view(&out, text);
	recipient(in)->original = septel__out_written(&out);
	return NULL;
}

static const struct parameter_row SENDER_PARAMETERS[] = {
	{"SIZE", read_size, false},
	{"BODY", read_body, false},
	{"RET", read_return, true},
	{"ENVID", read_envelope_id, true},
	{"MT-PRIORITY", read_priority, false},
};
static const struct parameter_row RECIPIENT_PARAMETERS[] = {
	{"NOTIFY", read_notify, true},
	{"ORCPT", read_original, true},
};

#define ROWS(table) (sizeof(table) / sizeof *(table))

/* Reads them all; what to answer, or NULL. */
static const char *read_parameters(struct smtp_in *in, const struct parameter_row *rows,
				   size_t count, struct septel_view words)
{
	struct parameter parameter;
	unsigned seen = 0;
	while (next_parameter(&words, &parameter)) {
		size_t i = 0;
		while (i < count && !septel__is_word(parameter.name, rows[i].name))
			i++;
		if (i == count || !in->extended || (rows[i].report && !in->settings.reports))
			return "555 5.5.4 a parameter that is not offered";
		if (seen & 1u << i)
			return "501 5.5.2 a parameter that stands twice";
		seen |= 1u << i;
		const char *wrong = rows[i].read(in, parameter.value);
		if (wrong)
			return wrong;
	}
	return NULL;
}

/* ---- commands --------------------------------------------------------------- */

static void run_ehlo(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	const struct smtp_in_settings *settings = &in->settings;
	if (septel__trim(words).len == 0) {
		septel__smtp_in_reply(in, replies, "501 5.5.4 EHLO needs a name");
		return;
	}
	septel__smtp_in_reset(in);
	in->phase = PHASE_READY;
	in->extended = true;
	septel__out_format(replies,
			   "250-%.*s\r\n250-PIPELINING\r\n250-SIZE %zu\r\n250-8BITMIME\r\n"
			   "250-ENHANCEDSTATUSCODES\r\n%s%s250 MT-PRIORITY STANAG4406\r\n",
			   VIEW_FORMAT(settings->host), settings->letter_limit,
			   settings->reports ? "250-DSN\r\n" : "",
			   settings->secure && !settings->tls ? "250-STARTTLS\r\n" : "");
}

static void run_helo(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	if (septel__trim(words).len == 0) {
		septel__smtp_in_reply(in, replies, "501 5.5.4 HELO needs a name");
		return;
	}
	septel__smtp_in_reset(in);
	in->phase = PHASE_READY;
	in->extended = false;
	septel__smtp_in_reply(in, replies, "250 %.*s", VIEW_FORMAT(in->settings.host));
}

/* "FROM:" and "TO:", case aside. */
static bool take_keyword(struct septel_view *words, const char *keyword)
{
	*words = septel__trim_left(*words);
	if (!septel__starts_fold(*words, keyword))
		return false;
	*words = septel__slice(*words, strlen(keyword), words->len);
	return true;
}

static void run_mail(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	struct septel_view path;
	if (in->phase != PHASE_READY) {
		septel__smtp_in_reply(in, replies, "503 5.5.1 %s",
				      in->phase == PHASE_BEGUN ? "EHLO comes first"
							       : "a letter is begun already");
		return;
	}
	if (in->letters >= SMTP_LETTERS_LIMIT) {
		septel__smtp_in_reply(in, replies, "421 4.7.0 %.*s: enough of one session",
				      VIEW_FORMAT(in->settings.host));
		in->state = SMTP_IN_CLOSED;
		return;
	}
	septel__smtp_in_reset(in);
	if (!take_keyword(&words, "FROM:") || !take_path(&words, &path)) {
		septel__smtp_in_reply(in, replies, "501 5.5.4 MAIL FROM:<mailbox>");
		return;
	}
	if (path.len && !is_mailbox(path)) {
		septel__smtp_in_reply(in, replies, "553 5.1.7 that is no mailbox");
		return;
	}
	const char *wrong = read_parameters(in, SENDER_PARAMETERS, ROWS(SENDER_PARAMETERS), words);
	if (wrong) {
		septel__smtp_in_reset(in);
		septel__smtp_in_reply(in, replies, "%s", wrong);
		return;
	}
	in->transaction.sender = septel_arena_copy(in->arena, path);
	in->phase = PHASE_SENDER;
	/* Not everybody may be before the others (RFC 6710 4.1). */
	if (in->transaction.has_priority && in->transaction.priority > 0 && !in->settings.trusted) {
		in->transaction.priority = 0;
		septel__smtp_in_reply(in, replies, "250 2.3.6 0 is its order here");
		return;
	}
	septel__smtp_in_reply(in, replies, "250 2.1.0 go on");
}

static bool is_known_recipient(const struct smtp_in *in, struct septel_view path)
{
	for (size_t i = 0; i < in->recipient_count; i++)
		if (septel__equal_fold(in->recipients[i].mailbox, path))
			return true;
	return false;
}

/* What is wrong with a recipient; NULL. */
static const char *check_recipient(struct smtp_in *in, struct septel_view path)
{
	if (!septel__is_word(path, "postmaster")) {
		if (!is_mailbox(path))
			return "553 5.1.3 that is no mailbox";
		if (!is_our_domain(in, path))
			return "550 5.7.1 mail for that domain is not taken here";
	}
	return in->recipient_count == MAIL_RECIPIENTS_LIMIT ? "452 4.5.3 too many recipients"
							    : NULL;
}

static void run_rcpt(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	struct septel_view path;
	if (in->phase != PHASE_SENDER && in->phase != PHASE_RECIPIENT) {
		septel__smtp_in_reply(in, replies, "503 5.5.1 MAIL comes first");
		return;
	}
	if (!take_keyword(&words, "TO:") || !take_path(&words, &path)) {
		septel__smtp_in_reply(in, replies, "501 5.5.4 RCPT TO:<mailbox>");
		return;
	}
	const char *wrong = check_recipient(in, path);
	if (!wrong) {
		*recipient(in) = (struct smtp_recipient){.original = {"", 0}};
		wrong = read_parameters(in, RECIPIENT_PARAMETERS, ROWS(RECIPIENT_PARAMETERS),
					words);
	}
	if (wrong) {
		septel__smtp_in_reply(in, replies, "%s", wrong);
		return;
	}
	in->phase = PHASE_RECIPIENT;
	if (!is_known_recipient(in, path)) {
		recipient(in)->mailbox = septel_arena_copy(in->arena, path);
		in->recipient_count++;
	}
	if (septel_arena_failed(in->arena)) {
		septel__smtp_in_reset(in);
		septel__smtp_in_reply(in, replies, "452 4.3.1 memory is out");
		return;
	}
	septel__smtp_in_reply(in, replies, "250 2.1.5 go on");
}

static void run_data(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	if (in->phase != PHASE_RECIPIENT) {
		septel__smtp_in_reply(in, replies, "503 5.5.1 %s",
				      in->phase == PHASE_SENDER ? "no recipient was taken"
								: "MAIL comes first");
		return;
	}
	if (septel__trim(words).len) {
		septel__smtp_in_reply(in, replies, "501 5.5.4 DATA has no parameters");
		return;
	}
	in->phase = PHASE_DATA;
	in->place = PLACE_LINE_START;
	septel__smtp_in_reply(in, replies, "354 end it with a line of one dot");
}

static void run_rset(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	(void)words;
	septel__smtp_in_reset(in);
	septel__smtp_in_reply(in, replies, "250 2.0.0 forgotten");
}

static void run_noop(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	(void)words;
	septel__smtp_in_reply(in, replies, "250 2.0.0 here");
}

static void run_verify(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	(void)words;
	septel__smtp_in_reply(in, replies, "252 2.1.5 send it and see");
}

static void run_quit(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	(void)words;
	septel__smtp_in_reply(in, replies, "221 2.0.0 %.*s goes", VIEW_FORMAT(in->settings.host));
	septel__smtp_in_reset(in);
	in->state = SMTP_IN_CLOSED;
}

static void run_starttls(struct smtp_in *in, struct septel_view words, struct septel_out *replies)
{
	if (!in->settings.secure || in->settings.tls) {
		septel__smtp_in_reply(in, replies, "503 5.5.1 STARTTLS is not offered");
		return;
	}
	if (septel__trim(words).len) {
		septel__smtp_in_reply(in, replies, "501 5.5.4 STARTTLS has no parameters");
		return;
	}
	septel__smtp_in_reply(in, replies, "220 2.0.0 begin");
	in->state = SMTP_IN_STARTTLS;
}

static const struct command_row {
	const char *name;
	command_run *run;
} COMMANDS[] = {
	{"EHLO", run_ehlo},   {"HELO", run_helo},         {"MAIL", run_mail}, {"RCPT", run_rcpt},
	{"DATA", run_data},   {"RSET", run_rset},         {"NOOP", run_noop}, {"QUIT", run_quit},
	{"VRFY", run_verify}, {"STARTTLS", run_starttls},
};

void septel__smtp_in_command(struct smtp_in *in, struct septel_view line,
			     struct septel_out *replies)
{
	const size_t end = septel__find_byte(line, ' ', 0);
	const struct septel_view name = septel__slice(line, 0, end);
	for (size_t i = 0; i < ROWS(COMMANDS); i++)
		if (septel__is_word(name, COMMANDS[i].name)) {
			COMMANDS[i].run(in, septel__slice(line, name.len, line.len), replies);
			return;
		}
	septel__smtp_in_reply(in, replies, "500 5.5.2 that is no command here");
}
