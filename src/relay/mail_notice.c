/* mail_notice.c - a delivery status notification; RFC 3461, 3464, 6522; see mail_message.h. */
#include "../base/date.h"
#include "../base/mime.h"
#include "../base/out.h"
#include "mail_fields.h"
#include "mail_message.h"

#include <sodium.h>

#define HASH_SIZE 16u
#define HEX_SIZE  (2 * HASH_SIZE + 1)

static const char *action_of(enum mail_event event)
{
	static const char *const ACTIONS[] = {"delivered", "relayed", "expanded", "delayed",
					      "failed"};
	return event <= MAIL_FAILED ? ACTIONS[event] : "delivered";
}

/* What stands in the notice came from outside: printable, and on its line. */
static void put_clean(struct septel_out *out, struct septel_view view)
{
	for (size_t i = 0; i < view.len; i++)
		septel__out_byte(out, view.ptr[i] >= ' ' && view.ptr[i] <= '~' ? view.ptr[i] : ' ');
}

static void put_field(struct septel_out *out, const char *name, const char *type,
		      struct septel_view value)
{
	if (value.len == 0)
		return;
	septel__out_format(out, "%s: %s", name, type);
	put_clean(out, value);
	septel__out_string(out, "\r\n");
}

static void put_moment(struct septel_out *out, const char *name, moment at)
{
	septel__out_format(out, "%s: ", name);
	septel__mail_put_date(out, at);
	septel__out_string(out, "\r\n");
}

/* The same notice again has the same name. */
static void name_notice(char hex[HEX_SIZE], const struct mail_notice *notice)
{
	crypto_generichash_state state;
	unsigned char hash[HASH_SIZE];
	const struct septel_view parts[] = {notice->to, notice->envelope_id, notice->message_id,
					    notice->header};
	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		crypto_generichash_update(&state, (const unsigned char *)parts[i].ptr,
					  parts[i].len);
	for (size_t i = 0; i < notice->recipient_count; i++) {
		const struct mail_report_recipient *recipient = &notice->recipients[i];
		crypto_generichash_update(&state, (const unsigned char *)recipient->final.ptr,
					  recipient->final.len);
		crypto_generichash_update(&state, (const unsigned char *)recipient->status,
					  strlen(recipient->status));
	}
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(hex, HEX_SIZE, hash, sizeof hash);
}

static void put_header(struct septel_out *out, const struct mail_notice *notice,
		       const char hex[HEX_SIZE])
{
	put_moment(out, "Date", notice->now);
	septel__out_format(out, "From: Record message gateway <postmaster@%.*s>\r\nTo: <",
			   VIEW_FORMAT(notice->host));
	put_clean(out, notice->to);
	septel__out_format(out,
			   ">\r\nSubject: Delivery status of a record message\r\n"
			   "Message-ID: <%s@%.*s>\r\n",
			   hex, VIEW_FORMAT(notice->host));
	if (notice->message_id.len)
		put_field(out, "In-Reply-To", "", notice->message_id);
	septel__out_format(out,
			   "Auto-Submitted: auto-replied\r\n"
			   "MT-Priority: %d\r\n"
			   "MIME-Version: 1.0\r\n"
			   "Content-Type: multipart/report; report-type=delivery-status;\r\n"
			   " boundary=\"=_septel_%s\"\r\n\r\n",
			   notice->priority, hex);
}

static void put_words(struct septel_out *out, const struct mail_notice *notice)
{
	for (size_t i = 0; i < notice->recipient_count; i++) {
		const struct mail_report_recipient *recipient = &notice->recipients[i];
		septel__out_string(out, "  ");
		put_clean(out, recipient->final);
		septel__out_format(out, ": %s (%s)\r\n", action_of(recipient->event),
				   recipient->status);
		if (recipient->diagnostic.len) {
			septel__out_string(out, "    ");
			put_clean(out, recipient->diagnostic);
			septel__out_string(out, "\r\n");
		}
	}
}

static void put_recipient(struct septel_out *out, const struct mail_report_recipient *recipient)
{
	septel__out_string(out, "\r\n");
	put_field(out, "Original-Recipient", "", recipient->original);
	put_field(out, "Final-Recipient", recipient->record ? "x-acp127; " : "rfc822; ",
		  recipient->final);
	septel__out_format(out, "Action: %s\r\nStatus: %s\r\n", action_of(recipient->event),
			   recipient->status);
	put_field(out, "Diagnostic-Code", "x-septel; ", recipient->diagnostic);
}

/* Fields that came, whole lines of ASCII; what is none is not sent back. */
static void put_returned(struct septel_out *out, struct septel_view header)
{
	struct mime_field field;
	const char *begin = header.ptr;
	while (septel__mime_field(&header, &field)) {
		struct septel_view lines = {begin, (size_t)(header.ptr - begin)}, line;
		while (septel__next_line(&lines, &line)) {
			put_clean(out, line);
			septel__out_string(out, "\r\n");
		}
		begin = header.ptr;
	}
}

bool septel__mail_notice(struct septel_view *letter, const struct mail_notice *notice,
			 struct septel_arena *arena)
{
	struct septel_out out;
	char hex[HEX_SIZE];
	septel__out_init(&out, arena, 0);
	name_notice(hex, notice);
	put_header(&out, notice, hex);
	septel__out_format(&out,
			   "--=_septel_%s\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
			   "This is the record message gateway of %.*s.\r\n\r\n",
			   hex, VIEW_FORMAT(notice->host));
	put_words(&out, notice);
	septel__out_format(
		&out, "\r\n--=_septel_%s\r\nContent-Type: message/delivery-status\r\n\r\n", hex);
	put_field(&out, "Original-Envelope-Id", "", notice->envelope_id);
	put_field(&out, "Reporting-MTA", "dns; ", notice->host);
	put_moment(&out, "Arrival-Date", notice->arrived);
	for (size_t i = 0; i < notice->recipient_count; i++)
		put_recipient(&out, &notice->recipients[i]);
	septel__out_format(&out, "\r\n--=_septel_%s\r\nContent-Type: text/rfc822-headers\r\n\r\n",
			   hex);
	put_returned(&out, notice->header);
	septel__out_format(&out, "\r\n--=_septel_%s--\r\n", hex);
	*letter = septel__out_written(&out);
	return !out.failed && !septel_arena_failed(arena);
}
