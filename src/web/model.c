/* model.c - see model.h. */
#include "model.h"

#include "../base/date.h"
#include "odd.h"

/* Deeper than any page fills one. */
#define MODEL_DEPTH_LIMIT 16

static struct model *make(struct septel_arena *arena, enum model_kind kind, const char *key)
{
	struct model *model = septel_arena_alloc(arena, sizeof *model);
	if (model)
		*model = (struct model){.kind = kind, .key = key, .arena = arena};
	return model;
}

struct model *septel__model_new(struct septel_arena *arena)
{
	return make(arena, MODEL_MAP, NULL);
}

static struct model *add(struct model *in, enum model_kind kind, const char *key)
{
	struct model *model = in ? make(in->arena, kind, key) : NULL;
	if (!model)
		return NULL;
	if (in->last)
		in->last->next = model;
	else
		in->first = model;
	in->last = model;
	in->count++;
	return model;
}

struct model *septel__model_map(struct model *in, const char *key)
{
	return add(in, MODEL_MAP, key);
}

struct model *septel__model_list(struct model *in, const char *key)
{
	return add(in, MODEL_LIST, key);
}

void septel__model_text(struct model *in, const char *key, struct septel_view string)
{
	struct model *model = add(in, MODEL_STRING, key);
	if (model)
		model->string = septel_arena_copy(model->arena, string);
}

void septel__model_string(struct model *in, const char *key, struct septel_view string)
{
	if (string.len)
		septel__model_text(in, key, string);
	else
		septel__model_null(in, key);
}

void septel__model_words(struct model *in, const char *key, struct septel_view words)
{
	struct model *model = add(in, MODEL_STRING, key);
	char *bytes = model ? septel_arena_alloc(model->arena, words.len + 1) : NULL;
	if (!bytes)
		return;
	for (size_t i = 0; i < words.len; i++)
		bytes[i] = septel__is_space(words.ptr[i]) ? ' ' : words.ptr[i];
	model->string = (struct septel_view){bytes, words.len};
}

void septel__model_literal(struct model *in, const char *key, const char *string)
{
	struct model *model = add(in, *string ? MODEL_STRING : MODEL_NULL, key);
	if (model)
		model->string = septel_view_of(string);
}

void septel__model_number(struct model *in, const char *key, long long number)
{
	struct model *model = add(in, MODEL_NUMBER, key);
	if (model)
		model->number = number;
}

void septel__model_count(struct model *in, const char *key, long long number)
{
	if (number >= 0)
		septel__model_number(in, key, number);
	else
		septel__model_null(in, key);
}

void septel__model_bool(struct model *in, const char *key, bool value)
{
	struct model *model = add(in, MODEL_BOOL, key);
	if (model)
		model->number = value;
}

void septel__model_null(struct model *in, const char *key)
{
	(void)add(in, MODEL_NULL, key);
}

void septel__model_time(struct model *in, const char *key, struct septel_time time)
{
	char text[TIME_TEXT_SIZE];
	septel__model_string(in, key, septel_view_of(septel__time_text(time, text)));
}

/* ---- reading -------------------------------------------------------------------- */

const struct model *septel__model_get(const struct model *map, const char *key)
{
	for (const struct model *at = map ? map->first : NULL; at; at = at->next)
		if (at->key && strcmp(at->key, key) == 0)
			return at->kind == MODEL_NULL ? NULL : at;
	return NULL;
}

struct septel_view septel__model_view(const struct model *map, const char *key)
{
	const struct model *value = septel__model_get(map, key);
	return value && value->kind == MODEL_STRING ? value->string : VIEW_LITERAL("");
}

long long septel__model_value(const struct model *map, const char *key)
{
	const struct model *value = septel__model_get(map, key);
	return value ? value->number : 0;
}

const struct model *septel__model_first(const struct model *map, const char *key)
{
	const struct model *value = septel__model_get(map, key);
	return value ? value->first : NULL;
}

/* ---- JSON ----------------------------------------------------------------------- */

static void print_escaped(struct septel_out *out, uint32_t code)
{
	if (code >= 0x10000) {
		septel__out_format(out, "\\u%04x\\u%04x", 0xD800 + ((code - 0x10000) >> 10),
				   0xDC00 + ((code - 0x10000) & 0x3FF));
		return;
	}
	septel__out_format(out, "\\u%04x", code);
}

static bool is_plain(char c)
{
	const unsigned char byte = (unsigned char)c;
	return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

static void print_string(struct septel_view string, struct septel_out *out)
{
	septel__out_byte(out, '"');
	for (size_t at = 0; at < string.len;) {
		size_t end = at;
		while (end < string.len && is_plain(string.ptr[end]))
			end++;
		septel__out_bytes(out, string.ptr + at, end - at);
		at = end;
		if (at == string.len)
			break;
		const char c = string.ptr[at];
		uint32_t code;
		const size_t length = septel__odd_next(string, at, &code);
		if (c == '"' || c == '\\') {
			septel__out_byte(out, '\\');
			septel__out_byte(out, c);
		} else if (septel__odd_is(code)) {
			print_escaped(out, code);
		} else if (code == '\n' || code == '\t' || code == '\r') {
			print_escaped(out, code);
		} else if (code == ODD_NO_CHARACTER) {
			septel__out_string(out, ODD_REPLACEMENT);
		} else {
			septel__out_bytes(out, string.ptr + at, length);
		}
		at += length;
	}
	septel__out_byte(out, '"');
}

static void print(const struct model *model, struct septel_out *out, int depth)
{
	if (depth > MODEL_DEPTH_LIMIT) {
		out->failed = true;
		return;
	}
	switch (model->kind) {
	case MODEL_NULL:
		septel__out_string(out, "null");
		return;
	case MODEL_STRING:
		print_string(model->string, out);
		return;
	case MODEL_NUMBER:
		septel__out_number(out, model->number);
		return;
	case MODEL_BOOL:
		septel__out_string(out, model->number ? "true" : "false");
		return;
	case MODEL_LIST:
	case MODEL_MAP:
		break;
	}
	const bool map = model->kind == MODEL_MAP;
	septel__out_byte(out, map ? '{' : '[');
	for (const struct model *at = model->first; at; at = at->next) {
		if (at != model->first)
			septel__out_byte(out, ',');
		if (map)
			septel__out_format(out, "\"%s\":", at->key);
		print(at, out, depth + 1);
	}
	septel__out_byte(out, map ? '}' : ']');
}

void septel__model_print(const struct model *model, struct septel_out *out)
{
	print(model, out, 0);
	septel__out_byte(out, '\n');
}
