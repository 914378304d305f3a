/* worksheet_encounters.c - see worksheet_draft.h: who met whom, and when. */
#include "worksheet_draft.h"

/* "GOI delegation", "ICRC Detentions Coordinator": the name is part of another's. */
static bool is_modifier(const struct sheet_sentence *sentence, const struct sheet_mention *mention)
{
	const size_t next = mention->last + 1;
	const struct sheet_word *last = &sentence->words[mention->last];
	if (next >= sentence->count || (last->after && !last->closes))
		return false;
	const struct sheet_word *word = &sentence->words[next];
	if (word->before == '(' || (word->capital && !septel__is_small(word->text)))
		return true;
	return last->acronym && !septel__is_small(word->text) && !septel__is_between(word->text) &&
	       !sentence->shouted;
}

/* Who was met: names behind the cue, that are no part of another's title. */
static size_t people_behind(const struct sheet_sentence *sentence,
			    const struct sheet_clause *clause, const struct sheet_mention *people[],
			    size_t most)
{
	static const char *const STOPS[] = {
		"that",   "about", "regarding", "concerning", "directly",   "following", "after",
		"during", "when",  "who",       "before",     "separately", "where",     NULL};
	size_t count = 0;
	for (size_t i = clause->cue_last + 1; i <= clause->end && i < sentence->count; i++) {
		if (septel__one_of(sentence->words[i].text, STOPS))
			break;
		const struct sheet_mention *mention = septel__mention_at(sentence, i);
		if (!mention)
			continue;
		const bool title = is_modifier(sentence, mention);
		if (!title && count < most)
			people[count++] = mention;
		i = mention->last;
	}
	return count;
}

#define PEOPLE_LIMIT 12

static void write_who(struct draft_writer *writer, const struct sheet_clause *clause)
{
	const struct sheet_mention *people[PEOPLE_LIMIT];
	const size_t count = people_behind(writer->sentence, clause, people, PEOPLE_LIMIT);
	struct septel_out line;
	bool hole = !clause->who || clause->who->kind == MENTION_PRIVATE || count == 0;
	septel__out_init(&line, writer->sheet->arena, 0);
	for (size_t i = 0; i < count + 1; i++) {
		const struct sheet_mention *mention = i ? people[i - 1] : clause->who;
		struct sheet_party *party =
			mention && mention->kind != MENTION_PRIVATE && mention->id.len
				? septel__sheet_party(writer->sheet, mention->id)
				: NULL;
		hole = hole || (mention && !party) || (party && party->private);
		if (!party || party->private)
			continue;
		septel__party_used(writer->sentence, mention, party);
		septel__out_format(&line, " %.*s", VIEW_FORMAT(party->id));
	}
	septel__out_format(&writer->out, "    who  %s%.*s", hole ? " ?" : "",
			   VIEW_FORMAT(septel__out_written(&line)));
	septel__out_byte(&writer->out, '\n');
}

/* "visited Camp Ashraf": two capitals that are nobody's name. */
static void write_place(struct draft_writer *writer, const struct sheet_clause *clause)
{
	const struct sheet_sentence *sentence = writer->sentence;
	size_t at = clause->cue_last + 1, last = at;
	if (septel__word_is(sentence, at, "the"))
		last = ++at;
	if (sentence->shouted || at >= sentence->count || septel__mention_at(sentence, at))
		return;
	while (last < sentence->count && sentence->words[last].capital &&
	       !septel__stops_behind(sentence, last))
		last++;
	if (last >= at + 2)
		septel__draft_words(writer, "place", (struct word_range){at, last - 1});
}

static void make_encounter(struct sentence_state *state)
{
	struct sheet_clause *clause = &state->clause;
	struct draft_writer writer;
	const struct sheet_time *due = clause->due;
	/* What was held is not due: a day behind the verb is its day. */
	if (due && !due->deadline && due->days[0] &&
	    (!clause->when || clause->when == due || clause->when->first < clause->cue)) {
		clause->when = due;
		clause->due = NULL;
	}
	septel__draft_begin(&writer, state->sheet, state->sentence, CLAIM_ENCOUNTER_HELD,
			    septel__told_day(state->sheet, clause),
			    septel__draft_name(state->sheet, state->sentence, "enc"));
	write_who(&writer, clause);
	if (septel__starts_fold(state->sentence->words[clause->cue].text, "visited")) {
		septel__draft_key(&writer, "kind", VIEW_LITERAL("visit"));
		write_place(&writer, clause);
	} else if (septel__starts_fold(state->sentence->words[clause->cue].text, "interview")) {
		septel__draft_key(&writer, "kind", VIEW_LITERAL("interview"));
	}
	septel__draft_mood(&writer, state);
	septel__draft_end(&writer, clause->cue, septel__from_subject(clause));
}

static bool is_dated(const struct sheet_clause *clause)
{
	return (clause->when != NULL) || (clause->due && !clause->due->deadline);
}

/* "met the requirements", "discussed the case". */
static bool is_with_somebody(const struct sheet_sentence *sentence,
			     const struct sheet_clause *clause)
{
	static const char *const WITH[] = {"with", NULL};
	static const char *const VERBS[] = {
		"visited", "visits", "accompanied", "accompanies", "interviewed", "interviews",
		"hosted",  "hosts",  "sent",        "spoke",       "speaks",      NULL};
	const struct septel_view verb = sentence->words[clause->cue].text;
	const struct sheet_mention *somebody[1];
	if (septel__one_of(verb, VERBS))
		return true;
	if (septel__starts_fold(verb, "discuss"))
		return septel__says(sentence, clause->cue_last + 1, clause->end, WITH);
	return clause->cue_last > clause->cue ||
	       septel__word_is(sentence, clause->cue_last + 1, "with") ||
	       septel__word_is(sentence, clause->cue_last + 1, "separately") ||
	       people_behind(sentence, clause, somebody, 1) > 0;
}

void septel__draft_meeting(struct sentence_state *state, bool telling)
{
	const struct sheet_sentence *sentence = state->sentence;
	struct sheet_clause *clause = &state->clause;
	const bool noun = septel__starts_fold(sentence->words[clause->cue].text, "meeting");
	const bool summary = state->sheet->summary[sentence->index];
	if (state->sheet->navy || sentence->comment)
		return;
	if ((telling || noun || summary) && !is_dated(clause))
		return;
	if (!telling && !is_with_somebody(sentence, clause))
		return;
	if (clause->cue > state->taken || !state->taken)
		make_encounter(state);
}

/* "called on": somebody to do something, or a visit. */
void septel__draft_calling(struct sentence_state *state)
{
	struct word_range whom;
	struct sheet_clause asked = state->clause;
	if (septel__read_asked(state->sentence, &asked, true, &whom) && septel__has_words(whom))
		septel__draft_asked(state, true);
	else
		septel__draft_meeting(state, false);
}
