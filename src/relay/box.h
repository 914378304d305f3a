/* box.h - the boxes of a station, as its delivery process serves them: archives, folders, mail,
 * commands.
 *
 * A box is an outlet without another end.  Every order is answered by exactly one `sent`, now or
 * later; what is asked for once more after a crash must be told from what is new, and it is by its
 * name: the same for every attempt at one copy, and never another's.
 *
 *     archive, folder   exactly once, though the relay be killed at any moment
 *     mail, command     at least once, under one name (Message-ID, SEPTEL_MESSAGE_ID)
 */
#ifndef SEPTEL_RELAY_BOX_H
#define SEPTEL_RELAY_BOX_H

#include "config.h"
#include "station.h"

struct box_kind;
struct event_base;

/* Bytes of a name: station, incarnation, two numbers. */
#define BOX_NAME_SIZE 96u

struct box {
	const struct box_kind *kind;
	size_t outlet; /* its number in the configuration */
	const struct outlet_settings *settings;
	const struct relay_config *config;
	struct event_base *base;
	const char *program;            /* path of septel */
	struct septel_view incarnation; /* of the spool */
	void *state;                    /* of the kind */
	/* The process it is in; septel__box_sent goes there. */
	void *context;
	void (*sent)(void *context, size_t outlet, struct copy_name name, uint32_t attempt,
		     enum sent_outcome outcome, struct septel_view reason);
};

/* A copy to be delivered; borrowed for the call. */
struct box_order {
	struct copy_name name;
	uint32_t attempt;
	enum septel_precedence precedence;
	struct septel_view identification;
	struct septel_view bytes;
};

struct box_kind {
	enum outlet_kind kind;
	/* Makes box->state, before the process is confined.  False: told in `error`. */
	bool (*open)(struct box *box, struct septel_out *error);
	void (*deliver)(struct box *box, const struct box_order *order);
	/* All orders of a round have been given; may be NULL. */
	void (*round)(struct box *box);
	/* Nothing is under way. */
	bool (*idle)(const struct box *box);
	void (*close)(struct box *box);
};

extern const struct box_kind septel__box_folder, septel__box_archive, septel__box_mail,
	septel__box_command;

/* "RUEHGB-3k8s0a-12-1", for this copy in this box. */
void septel__box_name(const struct box *box, struct copy_name name, char text[BOX_NAME_SIZE]);

/* Answers an order. */
void septel__box_sent(struct box *box, struct copy_name name, uint32_t attempt,
		      enum sent_outcome outcome, const char *reason);

#endif
