/* worksheet_draft.c - see worksheet_draft.h. */
#include "worksheet_draft.h"

#include "../base/utf8.h"

/* Words of a quote, of a text, of the words in a hole. */
#define QUOTE_WORDS 45
#define TEXT_WORDS  30
#define HOLE_WORDS  8
/* Bytes of a word that is quoted: longer ones are no words. */
#define WORD_BYTES 200
/* Bytes between two words of one quote. */
#define GAP_BYTES 60
/* Drafts of one sentence; names of one kind in a sentence end in at most one letter. */
#define SENTENCE_DRAFTS 25

static struct septel_view day_text(const struct sheet *sheet, const char *before)
{
	char day[TIME_TEXT_SIZE];
	struct septel_out out;
	if (!septel__has_time(sheet->report))
		return VIEW_LITERAL("?");
	septel__out_init(&out, sheet->arena, 0);
	septel__out_format(&out, "%s%s", before, septel__time_text(sheet->report, day));
	return septel__out_written(&out);
}

struct septel_view septel__on_report(const struct sheet *sheet)
{
	return day_text(sheet, "");
}

struct septel_view septel__by_report(const struct sheet *sheet)
{
	return day_text(sheet, "../");
}

void septel__draft_begin(struct draft_writer *writer, struct sheet *sheet,
			 const struct sheet_sentence *sentence, enum claim_type type,
			 struct septel_view when, struct septel_view subject)
{
	if (!subject.len)
		subject = VIEW_LITERAL("?");
	*writer = (struct draft_writer){
		.sheet = sheet, .sentence = sentence, .type = type, .subject = subject};
	septel__out_init(&writer->out, sheet->arena, 0);
	septel__out_format(&writer->out, "%.*s %s %.*s\n", VIEW_FORMAT(when),
			   septel__type_row(type)->name, VIEW_FORMAT(subject));
}

/* Whether a draft of this sentence has that name already. */
static bool is_given(const struct sheet *sheet, const struct sheet_sentence *sentence,
		     struct septel_view name)
{
	for (size_t i = sheet->draft_count; i-- > 0;) {
		if (sheet->drafts[i].sentence != sentence->index)
			return false;
		if (septel__equal(sheet->drafts[i].subject, name))
			return true;
	}
	return false;
}

struct septel_view septel__draft_name(struct sheet *sheet, const struct sheet_sentence *sentence,
				      const char *prefix)
{
	const struct worksheet_sentence *at = &sheet->sentences[sentence->index];
	const struct septel_view id = sheet->made->id;
	struct septel_out out;
	septel__out_init(&out, sheet->arena, 0);
	septel__out_format(&out, "%s-", prefix);
	for (size_t i = 0; i < id.len && out.length < CASEBOOK_NAME_LIMIT / 2; i++)
		septel__out_byte(&out,
				 septel__is_alnum(id.ptr[i]) ? septel__lower(id.ptr[i]) : '-');
	septel__out_format(&out, "-%d.%d", at->paragraph, at->number);
	const size_t length = out.length;
	for (char letter = 'b'; letter <= 'z'; letter++) {
		if (!is_given(sheet, sentence, septel__out_written(&out)))
			break;
		out.length = length;
		septel__out_byte(&out, letter);
	}
	return septel__out_written(&out);
}

/* ---- values ---- */

void septel__draft_key(struct draft_writer *writer, const char *key, struct septel_view value)
{
	septel__out_format(&writer->out, "    %-5s %.*s\n", key, VIEW_FORMAT(value));
}

static bool is_barred(const struct sheet_word *word)
{
	return word->private || word->odd || word->text.len > WORD_BYTES;
}

/* Nothing but a little punctuation stands between word `at` and the next. */
static bool is_near(const struct sheet_sentence *sentence, size_t at)
{
	const struct septel_view word = sentence->words[at].text;
	return sentence->words[at + 1].text.ptr - (word.ptr + word.len) <= GAP_BYTES;
}

/* Writes words; names of private persons are "[name]". */
static void write_words(struct draft_writer *writer, const struct sheet_sentence *sentence,
			struct word_range words, size_t most)
{
	const size_t behind =
		words.last - words.first >= most ? words.first + most : words.last + 1;
	const char *space = "";
	for (size_t i = words.first; i < behind;) {
		size_t last = i;
		const bool private = sentence->words[i].private;
		while (last + 1 < behind && is_near(sentence, last) &&
		       (private ? sentence->words[last + 1].private
				: !is_barred(&sentence->words[i]) &&
					  !is_barred(&sentence->words[last + 1])))
			last++;
		const struct septel_view text = private ? VIEW_LITERAL("[name]")
						: is_barred(&sentence->words[i])
							? (struct septel_view){"", 0}
							: septel__words_text(sentence, i, last);
		if (text.len) {
			septel__out_string(&writer->out, space);
			septel__out_view(&writer->out, text);
			space = " ";
		}
		i = last + 1;
	}
}

void septel__draft_hole(struct draft_writer *writer, const char *key,
			const struct sheet_sentence *sentence, struct word_range words)
{
	septel__out_format(&writer->out, "    %-5s ?", key);
	if (septel__has_words(words)) {
		septel__out_byte(&writer->out, ' ');
		write_words(writer, sentence, words, HOLE_WORDS);
	}
	septel__out_byte(&writer->out, '\n');
}

void septel__draft_originator(struct draft_writer *writer, const char *key)
{
	const struct septel_view name = writer->sheet->made->message->from.name;
	struct septel_view rest = name, word;
	septel__out_format(&writer->out, "    %-5s ?", key);
	while (septel__next_word(&rest, &word) && name.len <= WORD_BYTES)
		if (septel__is_plain(word))
			septel__out_format(&writer->out, " %.*s", VIEW_FORMAT(word));
	septel__out_byte(&writer->out, '\n');
}

void septel__party_used(const struct sheet_sentence *sentence, const struct sheet_mention *mention,
			struct sheet_party *party)
{
	if (!party->known && !party->explained && party->sentence == SIZE_MAX) {
		party->name = septel__words_text(sentence, mention->first, mention->last);
		party->quote = party->name;
		party->sentence = sentence->index;
	}
	party->used = true;
}

void septel__draft_party(struct draft_writer *writer, const char *key,
			 const struct sheet_mention *mention, struct word_range words)
{
	struct sheet_party *party = mention && mention->kind != MENTION_PRIVATE && mention->id.len
					    ? septel__sheet_party(writer->sheet, mention->id)
					    : NULL;
	if (!party || party->private) {
		septel__draft_hole(writer, key, writer->sentence, words);
		return;
	}
	septel__party_used(writer->sentence, mention, party);
	septel__draft_key(writer, key, party->id);
}

void septel__draft_words(struct draft_writer *writer, const char *key, struct word_range words)
{
	const size_t before = writer->out.length;
	septel__out_format(&writer->out, "    %-5s ", key);
	const size_t empty = writer->out.length;
	if (septel__has_words(words))
		write_words(writer, writer->sentence, words, TEXT_WORDS);
	if (writer->out.length == empty) {
		writer->out.length = before;
		septel__draft_hole(writer, key, writer->sentence, NO_WORDS);
		return;
	}
	septel__out_byte(&writer->out, '\n');
}

void septel__draft_due(struct draft_writer *writer, const struct sheet_time *due)
{
	if (!due)
		return;
	writer->due = true;
	if (due->days[0]) {
		septel__draft_key(writer, "due", septel_view_of(due->days));
		return;
	}
	/* "by the end of the month", "next week" */
	const bool lead = septel__word_is(writer->sentence, due->lead, "by") ||
			  septel__word_is(writer->sentence, due->lead, "before");
	struct word_range words = {lead ? due->lead : due->first, due->last};
	septel__out_string(&writer->out, "    due   \"");
	const size_t from = writer->out.length;
	write_words(writer, writer->sentence, words, TEXT_WORDS);
	/* What is quoted here holds no quotation mark. */
	for (size_t k = from; k < writer->out.length; k++)
		if (writer->out.data[k] == '"')
			writer->out.data[k] = '\'';
	septel__out_string(&writer->out, "\"\n");
}

/* ---- the anchor ---- */

/* Cuts the words down to those around `cue` that may be quoted. */
static struct word_range quotable(const struct sheet_sentence *sentence, size_t cue,
				  struct word_range words)
{
	if (words.first > cue)
		words.first = cue;
	if (words.last < cue)
		words.last = cue;
	if (cue - words.first > QUOTE_WORDS / 2)
		words.first = cue - QUOTE_WORDS / 2;
	if (words.last - words.first >= QUOTE_WORDS)
		words.last = words.first + QUOTE_WORDS - 1;
	for (size_t i = cue; i-- > words.first;)
		if (is_barred(&sentence->words[i]) || !sentence->words[i].text.len ||
		    !is_near(sentence, i)) {
			words.first = i + 1;
			break;
		}
	for (size_t i = cue + 1; i <= words.last; i++)
		if (is_barred(&sentence->words[i]) || !is_near(sentence, i - 1)) {
			words.last = i - 1;
			break;
		}
	while (words.last > cue && !sentence->words[words.last].text.len)
		words.last--;
	return words;
}

/* "8.3/promise.made/1": which draft of that type it is in the sentence. */
static struct septel_view key_of(const struct draft_writer *writer)
{
	const struct sheet *sheet = writer->sheet;
	const struct worksheet_sentence *at = &sheet->sentences[writer->sentence->index];
	size_t which = 1;
	for (size_t i = sheet->draft_count;
	     i-- > 0 && sheet->drafts[i].sentence == writer->sentence->index;)
		which += sheet->drafts[i].made.type == writer->type;
	struct septel_out out;
	septel__out_init(&out, sheet->arena, 0);
	septel__out_format(&out, "%d.%d/%s/", at->paragraph, at->number,
			   septel__type_row(writer->type)->name);
	if (writer->type == CLAIM_PARTY_NOTED)
		septel__out_view(&out, writer->subject);
	else
		septel__out_number(&out, (long long)which);
	return septel__out_written(&out);
}

bool septel__draft_has_room(const struct sheet *sheet, const struct sheet_sentence *sentence)
{
	size_t count = 0;
	for (size_t i = sheet->draft_count;
	     i-- > 0 && sheet->drafts[i].sentence == sentence->index && count < SENTENCE_DRAFTS;)
		count++;
	return sheet->draft_count < WORKSHEET_DRAFTS_LIMIT && count < SENTENCE_DRAFTS;
}

static bool make_room(struct sheet *sheet)
{
	if (sheet->draft_count < sheet->draft_room)
		return true;
	const size_t room = sheet->draft_room ? 2 * sheet->draft_room : 64;
	struct sheet_draft *drafts = septel_arena_alloc(sheet->arena, room * sizeof *drafts);
	if (!drafts)
		return false;
	if (sheet->draft_count)
		memcpy(drafts, sheet->drafts, sheet->draft_count * sizeof *drafts);
	sheet->drafts = drafts;
	sheet->draft_room = room;
	return true;
}

static void finish(struct draft_writer *writer, size_t place, struct septel_view cue,
		   struct septel_view quote)
{
	struct sheet *sheet = writer->sheet;
	const struct worksheet_sentence *at = &sheet->sentences[writer->sentence->index];
	septel__out_format(&writer->out, "    src   %d.%d", at->paragraph, at->number);
	if (at->mark.len && septel_portion_class(at->mark) != SEPTEL_CLASS_NONE)
		septel__out_format(&writer->out, " (%.*s)", VIEW_FORMAT(at->mark));
	septel__out_format(&writer->out, " \"%.*s\"\n", VIEW_FORMAT(quote));
	const struct septel_view draft_key = key_of(writer);
	if (!septel__draft_has_room(sheet, writer->sentence)) {
		sheet->made->dropped++;
		return;
	}
	if (!make_room(sheet) || writer->out.failed)
		return;
	struct sheet_draft *draft = &sheet->drafts[sheet->draft_count];
	*draft = (struct sheet_draft){
		.sentence = writer->sentence->index,
		.place = place,
		.subject = writer->subject,
		.made = {.type = writer->type,
			 .cue = cue,
			 .key = draft_key,
			 .entry = septel__out_written(&writer->out),
			 .due = writer->due},
	};
	draft->made.holes = septel__holes(draft->made.entry);
	sheet->draft_count++;
}

void septel__draft_end(struct draft_writer *writer, size_t cue, struct word_range quote)
{
	const struct sheet_sentence *sentence = writer->sentence;
	if (is_barred(&sentence->words[cue]) || !sentence->words[cue].text.len)
		return;
	const struct word_range words = quotable(sentence, cue, quote);
	finish(writer, cue, sentence->words[cue].text,
	       septel__words_text(sentence, words.first, words.last));
}

void septel__draft_end_with(struct draft_writer *writer, struct septel_view quote)
{
	finish(writer, 0, quote, quote);
}

size_t septel__holes(struct septel_view entry)
{
	struct septel_view line, word;
	size_t holes = 0;
	bool first = true;
	while (septel__next_line(&entry, &line)) {
		for (size_t column = 0;
		     septel__next_word(&line, &word) && column < (first ? 3u : 2u); column++)
			holes += (first || column == 1) && septel__equal(word, VIEW_LITERAL("?"));
		first = false;
	}
	return holes;
}

/* ---- what drafts of all kinds share ---- */

struct word_range septel__from_subject(const struct sheet_clause *clause)
{
	const bool near = septel__has_words(clause->subject) && !clause->inherited;
	return (struct word_range){near ? clause->subject.first : clause->cue, clause->end};
}

struct septel_view septel__told_day(struct sheet *sheet, const struct sheet_clause *clause)
{
	if (clause->when && clause->when != clause->due && clause->when->days[0])
		return septel_view_of(clause->when->days);
	return septel__by_report(sheet);
}

void septel__draft_mood(struct draft_writer *writer, const struct sentence_state *state)
{
	if (state->sentence->comment)
		septel__draft_key(writer, "mood", VIEW_LITERAL("comment"));
	else if (state->believed)
		septel__draft_key(writer, "mood", VIEW_LITERAL("believed"));
	else if (state->reported)
		septel__draft_key(writer, "mood", VIEW_LITERAL("reported"));
}
