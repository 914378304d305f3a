/* case_desk.c - see case_desk.h: loading and asking. */
#include "case_desk.h"

#include "../base/date.h"
#include "../casebook/folder.h"
#include "case_print.h"
#include "case_reads.h"
#include "case_viewer.h"
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

int desk_refuse(struct case_desk *desk, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(desk->error.text, sizeof desk->error.text, format, arguments);
	va_end(arguments);
	desk->refused = true;
	return -1;
}

/* To a viewer who does not see all, what is not there and what he may not know of are one. */
static const struct thing *tell_unknown(struct case_desk *desk, const char *name, int kind)
{
	const char *what = septel__thing_kind_name(kind);
	if (septel__sees_all(&desk->viewer))
		desk_fail(desk, "%s: no such %s in this casebook", name, what);
	else
		desk_refuse(desk, "%s: no such %s, or no access to it", name, what);
	return NULL;
}

const struct thing *desk_thing(struct case_desk *desk, const char *name, int kind)
{
	const struct thing *thing = septel__casebook_find(&desk->book, septel_view_of(name), kind);
	return thing && septel__view_knows(&desk->view, thing) ? thing
							       : tell_unknown(desk, name, kind);
}

const struct thing *desk_party(struct case_desk *desk, const char *name)
{
	return desk_thing(desk, name, THING_PARTY);
}

const struct thing *desk_guarded_party(struct case_desk *desk, const char *name)
{
	const struct thing *thing =
		septel__casebook_find(&desk->book, septel_view_of(name), THING_PARTY);
	return thing && desk->viewer.owner ? thing : desk_party(desk, name);
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
	const struct option_value *options = desk->invocation->options;
	const char *week = options[DESK_WEEK].text;
	desk->week_from_sunday = week && strcmp(week, "sun") == 0;
	desk->viewer_arena = septel_arena_new(0);
	return desk->viewer_arena &&
	       case_viewer_read(&desk->viewer, casebook_path(&options[DESK_CASEBOOK]),
				options[DESK_AS].text, options[DESK_CLEAR].text, desk->viewer_arena,
				&desk->error) == ACCESS_OK;
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

static bool load(struct case_desk *desk, bool sealed)
{
	const char *path = casebook_path(&desk->invocation->options[DESK_CASEBOOK]);
	if (!open_messages(desk))
		return false;
	septel__casebook_init(&desk->book, desk->arena);
	if (septel__folder_load(&desk->folder, path, desk->arena, &desk->error) != ACCESS_OK)
		return false;
	const bool read = sealed ? septel__folder_verify(&desk->book, &desk->folder, &desk->chain)
				 : septel__folder_read(&desk->book, &desk->folder);
	return read && desk->book.fault_count == 0 && !septel__chain_broken(&desk->chain);
}

static bool open_answer(struct case_desk *desk, bool sealed)
{
	struct case_clocks clocks;
	if (!read_clocks(desk, &clocks) || !read_viewer(desk) || !load(desk, sealed) ||
	    !septel__log_open(&desk->log, &desk->book, clocks) ||
	    !septel__view_init(&desk->view, &desk->log, &desk->viewer, &desk->source))
		return false;
	desk->log = *desk->view.shown;
	desk->whole = desk->view.log;
	return septel__answer_init(&desk->answer, &desk->view);
}

static void tell(const struct case_desk *desk)
{
	if (septel__chain_broken(&desk->chain) && !desk->book.fault_count)
		complain("septel %s: a sealed entry is not what it was: septel case check",
			 desk->invocation->command->name);
	else if (desk->book.fault_count)
		casebook_tell(&desk->book);
	else
		complain("septel %s: %s", desk->invocation->command->name,
			 desk->messages.error.text[0] ? desk->messages.error.text
						      : desk->error.text);
}

bool desk_open_messages(struct case_desk *desk, const struct invocation *invocation)
{
	*desk = (struct case_desk){.invocation = invocation, .error = {"out of memory"}};
	desk->folder.path = casebook_path(&invocation->options[DESK_CASEBOOK]);
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
	septel_arena_free(desk->viewer_arena);
}

/* What was refused is logged like what was read. */
static bool log_read(struct case_desk *desk, int code)
{
	enum access_outcome outcome = desk->answer.withheld ? ACCESS_MASKED : ACCESS_FULL;
	return case_reads_log(desk, code < 0 ? ACCESS_NONE : outcome);
}

static int ask(const struct invocation *invocation, desk_question *question,
	       const struct desk_form *form, bool sealed)
{
	struct case_desk desk = {.invocation = invocation, .error = {"out of memory"}};
	int code = open_answer(&desk, sealed) ? question(&desk) : -1;
	if (code >= 0 && desk.answer.failed)
		code = desk_fail(&desk, "out of memory");
	if ((code >= 0 || desk.refused) && !log_read(&desk, code))
		code = -1;
	if (code >= 0 && !desk_print(&desk, form))
		code = desk_fail(&desk, "the answer cannot be printed");
	if (code < 0)
		tell(&desk);
	const bool broken = septel__chain_broken(&desk.chain) && !desk.book.fault_count;
	desk_close(&desk);
	if (code < 0)
		return broken ? EXIT_BROKEN : desk.refused ? EXIT_NO_ACCESS : EXIT_INVALID;
	return code;
}

int desk_ask(const struct invocation *invocation, desk_question *question,
	     const struct desk_form *form)
{
	return ask(invocation, question, form, false);
}

int desk_ask_sealed(const struct invocation *invocation, desk_question *question,
		    const struct desk_form *form)
{
	return ask(invocation, question, form, true);
}
