/* box_command.c - a command that gets each message on its standard input.
 *
 * Its exit says what became of it: 0 it is delivered, 75 (EX_TEMPFAIL) not now, anything else
 * never, and its last line is the reason.  One that takes too long, or is killed, has not decided:
 * it is called again.  So a command may see a message twice, each time under the same
 * SEPTEL_MESSAGE_ID.
 */
#include "../base/limits.h"
#include "box.h"
#include "child.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

enum { VARIABLES = 6 };

struct command_box {
	char *command;
	size_t running;
};

struct call {
	struct box *box;
	struct copy_name copy;
	uint32_t attempt;
};

static bool command_open(struct box *box, struct septel_out *error)
{
	struct command_box *own = calloc(1, sizeof *own);
	(void)error;
	box->state = own;
	if (!own)
		return false;
	own->command = strndup(box->settings->command.ptr, box->settings->command.len);
	return own->command != NULL;
}

static void command_close(struct box *box)
{
	struct command_box *own = box->state;
	if (!own)
		return;
	free(own->command);
	free(own);
	box->state = NULL;
}

static void on_over(void *context, const struct child_end *end)
{
	struct call *call = context;
	struct command_box *own = call->box->state;
	own->running--;
	enum sent_outcome outcome = SENT_REFUSED;
	if (!end->exited || end->code == EX_TEMPFAIL)
		outcome = SENT_PUT_OFF;
	else if (end->code == 0)
		outcome = SENT_DONE;
	const char *reason = end->said;
	if (end->late)
		reason = "the command took too long";
	else if (!end->exited)
		reason = "the command was killed";
	septel__box_sent(call->box, call->copy, call->attempt, outcome,
			 outcome == SENT_DONE ? "" : reason);
	free(call);
}

static const char *precedence_word(enum septel_precedence precedence)
{
	static const char *const WORDS[] = {
		[SEPTEL_PRECEDENCE_NONE] = "",  [SEPTEL_ROUTINE] = "ROUTINE",
		[SEPTEL_PRIORITY] = "PRIORITY", [SEPTEL_IMMEDIATE] = "IMMEDIATE",
		[SEPTEL_FLASH] = "FLASH",       [SEPTEL_EMERGENCY] = "EMERGENCY",
	};
	return WORDS[precedence];
}

static bool start(struct box *box, const struct box_order *order, struct call *call)
{
	const struct command_box *own = box->state;
	char id[BOX_NAME_SIZE], text[VARIABLES][160];
	const char *environment[VARIABLES + 1] = {NULL};
	const char *const words[] = {"/bin/sh", "-c", own->command, NULL};
	septel__box_name(box, order->name, id);
	(void)snprintf(text[0], sizeof text[0], "SEPTEL_MESSAGE_ID=%s", id);
	(void)snprintf(text[1], sizeof text[1], "SEPTEL_MESSAGE=%llu",
		       (unsigned long long)order->name.message);
	(void)snprintf(text[2], sizeof text[2], "SEPTEL_STATION=%.*s",
		       (int)box->config->station.len, box->config->station.ptr);
	(void)snprintf(text[3], sizeof text[3], "SEPTEL_OUTLET=%.*s", (int)box->settings->name.len,
		       box->settings->name.ptr);
	(void)snprintf(text[4], sizeof text[4], "SEPTEL_PRECEDENCE=%s",
		       precedence_word(order->precedence));
	(void)snprintf(text[5], sizeof text[5], "SEPTEL_ATTEMPT=%u", order->attempt);
	for (size_t i = 0; i < VARIABLES; i++)
		environment[i] = text[i];
	const struct child_order child = {.words = words,
					  .environment = environment,
					  .input = order->bytes,
					  .seconds = DELIVERY_COMMAND_SECONDS};
	return septel__child_start(box->base, &child, on_over, call);
}

static void command_deliver(struct box *box, const struct box_order *order)
{
	struct command_box *own = box->state;
	struct call *call = malloc(sizeof *call);
	if (call) {
		*call = (struct call){box, order->name, order->attempt};
		own->running++;
		if (start(box, order, call))
			return;
		own->running--;
	}
	free(call);
	septel__box_sent(box, order->name, order->attempt, SENT_PUT_OFF, strerror(errno));
}

static bool command_idle(const struct box *box)
{
	return ((const struct command_box *)box->state)->running == 0;
}

const struct box_kind septel__box_command = {.kind = OUTLET_COMMAND,
					     .open = command_open,
					     .deliver = command_deliver,
					     .idle = command_idle,
					     .close = command_close};
