/* mail_arrival.c - what a letter is that comes in; see mail_message.h. */
#include "../base/encoding.h"
#include "../base/limits.h"
#include "../base/mime.h"
#include "../message/record_mail.h"
#include "mail_compose.h"
#include "mail_reports.h"

#include <sodium.h>

/* An identity longer than this is none: the hash alone tells letters apart. */
#define MESSAGE_ID_LIMIT 250u
#define HELD_TITLE       "MAIL HELD: "

/* What a letter has for parts. */
struct survey {
	struct mime_part record, text;
	size_t records, texts;
	struct septel_view other; /* type of a part that no record message can carry; or empty */
};

static void survey_leaf(struct survey *survey, const struct mime_part *part, bool alternative)
{
	static const char *const SIGNATURES[] = {"application/pkcs7-signature",
						 "application/x-pkcs7-signature",
						 "application/pgp-signature"};
	const bool attached = septel__is_word(septel__mime_value(part->disposition), "attachment");
	if (septel__mime_has_type(part, RECORD_MAIL_TYPE)) {
		if (survey->records++ == 0)
			survey->record = *part;
		return;
	}
	if (septel__mime_has_type(part, "text/plain") && !attached) {
		if (survey->texts++ == 0)
			survey->text = *part;
		return;
	}
	for (size_t i = 0; i < sizeof SIGNATURES / sizeof *SIGNATURES; i++)
		if (septel__mime_has_type(part, SIGNATURES[i]))
			return;
	/* The same text once more, for other programs. */
	if (alternative && septel__mime_has_type(part, "text/html"))
		return;
	if (survey->other.len == 0)
		survey->other = part->type.len ? part->type : VIEW_LITERAL("text/plain");
}

/* NOLINTNEXTLINE(misc-no-recursion): MIME_DEPTH_LIMIT deep at most */
static void survey_part(struct survey *survey, const struct mime_part *part, bool alternative,
			int depth)
{
	const struct septel_view boundary = septel__mime_parameter(part->content, "boundary");
	struct septel_view rest = part->body, bytes;
	if (!septel__starts_fold(part->type, "multipart/") || boundary.len == 0 ||
	    depth == MIME_DEPTH_LIMIT) {
		survey_leaf(survey, part, alternative);
		return;
	}
	alternative |= septel__mime_has_type(part, "multipart/alternative");
	while (septel__mime_next_part(&rest, boundary, &bytes)) {
		const struct mime_part inner = septel__mime_part(bytes);
		survey_part(survey, &inner, alternative, depth + 1);
	}
}

/* ---- what comes of it ------------------------------------------------------- */

struct arriving {
	struct mail_arrival *arrival;
	struct mail_fields fields;
	struct survey survey;
	struct septel_view letter, body;
	const struct mail_reading *reading;
	struct septel_arena *arena;
	struct septel_out reason;
};

static bool one_transmission(struct arriving *arriving, struct septel_view bytes)
{
	struct septel_view *at = septel_arena_alloc(arriving->arena, sizeof *at);
	if (!at)
		return false;
	*at = bytes;
	arriving->arrival->transmissions = (struct septel_views){at, 1};
	return true;
}

/* The reason, and the letter with a mark at each line, so that no line of it is taken for one
 * of a heading. */
static void hold(struct arriving *arriving)
{
	struct septel_out out;
	struct septel_view rest = arriving->letter, line;
	const struct septel_view reason =
		septel__mail_unfolded(septel__out_written(&arriving->reason), arriving->arena);
	septel__out_init(&out, arriving->arena, 0);
	septel__out_reserve(&out, arriving->letter.len + arriving->letter.len / 16);
	septel__out_format(&out, HELD_TITLE "%.*s\n\n", VIEW_FORMAT(reason));
	while (septel__next_line(&rest, &line)) {
		septel__out_string(&out, "> ");
		septel__out_view(&out, line);
		septel__out_byte(&out, '\n');
	}
	arriving->arrival->kind = MAIL_HELD;
	arriving->arrival->reason = reason;
	(void)one_transmission(arriving, septel__out_written(&out));
}

static bool refuse(struct arriving *arriving, const char *reason)
{
	septel__out_string(&arriving->reason, reason);
	return false;
}

/* The bytes of a part, whatever they are. */
static bool take_record(struct arriving *arriving)
{
	struct septel_out decoded;
	struct septel_view bytes;
	septel__out_init(&decoded, arriving->arena, 0);
	if (!septel__mime_decode(&arriving->survey.record, &decoded, &bytes))
		return refuse(arriving, "the message in it is damaged");
	if (bytes.len == 0 || bytes.len > SEPTEL_MESSAGE_LIMIT)
		return refuse(arriving, "the message in it is empty, or longer than 16 MiB");
	arriving->arrival->kind = MAIL_TRANSMISSION;
	return one_transmission(arriving, bytes);
}

/* A text that begins as a circuit would: with format line 1 or 2. */
static bool begins_as_transmission(struct septel_view text)
{
	struct septel_view line;
	if (!septel__next_line(&text, &line))
		return false;
	if (septel__starts(line, "VZCZC") || septel__starts(line, "ZCZC"))
		return true;
	return line.len > 3 && line.ptr[0] == line.ptr[1] &&
	       septel__is_one_of(line.ptr[0], "ZOPRY") && line.ptr[2] == ' ' &&
	       septel__is_one_of(line.ptr[3], "RQ");
}

static bool take_text(struct arriving *arriving)
{
	const struct mime_part *part = &arriving->survey.text;
	const struct septel_view charset = septel__mime_parameter(part->content, "charset");
	struct septel_out decoded, text;
	struct septel_view bytes;
	septel__out_init(&decoded, arriving->arena, 0);
	septel__out_init(&text, arriving->arena, 0);
	if (!septel__mime_decode(part, &decoded, &bytes))
		return refuse(arriving, "its text is damaged");
	if (bytes.len > SEPTEL_MESSAGE_LIMIT)
		return refuse(arriving, "its text is longer than 16 MiB");
	if (!septel__mail_charset(&text, charset, bytes))
		return refuse(arriving, "its text has a character set that is not known");
	const struct septel_view written = septel__out_written(&text);
	const struct septel_view begun = septel__trim_left(written);
	if (begins_as_transmission(begun)) {
		arriving->arrival->kind = MAIL_TRANSMISSION;
		return one_transmission(arriving, begun);
	}
	arriving->arrival->kind = MAIL_COMPOSED;
	return septel__mail_compose(&arriving->arrival->transmissions, &arriving->fields, written,
				    arriving->reading, arriving->arena, &arriving->reason);
}

static bool take(struct arriving *arriving)
{
	const struct survey *survey = &arriving->survey;
	const enum mail_field_name doubled = septel__mail_field_doubled(&arriving->fields);
	if (arriving->fields.too_many)
		return refuse(arriving, "its header has too many fields");
	if (doubled != MAIL_FIELD_COUNT) {
		septel__out_format(&arriving->reason, "%s stands more than once",
				   septel__mail_field_name(doubled));
		return false;
	}
	if (survey->other.len) {
		septel__out_format(&arriving->reason, "it has a part of the type %.*s",
				   VIEW_FORMAT(survey->other));
		return false;
	}
	if (survey->records > 1)
		return refuse(arriving, "it carries more than one message");
	if (survey->records == 1)
		return take_record(arriving);
	if (survey->texts != 1)
		return refuse(arriving,
			      survey->texts ? "it has more than one text" : "it has no text");
	return take_text(arriving);
}

/* ---- the identity of a transfer --------------------------------------------- */

static struct septel_view transfer_of(struct arriving *arriving, struct septel_view bytes)
{
	unsigned char hash[TEXT_HASH_SIZE];
	char hex[2 * TEXT_HASH_SIZE + 1];
	struct septel_out out;
	crypto_generichash(hash, sizeof hash, (const unsigned char *)bytes.ptr, bytes.len, NULL, 0);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	septel__out_init(&out, arriving->arena, 0);
	septel__out_format(&out, "mail:%.*s/%s", VIEW_FORMAT(arriving->arrival->message_id), hex);
	return septel__out_written(&out);
}

/* A letter that is held has passed other servers, each with a trace of its own, every time:
 * its body alone is the same again. */
static void name_transfers(struct arriving *arriving)
{
	struct mail_arrival *arrival = arriving->arrival;
	const size_t count = arrival->transmissions.count;
	struct septel_view *at = septel_arena_alloc(arriving->arena, (count + 1) * sizeof *at);
	for (size_t i = 0; at && i < count; i++)
		at[i] = transfer_of(arriving, arrival->kind == MAIL_HELD
						      ? arriving->body
						      : arrival->transmissions.at[i]);
	arrival->transfers = (struct septel_views){at, at ? count : 0};
}

static struct septel_view identity(struct arriving *arriving)
{
	const struct septel_view id =
		septel__mail_unfolded(arriving->fields.value[FIELD_MESSAGE_ID], arriving->arena);
	return id.len <= MESSAGE_ID_LIMIT ? id : (struct septel_view){"", 0};
}

bool septel__mail_arrival(struct mail_arrival *arrival, struct septel_view letter,
			  const struct mail_reading *reading, struct septel_arena *arena)
{
	const struct mime_part whole = septel__mime_part(letter);
	struct arriving arriving = {.arrival = arrival,
				    .letter = letter,
				    .body = whole.body,
				    .reading = reading,
				    .arena = arena};
	*arrival = (struct mail_arrival){0};
	septel__out_init(&arriving.reason, arena, 0);
	septel__mail_fields_read(&arriving.fields, whole.header);
	arrival->message_id = identity(&arriving);
	if (septel__mime_has_type(&whole, "multipart/report") &&
	    septel__mail_reports(arrival, &whole, arena)) {
		arrival->kind = MAIL_REPORT;
	} else {
		survey_part(&arriving.survey, &whole, false, 0);
		if (!take(&arriving))
			hold(&arriving);
		name_transfers(&arriving);
	}
	return !septel_arena_failed(arena);
}
