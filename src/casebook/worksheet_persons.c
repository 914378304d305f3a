/* worksheet_persons.c - see worksheet_draft.h: drafts about a person: custody, movement, wishes.
 *
 * Whom they are about is always a hole: a sentence names a person in ways that only a reader
 * can tell ("the defector", "he"). */
#include "worksheet_draft.h"

#define REACH 8

static struct septel_view day_of(const struct sentence_state *cue)
{
	const struct sheet_time *when = cue->clause.when;
	if (!when && cue->clause.due && !cue->clause.due->deadline)
		when = cue->clause.due;
	return when && when->days[0] ? septel_view_of(when->days) : septel__by_report(cue->sheet);
}

static void begin(const struct sentence_state *cue, struct draft_writer *writer,
		  enum claim_type type)
{
	septel__draft_begin(writer, cue->sheet, cue->sentence, type, day_of(cue),
			    (struct septel_view){"", 0});
}

static void end(const struct sentence_state *cue, struct draft_writer *writer)
{
	const struct sheet_clause *clause = &cue->clause;
	const bool near = septel__has_words(clause->subject) && !clause->inherited;
	if (cue->sentence->comment)
		septel__draft_key(writer, "mood", VIEW_LITERAL("comment"));
	else if (cue->reported)
		septel__draft_key(writer, "mood", VIEW_LITERAL("reported"));
	septel__draft_end(
		writer, clause->cue,
		(struct word_range){near ? clause->subject.first : clause->cue, clause->end});
}

/* Behind one of the words: to the next stop, preposition or verb. */
static struct word_range behind_word(const struct sheet_sentence *sentence, struct word_range words,
				     const char *const *list)
{
	static const char *const STOPS[] = {"on",    "until", "after", "before",  "and",   "by",
					    "with",  "to",    "in",    "for",     "when",  "who",
					    "which", "from",  "since", "because", "where", NULL};
	for (size_t i = words.first; i <= words.last && i < sentence->count; i++) {
		if (!septel__one_of(sentence->words[i].text, list) || i == words.last)
			continue;
		struct word_range found = {i + 1, i + 1};
		while (found.last < words.last && found.last < i + REACH &&
		       !septel__stops_behind(sentence, found.last) &&
		       !septel__one_of(sentence->words[found.last + 1].text, STOPS))
			found.last++;
		return found;
	}
	return NO_WORDS;
}

/* A place is known, or is two words or more that describe one. */
static void write_place(struct draft_writer *writer, const char *key, struct word_range words)
{
	if (septel__has_words(words) && words.last > words.first)
		septel__draft_words(writer, key, words);
	else
		septel__draft_hole(writer, key, writer->sentence, words);
}

static struct word_range around(const struct sheet_clause *clause)
{
	return (struct word_range){clause->cue, clause->end};
}

/* The subject is a person: "he", "the defector", a name without an office. */
static bool is_person(const struct sentence_state *cue)
{
	static const char *const PERSONS[] = {"he",  "she",   "they",  "person",   "persons",
					      "man", "woman", "child", "children", NULL};
	const struct sheet_clause *clause = &cue->clause;
	if (clause->who)
		return clause->who->kind == MENTION_PRIVATE;
	if (!septel__has_words(clause->subject))
		return false;
	const struct septel_view word = cue->sentence->words[clause->subject.last].text;
	return septel__one_of(word, PERSONS) || septel__is_private_head(word);
}

/* ---- custody ---- */

static void bounded(const struct sentence_state *cue)
{
	struct draft_writer writer;
	if (!septel__has_words(cue->clause.until))
		return;
	begin(cue, &writer, CLAIM_CUSTODY_BOUNDED);
	septel__draft_words(&writer, "until", cue->clause.until);
	if (cue->sentence->comment)
		septel__draft_key(&writer, "mood", VIEW_LITERAL("comment"));
	septel__draft_end(&writer, cue->clause.until.first - 1, cue->clause.until);
}

/* "was held at": a person is; "a meeting was held at" and "the detained vessel" tell of none. */
static bool is_held(const struct sentence_state *cue)
{
	static const char *const PASSIVE[] = {"is",   "are",   "was", "were",
					      "been", "being", "and", NULL};
	static const char *const EVENTS[] = {
		"meeting", "meetings", "talks",       "election", "elections", "conference",
		"session", "sessions", "hearing",     "hearings", "ceremony",  "event",
		"events",  "visit",    "discussions", "board",    "exam",      "funeral",
		"rally",   "vote",     NULL};
	const struct sheet_sentence *sentence = cue->sentence;
	const struct sheet_clause *clause = &cue->clause;
	const struct septel_view before =
		clause->cue ? sentence->words[clause->cue - 1].text : (struct septel_view){"", 0};
	if (septel__word_is(sentence, clause->cue, "held"))
		return septel__one_of(before, PASSIVE) &&
		       !(septel__has_words(clause->subject) &&
			 septel__one_of(sentence->words[clause->subject.last].text, EVENTS));
	return !septel__is_word(before, "the") && !septel__is_word(before, "a") &&
	       !septel__is_word(before, "an");
}

/* "wants him to be detained", "would take custody": nobody is held yet. */
static bool is_planned(const struct sentence_state *cue)
{
	static const char *const PLANNED[] = {"would", "will",   "to",   "if",   "may", "should",
					      "could", "desire", "into", "must", NULL};
	const struct sheet_sentence *sentence = cue->sentence;
	const size_t at = cue->clause.cue, from = at > 3 ? at - 3 : 0;
	for (size_t i = at; i-- > from && !septel__stops_behind(sentence, i);)
		if (septel__one_of(sentence->words[i].text, PLANNED))
			return true;
	return false;
}

/* "took custody of": the subject holds; "was detained by": who stands behind "by". */
static void holding(const struct sentence_state *cue)
{
	static const char *const BY[] = {"by", NULL};
	static const char *const AT[] = {"at", "in", "near", NULL};
	static const char *const TAKE[] = {"take", "took", "takes", "taking", NULL};
	const struct sheet_sentence *sentence = cue->sentence;
	const struct sheet_clause *clause = &cue->clause;
	struct draft_writer writer;
	const struct word_range by = behind_word(sentence, around(clause), BY);
	const bool active = septel__one_of(sentence->words[clause->cue].text, TAKE);
	if (!is_held(cue) || is_planned(cue))
		return;
	begin(cue, &writer, CLAIM_CUSTODY_OPEN);
	if (active)
		septel__draft_party(&writer, "holder", clause->who, clause->subject);
	else
		septel__draft_party(
			&writer, "holder",
			septel__has_words(by) ? septel__mention_ending(sentence, by.last) : NULL,
			by);
	write_place(&writer, "place", behind_word(sentence, around(clause), AT));
	end(cue, &writer);
	bounded(cue);
}

static void stay(const struct sentence_state *cue)
{
	struct draft_writer writer;
	struct word_range words = around(&cue->clause);
	static const char *const WANTED[] = {"for", "seek", "sought", "request", "requested", NULL};
	const bool remains =
		septel__starts_fold(cue->sentence->words[cue->clause.cue].text, "remain");
	/* "asked for shelter": not given yet. */
	if (cue->clause.cue > 0 &&
	    septel__one_of(cue->sentence->words[cue->clause.cue - 1].text, WANTED))
		return;
	if ((remains || septel__starts_fold(cue->sentence->words[cue->clause.cue].text, "stay")) &&
	    !is_person(cue))
		return;
	if (!remains) {
		begin(cue, &writer, CLAIM_CUSTODY_DESCRIBED);
		septel__draft_words(&writer, "as", words);
		end(cue, &writer);
	}
	bounded(cue);
}

static void transfer(const struct sentence_state *cue)
{
	static const char *const TO[] = {"to", NULL};
	static const char *const FROM[] = {"from", NULL};
	const struct sheet_sentence *sentence = cue->sentence;
	struct draft_writer writer;
	const struct word_range to = behind_word(sentence, around(&cue->clause), TO);
	const struct word_range from = behind_word(sentence, around(&cue->clause), FROM);
	begin(cue, &writer, CLAIM_CUSTODY_TRANSFER);
	septel__draft_party(
		&writer, "from",
		septel__has_words(from) ? septel__mention_ending(sentence, from.last) : NULL, from);
	septel__draft_party(
		&writer, "to",
		septel__has_words(to) ? septel__mention_ending(sentence, to.last) : NULL, to);
	end(cue, &writer);
}

static void release(const struct sentence_state *cue)
{
	struct draft_writer writer;
	begin(cue, &writer, CLAIM_CUSTODY_CLOSE);
	septel__draft_words(&writer, "reason", around(&cue->clause));
	end(cue, &writer);
}

/* ---- movement ---- */

static void left(const struct sentence_state *cue)
{
	static const char *const FROM[] = {"of", "from", "left", "fled", "escaped", NULL};
	struct draft_writer writer;
	const struct sheet_clause *clause = &cue->clause;
	begin(cue, &writer, CLAIM_PERSON_LEFT);
	write_place(&writer, "from", behind_word(cue->sentence, around(clause), FROM));
	septel__draft_words(&writer, "how", (struct word_range){clause->cue, clause->cue_last});
	end(cue, &writer);
}

/* "until he is repatriated": not yet. */
static bool is_to_come(const struct sentence_state *cue)
{
	static const char *const AHEAD[] = {"until", "if",   "unless", "when", "before",
					    "to",    "will", "would",  "may",  "is",
					    "are",   "be",   "being",  "once", NULL};
	const size_t at = cue->clause.cue;
	return at > 0 && septel__says(cue->sentence, at > 4 ? at - 4 : 0, at - 1, AHEAD);
}

static void moved(const struct sentence_state *cue)
{
	static const char *const TO[] = {"to", "home", NULL};
	static const char *const FROM[] = {"from", NULL};
	struct draft_writer writer;
	begin(cue, &writer, CLAIM_MOVEMENT_DONE);
	septel__draft_hole(&writer, "from", cue->sentence,
			   behind_word(cue->sentence, around(&cue->clause), FROM));
	septel__draft_hole(&writer, "to", cue->sentence,
			   behind_word(cue->sentence, around(&cue->clause), TO));
	end(cue, &writer);
}

/* ---- wishes ---- */

static const struct {
	const char *word;
	const char *option;
} OPTIONS[] = {
	{"third-country", "third-country"},
	{"resettle", "third-country"},
	{"resettlement", "third-country"},
	{"refugee", "third-country"},
	{"asylum", "asylum"},
	{"return", "return"},
	{"repatriate", "return"},
	{"repatriated", "return"},
	{"repatriation", "return"},
	{"home", "return"},
};

/* The option that the wish names; several, or none: NULL. */
static const char *option_of(const struct sentence_state *cue)
{
	const char *option = NULL;
	for (size_t i = cue->clause.cue; i <= cue->clause.end; i++)
		for (size_t j = 0; j < sizeof OPTIONS / sizeof *OPTIONS; j++)
			if (septel__word_is(cue->sentence, i, OPTIONS[j].word)) {
				if (option && strcmp(option, OPTIONS[j].option) != 0)
					return NULL;
				option = OPTIONS[j].option;
			}
	return option;
}

/* A wish of nobody in particular, or only supposed. */
static bool is_supposed(const struct sentence_state *cue)
{
	static const char *const SUPPOSED[] = {"if",  "whether", "who",    "whoever",
					       "not", "anyone",  "should", NULL};
	const size_t at = cue->clause.cue;
	return septel__says(cue->sentence, at > 5 ? at - 5 : 0, at, SUPPOSED);
}

static void wish(const struct sentence_state *cue)
{
	struct draft_writer writer;
	const char *option = option_of(cue);
	if (!option || is_supposed(cue))
		return;
	begin(cue, &writer, CLAIM_PREF_REPORTED);
	septel__draft_key(&writer, "option", septel_view_of(option));
	if (cue->believed)
		septel__draft_party(&writer, "by", cue->believing, cue->believer);
	else
		septel__draft_hole(&writer, "by", cue->sentence, NO_WORDS);
	septel__draft_key(&writer, "mood",
			  cue->believed ? VIEW_LITERAL("believed") : VIEW_LITERAL("reported"));
	septel__draft_end(&writer, cue->clause.cue, around(&cue->clause));
}

/* ---- fear, consent, acceptance ---- */

/* A person stands before: fears of governments are no fears here. */
static bool is_of_person(const struct sentence_state *cue)
{
	static const char *const PERSONS[] = {"he", "she", "they", "i", NULL};
	const struct sheet_sentence *sentence = cue->sentence;
	const size_t at = cue->clause.cue, from = at > REACH ? at - REACH : 0;
	for (size_t i = from; i < at; i++)
		if (sentence->words[i].private ||
		    septel__one_of(sentence->words[i].text, PERSONS) ||
		    septel__is_private_head(sentence->words[i].text))
			return true;
	return false;
}

/* "is afraid", "has no fear", "withdrew the fear". */
static void fear(const struct sentence_state *cue)
{
	static const char *const NO[] = {"no", "not", "never", "without", "any", NULL};
	static const char *const WITHDREW[] = {"withdrew", "withdraws", "withdrawn", NULL};
	const size_t at = cue->clause.cue, from = at > 3 ? at - 3 : 0;
	struct draft_writer writer;
	if (!is_of_person(cue) || (is_supposed(cue) && !septel__says(cue->sentence, from, at, NO)))
		return;
	const bool withdrawn = septel__says(cue->sentence, from, at, WITHDREW);
	begin(cue, &writer,
	      withdrawn                                   ? CLAIM_FEAR_WITHDRAWN
	      : septel__says(cue->sentence, from, at, NO) ? CLAIM_FEAR_NONE
							  : CLAIM_FEAR_EXPRESSED);
	septel__draft_hole(&writer, "country", cue->sentence, NO_WORDS);
	if (withdrawn)
		septel__draft_hole(&writer, "clears", cue->sentence, NO_WORDS);
	end(cue, &writer);
}

static void consent(const struct sentence_state *cue)
{
	struct draft_writer writer;
	if (!is_person(cue) || is_supposed(cue))
		return;
	begin(cue, &writer, CLAIM_CONSENT_GIVEN);
	septel__draft_hole(&writer, "to", cue->sentence, NO_WORDS);
	septel__draft_words(&writer, "scope", cue->clause.what);
	end(cue, &writer);
}

bool septel__draft_acceptance(const struct sentence_state *cue)
{
	struct draft_writer writer;
	if (!septel__starts_fold(cue->sentence->words[cue->clause.cue].text, "accept") ||
	    !option_of(cue))
		return false;
	begin(cue, &writer, CLAIM_ACCEPTANCE_GIVEN);
	septel__draft_party(&writer, "by", cue->clause.who, cue->clause.subject);
	septel__draft_key(&writer, "option", septel_view_of(option_of(cue)));
	end(cue, &writer);
	return true;
}

void septel__draft_person(const struct sentence_state *cue, enum cue_kind kind)
{
	static const char *const OVER[] = {"over", NULL};
	struct draft_writer writer;
	switch (kind) {
	case CUE_HOLDING:
		holding(cue);
		break;
	case CUE_LIVING:
		if (is_person(cue))
			stay(cue);
		break;
	case CUE_STAY:
		stay(cue);
		break;
	case CUE_TRANSFER:
		if (!is_to_come(cue))
			transfer(cue);
		break;
	case CUE_RELEASE:
		if (!is_to_come(cue))
			release(cue);
		break;
	case CUE_FEAR:
		fear(cue);
		break;
	case CUE_CONSENT:
		consent(cue);
		break;
	case CUE_HANDED:
		if (!is_to_come(cue) &&
		    septel__says(cue->sentence, cue->clause.cue, cue->clause.cue + REACH, OVER))
			transfer(cue);
		break;
	case CUE_LEAVING:
		if (!is_person(cue))
			break;
		left(cue);
		break;
	case CUE_LEFT:
		left(cue);
		break;
	case CUE_MOVED:
		if (!is_to_come(cue))
			moved(cue);
		break;
	case CUE_BACK:
		if (is_person(cue))
			moved(cue);
		break;
	case CUE_WISH:
		wish(cue);
		break;
	case CUE_MIND:
		begin(cue, &writer, CLAIM_PREF_WITHDRAWN);
		end(cue, &writer);
		break;
	default:
		break;
	}
}
