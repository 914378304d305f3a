/* worksheet_reading.h - what the parts of the worksheet share: a sentence as words, times
 * and mentions. */
#ifndef SEPTEL_CASEBOOK_WORKSHEET_READING_H
#define SEPTEL_CASEBOOK_WORKSHEET_READING_H

#include "../base/date.h"
#include "../base/out.h"
#include "worksheet.h"

/* A word without the punctuation around it, and without a possessive 's. */
struct sheet_word {
	struct septel_view text;
	bool capital; /* its first letter is one */
	bool acronym; /* an acronym by its look: MEK, MoD, TF-134 */
	bool private; /* of the name of a person who holds no office */
	bool odd;     /* bytes that no journal may hold */
	char before;  /* '(' or a quotation mark; 0: none */
	char after;   /* the first punctuation behind it; 0: none */
	bool closes;  /* a ) is among that */
};

/* "NLT 8 APRIL 2011", "on November 26", "next week": words `first` to `last`. */
struct sheet_time {
	size_t first, last;
	size_t lead;   /* where "no later than" begins; `first` where there is none */
	bool deadline; /* something is due then */
	bool past;     /* told as past: yesterday */
	char days[24]; /* as journals write it; empty: only the words tell */
};

enum mention_kind {
	MENTION_KNOWN,   /* a party of the registry or of a journal */
	MENTION_NAMED,   /* a name that the text spells: an acronym, an official */
	MENTION_PRIVATE, /* a person who holds no office */
};

struct sheet_mention {
	size_t first, last; /* words */
	enum mention_kind kind;
	struct septel_view id; /* empty: PRIVATE */
};

/* One at a time: it lives in the scratch arena until the next one is read. */
struct sheet_sentence {
	size_t index; /* among those of the worksheet */
	const struct worksheet_sentence *stated;
	struct septel_view text;
	bool shouted; /* all capitals: they tell nothing */
	bool comment; /* in the author's comment */
	struct sheet_word *words;
	size_t count;
	struct sheet_time *times;
	size_t time_count;
	struct sheet_mention *mentions;
	size_t mention_count;
};

/* A party that the message names: by an acronym with its long form, or by title and name. */
struct sheet_party {
	struct septel_view id, name; /* "wijdan-salim", "Wijdan Salim" */
	struct septel_view is;       /* what the text says it is; empty: nothing */
	/* Where it is said first, outside of the summary and in it; SIZE_MAX: nowhere. */
	size_t sentence, summary;
	struct septel_view quote, summary_quote;
	bool known;     /* to the casebook */
	bool explained; /* by the text */
	bool person, body;
	bool private;                         /* a person who holds no office */
	bool used;                            /* by a draft */
	struct sheet_party *next, *next_same; /* all of them; those of one hash */
};

/* Buckets of both tables, and how many may stand in one: a text made to fill one gains
 * nothing. */
#define SHEET_NAME_ROOM    1024u
#define SHEET_BUCKET_LIMIT 64u
/* Bytes of a name of several words, with its NUL. */
#define PHRASE_SIZE 128

/* Requests that a later sentence may answer. */
#define REQUESTS_KEPT 32u

struct sheet_request {
	struct septel_view name, asked; /* who is asked: a party, or the last word */
};

struct sheet_draft {
	struct worksheet_draft made;
	size_t sentence, place; /* where it stands; `place`: a word of the sentence */
	size_t order;           /* in which it was made */
	struct septel_view subject;
};

struct sheet {
	struct worksheet *made;
	struct septel_arena *arena, *scratch;
	const struct casebook *known;
	struct septel_time report; /* the day; year 0: none */
	bool navy;
	struct worksheet_sentence *sentences;
	size_t count;
	bool *comments; /* which of them are the author's comment */
	bool *summary;  /* which of them are in the summary */
	struct sheet_party *parties, *last_party;
	struct sheet_party *party_table[SHEET_NAME_ROOM];
	struct sheet_name *names[SHEET_NAME_ROOM];
	struct sheet_note *notes[SHEET_NAME_ROOM];
	struct sheet_draft *drafts;
	size_t draft_count, draft_room;
	struct sheet_request requests[REQUESTS_KEPT];
	size_t request_count; /* all of them; the latest are kept */
};

/* ---- words ---- */

/* Splits `sentence->text`.  False: memory is out. */
bool septel__sheet_words(struct sheet_sentence *sentence, struct septel_arena *arena);
/* Some punctuation other than a hyphen or a possessive stands behind the word. */
static inline bool septel__stops_behind(const struct sheet_sentence *sentence, size_t at)
{
	return sentence->words[at].after != 0;
}
/* Word `at` is `word`, case aside; false behind the last. */
static inline bool septel__word_is(const struct sheet_sentence *sentence, size_t at,
				   const char *word)
{
	return at < sentence->count && septel__is_word(sentence->words[at].text, word);
}
/* Words from `at` on are those of `phrase` (one space between them), with no stop between;
 * how many they are, 0 where they are not. */
size_t septel__phrase_at(const struct sheet_sentence *sentence, size_t at, const char *phrase);
/* One of the words of the NULL-ended list, case aside. */
bool septel__one_of(struct septel_view word, const char *const *list);
/* One of the words `first` to `last` is in the list. */
bool septel__says(const struct sheet_sentence *sentence, size_t first, size_t last,
		  const char *const *list);
/* The text from word `first` to word `last`, on one line, with the parentheses that close
 * straight behind it where it opens some. */
struct septel_view septel__words_text(const struct sheet_sentence *sentence, size_t first,
				      size_t last);
/* No byte of it is one that no journal may hold. */
bool septel__is_plain(struct septel_view word);
/* Small words that no name begins with: articles, prepositions, pronouns, auxiliaries. */
bool septel__is_small(struct septel_view word);

/* ---- times ---- */

/* Finds the times of a sentence.  False: memory is out. */
bool septel__sheet_times(struct sheet *sheet, struct sheet_sentence *sentence);
/* The place among the times of the first that begins at that word or behind it. */
size_t septel__first_time(const struct sheet_sentence *sentence, size_t word);

/* ---- parties ---- */

/* Learns the names of the parties of `sheet->known`. */
bool septel__sheet_known(struct sheet *sheet);
/* Learns the parties of one sentence.  To be called for all sentences before
 * septel__sheet_mentions is for any. */
bool septel__sheet_parties(struct sheet *sheet, struct sheet_sentence *sentence);
bool septel__sheet_mentions(struct sheet *sheet, struct sheet_sentence *sentence);
/* The mention that ends, or begins, at that word; NULL. */
const struct sheet_mention *septel__mention_ending(const struct sheet_sentence *sentence,
						   size_t last);
const struct sheet_mention *septel__mention_at(const struct sheet_sentence *sentence, size_t first);
struct sheet_party *septel__sheet_party(struct sheet *sheet, struct septel_view id);

/* The bucket of a word, case aside. */
size_t septel__sheet_bucket(struct septel_view word);
/* The party of the text or the casebook with that name; NULL. */
struct sheet_party *septel__named(const struct sheet *sheet, struct septel_view phrase);
/* A name that two parties have is that of neither. */
void septel__add_name(struct sheet *sheet, struct septel_view phrase, struct sheet_party *party);
/* "Wijdan Salim" -> "wijdan-salim"; empty where nothing is left of it. */
struct septel_view septel__slug(struct septel_view name, struct septel_arena *arena);
/* A word with a capital that can be of a title or a name: no month, no day of the week. */
bool septel__is_capital(const struct sheet_word *word);
/* "detainee", "sailor": a person whose name stays in the message. */
bool septel__is_private_head(struct septel_view word);
/* A word of a title, or of the name of a body. */
bool septel__is_of_title(struct septel_view word);

/* ---- private persons: worksheet_private.c ---- */

/* Knows the names of countries. */
bool septel__sheet_countries(struct sheet *sheet);
/* Notes how the words with capitals of one sentence are used. */
bool septel__sheet_notes(struct sheet *sheet, const struct sheet_sentence *sentence);
/* Behind the notes of all sentences: marks the words of names of people whom the text gives no
 * office. */
void septel__sheet_private(const struct sheet *sheet, struct sheet_sentence *sentence);

/* ---- entries ---- */

/* Drafts of one sentence, from its cues. */
void septel__sheet_entries(struct sheet *sheet, struct sheet_sentence *sentence);

#endif
