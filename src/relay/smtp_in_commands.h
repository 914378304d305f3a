/* smtp_in_commands.h - the commands of the receiving side; a part of smtp_in.h. */
#ifndef SEPTEL_RELAY_SMTP_IN_COMMANDS_H
#define SEPTEL_RELAY_SMTP_IN_COMMANDS_H

#include "../base/limits.h"
#include "smtp_in.h"
#include "smtp_words.h"

#include <septel/arena.h>

/* Bytes of a reason behind a reply. */
#define SMTP_REASON_LIMIT 400u

enum smtp_in_phase {
	PHASE_BEGUN, /* EHLO must come */
	PHASE_READY,
	PHASE_SENDER,    /* MAIL was taken */
	PHASE_RECIPIENT, /* and a RCPT */
	PHASE_DATA,
	PHASE_ANSWER
};

/* Where in a letter its next byte stands. */
enum smtp_in_place { PLACE_LINE_START, PLACE_DOT, PLACE_DOT_CR, PLACE_TEXT, PLACE_CR };

struct smtp_in {
	struct smtp_in_settings settings;
	struct smtp_in_ports ports;
	enum smtp_in_state state;
	enum smtp_in_phase phase;
	enum smtp_in_place place;
	struct smtp_line_reader line;
	char line_bytes[SMTP_COMMAND_LIMIT];
	bool extended; /* by EHLO: parameters may stand */
	size_t errors, letters;
	struct septel_arena *arena; /* of the transaction */
	struct smtp_transaction transaction;
	struct smtp_recipient *recipients;
	size_t recipient_count;
	struct septel_out data;
};

void septel__smtp_in_command(struct smtp_in *in, struct septel_view line,
			     struct septel_out *replies);
/* Forgets the transaction. */
void septel__smtp_in_reset(struct smtp_in *in);
/* One line; 4xx and 5xx count as errors. */
void septel__smtp_in_reply(struct smtp_in *in, struct septel_out *replies, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
