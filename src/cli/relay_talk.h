/* relay_talk.h - a talk with a running relay, over the socket of commands that its configuration
 * names (relay_at.h). */
#ifndef SEPTEL_CLI_RELAY_TALK_H
#define SEPTEL_CLI_RELAY_TALK_H

#include "../relay/exchange.h"
#include "relay_at.h"

/* A talk with a running relay. */
struct relay_talk {
	const struct invocation *invocation;
	struct exchange exchange;
	uint32_t asked;
	size_t unanswered;
};

struct relay_answer {
	uint32_t number; /* of the question, from 1 */
	bool done;
	struct septel_view text; /* lives until the next answer */
};

/* False, told on stderr: no relay listens there, or it does not listen to us. */
bool relay_talk_begin(struct relay_talk *talk, const struct invocation *invocation);
void relay_talk_end(struct relay_talk *talk);
/* Asks without waiting: an operator's command, the state of the station (JSON), a message to be
 * taken. */
void relay_command(struct relay_talk *talk, struct septel_view command);
void relay_ask_state(struct relay_talk *talk);
void relay_hand_in(struct relay_talk *talk, struct septel_view message);
/* The next answer, in whatever order.  False, told on stderr: the relay has gone. */
bool relay_await(struct relay_talk *talk, struct relay_answer *answer);

/* One command, its answer on stdout (stderr where it was refused).  An exit code. */
int relay_order(const struct invocation *invocation, struct septel_view command);

#endif
