/* service_book.h - questions that wait for an answer, and what was answered: so that each is asked
 * again in time, and nothing is asked or answered without end.
 *
 * Pure; the time is passed in.  A question that is not answered is put a second and a third time
 * (ZAR2, ZAR3), after 2, 8 or 16 hours by precedence (wire-format 3.3), then it is the operator's.
 * An entry is one line of text, for a setting of the spool.
 */
#ifndef SEPTEL_RELAY_SERVICE_BOOK_H
#define SEPTEL_RELAY_SERVICE_BOOK_H

#include "service.h"

/* Questions of one station that wait at once; more are refused: the operator has to see to it. */
#define SERVICE_QUESTIONS_LIMIT 512u
/* Things answered that are remembered for the day. */
#define SERVICE_ANSWERS_LIMIT 2048u
/* How often the very same thing is done for the same station on one day: a request, its second and
 * third. */
#define SERVICE_ANSWERS_A_DAY 3u

struct service_question {
	enum service_kind kind;
	char outlet[64];                   /* the circuit it went to */
	char about[IDENTIFICATION_SIZE];   /* identification it is about; "" where by key */
	struct message_key key;            /* origin "" where by identification */
	enum septel_precedence precedence; /* of the message it is about */
	unsigned asked;                    /* times */
	moment first, next; /* next: when it is put again, or given to the operator */
};

struct service_answered {
	uint64_t what; /* hash of kind, outlet and what it is about */
	long day;
	unsigned times;
};

struct service_book {
	struct service_question questions[SERVICE_QUESTIONS_LIMIT];
	size_t question_count;
	struct service_answered answered[SERVICE_ANSWERS_LIMIT];
	size_t answered_count;
};

void septel__service_book_init(struct service_book *book) __attribute__((nonnull));

/* A question has been asked.  False: asked already and still open (then it is not to be sent), or
 * there is no room. */
bool septel__service_ask(struct service_book *book, const struct service_request *request,
			 struct septel_view outlet, enum septel_precedence precedence, moment now)
	__attribute__((nonnull, warn_unused_result));
/* An answer to a question of `kind` about that identification or key came by `outlet`: closes
 * it.  False: none such was open. */
bool septel__service_settle(struct service_book *book, enum service_kind kind,
			    struct septel_view outlet, const char *about,
			    const struct message_key *key) __attribute__((nonnull(1)));

/* When septel__service_due has something to say; INT64_MAX: never. */
moment septel__service_next(const struct service_book *book) __attribute__((nonnull));
enum service_due { DUE_NOTHING, DUE_ASK_AGAIN, DUE_OPERATOR };
/* One question whose time has come: fills `request` (with follow_up 2 or 3) and `outlet`.  ASK
 * AGAIN counts as asked; OPERATOR takes it off the book. */
enum service_due septel__service_due(struct service_book *book, moment now,
				     struct service_request *request, char outlet[64])
	__attribute__((nonnull, warn_unused_result));

/* How often the very thing was done for `outlet` on the day of `now`; and: it was done once more
 * (false where it was done SERVICE_ANSWERS_A_DAY times, or there is no room: do not do it). */
unsigned septel__service_times(const struct service_book *book,
			       const struct service_request *request, unsigned number,
			       struct septel_view outlet, moment now) __attribute__((nonnull));
bool septel__service_done(struct service_book *book, const struct service_request *request,
			  unsigned number, struct septel_view outlet, moment now)
	__attribute__((nonnull, warn_unused_result));

/* All questions, a line each, for a setting; and back, all or nothing. */
void septel__service_book_write(const struct service_book *book, struct septel_out *out)
	__attribute__((nonnull));
bool septel__service_book_read(struct service_book *book, struct septel_view text)
	__attribute__((nonnull, warn_unused_result));

#endif
