/* worksheet_promises.c - see worksheet_draft.h: promises, requests, answers. */
#include "worksheet_draft.h"

static bool is_likely(const struct sheet_sentence *sentence, size_t cue)
{
	static const char *const LIKELY[] = {"likely", "probably", "expected", "may",
					     "might",  "could",    "possibly", NULL};
	return septel__says(sentence, cue > 3 ? cue - 3 : 0, cue + 1, LIKELY);
}

/* ---- promises ---- */

/* What behind "will" makes no promise of it. */
static const char *const NO_ACTION[] = {
	"be",     "not",     "have",    "become",  "remain", "allow",    "need", "likely",
	"depend", "require", "include", "result",  "see",    "face",     "find", "expire",
	"cost",   "apply",   "never",   "only",    "occur",  "happen",   "mean", "mark",
	"affect", "benefit", "enable",  "involve", "exist",  "probably", "lead", "help",
	"serve",  "no",      "want",    "know",    "seem",   "appear",   "fail", "lose",
	"suffer", "now",     "vary",    "begin",   "end",    "take",     NULL};

static struct septel_view word_behind(const struct sheet_sentence *sentence, size_t at)
{
	while (at < sentence->count && septel__is_between(sentence->words[at].text) &&
	       !septel__is_word(sentence->words[at].text, "be") &&
	       !septel__is_word(sentence->words[at].text, "not") &&
	       !septel__is_word(sentence->words[at].text, "have"))
		at++;
	return at < sentence->count ? sentence->words[at].text : (struct septel_view){"", 0};
}

/* "will take responsibility" is a promise, "will take place" is none. */
static bool is_action(const struct sheet_sentence *sentence, const struct sheet_clause *clause)
{
	const size_t at = clause->cue_last + 1;
	const struct septel_view verb = word_behind(sentence, at);
	if (!verb.len || septel__stops_behind(sentence, clause->cue_last))
		return false;
	if (septel__phrase_at(sentence, at, "take place") ||
	    septel__phrase_at(sentence, at, "take effect") ||
	    septel__phrase_at(sentence, at, "help to"))
		return false;
	if (septel__is_word(verb, "take") || septel__is_word(verb, "help") ||
	    septel__is_word(verb, "begin"))
		return true;
	return !septel__one_of(verb, NO_ACTION);
}

/* "has kept its promises", "the offer": a noun unless somebody does it. */
static bool is_promise_noun(const struct sentence_state *state)
{
	static const char *const NOUNS[] = {"promise", "promises", "pledge", "pledges", "offer",
					    "offers",  "plan",     "plans",  NULL};
	const struct sheet_clause *clause = &state->clause;
	return septel__one_of(state->sentence->words[clause->cue].text, NOUNS) &&
	       !septel__is_agent(state->sentence, clause);
}

void septel__draft_promise(struct sentence_state *state, const char *mood)
{
	struct sheet_clause *clause = &state->clause;
	struct draft_writer writer;
	if (is_promise_noun(state))
		return;
	const bool own = state->sentence->comment || state->sheet->navy;
	septel__draft_begin(&writer, state->sheet, state->sentence, CLAIM_PROMISE_MADE,
			    own ? septel__on_report(state->sheet)
				: septel__told_day(state->sheet, clause),
			    septel__draft_name(state->sheet, state->sentence, "pr"));
	septel__draft_party(&writer, "by", clause->who, clause->subject);
	septel__draft_words(&writer, "what", clause->what);
	if (septel__has_words(clause->condition))
		septel__draft_words(&writer, "if", clause->condition);
	if (septel__has_words(clause->until))
		septel__draft_words(&writer, "until", clause->until);
	septel__draft_due(&writer, clause->due);
	if (mood)
		septel__draft_key(&writer, "mood", septel_view_of(mood));
	else if (is_likely(state->sentence, clause->cue))
		septel__draft_key(&writer, "mood", VIEW_LITERAL("predicted"));
	else
		septel__draft_mood(&writer, state);
	septel__draft_end(&writer, clause->cue, septel__from_subject(clause));
	state->promised = true;
	state->taken = clause->end;
	state->covered = clause->due ? clause->due : state->covered;
}

/* The party, or the last word of what stands there. */
static struct septel_view whom_key(const struct sheet_sentence *sentence,
				   const struct sheet_mention *who, struct word_range words)
{
	if (who)
		return who->id;
	return septel__has_words(words) ? sentence->words[words.last].text
					: (struct septel_view){"", 0};
}

/* The latest request that was made of who answers now; empty where none was. */
static struct septel_view asked_of(const struct sentence_state *state)
{
	const struct sheet *sheet = state->sheet;
	const struct septel_view who =
		whom_key(state->sentence, state->clause.who, state->clause.subject);
	for (size_t i = sheet->request_count; who.len > 2 && i-- > 0;) {
		const struct sheet_request *request = &sheet->requests[i % REQUESTS_KEPT];
		if (septel__equal_fold(request->asked, who))
			return request->name;
		if (sheet->request_count - i == REQUESTS_KEPT)
			break;
	}
	return (struct septel_view){"", 0};
}

static void keep_request(struct sheet *sheet, struct septel_view name, struct septel_view asked)
{
	sheet->requests[sheet->request_count++ % REQUESTS_KEPT] = (struct sheet_request){
		name, asked.len ? septel_arena_copy(sheet->arena, asked) : asked};
}

/* `by`: whose answer it is, where the sentence tells. */
void septel__draft_answer(struct sentence_state *state, const char *answer, struct word_range by)
{
	struct sheet *sheet = state->sheet;
	struct sheet_clause *clause = &state->clause;
	struct draft_writer writer;
	septel__draft_begin(&writer, sheet, state->sentence, CLAIM_REQUEST_ANSWERED,
			    septel__told_day(sheet, clause), asked_of(state));
	septel__draft_key(&writer, "answer", septel_view_of(answer));
	septel__draft_party(&writer, "by", septel__has_words(by) ? clause->who : NULL, by);
	septel__draft_mood(&writer, state);
	septel__draft_end(&writer, clause->cue, septel__from_subject(clause));
}

/* "agreed to": a promise, and where that party was asked, the answer. */
void septel__draft_agreement(struct sentence_state *state)
{
	if (septel__word_is(state->sentence, state->clause.what.first, "do") &&
	    septel__word_is(state->sentence, state->clause.what.first + 1, "so"))
		return;
	septel__draft_promise(state, NULL);
	if (asked_of(state).len)
		septel__draft_answer(state, "agreed", state->clause.subject);
}

/* "said it would": what "it" is stands before; "it will" may be the weather. */
static bool is_it(const struct sheet_sentence *sentence, const struct sheet_clause *clause)
{
	return septel__has_words(clause->subject) &&
	       septel__word_is(sentence, clause->subject.last, "it");
}

void septel__draft_will(struct sentence_state *state, bool told)
{
	struct sheet_clause *clause = &state->clause;
	const struct sheet_sentence *sentence = state->sentence;
	if ((told && !state->reported && !state->promised) || state->preferred)
		return;
	if (septel__has_words(state->assurance) || clause->cue <= state->taken)
		return;
	if (septel__is_word(word_behind(sentence, clause->cue_last + 1), "not") ||
	    septel__word_is(sentence, clause->cue_last + 1, "not")) {
		if (told && septel__phrase_at(sentence, clause->cue_last + 1, "not be"))
			septel__draft_answer(state, "refused", NO_WORDS);
		return;
	}
	if (state->sheet->navy
		    ? !clause->due || !clause->due->deadline
		    : !is_action(sentence, clause) || !(septel__is_agent(sentence, clause) ||
							(told && is_it(sentence, clause))))
		return;
	septel__draft_promise(state, told ? "reported" : NULL);
}

/* ---- requests ---- */

/* Behind "asked": whom, and where it begins to say what. */
bool septel__read_asked(const struct sheet_sentence *sentence, struct sheet_clause *clause,
			bool named, struct word_range *whom)
{
	static const char *const ASKED[] = {"to", "for", "that", NULL};
	static const char *const QUESTIONS[] = {"about", "whether", "how",   "if",  "what",
						"when",  "why",     "where", "who", NULL};
	const size_t first = clause->cue_last + 1;
	*whom = NO_WORDS;
	for (size_t i = first; i < sentence->count && i < first + 9; i++) {
		if (septel__one_of(sentence->words[i].text, ASKED)) {
			/* "asked us not to pass on" */
			const bool negative = i > first && septel__word_is(sentence, i - 1, "not");
			const size_t behind = negative ? i - 1 : i;
			if (behind > first)
				*whom = (struct word_range){first, behind - 1};
			clause->what = (struct word_range){negative ? behind : i + 1, clause->end};
			return i < clause->end;
		}
		if (septel__is_one_of(sentence->words[i].after, ",;:.") ||
		    septel__one_of(sentence->words[i].text, QUESTIONS))
			break;
	}
	return !named;
}

/* The party among the words, where it is the only one. */
static const struct sheet_mention *party_among(const struct sheet_sentence *sentence,
					       struct word_range words)
{
	const struct sheet_mention *found = NULL;
	for (size_t i = words.first; i <= words.last && i < sentence->count; i++) {
		const struct sheet_mention *mention = septel__mention_at(sentence, i);
		if (mention && mention->last == words.last)
			found = mention;
	}
	return found;
}

void septel__draft_request(struct sentence_state *state, const struct sheet_mention *by,
			   struct word_range asker, const struct sheet_mention *to,
			   struct word_range asked)
{
	struct sheet *sheet = state->sheet;
	struct sheet_clause *clause = &state->clause;
	struct draft_writer writer;
	const struct septel_view name = septel__draft_name(sheet, state->sentence, "rq");
	const bool own = state->sentence->comment || sheet->navy;
	septel__draft_begin(&writer, sheet, state->sentence, CLAIM_REQUEST_MADE,
			    own ? septel__on_report(sheet) : septel__told_day(sheet, clause), name);
	if (sheet->navy && !by && !septel__has_words(asker))
		septel__draft_originator(&writer, "by");
	else
		septel__draft_party(&writer, "by", by, asker);
	septel__draft_party(&writer, "to", to, asked);
	septel__draft_words(&writer, "what", clause->what);
	if (clause->due && (clause->due->deadline || !clause->due->past)) {
		septel__draft_due(&writer, clause->due);
		state->covered = clause->due;
	}
	septel__draft_mood(&writer, state);
	septel__draft_end(&writer, clause->cue, septel__from_subject(clause));
	keep_request(sheet, name, whom_key(state->sentence, to, asked));
	state->taken = clause->end;
}

/* "is requested to": who is asked stands before. */
static bool is_passive(const struct sheet_sentence *sentence, size_t cue)
{
	static const char *const PASSIVE[] = {"is", "are", "be", "was", "were", "been", NULL};
	return cue > 0 && septel__one_of(sentence->words[cue - 1].text, PASSIVE);
}

static bool is_noun(const struct sheet_sentence *sentence, const struct sheet_clause *clause)
{
	static const char *const BEFORE[] = {
		"the", "a",    "this", "any", "of", "to", "as",  "such", "all",  "their", "his",
		"our", "each", "its",  "an",  "on", "in", "for", "no",   "upon", "by",    NULL};
	const size_t cue = clause->cue;
	return cue == 0 || septel__stops_behind(sentence, cue - 1) ||
	       septel__one_of(sentence->words[cue - 1].text, BEFORE);
}

/* The words tell whom somebody asked: a party, people, or behind "asked" a few words. */
static bool is_asked(const struct sheet_sentence *sentence, struct word_range whom, bool named)
{
	static const char *const US[] = {"us", "him", "her", "them", NULL};
	const struct sheet_clause people = {.subject = whom};
	return party_among(sentence, whom) || septel__is_agent(sentence, &people) ||
	       septel__one_of(sentence->words[whom.last].text, US) ||
	       (named && whom.last <= whom.first + 3);
}

/* "the press", "a bid request for": a bare form is a verb behind "we", "to", "will". */
static bool is_bare_noun(const struct sheet_sentence *sentence, const struct sheet_clause *clause)
{
	static const char *const BARE[] = {"press", "request", "demand", "ask",
					   "call",  "appeal",  NULL};
	static const char *const BEFORE[] = {"we",   "they",   "i",      "to",   "will", "would",
					     "must", "should", "please", "also", "and",  NULL};
	const size_t cue = clause->cue;
	if (!septel__one_of(sentence->words[cue].text, BARE) ||
	    septel__word_is(sentence, cue + 1, "that") ||
	    septel__word_is(sentence, clause->cue_last, "that"))
		return false;
	if (cue == 0)
		return septel__word_is(sentence, cue, "press");
	return !septel__one_of(sentence->words[cue - 1].text, BEFORE) &&
	       !septel__is_agent(sentence, clause);
}

/* "had not asked to" */
static bool is_negative(const struct sheet_sentence *sentence, size_t cue)
{
	static const char *const NOT[] = {"not", "never", "nobody", NULL};
	return septel__says(sentence, cue > 2 ? cue - 2 : 0, cue, NOT);
}

void septel__draft_asked(struct sentence_state *state, bool named)
{
	struct sheet_clause *clause = &state->clause;
	const struct sheet_sentence *sentence = state->sentence;
	struct word_range whom;
	const bool please = septel__word_is(sentence, clause->cue, "please");
	const bool imperative = septel__word_is(sentence, clause->cue, "request");
	if (is_bare_noun(sentence, clause))
		return;
	if ((clause->cue <= state->taken && state->taken) || is_negative(sentence, clause->cue))
		return;
	if (state->sheet->navy && (!clause->due || !clause->due->deadline))
		return;
	if (is_passive(sentence, clause->cue)) {
		if (!septel__read_asked(sentence, clause, true, &whom))
			return;
		septel__draft_request(state, NULL, NO_WORDS, clause->who, clause->subject);
		return;
	}
	if (please) {
		septel__draft_request(state, NULL, NO_WORDS, NULL, NO_WORDS);
		return;
	}
	if (!septel__read_asked(sentence, clause, named, &whom))
		return;
	if (!septel__has_words(whom) && is_noun(sentence, clause) &&
	    !septel__word_is(sentence, clause->cue_last, "that") &&
	    !septel__word_is(sentence, clause->cue_last + 1, "that") &&
	    !(imperative && clause->cue == 0))
		return;
	/* "requested access to": no words tell whom, but what. */
	if (septel__has_words(whom) && !is_asked(sentence, whom, named)) {
		clause->what = (struct word_range){clause->cue_last + 1, clause->end};
		whom = NO_WORDS;
	}
	if (!septel__has_words(clause->what))
		return;
	septel__draft_request(state, clause->who, clause->subject, party_among(sentence, whom),
			      whom);
}
