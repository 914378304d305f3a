/* links.c - see links.h.
 *
 * A sentence is taken apart into words; a word says whether a comma, a parenthesis or a
 * semicolon stands before it.  A *list* is what names messages: "REF A", "REFS A, B AND C",
 * "REFS A THROUGH D", "NAVADMINS 013/06 AND 155/06", "REFTEL".  A sentence ends a list by one
 * of three forms: a verb before it ("CANCELS REF A"), a verb behind it ("REF A IS
 * CANCELLED"), a noun before it ("CANCELLATION OF REF A").
 */
#include "links.h"

#include "../base/date.h"
#include "ending_words.h"

#include <septel/number.h>
#include <septel/tables.h>
#include <stdio.h>

/* Words of a sentence, and links of a message, that are looked at. */
#define SENTENCE_WORDS_LIMIT 400u
#define LINKS_LIMIT          1000u
/* Messages of one list. */
#define LIST_LIMIT 64u
/* Lists of one message that are read: a text of nothing else must not take for ever. */
#define LISTS_LIMIT 4096u
/* Words between a list and its verb: the date-time group, "HEREBY". */
#define WORDS_BETWEEN 8u

struct word {
	struct septel_view text;
	bool apart; /* a comma, semicolon or parenthesis stands before it */
};

struct sentence {
	struct word words[SENTENCE_WORDS_LIMIT];
	size_t count;
};

/* A message that a list names. */
struct named {
	size_t reference;
	struct septel_view id;
};

struct list {
	struct named at[LIST_LIMIT];
	size_t count;
	size_t from, to; /* words of the sentence that it takes */
};

struct finding {
	const struct septel_message *message;
	struct septel_arena *arena;
	struct link *links;
	size_t count;
	size_t paragraph;
	struct sentence *sentence;
	struct list *list;
	unsigned lists; /* that were read */
};

/* ---- words --------------------------------------------------------------------- */

static bool in_word(struct septel_view text, size_t at)
{
	const char c = text.ptr[at];
	if (septel__is_alnum(c))
		return true;
	/* "123/09", "I/D": but "//" ends a set. */
	return (c == '/' || c == '-' || c == '_') && at > 0 && at + 1 < text.len &&
	       septel__is_alnum(text.ptr[at - 1]) && septel__is_alnum(text.ptr[at + 1]);
}

static void split(struct sentence *sentence, struct septel_view text)
{
	bool apart = false;
	sentence->count = 0;
	for (size_t at = 0; at < text.len && sentence->count < SENTENCE_WORDS_LIMIT;) {
		if (!in_word(text, at)) {
			apart |= strchr(",;()", text.ptr[at]) != NULL && text.ptr[at];
			at++;
			continue;
		}
		const size_t start = at;
		while (at < text.len && in_word(text, at))
			at++;
		sentence->words[sentence->count++] =
			(struct word){septel__slice(text, start, at), apart};
		apart = false;
	}
}

static struct septel_view word_at(const struct sentence *sentence, size_t index)
{
	return index < sentence->count ? sentence->words[index].text : VIEW_LITERAL("");
}

static bool is_one_of(struct septel_view word, const char *const *words)
{
	for (; *words; words++)
		if (septel__is_word(word, *words))
			return true;
	return false;
}

static const char *const CANCELS[] = {"CANCEL",   "CANCELS", "CANCELLING", "CANCELING",
				      "RESCINDS", "RESCIND", "RESCINDING", NULL};
static const char *const SUPERSEDES[] = {"SUPERSEDE",   "SUPERSEDES",  "SUPERSEDING",
					 "SUPERCEDE",   "SUPERCEDES",  "SUPERCEDING",
					 "SUPERSEEDES", "SUPERSEEDED", NULL};
static const char *const CANCELLED[] = {"CANCELLED", "CANCELED", "RESCINDED", NULL};
static const char *const SUPERSEDED[] = {"SUPERSEDED", "SUPERCEDED", "SUPERSEEDED", NULL};
static const char *const CANCELLATION[] = {"CANCELLATION", "CANCELATION", "RESCISSION", NULL};

/* The link that a word of two lists stands for. */
static bool link_of(struct septel_view word, const char *const *cancels,
		    const char *const *supersedes, enum citation_link *link)
{
	*link = is_one_of(word, cancels)      ? CITATION_CANCELS
		: is_one_of(word, supersedes) ? CITATION_SUPERSEDES
					      : CITATION_REFERS;
	return *link != CITATION_REFERS;
}

/* ---- lists --------------------------------------------------------------------- */

static void name(struct list *list, size_t reference, struct septel_view id)
{
	if (list->count < LIST_LIMIT)
		list->at[list->count++] = (struct named){reference, id};
}

/* All references with a letter: numbers under one letter are several. */
static bool name_letter(struct finding *finding, struct septel_view letter)
{
	const struct septel_references *references = &finding->message->references;
	bool found = false;
	for (size_t i = 0; i < references->count; i++) {
		if (!septel__equal_fold(references->at[i].letter, letter))
			continue;
		name(finding->list, i, references->at[i].id);
		found = true;
	}
	return found;
}

static bool is_letter(struct septel_view word)
{
	return word.len == 1 && septel__is_alpha(word.ptr[0]);
}

static bool is_through(struct septel_view word)
{
	static const char *const WORDS[] = {"THROUGH", "THRU", "TO", NULL};
	return is_one_of(word, WORDS);
}

/* "A", "A AND B", "A, B, AND C", "A THROUGH D", "(A) AND (C)" from word `at`; where it
 * ends. */
static size_t read_letters(struct finding *finding, size_t at)
{
	const struct sentence *sentence = finding->sentence;
	size_t end = at;
	char before = '\0';
	while (is_letter(word_at(sentence, at))) {
		const char letter = septel__upper(word_at(sentence, at).ptr[0]);
		for (char c = before ? (char)(before + 1) : letter; c <= letter; c++)
			name_letter(finding, (struct septel_view){&c, 1});
		before = '\0';
		end = ++at;
		if (is_through(word_at(sentence, at))) {
			before = letter;
			at++;
		} else if (septel__is_word(word_at(sentence, at), "AND") ||
			   septel__is_word(word_at(sentence, at), "OR")) {
			at++;
			/* "REFS A AND REF B" */
			if (septel__is_word(word_at(sentence, at), "REF"))
				at++;
		}
	}
	return end;
}

/* The one reference, or all of them ("REFTELS"), that are meant without a letter. */
static void name_all(struct finding *finding, bool several)
{
	const struct septel_references *references = &finding->message->references;
	if (references->count != 1 && !several)
		return;
	for (size_t i = 0; i < references->count; i++)
		if (references->at[i].kind == SEPTEL_REFERENCE_MESSAGE)
			name(finding->list, i, references->at[i].id);
}

/* A message by its number: the reference that has it, or the number alone. */
static void name_id(struct finding *finding, struct septel_view id)
{
	const struct septel_references *references = &finding->message->references;
	for (size_t i = 0; i < references->count; i++) {
		if (septel__equal(references->at[i].id, id)) {
			name(finding->list, i, references->at[i].id);
			return;
		}
	}
	name(finding->list, LINK_NO_REFERENCE, septel_arena_copy(finding->arena, id));
}

static bool is_series(struct septel_view word)
{
	static const char *const SERIES[] = {"NAVADMIN", "NAVADMINS", "ALNAV",    "ALNAVS",
					     "MARADMIN", "MARADMINS", "ALCOAST",  "NAVOP",
					     "NAVOPS",   "ALPERSCOM", "ALSAFETY", NULL};
	return is_one_of(word, SERIES);
}

/* "013/06, 155/06 AND 194/06" behind the name of a series. */
static size_t read_series(struct finding *finding, size_t at)
{
	const struct sentence *sentence = finding->sentence;
	struct septel_view series = word_at(sentence, at);
	if (septel__upper(series.ptr[series.len - 1]) == 'S')
		series.len--;
	size_t end = at++;
	for (;;) {
		char text[SEPTEL_NUMBER_SIZE], id[SEPTEL_NUMBER_SIZE];
		struct septel_view number = word_at(sentence, at);
		if (number.len == 0 || number.len > 12 || !septel__is_digit(number.ptr[0]))
			break;
		snprintf(text, sizeof text, "%.*s %.*s", VIEW_FORMAT(series), VIEW_FORMAT(number));
		if (!septel_number_canonical(septel_view_of(text), id))
			break;
		name_id(finding, septel_view_of(id));
		end = ++at;
		if (septel__is_word(word_at(sentence, at), "AND"))
			at++;
		if (is_series(word_at(sentence, at)))
			at++;
	}
	return end;
}

/* "BAGHDAD 1234", "08 BAGHDAD 1234": a year that is not printed is the message's own, or
 * that of the reference with this number. */
static size_t read_station(struct finding *finding, size_t at)
{
	const struct sentence *sentence = finding->sentence;
	const struct septel_view first = word_at(sentence, at);
	struct septel_view station, text = first;
	char id[SEPTEL_NUMBER_SIZE];
	size_t length, digits = at;
	int year = finding->message->dtg.year;
	if (first.len == 2 && septel__number(first) >= 0) {
		year = septel__full_year(septel__number(first));
		text = word_at(sentence, at + 1);
	}
	if (text.len == 0)
		return at;
	const struct septel_view end = sentence->words[sentence->count - 1].text;
	text.len = (size_t)(end.ptr + end.len - text.ptr);
	if (!septel_station_match(text, &station, &length))
		return at;
	while (digits < sentence->count && sentence->words[digits].text.ptr < text.ptr + length)
		digits++;
	const int serial = septel__number(word_at(sentence, digits));
	if (serial < 1 || !year || !septel_number_compose(year, station, serial, id))
		return at;
	name_id(finding, septel_view_of(id));
	return digits + 1;
}

/* Reads a list that begins with word `at`; false if there is none. */
static bool read_list(struct finding *finding, size_t at)
{
	static const char *const REFERENCE[] = {"REF",        "REFS",       "REFERENCE",
						"REFERENCES", "REFERENCED", NULL};
	static const char *const MESSAGES[] = {"MESSAGE", "MESSAGES", "MSG", "NAVADMIN", NULL};
	struct list *list = finding->list;
	const struct sentence *sentence = finding->sentence;
	const struct septel_view first = word_at(sentence, at);
	list->count = 0;
	list->from = at;
	list->to = at;
	if (finding->lists >= LISTS_LIMIT)
		return false;
	if (is_one_of(first, REFERENCE)) {
		finding->lists++;
		list->to = at + 1;
		if (is_letter(word_at(sentence, at + 1))) {
			list->to = read_letters(finding, at + 1);
			return list->count > 0;
		}
		while (is_one_of(word_at(sentence, list->to), MESSAGES) &&
		       !septel__is_digit(*(word_at(sentence, list->to + 1).len
						   ? word_at(sentence, list->to + 1).ptr
						   : " ")))
			list->to++;
		name_all(finding, false);
	} else if (septel__is_word(first, "REFTEL") || septel__is_word(first, "REFTELS")) {
		list->to = at + 1;
		name_all(finding, first.len == strlen("REFTELS"));
	} else if (is_series(first)) {
		list->to = read_series(finding, at);
	} else if (first.len) {
		list->to = read_station(finding, at);
	}
	finding->lists += list->count > 0;
	return list->count > 0;
}

/* ---- what stands around a list --------------------------------------------------- */

/* Behind a list: only a part of the message is meant, or only for some. */
static bool is_narrowed(const struct sentence *sentence, size_t at)
{
	static const char *const PARTS[] = {
		"PARA",       "PARAS",   "PARAGRAPH", "PARAGRAPHS", "CHAPTER",   "CHAPTERS",
		"CHAP",       "ARTICLE", "ARTICLES",  "SECTION",    "SECTIONS",  "ENCLOSURE",
		"ENCL",       "TABLE",   "APPENDIX",  "LINE",       "REGARDING", "CONCERNING",
		"WHERE",      "ONLY",    "EXCEPT",    "PART",       "PARTS",     "S",
		"PERTAINING", NULL};
	static const char *const MARGINS[] = {"IN", "WITH", "TO", NULL};
	static const char *const MARGINAL[] = {"ANY",     "PART",  "PARTS", "RESPECT", "REGARD",
					       "REGARDS", "AREAS", "THE",   NULL};
	const struct septel_view word = word_at(sentence, at);
	if (is_one_of(word, PARTS))
		return true;
	/* "IN ANY AREA WHERE", "WITH RESPECT TO", "TO THE EXTENT": but "IN ITS ENTIRETY". */
	return is_one_of(word, MARGINS) && is_one_of(word_at(sentence, at + 1), MARGINAL) &&
	       !septel__is_word(word_at(sentence, at + 2), "ENTIRETY");
}

/* Before a verb or noun: it is not done, or not done yet. */
static bool is_unreal(const struct sentence *sentence, size_t at)
{
	static const char *const WORDS[] = {
		"NOT", "MAY",    "CAN",     "COULD",  "MIGHT",  "SHOULD", "WOULD", "UNTIL",
		"IF",  "UNLESS", "PENDING", "BEFORE", "CANNOT", "UPON",   "NEVER", NULL};
	for (size_t back = 1; back <= 3 && back <= at; back++) {
		const struct septel_view word = word_at(sentence, at - back);
		/* "5 MAY 08, AND CANCELS" */
		const bool month = septel__month(word) &&
				   septel__number(word_at(sentence, at - back + 1)) >= 0;
		if (!month && is_one_of(word, WORDS))
			return true;
	}
	return false;
}

/* The sentence tells of a time that may come: "AFTER THE LAST PAYMENT, REF A WILL BE ...". */
static bool is_conditional(const struct sentence *sentence)
{
	static const char *const WORDS[] = {"AFTER", "WHEN",  "ONCE",   "IF",
					    "UPON",  "UNTIL", "UNLESS", NULL};
	for (size_t i = 0; i < 2; i++)
		if (is_one_of(word_at(sentence, i), WORDS))
			return true;
	return false;
}

/* "... SUPERSEDED IN THE NEAR FUTURE", "... CANCELLED WHEN ...". */
static bool is_later(const struct sentence *sentence, size_t at)
{
	static const char *const WORDS[] = {"WHEN", "ONCE", "IF", "AFTER", "UNLESS", "UPON", NULL};
	return is_one_of(word_at(sentence, at), WORDS) ||
	       (septel__is_word(word_at(sentence, at), "IN") &&
		septel__is_word(word_at(sentence, at + 1), "THE") &&
		septel__is_word(word_at(sentence, at + 2), "NEAR"));
}

/* A list is the subject of its clause, and no part of what stands before it: "THE
 * REQUIREMENT IN REF A". */
static bool is_subject(const struct sentence *sentence, size_t at)
{
	static const char *const BEFORE[] = {"IN",    "OF",   "BY",      "PER", "FROM",      "TO",
					     "UNDER", "WITH", "THROUGH", "VIA", "FOR",       "AND",
					     "OR",    "ON",   "SEE",     "AT",  "REFERENCE", NULL};
	return at == 0 || !is_one_of(word_at(sentence, at - 1), BEFORE) ||
	       (septel__is_word(word_at(sentence, at - 1), "AND") && at > 1 &&
		sentence->words[at - 1].apart);
}

/* ---- forms --------------------------------------------------------------------- */

static bool is_known(const struct finding *finding, const struct named *named,
		     enum citation_link link)
{
	for (size_t i = 0; i < finding->count; i++) {
		const struct link *known = &finding->links[i];
		if (known->link == link && known->reference == named->reference &&
		    septel__equal(known->id, named->id))
			return true;
	}
	return false;
}

static void end_list(struct finding *finding, enum citation_link link)
{
	const struct list *list = finding->list;
	for (size_t i = 0; i < list->count && finding->count < LINKS_LIMIT; i++) {
		const struct named *named = &list->at[i];
		if (septel__equal(named->id, finding->message->id) && named->id.len)
			continue;
		if (!is_known(finding, named, link))
			finding->links[finding->count++] = (struct link){
				link, finding->paragraph, named->reference, named->id};
	}
}

/* A reference that stays: "REF A REMAINS IN EFFECT". */
static void keep_list(struct finding *finding)
{
	const struct list *list = finding->list;
	size_t kept = 0;
	for (size_t i = 0; i < finding->count; i++) {
		bool stays = false;
		for (size_t n = 0; n < list->count; n++)
			stays |= list->at[n].reference == finding->links[i].reference &&
				 septel__equal(list->at[n].id, finding->links[i].id);
		if (!stays)
			finding->links[kept++] = finding->links[i];
	}
	finding->count = kept;
}

/* "CANCELS REF A", "SUPERSEDES AND CANCELS REFS A AND B", "CANCEL ABOVE REF MESSAGE". */
static void read_active(struct finding *finding, size_t verb, enum citation_link link)
{
	static const char *const BETWEEN[] = {"AND",        "CANCEL",   "CANCELS",    "SUPERSEDE",
					      "SUPERSEDES", "REPLACES", "SUPERCEDES", "ABOVE",
					      "RESCINDS",   "PREVIOUS", "HEREBY",     NULL};
	const struct sentence *sentence = finding->sentence;
	size_t at = verb + 1;
	while (is_one_of(word_at(sentence, at), BETWEEN))
		at++;
	if (is_unreal(sentence, verb) || is_conditional(sentence) || !read_list(finding, at) ||
	    is_narrowed(sentence, finding->list->to))
		return;
	end_list(finding, link);
}

/* "CANCELLATION OF NAVADMIN 061/12". */
static void read_noun(struct finding *finding, size_t noun)
{
	const struct sentence *sentence = finding->sentence;
	static const char *const BEFORE[] = {"PRIOR", "AFTER", "UNTIL", "UPON", "REGARDING", NULL};
	size_t at = noun + 1;
	if (!septel__is_word(word_at(sentence, at++), "OF") || is_unreal(sentence, noun))
		return;
	for (size_t back = 1; back <= 2 && back <= noun; back++)
		if (is_one_of(word_at(sentence, noun - back), BEFORE))
			return;
	if (read_list(finding, at) && !is_narrowed(sentence, finding->list->to))
		end_list(finding, CITATION_CANCELS);
}

/* Words between a list and the participle: "IS", "HAVE BEEN", "WILL BE", "HEREBY". */
static bool is_auxiliary(struct septel_view word)
{
	static const char *const WORDS[] = {"IS",   "ARE",       "WAS",   "WERE", "HAS",    "HAVE",
					    "BEEN", "WILL",      "SHALL", "BE",   "HEREBY", "NOW",
					    "ALSO", "THEREFORE", "BOTH",  "THUS", NULL};
	return is_one_of(word, WORDS);
}

/* The auxiliary that follows a list at once, or behind its date-time group, or behind a clause
 * or a title between commas ("REF A, WHICH ..., IS"); the sentence's end if none does. */
static size_t find_auxiliary(const struct sentence *sentence, size_t at)
{
	const bool clause = septel__is_word(word_at(sentence, at), "WHICH") ||
			    septel__is_word(word_at(sentence, at), "THAT") ||
			    (at < sentence->count && sentence->words[at].apart);
	for (size_t i = at; i < sentence->count; i++) {
		const struct septel_view word = word_at(sentence, i);
		if (is_auxiliary(word) && (!clause || sentence->words[i].apart))
			return i;
		if (!clause && (i - at >= WORDS_BETWEEN ||
				(word.len > 1 && !septel__is_digit(word.ptr[0]) &&
				 !septel__month(word) && !septel__is_word(word, "DTG"))))
			break;
	}
	return sentence->count;
}

/* "REF A IS CANCELLED", "REF B REMAINS IN EFFECT": the list is there. */
static void read_passive(struct finding *finding)
{
	const struct sentence *sentence = finding->sentence;
	const struct list *list = finding->list;
	enum citation_link link;
	size_t at = list->to;
	if (!is_subject(sentence, list->from) || is_narrowed(sentence, at))
		return;
	if ((septel__is_word(word_at(sentence, at), "REMAINS") ||
	     septel__is_word(word_at(sentence, at), "REMAIN")) &&
	    septel__is_word(word_at(sentence, at + 1), "IN")) {
		keep_list(finding);
		return;
	}
	at = find_auxiliary(sentence, at);
	while (is_auxiliary(word_at(sentence, at)))
		at++;
	if (at == list->to || is_conditional(sentence) || is_later(sentence, at + 1) ||
	    !link_of(word_at(sentence, at), CANCELLED, SUPERSEDED, &link))
		return;
	end_list(finding, link);
}

static void read_sentence(struct finding *finding, struct septel_view text)
{
	struct sentence *sentence = finding->sentence;
	enum citation_link link;
	split(sentence, text);
	for (size_t i = 0; i < sentence->count; i++) {
		const struct septel_view word = sentence->words[i].text;
		if (link_of(word, CANCELS, SUPERSEDES, &link))
			read_active(finding, i, link);
		else if (is_one_of(word, CANCELLATION))
			read_noun(finding, i);
		else if (read_list(finding, i)) {
			read_passive(finding);
			i = finding->list->to > i ? finding->list->to - 1 : i;
		}
	}
}

/* ---- a message ------------------------------------------------------------------- */

static bool may_say_something(const struct septel_message *message)
{
	if (septel__may_end_something(message->subject))
		return true;
	for (size_t i = 0; i < message->paragraphs.count; i++)
		if (septel__may_end_something(message->paragraphs.at[i].text))
			return true;
	return false;
}

static bool prepare(struct finding *finding)
{
	finding->links = septel_arena_alloc(finding->arena, LINKS_LIMIT * sizeof *finding->links);
	finding->sentence = septel_arena_alloc(finding->arena, sizeof *finding->sentence);
	finding->list = septel_arena_alloc(finding->arena, sizeof *finding->list);
	return finding->links && finding->sentence && finding->list;
}

static bool may_keep_something(struct septel_view text)
{
	return septel__find_fold(text, "REMAIN", 0) != VIEW_NOT_FOUND;
}

struct links septel__links_find(const struct septel_message *message, struct septel_arena *arena)
{
	struct finding finding = {.message = message, .arena = arena};
	if (!may_say_something(message) || !prepare(&finding))
		return (struct links){NULL, 0};
	finding.paragraph = LINK_IN_SUBJECT;
	read_sentence(&finding, message->subject);
	for (size_t i = 0; i < message->paragraphs.count; i++) {
		const struct septel_view text = message->paragraphs.at[i].text;
		if (!septel__may_end_something(text) &&
		    !(finding.count && may_keep_something(text)))
			continue;
		const struct septel_views sentences = septel_message_sentences(message, i, arena);
		finding.paragraph = i;
		for (size_t n = 0; n < sentences.count; n++)
			if (septel__may_end_something(sentences.at[n]) ||
			    may_keep_something(sentences.at[n]))
				read_sentence(&finding, sentences.at[n]);
	}
	return (struct links){finding.links, finding.count};
}
