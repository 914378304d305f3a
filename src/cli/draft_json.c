/* draft_json.c - see draft_json.h.
 *
 * A value of the wrong type is a fault that names its key; null and a missing
 * key are silence.  jansson tells line and column of what is no JSON.
 */
#include "draft_json.h"

#include "../base/date.h"

#include <jansson.h>
#include <stdio.h>

struct json_reading {
	struct septel_arena *arena;
	struct json_fault *fault;
};

static bool failed(const struct json_reading *reading)
{
	return reading->fault->text[0] != '\0';
}

static void wrong(struct json_reading *reading, const char *key, const char *expected)
{
	if (failed(reading))
		return;
	reading->fault->line = reading->fault->column = 1;
	snprintf(reading->fault->text, sizeof reading->fault->text, "'%s' is no %s", key, expected);
}

/* The value of `key`; NULL for null, for none, and where `map` is none. */
static const json_t *value_of(const json_t *map, const char *key)
{
	const json_t *value = json_object_get(map, key);
	return json_is_null(value) ? NULL : value;
}

static struct septel_view string_of(struct json_reading *reading, const json_t *value,
				    const char *key)
{
	if (!value)
		return (struct septel_view){"", 0};
	if (!json_is_string(value)) {
		wrong(reading, key, "string");
		return (struct septel_view){"", 0};
	}
	return septel_arena_copy(reading->arena, (struct septel_view){json_string_value(value),
								      json_string_length(value)});
}

static struct septel_view string_at(struct json_reading *reading, const json_t *map,
				    const char *key)
{
	return string_of(reading, value_of(map, key), key);
}

static int number_at(struct json_reading *reading, const json_t *map, const char *key)
{
	const json_t *value = value_of(map, key);
	if (!value)
		return SEPTEL_NUMBER_NONE;
	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
	    json_integer_value(value) > 999999999) {
		wrong(reading, key, "number from 0");
		return SEPTEL_NUMBER_NONE;
	}
	return (int)json_integer_value(value);
}

static const json_t *map_at(struct json_reading *reading, const json_t *map, const char *key)
{
	const json_t *value = value_of(map, key);
	if (value && !json_is_object(value))
		wrong(reading, key, "object");
	return value;
}

static const json_t *list_at(struct json_reading *reading, const json_t *map, const char *key)
{
	const json_t *value = value_of(map, key);
	if (value && !json_is_array(value)) {
		wrong(reading, key, "list");
		return NULL;
	}
	return value;
}

/* ---- lists ------------------------------------------------------------------ */

/* Fills one element of the list that is the value of `key`. */
typedef void read_element(struct json_reading *reading, const json_t *value, const char *key,
			  void *element);

/* The elements of a list, each of `size` bytes; none where there is no such list. */
static void *elements_at(struct json_reading *reading, const json_t *map, const char *key,
			 read_element *read, size_t size, size_t *count)
{
	const json_t *list = list_at(reading, map, key);
	const size_t length = json_array_size(list);
	char *at = septel_arena_alloc(reading->arena, length * size);
	*count = at ? length : 0;
	for (size_t i = 0; i < *count; i++)
		read(reading, json_array_get(list, i), key, at + i * size);
	return at;
}

static void read_view(struct json_reading *reading, const json_t *value, const char *key,
		      void *element)
{
	*(struct septel_view *)element = string_of(reading, value, key);
}

static struct septel_views views_at(struct json_reading *reading, const json_t *map,
				    const char *key)
{
	struct septel_views views;
	views.at = elements_at(reading, map, key, read_view, sizeof *views.at, &views.count);
	return views;
}

static void demand_object(struct json_reading *reading, const json_t *value, const char *key)
{
	if (!json_is_object(value))
		wrong(reading, key, "list of objects");
}

/* "2008-12-04T06:37Z". */
static struct septel_time time_at(struct json_reading *reading, const json_t *map, const char *key)
{
	const struct septel_time none = {0, 0, 0, SEPTEL_NUMBER_NONE, SEPTEL_NUMBER_NONE};
	const struct septel_view text = string_at(reading, map, key);
	struct septel_time time;
	if (text.len == 0)
		return none;
	if (septel__time_read(text, &time) && time.hour >= 0)
		return time;
	wrong(reading, key, "time (2008-12-04T06:37Z)");
	return none;
}

/* ---- names of enumerations -------------------------------------------------- */

static enum septel_precedence precedence_at(struct json_reading *reading, const json_t *map,
					    const char *key)
{
	const struct septel_view name = string_at(reading, map, key);
	for (int i = SEPTEL_ROUTINE; name.len && i <= SEPTEL_EMERGENCY; i++)
		if (septel__equal(name, septel_view_of(
						septel_precedence_name((enum septel_precedence)i))))
			return (enum septel_precedence)i;
	if (name.len)
		wrong(reading, key, "precedence");
	return SEPTEL_PRECEDENCE_NONE;
}

static enum septel_class class_at(struct json_reading *reading, const json_t *map, const char *key)
{
	const struct septel_view name = string_at(reading, map, key);
	for (int i = SEPTEL_UNCLASSIFIED; name.len && i <= SEPTEL_TOP_SECRET; i++)
		if (septel__equal(name, septel_view_of(septel_class_name((enum septel_class)i))))
			return (enum septel_class)i;
	if (name.len)
		wrong(reading, key, "classification");
	return SEPTEL_CLASS_NONE;
}

static enum septel_profile profile_at(struct json_reading *reading, const json_t *map,
				      const char *key)
{
	const struct septel_view name = string_at(reading, map, key);
	for (int i = SEPTEL_PROFILE_UNKNOWN; name.len && i <= SEPTEL_PROFILE_ACP127; i++)
		if (septel__equal(name,
				  septel_view_of(septel_profile_name((enum septel_profile)i))))
			return (enum septel_profile)i;
	if (name.len)
		wrong(reading, key, "profile");
	return SEPTEL_PROFILE_UNKNOWN;
}

/* ---- addressees, TAGS, references, paragraphs ------------------------------- */

static struct septel_addressee addressee_of(struct json_reading *reading, const json_t *map)
{
	struct septel_addressee addressee = {
		.ri = string_at(reading, map, "ri"),
		.name = string_at(reading, map, "name"),
		.precedence = string_at(reading, map, "precedence"),
		.mcn = string_at(reading, map, "mcn"),
	};
	const json_t *zen = value_of(map, "zen");
	addressee.by_other_means = json_is_true(zen);
	return addressee;
}

static void read_addressee(struct json_reading *reading, const json_t *value, const char *key,
			   void *element)
{
	demand_object(reading, value, key);
	*(struct septel_addressee *)element = addressee_of(reading, value);
}

static struct septel_addressees addressees_at(struct json_reading *reading, const json_t *map,
					      const char *key)
{
	struct septel_addressees list;
	list.at = elements_at(reading, map, key, read_addressee, sizeof *list.at, &list.count);
	return list;
}

/* A person goes out in parentheses. */
static struct septel_view tag_as_written(struct json_reading *reading, const json_t *map)
{
	const struct septel_view tag = string_at(reading, map, "tag");
	if (!septel__equal(string_at(reading, map, "kind"), VIEW_LITERAL("person")))
		return tag;
	char *bytes = septel_arena_alloc(reading->arena, tag.len + 2);
	if (!bytes)
		return tag;
	bytes[0] = '(';
	memcpy(bytes + 1, tag.ptr, tag.len);
	bytes[tag.len + 1] = ')';
	return (struct septel_view){bytes, tag.len + 2};
}

static void read_tag(struct json_reading *reading, const json_t *value, const char *key,
		     void *element)
{
	demand_object(reading, value, key);
	*(struct septel_view *)element = tag_as_written(reading, value);
}

static struct septel_views tags_at(struct json_reading *reading, const json_t *map, const char *key)
{
	struct septel_views list;
	list.at = elements_at(reading, map, key, read_tag, sizeof *list.at, &list.count);
	return list;
}

static void read_reference(struct json_reading *reading, const json_t *value, const char *key,
			   void *element)
{
	demand_object(reading, value, key);
	*(struct septel_reference *)element = (struct septel_reference){
		.letter = string_at(reading, value, "letter"),
		.id = string_at(reading, value, "id"),
		.text = string_at(reading, value, "text"),
		.from = string_at(reading, value, "from"),
	};
}

static struct septel_references references_at(struct json_reading *reading, const json_t *map,
					      const char *key)
{
	struct septel_references list;
	list.at = elements_at(reading, map, key, read_reference, sizeof *list.at, &list.count);
	return list;
}

/* The sentences tell breaks that the text shows as blanks. */
static struct septel_view text_of(struct json_reading *reading, const json_t *map)
{
	const struct septel_view text = string_at(reading, map, "text");
	const struct septel_view broken =
		septel_text_of_sentences(views_at(reading, map, "sentences"), reading->arena);
	bool same = text.len == broken.len;
	for (size_t i = 0; same && i < text.len; i++)
		same = text.ptr[i] == broken.ptr[i] ||
		       (text.ptr[i] == ' ' && broken.ptr[i] == '\n');
	return same ? broken : text;
}

static void read_paragraph(struct json_reading *reading, const json_t *value, const char *key,
			   void *element)
{
	demand_object(reading, value, key);
	*(struct septel_paragraph *)element = (struct septel_paragraph){
		.number = number_at(reading, value, "number"),
		.marking = string_at(reading, value, "marking"),
		.heading = string_at(reading, value, "heading"),
		.text = text_of(reading, value),
	};
}

static struct septel_paragraphs paragraphs_at(struct json_reading *reading, const json_t *map,
					      const char *key)
{
	struct septel_paragraphs list;
	list.at = elements_at(reading, map, key, read_paragraph, sizeof *list.at, &list.count);
	return list;
}

/* ---- the draft -------------------------------------------------------------- */

static void read_heading(struct json_reading *reading, struct septel_draft *draft,
			 const json_t *root)
{
	const json_t *transmission = map_at(reading, root, "transmission");
	const json_t *precedence = map_at(reading, root, "precedence");
	const json_t *origin = map_at(reading, root, "origin");
	draft->profile = profile_at(reading, root, "profile");
	draft->id = string_at(reading, root, "id");
	draft->transmission.circuit = string_at(reading, transmission, "circuit");
	draft->transmission.serial = number_at(reading, transmission, "serial");
	draft->precedence.action = precedence_at(reading, precedence, "action");
	draft->precedence.info = precedence_at(reading, precedence, "info");
	draft->routing = views_at(reading, root, "routing");
	draft->origin.ri = string_at(reading, origin, "ri");
	draft->origin.serial = number_at(reading, origin, "serial");
	draft->origin.filed = time_at(reading, origin, "filed");
	/* EFTO goes out under its own letter; the others follow the class. */
	if (septel__equal(string_at(reading, map_at(reading, root, "security"), "class"),
			  VIEW_LITERAL("E")))
		draft->letters = VIEW_LITERAL("EEEEE");
	draft->signals = views_at(reading, root, "signals");
	draft->dtg = time_at(reading, root, "dtg");
	draft->from = addressee_of(reading, map_at(reading, root, "from"));
	draft->to = addressees_at(reading, root, "to");
	draft->info = addressees_at(reading, root, "info");
	draft->exempt = views_at(reading, root, "exempt");
}

static void read_text(struct json_reading *reading, struct septel_draft *draft, const json_t *root)
{
	const json_t *declassify = map_at(reading, root, "declassify");
	const json_t *by = map_at(reading, root, "classified_by");
	draft->classification = class_at(reading, root, "classification");
	draft->captions = views_at(reading, root, "captions");
	draft->declassify.order = string_at(reading, declassify, "order");
	draft->declassify.text = string_at(reading, declassify, "text");
	draft->tags = tags_at(reading, root, "tags");
	draft->subject = string_at(reading, root, "subject");
	draft->references = references_at(reading, root, "references");
	septel_draft_classified_by(draft, string_at(reading, by, "name"),
				   string_at(reading, by, "title"),
				   views_at(reading, by, "reasons"), reading->arena);
	draft->paragraphs = paragraphs_at(reading, root, "paragraphs");
	draft->signature = string_at(reading, root, "signature");
}

bool draft_json_read(struct septel_draft *out, struct json_fault *fault, struct septel_view text,
		     struct septel_arena *arena)
{
	json_error_t error;
	struct json_reading reading = {.arena = arena, .fault = fault};
	*fault = (struct json_fault){0, 0, ""};
	septel_draft_init(out);
	out->as_stated = true;
	json_t *root = json_loadb(text.ptr, text.len, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		fault->line = error.line;
		fault->column = error.column;
		snprintf(fault->text, sizeof fault->text, "%s", error.text);
		return false;
	}
	if (!json_is_object(root)) {
		wrong(&reading, "JSON", "object of septel parse --json");
	} else {
		read_heading(&reading, out, root);
		read_text(&reading, out, root);
	}
	json_decref(root);
	return !failed(&reading) && !septel_arena_failed(arena);
}
