/* cmd_case_erase.c - septel case erase: the words of entries go, and the chain still holds. */
#include "../casebook/erasure.h"

#include "../access/files.h"
#include "../base/date.h"
#include "../base/limits.h"
#include "../casebook/reading.h"
#include "case_work.h"
#include "casebook_at.h"
#include "commands.h"
#include "safe.h"

#include <stdio.h>
#include <time.h>

enum { ERASE_CASEBOOK, ERASE_PARTY, ERASE_REASON, ERASE_BY, ERASE_ON };

static const struct option OPTIONS[] = {
	OPTION_ROW_CASEBOOK,
	{"party", OPTION_TEXT, "ID", "every entry that names the party"},
	{"reason", OPTION_TEXT, "WORDS", "why; has to be told"},
	{"by", OPTION_TEXT, "OFFICER", "who erases; else the user of this process"},
	{"on", OPTION_TEXT, "DATE", "the day; else today"},
};

static enum access_status wrong(struct case_run *run, const char *what)
{
	return septel__access_fail(&run->error, ACCESS_INVALID, "%s", what);
}

/* One line of text that a journal may have. */
static bool is_line(struct septel_view text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7F)
			return false;
	return septel__trim(text).len > 0 && text.len < JOURNAL_LINE_LIMIT / 2;
}

static enum access_status read_options(struct case_run *run, struct erasure *erasure)
{
	const struct option_value *options = run->invocation->options;
	struct days days = {.from = septel__from_seconds(time(NULL))};
	days.from.hour = SEPTEL_NUMBER_NONE;
	if (!options[ERASE_REASON].text)
		return wrong(run, "no reason: expected --reason WORDS");
	erasure->reason = septel__trim(septel_view_of(options[ERASE_REASON].text));
	erasure->officer = septel_view_of(casebook_officer(&options[ERASE_BY]));
	if (options[ERASE_PARTY].text)
		erasure->party = septel_view_of(options[ERASE_PARTY].text);
	if (!is_line(erasure->reason))
		return wrong(run, "--reason: expected one line of words");
	if (!septel__is_name(erasure->officer))
		return wrong(run, "nobody erases: expected --by OFFICER, " NAME_EXPECTED);
	if (options[ERASE_ON].text &&
	    (!septel__days_read(septel_view_of(options[ERASE_ON].text), &days) ||
	     !septel__days_is_one(&days)))
		return wrong(run, "--on: expected YYYY-MM-DD");
	erasure->on = days.from;
	return ACCESS_OK;
}

static enum access_status read_numbers(struct case_run *run, struct erasure *erasure)
{
	const struct invocation *invocation = run->invocation;
	size_t *numbers = septel_arena_alloc(run->arena, (invocation->count + 1) * sizeof *numbers);
	if (!numbers)
		return wrong(run, "out of memory");
	for (size_t i = 0; i < invocation->count; i++) {
		const int number = septel__number(septel_view_of(invocation->arguments[i]));
		if (number <= 0)
			return septel__access_fail(&run->error, ACCESS_INVALID,
						   "%s: expected the number of an entry",
						   invocation->arguments[i]);
		numbers[i] = (size_t)number;
	}
	erasure->numbers = numbers;
	erasure->count = invocation->count;
	if (!erasure->count && !erasure->party.len)
		return wrong(run, "nothing to erase: expected ENTRY or --party ID");
	return ACCESS_OK;
}

/* The registry is no entry, and is left. */
static void warn_of_registry(const struct case_run *run, struct septel_view party)
{
	for (const struct stated_member *at = run->book.stated; at; at = at->next)
		if (septel__equal(at->member, party))
			complain("septel %s: registry:%u still names %.*s",
				 run->invocation->command->name, at->line, VIEW_FORMAT(party));
	const struct thing *thing = septel__casebook_find(&run->book, party, THING_PARTY);
	if (thing && !thing->made_by)
		complain("septel %s: the registry still has the party %.*s",
			 run->invocation->command->name, VIEW_FORMAT(party));
}

static enum access_status erase(struct case_run *run)
{
	size_t erased;
	struct erasure erasure = {.party = {"", 0}};
	enum access_status status = read_options(run, &erasure);
	if (status == ACCESS_OK)
		status = read_numbers(run, &erasure);
	if (status == ACCESS_OK)
		status = septel__folder_erase(&run->book, run->path, &erasure, &run->chain, &erased,
					      &run->error);
	if (status != ACCESS_OK || run->book.fault_count)
		return status;
	printf("erased %zu\n", erased);
	warn_of_registry(run, erasure.party);
	return ACCESS_OK;
}

static int run(const struct invocation *invocation)
{
	const struct option_value none = {NULL, 0};
	return case_work_run(invocation, casebook_path(&invocation->options[ERASE_CASEBOOK]), &none,
			     erase);
}

const struct command COMMAND_CASE_ERASE = {
	.name = "case erase",
	.summary = "Erase the words of sealed entries, so that the chain still holds",
	.arguments = "[ENTRY...]",
	.about =
		"ENTRY is the number of a sealed entry. In its place stands another that keeps "
		"its\n"
		"number, the day, the reason, the officer, and the names it gave that others "
		"still use;\n"
		"it is sealed in its turn. The chain keeps a digest that nobody can try words "
		"against.\n"
		"With --party all that names a party goes, and what tells of promises and the like "
		"that\n"
		"these entries made. Messages, the registry, comments and copies are left.\n"
		"A fear, a withdrawal, a refusal or an allegation goes only together with what it\n"
		"speaks against.",
	.broken = "a sealed entry changed, vanished or moved, or the chain is damaged",
	.example = "dir=$(mktemp -d); cp -r examples/casebook/. $dir; septel case seal -C $dir; "
		   "septel case erase -C $dir 5 --reason \"at the sailor's request\" --by mara",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run,
};
