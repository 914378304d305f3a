/* mail_letter.c - a transmission becomes a letter; see mail_message.h.
 *
 * The conversion of the message room writes fields and text; here stands what only a gateway
 * knows: the trace, the transmission as a part, and how urgent the letter is on its way.
 */
#include "mail_message.h"

#include "../base/limits.h"
#include "../base/out.h"
#include "../message/record_mail.h"
#include "../message/route.h"
#include "mail_fields.h"

#include <sodium.h>

/* ---- transfer order (RFC 6710, policy STANAG4406) --------------------------- */

int septel__mail_priority(enum septel_precedence precedence)
{
	static const signed char PRIORITIES[] = {0, -2, 0, 2, 4, 6};
	return PRIORITIES[precedence];
}

enum septel_precedence septel__mail_precedence(int priority)
{
	if (priority < -1)
		return SEPTEL_ROUTINE;
	if (priority < 1)
		return SEPTEL_PRIORITY;
	if (priority < 3)
		return SEPTEL_IMMEDIATE;
	return priority < 5 ? SEPTEL_FLASH : SEPTEL_EMERGENCY;
}

bool septel__mail_priority_read(struct septel_view text, int *priority)
{
	const bool low = septel__starts(text, "-");
	const struct septel_view digit = septel__slice(text, low ? 1 : 0, text.len);
	if (digit.len != 1 || !septel__is_digit(digit.ptr[0]) || (low && digit.ptr[0] == '0'))
		return false;
	*priority = (digit.ptr[0] - '0') * (low ? -1 : 1);
	return true;
}

/* ---- the letter ------------------------------------------------------------- */

/* Bytes of a subject that stand in a header; none is longer on purpose. */
#define SUBJECT_SHOWN 4096u

#define MARK_HASH_SIZE ((size_t)16)
#define MARK_SIZE      (sizeof "=_septel_" + 2 * MARK_HASH_SIZE)

/* A boundary that is no line of the text, for it has a hash of it. */
static void make_mark(char mark[MARK_SIZE], struct septel_view bytes)
{
	unsigned char hash[MARK_HASH_SIZE];
	char hex[2 * MARK_HASH_SIZE + 1];
	crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	snprintf(mark, MARK_SIZE, "=_septel_%s", hex);
}

static void put_trace(struct septel_out *out, const struct mail_letter_options *options,
		      struct septel_view eml)
{
	const struct septel_view host = options->host.len ? options->host : options->convert.domain;
	if (options->received == 0)
		return;
	septel__out_format(out, "Received: by %.*s (septel, station %.*s);\r\n ", VIEW_FORMAT(host),
			   VIEW_FORMAT(options->station));
	septel__mail_put_date(out, options->received);
	septel__out_string(out, "\r\n");
	/* Every mail has a date; a service message need not have a date-time group. */
	if (!septel__starts(eml, "Date:")) {
		septel__out_string(out, "Date: ");
		septel__mail_put_date(out, options->received);
		septel__out_string(out, "\r\n");
	}
}

/* The header, its subject cut where it is folded: a message whose subject does not end has all of
 * its text there. */
static void put_header(struct septel_out *out, struct septel_view header)
{
	struct septel_view line;
	size_t subject = 0;
	while (septel__next_line(&header, &line)) {
		if (septel__starts(line, "Subject:"))
			subject = line.len;
		else if (subject && septel__starts(line, " "))
			subject += line.len;
		else
			subject = 0;
		if (subject > SUBJECT_SHOWN && septel__starts(line, " "))
			continue;
		septel__out_view(out, line);
		septel__out_string(out, "\r\n");
	}
}

/* The mail for people: what is too long for them and for mail is left to the part behind it. */
static struct septel_view shown(struct septel_view eml, struct septel_arena *arena)
{
	struct septel_out out;
	size_t header = septel__find(eml, "\r\nContent-Type:", 0);
	if (header == VIEW_NOT_FOUND)
		return eml;
	header += 2;
	const bool short_text = eml.len - header <= SEPTEL_MESSAGE_LIMIT;
	if (header <= SUBJECT_SHOWN && short_text)
		return eml;
	septel__out_init(&out, arena, MAIL_LETTER_LIMIT);
	put_header(&out, septel__slice(eml, 0, header));
	if (out.length > MAIL_HEADER_LIMIT)
		out.failed = true;
	if (short_text)
		septel__out_view(&out, septel__slice(eml, header, eml.len));
	else
		septel__out_string(&out, "Content-Type: text/plain; charset=us-ascii\r\n"
					 "Content-Transfer-Encoding: 7bit\r\n\r\n"
					 "The text is too long to stand here: it is in the "
					 "message that is attached.\r\n");
	return out.failed ? (struct septel_view){"", 0} : septel__out_written(&out);
}

static struct septel_view message_id(struct septel_view eml)
{
	const size_t at = septel__find(eml, "\r\nMessage-ID: ", 0);
	if (at == VIEW_NOT_FOUND)
		return (struct septel_view){"", 0};
	const size_t begin = at + strlen("\r\nMessage-ID: ");
	return septel__slice(eml, begin, septel__find_byte(eml, '\r', begin));
}

static bool is_night_action(const struct septel_addressees *addressees)
{
	for (size_t i = 0; i < addressees->count; i++)
		if (septel__starts(addressees->at[i].precedence, "NIACT"))
			return true;
	return false;
}

/* Addressees that the transmission calls, at the mailbox that it goes to. */
static bool put_mailboxes(struct septel_convert_options *convert,
			  const struct septel_message *message, struct septel_view mailbox,
			  struct septel_arena *arena)
{
	const struct septel_addressees *const lists[] = {&message->to, &message->info};
	struct septel_mailbox *at = septel_arena_alloc(
		arena,
		(message->to.count + message->info.count + convert->mailbox_count) * sizeof *at);
	size_t count = 0;
	if (!at)
		return false;
	for (size_t i = 0; i < convert->mailbox_count; i++)
		at[count++] = convert->mailboxes[i];
	for (size_t list = 0; mailbox.len && list < 2; list++)
		for (size_t i = 0; i < lists[list]->count; i++) {
			const struct septel_addressee *addressee = &lists[list]->at[i];
			const struct septel_view ri = addressee->ri.len || addressee->by_other_means
							      ? addressee->ri
							      : septel__ri_of_name(addressee->name);
			bool called = false;
			for (size_t k = 0; ri.len && !called && k < message->routing.count; k++)
				called = septel__equal(message->routing.at[k], ri);
			if (called)
				at[count++] = (struct septel_mailbox){addressee->name, mailbox};
		}
	convert->mailboxes = at;
	convert->mailbox_count = count;
	return true;
}

bool septel__mail_letter(struct mail_letter *letter, struct septel_view transmission,
			 const struct mail_letter_options *options, struct septel_arena *arena)
{
	const struct septel_message *message;
	struct septel_view eml;
	struct septel_out out;
	char mark[MARK_SIZE];
	struct septel_convert_options convert = options->convert;
	*letter = (struct mail_letter){0};
	if (septel_message_parse(&message, transmission, NULL, arena) != SEPTEL_OK ||
	    !put_mailboxes(&convert, message, options->mailbox, arena) ||
	    septel_convert(&eml, message, SEPTEL_TO_EML, &convert, arena) != SEPTEL_OK)
		return false;
	eml = shown(eml, arena);
	if (eml.len == 0)
		return false;
	make_mark(mark, transmission);
	septel__out_init(&out, arena, MAIL_LETTER_LIMIT);
	put_trace(&out, options, eml);
	septel__record_mail(&out, eml, transmission, 0, mark, "\r\n");
	letter->data = septel__out_written(&out);
	letter->message_id = message_id(eml);
	letter->precedence = message->to.count || !message->info.count ? message->precedence.action
								       : message->precedence.info;
	letter->priority = septel__mail_priority(letter->precedence);
	letter->night = is_night_action(&message->to) || is_night_action(&message->info);
	for (size_t i = 0; i < message->signals.count; i++)
		letter->receipt_wanted |= septel__is_word(message->signals.at[i], "ZFF1");
	return !out.failed && !septel_arena_failed(arena);
}
