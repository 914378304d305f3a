/* case_print.c - see case_print.h.
 *
 * Names and words of a casebook may hold anything: text goes out through print_safely, line by
 * line; JSON escapes by itself. */
#include "case_print.h"

#include "../access/level.h"
#include "../base/date.h"
#include "safe.h"

#include <stdio.h>
#include <stdlib.h>

/* Sources that the footer lists by number; of more it tells how many they are. */
#define SOURCES_LISTED 12

/* ---- for the commands ---- */

void desk_mark(struct septel_out *out, const json_t *record)
{
	const char *level = json_string_value(json_object_get(record, "class"));
	septel__out_format(out, "(%s) ", level && *level ? level : "U");
}

const char *desk_string(const json_t *record, const char *key)
{
	const char *text = json_string_value(json_object_get(record, key));
	return text && *text ? text : "-";
}

void desk_join(struct septel_out *out, const json_t *list, const char *between)
{
	size_t i;
	json_t *item;
	json_array_foreach(list, i, item)
	{
		const char *text = json_string_value(item);
		septel__out_format(out, "%s%s", i ? between : "", text ? text : "-");
	}
}

void desk_anchor(struct septel_out *out, const json_t *record)
{
	const char *anchor =
		json_string_value(json_array_get(json_object_get(record, "anchors"), 0));
	septel__out_string(out, anchor ? anchor : "");
}

/* ---- text ---- */

const char *desk_level(const struct answer *answer)
{
	return answer->label.level ? septel_class_name(answer->label.level) : "";
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys in the order of the alphabet; the caller frees the list. */
static const char **sorted_keys(json_t *object, size_t *count)
{
	const char *key;
	json_t *value;
	const char **keys = malloc((json_object_size(object) + 1) * sizeof *keys);
	*count = 0;
	if (!keys)
		return NULL;
	json_object_foreach(object, key, value) keys[(*count)++] = key;
	qsort((void *)keys, *count, sizeof *keys, compare_keys);
	return keys;
}

static void put_numbers(struct septel_out *out, json_t *numbers)
{
	size_t count;
	const char **keys = sorted_keys(numbers, &count);
	if (!keys)
		return;
	if (count > SOURCES_LISTED)
		septel__out_format(out, "%zu messages", count);
	for (size_t i = 0; count <= SOURCES_LISTED && i < count; i++)
		septel__out_format(out, "%s%s", i ? ", " : "", keys[i]);
	free((void *)keys);
}

void desk_footer(struct septel_out *out, const struct answer *answer)
{
	char day[TIME_TEXT_SIZE];
	struct septel_time declassify = answer->declassify;
	declassify.hour = SEPTEL_NUMBER_NONE;
	if (json_object_size(answer->derived)) {
		septel__out_format(out, "(%s) Derived from ",
				   septel__level_letters(answer->label.level));
		put_numbers(out, answer->derived);
		septel__out_string(out, ". ");
		if (septel__has_time(declassify))
			septel__out_format(out, "Declassify on %s. ",
					   septel__time_text(declassify, day));
		if (json_object_size(answer->undated)) {
			septel__out_string(out, "No declassification date in ");
			put_numbers(out, answer->undated);
			septel__out_string(out, ". ");
		}
	}
	septel__out_format(out, "%zu withheld.\n", answer->withheld);
}

static bool put_text(struct septel_out *out, struct case_desk *desk, const struct desk_form *form)
{
	size_t i;
	json_t *record;
	const struct answer *answer = &desk->answer;
	bool made = true;
	const bool marked = *desk_level(answer) != '\0';
	if (marked)
		septel__out_format(out, "%s\n", desk_level(answer));
	if (desk->body)
		made = desk->body(out, desk);
	else
		json_array_foreach(answer->records, i, record) form->text(out, record);
	desk_footer(out, answer);
	if (marked)
		septel__out_format(out, "%s\n", desk_level(answer));
	return made;
}

/* ---- tab separated values ---- */

/* Strings as they are, lists of strings with commas, everything else as JSON has it. */
static void put_value(struct septel_out *out, const json_t *value)
{
	if (!value || json_is_null(value) || (json_is_array(value) && !json_array_size(value)))
		return;
	if (json_is_string(value)) {
		for (const char *at = json_string_value(value); *at; at++)
			septel__out_byte(out, *at == '\t' || *at == '\n' ? ' ' : *at);
	} else if (json_is_string(json_array_get(value, 0))) {
		desk_join(out, value, ",");
	} else {
		char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
		septel__out_string(out, text ? text : "");
		free(text);
	}
}

static void put_tsv(struct septel_out *out, const struct answer *answer,
		    const struct desk_form *form)
{
	size_t i;
	json_t *record;
	septel__out_string(out, "class");
	for (const char *const *column = form->columns; column && *column; column++)
		septel__out_format(out, "\t%s", *column);
	septel__out_byte(out, '\n');
	json_array_foreach(answer->records, i, record)
	{
		put_value(out, json_object_get(record, "class"));
		for (const char *const *column = form->columns; column && *column; column++) {
			septel__out_byte(out, '\t');
			put_value(out, json_object_get(record, *column));
		}
		septel__out_byte(out, '\n');
	}
	septel__out_format(out, "# %s ", desk_level(answer));
	desk_footer(out, answer);
}

/* ---- JSON ---- */

static void put_json(struct septel_out *out, struct answer *answer)
{
	size_t i;
	json_t *record;
	json_array_foreach(answer->records, i, record)
	{
		json_object_set_new(record, "view_class",
				    json_string(septel__level_letters(answer->label.level)));
		json_object_set_new(record, "withheld", json_integer((json_int_t)answer->withheld));
		char *text = json_dumps(record, JSON_COMPACT);
		if (!text)
			out->failed = true;
		septel__out_format(out, "%s\n", text ? text : "");
		free(text);
	}
	if (json_array_size(answer->records) == 0 && answer->withheld)
		complain("%zu withheld", answer->withheld);
}

/* ---- all of them ---- */

static bool is_format(const struct case_desk *desk, const char *format)
{
	const char *given = desk->invocation->options[DESK_FORMAT].text;
	if (desk->invocation->options[DESK_JSON].text)
		given = "json";
	return strcmp(given ? given : "text", format) == 0;
}

bool desk_wants_json(const struct case_desk *desk)
{
	return is_format(desk, "json");
}

/* Lines and, in tab separated values, tabs are the printer's own; the rest is made safe. */
static void print_safe_text(struct septel_view text, bool tabs)
{
	struct septel_out safe;
	septel__out_init(&safe, NULL, 0);
	for (size_t begin = 0, at = 0; at < text.len; at++) {
		if (text.ptr[at] != '\n' && !(tabs && text.ptr[at] == '\t'))
			continue;
		print_safely(&safe, septel__slice(text, begin, at));
		septel__out_byte(&safe, text.ptr[at]);
		begin = at + 1;
	}
	(void)fwrite(safe.data, 1, safe.length, stdout);
	septel__out_release(&safe);
}

bool desk_print(struct case_desk *desk, const struct desk_form *form)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	const bool json = desk_wants_json(desk), tabs = is_format(desk, "tsv");
	bool made = true;
	if (desk->document)
		made = desk->document(&out, desk);
	else if (json)
		put_json(&out, &desk->answer);
	else if (tabs)
		put_tsv(&out, &desk->answer, form);
	else
		made = put_text(&out, desk, form);
	made = made && !out.failed;
	if (made && (json || desk->document))
		(void)fwrite(out.data, 1, out.length, stdout);
	else if (made)
		print_safe_text(septel__out_written(&out), tabs);
	septel__out_release(&out);
	return made;
}
