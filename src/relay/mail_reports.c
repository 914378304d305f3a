/* mail_reports.c - see mail_reports.h.
 *
 * The status part is groups of fields between empty lines: first one of the letter, then one for
 * each recipient.  Which letter it was is told by its envelope id, or by what of the letter
 * comes back with the report.
 */
#include "mail_reports.h"

#include "../base/limits.h"
#include "mail_fields.h"

static const struct septel_view NONE = {"", 0};

/* "rfc822; secstate@dept.example": behind the type. */
static struct septel_view untyped(struct septel_view value)
{
	const size_t semicolon = septel__find_byte(value, ';', 0);
	return semicolon == VIEW_NOT_FOUND
		       ? value
		       : septel__trim(septel__slice(value, semicolon + 1, value.len));
}

/* The group of fields at the front of *rest; false at the end. */
static bool next_group(struct septel_view *rest, struct septel_view *group)
{
	struct septel_view after = *rest, line;
	while (septel__next_line(&after, &line) && septel__trim(line).len == 0)
		*rest = after;
	const char *begin = rest->ptr;
	while (septel__next_line(rest, &line))
		if (septel__trim(line).len == 0)
			break;
	*group = (struct septel_view){begin, (size_t)(rest->ptr - begin)};
	return septel__trim(*group).len > 0;
}

struct status_fields {
	struct septel_view envelope_id, original, final, action, status, diagnostic;
	struct septel_view disposition, message_id;
};

static void read_status(struct status_fields *fields, struct septel_view group,
			struct septel_arena *arena)
{
	const struct {
		const char *name;
		struct septel_view *value;
	} ROWS[] = {
		{"Original-Envelope-Id", &fields->envelope_id},
		{"Original-Recipient", &fields->original},
		{"Final-Recipient", &fields->final},
		{"Action", &fields->action},
		{"Status", &fields->status},
		{"Diagnostic-Code", &fields->diagnostic},
		{"Disposition", &fields->disposition},
		{"Original-Message-ID", &fields->message_id},
	};
	struct mime_field field;
	while (septel__mime_field(&group, &field))
		for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
			if (septel__mime_is(&field, ROWS[i].name) && ROWS[i].value->len == 0)
				*ROWS[i].value = septel__mail_unfolded(field.value, arena);
}

static bool delivery_event(struct septel_view action, enum mail_event *event)
{
	static const struct {
		const char *word;
		enum mail_event event;
	} ACTIONS[] = {
		{"delivered", MAIL_DELIVERED}, {"relayed", MAIL_RELAYED},
		{"expanded", MAIL_EXPANDED},   {"delayed", MAIL_DELAYED},
		{"failed", MAIL_FAILED},
	};
	struct septel_view word;
	if (!septel__next_word(&action, &word))
		return false;
	for (size_t i = 0; i < sizeof ACTIONS / sizeof *ACTIONS; i++)
		if (septel__is_word(word, ACTIONS[i].word)) {
			*event = ACTIONS[i].event;
			return true;
		}
	return false;
}

/* "manual-action/MDN-sent-manually; displayed/error". */
static bool disposition_event(struct septel_view disposition, enum mail_event *event)
{
	const struct septel_view type = untyped(disposition);
	const struct septel_view word =
		septel__trim(septel__slice(type, 0, septel__find_byte(type, '/', 0)));
	if (septel__is_word(word, "displayed"))
		*event = MAIL_READ;
	else if (septel__is_word(word, "dispatched") || septel__is_word(word, "processed"))
		*event = MAIL_PRINTED;
	else if (septel__is_word(word, "deleted") || septel__is_word(word, "denied"))
		*event = MAIL_DISCARDED;
	else
		return septel__is_word(word, "failed") ? (*event = MAIL_FAILED, true) : false;
	return true;
}

/* Message-ID of the letter, or of its header, that came back. */
static struct septel_view returned_id(const struct mime_part *whole, struct septel_arena *arena)
{
	static const char *const TYPES[] = {"message/rfc822", "text/rfc822-headers",
					    "message/global", "message/global-headers"};
	const struct septel_view boundary = septel__mime_parameter(whole->content, "boundary");
	struct septel_view rest = whole->body, bytes;
	while (boundary.len && septel__mime_next_part(&rest, boundary, &bytes)) {
		const struct mime_part part = septel__mime_part(bytes);
		for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
			struct septel_view header = part.body;
			struct mime_field field;
			if (!septel__mime_has_type(&part, TYPES[i]))
				continue;
			while (septel__mime_field(&header, &field))
				if (septel__mime_is(&field, "Message-ID"))
					return septel__mail_unfolded(field.value, arena);
		}
	}
	return NONE;
}

static size_t read_groups(struct mail_report *reports, struct septel_view status, bool disposition,
			  struct septel_view message_id, struct septel_arena *arena)
{
	struct septel_view group, envelope_id = NONE;
	size_t count = 0;
	while (count < MAIL_REPORTS_LIMIT && next_group(&status, &group)) {
		struct status_fields fields = {NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE};
		struct mail_report *report = &reports[count];
		read_status(&fields, group, arena);
		if (fields.envelope_id.len)
			envelope_id = fields.envelope_id;
		*report = (struct mail_report){
			.envelope_id = envelope_id,
			.message_id = fields.message_id.len ? fields.message_id : message_id,
			.recipient = untyped(fields.original.len ? fields.original : fields.final),
			.status = fields.status,
			.diagnostic = untyped(fields.diagnostic)};
		if (disposition ? disposition_event(fields.disposition, &report->event)
				: delivery_event(fields.action, &report->event))
			count += report->recipient.len > 0;
	}
	return count;
}

bool septel__mail_reports(struct mail_arrival *arrival, const struct mime_part *whole,
			  struct septel_arena *arena)
{
	static const char *const TYPES[] = {
		"message/delivery-status", "message/disposition-notification",
		"message/global-delivery-status", "message/global-disposition-notification"};
	const struct septel_view boundary = septel__mime_parameter(whole->content, "boundary");
	struct septel_view rest = whole->body, bytes, status;
	struct septel_out decoded;
	struct mail_report *reports =
		septel_arena_alloc(arena, MAIL_REPORTS_LIMIT * sizeof *reports);
	septel__out_init(&decoded, arena, 0);
	while (reports && boundary.len && septel__mime_next_part(&rest, boundary, &bytes)) {
		const struct mime_part part = septel__mime_part(bytes);
		for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
			if (!septel__mime_has_type(&part, TYPES[i]) ||
			    !septel__mime_decode(&part, &decoded, &status))
				continue;
			arrival->reports = reports;
			arrival->report_count = read_groups(reports, status, i % 2,
							    returned_id(whole, arena), arena);
			return arrival->report_count > 0;
		}
	}
	return false;
}
