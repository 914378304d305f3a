/* anchors.c - see anchors.h. */
#include "anchors.h"

#include "../access/label.h"
#include "../base/date.h"
#include "../base/out.h"

#include <stdlib.h>

/* ---- quotes ------------------------------------------------------------------------------------
 */

/* U+2018, U+2019, U+201C and U+201D as the straight signs; 0 for anything else. */
static char straight(struct septel_view text, size_t at)
{
	if (at + 3 > text.len || memcmp(text.ptr + at, "\xE2\x80", 2) != 0)
		return '\0';
	switch (text.ptr[at + 2]) {
	case '\x98':
	case '\x99':
		return '\'';
	case '\x9C':
	case '\x9D':
		return '"';
	default:
		return '\0';
	}
}

static struct septel_view plain(struct septel_view text, struct septel_arena *arena)
{
	char *bytes = septel_arena_alloc(arena, text.len + 1);
	size_t length = 0;
	text = septel__trim(text);
	for (size_t at = 0; bytes && at < text.len; at++) {
		const char sign = straight(text, at);
		if (sign) {
			bytes[length++] = sign;
			at += 2;
		} else if (!septel__is_space(text.ptr[at])) {
			bytes[length++] = text.ptr[at];
		} else if (length && bytes[length - 1] != ' ') {
			bytes[length++] = ' ';
		}
	}
	return (struct septel_view){bytes ? bytes : "", length};
}

bool septel__quote_stands(struct septel_view sentence, struct septel_view quote,
			  struct septel_arena *arena)
{
	const struct septel_view whole = plain(sentence, arena), part = plain(quote, arena);
	return part.len > 0 && part.len <= whole.len &&
	       memmem(whole.ptr, whole.len, part.ptr, part.len) != NULL;
}

/* ---- one message
 * ---------------------------------------------------------------------------------- */

struct anchor_check {
	struct casebook *book;
	const struct message_source *source;
	const struct journal *only; /* NULL: all of them */
	struct anchor_report *report;
	struct septel_arena *scratch; /* of one message */
	const struct septel_message *message;
	struct septel_views *sentences; /* of each paragraph */
	bool **carries;                 /* which of them carry a claim */
};

/* The place among the paragraphs of the one with that number; their count: there is none. */
static size_t paragraph_at(const struct septel_message *message, int number)
{
	size_t at = 0;
	while (at < message->paragraphs.count && message->paragraphs.at[at].number != number)
		at++;
	return at;
}

static bool fault_at(const struct anchor_check *check, const struct journal_message *message,
		     uint32_t line, struct septel_view token, const char *what,
		     const char *expected)
{
	check->report->bad++;
	return septel__casebook_fault(check->book, message->journal, line, token, what, expected);
}

/* The class of what bears no mark is that of the message. */
static enum septel_class class_of(const struct anchor_check *check,
				  const struct claim_anchor *anchor, struct septel_view *mark)
{
	const struct septel_message *message = check->message;
	const size_t at = paragraph_at(message, anchor->paragraph);
	const bool subject = anchor->paragraph == 0 && anchor->sentence == 0;
	const struct access_portion portion =
		subject ? (struct access_portion){PORTION_SUBJECT, 0}
			: (struct access_portion){PORTION_PARAGRAPH, at};
	*mark = subject || at == message->paragraphs.count ? (struct septel_view){"", 0}
							   : message->paragraphs.at[at].marking;
	return septel__label_of_portion(message, septel__label_of_message(message), portion).level;
}

static void check_anchor(const struct anchor_check *check, const struct claim *claim,
			 struct claim_value *value)
{
	struct claim_anchor *anchor = &value->is.anchor;
	struct septel_view mark, rest = value->text, number;
	if (anchor->officer.len || !septel__next_word(&rest, &number))
		return;
	const struct septel_view sentence = septel_message_sentence(
		check->message, anchor->paragraph, anchor->sentence, check->scratch);
	if (!sentence.len) {
		fault_at(check, claim->message, value->line, number, "no such sentence",
			 "one of the message");
		return;
	}
	if (!septel__quote_stands(sentence, anchor->quote, check->scratch)) {
		struct septel_out out;
		septel__out_init(&out, check->book->arena, 0);
		septel__out_format(&out, "words of %.*s#%.*s", VIEW_FORMAT(claim->message->id),
				   VIEW_FORMAT(number));
		const char *expected = septel__out_terminated(&out);
		fault_at(check, claim->message, value->line, anchor->quote, "quote not found",
			 expected ? expected : "");
		return;
	}
	anchor->class_ = class_of(check, anchor, &mark);
	if (anchor->mark.len && septel_portion_class(anchor->mark) != anchor->class_) {
		struct septel_out out;
		septel__out_init(&out, check->book->arena, 0);
		septel__out_format(&out, "that of the sentence, %s",
				   anchor->class_ ? septel_class_name(anchor->class_)
						  : "which has none");
		const char *expected = septel__out_terminated(&out);
		fault_at(check, claim->message, value->line, anchor->mark, "wrong mark",
			 expected ? expected : "");
		return;
	}
	const size_t at = paragraph_at(check->message, anchor->paragraph);
	if (at < check->message->paragraphs.count && anchor->sentence > 0 &&
	    (size_t)anchor->sentence <= check->sentences[at].count)
		check->carries[at][anchor->sentence - 1] = true;
}

/* The @msg line says what the message says. */
static void check_message(const struct anchor_check *check, const struct journal_message *stated)
{
	const struct septel_message *message = check->message;
	char text[TIME_TEXT_SIZE];
	if (septel__has_time(message->dtg) &&
	    septel__minute_number(message->dtg) != septel__minute_number(stated->dtg))
		fault_at(check, stated, stated->line, stated->dtg_text, "wrong dtg",
			 septel__time_text(message->dtg, text));
	if (message->classification && message->classification != stated->class_)
		fault_at(check, stated, stated->line, stated->class_text, "wrong class",
			 septel_class_name(message->classification));
}

/* ---- coverage
 * -------------------------------------------------------------------------------------- */

/* Sentences of each paragraph, and the signature as one more of the last. */
static bool count_sentences(struct anchor_check *check)
{
	const struct septel_message *message = check->message;
	const size_t count = message->paragraphs.count;
	check->sentences =
		septel_arena_alloc(check->scratch, (count + 1) * sizeof *check->sentences);
	check->carries = septel_arena_alloc(check->scratch, (count + 1) * sizeof(bool *));
	for (size_t i = 0; check->sentences && check->carries && i < count; i++) {
		check->sentences[i] = septel_message_sentences(message, i, check->scratch);
		if (i + 1 == count && message->signature.len)
			check->sentences[i].count++;
		const size_t size = check->sentences[i].count + 1;
		check->carries[i] = septel_arena_alloc(check->scratch, size);
		if (check->carries[i])
			memset(check->carries[i], 0, size);
	}
	return !septel_arena_failed(check->scratch);
}

static void cover(const struct anchor_check *check, const struct journal_message *stated)
{
	struct anchor_coverage *coverage =
		&check->report->coverage[check->report->coverage_count++];
	struct septel_out out;
	size_t left = 0, told = 0;
	*coverage = (struct anchor_coverage){.message = stated};
	for (size_t i = 0; i < check->message->paragraphs.count; i++)
		for (size_t j = 0; j < check->sentences[i].count; j++)
			left += !check->carries[i][j];
	septel__out_init(&out, check->book->arena, 0);
	for (size_t i = 0; i < check->message->paragraphs.count; i++) {
		coverage->sentences += check->sentences[i].count;
		for (size_t j = 0; j < check->sentences[i].count; j++) {
			if (check->carries[i][j])
				continue;
			told++;
			septel__out_format(&out, "%s%d.%zu",
					   told == 1      ? ""
					   : told == left ? " and "
							  : ", ",
					   check->message->paragraphs.at[i].number, j + 1);
		}
	}
	coverage->anchored = coverage->sentences - left;
	coverage->unanchored = septel__out_written(&out);
}

/* ---- all messages
 * ------------------------------------------------------------------------------------- */

/* The claims of each @msg line, in the order of the log: those of message N begin at
 * claims[start[N]] and end before claims[start[N + 1]]. */
struct claims_by_message {
	struct claim **claims;
	size_t *start;
};

/* Messages by their ids, those of one id in the order of the log. */
static int compare_messages(const void *a, const void *b)
{
	const struct journal_message *const *one = a, *const *other = b;
	const int difference = septel__compare((*one)->id, (*other)->id);
	return difference
		       ? difference
		       : ((*one)->number > (*other)->number) - ((*one)->number < (*other)->number);
}

static void check_claim(const struct anchor_check *check, struct claim *claim)
{
	for (size_t i = 0; i < claim->value_count; i++)
		if (claim->values[i].row->value == VALUE_ANCHOR)
			check_anchor(check, claim, &claim->values[i]);
}

/* All @msg lines of one number. */
static bool check_group(struct anchor_check *check, const struct journal_message *const *group,
			size_t count, const struct claims_by_message *by_message)
{
	const struct journal_message *stated = group[0];
	septel_arena_reset(check->scratch);
	switch (check->source->find(check->source->context, stated->id, &check->message)) {
	case MESSAGE_UNREADABLE:
		return false;
	case MESSAGE_ABSENT:
		fault_at(check, stated, stated->line, stated->id, "message not held",
			 check->source->expected);
		return true;
	case MESSAGE_FOUND:
		break;
	}
	if (!count_sentences(check))
		return false;
	for (size_t i = 0; i < count; i++) {
		check_message(check, group[i]);
		const size_t number = group[i]->number;
		for (size_t j = by_message->start[number]; j < by_message->start[number + 1]; j++)
			check_claim(check, by_message->claims[j]);
	}
	cover(check, stated);
	return !septel_arena_failed(check->scratch);
}

static bool sort_claims(struct claims_by_message *by_message, const struct casebook *book)
{
	const size_t size = (book->message_count + 2) * sizeof *by_message->start;
	size_t *start = septel_arena_alloc(book->arena, size);
	*by_message = (struct claims_by_message){
		septel_arena_alloc(book->arena, (book->claim_count + 1) * sizeof(struct claim *)),
		start};
	if (!by_message->claims || !start)
		return false;
	memset(start, 0, size);
	for (size_t i = 0; i < book->claim_count; i++)
		start[book->claims[i]->message->number + 2]++;
	for (size_t i = 2; i < book->message_count + 2; i++)
		start[i] += start[i - 1];
	for (size_t i = 0; i < book->claim_count; i++)
		by_message->claims[start[book->claims[i]->message->number + 1]++] = book->claims[i];
	return true;
}

static bool check_groups(struct anchor_check *check)
{
	struct casebook *book = check->book;
	const size_t messages = book->message_count;
	const struct journal_message **groups =
		septel_arena_alloc(book->arena, (messages + 1) * sizeof(struct journal_message *));
	struct claims_by_message by_message;
	size_t count = 0;
	check->report->coverage =
		septel_arena_alloc(book->arena, (messages + 1) * sizeof *check->report->coverage);
	if (!groups || !sort_claims(&by_message, book) || !check->report->coverage)
		return false;
	for (const struct journal_message *at = book->first_message; at; at = at->next)
		if (!check->only || at->journal == check->only)
			groups[count++] = at;
	qsort((void *)groups, count, sizeof(struct journal_message *), compare_messages);
	for (size_t i = 0, same; i < count; i += same) {
		same = 1;
		while (i + same < count && septel__equal(groups[i]->id, groups[i + same]->id))
			same++;
		if (!check_group(check, groups + i, same, &by_message))
			return false;
	}
	return true;
}

bool septel__anchors_check(struct casebook *book, const struct message_source *source,
			   const struct journal *only, struct anchor_report *report)
{
	struct anchor_check check = {.book = book,
				     .source = source,
				     .only = only,
				     .report = report,
				     .scratch = septel_arena_new(0)};
	*report = (struct anchor_report){0};
	const bool done = check.scratch && check_groups(&check) && !septel__casebook_failed(book);
	septel_arena_free(check.scratch);
	return done;
}
