/* json.c - messages in JSON: one object a line, an object spread over lines, or
 * an array of either.
 *
 * The message is the string under "raw" (base64 of the bytes, as `export`
 * writes), else "text", "body" or "content"; "id" and "dtg", "date" or "year"
 * are told along.  Inside a string a line end is escaped, and an object in an
 * object is indented: so a record begins where a line begins with a brace.
 */
#include "../base/encoding.h"
#include "../base/utf8.h"
#include "format.h"

#include <jansson.h>
#include <stdio.h>

static const char RECORD_START[] = "\n{";

static size_t skip_blanks(struct septel_view bytes, const char *also)
{
	size_t at = 0;
	while (at < bytes.len &&
	       (septel__is_space(bytes.ptr[at]) || septel__is_one_of(bytes.ptr[at], also)))
		at++;
	return at;
}

bool septel__is_json(struct septel_view head)
{
	head = septel__trim_left(septel__slice(head, septel__byte_order_mark(head), head.len));
	if (septel__starts(head, "["))
		head = septel__trim_left(septel__slice(head, 1, head.len));
	if (!septel__starts(head, "{"))
		return false;
	head = septel__trim_left(septel__slice(head, 1, head.len));
	return septel__starts(head, "\"") || septel__starts(head, "}");
}

static size_t json_cut(struct septel_view bytes)
{
	const char *newline;
	size_t at = bytes.len;
	while ((newline = memrchr(bytes.ptr, '\n', at))) {
		at = (size_t)(newline - bytes.ptr);
		if (at + 1 < bytes.len && newline[1] == '{')
			return at + 1;
	}
	return 0;
}

static size_t find_record(struct septel_view bytes, size_t from)
{
	const size_t newline = septel__find(bytes, RECORD_START, from);
	return newline == VIEW_NOT_FOUND ? newline : newline + 1;
}

static bool resume_record(struct septel_view bytes, size_t *drop)
{
	const size_t record = find_record(bytes, 0);
	*drop = record != VIEW_NOT_FOUND ? record : bytes.len ? bytes.len - 1 : 0;
	return record != VIEW_NOT_FOUND;
}

static const struct corpus_skip LONG_RECORD = {"JSON object is longer than 24 MiB", resume_record};

static const struct corpus_skip *json_overlong(struct septel_view bytes, bool full)
{
	(void)bytes;
	return full ? &LONG_RECORD : NULL;
}

static struct septel_view string_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	return (struct septel_view){json_is_string(value) ? json_string_value(value) : "",
				    json_string_length(value)};
}

/* The year of "2008-12-04T06:37Z", of "2008", of 2008; 0 for none. */
static int year_of(const json_t *object)
{
	static const char *const KEYS[] = {"dtg", "date", "year"};
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
		const json_t *value = json_object_get(object, KEYS[i]);
		const struct septel_view text = string_of(object, KEYS[i]);
		const json_int_t year = json_is_integer(value)
						? json_integer_value(value)
						: septel__number(septel__slice(text, 0, 4));
		if (year >= 1000 && year <= 9999)
			return (int)year;
	}
	return 0;
}

/* Writes the message of an object to `out`; NULL, or why there is none. */
static const char *take_message(const json_t *object, struct septel_out *out)
{
	static const char *const KEYS[] = {"text", "body", "content"};
	if (!json_is_object(object))
		return "JSON value is no object";
	if (json_is_string(json_object_get(object, "raw")))
		return septel__decode_base64(out, string_of(object, "raw"))
			       ? NULL
			       : "\"raw\" is no base64";
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
		if (json_is_string(json_object_get(object, KEYS[i]))) {
			septel__out_view(out, string_of(object, KEYS[i]));
			return NULL;
		}
	}
	return "JSON object holds no message (raw, text, body, content)";
}

/* The attributes that an archive keyed, in a file beside the message. */
static bool is_companion(const struct corpus_piece *piece, const json_t *object)
{
	return piece->companion && json_is_string(json_object_get(object, "Document Number"));
}

/* Gives the item of an object; END: it has none, and that is no fault. */
static enum corpus_result give_object(struct corpus_splitter *splitter, const json_t *object,
				      struct corpus_item *item, struct corpus_fault *fault)
{
	struct septel_out *out = &splitter->decoded;
	septel__out_clear(out);
	const char *reason = take_message(object, out);
	if (reason && is_companion(&splitter->block->pieces[splitter->piece], object))
		return CORPUS_END;
	const size_t length = out->length;
	if (!reason && septel__trim(septel__out_written(out)).len == 0)
		reason = "message is empty";
	if (!reason && length > SEPTEL_MESSAGE_LIMIT)
		reason = "message is longer than 16 MiB";
	if (reason)
		return septel__splitter_fault(splitter, fault, reason);
	item->offset = splitter->offset;
	item->line = splitter->line;
	item->options.year = year_of(object);
	/* The id goes behind the text, since the object will be gone. */
	const struct septel_view own_id = string_of(object, "id");
	septel__out_view(out, own_id);
	if (out->failed)
		return CORPUS_NO_MEMORY;
	item->text = (struct septel_view){out->data, length};
	item->options.id = (struct septel_view){out->data + length, own_id.len};
	return CORPUS_ITEM;
}

/* What the parser said, as one line. */
static enum corpus_result damaged(struct corpus_splitter *splitter, const json_error_t *error,
				  struct corpus_fault *fault)
{
	char text[CORPUS_REASON_SIZE];
	const int line = error->line > 0 ? error->line - 1 : 0;
	snprintf(text, sizeof text, "JSON is damaged: %s", error->text);
	for (char *c = text; *c; c++)
		if ((unsigned char)*c < ' ')
			*c = '?';
	const enum corpus_result result = septel__splitter_fault(splitter, fault, "");
	septel__out_clear(&splitter->decoded);
	septel__out_string(&splitter->decoded, text);
	fault->reason = septel__out_written(&splitter->decoded);
	fault->line += (uint64_t)line;
	return result;
}

/* How far the record in hand reaches: no further than the next one, lest damage
 * be read again and again.  Looked for once for all objects on a line. */
static size_t record_length(struct corpus_splitter *splitter)
{
	if (splitter->record_end <= splitter->offset) {
		const size_t next = find_record(splitter->rest, 0);
		splitter->record_end =
			splitter->offset + (next == VIEW_NOT_FOUND ? splitter->rest.len : next);
	}
	return (size_t)(splitter->record_end - splitter->offset);
}

static enum corpus_result json_next(struct corpus_splitter *splitter, struct corpus_item *item,
				    struct corpus_fault *fault)
{
	for (;;) {
		if (splitter->offset == 0)
			septel__splitter_advance(splitter, septel__byte_order_mark(splitter->rest));
		septel__splitter_advance(splitter, skip_blanks(splitter->rest, ",[]"));
		if (splitter->rest.len == 0)
			return CORPUS_END;
		json_error_t error;
		enum corpus_result result;
		size_t length = record_length(splitter);
		json_t *object = json_loadb(
			splitter->rest.ptr, length,
			JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
		if (object) {
			result = give_object(splitter, object, item, fault);
			length = (size_t)error.position;
		} else {
			result = damaged(splitter, &error, fault);
		}
		json_decref(object);
		septel__splitter_advance(splitter, length ? length : 1);
		if (result != CORPUS_END)
			return result;
	}
}

const struct corpus_format septel__format_json = {
	.name = "JSON",
	.cut = json_cut,
	.overlong = json_overlong,
	.next = json_next,
};
