/* mail.c - see mail.h. */
#include "mail.h"

#include "../base/mime.h"
#include "../message/record_mail.h"

bool septel__is_mail_header(struct septel_view head)
{
	/* Fields that mails have, each with a byte its value must hold. */
	static const struct {
		const char *name;
		char mark;
	} SURE[] = {
		{"MIME-Version", '1'}, {"Message-ID", '<'},   {"Received", ';'},
		{"Return-Path", '<'},  {"Delivered-To", '@'}, {"MMHS-Primary-Precedence", '\0'},
		{"Content-Type", '/'},
	};
	struct mime_field field;
	bool known = false, from = false, date = false;
	while (septel__mime_field(&head, &field)) {
		for (size_t i = 0; i < sizeof SURE / sizeof *SURE; i++)
			known |= septel__mime_is(&field, SURE[i].name) &&
				 (!SURE[i].mark || septel__find_byte(field.value, SURE[i].mark,
								     0) != VIEW_NOT_FOUND);
		from |= septel__mime_is(&field, "From") &&
			septel__find_byte(field.value, '@', 0) != VIEW_NOT_FOUND;
		/* "Thu, 04 Dec 2008 06:37:00 +0000" */
		date |= septel__mime_is(&field, "Date") &&
			septel__find_byte(field.value, ':', 0) != VIEW_NOT_FOUND;
	}
	return known || (from && date);
}

/* The year of "Thu, 04 Dec 2008 06:37:00 +0000": its word of four digits. */
static int year_of(struct septel_view date)
{
	struct septel_view word;
	while (septel__next_word(&date, &word))
		if (word.len == 4 && septel__number(word) >= 1000)
			return septel__number(word);
	return 0;
}

/* What the header of the mail says of its message. */
static void read_header(struct septel_view bytes, struct septel_options *options)
{
	struct mime_field field;
	while (septel__mime_field(&bytes, &field)) {
		if (septel__mime_is(&field, "MMHS-Originator-Reference"))
			options->id = field.value;
		else if (septel__mime_is(&field, "Date"))
			options->year = year_of(field.value);
	}
}

const char *septel__mail_read(struct septel_view mail, struct septel_out *decoded,
			      struct mail_message *message)
{
	*message = (struct mail_message){0};
	const struct mime_part whole = septel__mime_part(mail);
	struct mime_part part;
	read_header(mail, &message->options);
	if (septel__mime_find(&whole, RECORD_MAIL_TYPE, &part)) {
		/* What was said of the message before it was a mail. */
		const struct septel_view year = septel__mime_parameter(part.content, "year");
		if (year.len)
			message->options.year = year_of(year);
	} else if (!septel__mime_find(&whole, "text/plain", &part)) {
		return "mail holds no text/plain part";
	}
	septel__out_clear(decoded);
	if (!septel__mime_decode(&part, decoded, &message->text))
		return "base64 of the mail is damaged";
	if (decoded->failed)
		return "memory is out";
	if (message->text.len > SEPTEL_MESSAGE_LIMIT)
		return "message is longer than 16 MiB";
	return septel__trim(message->text).len ? NULL : "mail has no text";
}
