/* metrics_write.c - see control_metrics.h: JSON into the text form of Prometheus.
 *
 * That form wants all lines of one metric together, and the state has one outlet after the other:
 * so the lines are gathered, and sorted by their metric. */
#include "control_metrics.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* Objects and lists inside one another; bytes of a path, and of labels. */
#define DEPTH_LIMIT 8
#define PATH_SIZE   160u
#define LABELS_SIZE 320u

struct sample {
	char path[PATH_SIZE], labels[LABELS_SIZE];
	double value;
	size_t order;
};

struct samples {
	struct sample *at;
	size_t count, capacity;
	bool failed;
};

static void add(struct samples *samples, const char *path, const char *labels, double value)
{
	if (samples->count == samples->capacity) {
		const size_t capacity = samples->capacity ? 2 * samples->capacity : 256;
		struct sample *grown = realloc(samples->at, capacity * sizeof *grown);
		if (!grown) {
			samples->failed = true;
			return;
		}
		samples->at = grown;
		samples->capacity = capacity;
	}
	struct sample *sample = &samples->at[samples->count];
	memset(sample, 0, sizeof *sample);
	(void)strncpy(sample->path, path, PATH_SIZE - 1);
	(void)strncpy(sample->labels, labels, LABELS_SIZE - 1);
	sample->value = value;
	sample->order = samples->count++;
}

static const char *precedence_of(const char *key)
{
	static const char *const WORDS[] = {"EMERGENCY", "FLASH", "IMMEDIATE", "PRIORITY",
					    "ROUTINE"};
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (septel__is_word(septel_view_of(key), WORDS[i]))
			return WORDS[i];
	return NULL;
}

/* Behind what is there: "_key", with letters that a metric may have. */
static void extend_path(char path[PATH_SIZE], const char *key)
{
	size_t length = strlen(path);
	if (length && length + 1 < PATH_SIZE)
		path[length++] = '_';
	for (; *key && length + 1 < PATH_SIZE; key++)
		path[length++] = septel__is_alnum(*key) ? septel__lower(*key) : '_';
	path[length] = '\0';
}

/* Behind what is there: `,key="value"`, the value escaped. */
static void extend_labels(char labels[LABELS_SIZE], const char *key, const char *value)
{
	size_t length = strlen(labels);
	const size_t needed = strlen(key) + 2 * strlen(value) + 5;
	if (length + needed >= LABELS_SIZE)
		return;
	if (length)
		labels[length++] = ',';
	memcpy(labels + length, key, strlen(key));
	length += strlen(key);
	labels[length++] = '=';
	labels[length++] = '"';
	for (; *value; value++) {
		if (*value == '"' || *value == '\\')
			labels[length++] = '\\';
		labels[length++] = *value == '\n' ? ' ' : *value;
	}
	labels[length++] = '"';
	labels[length] = '\0';
}

static void walk(struct samples *samples, const json_t *value, const char *path, const char *labels,
		 int depth);

/* What only grows, since the relay began. */
static bool is_counter(const char *path)
{
	static const char *const ENDS[] = {"alarms",     "changes", "commits",   "conflicts",
					   "duplicates", "garbled", "handed_on", "last_message",
					   "refusals",   "refused", "taken"};
	for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS; i++)
		if (septel__ends(septel_view_of(path), ENDS[i]))
			return true;
	return false;
}

/* NOLINTNEXTLINE(misc-no-recursion): no deeper than DEPTH_LIMIT */
static void walk_key(struct samples *samples, const char *key, const json_t *value,
		     const char *path, const char *labels, int depth)
{
	char longer[PATH_SIZE], more[LABELS_SIZE];
	const char *precedence = precedence_of(key);
	memcpy(longer, path, strlen(path) + 1);
	memcpy(more, labels, strlen(labels) + 1);
	if (precedence)
		extend_labels(more, "precedence", precedence);
	else if (depth > 1 || strcmp(key, "station") != 0)
		extend_path(longer, key);
	walk(samples, value, longer, more, depth);
}

/* NOLINTNEXTLINE(misc-no-recursion): no deeper than DEPTH_LIMIT */
static void walk_list(struct samples *samples, const json_t *list, const char *path,
		      const char *labels, int depth)
{
	size_t index;
	const json_t *item;
	json_array_foreach(list, index, item)
	{
		char more[LABELS_SIZE];
		const char *name = json_string_value(json_object_get(item, "name"));
		if (!name)
			name = json_string_value(json_object_get(item, "outlet"));
		if (!name)
			continue;
		memcpy(more, labels, strlen(labels) + 1);
		extend_labels(more, "outlet", name);
		walk(samples, item, path, more, depth);
	}
}

/* NOLINTNEXTLINE(misc-no-recursion): no deeper than DEPTH_LIMIT */
static void walk(struct samples *samples, const json_t *value, const char *path, const char *labels,
		 int depth)
{
	const char *key;
	json_t *member;
	if (depth >= DEPTH_LIMIT)
		return;
	if (json_is_number(value))
		add(samples, path, labels, json_number_value(value));
	else if (json_is_boolean(value))
		add(samples, path, labels, json_is_true(value) ? 1 : 0);
	else if (json_is_array(value))
		walk_list(samples, value, path, labels, depth + 1);
	else if (json_is_object(value))
		json_object_foreach((json_t *)value, key, member)
			walk_key(samples, key, member, path, labels, depth + 1);
}

static int by_path(const void *a, const void *b)
{
	const struct sample *one = a, *other = b;
	const int order = strcmp(one->path, other->path);
	if (order)
		return order;
	return one->order < other->order ? -1 : one->order > other->order;
}

bool septel__metrics_write(struct septel_out *out, struct septel_view state)
{
	struct samples samples = {0};
	json_t *json = json_loadb(state.ptr, state.len, 0, NULL);
	if (!json)
		return false;
	walk(&samples, json, "", "", 0);
	json_decref(json);
	if (samples.count)
		qsort(samples.at, samples.count, sizeof *samples.at, by_path);
	for (size_t i = 0; i < samples.count; i++) {
		const struct sample *sample = &samples.at[i];
		const char *ending = is_counter(sample->path) ? "_total" : "";
		if (i == 0 || strcmp(samples.at[i - 1].path, sample->path) != 0)
			septel__out_format(out, "# TYPE septel_relay_%s%s %s\n", sample->path,
					   ending, *ending ? "counter" : "gauge");
		septel__out_format(out, "septel_relay_%s%s%s%s%s %.15g\n", sample->path, ending,
				   *sample->labels ? "{" : "", sample->labels,
				   *sample->labels ? "}" : "", sample->value);
	}
	free(samples.at);
	return !samples.failed && !out->failed;
}
