/* worksheet_clause.h - cues, and what stands around one: who, what, on what condition, when. */
#ifndef SEPTEL_CASEBOOK_WORKSHEET_CLAUSE_H
#define SEPTEL_CASEBOOK_WORKSHEET_CLAUSE_H

#include "worksheet_reading.h"

enum cue_kind {
	CUE_NONE,
	CUE_AGREEMENT,     /* agreed to: a promise, and an answer where something was asked */
	CUE_ASSURANCE,     /* assured, guaranteed, gave assurances */
	CUE_ASSURANCES,    /* the noun */
	CUE_BACK,          /* a person is back somewhere */
	CUE_CALLING,       /* called on: a visit, or a request */
	CUE_CONSENT,       /* agrees that somebody may know */
	CUE_FEAR,          /* afraid; no fear */
	CUE_HANDED,        /* handed ... over */
	CUE_LEAVING,       /* left: of a person */
	CUE_MIND,          /* changed his mind: a wish is taken back */
	CUE_HOLDING,       /* detained, took custody */
	CUE_LIVING,        /* living in: of a person who is kept, not of people at large */
	CUE_LEFT,          /* a person left */
	CUE_MEETING,       /* met, visited */
	CUE_MOVED,         /* deported, repatriated */
	CUE_PLAN,          /* plans to */
	CUE_PROMISE,       /* pledged */
	CUE_REFUSAL,       /* refused, rejected */
	CUE_RELEASE,       /* a person is held no more */
	CUE_REQUEST,       /* requested; behind it what is asked */
	CUE_REQUEST_NAMED, /* asked SOMEBODY to */
	CUE_RESPONSE,      /* responded favorably, accepted */
	CUE_STAY,          /* how a person is kept: house and care, living in */
	CUE_TELLING,       /* told: an encounter where a day is told */
	CUE_TRANSFER,      /* handed over */
	CUE_WILL,
	CUE_WISH,
	CUE_WOULD, /* will, as somebody told it */
};

/* The cue that begins at word `at`; how many words it has. */
enum cue_kind septel__cue_at(const struct sheet_sentence *sentence, size_t at, size_t *words);

/* The rows of worksheet_cues.def, for tests. */
struct cue_row {
	enum cue_kind kind;
	const char *forms, *behind;
};
const struct cue_row *septel__cue_rows(size_t *count);

/* Words `first` to `last`; none where first > last. */
struct word_range {
	size_t first, last;
};

static inline bool septel__has_words(struct word_range range)
{
	return range.first <= range.last;
}
#define NO_WORDS ((struct word_range){1, 0})

struct sheet_clause {
	size_t cue, cue_last;
	struct word_range subject;       /* who; none: the sentence has none before the cue */
	const struct sheet_mention *who; /* the party that the subject is; NULL */
	bool inherited;                  /* of the cue before: "met her and pledged" */
	struct word_range what;          /* behind the cue, without what follows */
	size_t end;                      /* the last word that belongs to it */
	struct word_range condition, until;
	const struct sheet_time *due;  /* when it is due */
	const struct sheet_time *when; /* a day that is told as past */
};

/* Reads around the cue; `before`: the clause of the cue before it in the sentence; NULL. */
void septel__read_clause(const struct sheet_sentence *sentence, size_t cue, size_t words,
			 const struct sheet_clause *before, struct sheet_clause *clause);

/* A word that ends in "ly", "also", "has": between a subject and its verb. */
bool septel__is_between(struct septel_view word);
/* Someone who can promise: a party, a pronoun, a noun of people ("the leaders"). */
bool septel__is_agent(const struct sheet_sentence *sentence, const struct sheet_clause *clause);

#endif
