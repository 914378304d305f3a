/* worksheet_entries.c - see worksheet_reading.h: from the cues of a sentence to drafts.
 *
 * In Navy messages, where "will" and "request" are orders of a kind that nobody keeps a ledger
 * of, only what has a term is proposed. */
#include "worksheet_draft.h"

static void take_cue(struct sentence_state *state, enum cue_kind kind)
{
	switch (kind) {
	case CUE_AGREEMENT:
		septel__draft_agreement(state);
		break;
	case CUE_PROMISE:
		septel__draft_promise(state, NULL);
		break;
	case CUE_PLAN:
		if (!state->sheet->navy && septel__has_words(state->clause.subject))
			septel__draft_promise(state, "stated-intention");
		break;
	case CUE_WILL:
	case CUE_WOULD:
		septel__draft_will(state, kind == CUE_WOULD);
		break;
	case CUE_REQUEST:
	case CUE_REQUEST_NAMED:
		septel__draft_asked(state, kind == CUE_REQUEST_NAMED);
		break;
	case CUE_CALLING:
		septel__draft_calling(state);
		break;
	case CUE_MEETING:
	case CUE_TELLING:
		septel__draft_meeting(state, kind == CUE_TELLING);
		break;
	case CUE_REFUSAL:
		septel__draft_answer(state, "refused", state->clause.subject);
		break;
	case CUE_RESPONSE:
		if (septel__draft_acceptance(state))
			break;
		septel__draft_answer(
			state,
			septel__starts_fold(state->sentence->words[state->clause.cue].text,
					    "accept")
				? "agreed"
				: "favourable",
			state->clause.subject);
		break;
	case CUE_ASSURANCE:
		if (septel__draft_assurance(state))
			state->assurance = (struct word_range){state->clause.cue, SIZE_MAX};
		break;
	case CUE_ASSURANCES:
		if (septel__draft_assurances(state))
			state->assurance = (struct word_range){state->clause.cue, SIZE_MAX};
		break;
	default:
		septel__draft_person(state, kind);
	}
}

static void notice(struct sentence_state *state, size_t at)
{
	static const char *const TELLS[] = {
		"said",     "says",     "stated",    "told",      "reported",   "claimed",
		"added",    "noted",    "explained", "according", "replied",    "confirmed",
		"insisted", "argued",   "commented", "indicated", "emphasized", "stressed",
		"advised",  "informed", "responded", "opined",    "asserted",   NULL};
	static const char *const PREFERS[] = {"prefers",  "preferred", "prefer",   "proposes",
					      "proposed", "suggested", "suggests", NULL};
	static const char *const BELIEVES[] = {"believes",    "believe",  "believed", "thinks",
					       "thought",     "suspects", "assumes",  "feels",
					       "understands", NULL};
	const struct septel_view word = state->sentence->words[at].text;
	if (septel__one_of(word, BELIEVES)) {
		struct sheet_clause clause;
		septel__read_clause(state->sentence, at, 1, NULL, &clause);
		state->believed = true;
		state->believer = clause.subject;
		state->believing = clause.who;
	}
	if (septel__one_of(word, TELLS))
		state->reported = true;
	if (septel__one_of(word, PREFERS))
		state->preferred = true;
}

static bool is_navy_cue(enum cue_kind kind)
{
	return kind == CUE_PROMISE || kind == CUE_AGREEMENT || kind == CUE_WILL ||
	       kind == CUE_REQUEST || kind == CUE_REQUEST_NAMED;
}

static bool is_subject_cue(enum cue_kind kind)
{
	return kind == CUE_HOLDING || kind == CUE_TRANSFER || kind == CUE_RELEASE ||
	       kind == CUE_MOVED;
}

/* A deadline that no draft has: somebody is to do what the sentence says by then. */
static void leftover_deadline(struct sentence_state *state, const struct sheet_time *time)
{
	static const char *const WILL[] = {"will", "shall", NULL};
	static const char *const MUST[] = {"must", "required", "requested", "should", NULL};
	const struct sheet_sentence *sentence = state->sentence;
	struct sheet_clause *clause = &state->clause;
	const size_t from = time->lead > 30 ? time->lead - 30 : 0;
	*clause = (struct sheet_clause){.cue = time->lead,
					.cue_last = time->last,
					.subject = {from, from},
					.what = {from, time->lead ? time->lead - 1 : 0},
					.end = time->last,
					.condition = NO_WORDS,
					.until = NO_WORDS,
					.due = time};
	if (time->lead <= from)
		clause->what = (struct word_range){time->last + 1, sentence->count - 1};
	if (time->lead <= from && sentence->count > time->last + 1)
		clause->end = sentence->count - 1;
	if (septel__says(sentence, from, time->lead, WILL) &&
	    !septel__says(sentence, from, time->lead, MUST)) {
		clause->subject = NO_WORDS;
		septel__draft_promise(state, NULL);
	} else {
		septel__draft_request(state, NULL, NO_WORDS, NULL, NO_WORDS);
	}
}

static void deadlines(struct sentence_state *state)
{
	for (size_t i = 0; i < state->sentence->time_count &&
			   septel__draft_has_room(state->sheet, state->sentence);
	     i++) {
		const struct sheet_time *time = &state->sentence->times[i];
		if (time->deadline && (!state->covered || time->first > state->covered->first))
			leftover_deadline(state, time);
	}
}

/* "ICRC's request": somebody's, a noun. */
static bool is_owned(const struct sheet_sentence *sentence, size_t at)
{
	static const char *const OWNERS[] = {"his", "her", "its", "their", "our", "the", "a", NULL};
	if (at == 0)
		return false;
	const struct septel_view before = sentence->words[at - 1].text;
	return septel__one_of(before, OWNERS) || before.ptr[before.len] == '\'' ||
	       (unsigned char)before.ptr[before.len] == 0xE2;
}

void septel__sheet_entries(struct sheet *sheet, struct sheet_sentence *sentence)
{
	struct sentence_state state = {
		.sheet = sheet, .sentence = sentence, .believer = NO_WORDS, .assurance = NO_WORDS};
	const bool subject = sheet->sentences[sentence->index].number == 0;
	for (size_t at = 0; at < sentence->count; at++) {
		size_t words;
		const enum cue_kind kind = septel__cue_at(sentence, at, &words);
		if (kind != CUE_NONE && !septel__draft_has_room(sheet, sentence)) {
			sheet->made->dropped++;
			break;
		}
		if (kind != CUE_NONE && (!sheet->navy || is_navy_cue(kind)) &&
		    (!subject || is_subject_cue(kind))) {
			septel__read_clause(sentence, at, words,
					    state.has_before ? &state.before : NULL, &state.clause);
			take_cue(&state, kind);
			/* "its request that": a noun has no subject that a verb could go on with.
			 */
			if (!is_owned(sentence, at)) {
				state.before = state.clause;
				state.has_before = septel__has_words(state.clause.subject);
			}
		}
		notice(&state, at);
		at += kind == CUE_NONE ? 0 : words - 1;
	}
	if (!subject)
		deadlines(&state);
	if (!sheet->navy && !subject)
		septel__draft_series(sheet, sentence, state.promised);
	if (sentence->comment)
		septel__draft_prediction(sheet, sentence);
}
