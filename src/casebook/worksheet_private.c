/* worksheet_private.c - see worksheet_reading.h: names that no draft may tell.
 *
 * A person of whom the text tells no office is a name that does something ("Farid explained")
 * or has several words, that never has an article ("the Red Crescent") and is no country,
 * station, title or body.  Where all is in capitals no name can be told from other words.
 * Where a body is taken for a person, its name is missing in a draft; the other way round the
 * name of somebody in danger would stand in a journal. */
#include "worksheet_clause.h"

#include <septel/tables.h>

/* Words of a name. */
#define NAME_WORDS 4

/* How a word with a capital is used in the message. */
struct sheet_note {
	struct septel_view word;
	bool country, article;
	bool acts;  /* does something */
	bool inner; /* within a sentence, where a capital means a name */
	struct sheet_note *next;
};

static const char *const ACTS[] = {
	"said",      "says",     "told",     "stated",   "added",       "noted",
	"explained", "declared", "claimed",  "reported", "asked",       "requested",
	"agreed",    "refused",  "declined", "thanked",  "expressed",   "received",
	"left",      "stayed",   "walked",   "arrived",  "returned",    "wishes",
	"wants",     "chose",    "chooses",  "consents", "consented",   "believes",
	"thinks",    "feels",    "fears",    "feared",   "withdrew",    "telephoned",
	"called",    "met",      "visited",  "spoke",    "accompanied", "has",
	"had",       "was",      "is",       "will",     "would",       "does",
	"did",       "may",      "can",      "cannot",   "could",       "reconfirmed",
	"confirmed", "signed",   "lives",    "lived",    "fled",        "escaped",
	"died",      "worked",   "who",      "wished",   "wanted",      "hopes",
	"hoped",     "denied",   "insisted", "replied",  "answered",    "never",
	"no",        "not",      NULL};

/* Nouns that names of places have. */
static const char *const PLACES[] = {
	"airport",   "avenue",   "base",       "bay",      "beach",    "border", "bridge",
	"building",  "camp",     "city",       "coast",    "county",   "dam",    "district",
	"fort",      "gulf",     "harbor",     "highway",  "hill",     "hotel",  "house",
	"peninsula", "island",   "islands",    "lake",     "mountain", "palace", "port",
	"prison",    "province", "region",     "republic", "river",    "road",   "sea",
	"square",    "street",   "university", "valley",   "village",  "zone",   NULL};

static struct sheet_note *note_of(struct sheet *sheet, struct septel_view word, bool make)
{
	struct sheet_note **at = &sheet->notes[septel__sheet_bucket(word)];
	size_t steps = 0;
	for (; *at; at = &(*at)->next)
		if (septel__equal_fold((*at)->word, word))
			return *at;
		else if (++steps == SHEET_BUCKET_LIMIT)
			return NULL;
	if (!make)
		return NULL;
	struct sheet_note *note = septel_arena_alloc(sheet->arena, sizeof *note);
	if (note)
		*note = (struct sheet_note){.word = word};
	return *at = note;
}

bool septel__sheet_countries(struct sheet *sheet)
{
	char code[2];
	struct septel_view name, word;
	for (code[0] = 'A'; code[0] <= 'Z'; code[0]++)
		for (code[1] = 'A'; code[1] <= 'Z'; code[1]++) {
			if (septel_tag_lookup((struct septel_view){code, 2}, &name) !=
			    SEPTEL_TAG_GEO)
				continue;
			while (septel__next_word(&name, &word)) {
				struct sheet_note *note = note_of(sheet, word, true);
				if (note)
					note->country = true;
			}
		}
	return !septel_arena_failed(sheet->arena);
}

/* The last word of the run of capitals that begins at `first`. */
static size_t run_end(const struct sheet_sentence *sentence, size_t first)
{
	size_t at = first;
	while (at + 1 < sentence->count && !septel__stops_behind(sentence, at) &&
	       !sentence->words[at + 1].before && septel__is_capital(&sentence->words[at + 1]) &&
	       !sentence->words[at + 1].acronym)
		at++;
	return at;
}

static bool begins_run(const struct sheet_sentence *sentence, size_t at)
{
	return septel__is_capital(&sentence->words[at]) && !sentence->words[at].acronym;
}

static bool has_article(const struct sheet_sentence *sentence, size_t first)
{
	static const char *const ARTICLES[] = {"the", "a", "an", "this", "that", NULL};
	return first > 0 && !septel__stops_behind(sentence, first - 1) &&
	       septel__one_of(sentence->words[first - 1].text, ARTICLES) &&
	       /* "that Farid had": no article. */
	       !septel__word_is(sentence, first - 1, "that");
}

static bool acts_there(const struct sheet_sentence *sentence, size_t at)
{
	size_t words;
	return septel__one_of(sentence->words[at].text, ACTS) ||
	       septel__cue_at(sentence, at, &words) != CUE_NONE;
}

bool septel__sheet_notes(struct sheet *sheet, const struct sheet_sentence *sentence)
{
	for (size_t at = 0; !sentence->shouted && at < sentence->count; at++) {
		if (!begins_run(sentence, at))
			continue;
		const size_t last = run_end(sentence, at);
		const bool acts = last + 1 < sentence->count && last - at < NAME_WORDS &&
				  !septel__stops_behind(sentence, last) &&
				  acts_there(sentence, last + 1);
		const bool article = has_article(sentence, at);
		for (size_t i = at; i <= last; i++) {
			struct sheet_note *note = note_of(sheet, sentence->words[i].text, true);
			if (!note)
				continue;
			/* Two capitals together are a name whatever it does. */
			note->acts = note->acts || acts || last > at;
			note->article = note->article || article;
			note->inner = note->inner || i > 0;
		}
		at = last;
	}
	return !septel_arena_failed(sheet->arena);
}

/* The run has a word of a title, a body or a place: it is the name of none. */
static bool is_no_name(const struct sheet *sheet, const struct sheet_sentence *sentence,
		       size_t first, size_t last)
{
	if (septel__named(sheet, septel__words_text(sentence, first, last)))
		return true;
	for (size_t i = first; i <= last; i++) {
		const struct septel_view word = sentence->words[i].text;
		if (septel__is_of_title(word) || septel__one_of(word, PLACES) ||
		    septel__named(sheet, word))
			return true;
	}
	return last - first >= NAME_WORDS;
}

static bool is_person(const struct sheet *sheet, struct septel_view word)
{
	const struct sheet_note *note = note_of((struct sheet *)(uintptr_t)sheet, word, false);
	return note && note->acts && note->inner && !note->article && !note->country &&
	       !septel_station_lookup(word, false).len;
}

void septel__sheet_private(const struct sheet *sheet, struct sheet_sentence *sentence)
{
	for (size_t at = 0; at < sentence->count; at++) {
		if (!begins_run(sentence, at))
			continue;
		const size_t last = run_end(sentence, at);
		bool person = false;
		for (size_t i = at; i <= last && !person; i++)
			person = is_person(sheet, sentence->words[i].text);
		if (person && !is_no_name(sheet, sentence, at, last))
			for (size_t i = at; i <= last; i++)
				sentence->words[i].private = true;
		at = last;
	}
}
