/* cmd_case_export.c - septel case export: the caseload for others, as they may see it. */
#include "../base/limits.h"
#include "../casebook/tell_export.h"
#include "case_desk.h"
#include "commands.h"
#include "safe.h"
#include "vault_key.h"

#include <string.h>
#include <unistd.h>

enum { OPT_ROLE = DESK_OPTIONS, OPT_PSEUDONYM, OPT_FOR, OPT_COLUMNS };

static const struct option OPTIONS[] = {
	DESK_OPTION_ROWS,
	{"role", OPTION_TEXT, "ROLE", "whom the copy is for: what that role may see"},
	{"pseudonym", OPTION_TEXT, "KEYFILE|KEY", "a pseudonymous copy, by that key"},
	{"for", OPTION_TEXT, "RECIPIENT", "of a pseudonymous copy: pseudonyms of that recipient"},
	{"columns", OPTION_TEXT, "LIST", "of a pseudonymous copy: these, the first worth most"},
};

/* ---- the key ---- */

static bool is_file(const char *text)
{
	return strchr(text, '/') || access(text, F_OK) == 0;
}

/* EXIT_DONE, or the code with which the command ends, told. */
static int read_key(struct vault_key *key, const struct invocation *invocation)
{
	const char *given = invocation->options[OPT_PSEUDONYM].text;
	const size_t length = strlen(given);
	if (is_file(given))
		return vault_key_read(key, invocation->command->name, given, "", true);
	if (length == 0 || length > VAULT_KEY_LIMIT ||
	    !septel__secret_init(&key->bytes, VAULT_KEY_LIMIT + 1)) {
		complain("septel case export: --pseudonym: no key");
		return EXIT_INVALID;
	}
	septel__secret_append(&key->bytes, given, length);
	complain("septel case export: warning: a key among the arguments is seen by every process: "
		 "name a file");
	return EXIT_DONE;
}

/* ---- columns ---- */

static bool is_asked_for(const struct coded_export *copy, size_t column)
{
	for (size_t i = 0; i < copy->column_count; i++)
		if (copy->columns[i] == column)
			return true;
	return false;
}

static bool read_column(struct case_desk *desk, struct coded_export *copy, struct septel_view name,
			int role)
{
	for (size_t i = 0; i < SEPTEL__EXPORT_COLUMNS_COUNT; i++) {
		if (!septel__equal(name, septel_view_of(SEPTEL__EXPORT_COLUMNS[i])) ||
		    is_asked_for(copy, i) || !septel__export_may_have(role, i))
			continue;
		copy->columns[copy->column_count++] = i;
		return true;
	}
	desk_fail(desk, "--columns: '%.*s' is no column, or none of that role, or there already",
		  VIEW_FORMAT(name));
	return false;
}

/* Those that are named, else all that the role may have. */
static bool read_columns(struct case_desk *desk, struct coded_export *copy, int role)
{
	const char *list = desk->invocation->options[OPT_COLUMNS].text;
	for (size_t i = 0; !list && i < SEPTEL__EXPORT_COLUMNS_COUNT; i++)
		if (septel__export_may_have(role, i))
			copy->columns[copy->column_count++] = i;
	for (struct septel_view rest = septel_view_of(list ? list : ""); list;) {
		const size_t comma = septel__find_byte(rest, ',', 0);
		if (!read_column(desk, copy, septel__slice(rest, 0, comma), role))
			return false;
		if (comma == VIEW_NOT_FOUND)
			break;
		rest = septel__slice(rest, comma + 1, rest.len);
	}
	return true;
}

/* Another choice of columns makes other pseudonyms: two copies are not to be put together. */
static struct septel_view purpose_of(const struct case_desk *desk)
{
	const char *list = desk->invocation->options[OPT_COLUMNS].text;
	return septel_view_of(list ? list : "");
}

/* ---- asking ---- */

static void warn(const struct coded_export *copy, size_t asked)
{
	if (copy->left_out)
		complain("septel case export: warning: %zu left out, for fewer than %u are alike; "
			 "%zu of them alone (k = 1)",
			 copy->left_out, CROWD_LEAST, copy->alone);
	for (size_t i = copy->column_count; i < asked; i++)
		complain("septel case export: %s is not told: too many would stand out by it",
			 SEPTEL__EXPORT_COLUMNS[copy->columns[i]]);
}

static int ask_coded(struct case_desk *desk, const struct caseload *caseload, int role)
{
	struct vault_key secret = {.bytes = {NULL, 0, 0}};
	struct pseudonym_key key;
	struct coded_export copy = {.key = &key};
	const char *recipient = desk->invocation->options[OPT_FOR].text;
	bool done = false;
	if (!read_columns(desk, &copy, role))
		return -1;
	const size_t asked = copy.column_count;
	const int code = read_key(&secret, desk->invocation);
	if (code == EXIT_DONE &&
	    septel__pseudonym_key(&key, &secret.bytes, septel_view_of(recipient ? recipient : ""),
				  purpose_of(desk))) {
		done = septel__tell_export_coded(&desk->answer, caseload, &copy);
		septel__pseudonym_release(&key);
	}
	vault_key_release(&secret);
	if (code != EXIT_DONE)
		return desk_fail(desk, "nothing is exported");
	if (!done)
		return desk_fail(desk, "out of memory");
	warn(&copy, asked);
	return EXIT_DONE;
}

/* -1: the owner's own. */
static int role_of(const struct case_desk *desk)
{
	const char *role = desk->invocation->options[OPT_ROLE].text;
	return role ? septel__role_of(septel_view_of(role)) : -1;
}

static int ask(struct case_desk *desk)
{
	struct caseload caseload;
	const bool coded = desk->invocation->options[OPT_PSEUDONYM].text != NULL;
	const int role = role_of(desk);
	if (!septel__caseload_read(&caseload, desk->view.log,
				   desk->week_from_sunday ? WEEK_FROM_SUNDAY : WEEK_FROM_MONDAY))
		return desk_fail(desk, "out of memory");
	if (coded)
		return ask_coded(desk, &caseload, role);
	septel__tell_export(&desk->answer, &caseload, role);
	return EXIT_DONE;
}

/* ---- printing ---- */

static const char *const PLAIN[] = {"case",        "state", "option", "lead",    "holder",
				    "holder_kind", "left",  "age",    "overdue", NULL};
static const char *const CODED[] = {"case",        "state",        "week_left", "option", "lead",
				    "holder_kind", "overdue_band", "age_band",  NULL};

static void put_cells(struct septel_out *out, const json_t *record, const char *const *columns)
{
	desk_mark(out, record);
	for (const char *const *column = columns; *column; column++) {
		const json_t *value = json_object_get(record, *column);
		septel__out_string(out, column == columns ? "" : "  ");
		if (json_is_integer(value))
			septel__out_format(out, "%d", (int)json_integer_value(value));
		else if (json_is_array(value) && json_array_size(value))
			desk_join(out, value, " with ");
		else
			septel__out_string(out, desk_string(record, *column));
	}
	septel__out_byte(out, '\n');
}

static void put_plain(struct septel_out *out, const json_t *record)
{
	put_cells(out, record, PLAIN);
}

static void put_coded(struct septel_out *out, const json_t *record)
{
	put_cells(out, record, CODED);
}

/* EXIT_NO_ACCESS, told. */
static int refuse(const struct invocation *invocation, int role)
{
	complain("septel %s: %s %s", invocation->command->name, SEPTEL__ROLE_NAMES[role],
		 septel__export_extent(role) == EXPORT_NOTHING
			 ? "has no part in the caseload"
			 : "may have a pseudonymous copy alone: --pseudonym KEYFILE");
	return EXIT_NO_ACCESS;
}

static int run(const struct invocation *invocation)
{
	static const struct desk_form PLAIN_FORM = {put_plain, PLAIN},
				      CODED_FORM = {put_coded, CODED};
	struct invocation asked = *invocation;
	const char *role = invocation->options[OPT_ROLE].text;
	const int known = role ? septel__role_of(septel_view_of(role)) : -1;
	const bool coded = invocation->options[OPT_PSEUDONYM].text != NULL;
	if (!command_excludes(invocation, OPT_ROLE, DESK_AS) ||
	    !command_excludes(invocation, OPT_PSEUDONYM, DESK_AS))
		return EXIT_INVALID;
	if (role && known < 0) {
		complain("septel case export: --role: there is no role %s", role);
		return EXIT_INVALID;
	}
	if (septel__export_extent(known) < (coded ? EXPORT_CODED : EXPORT_PLAIN))
		return refuse(invocation, known);
	if (role)
		asked.options[DESK_AS].text = SEPTEL__ROLE_NAMES[known];
	return desk_ask(&asked, ask, coded ? &CODED_FORM : &PLAIN_FORM);
}

const struct command COMMAND_CASE_EXPORT = {
	.name = "case export",
	.summary = "The cases for somebody else, as far as that role may see them",
	.arguments = "",
	.about =
		"One row a case. With --pseudonym the copy has pseudonyms in place of ids, weeks\n"
		"in place of days, bands in place of ages and numbers, and no text: columns are\n"
		"state, week_left, option, lead, holder_kind, overdue_band, age_band. A row that\n"
		"fewer than five are like is left out, and columns are given up, the last first,\n"
		"before a fifth of the rows would be. Copies for two recipients (--for) cannot be\n"
		"put together.",
	.no_access = "that role may have a pseudonymous copy alone, or none",
	.example = "septel case export -C samples/casebook --role officer",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
