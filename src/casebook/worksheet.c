/* worksheet.c - see worksheet.h: sentence by sentence, in two passes.
 *
 * The first learns who is named, the second makes drafts; a sentence's words live in a scratch
 * arena that is emptied before the next. */
#include "../access/level.h"
#include "worksheet_draft.h"

#include <stdlib.h>

/* ---- sentences ---- */

static struct septel_view one_line(struct septel_view text, struct septel_arena *arena)
{
	const struct septel_view copy = septel_arena_copy(arena, text);
	for (size_t i = 0; i < copy.len; i++)
		if (septel__is_space(copy.ptr[i]))
			((char *)(uintptr_t)copy.ptr)[i] = ' ';
	return copy;
}

static bool is_comment_heading(struct septel_view heading)
{
	return septel__find_fold(heading, "comment", 0) != VIEW_NOT_FOUND;
}

/* "Comment:", "Embassy comment:", "(Comment:" begin one; "End comment" ends it. */
static bool begins_comment(struct septel_view text)
{
	const size_t at = septel__find_fold(septel__slice(text, 0, 40), "comment", 0);
	return at != VIEW_NOT_FOUND && at < 24 &&
	       septel__find_fold(septel__slice(text, 0, at), "end ", 0) == VIEW_NOT_FOUND &&
	       (septel__is_one_of(at + 7 < text.len ? text.ptr[at + 7] : ' ', ":.") ||
		septel__find_fold(septel__slice(text, 0, 60), "comment:", 0) != VIEW_NOT_FOUND);
}

static bool ends_part(struct septel_view text, const char *words)
{
	return septel__find_fold(septel__slice(text, text.len > 60 ? text.len - 60 : 0, text.len),
				 words, 0) != VIEW_NOT_FOUND;
}

/* Whether a sentence lies in the summary, in the comment. */
struct parts {
	bool comment, summary, commented;
};

static void add_sentence(struct sheet *sheet, int paragraph, int number, struct septel_view mark,
			 struct septel_view text, const struct parts *parts)
{
	if (!text.len)
		return;
	sheet->comments[sheet->count] = parts->comment || parts->commented;
	sheet->summary[sheet->count] = parts->summary;
	sheet->sentences[sheet->count++] = (struct worksheet_sentence){
		.paragraph = paragraph, .number = number, .mark = mark, .text = text};
}

static void add_paragraph(struct sheet *sheet, const struct septel_paragraph *paragraph,
			  struct septel_views sentences, struct parts *parts)
{
	if (paragraph->heading.len)
		parts->comment = is_comment_heading(paragraph->heading);
	if (paragraph->heading.len &&
	    septel__find_fold(paragraph->heading, "summary", 0) != VIEW_NOT_FOUND)
		parts->summary = true;
	else if (paragraph->heading.len)
		parts->summary = false;
	for (size_t i = 0; i < sentences.count; i++) {
		const struct septel_view text = one_line(sentences.at[i], sheet->arena);
		if (i == 0 && septel__starts_fold(text, "summary"))
			parts->summary = true;
		if (begins_comment(text))
			parts->commented = true;
		add_sentence(sheet, paragraph->number, (int)i + 1, paragraph->marking, text, parts);
		if (ends_part(text, "end comment"))
			parts->commented = false;
		if (ends_part(text, "end summary"))
			parts->summary = false;
	}
	/* A comment without an end is over with its paragraph, a summary with the first. */
	parts->commented = false;
	if (!sheet->made->message->summary.len)
		parts->summary = false;
}

static bool read_sentences(struct sheet *sheet)
{
	const struct septel_message *message = sheet->made->message;
	const size_t paragraphs = message->paragraphs.count;
	struct septel_views *views =
		septel_arena_alloc(sheet->arena, (paragraphs + 1) * sizeof *views);
	size_t room = 2;
	struct parts parts = {false, false, false};
	for (size_t i = 0; views && i < paragraphs; i++) {
		views[i] = septel_message_sentences(message, i, sheet->arena);
		room += views[i].count;
	}
	sheet->sentences = septel_arena_alloc(sheet->arena, room * sizeof *sheet->sentences);
	sheet->comments = septel_arena_alloc(sheet->arena, room * sizeof *sheet->comments);
	sheet->summary = septel_arena_alloc(sheet->arena, room * sizeof *sheet->summary);
	if (!views || !sheet->sentences || !sheet->comments || !sheet->summary)
		return false;
	add_sentence(sheet, 0, 0, (struct septel_view){"", 0},
		     one_line(septel_message_sentence(message, 0, 0, sheet->arena), sheet->arena),
		     &parts);
	for (size_t i = 0; i < paragraphs; i++)
		add_paragraph(sheet, &message->paragraphs.at[i], views[i], &parts);
	return !septel_arena_failed(sheet->arena);
}

/* ---- passes ---- */

static bool read_words(struct sheet *sheet, size_t index, struct sheet_sentence *sentence)
{
	septel_arena_reset(sheet->scratch);
	*sentence = (struct sheet_sentence){.index = index,
					    .stated = &sheet->sentences[index],
					    .text = sheet->sentences[index].text,
					    .comment = sheet->comments[index]};
	return septel__sheet_words(sentence, sheet->scratch);
}

static bool learn(struct sheet *sheet)
{
	struct sheet_sentence sentence;
	if (!septel__sheet_known(sheet) || !septel__sheet_countries(sheet))
		return false;
	for (size_t i = 0; i < sheet->count; i++)
		if (!read_words(sheet, i, &sentence) || !septel__sheet_parties(sheet, &sentence) ||
		    !septel__sheet_notes(sheet, &sentence))
			return false;
	return true;
}

static bool draft(struct sheet *sheet)
{
	struct sheet_sentence sentence;
	for (size_t i = 0; i < sheet->count; i++) {
		if (!read_words(sheet, i, &sentence) || !septel__sheet_times(sheet, &sentence) ||
		    !septel__sheet_mentions(sheet, &sentence))
			return false;
		septel__sheet_entries(sheet, &sentence);
	}
	return true;
}

/* ---- parties ---- */

static void note_party(struct sheet *sheet, const struct sheet_party *party, size_t index,
		       struct septel_view quote)
{
	struct draft_writer writer;
	const struct sheet_sentence sentence = {.index = index};
	septel__draft_begin(&writer, sheet, &sentence, CLAIM_PARTY_NOTED, septel__by_report(sheet),
			    party->private ? (struct septel_view){"", 0} : party->id);
	septel__draft_key(&writer, "is", party->is.len ? party->is : party->name);
	if (party->person)
		septel__draft_key(&writer, "kind", VIEW_LITERAL("person"));
	septel__draft_end_with(&writer, quote);
}

static bool is_quotable(struct septel_view text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] < 0x20 || text.ptr[i] == 0x7F)
			return false;
	return text.len > 0 && text.len < JOURNAL_LINE_LIMIT / 4;
}

/* Officials and bodies that the text explains, and whoever else a draft names. */
static void draft_parties(struct sheet *sheet)
{
	for (const struct sheet_party *party = sheet->parties; party; party = party->next) {
		const bool outside = party->sentence != SIZE_MAX;
		const size_t index = outside ? party->sentence : party->summary;
		const struct septel_view quote = outside ? party->quote : party->summary_quote;
		if (party->known || index == SIZE_MAX || !is_quotable(quote) ||
		    !(party->used || (party->explained && (party->person || party->body))))
			continue;
		note_party(sheet, party, index, quote);
	}
}

/* ---- the result ---- */

static int compare_drafts(const void *a, const void *b)
{
	const struct sheet_draft *one = a, *other = b;
	const bool party = one->made.type == CLAIM_PARTY_NOTED;
	if (one->sentence != other->sentence)
		return one->sentence < other->sentence ? -1 : 1;
	if (party != (other->made.type == CLAIM_PARTY_NOTED))
		return party ? -1 : 1;
	if (one->place != other->place)
		return one->place < other->place ? -1 : 1;
	return (one->order > other->order) - (one->order < other->order);
}

static bool publish(struct sheet *sheet)
{
	struct worksheet *made = sheet->made;
	struct worksheet_draft *drafts =
		septel_arena_alloc(sheet->arena, (sheet->draft_count + 1) * sizeof *drafts);
	if (!drafts)
		return false;
	for (size_t i = 0; i < sheet->draft_count; i++)
		sheet->drafts[i].order = i;
	if (sheet->draft_count)
		qsort(sheet->drafts, sheet->draft_count, sizeof *sheet->drafts, compare_drafts);
	for (size_t i = 0; i < sheet->draft_count; i++) {
		struct worksheet_sentence *sentence = &sheet->sentences[sheet->drafts[i].sentence];
		drafts[i] = sheet->drafts[i].made;
		drafts[i].number = i + 1;
		if (sentence->count++ == 0)
			sentence->first = i;
	}
	made->drafts = drafts;
	made->draft_count = sheet->draft_count;
	made->sentences = sheet->sentences;
	made->sentence_count = sheet->count;
	return true;
}

/* "@msg ID dtg=... class=C decl=... split=1". */
static struct septel_view opening(const struct worksheet *made, struct septel_arena *arena)
{
	const struct septel_message *message = made->message;
	char time[TIME_TEXT_SIZE];
	struct septel_out out;
	const bool dated =
		septel__has_time(message->dtg) && message->dtg.hour != SEPTEL_NUMBER_NONE;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "@msg %.*s dtg=%s class=%s", VIEW_FORMAT(made->id),
			   dated ? septel__time_text(message->dtg, time) : "?",
			   message->classification ? septel__level_letters(message->classification)
						   : "?");
	if (septel__has_time(message->declassify.on)) {
		struct septel_time day = message->declassify.on;
		day.hour = day.minute = SEPTEL_NUMBER_NONE;
		septel__out_format(&out, " decl=%s", septel__time_text(day, time));
	}
	return septel__out_written(&out);
}

bool septel__worksheet_make(struct worksheet *made, const struct septel_message *message,
			    struct septel_view id, const struct casebook *known,
			    struct septel_arena *arena)
{
	struct sheet *sheet = septel_arena_alloc(arena, sizeof *sheet);
	*made = (struct worksheet){.message = message, .id = id};
	if (!sheet)
		return false;
	*sheet = (struct sheet){.made = made,
				.arena = arena,
				.scratch = septel_arena_new(0),
				.known = known,
				.report = message->dtg,
				.navy = message->profile == SEPTEL_PROFILE_NAVY};
	sheet->report.hour = sheet->report.minute = SEPTEL_NUMBER_NONE;
	bool done = sheet->scratch && read_sentences(sheet) && learn(sheet) && draft(sheet);
	if (done)
		draft_parties(sheet);
	done = done && !septel_arena_failed(arena) && !septel_arena_failed(sheet->scratch) &&
	       publish(sheet);
	made->opening = opening(made, arena);
	septel_arena_free(sheet->scratch);
	return done && !septel_arena_failed(arena);
}
