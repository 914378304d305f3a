/* worksheet_assurances.c - see worksheet_draft.h: assurances, series of meetings, and what an
 * author expects. */
#include "worksheet_draft.h"

#include <stdio.h>

/* Words on either side of "assurances" that tell what was done with them. */
#define REACH         9
#define CLAUSES_LIMIT 6

static const struct {
	const char *word;
	const char *kind; /* of LIST_CLAUSE_KIND */
} KINDS[] = {
	{"persecution", "non-return"},
	{"return", "non-return"},
	{"forcibly", "non-return"},
	{"refoulement", "non-return"},
	{"deport", "non-return"},
	{"extradite", "non-return"},
	{"detention", "non-detention"},
	{"imprisoned", "non-detention"},
	{"detain", "non-detention"},
	{"supply", "supply"},
	{"food", "supply"},
	{"necessities", "supply"},
	{"treatment", "treatment"},
	{"humanely", "treatment"},
	{"torture", "treatment"},
	{"humanitarian", "treatment"},
	{"access", "access"},
	{"notify", "notification"},
	{"records", "records"},
};

static void end(const struct sentence_state *cue, struct draft_writer *writer,
		struct word_range quote)
{
	if (cue->sentence->comment)
		septel__draft_key(writer, "mood", VIEW_LITERAL("comment"));
	septel__draft_end(writer, cue->clause.cue, quote);
}

static struct septel_view day_of(const struct sentence_state *cue)
{
	const struct sheet_time *when = cue->clause.when;
	return when && when->days[0] ? septel_view_of(when->days) : septel__by_report(cue->sheet);
}

/* ---- clauses ---- */

/* "a country where he would face": no clause of the assurance. */
static bool is_subordinate(const struct sheet_sentence *sentence, size_t at)
{
	static const char *const RELATIVES[] = {"where", "who", "which", "when", "whose", NULL};
	return at > 0 && septel__says(sentence, at > 3 ? at - 3 : 0, at - 1, RELATIVES);
}

/* The word behind "would" at `at`, or one before it that denies it: "neither man would be". */
static size_t with_denial(const struct sheet_sentence *sentence, size_t from, size_t at)
{
	static const char *const DENIALS[] = {"no",     "none",  "neither", "nor",
					      "nobody", "never", NULL};
	for (size_t i = from; i < at; i++)
		if (septel__one_of(sentence->words[i].text, DENIALS))
			return i;
	return at + 1;
}

/* From "will" or "would" to the end of its clause: the next one of them, a stop. */
static struct word_range clause_at(const struct sheet_sentence *sentence, size_t from)
{
	static const char *const WILL[] = {"will", "would", "shall", NULL};
	static const char *const ENDS[] = {"despite", "although", "but", "because", "if", NULL};
	const size_t begin = from;
	while (from < sentence->count && (!septel__one_of(sentence->words[from].text, WILL) ||
					  is_subordinate(sentence, from)))
		from++;
	if (from + 1 >= sentence->count)
		return NO_WORDS;
	struct word_range range = {with_denial(sentence, begin, from), from + 1};
	while (range.last + 1 < sentence->count && range.last < from + 30) {
		const struct septel_view next = sentence->words[range.last + 1].text;
		const bool behind = septel__is_word(next, "and") &&
				    septel__says(sentence, range.last + 2, range.last + 6, WILL);
		if (behind || septel__one_of(next, ENDS))
			break;
		range.last++;
	}
	return range;
}

static const char *kind_of(const struct sheet_sentence *sentence, struct word_range words)
{
	for (size_t i = words.first; i <= words.last; i++)
		for (size_t j = 0; j < sizeof KINDS / sizeof *KINDS; j++)
			if (septel__word_is(sentence, i, KINDS[j].word))
				return KINDS[j].kind;
	return NULL;
}

/* The clauses behind word `from`; the last word of them. */
static size_t write_clauses(struct draft_writer *writer, size_t from)
{
	size_t count = 0, last = from;
	for (; count < CLAUSES_LIMIT; count++) {
		const struct word_range words = clause_at(writer->sentence, last + 1);
		if (!septel__has_words(words))
			break;
		char key[] = "clause a";
		key[sizeof key - 2] = (char)('a' + count);
		const char *kind = kind_of(writer->sentence, words);
		struct septel_out head;
		septel__out_init(&head, writer->sheet->arena, 0);
		septel__out_format(&head, "%s%s%s", key, kind ? " " : "", kind ? kind : "");
		if (kind)
			septel__out_byte(&head, ':');
		const char *whole = septel__out_terminated(&head);
		if (whole)
			septel__draft_words(writer, whole, words);
		last = words.last;
	}
	if (count == 0)
		septel__draft_key(writer, "clause", VIEW_LITERAL("?"));
	return last;
}

/* "on March 9 that" */
static bool says_that_soon(const struct sheet_sentence *sentence, size_t at)
{
	static const char *const THAT[] = {"that", NULL};
	return septel__says(sentence, at, at + 5, THAT);
}

/* To whom: between the cue and "that", without the day. */
static struct word_range whom(const struct sheet_sentence *sentence, size_t from)
{
	static const char *const ON_DAY[] = {"on", "in", "during", "at", NULL};
	size_t at = from;
	if (septel__stops_behind(sentence, from - 1))
		return NO_WORDS;
	if (septel__word_is(sentence, at, "to"))
		at++;
	for (size_t i = at; i < sentence->count && i < at + REACH; i++) {
		if (septel__word_is(sentence, i, "that"))
			return i > at ? (struct word_range){at, i - 1} : NO_WORDS;
		if (i > at && septel__one_of(sentence->words[i].text, ON_DAY) &&
		    says_that_soon(sentence, i))
			return (struct word_range){at, i - 1};
		if (septel__stops_behind(sentence, i) || septel__word_is(sentence, i, "but") ||
		    septel__word_is(sentence, i, "and"))
			break;
	}
	return NO_WORDS;
}

static void write_form(struct draft_writer *writer)
{
	static const char *const WRITTEN[] = {"written", "writing", "letter", NULL};
	static const char *const ORAL[] = {"oral", "orally", "verbal", "verbally", NULL};
	const struct sheet_sentence *sentence = writer->sentence;
	const size_t last = sentence->count > 60 ? 60 : sentence->count;
	const bool written = septel__says(sentence, 0, last, WRITTEN),
		   oral = septel__says(sentence, 0, last, ORAL);
	septel__draft_key(writer, "form",
			  written && !oral   ? VIEW_LITERAL("written")
			  : oral && !written ? VIEW_LITERAL("oral")
					     : VIEW_LITERAL("?"));
}

static void given(const struct sentence_state *cue)
{
	const struct sheet_clause *clause = &cue->clause;
	const struct sheet_sentence *sentence = cue->sentence;
	struct draft_writer writer;
	const struct word_range to = whom(sentence, clause->cue_last + 1);
	septel__draft_begin(&writer, cue->sheet, sentence, CLAIM_ASSURANCE_GIVEN, day_of(cue),
			    septel__draft_name(cue->sheet, sentence, "as"));
	septel__draft_party(&writer, "by", clause->who, clause->subject);
	septel__draft_party(
		&writer, "to",
		septel__has_words(to) ? septel__mention_ending(sentence, to.last) : NULL, to);
	const size_t last = write_clauses(&writer, clause->cue_last);
	write_form(&writer);
	end(cue, &writer,
	    (struct word_range){clause->cue, last > clause->end ? last : clause->end});
}

/* "assured us that"; not "guaranteed deposits", "the loan guarantees". */
static bool says_what(const struct sentence_state *cue)
{
	const size_t behind = cue->clause.cue_last + 1;
	return septel__word_is(cue->sentence, behind, "that") ||
	       septel__has_words(whom(cue->sentence, behind));
}

bool septel__draft_assurance(const struct sentence_state *cue)
{
	if (!says_what(cue))
		return false;
	given(cue);
	return true;
}

/* A claim about an assurance that the text does not name. */
static void about(const struct sentence_state *cue, enum claim_type type, size_t from, size_t to)
{
	struct draft_writer writer;
	const struct sheet_clause *clause = &cue->clause;
	septel__draft_begin(&writer, cue->sheet, cue->sentence, type, day_of(cue),
			    (struct septel_view){"", 0});
	if (type == CLAIM_ASSURANCE_LIMITED) {
		septel__draft_words(&writer, "limit", clause->what);
	} else {
		septel__draft_hole(&writer, "by", cue->sentence, NO_WORDS);
		if (type == CLAIM_ASSURANCE_CONVEYED)
			septel__draft_hole(&writer, "to", cue->sentence, NO_WORDS);
	}
	end(cue, &writer, (struct word_range){from, to});
}

bool septel__draft_assurances(const struct sentence_state *cue)
{
	static const char *const ASKED[] = {"asked",    "asks",    "requested", "seek",
					    "sought",   "wants",   "lack",      "want",
					    "demanded", "without", NULL};
	static const char *const CONVEYED[] = {"conveyed", "conveyance", "convey",   "read",
					       "reading",  "delivered",  "delivery", "delivers",
					       "conveys",  "presented",  "repeated", "reiterated",
					       NULL};
	static const char *const THANKS[] = {"appreciation", "thanked",      "welcomed",
					     "grateful",     "acknowledged", NULL};
	static const char *const GIVEN[] = {"gave",     "given",   "provided", "received",
					    "obtained", "offered", NULL};
	static const char *const LIMITS[] = {"apply",   "applied",  "applies",
					     "limited", "excluded", NULL};
	static const char *const NOT[] = {"reluctant", "not", "refused", NULL};
	const struct sheet_sentence *sentence = cue->sentence;
	const struct sheet_clause *clause = &cue->clause;
	const size_t at = clause->cue, from = at > REACH ? at - REACH : 0;
	const bool that = septel__has_words(whom(sentence, at + 1)) ||
			  septel__word_is(sentence, at + 1, "that");
	if (sentence->comment || septel__says(sentence, from, at, ASKED))
		return false;
	if (septel__says(sentence, from, at, THANKS))
		about(cue, CLAIM_ASSURANCE_ACKNOWLEDGED, from, at);
	else if (septel__says(sentence, at, at + REACH, LIMITS))
		about(cue, CLAIM_ASSURANCE_LIMITED, at, clause->end);
	else if (septel__says(sentence, from, at, CONVEYED) &&
		 !septel__says(sentence, from, at, NOT))
		about(cue, CLAIM_ASSURANCE_CONVEYED, from, at);
	if (that || septel__says(sentence, from, at, GIVEN))
		given(cue);
	return that;
}

/* ---- series ---- */

static const struct {
	const char *word;
	const char *every; /* NULL: the text does not say how often */
} OFTEN[] = {
	{"daily", "1/day"},    {"weekly", "1/week"}, {"biweekly", "1/14d"}, {"monthly", "1/month"},
	{"quarterly", "1/3m"}, {"regular", NULL},    {"continuous", NULL},  {"periodic", NULL},
	{"frequent", NULL},    {"continuing", NULL},
};

static void make_series(struct sheet *sheet, const struct sheet_sentence *sentence, bool promised,
			const char *every, size_t at, size_t last)
{
	struct draft_writer writer;
	septel__draft_begin(&writer, sheet, sentence,
			    promised ? CLAIM_SERIES_PLEDGED : CLAIM_SERIES_PROPOSED,
			    septel__by_report(sheet), septel__draft_name(sheet, sentence, "sr"));
	septel__draft_hole(&writer, "by", sentence, NO_WORDS);
	septel__draft_hole(&writer, "between", sentence, NO_WORDS);
	septel__draft_key(&writer, "every", every ? septel_view_of(every) : VIEW_LITERAL("?"));
	septel__draft_end(&writer, at, (struct word_range){at > 6 ? at - 6 : 0, last});
}

static int times_word(struct septel_view word)
{
	static const char *const TIMES[] = {"one", "two", "three", "four", "five", "six", "seven"};
	if (septel__is_word(word, "once"))
		return 1;
	if (septel__is_word(word, "twice"))
		return 2;
	for (size_t i = 0; i < sizeof TIMES / sizeof *TIMES; i++)
		if (septel__is_word(word, TIMES[i]))
			return (int)i + 1;
	return septel__number(word);
}

/* "three times a week", "twice a month". */
static bool times_a(const struct sheet_sentence *sentence, size_t at, char every[24], size_t *last)
{
	static const char *const UNITS[] = {"day", "week", "month", "year", NULL};
	const int times = times_word(sentence->words[at].text);
	size_t next = at + 1 + septel__word_is(sentence, at + 1, "times");
	if (times < 1 || times > 31 ||
	    !(septel__word_is(sentence, next, "a") || septel__word_is(sentence, next, "per") ||
	      septel__word_is(sentence, next, "each")))
		return false;
	next++;
	if (next == at + 2 && times > 2)
		return false;
	if (next >= sentence->count || !septel__one_of(sentence->words[next].text, UNITS))
		return false;
	snprintf(every, 24, "%d/%.*s", times, VIEW_FORMAT(sentence->words[next].text));
	for (char *c = every; *c; c++)
		*c = septel__lower(*c);
	*last = next;
	return true;
}

void septel__draft_series(struct sheet *sheet, const struct sheet_sentence *sentence, bool promised)
{
	static const char *const MEETINGS[] = {"meetings", "meeting",  "visits",   "consultations",
					       "talks",    "contacts", "sessions", NULL};
	static const char *const MEET[] = {"meet", "meeting", "meetings", "visit", "visits", NULL};
	for (size_t at = 0; at < sentence->count && septel__draft_has_room(sheet, sentence); at++) {
		char every[24];
		size_t last;
		if (times_a(sentence, at, every, &last)) {
			if (septel__says(sentence, at > 14 ? at - 14 : 0, at, MEET))
				make_series(sheet, sentence, promised, every, at, last);
			continue;
		}
		for (size_t i = 0; i < sizeof OFTEN / sizeof *OFTEN; i++)
			if (septel__word_is(sentence, at, OFTEN[i].word) &&
			    septel__says(sentence, at + 1, at + 2, MEETINGS))
				make_series(sheet, sentence, promised, OFTEN[i].every, at,
					    at + 2 < sentence->count ? at + 2 : at + 1);
	}
}

/* ---- the author's comment ---- */

void septel__draft_prediction(struct sheet *sheet, const struct sheet_sentence *sentence)
{
	static const char *const CUES[] = {"likely",     "unlikely", "expect", "expects",
					   "anticipate", "may",      "might",  "probably",
					   "doubtless",  NULL};
	struct draft_writer writer;
	for (size_t at = 0; at < sentence->count; at++) {
		const struct sheet_word *word = &sentence->words[at];
		/* "May" is a month there. */
		if (!septel__one_of(word->text, CUES) ||
		    (septel__is_word(word->text, "may") && (word->capital || sentence->shouted)))
			continue;
		const struct word_range words = {at > REACH ? at - REACH : 0,
						 at + 20 < sentence->count ? at + 20
									   : sentence->count - 1};
		septel__draft_begin(&writer, sheet, sentence, CLAIM_COMMENT_PREDICTED,
				    septel__on_report(sheet),
				    septel__draft_name(sheet, sentence, "cm"));
		septel__draft_words(&writer, "what", words);
		septel__draft_end(&writer, at, words);
		return;
	}
}
