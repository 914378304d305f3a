/* continuity.h - the channel numbers of one circuit, in both directions (wire-format 10.4).
 *
 * Pure: the time is passed in, nothing is allocated.  Numbers run from 1 to 999 or 9999 and begin
 * again after that; on a daily circuit they also begin again at midnight Z.
 *
 * Going out: which number comes next, and which of those given out carry nothing any more
 * (blanked, cancelled).  What went out under a number is the store's matter.
 *
 * Coming in: every transmission is compared with what was expected.  All that were missed are
 * open until they come: each number between the first and `expected` is either received or open.
 * A number is never reported open twice.
 */
#ifndef SEPTEL_RELAY_CONTINUITY_H
#define SEPTEL_RELAY_CONTINUITY_H

#include "change.h"
#include "config.h"
#include "number_set.h"

/* "HPA063" in its parts. */
struct channel_number {
	char letters[4];
	unsigned number, digits;
};

struct channel {
	/* of the configuration: no letters, no numbers in that direction */
	char letters_out[4], letters_in[4];
	unsigned digits;
	enum number_cycle cycle;
	/* Set by the owner after septel__channel_init: the circuit has receipts.  What comes is
	 * what was sent, no number is garbled; what was lost comes again, in any order. */
	bool receipts;

	/* out */
	unsigned next;            /* to be given out; 1 at first */
	unsigned given;           /* how many were, of this day or cycle; at most all */
	unsigned last_before;     /* the last one of the day before; 0: none */
	long out_day;             /* days since 1970 in which `next` counts; 0: none given yet */
	struct number_set voided; /* given out, and blanked or cancelled since */

	/* in */
	unsigned expected; /* 1 at first */
	unsigned first;    /* where the account begins; 0: nothing received yet */
	bool wrapped;      /* all numbers have passed once */
	long in_day;       /* the day to which `expected` belongs; 0: nothing received yet */
	unsigned repeated; /* after a repetition: the next number, had they begun again; 0: none */
	unsigned repeats;  /* how many repetitions, one after the other, led there */
	unsigned jump;     /* where the long gap began that came last; 0: none */
	struct number_set open; /* missed, and not come since */
	/* of the day before, for what comes late around midnight, or of before a restart */
	unsigned old_expected; /* 0: none */
	bool old_by_restart;
	struct number_set old_open;

	/* not in the text: since when the circuit is silent, and when a number was given out last
	 */
	moment heard, checked, sent;
};

/* A circuit nothing has passed yet. */
void septel__channel_init(struct channel *channel, const struct outlet_settings *settings,
			  moment now) __attribute__((nonnull));

/* Reads "HPA063", "XRO8111", also with "ZCZC" or "VZCZC" in front; three letters, three or four
 * digits, not 0.  False: none. */
bool septel__channel_number_read(struct channel_number *number, struct septel_view text)
	__attribute__((nonnull, warn_unused_result));
/* Writes "HPA063". */
void septel__channel_number_text(const struct channel_number *number,
				 char text[IDENTIFICATION_SIZE]) __attribute__((nonnull));

/* ---- out ------------------------------------------------------------------------------ */

/* Gives the next number out: writes the identification.  False: the circuit has no numbers. */
bool septel__channel_next(struct channel *channel, moment now, char text[IDENTIFICATION_SIZE])
	__attribute__((nonnull, warn_unused_result));
/* The last one given out ("" where none was). */
void septel__channel_last_sent(const struct channel *channel, char text[IDENTIFICATION_SIZE])
	__attribute__((nonnull));
/* That number carries nothing any more.  False: not ours, or not given out. */
bool septel__channel_void(struct channel *channel, unsigned number)
	__attribute__((nonnull, warn_unused_result));

enum number_use {
	NUMBER_FOREIGN,   /* other letters than this circuit's */
	NUMBER_NOT_GIVEN, /* not given out (today, or in the last half of the cycle) */
	NUMBER_BEFORE,    /* given out the day before, not today */
	NUMBER_VOID,      /* given out; blanked or cancelled */
	NUMBER_GIVEN
};
enum number_use septel__channel_use(const struct channel *channel,
				    const struct channel_number *number) __attribute__((nonnull));

/* The other end says that it received this number last.  False: later ones, long since given out,
 * did not come there. */
bool septel__channel_is_last(const struct channel *channel, const struct channel_number *number,
			     moment now) __attribute__((nonnull));

/* ---- in ------------------------------------------------------------------------------- */

/* What is noted of one transmission; several may hold at once.  Each is released all the same:
 * numbers are for the account. */
enum channel_note {
	NOTE_UNNUMBERED = 1u << 0, /* the circuit has no numbers: nothing to say */
	NOTE_IN_ORDER = 1u << 1,   /* the number expected */
	NOTE_OPEN = 1u << 2,       /* numbers from missing_from to missing_to did not come: ZFX */
	NOTE_LATE = 1u << 3,       /* was open, is no more */
	NOTE_DUPLICATE = 1u << 4,  /* that number came before: ZFQ (unless the very same message) */
	NOTE_NO_NUMBER = 1u << 5,  /* ZFT; `number` is the number before it */
	NOTE_TWO_NUMBERS = 1u << 6, /* `number` is kept, `second` blanked: ZFU */
	NOTE_STRAY = 1u << 7,       /* an identification inside the body, `second`: ZFV */
	NOTE_DAY_CHANGE = 1u << 8,  /* they began again: ZID of `last`; it may be due by itself */
	NOTE_RESTART = 1u << 9,     /* they began again within the day: for the operator */
	NOTE_WRONG_LETTERS = 1u << 10, /* of another circuit: for the operator */
	NOTE_FIRST = 1u << 11,         /* the first number of all on this circuit */
	NOTE_RETRACTED = 1u << 12 /* missing_from to missing_to were no gap: a garbled number */
};

struct channel_report {
	unsigned notes;
	unsigned number, second;           /* 0: none */
	unsigned missing_from, missing_to; /* with OPEN; to < from where they pass the end */
	unsigned missing;                  /* how many those are */
	unsigned last; /* with DAY_CHANGE and RESTART: the last before; 0 none */
};

/* A transmission has come: its identifications (the newest first, as in an envelope) and one that
 * stands inside its body (may be empty). */
void septel__channel_arrived(struct channel *channel, const struct septel_view *identifications,
			     size_t count, struct septel_view stray, moment now,
			     struct channel_report *report) __attribute__((nonnull(1, 6)));
/* The identification of number `number` of the direction in; "" for 0. */
void septel__channel_in_text(const struct channel *channel, unsigned number,
			     char text[IDENTIFICATION_SIZE]) __attribute__((nonnull));
/* The last one received: the one before `expected`; "" where none was. */
void septel__channel_last_received(const struct channel *channel, char text[IDENTIFICATION_SIZE])
	__attribute__((nonnull));
/* The next open number after `after` (0 to begin), 0 at the end; with `before`, those of the day
 * before. */
unsigned septel__channel_open_after(const struct channel *channel, unsigned after, bool before)
	__attribute__((nonnull));
/* The other end says what became of an open number ("not used", blanked): it is closed.  False:
 * it was not open. */
bool septel__channel_close(struct channel *channel, unsigned number)
	__attribute__((nonnull, warn_unused_result));

/* ---- time ----------------------------------------------------------------------------- */

/* When a channel check is due: `idle_minutes` after the last transmission heard or the last check;
 * INT64_MAX where that is 0. */
moment septel__channel_check_due(const struct channel *channel, unsigned idle_minutes)
	__attribute__((nonnull));
/* One was sent. */
void septel__channel_checked(struct channel *channel, moment now) __attribute__((nonnull));

/* ---- text ----------------------------------------------------------------------------- */

/* One line, for CHANGE_CHANNEL: "3 daily out HPA next 64 given 63 day 2026-11-24 void 12,15-17 in
 * FPA expected 117 first 1 day 2026-11-24 open 98,101-103" (more words where there is more). */
void septel__channel_write(const struct channel *channel, struct septel_out *out)
	__attribute__((nonnull));
/* Reads exactly that back into a channel that was initialised.  False: no such text, or it speaks
 * of other letters or digits than the configuration: the channel is as it was. */
bool septel__channel_read(struct channel *channel, struct septel_view text)
	__attribute__((nonnull, warn_unused_result));

#endif
