/* review.c - see review.h. */
#include "review.h"

#include "../access/files.h"
#include "../base/out.h"
#include "../casebook/reading.h"
#include "safe.h"

/* Bytes of an entry that is looked for in journals. */
#define ENTRY_LEAST 20

static bool fail(struct review *review, const char *text)
{
	if (review->messages.error.text[0])
		review->error = review->messages.error;
	else if (text)
		septel__access_fail(&review->error, ACCESS_FAILED, "%s", text);
	return false;
}

/* A draft whose words stand in a journal was accepted, by whatever way. */
static bool reconcile(struct review *review)
{
	struct casebook_folder folder;
	if (septel__folder_load(&folder, review->path, review->arena, &review->error) != ACCESS_OK)
		return false;
	for (size_t i = 0; i < review->drafts.count; i++) {
		struct draft *draft = &review->drafts.at[i];
		const struct septel_view entry = septel__trim_right(draft->entry);
		if (draft->state != DRAFT_OPEN || entry.len < ENTRY_LEAST ||
		    septel__holes(draft->entry))
			continue;
		for (size_t j = 0; j < folder.count && draft->state == DRAFT_OPEN; j++)
			if (memmem(folder.journals[j].text.ptr, folder.journals[j].text.len,
				   entry.ptr, entry.len))
				draft->state = DRAFT_ACCEPTED;
	}
	return true;
}

bool review_open(struct review *review, const struct invocation *invocation, const char *path,
		 const struct option_value *archive, const char *file)
{
	*review = (struct review){.invocation = invocation,
				  .path = path,
				  .arena = septel_arena_new(CASEBOOK_ARENA_LIMIT),
				  .trial = septel_arena_new(CASEBOOK_ARENA_LIMIT),
				  .error = {"out of memory"}};
	if (!case_messages_open(&review->messages, invocation, path, archive) || !review->arena ||
	    !review->trial)
		return fail(review, NULL);
	review->source = case_messages_source(&review->messages);
	if (septel__drafts_load(&review->drafts, file, review->arena, &review->error) !=
		    ACCESS_OK ||
	    !reconcile(review))
		return false;
	review->error.text[0] = '\0';
	return true;
}

void review_close(struct review *review)
{
	case_messages_close(&review->messages);
	septel_arena_free(review->trial);
	septel_arena_free(review->arena);
}

/* ---- adding ---- */

struct septel_view review_claims(struct review *review, size_t at, struct septel_view before)
{
	struct septel_out out;
	septel__out_init(&out, review->arena, 0);
	septel__out_format(&out, "%.*s\n%.*s%.*s", VIEW_FORMAT(review->drafts.opening),
			   VIEW_FORMAT(before), VIEW_FORMAT(review->drafts.at[at].entry));
	return septel__out_written(&out);
}

static enum review_result run(struct review *review, struct septel_view claims, bool really)
{
	size_t added;
	const struct journal journal = {.path = VIEW_LITERAL("draft"), .text = claims};
	septel_arena_reset(review->trial);
	septel__casebook_init(&review->book, review->trial);
	review->error.text[0] = '\0';
	const enum access_status status =
		really ? septel__folder_add(&review->book, review->path, &journal, &review->source,
					    &added, &review->error)
		       : septel__folder_try(&review->book, review->path, &journal, &review->source,
					    &added, &review->error);
	if (review->book.fault_count)
		return REVIEW_FAULTS;
	if (status == ACCESS_OK)
		return REVIEW_HOLDS;
	fail(review, NULL);
	return REVIEW_FAILED;
}

enum review_result review_try(struct review *review, struct septel_view claims)
{
	return run(review, claims, false);
}

enum review_result review_add(struct review *review, struct septel_view claims)
{
	return run(review, claims, true);
}

bool review_is_whole(const struct review *review, size_t at)
{
	const struct draft *draft = &review->drafts.at[at];
	const size_t holes = septel__holes(draft->entry);
	if (holes)
		complain("draft %zu stays open: %zu %s (?) to fill", draft->number, holes,
			 holes == 1 ? "hole" : "holes");
	return holes == 0;
}

bool review_decide(struct review *review, size_t at, enum draft_state state)
{
	int lock;
	review->drafts.at[at].state = state;
	if (septel__folder_lock(&lock, review->drafts.path, &review->error) != ACCESS_OK)
		return false;
	const bool done = septel__drafts_replace(&review->drafts, lock, review->arena,
						 &review->error) == ACCESS_OK;
	septel__folder_unlock(lock);
	return done;
}

/* ---- parties ---- */

static bool is_known(const struct review *review, struct septel_view name, bool place)
{
	return septel__casebook_find(&review->book, name, THING_PARTY) != NULL ||
	       (place && septel__casebook_find(&review->book, name, THING_PLACE) != NULL);
}

static void add_unknown(struct review *review, struct septel_views *found, struct septel_view *at,
			size_t room, struct septel_view word, bool place)
{
	if (!septel__is_name(word) || septel__equal(word, VIEW_LITERAL("not-stated")) ||
	    is_known(review, word, place) || found->count == room)
		return;
	for (size_t i = 0; i < found->count; i++)
		if (septel__equal(at[i], word))
			return;
	at[found->count++] = word;
}

/* Parties of one entry that are told of one by one. */
#define UNKNOWN_LIMIT 16

struct septel_views review_unknown(struct review *review, struct septel_view entry)
{
	struct septel_view line, key, word, type_word = {"", 0};
	struct septel_view *at =
		septel_arena_alloc(review->arena, UNKNOWN_LIMIT * sizeof(struct septel_view));
	struct septel_views found = {at, 0};
	if (!at || !septel__next_line(&entry, &line) || !septel__next_word(&line, &word) ||
	    !septel__next_word(&line, &type_word))
		return found;
	const enum claim_type type = septel__type_of(type_word);
	const struct type_row *row = septel__type_row(type);
	if (row->subject == SUBJECT_KNOWN && row->of == THING_PARTY)
		add_unknown(review, &found, at, UNKNOWN_LIMIT, septel__trim(line), false);
	while (septel__next_line(&entry, &line)) {
		const struct key_row *value =
			septel__next_word(&line, &key) ? septel__key_of(type, key) : NULL;
		if (!value || (value->value != VALUE_PARTY && value->value != VALUE_PARTIES &&
			       value->value != VALUE_LEAD && value->value != VALUE_COUNTRY))
			continue;
		while (septel__next_word(&line, &word))
			if (value->value != VALUE_LEAD ||
			    !septel__equal(word, VIEW_LITERAL("with")))
				add_unknown(review, &found, at, UNKNOWN_LIMIT, word,
					    value->value == VALUE_COUNTRY);
	}
	return found;
}

/* "WHEN party.noted NAME" */
static bool notes(struct septel_view entry, struct septel_view party)
{
	struct septel_view line, when, type;
	return septel__next_line(&entry, &line) && septel__next_word(&line, &when) &&
	       septel__next_word(&line, &type) &&
	       septel__equal(type, VIEW_LITERAL("party.noted")) &&
	       septel__equal(septel__trim(line), party);
}

size_t review_noting(const struct review *review, struct septel_view party)
{
	size_t at = 0;
	while (at < review->drafts.count && (review->drafts.at[at].state != DRAFT_OPEN ||
					     !notes(review->drafts.at[at].entry, party)))
		at++;
	return at;
}

struct septel_view review_note(struct review *review, struct septel_view party,
			       struct septel_view is, struct septel_view entry)
{
	struct septel_view rest = entry, line, word, when = {"", 0};
	struct septel_out out;
	septel__next_word(&entry, &when);
	septel__out_init(&out, review->arena, 0);
	septel__out_format(&out, "%.*s party.noted %.*s\n    is    %.*s\n", VIEW_FORMAT(when),
			   VIEW_FORMAT(party), VIEW_FORMAT(is));
	while (septel__next_line(&rest, &line)) {
		struct septel_view value = line;
		if (septel__next_word(&value, &word) && septel__equal(word, VIEW_LITERAL("src")))
			septel__out_format(&out, "%.*s\n", VIEW_FORMAT(line));
	}
	return septel__out_written(&out);
}

size_t review_numbered(const struct review *review, size_t number)
{
	size_t at = 0;
	while (at < review->drafts.count && review->drafts.at[at].number != number)
		at++;
	return at;
}

size_t review_count(const struct review *review, enum draft_state state)
{
	size_t count = 0;
	for (size_t i = 0; i < review->drafts.count; i++)
		count += review->drafts.at[i].state == state;
	return count;
}
