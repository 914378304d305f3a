/* drafts.c - see drafts.h. */
#include "drafts.h"

#include "../access/files.h"
#include "../base/out.h"

#include <stdlib.h>

#define HEADER "septel-drafts 1"
#define COMMENT                                                                                    \
	"; Proposed, not said: nothing here counts until septel case review adds it to a journal."

static const char *const STATES[DRAFT_STATES] = {"open", "accepted", "rejected"};

const char *septel__draft_state_name(enum draft_state state)
{
	return STATES[state];
}

const char *septel__drafts_path(const char *folder, struct septel_view id,
				struct septel_arena *arena)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%s/", folder);
	for (size_t i = 0; i < id.len; i++)
		septel__out_byte(&out, id.ptr[i] == '/' ? '-' : id.ptr[i]);
	septel__out_string(&out, ".drafts");
	return septel__out_terminated(&out);
}

/* ---- reading ---- */

static bool read_state(struct septel_view word, enum draft_state *state)
{
	for (*state = DRAFT_OPEN; *state < DRAFT_STATES; (*state)++)
		if (septel__is_word(word, STATES[*state]))
			return true;
	return false;
}

/* "@draft 12 open 8.3/promise.made/1" */
static bool read_head(struct septel_view line, struct draft *draft)
{
	struct septel_view word, number, state;
	*draft = (struct draft){0};
	if (!septel__next_word(&line, &word) || !septel__next_word(&line, &number) ||
	    !septel__next_word(&line, &state) || !septel__next_word(&line, &draft->key))
		return false;
	const int read = septel__number(number);
	draft->number = read > 0 ? (size_t)read : 0;
	return draft->number > 0 && read_state(state, &draft->state);
}

static size_t count_heads(struct septel_view text)
{
	struct septel_view line;
	size_t count = 0;
	while (septel__next_line(&text, &line))
		count += septel__starts(line, "@draft ");
	return count;
}

static bool is_said(struct septel_view line)
{
	line = septel__trim(line);
	return line.len && line.ptr[0] != ';';
}

/* The lines up to the next "@draft". */
static struct septel_view take_entry(struct septel_view *rest)
{
	struct septel_view line, before = *rest;
	const char *from = rest->ptr, *end = from;
	while (septel__next_line(rest, &line)) {
		if (septel__starts(line, "@draft ")) {
			*rest = before;
			break;
		}
		before = *rest;
		if (is_said(line))
			end = rest->ptr;
	}
	return (struct septel_view){from, (size_t)(end - from)};
}

static enum access_status bad(const char *path, size_t line, struct access_error *error)
{
	return septel__access_fail(error, ACCESS_INVALID, "%s:%zu: no file of drafts: expected %s",
				   path, line,
				   line == 1 ? HEADER : "@draft NUMBER open|accepted|rejected KEY");
}

static enum access_status read_drafts(struct drafts *drafts, struct septel_view text,
				      struct septel_arena *arena, struct access_error *error)
{
	struct septel_view rest = text, line, word;
	if (!septel__next_line(&rest, &line) ||
	    !septel__equal(septel__trim(line), VIEW_LITERAL(HEADER)))
		return bad(drafts->path, 1, error);
	drafts->at = septel_arena_alloc(arena, (count_heads(text) + 1) * sizeof *drafts->at);
	if (!drafts->at)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", drafts->path);
	while (septel__next_line(&rest, &line)) {
		const struct septel_view said = septel__trim(line);
		struct draft *draft = &drafts->at[drafts->count];
		if (!is_said(line))
			continue;
		if (septel__starts(said, "@msg ") && !drafts->opening.len) {
			struct septel_view words = drafts->opening = said;
			if (septel__next_word(&words, &word))
				septel__next_word(&words, &drafts->id);
			continue;
		}
		if (!septel__starts(line, "@draft ") || !read_head(said, draft)) {
			size_t number = 1;
			for (const char *at = text.ptr; at < line.ptr; at++)
				number += *at == '\n';
			return bad(drafts->path, number, error);
		}
		draft->entry = take_entry(&rest);
		drafts->count++;
	}
	return drafts->id.len ? ACCESS_OK : bad(drafts->path, 2, error);
}

enum access_status septel__drafts_load(struct drafts *drafts, const char *path,
				       struct septel_arena *arena, struct access_error *error)
{
	struct septel_view text;
	bool present;
	*drafts = (struct drafts){.path = path};
	const enum access_status status =
		septel__file_read(&text, &present, path, JOURNAL_LIMIT, arena, error);
	if (status != ACCESS_OK)
		return status;
	if (!present)
		return septel__access_fail(
			error, ACCESS_INVALID,
			"%s: no drafts: septel case worksheet --drafts makes them", path);
	return read_drafts(drafts, text, arena, error);
}

/* ---- writing ---- */

enum access_status septel__drafts_replace(const struct drafts *drafts, int folder,
					  struct septel_arena *arena, struct access_error *error)
{
	struct septel_out out;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%s\n%s\n%.*s\n", HEADER, COMMENT, VIEW_FORMAT(drafts->opening));
	for (size_t i = 0; i < drafts->count; i++) {
		const struct draft *draft = &drafts->at[i];
		septel__out_format(&out, "\n@draft %zu %s %.*s\n%.*s", draft->number,
				   STATES[draft->state], VIEW_FORMAT(draft->key),
				   VIEW_FORMAT(draft->entry));
		if (out.length && out.data && out.data[out.length - 1] != '\n')
			septel__out_byte(&out, '\n');
	}
	if (out.failed || septel_arena_failed(arena))
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", drafts->path);
	return septel__file_replace(drafts->path, folder, septel__out_written(&out), error);
}

static int compare_keys(const void *a, const void *b)
{
	const struct draft *one = *(const struct draft *const *)a;
	const struct draft *other = *(const struct draft *const *)b;
	return septel__compare(one->key, other->key);
}

/* The old drafts by their keys; NULL: memory is out. */
static const struct draft **by_key(const struct drafts *old, struct septel_arena *arena)
{
	const struct draft **sorted =
		septel_arena_alloc(arena, (old->count + 1) * sizeof(const struct draft *));
	for (size_t i = 0; sorted && i < old->count; i++)
		sorted[i] = &old->at[i];
	if (sorted && old->count)
		qsort((void *)sorted, old->count, sizeof *sorted, compare_keys);
	return sorted;
}

/* New drafts with what was decided on, or edited in, the old ones of the same key. */
static bool merge(struct drafts *drafts, const struct drafts *old, const struct worksheet *sheet,
		  size_t *kept, struct septel_arena *arena)
{
	const struct draft **sorted = by_key(old, arena);
	drafts->at = septel_arena_alloc(arena, (sheet->draft_count + 1) * sizeof *drafts->at);
	if (!sorted || !drafts->at)
		return false;
	for (size_t i = 0; i < sheet->draft_count; i++) {
		const struct worksheet_draft *made = &sheet->drafts[i];
		struct draft *draft = &drafts->at[drafts->count++];
		*draft = (struct draft){made->number, DRAFT_OPEN, made->key, made->entry};
		const struct draft *wanted = draft;
		const struct draft *const *found =
			old->count ? bsearch((const void *)&wanted, (const void *)sorted,
					     old->count, sizeof *sorted, compare_keys)
				   : NULL;
		if (!found)
			continue;
		draft->state = (*found)->state;
		draft->entry = (*found)->entry;
		*kept += draft->state != DRAFT_OPEN;
	}
	return true;
}

enum access_status septel__drafts_save(const char *folder, const struct worksheet *sheet,
				       size_t *kept, struct septel_arena *arena,
				       struct access_error *error)
{
	int lock;
	struct septel_view text;
	bool present;
	struct drafts old = {.path = septel__drafts_path(folder, sheet->id, arena)};
	struct drafts drafts = {.path = old.path, .id = sheet->id, .opening = sheet->opening};
	*kept = 0;
	if (!old.path)
		return septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", folder);
	enum access_status status = septel__folder_lock(&lock, old.path, error);
	if (status != ACCESS_OK)
		return status;
	status = septel__file_read(&text, &present, old.path, JOURNAL_LIMIT, arena, error);
	if (status == ACCESS_OK && present)
		status = read_drafts(&old, text, arena, error);
	if (status == ACCESS_OK && !merge(&drafts, &old, sheet, kept, arena))
		status = septel__access_fail(error, ACCESS_FAILED, "%s: out of memory", old.path);
	if (status == ACCESS_OK)
		status = septel__drafts_replace(&drafts, lock, arena, error);
	septel__folder_unlock(lock);
	return status;
}
