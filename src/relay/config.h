/* config.h - the configuration of a station, as read from its file.
 *
 * Every word of the file is read before anything is done; all errors are told at once, each as
 * `file:line: message`.  What a circuit is called is said once, here: everything else knows it
 * by its number, its place in `outlets`.
 *
 * An outlet is where a copy of a message can go: a circuit (another station, a mail gateway) or
 * a box (an archive, a folder, a mailbox, a command).  Both have queues by precedence.
 */
#ifndef SEPTEL_RELAY_CONFIG_H
#define SEPTEL_RELAY_CONFIG_H

#include "envelope.h"

#include "../base/out.h"

#include <septel/arena.h>

enum outlet_kind {
	OUTLET_TCP,    /* framing with receipts, dialled or listened for */
	OUTLET_TLS,    /* the same under mutual certificates */
	OUTLET_STREAM, /* raw ACP 127 (ZCZC ... NNNN) over TCP, a serial device or a file */
	OUTLET_DROP,   /* a folder from which messages are taken, or in which they are put */
	OUTLET_SMTP,
	OUTLET_NATS,
	OUTLET_NULL,    /* swallows, for measurements */
	OUTLET_ARCHIVE, /* boxes from here on */
	OUTLET_FOLDER,
	OUTLET_MAIL,
	OUTLET_COMMAND
};

enum line_alphabet { ALPHABET_ASCII, ALPHABET_ITA2 };
enum number_cycle { NUMBERS_DAILY, NUMBERS_CYCLIC };

struct outlet_settings {
	struct septel_view name; /* as the operator types it; unique, letters, digits, hyphens */
	enum outlet_kind kind;
	int line; /* of the configuration, for messages */

	/* where: address ("host:port"), device, folder, archive, command, mailbox */
	struct septel_view listen, dial, path, command, mailbox;
	struct septel_view certificate, key, authority; /* TLS: PEM files */
	struct septel_view peer; /* routing indicator of the station at the other end */
	bool tributary;          /* the other end relays nothing */
	enum line_alphabet alphabet;
	bool compressed_line_ends; /* LF instead of CR CR LF on a stream */
	unsigned speed;            /* bits a second of a serial device; 0: as it stands */

	/* channel numbers (wire-format 10.4): letters out and in, how many digits, when they
	 * begin again.  No letters: the circuit has no numbers (folders, mail, boxes). */
	char letters_out[4], letters_in[4];
	unsigned digits; /* 3 or 4 */
	enum number_cycle cycle;
	unsigned idle_minutes; /* a channel check after so long a silence; 0: none */

	enum septel_class ceiling; /* highest classification; NONE: unclassified only */
	char release[8][3];        /* release codes that may pass; none: all */
	enum septel_precedence highest, lowest; /* precedences carried; NONE: no bound */
	unsigned routine_share; /* of a hundred transmissions, for ROUTINE; 0: none */
	bool interruptible;     /* FLASH may break off what is being sent */
	unsigned window;        /* transmissions without a receipt at once; 1 at least */
};

/* No outlet. */
#define NO_OUTLET SIZE_MAX

/* True for boxes: what is delivered here, and has no other end. */
static inline bool septel__is_framed(enum outlet_kind kind)
{
	return kind == OUTLET_TCP || kind == OUTLET_TLS;
}
static inline bool septel__is_box(enum outlet_kind kind)
{
	return kind >= OUTLET_ARCHIVE;
}

enum profile_field {
	PROFILE_ALL, /* every message; no value */
	PROFILE_ADDRESSEE,
	PROFILE_TAGS,
	PROFILE_CAPTION,
	PROFILE_KEYWORD,
	PROFILE_ORIGINATOR,
	PROFILE_PRECEDENCE /* that, or higher */
};

/* Who else gets a copy: every message whose field has `value` goes to outlet `to` as well. */
struct profile {
	enum profile_field field;
	struct septel_view value;
	size_t to;
	int line;
};

struct relay_config {
	struct septel_view file;         /* its own path */
	struct septel_view station;      /* own routing indicator */
	struct septel_view name;         /* plain language designator */
	struct septel_view spool;        /* a file, or postgresql://... */
	struct septel_view control;      /* path of the socket of commands */
	struct septel_view metrics;      /* host:port; empty: none */
	struct septel_view routes;       /* TSV */
	struct septel_view collectives;  /* TSV; empty: there are none */
	struct septel_view user;         /* whom to become after the start; empty: nobody else */
	struct septel_view mail_domain;  /* of Message-IDs */
	struct septel_view operator_box; /* outlet that service messages for people go to */
	unsigned retain_days;            /* what is done stays so long: for reruns and traces */
	unsigned free_percent;           /* of space and inodes; below it nothing is accepted */
	bool lower_information; /* copies for information alone go at their lower precedence */
	struct outlet_settings *outlets;
	size_t outlet_count;
	struct profile *profiles;
	size_t profile_count;
};

/* Reads `text` of the file `path`.  False where there are errors (or memory is out); all of
 * them are in `errors` then, a line each.  Everything is owned by `arena`. */
bool septel__config_read(struct relay_config *config, const char *path, struct septel_view text,
			 struct septel_arena *arena, struct septel_out *errors)
	__attribute__((nonnull, warn_unused_result));

/* The number of the outlet of that name (case aside); NO_OUTLET. */
size_t septel__config_outlet(const struct relay_config *config, struct septel_view name)
	__attribute__((nonnull));

#endif
