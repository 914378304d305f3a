/* review_terminal.c - see review_terminal.h. */
#include "review_terminal.h"

#include "casebook_at.h"
#include "safe.h"
#include "terminal_keys.h"

#include <stdio.h>
#include <stdlib.h>

/* Parties that are noted along with one draft. */
#define NOTED_LIMIT 16

enum decision { DECISION_NONE, DECISION_ACCEPT, DECISION_REJECT, DECISION_SKIP, DECISION_EDIT };

/* The last decision, until the next one: then what was accepted is written. */
struct last_decision {
	enum decision what;
	size_t at;
	struct draft before;       /* as it was */
	struct septel_view claims; /* of ACCEPT: not written yet */
	size_t noted[NOTED_LIMIT]; /* drafts that go with them */
	size_t noted_count;
};

struct stepping {
	struct review *review;
	const struct worksheet *sheet;
	struct last_decision last;
	bool colours;
};

/* ---- showing ---- */

static void put_text(struct septel_view text)
{
	struct septel_out out;
	struct septel_view line;
	septel__out_init(&out, NULL, 0);
	while (septel__next_line(&text, &line)) {
		print_safely(&out, line);
		septel__out_byte(&out, '\n');
	}
	if (!out.failed)
		(void)fwrite(out.data, 1, out.length, stdout);
	septel__out_release(&out);
}

/* The sentence of a draft, by its key "8.3/..."; the count where there is none. */
static size_t sentence_of(const struct stepping *stepping, const struct draft *draft)
{
	const struct worksheet *sheet = stepping->sheet;
	const size_t dot = septel__find_byte(draft->key, '.', 0);
	const size_t slash = septel__find_byte(draft->key, '/', 0);
	const int paragraph = septel__number(septel__slice(draft->key, 0, dot));
	const int number = dot == VIEW_NOT_FOUND
				   ? -1
				   : septel__number(septel__slice(draft->key, dot + 1, slash));
	size_t at = 0;
	while (at < sheet->sentence_count && (sheet->sentences[at].paragraph != paragraph ||
					      sheet->sentences[at].number != number))
		at++;
	return at;
}

static void put_sentence(const struct stepping *stepping, size_t at, bool own)
{
	const struct worksheet_sentence *sentence = &stepping->sheet->sentences[at];
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__out_format(&out, "%s%c #%d.%d", own && stepping->colours ? "\x1b[1m" : "",
			   own ? '>' : ' ', sentence->paragraph, sentence->number);
	if (sentence->mark.len) {
		septel__out_string(&out, " (");
		print_safely(&out, sentence->mark);
		septel__out_byte(&out, ')');
	}
	septel__out_byte(&out, ' ');
	print_safely(&out, sentence->text);
	septel__out_format(&out, "%s\n", own && stepping->colours ? "\x1b[0m" : "");
	if (!out.failed)
		(void)fwrite(out.data, 1, out.length, stdout);
	septel__out_release(&out);
}

/* The sentence between those before and behind it in the same paragraph. */
static void put_context(const struct stepping *stepping, const struct draft *draft)
{
	const struct worksheet *sheet = stepping->sheet;
	const size_t at = sentence_of(stepping, draft);
	if (at == sheet->sentence_count)
		return;
	const int paragraph = sheet->sentences[at].paragraph;
	if (at > 0 && sheet->sentences[at - 1].paragraph == paragraph)
		put_sentence(stepping, at - 1, false);
	put_sentence(stepping, at, true);
	if (at + 1 < sheet->sentence_count && sheet->sentences[at + 1].paragraph == paragraph)
		put_sentence(stepping, at + 1, false);
}

static void show(const struct stepping *stepping, size_t at)
{
	const struct review *review = stepping->review;
	const struct draft *draft = &review->drafts.at[at];
	const size_t holes = septel__holes(draft->entry);
	printf("\n%.*s  %s  draft %zu of %zu, %zu open\n\n", VIEW_FORMAT(review->drafts.id),
	       septel_class_name(stepping->sheet->message->classification), draft->number,
	       review->drafts.count, review_count(review, DRAFT_OPEN));
	put_context(stepping, draft);
	putchar('\n');
	put_text(draft->entry);
	if (holes)
		printf("    %zu %s to fill\n", holes, holes == 1 ? "hole" : "holes");
}

static void tell_faults(const struct review *review)
{
	(void)fflush(stdout);
	casebook_tell(&review->book);
}

/* ---- deciding ---- */

/* Writes what was accepted last.  What does not hold any more stays open. */
static bool commit(struct stepping *stepping)
{
	struct review *review = stepping->review;
	struct last_decision *last = &stepping->last;
	if (last->what != DECISION_ACCEPT)
		return true;
	last->what = DECISION_NONE;
	switch (review_add(review, last->claims)) {
	case REVIEW_HOLDS:
		for (size_t i = 0; i < last->noted_count; i++)
			review->drafts.at[last->noted[i]].state = DRAFT_ACCEPTED;
		return review_decide(review, last->at, DRAFT_ACCEPTED);
	case REVIEW_FAULTS:
		tell_faults(review);
		break;
	case REVIEW_FAILED:
		complain("%s", review->error.text);
		break;
	}
	for (size_t i = 0; i < last->noted_count; i++)
		review->drafts.at[last->noted[i]].state = DRAFT_OPEN;
	complain("draft %zu was not added and stays open", review->drafts.at[last->at].number);
	return review_decide(review, last->at, DRAFT_OPEN);
}

/* Remembers the draft as it is, for undo; what was accepted before is written. */
static bool remember(struct stepping *stepping, enum decision what, size_t at)
{
	if (!commit(stepping))
		return false;
	stepping->last = (struct last_decision){
		.what = what, .at = at, .before = stepping->review->drafts.at[at]};
	return true;
}

static bool asks_yes(const char *question)
{
	printf("%s [y/n] ", question);
	const char key = keys_read();
	printf("%c\n", key == 'y' || key == 'Y' ? 'y' : 'n');
	return key == 'y' || key == 'Y';
}

/* The claim that notes a party: a draft of the worksheet, or one made here; empty: the user
 * does not want it. */
static struct septel_view offer_party(struct stepping *stepping, struct septel_view party,
				      size_t at, struct last_decision *along)
{
	struct review *review = stepping->review;
	const size_t noting = review_noting(review, party);
	char question[128];
	printf("%.*s is no party that the casebook knows.\n", VIEW_FORMAT(party));
	if (noting < review->drafts.count && noting != at &&
	    !septel__holes(review->drafts.at[noting].entry)) {
		put_text(review->drafts.at[noting].entry);
		snprintf(question, sizeof question, "Accept draft %zu, which notes it?",
			 review->drafts.at[noting].number);
		if (along->noted_count == NOTED_LIMIT || !asks_yes(question))
			return (struct septel_view){"", 0};
		along->noted[along->noted_count++] = noting;
		return review->drafts.at[noting].entry;
	}
	if (!asks_yes("Note it as a party?"))
		return (struct septel_view){"", 0};
	printf("What is it? ");
	const struct septel_view is = keys_line(review->arena);
	return is.len ? review_note(review, party, is, review->drafts.at[at].entry) : is;
}

/* Claims that note the parties which the entry needs; false: one is not wanted, or none are
 * needed, so that the faults stand. */
static bool offer_parties(struct stepping *stepping, size_t at, struct last_decision *along,
			  struct septel_view *before)
{
	struct review *review = stepping->review;
	const struct septel_views unknown = review_unknown(review, review->drafts.at[at].entry);
	struct septel_out out;
	septel__out_init(&out, review->arena, 0);
	for (size_t i = 0; i < unknown.count; i++) {
		const struct septel_view note = offer_party(stepping, unknown.at[i], at, along);
		if (!note.len)
			return false;
		septel__out_view(&out, note);
	}
	*before = septel__out_written(&out);
	return unknown.count > 0;
}

/* True: the draft is accepted, to be written with the next decision. */
static bool accept(struct stepping *stepping, size_t at)
{
	struct review *review = stepping->review;
	struct last_decision next = {.what = DECISION_ACCEPT, .at = at};
	struct septel_view before = {"", 0};
	if (!remember(stepping, DECISION_NONE, at) || !review_is_whole(review, at))
		return false;
	next.before = review->drafts.at[at];
	next.claims = review_claims(review, at, before);
	enum review_result result = review_try(review, next.claims);
	if (result == REVIEW_FAULTS && offer_parties(stepping, at, &next, &before)) {
		next.claims = review_claims(review, at, before);
		result = review_try(review, next.claims);
	}
	if (result == REVIEW_FAULTS)
		tell_faults(review);
	else if (result == REVIEW_FAILED)
		complain("%s", review->error.text);
	if (result != REVIEW_HOLDS)
		return false;
	for (size_t i = 0; i < next.noted_count; i++)
		review->drafts.at[next.noted[i]].state = DRAFT_ACCEPTED;
	review->drafts.at[at].state = DRAFT_ACCEPTED;
	stepping->last = next;
	printf("accepted\n");
	return true;
}

/* Comment lines are for the editor only. */
static struct septel_view without_comments(struct septel_view text, struct septel_arena *arena)
{
	struct septel_out out;
	struct septel_view line;
	septel__out_init(&out, arena, 0);
	while (septel__next_line(&text, &line)) {
		const struct septel_view said = septel__trim(line);
		if (said.len && said.ptr[0] != ';') {
			septel__out_view(&out, septel__trim_right(line));
			septel__out_byte(&out, '\n');
		}
	}
	return septel__out_written(&out);
}

static bool edit(struct stepping *stepping, size_t at)
{
	struct review *review = stepping->review;
	const size_t sentence = sentence_of(stepping, &review->drafts.at[at]);
	struct septel_out out;
	septel__out_init(&out, review->arena, 0);
	if (sentence < stepping->sheet->sentence_count) {
		septel__out_string(&out, "; ");
		print_safely(&out, stepping->sheet->sentences[sentence].text);
		septel__out_byte(&out, '\n');
	}
	septel__out_view(&out, review->drafts.at[at].entry);
	struct septel_view text = septel__out_written(&out);
	if (!keys_edit(&text, review->arena))
		return true;
	text = without_comments(text, review->arena);
	if (!text.len || septel__equal(text, review->drafts.at[at].entry)) {
		printf("nothing was changed\n");
		return true;
	}
	if (!remember(stepping, DECISION_EDIT, at))
		return false;
	review->drafts.at[at].entry = text;
	return review_decide(review, at, DRAFT_OPEN);
}

/* Takes the last decision back; gives the draft that it was made on, else `at`. */
static size_t undo(struct stepping *stepping, size_t at)
{
	struct review *review = stepping->review;
	struct last_decision *last = &stepping->last;
	if (last->what == DECISION_NONE) {
		printf("nothing to undo\n");
		return at;
	}
	for (size_t i = 0; i < last->noted_count; i++)
		review->drafts.at[last->noted[i]].state = DRAFT_OPEN;
	review->drafts.at[last->at] = last->before;
	if (last->what != DECISION_ACCEPT && !review_decide(review, last->at, last->before.state))
		complain("%s", review->error.text);
	last->what = DECISION_NONE;
	printf("undone\n");
	return last->at;
}

/* ---- stepping ---- */

static size_t next_open(const struct review *review, size_t at)
{
	while (at < review->drafts.count && review->drafts.at[at].state != DRAFT_OPEN)
		at++;
	return at;
}

/* What one key does: the draft that comes next; SIZE_MAX: the end, *done tells how. */
static size_t take_key(struct stepping *stepping, size_t at, char key, bool *done)
{
	switch (key) {
	case 'a':
		return accept(stepping, at) ? at + 1 : at;
	case 'e':
		*done = edit(stepping, at);
		return *done ? at : SIZE_MAX;
	case 's':
		*done = remember(stepping, DECISION_SKIP, at);
		return *done ? at + 1 : SIZE_MAX;
	case 'r':
		*done = remember(stepping, DECISION_REJECT, at) &&
			review_decide(stepping->review, at, DRAFT_REJECTED);
		printf("rejected\n");
		return *done ? at + 1 : SIZE_MAX;
	case 'u':
		return undo(stepping, at);
	case 'q':
		return SIZE_MAX;
	default:
		printf("a: into the journal; e: in your editor; s: later; r: never; "
		       "u: take the last one back; q: stop here\n");
		return at;
	}
}

static bool step(struct stepping *stepping)
{
	struct review *review = stepping->review;
	bool done = true;
	for (size_t at = next_open(review, 0); at != SIZE_MAX;) {
		if (at < review->drafts.count) {
			show(stepping, at);
			printf("[a]ccept [e]dit [s]kip [r]eject [u]ndo [q]uit ? ");
		} else {
			/* The last one may be taken back, too. */
			printf("\nno draft is left; [u]ndo the last, or any key to end ? ");
		}
		const char key = keys_read();
		putchar('\n');
		if (at >= review->drafts.count && key != 'u')
			break;
		at = take_key(stepping, at, key, &done);
		if (at != SIZE_MAX)
			at = next_open(review, at);
	}
	return commit(stepping) && done;
}

bool review_at_terminal(struct review *review, const struct worksheet *sheet)
{
	struct stepping stepping = {
		.review = review, .sheet = sheet, .colours = getenv("NO_COLOR") == NULL};
	if (!keys_begin()) {
		snprintf(review->error.text, sizeof review->error.text,
			 "the terminal gives no single keys");
		return false;
	}
	const bool done = step(&stepping);
	keys_end();
	printf("%zu accepted, %zu rejected, %zu open\n", review_count(review, DRAFT_ACCEPTED),
	       review_count(review, DRAFT_REJECTED), review_count(review, DRAFT_OPEN));
	return done;
}
