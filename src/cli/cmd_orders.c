/* cmd_orders.c - septel hold, release, cancel, reroute, resend, circuit, minimize: what an operator
 * tells a relay.  Each is a line of words to the socket of commands; the relay knows what they
 * mean, and its journal who gave them. */
#include "commands.h"
#include "printer.h"
#include "relay_talk.h"
#include "safe.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPT_JSON = RELAY_OPTIONS, OPT_OTHER };

#define OPTION_ROW_JSON                                                                            \
	{                                                                                          \
		"json", OPTION_FLAG, NULL, "the answer as JSON"                                    \
	}

static const struct option OPTIONS[] = {OPTION_ROW_CONFIG, OPTION_ROW_JSON};
static const struct option RESEND_OPTIONS[] = {
	OPTION_ROW_CONFIG,
	OPTION_ROW_JSON,
	{"as-duplicate", OPTION_FLAG, NULL, "under a pilot that says so (ZFD)"},
};

static const struct option READ_OPTIONS[] = {
	OPTION_ROW_CONFIG,
	OPTION_ROW_JSON,
	{"by", OPTION_TEXT, "WHO", "the addressee, as the message has it, or who read it for him"},
};

/* The command's own name and its arguments, `more` behind them. */
static int order(const struct invocation *invocation, const char *more)
{
	struct septel_out words;
	septel__out_init(&words, NULL, 0);
	septel__out_string(&words, invocation->command->name);
	for (size_t i = 0; i < invocation->count; i++) {
		septel__out_byte(&words, ' ');
		septel__out_string(&words, invocation->arguments[i]);
	}
	septel__out_string(&words, more);
	/* One line: what stands behind a line end is bytes to work on. */
	for (size_t i = 0; i < words.length; i++)
		if (words.data[i] == '\n' || words.data[i] == '\r')
			words.data[i] = ' ';
	if (invocation->options[OPT_JSON].text)
		septel__out_string(&words, " --json");
	const int code = relay_order(invocation, septel__out_written(&words));
	septel__out_release(&words);
	return code;
}

static int run_order(const struct invocation *invocation)
{
	return order(invocation, "");
}

static int run_resend(const struct invocation *invocation)
{
	return order(invocation, invocation->options[OPT_OTHER].text ? " duplicate" : "");
}

static int run_read(const struct invocation *invocation)
{
	struct septel_out by;
	const char *who = invocation->options[OPT_OTHER].text;
	if (!who || !*who) {
		complain("septel read: who has? --by WHO");
		return EXIT_INVALID;
	}
	septel__out_init(&by, NULL, 0);
	septel__out_format(&by, " %s", who);
	const char *words = septel__out_terminated(&by);
	const int code = words ? order(invocation, words) : EXIT_INVALID;
	septel__out_release(&by);
	return code;
}

/* ---- circuits ------------------------------------------------------------------------------- */

static long long sum_of(const json_t *counts)
{
	const char *key;
	json_t *count;
	long long sum = 0;
	json_object_foreach((json_t *)counts, key, count)
	{
		sum += json_integer_value(count);
	}
	return sum;
}

static long long all_waiting(const json_t *queue)
{
	const char *key;
	json_t *states;
	long long sum = 0;
	json_object_foreach((json_t *)queue, key, states)
	{
		sum += sum_of(states);
	}
	return sum;
}

static void print_outlet(const json_t *outlet)
{
	const char *name = json_string_value(json_object_get(outlet, "name"));
	const char *kind = json_string_value(json_object_get(outlet, "kind"));
	const bool down = json_is_true(json_object_get(outlet, "down_by_operator"));
	const bool up = json_is_true(json_object_get(outlet, "up"));
	const char *state = down ? "down by the operator" : up ? "up" : "down";
	printf("%s\t%s\t%s\t%lld waiting\t%lld taken\t%lld handed on\n", name ? name : "",
	       kind ? kind : "", state, all_waiting(json_object_get(outlet, "queue")),
	       sum_of(json_object_get(outlet, "taken")),
	       sum_of(json_object_get(outlet, "handed_on")));
}

static bool print_state(struct septel_view text, bool json)
{
	json_t *state = json_loadb(text.ptr, text.len, 0, NULL);
	const json_t *outlets = json_object_get(json_object_get(state, "station"), "outlets");
	size_t index;
	const json_t *outlet;
	json_array_foreach(outlets, index, outlet)
	{
		char *line = json ? json_dumps(outlet, JSON_COMPACT) : NULL;
		if (line)
			puts(line);
		else
			print_outlet(outlet);
		free(line);
	}
	json_decref(state);
	return outlets != NULL;
}

static int run_list(const struct invocation *invocation)
{
	struct relay_talk talk;
	struct relay_answer answer;
	int code = EXIT_INVALID;
	if (relay_talk_begin(&talk, invocation)) {
		relay_ask_state(&talk);
		if (relay_await(&talk, &answer) && answer.done &&
		    print_state(answer.text, invocation->options[OPT_JSON].text != NULL))
			code = EXIT_DONE;
	}
	relay_talk_end(&talk);
	return code;
}

/* ---- the rows ------------------------------------------------------------------------------- */

#define NOT_SO "the relay refused, and says why"

/* A relay of one station that runs as long as the example. */
#define EXAMPLE(command)                                                                           \
	"cp -r examples/relay/. \"${d:=$(mktemp -d)}\"; septel relay --as-root --config "          \
	"\"$d/alone.conf\" --while \"septel send samples/acp127.txt; septel " command              \
	"\" 2>/dev/null"

#define ROWS(rows) .options = (rows), .option_count = sizeof(rows) / sizeof *(rows)

const struct command COMMAND_HOLD = {
	.name = "hold",
	.summary = "Keep copies of a message from going out",
	.arguments = "ID [REASON]",
	.least = 1,
	.about = "ID is the number of a message in custody, or NUMBER.COPY of one copy of it.",
	.not_so = NOT_SO,
	.example = EXAMPLE("hold 1"),
	ROWS(OPTIONS),
	.run = run_order,
};

const struct command COMMAND_RELEASE = {
	.name = "release",
	.summary = "Let copies of a message go that were held",
	.arguments = "ID",
	.least = 1,
	.about = "What was held because an outlet may not carry it is rerouted instead.",
	.not_so = NOT_SO,
	.example = EXAMPLE("release 1"),
	ROWS(OPTIONS),
	.run = run_order,
};

const struct command COMMAND_CANCEL = {
	.name = "cancel",
	.summary = "Take copies of a message out of the queues for good",
	.arguments = "ID REASON",
	.least = 2,
	.about = "The message itself, and the reason, stay in the spool.",
	.not_so = NOT_SO,
	.example = EXAMPLE("cancel 1 'sent in error'"),
	ROWS(OPTIONS),
	.run = run_order,
};

const struct command COMMAND_REROUTE = {
	.name = "reroute",
	.summary = "Send a copy of a message another way",
	.arguments = "NUMBER.COPY OUTLET",
	.least = 2,
	.about = "The copy is cancelled, and a new one waits for the outlet, if it may carry it.",
	.not_so = NOT_SO,
	.example = EXAMPLE("reroute 1.1 files"),
	ROWS(OPTIONS),
	.run = run_order,
};

const struct command COMMAND_RESEND = {
	.name = "resend",
	.summary = "Send a copy of a message once more",
	.arguments = "NUMBER.COPY OUTLET",
	.least = 2,
	.about = "A further copy, under a new number, of one that has gone or waits.",
	.not_so = NOT_SO,
	.example = EXAMPLE("resend 1.1 files --as-duplicate"),
	ROWS(RESEND_OPTIONS),
	.run = run_resend,
};

const struct command COMMAND_MINIMIZE = {
	.name = "minimize",
	.summary = "Keep the lower precedences back, or let them go again",
	.arguments = "on|off [OUTLET] [routine|priority]",
	.least = 1,
	.about = "Under MINIMIZE, ROUTINE messages wait, and with \"priority\" PRIORITY ones as "
		 "well,\n"
		 "unless they say MINIMIZE CONSIDERED. Without an outlet it holds for all.",
	.not_so = NOT_SO,
	.example = EXAMPLE("minimize on"),
	ROWS(OPTIONS),
	.run = run_order,
};

const struct command COMMAND_READ = {
	.name = "read",
	.summary = "Note that a message has been read",
	.arguments = "NUMBER",
	.least = 1,
	.about = "septel trace shows who has a message, has read it, and has answered.",
	.not_so = NOT_SO,
	.example = EXAMPLE("read 1 --by 'DUTY OFFICER'"),
	ROWS(READ_OPTIONS),
	.run = run_read,
};

const struct command COMMAND_CIRCUIT = {
	.name = "circuit",
	.summary = "The circuits and boxes of the relay",
	.arguments = "COMMAND",
	.about =
		"A circuit that an operator puts down stays down, over restarts, until he puts it\n"
		"up; what goes that way waits, or takes another.",
	.example = EXAMPLE("circuit list"),
};

const struct command COMMAND_CIRCUIT_UP = {
	.name = "circuit up",
	.summary = "Let a circuit send again",
	.arguments = "OUTLET",
	.least = 1,
	.about = "What waited for it goes, by precedence.",
	.not_so = NOT_SO,
	.example = EXAMPLE("circuit up files"),
	ROWS(OPTIONS),
	.run = run_order,
};

const struct command COMMAND_CIRCUIT_DOWN = {
	.name = "circuit down",
	.summary = "Let a circuit send no more",
	.arguments = "OUTLET",
	.least = 1,
	.about = "What comes on it is taken all the same.",
	.not_so = NOT_SO,
	.example = EXAMPLE("circuit down files"),
	ROWS(OPTIONS),
	.run = run_order,
};

const struct command COMMAND_CIRCUIT_LIST = {
	.name = "circuit list",
	.summary = "List circuits and boxes",
	.arguments = "",
	.about = "One line each: name, kind, whether it is up, what waits, what it has taken and\n"
		 "handed on since the relay began, tabs between.",
	.example = EXAMPLE("circuit list"),
	ROWS(OPTIONS),
	.run = run_list,
};
