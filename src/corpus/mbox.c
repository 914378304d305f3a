/* mbox.c - mailboxes of many mails, and files of one.
 *
 * A mail in a mailbox begins behind an empty line with "From ", and a time of
 * day in that line; in its text such a line stands as ">From ", of which one
 * ">" is taken away.
 */
#include "format.h"
#include "mail.h"

#define FROM "From "

/* "From someone@example Thu Dec  4 06:37:00 2008" */
static bool is_from_line(struct septel_view bytes, size_t at)
{
	struct septel_view rest = septel__slice(bytes, at, bytes.len), line;
	if (!septel__starts(rest, FROM) || !septel__next_line(&rest, &line))
		return false;
	const size_t colon = septel__find_byte(line, ':', 0);
	return colon != VIEW_NOT_FOUND && colon > 2 && colon + 2 < line.len &&
	       septel__is_digit(line.ptr[colon - 1]) && septel__is_digit(line.ptr[colon + 1]);
}

bool septel__is_mbox(struct septel_view head)
{
	struct septel_view line;
	return is_from_line(head, 0) && septel__next_line(&head, &line) &&
	       septel__is_mail_header(head);
}

bool septel__is_mail(struct septel_view head)
{
	return septel__is_mail_header(head);
}

/* The newline at `newline` closes an empty line that a mail begins behind. */
static bool mail_begins(struct septel_view bytes, size_t newline)
{
	size_t before = newline;
	if (before > 0 && bytes.ptr[before - 1] == '\r')
		before--;
	return before > 0 && bytes.ptr[before - 1] == '\n' && is_from_line(bytes, newline + 1);
}

static size_t mbox_cut(struct septel_view bytes)
{
	const char *newline;
	size_t at = bytes.len;
	while ((newline = memrchr(bytes.ptr, '\n', at))) {
		at = (size_t)(newline - bytes.ptr);
		/* The whole line must be there. */
		if (mail_begins(bytes, at) &&
		    septel__find_byte(bytes, '\n', at + 1) != VIEW_NOT_FOUND)
			return at + 1;
	}
	return 0;
}

/* The next mail that begins behind `from`; the end where there is none. */
static size_t find_mail(struct septel_view bytes, size_t from)
{
	while ((from = septel__find(bytes, "\n" FROM, from)) != VIEW_NOT_FOUND) {
		if (mail_begins(bytes, from))
			return from + 1;
		from++;
	}
	return bytes.len;
}

/* More than an empty line and a From line. */
#define FROM_LINE_WINDOW 1024

static bool resume_mailbox(struct septel_view bytes, size_t *drop)
{
	const size_t mail = find_mail(bytes, 0);
	*drop = mail < bytes.len               ? mail
		: bytes.len > FROM_LINE_WINDOW ? bytes.len - FROM_LINE_WINDOW
					       : 0;
	return mail < bytes.len;
}

static bool resume_never(struct septel_view bytes, size_t *drop)
{
	*drop = bytes.len;
	return false;
}

static const struct corpus_skip LONG_IN_MAILBOX = {"mail is longer than 24 MiB", resume_mailbox};
static const struct corpus_skip LONG_MAIL = {"mail is longer than 24 MiB", resume_never};

static const struct corpus_skip *mbox_overlong(struct septel_view bytes, bool full)
{
	(void)bytes;
	return full ? &LONG_IN_MAILBOX : NULL;
}

static const struct corpus_skip *mail_overlong(struct septel_view bytes, bool full)
{
	(void)bytes;
	return full ? &LONG_MAIL : NULL;
}

static size_t mail_cut(struct septel_view bytes)
{
	(void)bytes;
	return 0;
}

/* Takes one ">" from each ">From ", ">>From " and so on, in place. */
static struct septel_view unquote(struct septel_view mail)
{
	size_t at = septel__find(mail, "\n>", 0);
	if (at == VIEW_NOT_FOUND)
		return mail;
	/* The block's bytes are the splitter's to change. */
	char *bytes = (char *)(uintptr_t)mail.ptr, *to = bytes;
	size_t from = 0;
	for (; at != VIEW_NOT_FOUND; at = septel__find(mail, "\n>", at + 1)) {
		size_t mark = at + 1;
		while (mark < mail.len && mail.ptr[mark] == '>')
			mark++;
		if (!septel__starts(septel__slice(mail, mark, mail.len), FROM))
			continue;
		memmove(to, bytes + from, at + 1 - from);
		to += at + 1 - from;
		from = at + 2;
	}
	memmove(to, bytes + from, mail.len - from);
	to += mail.len - from;
	return (struct septel_view){bytes, (size_t)(to - bytes)};
}

static enum corpus_result give_mail(struct corpus_splitter *splitter, struct septel_view mail,
				    size_t length, struct corpus_item *item,
				    struct corpus_fault *fault)
{
	struct mail_message message;
	const char *reason = septel__mail_read(mail, &splitter->decoded, &message);
	enum corpus_result result = CORPUS_ITEM;
	if (reason) {
		result = septel__splitter_fault(splitter, fault, reason);
	} else {
		item->offset = splitter->offset;
		item->line = splitter->line;
		item->text = message.text;
		item->options = message.options;
	}
	splitter->offset += length;
	splitter->rest = septel__slice(splitter->rest, length, splitter->rest.len);
	return result;
}

static enum corpus_result mail_next(struct corpus_splitter *splitter, struct corpus_item *item,
				    struct corpus_fault *fault)
{
	if (splitter->rest.len == 0)
		return CORPUS_END;
	return give_mail(splitter, splitter->rest, splitter->rest.len, item, fault);
}

static enum corpus_result mbox_next(struct corpus_splitter *splitter, struct corpus_item *item,
				    struct corpus_fault *fault)
{
	if (splitter->rest.len == 0)
		return CORPUS_END;
	const size_t length = find_mail(splitter->rest, 0);
	struct septel_view mail = septel__slice(splitter->rest, 0, length), from_line;
	const uint64_t lines = septel__count_bytes(mail, '\n');
	septel__next_line(&mail, &from_line);
	/* The empty line before the next mail is the mailbox's. */
	if (septel__ends(mail, "\n\n") || septel__ends(mail, "\n\r\n"))
		mail.len -= septel__ends(mail, "\r\n") ? 2 : 1;
	const enum corpus_result result = give_mail(splitter, unquote(mail), length, item, fault);
	splitter->line += lines;
	return result;
}

const struct corpus_format septel__format_mbox = {
	.name = "mbox",
	.cut = mbox_cut,
	.overlong = mbox_overlong,
	.next = mbox_next,
};

const struct corpus_format septel__format_mail = {
	.name = "mail",
	.cut = mail_cut,
	.overlong = mail_overlong,
	.next = mail_next,
};
