/* service_words.h - the words of a service message, for service_read.c.
 *
 * Blanks are no matter: what was run together ("ZFXHPA063") is parted, what was torn ("HPA 063",
 * "ZES 2") is joined, but only where the pieces make a word and are none by themselves.
 */
#ifndef SEPTEL_RELAY_SERVICE_WORDS_H
#define SEPTEL_RELAY_SERVICE_WORDS_H

#include "service.h"

enum service_word_kind {
	WORD_OTHER,
	WORD_SIGNAL,  /* of the table; `procedure` is without question */
	WORD_UNKNOWN, /* an operating signal that is not of the table */
	WORD_INT,
	WORD_NUMBER,  /* "HPA063", "HPA063-067" */
	WORD_DIGITS,  /* "131", "116B", "#3796/01": a serial, or a further number */
	WORD_ROUTING, /* "RUEPDA" */
	WORD_KEY,     /* "RUEWMCE1074": indicator and serial in one */
	WORD_FILED,   /* "1351530", "23/1745Z" */
	WORD_TIME,    /* "141455Z" */
	WORD_PRECEDENCE,
	WORD_DE,
	WORD_PORTION,   /* "WA", "AB": which part */
	WORD_FOLLOW_UP, /* "ZAR2" */
	WORD_THROUGH,   /* between two numbers */
	WORD_BLANKED,
	WORD_RELEASED,
	WORD_AWAITING,
	WORD_CLAIMS,
	WORD_FILLER, /* says nothing by itself: "PLS" */
	WORD_TURNING /* may turn the sense: "NOT", "DISREGARD" */
};

struct service_word {
	enum service_word_kind kind;
	struct septel_view text; /* as it stands; without a full stop behind it */
	bool ends;               /* a full stop stands behind it */
	char signal[4];          /* "ZFX" */
	unsigned degree;         /* its digit; of FOLLOW_UP; 0: none */
	struct service_numbers numbers;
	enum septel_precedence precedence;
};

/* Words of one text; what is longer is for the operator. */
#define SERVICE_WORDS_LIMIT 512u

struct service_words {
	struct service_word at[SERVICE_WORDS_LIMIT];
	size_t count;
	bool cut; /* there are more */
};

void septel__service_words(struct service_words *words, struct septel_view text)
	__attribute__((nonnull));

#endif
