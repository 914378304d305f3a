/* worksheet_parties.c - see worksheet_reading.h: who is named in a message.
 *
 * Three ways in which a text names a party: an acronym behind its long form ("Ministry of
 * Defense (MoD)"), a title and a name ("Minister of Human Rights Wijdan Salim"), and a name
 * that the casebook knows.  A name is what stands behind the last word of a title; where all
 * is in capitals a name cannot be told from other words, and none is taken. */
#include "../message/titles.h"
#include "worksheet_reading.h"

/* Words of a long form, letters of an acronym, words of a name. */
#define LONG_FORM_WORDS 10
#define ACRONYM_LETTERS 12
#define NAME_WORDS      4

/* Words that make a run of capitals a title. */
static const char *const HEADS[] = {"admiral",        "adviser",     "advisor",
				    "ambassador",     "assistant",   "attache",
				    "brigadier",      "captain",     "chairman",
				    "chairperson",    "chairwoman",  "charge",
				    "chief",          "colonel",     "commander",
				    "commissioner",   "congressman", "consul",
				    "coordinator",    "counselor",   "dcm",
				    "delegate",       "deputy",      "director",
				    "doctor",         "dr",          "emir",
				    "envoy",          "general",     "governor",
				    "head",           "inspector",   "judge",
				    "justice",        "king",        "leader",
				    "lieutenant",     "lt",          "major",
				    "manager",        "mayor",       "minister",
				    "officer",        "president",   "prince",
				    "princess",       "professor",   "rapporteur",
				    "representative", "secretary",   "senator",
				    "sergeant",       "sheikh",      "spokesman",
				    "spokesperson",   "spokeswoman", "superintendent",
				    "undersecretary", NULL};

/* The same of people whose names stay in the message. */
static const char *const PRIVATE_HEADS[] = {
	"mr",       "mrs",      "ms",       "miss",      "applicant", "citizen", "defector",
	"deportee", "detainee", "evacuee",  "fisherman", "inmate",    "member",  "migrant",
	"national", "patient",  "prisoner", "refugee",   "resident",  "sailor",  "seaman",
	"student",  "suspect",  "victim",   "witness",   "worker",    NULL};

/* A long form with one of these is that of a body. */
static const char *const BODIES[] = {"administration", "agency",      "alliance",
				     "army",           "assembly",    "association",
				     "authority",      "bank",        "board",
				     "brigade",        "bureau",      "cabinet",
				     "command",        "commission",  "commissioner",
				     "committee",      "community",   "company",
				     "confederation",  "congress",    "corporation",
				     "corps",          "council",     "court",
				     "cross",          "delegation",  "department",
				     "directorate",    "embassy",     "federation",
				     "force",          "forces",      "foundation",
				     "front",          "government",  "group",
				     "headquarters",   "institute",   "league",
				     "ministry",       "mission",     "movement",
				     "nations",        "office",      "organisation",
				     "organization",   "parliament",  "party",
				     "police",         "secretariat", "section",
				     "service",        "society",     "staff",
				     "state",          "states",      "union",
				     "university",     NULL};

/* ---- acronyms ---- */

/* A long form is spelt by an acronym where the letters of the acronym are, in order, the
 * first letters of its words; small words may be left out, words with hyphens are several. */
struct long_form {
	struct septel_view parts[2 * LONG_FORM_WORDS];
	bool small[2 * LONG_FORM_WORDS];
	size_t count;
};

static void add_parts(struct long_form *form, struct septel_view word)
{
	const bool small = septel__is_small(word);
	while (word.len && form->count < 2 * LONG_FORM_WORDS) {
		const size_t dash = septel__find_byte(word, '-', 0);
		form->small[form->count] = small;
		form->parts[form->count++] = septel__slice(word, 0, dash);
		word = dash == VIEW_NOT_FOUND ? (struct septel_view){"", 0}
					      : septel__slice(word, dash + 1, word.len);
	}
}

/* Takes letters that begin `part`: reach[i] is true where i letters are used up. */
static void take_part(bool reach[ACRONYM_LETTERS + 1], const struct long_form *form, size_t at,
		      struct septel_view acronym)
{
	bool now[ACRONYM_LETTERS + 1] = {false};
	const struct septel_view part = form->parts[at];
	for (size_t from = 0; from <= acronym.len; from++) {
		if (!reach[from])
			continue;
		now[from] = now[from] || form->small[at];
		for (size_t i = 0;
		     i < part.len && from + i < acronym.len &&
		     septel__lower(part.ptr[i]) == septel__lower(acronym.ptr[from + i]);
		     i++)
			now[from + i + 1] = true;
	}
	memcpy(reach, now, sizeof now);
}

static bool is_spelt(const struct sheet_sentence *sentence, size_t first, size_t last,
		     struct septel_view acronym)
{
	struct long_form form = {.count = 0};
	bool reach[ACRONYM_LETTERS + 1] = {true};
	for (size_t i = first; i <= last; i++)
		add_parts(&form, sentence->words[i].text);
	if (form.count < 2 || form.small[0])
		return false;
	for (size_t i = 0; i < form.count; i++)
		take_part(reach, &form, i, acronym);
	return reach[acronym.len];
}

/* Letters and digits of "TF-134". */
static struct septel_view plain_acronym(struct septel_view word, char letters[ACRONYM_LETTERS])
{
	size_t length = 0;
	for (size_t i = 0; i < word.len && length < ACRONYM_LETTERS; i++)
		if (septel__is_alnum(word.ptr[i]))
			letters[length++] = word.ptr[i];
	return (struct septel_view){letters, length};
}

/* Where the long form of the acronym at `at` begins; `at` where none stands before it. */
static size_t long_form_of(const struct sheet_sentence *sentence, size_t at)
{
	char letters[ACRONYM_LETTERS];
	const struct septel_view acronym = plain_acronym(sentence->words[at].text, letters);
	if (acronym.len < 2 || acronym.len != plain_acronym(sentence->words[at].text, letters).len)
		return at;
	for (size_t words = 1; words <= LONG_FORM_WORDS && words <= at; words++) {
		const size_t first = at - words;
		const struct sheet_word *word = &sentence->words[first];
		if (word->odd || (word->after && word->after != '\''))
			return at;
		if (septel__lower(word->text.len ? word->text.ptr[0] : ' ') ==
			    septel__lower(acronym.ptr[0]) &&
		    is_spelt(sentence, first, at - 1, acronym))
			return first;
	}
	return at;
}

static bool is_body(const struct sheet_sentence *sentence, size_t first, size_t last)
{
	for (size_t i = first; i <= last; i++)
		if (septel__one_of(sentence->words[i].text, BODIES))
			return true;
	return false;
}

/* Notes where a party is explained: the first place in the summary, and the first outside. */
static void explain(const struct sheet *sheet, const struct sheet_sentence *sentence,
		    struct sheet_party *party, struct septel_view is, struct septel_view quote)
{
	const bool summary = sheet->summary[sentence->index];
	size_t *place = summary ? &party->summary : &party->sentence;
	if (*place != SIZE_MAX)
		return;
	*place = sentence->index;
	*(summary ? &party->summary_quote : &party->quote) = quote;
	if (is.len && (!party->is.len || !summary))
		party->is = is;
	party->explained = party->explained || is.len > 0;
}

static void learn_acronym(struct sheet *sheet, const struct sheet_sentence *sentence, size_t at)
{
	const struct sheet_word *word = &sentence->words[at];
	if (word->before != '(' || !word->closes || word->odd ||
	    !(word->acronym || sentence->shouted))
		return;
	const size_t first = long_form_of(sentence, at);
	if (first == at)
		return;
	const struct septel_view id = septel__slug(word->text, sheet->arena);
	const struct septel_view form = septel__words_text(sentence, first, at - 1);
	struct sheet_party *other = septel__named(sheet, form);
	struct sheet_party *party = other ? other : id.len ? septel__sheet_party(sheet, id) : NULL;
	if (!party)
		return;
	party->name = word->text;
	party->body = party->body || is_body(sentence, first, at - 1);
	explain(sheet, sentence, party, form, septel__words_text(sentence, first, at));
	septel__add_name(sheet, word->text, party);
	septel__add_name(sheet, form, party);
}

/* ---- titles and names ---- */

static bool is_head(struct septel_view word)
{
	return septel__one_of(word, HEADS) || septel__one_of(word, PRIVATE_HEADS);
}

static bool is_title_word(const struct sheet_word *word)
{
	return is_head(word->text) || (word->capital && septel__is_title(word->text));
}

static bool joins_title(struct septel_view word)
{
	static const char *const JOINTS[] = {"of", "to", "for", NULL};
	return septel__one_of(word, JOINTS);
}

bool septel__is_capital(const struct sheet_word *word)
{
	static const char *const DAYS[] = {"monday", "tuesday",  "wednesday", "thursday",
					   "friday", "saturday", "sunday",    NULL};
	return word->capital && !word->odd && !septel__is_small(word->text) &&
	       !septel__month(word->text) && !septel__one_of(word->text, DAYS);
}

/* "of", "of the", "al" at `at`, with a capital behind: how many words. */
static size_t joint_words(const struct sheet_sentence *sentence, size_t at)
{
	const bool joins = joins_title(sentence->words[at].text);
	if (!joins && !septel__is_name_particle(sentence->words[at].text))
		return 0;
	const size_t words = joins && septel__word_is(sentence, at + 1, "the") ? 2 : 1;
	for (size_t i = at; i < at + words; i++)
		if (septel__stops_behind(sentence, i))
			return 0;
	return at + words < sentence->count && septel__is_capital(&sentence->words[at + words])
		       ? words
		       : 0;
}

/* The last word of the run of capitals, titles and joints that begins at `first`. */
static size_t run_end(const struct sheet_sentence *sentence, size_t first)
{
	size_t at = first;
	bool head = is_head(sentence->words[first].text);
	while (at + 1 < sentence->count && !septel__stops_behind(sentence, at)) {
		const struct sheet_word *next = &sentence->words[at + 1];
		if (next->before)
			break;
		const size_t joint = joint_words(sentence, at + 1);
		if (septel__is_capital(next) || is_head(next->text))
			at++;
		else if (joint && (head || septel__is_name_particle(next->text)))
			at += joint + 1;
		else
			break;
		head = head || is_head(sentence->words[at].text);
	}
	return at;
}

/* The last word of the title in the run; SIZE_MAX where it has no head. */
static size_t title_end(const struct sheet_sentence *sentence, size_t first, size_t last,
			bool *private)
{
	size_t end = SIZE_MAX;
	*private = false;
	for (size_t i = first; i <= last; i++) {
		const struct sheet_word *word = &sentence->words[i];
		if (end != SIZE_MAX && joins_title(word->text) && i < last)
			end = i += septel__word_is(sentence, i + 1, "the") && i + 1 < last ? 2 : 1;
		else if (is_head(word->text) || (end != SIZE_MAX && is_title_word(word)))
			end = i;
		if (septel__one_of(word->text, HEADS))
			*private = false;
		else if (septel__one_of(word->text, PRIVATE_HEADS))
			*private = true;
	}
	return end;
}

/* Words `first` to `last` can be a name. */
static bool is_name(const struct sheet_sentence *sentence, size_t first, size_t last)
{
	if (first > last || last - first >= NAME_WORDS)
		return false;
	for (size_t i = first; i <= last; i++) {
		const struct sheet_word *word = &sentence->words[i];
		if (word->odd || word->acronym || !word->text.len ||
		    (!word->capital && !septel__is_name_particle(word->text)))
			return false;
	}
	return true;
}

/* "the Vice President of the MEK), Mojgan Parsaei, ...": a name between commas behind the
 * title; its last word, or `last`. */
static size_t name_behind_comma(const struct sheet_sentence *sentence, size_t last)
{
	size_t at = last;
	if (!septel__stops_behind(sentence, last) || sentence->words[last].after == '.')
		return last;
	while (at + 1 < sentence->count && septel__is_capital(&sentence->words[at + 1]) &&
	       !is_title_word(&sentence->words[at + 1])) {
		at++;
		if (septel__stops_behind(sentence, at))
			break;
	}
	return at >= last + 2 && sentence->words[at].after == ',' && is_name(sentence, last + 1, at)
		       ? at
		       : last;
}

/* Single words of a name stand for the person: "Wijdan", "Schaerer". */
static void add_person_names(struct sheet *sheet, const struct sheet_sentence *sentence,
			     size_t first, size_t last, struct sheet_party *party)
{
	septel__add_name(sheet, septel__words_text(sentence, first, last), party);
	for (size_t i = first; i <= last; i++)
		if (sentence->words[i].capital && sentence->words[i].text.len > 2)
			septel__add_name(sheet, sentence->words[i].text, party);
}

static void learn_person(struct sheet *sheet, const struct sheet_sentence *sentence, size_t run,
			 size_t title, size_t last, bool private)
{
	const struct septel_view name = septel__words_text(sentence, title + 1, last);
	struct sheet_party *party = septel__named(sheet, sentence->words[last].text);
	if (!party || !(party->person || party->known)) {
		const struct septel_view id = septel__slug(name, sheet->arena);
		party = id.len ? septel__sheet_party(sheet, id) : NULL;
	}
	if (!party)
		return;
	party->person = true;
	party->private = party->private || private;
	if (name.len > party->name.len)
		party->name = name;
	explain(sheet, sentence, party, septel__words_text(sentence, run, title),
		septel__words_text(sentence, run, party->private ? title : last));
	add_person_names(sheet, sentence, title + 1, last, party);
}

/* A run that begins at `at`; gives the word behind it. */
static size_t learn_run(struct sheet *sheet, const struct sheet_sentence *sentence, size_t at)
{
	const size_t end = run_end(sentence, at);
	bool private;
	size_t title = title_end(sentence, at, end, &private), last = end;
	if (title == SIZE_MAX)
		return end + 1;
	if (title == end)
		last = name_behind_comma(sentence, end);
	if (is_name(sentence, title + 1, last))
		learn_person(sheet, sentence, at, title, last, private);
	return last + 1;
}

bool septel__sheet_parties(struct sheet *sheet, struct sheet_sentence *sentence)
{
	for (size_t at = 0; at < sentence->count; at++)
		learn_acronym(sheet, sentence, at);
	for (size_t at = 0; !sentence->shouted && at < sentence->count;)
		at = septel__is_capital(&sentence->words[at]) || is_head(sentence->words[at].text)
			     ? learn_run(sheet, sentence, at)
			     : at + 1;
	return !septel_arena_failed(sheet->arena);
}

bool septel__is_private_head(struct septel_view word)
{
	return septel__one_of(word, PRIVATE_HEADS);
}

bool septel__is_of_title(struct septel_view word)
{
	return is_head(word) || septel__one_of(word, BODIES) || septel__is_title(word);
}
