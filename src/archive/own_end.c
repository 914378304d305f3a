/* own_end.c - see own_end.h.
 *
 * A form is a row of steps over the words of a sentence; behind the last one stands the day.
 */
#include "own_end.h"

#include "../base/date.h"
#include "ending_words.h"
#include "link_context.h"
#include "link_lists.h"
#include "sentence_day.h"

/* Ends of one message: further ones are not looked at. */
#define OWN_ENDS_LIMIT 8u

#define STEPS_LIMIT 7

typedef const char *const *word_list;

static const char *const MESSAGE[] = {"NAVADMIN", "MESSAGE",      "MSG",      "ALNAV",
				      "MARADMIN", "ALCOAST",      "NAVOP",    "ALPERSCOM",
				      "ALSAFETY", "ANNOUNCEMENT", "NOTICE",   "TELEGRAM",
				      "CABLE",    "DIRECTIVE",    "BULLETIN", NULL};
static const char *const BE[] = {"IS",   "WILL",      "SHALL",         "BE",     "HEREBY",
				 "AND",  "EFFECTIVE", "IMMEDIATELY",   "STAND",  "STANDS",
				 "THEN", "ALSO",      "AUTOMATICALLY", "ITSELF", NULL};
static const char *const ENDED[] = {
	"CANCELLED", "CANCELED",     "CANCELS",        "RESCINDED",     "EXPIRES",     "EXPIRE",
	"EXPIRED",   "SELF-CANCELS", "SELF-CANCELLED", "SELF-CANCELED", "SELF-CANCEL", NULL};
static const char *const WHEN[] = {
	"FOR", "RECORD",    "PURPOSES",      "PURPOSE", "FRP",   "ON",   "AS", "OF",
	"AT",  "EFFECTIVE", "AUTOMATICALLY", "NOT",     "LATER", "THAN", NULL};
static const char *const STAY[] = {
	"IS",    "WILL",      "SHALL", "BE",          "REMAIN", "REMAINS", "CONTINUE", "CONTINUES",
	"STAY",  "STAYS",     "STAND", "STANDS",      "IN",     "FULL",    "EFFECT",   "FORCE",
	"VALID", "EFFECTIVE", "AND",   "IMMEDIATELY", "TO",     "HEREBY",  NULL};
static const char *const VALID[] = {"EFFECT", "FORCE", "VALID", "EFFECTIVE", NULL};
static const char *const UNTIL[] = {"UNTIL", "THROUGH", NULL};
/* Behind "until", before the day: ends of which one knows when they come. */
static const char *const OTHERWISE[] = {"SUPERSEDED", "SUPERCEDED", "CANCELLED", "CANCELED",
					"RESCINDED",  "REVOKED",    "REPEALED",  "REPLACED",
					"MODIFIED",   "AMENDED",    "OR",        "UNTIL",
					"EITHER",     "THROUGH",    "OTHERWISE", NULL};
static const char *const THIS[] = {"THIS", NULL};
static const char *const FOR[] = {"FOR", NULL};
static const char *const RECORD[] = {"RECORD", NULL};
static const char *const PURPOSES[] = {"PURPOSES", "PURPOSE", NULL};
static const char *const ON[] = {"ON", "AS", "OF", "EFFECTIVE", NULL};
static const char *const CANCELLATION[] = {"CANCELLATION", "CANCELATION", NULL};
static const char *const ENDING[] = {"CANCELLATION", "CANCELATION", "EXPIRATION", NULL};
static const char *const DATE[] = {"DATE", NULL};
static const char *const OF[] = {"OF", "FOR", NULL};
static const char *const IMMEDIATELY[] = {"EFFECTIVE", "IMMEDIATELY", NULL};

enum step_kind {
	STEP_END,
	STEP_ONE,     /* one of the words */
	STEP_ANY,     /* any number of them */
	STEP_BEHIND,  /* the word before is one of them */
	STEP_WORD,    /* whatever word */
	STEP_MESSAGE, /* "THIS NAVADMIN", "THIS ALNAV MESSAGE", "NAVADMIN 100/09" if that is its own
		       */
	STEP_FIRST    /* nothing stands before it in the sentence */
};

struct step {
	enum step_kind kind;
	word_list words;
};

enum form_day { DAY_FOLLOWS, DAY_IS_TODAY /* the sentence ends there, and so does the message */ };

static const struct form {
	enum form_day day;
	struct step steps[STEPS_LIMIT];
} FORMS[] = {
	/* THIS NAVADMIN WILL BE CANCELLED FOR RECORD PURPOSES ON */
	{DAY_FOLLOWS, {{STEP_MESSAGE, NULL}, {STEP_ANY, BE}, {STEP_ONE, ENDED}, {STEP_ANY, WHEN}}},
	/* THIS NAVADMIN IS EFFECTIVE IMMEDIATELY AND REMAINS IN EFFECT UNTIL SUPERSEDED OR */
	{DAY_FOLLOWS,
	 {{STEP_MESSAGE, NULL},
	  {STEP_ANY, STAY},
	  {STEP_BEHIND, VALID},
	  {STEP_ONE, UNTIL},
	  {STEP_ANY, OTHERWISE}}},
	/* THIS PROGRAM EXPIRES FOR RECORD PURPOSES: what has records is the message */
	{DAY_FOLLOWS,
	 {{STEP_ONE, THIS},
	  {STEP_WORD, NULL},
	  {STEP_ONE, ENDED},
	  {STEP_ONE, FOR},
	  {STEP_ONE, RECORD},
	  {STEP_ONE, PURPOSES},
	  {STEP_ANY, ON}}},
	/* EXPIRATION DATE FOR THIS MESSAGE IS */
	{DAY_FOLLOWS,
	 {{STEP_ONE, ENDING},
	  {STEP_ONE, DATE},
	  {STEP_ONE, OF},
	  {STEP_MESSAGE, NULL},
	  {STEP_ANY, BE}}},
	/* CANCELLATION DATE: */
	{DAY_FOLLOWS,
	 {{STEP_FIRST, NULL}, {STEP_ONE, CANCELLATION}, {STEP_ONE, DATE}, {STEP_ANY, BE}}},
	/* THIS NAVADMIN IS CANCELLED. */
	{DAY_IS_TODAY,
	 {{STEP_MESSAGE, NULL}, {STEP_ANY, BE}, {STEP_ONE, ENDED}, {STEP_ANY, IMMEDIATELY}}},
};

struct finding {
	struct list_reader *reader;
	struct own_end *ends;
	size_t count;
	size_t paragraph;
	size_t named_at, named_to; /* words that name the message itself; the same: they do not */
};

/* ---- steps ------------------------------------------------------------------------ */

/* Where the words end that name the message itself; `at` if they do not. */
static size_t end_of_message(struct finding *finding, size_t at)
{
	struct list_reader *reader = finding->reader;
	const struct sentence *sentence = &reader->sentence;
	if (septel__is_word(septel__sentence_word(sentence, at), "THIS")) {
		size_t end = at + 1;
		while (septel__word_is_one_of(septel__sentence_word(sentence, end), MESSAGE))
			end++;
		return end > at + 1 ? end : at;
	}
	if (reader->message->id.len && septel__list_read(reader, at) && reader->list.count == 1 &&
	    septel__equal(reader->list.at[0].id, reader->message->id))
		return reader->list.to;
	return at;
}

/* The same, read once for all forms. */
static size_t pass_message(struct finding *finding, size_t at)
{
	if (finding->named_at != at) {
		finding->named_at = at;
		finding->named_to = end_of_message(finding, at);
	}
	return finding->named_to;
}

/* A condition, or something else of which the message is a part, stands before word `at`. */
static bool is_held_back(const struct sentence *sentence, size_t at)
{
	static const char *const WORDS[] = {"IF",    "WHEN",   "ONCE", "UNLESS", "UNTIL",
					    "AFTER", "BEFORE", "THAT", NULL};
	return !septel__is_subject(sentence, at) ||
	       (at && septel__word_is_one_of(septel__sentence_word(sentence, at - 1), WORDS));
}

/* Passes over the words of a step; false where they do not stand there. */
static bool pass(struct finding *finding, const struct step *step, size_t *at)
{
	const struct sentence *sentence = &finding->reader->sentence;
	const struct septel_view word = septel__sentence_word(sentence, *at);
	const size_t before = *at;
	switch (step->kind) {
	case STEP_ONE:
		return septel__word_is_one_of(word, step->words) && ++*at;
	case STEP_ANY:
		while (septel__word_is_one_of(septel__sentence_word(sentence, *at), step->words))
			++*at;
		return true;
	case STEP_BEHIND:
		return *at && septel__word_is_one_of(septel__sentence_word(sentence, *at - 1),
						     step->words);
	case STEP_WORD:
		return word.len && ++*at;
	case STEP_MESSAGE:
		*at = pass_message(finding, *at);
		return *at > before;
	case STEP_FIRST:
		return *at == 0;
	case STEP_END:
		break;
	}
	return false;
}

/* ---- forms ------------------------------------------------------------------------ */

static void add_end(struct finding *finding, struct septel_time day)
{
	const struct septel_time own = finding->reader->message->dtg;
	if (finding->count == OWN_ENDS_LIMIT || !septel__has_time(day) ||
	    (septel__has_time(own) && septel__day_number(day) < septel__day_number(own)))
		return;
	finding->ends[finding->count++] = (struct own_end){day, finding->paragraph};
}

/* The day alone of a moment. */
static struct septel_time day_of(struct septel_time time)
{
	time.hour = time.minute = SEPTEL_NUMBER_NONE;
	return time;
}

static void read_form(struct finding *finding, const struct form *form, size_t at)
{
	const struct sentence *sentence = &finding->reader->sentence;
	size_t end = at;
	for (size_t i = 0; i < STEPS_LIMIT && form->steps[i].kind != STEP_END; i++)
		if (!pass(finding, &form->steps[i], &end))
			return;
	if (is_held_back(sentence, at))
		return;
	if (form->day == DAY_FOLLOWS)
		add_end(finding, septel__sentence_day(sentence, end));
	else if (end == sentence->count)
		add_end(finding, day_of(finding->reader->message->dtg));
}

static void read_sentence(struct finding *finding, struct septel_view text)
{
	struct sentence *sentence = &finding->reader->sentence;
	septel__sentence_split(sentence, text);
	finding->named_at = SIZE_MAX;
	for (size_t at = 0; at < sentence->count; at++)
		for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
			read_form(finding, &FORMS[i], at);
}

/* ---- a message ---------------------------------------------------------------------- */

static bool prepare(struct finding *finding, const struct septel_message *message,
		    struct septel_arena *arena)
{
	if (finding->reader)
		return true;
	finding->ends = septel_arena_alloc(arena, OWN_ENDS_LIMIT * sizeof *finding->ends);
	finding->reader = septel_arena_alloc(arena, sizeof *finding->reader);
	if (!finding->ends || !finding->reader)
		return false;
	finding->reader->message = message;
	finding->reader->arena = arena;
	finding->reader->lists = 0;
	return true;
}

/* "CANCELLATION DATE.  30 SEP 10.": a heading on the line of what it heads. */
static bool is_heading(struct septel_view sentence)
{
	return sentence.len < sizeof "CANCELLATION DATE. " &&
	       septel__starts_fold(sentence, "CANCEL") &&
	       septel__find_fold(sentence, "DATE", 0) != VIEW_NOT_FOUND;
}

struct own_ends septel__own_ends_find(const struct septel_message *message,
				      struct septel_arena *arena)
{
	struct finding finding = {.count = 0};
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		if (!septel__may_end_itself(message->paragraphs.at[i].text))
			continue;
		const struct septel_views sentences = septel_message_sentences(message, i, arena);
		if (!prepare(&finding, message, arena))
			break;
		finding.paragraph = i;
		for (size_t n = 0; n < sentences.count; n++) {
			struct septel_view text = sentences.at[n];
			if (!septel__may_end_itself(text))
				continue;
			if (is_heading(text) && n + 1 < sentences.count)
				text.len = (size_t)(sentences.at[n + 1].ptr - text.ptr) +
					   sentences.at[n + 1].len;
			read_sentence(&finding, text);
		}
	}
	return (struct own_ends){finding.ends, finding.count};
}
