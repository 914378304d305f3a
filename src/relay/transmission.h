/* transmission.h - what goes out on a circuit: new lines in front, the message as it came.
 *
 * Invariants: from format line 3 on every byte of a transmission is that of the message which came
 * (wire-format 10.2); its routing line has the indicators of this copy and no other; a pilot keeps
 * the identifications and the routing line of before below it (10.5), without the mark ZCZC, which
 * stands once in a transmission; but a rerun has the pilot in front of the new routing line and no
 * old one (10.6).  Pure; nothing is sent here.
 *
 * septel__transmission_write makes the transmission that is stored, framed and compared, in ASCII
 * and with the line ends of the message.  Only a raw stream has an alphabet, line ends and an
 * ending of its own: septel__transmission_encode.
 */
#ifndef SEPTEL_RELAY_TRANSMISSION_H
#define SEPTEL_RELAY_TRANSMISSION_H

#include "config.h"
#include "envelope.h"
#include "ita2.h"

enum identification_form {
	IDENTIFICATION_AUTOMATIC, /* "VZCZCXRO8111" */
	IDENTIFICATION_MANUAL     /* "VV   XRO811" */
};

struct transmission {
	struct septel_view identification; /* letters and number; empty: none (boxes, mail) */
	enum identification_form form;
	enum septel_precedence precedence;
	struct septel_view routing; /* indicators of this copy, by blanks */
	struct septel_view pilot;   /* lines of septel__pilot_write; may be empty */
	bool bells;                 /* in front of the precedence of a FLASH (wire-format 2) */
};

/* Writes the transmission of the message that `envelope` was read from. */
void septel__transmission_write(struct septel_out *out, const struct transmission *transmission,
				const struct envelope *envelope, struct septel_view bytes)
	__attribute__((nonnull));

enum pilot_kind {
	PILOT_MISROUTED,             /* ZOV: rerouted by */
	PILOT_SUSPECTED_DUPLICATE,   /* ZFD */
	PILOT_SUBJECT_TO_CORRECTION, /* ZDG */
	PILOT_CORRECTED_COPY,        /* ZEL */
	PILOT_RERUN                  /* ZUI ... ZDK: an answer to a request for a rerun */
};

/* The pilot line of a copy, by `station` (ours).  Of a rerun: `asked_as` is the identification of
 * the request, and `asked_by` stands for a message that has no serial to be named by.  Its line
 * end is LF; in a transmission it gets the message's. */
void septel__pilot_write(struct septel_out *out, enum pilot_kind kind, struct septel_view station,
			 struct septel_view asked_as, struct septel_view asked_by,
			 const struct envelope *envelope) __attribute__((nonnull));

/* How a raw stream wants its bytes. */
struct stream_manner {
	enum line_alphabet alphabet;
	enum ita2_figures figures;
	bool unshift_on_space;     /* the other end goes back to letters at a space */
	bool compressed_line_ends; /* LF for CR CR LF */
};

/* The bytes of `transmission` on a stream, with the end of a transmission (2 CR, 8 LF, NNNN; on
 * ITA2 12 LTRS; LTRS behind the filing time).  False: at *refused stands a character that
 * the alphabet has not, or a mark of the stream (ZCZC, NNNN) inside the text; nothing of the
 * transmission is written. */
bool septel__transmission_encode(struct septel_out *out, struct septel_view transmission,
				 const struct stream_manner *manner, size_t *refused)
	__attribute__((nonnull, warn_unused_result));

/* What breaks off the transmission that is being sent: "E E E E E E E E AR" and the end. */
void septel__transmission_interrupt(struct septel_out *out, const struct stream_manner *manner)
	__attribute__((nonnull));

#endif
