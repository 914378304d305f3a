/* worksheet_draft.h - one draft as it is written: type, keys, holes, quote. */
#ifndef SEPTEL_CASEBOOK_WORKSHEET_DRAFT_H
#define SEPTEL_CASEBOOK_WORKSHEET_DRAFT_H

#include "worksheet_clause.h"

struct draft_writer {
	struct sheet *sheet;
	const struct sheet_sentence *sentence;
	struct septel_out out;
	enum claim_type type;
	size_t place; /* the word that orders it among those of its sentence */
	bool due;
	struct septel_view subject;
};

/* False: the sentence, or the message, has as many drafts as it may have. */
bool septel__draft_has_room(const struct sheet *sheet, const struct sheet_sentence *sentence);
/* "WHEN TYPE SUBJECT"; an empty subject is a hole. */
void septel__draft_begin(struct draft_writer *writer, struct sheet *sheet,
			 const struct sheet_sentence *sentence, enum claim_type type,
			 struct septel_view when, struct septel_view subject);
/* A name for what the claim is about: "pr-08baghdad3796-8.3". */
struct septel_view septel__draft_name(struct sheet *sheet, const struct sheet_sentence *sentence,
				      const char *prefix);

void septel__draft_key(struct draft_writer *writer, const char *key, struct septel_view value);
/* A hole, with the words that stand there. */
void septel__draft_hole(struct draft_writer *writer, const char *key,
			const struct sheet_sentence *sentence, struct word_range words);
/* The originator, as the message names it: "? CNO WASHINGTON DC". */
void septel__draft_originator(struct draft_writer *writer, const char *key);
/* A party: its id, which then is used, or a hole. */
void septel__draft_party(struct draft_writer *writer, const char *key,
			 const struct sheet_mention *mention, struct word_range words);
/* Notes that a draft names the party, and where the text does. */
void septel__party_used(const struct sheet_sentence *sentence, const struct sheet_mention *mention,
			struct sheet_party *party);
/* The words as text, "[name]" for the names of private persons. */
void septel__draft_words(struct draft_writer *writer, const char *key, struct word_range words);
void septel__draft_due(struct draft_writer *writer, const struct sheet_time *due);
/* The anchor: words of the sentence around `cue`, and the draft is done. */
void septel__draft_end(struct draft_writer *writer, size_t cue, struct word_range quote);
/* The same with a quote of its own. */
void septel__draft_end_with(struct draft_writer *writer, struct septel_view quote);

/* The day of the report; "../DAY": by then; "?" where the message has none. */
struct septel_view septel__on_report(const struct sheet *sheet);
struct septel_view septel__by_report(const struct sheet *sheet);

/* What is told of the cue at hand, and what the cues before it in the sentence tell. */
struct sentence_state {
	struct sheet *sheet;
	const struct sheet_sentence *sentence;
	struct sheet_clause clause, before;
	bool has_before;
	bool reported;              /* somebody tells it: said, told, stated */
	struct word_range believer; /* of "believes"; none: nobody */
	const struct sheet_mention *believing;
	bool believed;
	bool promised;                    /* a promise stands before */
	bool preferred;                   /* "prefers that": how somebody would have it */
	size_t taken;                     /* words up to here belong to a draft */
	const struct sheet_time *covered; /* the last deadline that a draft has */
	struct word_range assurance;      /* from an assurance on, its clauses */
};

/* From the subject, where it stands straight before, to the end of the clause. */
struct word_range septel__from_subject(const struct sheet_clause *clause);
/* When something that the clause tells was. */
struct septel_view septel__told_day(struct sheet *sheet, const struct sheet_clause *clause);
void septel__draft_mood(struct draft_writer *writer, const struct sentence_state *state);

/* ---- worksheet_promises.c ---- */

/* `mood`: NULL: as the words around tell. */
void septel__draft_promise(struct sentence_state *state, const char *mood);
/* "agreed to"; "will", or "would" where it is told. */
void septel__draft_agreement(struct sentence_state *state);
void septel__draft_will(struct sentence_state *state, bool told);
/* `by`: whose answer it is, where the sentence tells. */
void septel__draft_answer(struct sentence_state *state, const char *answer, struct word_range by);
void septel__draft_request(struct sentence_state *state, const struct sheet_mention *by,
			   struct word_range asker, const struct sheet_mention *to,
			   struct word_range asked);
/* "requested"; `named`: "asked SOMEBODY to". */
void septel__draft_asked(struct sentence_state *state, bool named);
/* Behind "asked": whom, and where it begins to say what.  False: it is no request. */
bool septel__read_asked(const struct sheet_sentence *sentence, struct sheet_clause *clause,
			bool named, struct word_range *whom);

/* ---- worksheet_encounters.c ---- */

/* `telling`: "told", an encounter where a day is told. */
void septel__draft_meeting(struct sentence_state *state, bool telling);
/* "called on": somebody to do something, or a visit. */
void septel__draft_calling(struct sentence_state *state);

/* ---- worksheet_persons.c ---- */

/* Custody, movement, wishes, fear. */
void septel__draft_person(const struct sentence_state *cue, enum cue_kind kind);
/* "accepts the return of": a State takes the person.  False: it accepts something else. */
bool septel__draft_acceptance(const struct sentence_state *cue);

/* ---- worksheet_assurances.c ---- */

/* "assured"; "assurances", the noun.  True: what follows are its clauses. */
bool septel__draft_assurance(const struct sentence_state *cue);
bool septel__draft_assurances(const struct sentence_state *cue);
/* "three times a week", "weekly meetings". */
void septel__draft_series(struct sheet *sheet, const struct sheet_sentence *sentence,
			  bool promised);
/* What the author's comment expects. */
void septel__draft_prediction(struct sheet *sheet, const struct sheet_sentence *sentence);

#endif
