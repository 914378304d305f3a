/* worksheet_clause.c - see worksheet_clause.h: what stands around a cue.
 *
 * No grammar: the subject is what stands straight before the verb, an element between commas
 * passed over; behind "and" it is that of the verb before.  What cannot be told so is a hole. */
#include "worksheet_clause.h"

/* Words of a clause behind its cue, of a subject, of an element between commas. */
#define CLAUSE_WORDS  40
#define SUBJECT_WORDS 6
#define ELEMENT_WORDS 14

static const char *const BETWEEN[] = {
	"has",     "have",  "had",   "is",   "are",   "was",   "were",  "be",     "been",
	"being",   "will",  "would", "also", "again", "then",  "not",   "soon",   "now",
	"both",    "since", "do",    "does", "did",   "must",  "shall", "should", "may",
	"can",     "could", "to",    "so",   "just",  "still", "no",    "longer", "never",
	"already", "once",  "even",  "only", "yet",   NULL};

static const char *const JOINTS[] = {"and", "or", "but", "then", NULL};

/* A clause ends before one of these. */
static const char *const ENDS[] = {"but",     "while",   "although", "though", "whereas", "since",
				   "because", "despite", "which",    "who",    "whereby", "however",
				   "if",      "unless",  "until",    NULL};

static const char *const PRONOUNS[] = {"he", "she", "they", "we", "i", NULL};

/* Nouns of people and bodies that act. */
static const char *const AGENTS[] = {"addressees",
				     "administration",
				     "agency",
				     "ambassador",
				     "army",
				     "attache",
				     "authorities",
				     "authority",
				     "board",
				     "bureau",
				     "charge",
				     "chief",
				     "colleagues",
				     "command",
				     "commander",
				     "commands",
				     "commanders",
				     "commission",
				     "committee",
				     "company",
				     "conoff",
				     "consul",
				     "consulate",
				     "contractor",
				     "council",
				     "counselor",
				     "countries",
				     "court",
				     "dcm",
				     "delegation",
				     "delegations",
				     "department",
				     "deputy",
				     "director",
				     "donors",
				     "econoff",
				     "embassy",
				     "emboff",
				     "emboffs",
				     "experts",
				     "families",
				     "family",
				     "fonmin",
				     "force",
				     "forces",
				     "general",
				     "goe",
				     "goi",
				     "government",
				     "governments",
				     "governor",
				     "group",
				     "head",
				     "interlocutors",
				     "king",
				     "leader",
				     "leaders",
				     "leadership",
				     "manager",
				     "members",
				     "minister",
				     "ministers",
				     "ministry",
				     "mission",
				     "office",
				     "officer",
				     "officers",
				     "official",
				     "officials",
				     "organization",
				     "parliament",
				     "parties",
				     "party",
				     "personnel",
				     "police",
				     "poloff",
				     "post",
				     "president",
				     "prime",
				     "rebels",
				     "representative",
				     "representatives",
				     "secretariat",
				     "secretary",
				     "side",
				     "sides",
				     "soldiers",
				     "spokesman",
				     "staff",
				     "state",
				     "team",
				     "teams",
				     "troops",
				     "undersecretary",
				     "union",
				     "usg",
				     NULL};

bool septel__is_between(struct septel_view word)
{
	return septel__one_of(word, BETWEEN) ||
	       (word.len > 4 && septel__equal_fold(septel__slice(word, word.len - 2, word.len),
						   VIEW_LITERAL("ly")));
}

/* ---- subject ---- */

/* Before an element between commas or in parentheses that ends at word `at`. */
static size_t before_element(const struct sheet_sentence *sentence, size_t at)
{
	const size_t least = at > ELEMENT_WORDS ? at - ELEMENT_WORDS : 0;
	if (sentence->words[at].closes) {
		for (size_t i = at + 1; i-- > least;)
			if (sentence->words[i].before == '(')
				return i ? i - 1 : at;
		return at;
	}
	if (sentence->words[at].after != ',')
		return at;
	for (size_t i = at; i-- > least;)
		if (sentence->words[i].after == ',' || sentence->words[i].closes)
			return i;
	return at;
}

static bool begins_noun(struct septel_view word)
{
	static const char *const DETERMINERS[] = {"the",   "a",    "an",   "his",   "her",
						  "their", "its",  "our",  "these", "those",
						  "all",   "some", "both", "other", NULL};
	return septel__one_of(word, DETERMINERS);
}

/* The words of a noun that ends at `last`: from its article, or from a stop before it. */
static struct word_range noun_ending(const struct sheet_sentence *sentence, size_t last)
{
	size_t first = last;
	for (size_t steps = 0; steps < SUBJECT_WORDS; steps++) {
		if (begins_noun(sentence->words[first].text) || first == 0 ||
		    septel__stops_behind(sentence, first - 1))
			break;
		const struct septel_view word = sentence->words[first - 1].text;
		if (septel__is_small(word) && !begins_noun(word))
			break;
		first--;
	}
	return (struct word_range){first, last};
}

static bool goes_on_there(const struct sheet_sentence *sentence, size_t cue)
{
	return septel__word_is(sentence, cue, "will") || septel__word_is(sentence, cue, "would");
}

/* The subject of the verb before, unless a clause with one of its own begins between: then
 * that, "told PolOff that ICRC representatives have begun and will work". */
static void inherit(const struct sheet_sentence *sentence, const struct sheet_clause *before,
		    struct sheet_clause *clause)
{
	const size_t reach = clause->cue > CLAUSE_WORDS ? clause->cue - CLAUSE_WORDS : 0;
	for (size_t i = clause->cue; i-- > reach && (!before || i > before->cue_last);)
		if (septel__word_is(sentence, i, "that") && i + 1 < clause->cue) {
			clause->subject = (struct word_range){i + 1, i + 1};
			while (clause->subject.last < i + 3 &&
			       !septel__stops_behind(sentence, clause->subject.last) &&
			       !septel__is_small(sentence->words[clause->subject.last + 1].text))
				clause->subject.last++;
			clause->who = septel__mention_ending(sentence, clause->subject.last);
			/* "stated that it seemed right but promised": whose verb, nobody can tell.
			 */
			if (!clause->who && !goes_on_there(sentence, clause->cue))
				clause->subject = NO_WORDS;
			return;
		}
	if (!before) {
		/* "ICRC has stopped its preparations and will visit him". */
		const struct sheet_mention *first = septel__mention_at(sentence, 0);
		if (!first || first->last + 1 >= clause->cue || clause->cue > CLAUSE_WORDS ||
		    !septel__is_between(sentence->words[first->last + 1].text))
			return;
		clause->who = first;
		clause->subject = (struct word_range){first->first, first->last};
		return;
	}
	clause->subject = before->subject;
	clause->who = before->who;
}

static void find_subject(const struct sheet_sentence *sentence, const struct sheet_clause *before,
			 struct sheet_clause *clause)
{
	size_t at = clause->cue;
	clause->subject = NO_WORDS;
	/* "used the opportunity to press": an infinitive has no subject of its own. */
	if (at > 0 && septel__word_is(sentence, at - 1, "to"))
		return;
	while (at > 0 && septel__is_between(sentence->words[at - 1].text) &&
	       !septel__stops_behind(sentence, at - 1))
		at--;
	if (at == 0)
		return;
	/* "the Mission in Congo (MONUC) requested" */
	if (sentence->words[at - 1].closes && sentence->words[at - 1].before == '(')
		clause->who = septel__mention_ending(sentence, at - 1);
	if (clause->who) {
		clause->subject = (struct word_range){at - 1, at - 1};
		return;
	}
	const size_t last = before_element(sentence, at - 1);
	if (last + 1 == at && septel__stops_behind(sentence, last) &&
	    !sentence->words[last].closes) {
		clause->inherited = true;
		inherit(sentence, before, clause);
		return;
	}
	const struct septel_view word = sentence->words[last].text;
	clause->who = septel__mention_ending(sentence, last);
	if (clause->who) {
		clause->subject = (struct word_range){clause->who->first, clause->who->last};
	} else if (septel__one_of(word, JOINTS)) {
		clause->inherited = true;
		inherit(sentence, before, clause);
	} else if (septel__one_of(word, PRONOUNS) || septel__is_word(word, "it")) {
		clause->subject = (struct word_range){last, last};
	} else if (word.len && !septel__is_small(word) && (last + 1 == at || last + 1 < at)) {
		clause->subject = noun_ending(sentence, last);
	}
}

bool septel__is_agent(const struct sheet_sentence *sentence, const struct sheet_clause *clause)
{
	if (clause->who)
		return true;
	if (!septel__has_words(clause->subject))
		return false;
	const struct septel_view word = sentence->words[clause->subject.last].text;
	return septel__one_of(word, PRONOUNS) || septel__one_of(word, AGENTS);
}

/* ---- what, if, until ---- */

static const char *const TELLS[] = {"said",     "says",   "told",      "added",
				    "noted",    "stated", "explained", "expressed",
				    "stressed", "hoped",  "warned",    NULL};

static bool ends_before(const struct sheet_sentence *sentence, size_t at)
{
	size_t words;
	const struct septel_view word = sentence->words[at].text;
	if (septel__one_of(word, ENDS))
		return true;
	if (!septel__is_word(word, "and") || at + 1 >= sentence->count)
		return false;
	if (septel__one_of(sentence->words[at + 1].text, TELLS))
		return true;
	/* "and will work", "and undertook to". */
	size_t next = at + 1;
	while (next + 1 < sentence->count && next < at + 3 &&
	       septel__is_between(sentence->words[next].text) &&
	       !septel__is_word(sentence->words[next].text, "will") &&
	       !septel__is_word(sentence->words[next].text, "would"))
		next++;
	return septel__cue_at(sentence, next, &words) != CUE_NONE;
}

static size_t clause_end(const struct sheet_sentence *sentence, size_t from)
{
	size_t end = from;
	for (size_t i = from; i < sentence->count && i < from + CLAUSE_WORDS; i++) {
		if (i > from && ends_before(sentence, i))
			break;
		end = i;
		if (septel__is_one_of(sentence->words[i].after, ";:"))
			break;
	}
	return end;
}

/* From `first` to the next stop. */
static struct word_range to_stop(const struct sheet_sentence *sentence, size_t first)
{
	struct word_range range = {first, first};
	if (first >= sentence->count)
		return NO_WORDS;
	while (range.last + 1 < sentence->count && range.last < first + CLAUSE_WORDS &&
	       !septel__is_one_of(sentence->words[range.last].after, ",;:"))
		range.last++;
	return range;
}

static size_t condition_words(const struct sheet_sentence *sentence, size_t at)
{
	static const char *const CONDITIONS[] = {"if",
						 "provided that",
						 "unless",
						 "on condition that",
						 "on the condition that",
						 "subject to",
						 NULL};
	size_t words = 0;
	for (size_t i = 0; CONDITIONS[i] && !words; i++)
		words = septel__phrase_at(sentence, at, CONDITIONS[i]);
	/* "unless" belongs to what it says. */
	return septel__word_is(sentence, at, "unless") ? 0 : words;
}

static void find_condition(const struct sheet_sentence *sentence, struct sheet_clause *clause)
{
	clause->condition = NO_WORDS;
	const size_t leading = condition_words(sentence, 0);
	if (leading) {
		const struct word_range range = to_stop(sentence, leading);
		if (septel__has_words(range) && range.last < clause->cue)
			clause->condition = range;
	}
	for (size_t i = clause->cue_last + 1;
	     i < sentence->count && i <= clause->cue_last + CLAUSE_WORDS; i++) {
		const size_t words = condition_words(sentence, i);
		if (words && !septel__has_words(clause->condition))
			clause->condition = to_stop(sentence, i + words);
		if (septel__word_is(sentence, i, "until") && !septel__has_words(clause->until))
			clause->until = to_stop(sentence, i + 1);
		if (septel__is_one_of(sentence->words[i].after, ";"))
			break;
	}
}

/* ---- times ---- */

/* The time is when something is to be, by its own words. */
static bool is_ahead(const struct sheet_time *time)
{
	return time->deadline || !time->past;
}

/* "the June 17 decree": a day that only names something. */
static bool is_adjective(const struct sheet_sentence *sentence, const struct sheet_time *time)
{
	static const char *const OF_DAY[] = {"evening", "morning", "afternoon",
					     "night",   "day",     NULL};
	const struct sheet_word *before = time->first ? &sentence->words[time->first - 1] : NULL;
	const bool owned =
		before && (begins_noun(before->text) || before->text.ptr[before->text.len] == '\'');
	/* "LA PAZ 5021 of August 16". */
	if (before &&
	    (septel__is_word(before->text, "of") || septel__is_word(before->text, "dated")))
		return time->first < 2 ||
		       !septel__one_of(sentence->words[time->first - 2].text, OF_DAY);
	return (owned || time->lead == time->first) && time->last + 1 < sentence->count &&
	       !septel__stops_behind(sentence, time->last) &&
	       !septel__is_small(sentence->words[time->last + 1].text);
}

/* What somebody tells begins there: its days are not those of the telling. */
static bool says_that(const struct sheet_sentence *sentence, size_t first, size_t behind)
{
	for (size_t i = first; i < behind; i++)
		if (septel__word_is(sentence, i, "that") || septel__word_is(sentence, i, "who"))
			return true;
	return false;
}

static void take_time(const struct sheet_sentence *sentence, const struct sheet_time *time,
		      struct sheet_clause *clause)
{
	const bool inside = time->first > clause->cue_last && time->last <= clause->end;
	/* "pledged on November 26 to": when it was pledged. */
	const bool told = time->first <= clause->cue_last + 2 &&
			  (septel__word_is(sentence, time->last + 1, "to") ||
			   septel__word_is(sentence, time->last + 1, "that"));
	const bool leads = time->lead < time->first;
	if (inside && !clause->due && !told && (is_ahead(time) || leads))
		clause->due = time;
	if (time->deadline || !(time->past || told) || is_adjective(sentence, time))
		return;
	if (time->first < clause->cue)
		clause->when = time; /* the nearest before, unless one stands behind */
	else if ((!clause->when || clause->when->first < clause->cue) && inside &&
		 !says_that(sentence, clause->cue_last + 1, time->first))
		clause->when = time;
}

static void find_times(const struct sheet_sentence *sentence, struct sheet_clause *clause)
{
	const size_t reach = 2 * CLAUSE_WORDS;
	const size_t from = clause->cue > reach ? clause->cue - reach : 0;
	for (size_t i = septel__first_time(sentence, from);
	     i < sentence->time_count && sentence->times[i].first <= clause->cue_last + reach; i++)
		take_time(sentence, &sentence->times[i], clause);
}

void septel__read_clause(const struct sheet_sentence *sentence, size_t cue, size_t words,
			 const struct sheet_clause *before, struct sheet_clause *clause)
{
	*clause = (struct sheet_clause){
		.cue = cue, .cue_last = cue + words - 1, .what = NO_WORDS, .until = NO_WORDS};
	find_subject(sentence, before, clause);
	clause->end = clause->cue_last;
	if (clause->cue_last + 1 < sentence->count) {
		clause->end = clause_end(sentence, clause->cue_last + 1);
		clause->what = (struct word_range){clause->cue_last + 1, clause->end};
		if (clause->what.first < clause->end &&
		    (septel__word_is(sentence, clause->what.first, "to") ||
		     septel__word_is(sentence, clause->what.first, "that")))
			clause->what.first++;
	}
	find_condition(sentence, clause);
	find_times(sentence, clause);
	const struct sheet_time *due = clause->due;
	if (due && septel__has_words(clause->what) && due->last == clause->what.last &&
	    due->lead > clause->what.first)
		clause->what.last = due->lead - 1;
}
