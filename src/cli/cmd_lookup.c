/* cmd_lookup.c - septel id, tags, ri, signal: words looked up in the tables. */
#include "commands.h"
#include "safe.h"

#include <septel/number.h>
#include <septel/tables.h>
#include <stdio.h>

static int run_id(const struct invocation *invocation)
{
	int status = EXIT_DONE;
	for (size_t i = 0; i < invocation->count; i++) {
		char number[SEPTEL_NUMBER_SIZE];
		if (septel_number_canonical(septel_view_of(invocation->arguments[i]), number)) {
			printf("%s\n", number);
			continue;
		}
		complain("septel id: '%s' is no message reference number",
			 invocation->arguments[i]);
		status = EXIT_NOT_SO;
	}
	return status;
}

const struct command COMMAND_ID = {
	.name = "id",
	.summary = "Print the canonical form of message reference numbers",
	.arguments = "TEXT...",
	.least = 1,
	.about = "One line for each argument: 2-digit year, station without spaces, serial\n"
		 "without leading zeros; series of general messages as NAVADMIN100/10.\n"
		 "Garbled numbers are mended where only one station can be meant.",
	.not_so = "one of them is no number of a message",
	.example = "septel id \"08 Baghdad 002658\" 08SECTION01OF02MANAMA492",
	.run = run_id,
};

static int run_tags(const struct invocation *invocation)
{
	int status = EXIT_DONE;
	for (size_t i = 0; i < invocation->count; i++) {
		struct septel_view name;
		const enum septel_tag_kind kind =
			septel_tag_lookup(septel_view_of(invocation->arguments[i]), &name);
		printf("%s\t%.*s\n", septel_tag_kind_name(kind), (int)name.len, name.ptr);
		if (kind == SEPTEL_TAG_UNKNOWN)
			status = EXIT_NOT_SO;
	}
	return status;
}

const struct command COMMAND_TAGS = {
	.name = "tags",
	.summary = "Tell the kind and meaning of TAGS codes",
	.arguments = "TAG...",
	.least = 1,
	.about = "One line for each argument: kind (subject, program, geo, org, person,\n"
		 "unknown) and meaning, tab separated.",
	.not_so = "one of them is unknown",
	.example = "septel tags PHUM IZ KJUS",
	.run = run_tags,
};

static int run_ri(const struct invocation *invocation)
{
	int status = EXIT_DONE;
	for (size_t i = 0; i < invocation->count; i++) {
		const struct septel_view indicator = septel_view_of(invocation->arguments[i]);
		struct septel_view kind, name;
		if (septel_ri_lookup(indicator, 0, &kind, &name)) {
			printf("%.*s\t%.*s", (int)kind.len, kind.ptr, (int)name.len, name.ptr);
			for (size_t which = 1; septel_ri_lookup(indicator, which, &kind, &name);
			     which++)
				printf("; %.*s", (int)name.len, name.ptr);
			putchar('\n');
			continue;
		}
		printf("unknown\t\n");
		status = EXIT_NOT_SO;
	}
	return status;
}

const struct command COMMAND_RI = {
	.name = "ri",
	.summary = "Tell whom a routing indicator reaches",
	.arguments = "RI...",
	.least = 1,
	.about = "One line for each argument: kind (embassy, consulate, mission, collective,\n"
		 "agency, post, unknown) and plain language address designator, tab\n"
		 "separated. Where an indicator serves several, the likeliest stands first,\n"
		 "the others behind semicolons.",
	.not_so = "one of them is unknown",
	.example = "septel ri RUEHC RUEHGB",
	.run = run_ri,
};

static int run_signal(const struct invocation *invocation)
{
	int status = EXIT_DONE;
	for (size_t i = 0; i < invocation->count; i++) {
		struct septel_view meaning;
		if (septel_signal_lookup(septel_view_of(invocation->arguments[i]), &meaning)) {
			printf("signal\t%.*s\n", (int)meaning.len, meaning.ptr);
			continue;
		}
		printf("unknown\t\n");
		status = EXIT_NOT_SO;
	}
	return status;
}

const struct command COMMAND_SIGNAL = {
	.name = "signal",
	.summary = "Tell the meaning of operating signals",
	.arguments = "ZXX...",
	.least = 1,
	.about = "One line for each argument: \"signal\" and its meaning, tab separated.",
	.not_so = "one of them is unknown",
	.example = "septel signal ZNY ZFD",
	.run = run_signal,
};
