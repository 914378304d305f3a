/* case_reads.c - see case_reads.h. */
#include "case_reads.h"

#include "../access/level.h"
#include "../access/log.h"
#include "../base/date.h"
#include "beside.h"
#include "safe.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- where it is ---- */

static char *own_path(const struct case_desk *desk)
{
	struct septel_out path;
	septel__out_init(&path, NULL, 0);
	septel__out_format(&path, "%s/reads", desk->folder.path);
	const char *text = septel__out_terminated(&path);
	char *made = text ? strdup(text) : NULL;
	septel__out_release(&path);
	return made;
}

/* For a casebook that cannot be written. */
static char *state_path(const struct case_desk *desk)
{
	char *whole = realpath(desk->folder.path, NULL);
	char *path = whole ? state_beside(whole, "-reads") : NULL;
	free(whole);
	return path;
}

/* Of the log that queries append to; the caller frees it. */
static char *kept_path(const struct case_desk *desk)
{
	char *own = own_path(desk), *state = state_path(desk);
	if (own && state && access(own, W_OK) != 0 && access(state, R_OK) == 0) {
		free(own);
		return state;
	}
	free(state);
	return own;
}

/* Opens it for writing; *path is NULL where memory is out, else the caller frees it. */
static enum access_status open_log(const struct case_desk *desk, struct access_log *log,
				   char **path, struct access_error *error)
{
	*path = own_path(desk);
	if (!*path)
		return ACCESS_FAILED;
	const enum access_status status = septel__access_log_open(log, *path, error);
	char *other = status == ACCESS_FAILED ? state_path(desk) : NULL;
	if (!other)
		return status;
	if (access(other, F_OK) != 0)
		complain("septel %s: %s: reads are kept in %s", desk->invocation->command->name,
			 error->text, other);
	free(*path);
	*path = other;
	return septel__access_log_open(log, *path, error);
}

/* ---- writing ---- */

/* "p1 return; 2 withheld": the arguments, which name things and hold no words of messages. */
static void put_object(struct septel_out *out, const struct case_desk *desk)
{
	for (size_t i = 0; i < desk->invocation->count; i++)
		septel__out_format(out, "%s%s", i ? " " : "", desk->invocation->arguments[i]);
	/* What is cut of the field is never the count. */
	if (out->length > READS_OBJECT_LIMIT)
		out->length = READS_OBJECT_LIMIT;
	if (desk->answer.withheld)
		septel__out_format(out, "; %zu withheld", desk->answer.withheld);
}

static enum access_status append(struct case_desk *desk, struct access_log *log,
				 enum access_outcome outcome, struct access_error *error)
{
	struct septel_out object;
	septel__out_init(&object, NULL, 0);
	put_object(&object, desk);
	const struct access_log_entry entry = {
		.viewer = desk->viewer.name,
		.action = septel_view_of(desk->invocation->command->name),
		.object = septel__out_written(&object),
		.outcome = outcome,
		.label = desk->answer.label,
	};
	const enum access_status status = septel__access_log_append(log, &entry, 1, error);
	septel__out_release(&object);
	return status;
}

bool case_reads_log(struct case_desk *desk, enum access_outcome outcome)
{
	struct access_log log;
	struct access_error error = {"out of memory"};
	char *path;
	enum access_status status = open_log(desk, &log, &path, &error);
	if (status == ACCESS_OK) {
		status = append(desk, &log, outcome, &error);
		septel__access_log_close(&log);
	}
	free(path);
	if (status == ACCESS_OK)
		return true;
	if (!desk->viewer.owner)
		return desk_fail(desk, "%s: nothing is shown that cannot be logged", error.text) >=
		       0;
	complain("septel %s: %s: this read is not logged", desk->invocation->command->name,
		 error.text);
	return true;
}

/* ---- listing ---- */

static bool may_list(const struct access_viewer *viewer)
{
	return viewer->owner || ((septel__viewer_has_role(viewer, VIEW_LITERAL("auditor")) ||
				  septel__viewer_has_role(viewer, VIEW_LITERAL("supervisor"))) &&
				 septel__viewer_has_case(viewer, VIEW_LITERAL("*")));
}

/* What was asked for, and how many claims were withheld. */
static struct septel_view split_object(struct septel_view object, long *withheld)
{
	static const char WORD[] = " withheld";
	size_t digits = object.len;
	*withheld = 0;
	if (!septel__ends(object, WORD))
		return object;
	digits -= sizeof WORD - 1;
	long value = 0, scale = 1;
	for (; digits > 0 && septel__is_digit(object.ptr[digits - 1]); digits--, scale *= 10)
		value += scale * (object.ptr[digits - 1] - '0');
	if (digits < 2 || object.ptr[digits - 1] != ' ' || object.ptr[digits - 2] != ';')
		return object;
	*withheld = value;
	return septel__slice(object, 0, digits - 2);
}

/* A name that the viewer may not know is no word for him. */
static bool may_tell(struct case_desk *desk, struct septel_view asked)
{
	struct septel_view word;
	while (septel__next_word(&asked, &word)) {
		const struct thing *thing =
			septel__casebook_find(&desk->book, word, THING_ANYTHING);
		for (; thing; thing = thing->same_name)
			if (!septel__view_knows(&desk->view, thing))
				return false;
	}
	return true;
}

static bool take(void *context, const struct access_log_entry *entry)
{
	struct case_desk *desk = context;
	struct answer *answer = &desk->answer;
	char text[SECONDS_TEXT_SIZE];
	long withheld;
	struct septel_view asked = split_object(entry->object, &withheld);
	if (septel__equal(asked, VIEW_LITERAL("-"))) /* as the log writes an empty field */
		asked.len = 0;
	septel__record_begin(answer);
	septel__record_set(answer, "number", json_integer((json_int_t)entry->number));
	septel__record_set(answer, "time", json_string(septel__seconds_text(entry->time, text)));
	septel__record_set_view(answer, "viewer", entry->viewer);
	septel__record_set_view(answer, "command", entry->action);
	if (septel__may_see(&desk->viewer, entry->label) && may_tell(desk, asked)) {
		septel__record_protect(answer, entry->label);
		septel__record_set_view_or_null(answer, "object", asked);
	} else {
		septel__record_mask(answer, "object");
	}
	septel__record_set(answer, "outcome",
			   json_string(septel__access_outcome_name(entry->outcome)));
	septel__record_set(answer, "withheld_claims", json_integer(withheld));
	septel__record_set_view(answer, "hash", entry->hash);
	septel__record_end(answer);
	return !answer->failed;
}

int case_reads_list(struct case_desk *desk)
{
	const struct access_log_filter all = {0};
	struct access_log_check check;
	if (!may_list(&desk->viewer))
		return desk_refuse(desk, "only the owner, an auditor or a supervisor may");
	char *path = kept_path(desk);
	if (!path)
		return desk_fail(desk, "out of memory");
	enum access_status status =
		septel__access_log_verify(&check, path, (struct septel_view){"", 0}, &desk->error);
	if (status == ACCESS_BROKEN)
		complain("septel case log: %s", desk->error.text);
	if (status == ACCESS_OK || status == ACCESS_BROKEN) {
		const enum access_status read =
			septel__access_log_read(path, &all, take, desk, &desk->error);
		status = read == ACCESS_FAILED ? read : status;
	}
	free(path);
	if (status == ACCESS_BROKEN)
		return EXIT_BROKEN;
	return status == ACCESS_OK ? EXIT_DONE : -1;
}

static void put(struct septel_out *out, const json_t *record)
{
	const long withheld = (long)json_integer_value(json_object_get(record, "withheld_claims"));
	desk_mark(out, record);
	septel__out_format(out, "%4d  %s  %-10s %-16s %-20s %s",
			   (int)json_integer_value(json_object_get(record, "number")),
			   desk_string(record, "time"), desk_string(record, "viewer"),
			   desk_string(record, "command"), desk_string(record, "object"),
			   desk_string(record, "outcome"));
	if (withheld)
		septel__out_format(out, ", %ld withheld", withheld);
	septel__out_byte(out, '\n');
}

static const char *const COLUMNS[] = {"number",          "time",   "viewer",
				      "command",         "object", "outcome",
				      "withheld_claims", "hash",   NULL};

const struct desk_form CASE_READS_FORM = {put, COLUMNS};
