/* windows.h - when the text of each message was written, and which events its paragraphs tell.
 *
 * A text was written no sooner than the last thing it tells as past, and no later than the first
 * thing it tells as still to come, else than its date-time group.  That is the writing window.
 * It is a fact of the message: whatever day is today, all claims on it that are known count.
 *
 * Who may see what the window rests on is not asked here; the claims are named.
 *
 * Ownership: in the casebook's arena.  One thread.
 */
#ifndef SEPTEL_CASEBOOK_WINDOWS_H
#define SEPTEL_CASEBOOK_WINDOWS_H

#include "log.h"
#include "readings.h"

struct writing_window {
	long first, last;                       /* DAY_NONE: nothing tells it */
	const struct claim *first_by, *last_by; /* last_by NULL: the date-time group */
};

/* A thing told as past. */
struct told_event {
	size_t message; /* the number of the first @msg line with its id */
	int paragraph, sentence;
	long day;
	const struct claim *claim;
};

struct writing_windows {
	const struct case_log *log;
	size_t *same;                   /* of each @msg line: the first one with its id */
	struct writing_window *windows; /* by that number */
	struct told_event *events;      /* by message, paragraph, sentence, day */
	size_t event_count;
	struct known_phrase *phrases; /* those read last: most casebooks have few of them */
};

/* False: memory is out. */
bool septel__windows_open(struct writing_windows *windows, const struct case_log *log)
	__attribute__((nonnull, warn_unused_result));

struct writing_window septel__window_of(const struct writing_windows *windows,
					const struct journal_message *message)
	__attribute__((nonnull));

/* The event from which what the claim promises counts: the one nearest before it in its
 * paragraph, else the nearest one behind; NULL. */
const struct told_event *septel__event_near(const struct writing_windows *windows,
					    const struct claim *claim) __attribute__((nonnull));

/* True for the types of claims that tell a past (casework: encounters held, custody, departures,
 * answers, promises kept, what was given or conveyed). */
bool septel__tells_past(enum claim_type type);

/* What a promise's due stands on. */
struct due_basis {
	struct day_readings readings;
	struct writing_window window;
	const struct claim *event; /* the claim that tells the event; NULL: stated, or none */
};

/* The readings of a claim's key `due`; false where it has none, or it is not stated. */
bool septel__due_of(const struct writing_windows *windows, const struct claim *claim,
		    enum week_begin week, struct due_basis *basis) __attribute__((nonnull));

#endif
