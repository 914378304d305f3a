/* case_desk.c - see case_desk.h: loading and asking. */
#include "case_desk.h"

#include "../access/level.h"
#include "../base/date.h"
#include "../casebook/folder.h"
#include "case_print.h"
#include "safe.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

int desk_fail(struct case_desk *desk, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(desk->error.text, sizeof desk->error.text, format, arguments);
	va_end(arguments);
	return -1;
}

const struct thing *desk_thing(struct case_desk *desk, const char *name, int kind)
{
	const struct thing *thing = septel__casebook_find(&desk->book, septel_view_of(name), kind);
	if (!thing)
		desk_fail(desk, "%s: no such %s in this casebook", name,
			  septel__thing_kind_name(kind));
	return thing;
}

const struct thing *desk_party(struct case_desk *desk, const char *name)
{
	return desk_thing(desk, name, THING_PARTY);
}

/* ---- options ---- */

static bool read_day(struct case_desk *desk, enum desk_option option, struct septel_time *day)
{
	const char *text = desk->invocation->options[option].text;
	struct days days;
	if (!text)
		return true;
	if (!septel__days_read(septel_view_of(text), &days) || !septel__days_is_one(&days)) {
		desk_fail(desk, "--%s %s: expected YYYY-MM-DD",
			  desk->invocation->command->options[option].name, text);
		return false;
	}
	*day = days.from;
	return true;
}

static bool read_clocks(struct case_desk *desk, struct case_clocks *clocks)
{
	const struct option_value *entered = &desk->invocation->options[DESK_ENTERED_BY];
	*clocks = (struct case_clocks){.on = septel__from_seconds(time(NULL))};
	clocks->on.hour = SEPTEL_NUMBER_NONE;
	if (entered->text && entered->number <= 0) {
		desk_fail(desk, "--entered-by %s: entries are numbered from 1", entered->text);
		return false;
	}
	clocks->entered_by = entered->text ? (size_t)entered->number : 0;
	return read_day(desk, DESK_ON, &clocks->on) &&
	       read_day(desk, DESK_KNOWN_BY, &clocks->known_by);
}

static bool read_viewer(struct case_desk *desk)
{
	const char *clear = desk->invocation->options[DESK_CLEAR].text;
	const char *role = desk->invocation->options[DESK_AS].text;
	const char *week = desk->invocation->options[DESK_WEEK].text;
	enum septel_class level = SEPTEL_TOP_SECRET;
	if (clear && !septel__level_read(septel_view_of(clear), &level)) {
		desk_fail(desk, "--clear %s: no clearance", clear);
		return false;
	}
	desk->viewer = clear ? septel__viewer_at_level(level) : septel__viewer_owner();
	desk->role = role ? septel_view_of(role) : (struct septel_view){"", 0};
	if (role) {
		desk->viewer.owner = false;
		desk->viewer.clearance = level;
		desk->viewer.rights = VIEWER_ALL_RIGHTS;
		desk->viewer.roles = (struct septel_views){&desk->role, 1};
	}
	desk->week_from_sunday = week && strcmp(week, "sun") == 0;
	return true;
}

/* ---- asking ---- */

static bool open_messages(struct case_desk *desk)
{
	desk->arena = septel_arena_new(CASEBOOK_ARENA_LIMIT);
	if (!case_messages_open(&desk->messages, desk->invocation,
				casebook_path(&desk->invocation->options[DESK_CASEBOOK]),
				&desk->invocation->options[DESK_ARCHIVE]) ||
	    !desk->arena)
		return false;
	desk->source = case_messages_source(&desk->messages);
	return true;
}

static bool load(struct case_desk *desk)
{
	const char *path = casebook_path(&desk->invocation->options[DESK_CASEBOOK]);
	if (!open_messages(desk))
		return false;
	septel__casebook_init(&desk->book, desk->arena);
	if (septel__folder_load(&desk->folder, path, desk->arena, &desk->error) != ACCESS_OK)
		return false;
	septel__casebook_read(&desk->book, &desk->folder.registry, desk->folder.journals,
			      desk->folder.count);
	return !septel__casebook_failed(&desk->book) && desk->book.fault_count == 0;
}

static bool open_answer(struct case_desk *desk)
{
	struct case_clocks clocks;
	return read_clocks(desk, &clocks) && read_viewer(desk) && load(desk) &&
	       septel__log_open(&desk->log, &desk->book, clocks) &&
	       septel__view_init(&desk->view, &desk->log, &desk->viewer, &desk->source) &&
	       septel__answer_init(&desk->answer, &desk->view);
}

static void tell(const struct case_desk *desk)
{
	if (desk->book.fault_count)
		casebook_tell(&desk->book);
	else
		complain("septel %s: %s", desk->invocation->command->name,
			 desk->messages.error.text[0] ? desk->messages.error.text
						      : desk->error.text);
}

bool desk_open_messages(struct case_desk *desk, const struct invocation *invocation)
{
	*desk = (struct case_desk){.invocation = invocation, .error = {"out of memory"}};
	if (read_viewer(desk) && open_messages(desk))
		return true;
	tell(desk);
	return false;
}

void desk_close(struct case_desk *desk)
{
	septel__answer_release(&desk->answer);
	case_messages_close(&desk->messages);
	septel_arena_free(desk->arena);
}

int desk_ask(const struct invocation *invocation, desk_question *question,
	     const struct desk_form *form)
{
	struct case_desk desk = {.invocation = invocation, .error = {"out of memory"}};
	int code = open_answer(&desk) ? question(&desk) : -1;
	if (code >= 0 && desk.answer.failed)
		code = desk_fail(&desk, "out of memory");
	if (code >= 0 && !desk_print(&desk, form))
		code = desk_fail(&desk, "the answer cannot be printed");
	if (code < 0)
		tell(&desk);
	desk_close(&desk);
	return code < 0 ? EXIT_INVALID : code;
}
