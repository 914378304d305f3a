/* diff.c - see diff.h.
 *
 * No search for differences is needed: the repairs say where they are.  Each
 * repair widens to whole lines on both sides; repairs whose lines touch or lie
 * within twice the context make one hunk.
 */
#include "diff.h"

#include "../base/limits.h"
#include "safe.h"

#include <stdlib.h>

#define CONTEXT 3

/* Lines first..last (not included) of the old text that change together. */
struct change {
	size_t raw_from, raw_to;   /* bytes of raw, at line starts */
	size_t text_from, text_to; /* bytes of the clean text, at line starts */
};

static size_t line_start(struct septel_view text, size_t at)
{
	while (at > 0 && text.ptr[at - 1] != '\n')
		at--;
	return at;
}

/* Behind the line end of the line that `at` stands on. */
static size_t line_end(struct septel_view text, size_t at)
{
	const size_t newline = septel__find_byte(text, '\n', at);
	return newline == VIEW_NOT_FOUND ? text.len : newline + 1;
}

static size_t count_lines(struct septel_view text, size_t from, size_t to)
{
	size_t lines = 0;
	while (from < to) {
		from = line_end(text, from);
		lines++;
	}
	return lines;
}

/* The start of the line `count` lines before `at`, a line start. */
static size_t lines_back(struct septel_view text, size_t at, size_t count)
{
	while (count-- > 0 && at > 0)
		at = line_start(text, at - 1);
	return at;
}

static size_t lines_on(struct septel_view text, size_t at, size_t count)
{
	while (count-- > 0 && at < text.len)
		at = line_end(text, at);
	return at;
}

static void print_lines(struct septel_out *out, struct septel_view text, size_t from, size_t to,
			char mark)
{
	while (from < to) {
		const size_t next = line_end(text, from);
		septel__out_byte(out, mark);
		septel__out_bytes(out, text.ptr + from, next - from);
		if (text.ptr[next - 1] != '\n')
			septel__out_string(out, "\n\\ No newline at end of file\n");
		from = next;
	}
}

/* Widens the repairs from `first` on to whole lines, as long as they share
 * lines; gives the index behind the last of them.  `shift` is how far the clean
 * text is behind (or ahead of) raw before the first of them. */
static size_t gather(const struct diff *diff, size_t first, long long *shift, struct change *change)
{
	const struct septel_view raw = septel__out_written(&diff->raw);
	const struct septel_view text = septel__out_written(&diff->text);
	const struct septel_repair *repairs = diff->repairs;
	size_t i = first;
	size_t raw_at = repairs[i].at.offset;
	change->raw_from = line_start(raw, raw_at);
	change->text_from = (size_t)((long long)change->raw_from + *shift);
	for (;;) {
		raw_at = (size_t)repairs[i].at.offset + repairs[i].at.length;
		*shift += (long long)repairs[i].now.len - (long long)repairs[i].at.length;
		/* The line goes on behind the repair, unless both sides end there. */
		const size_t text_at = (size_t)((long long)raw_at + *shift);
		const bool both_end = (raw_at == 0 || raw.ptr[raw_at - 1] == '\n') &&
				      (text_at == 0 || text.ptr[text_at - 1] == '\n') &&
				      raw_at > change->raw_from;
		change->raw_to = both_end ? raw_at : line_end(raw, raw_at);
		i++;
		if (i == diff->count || repairs[i].at.offset >= change->raw_to)
			break;
	}
	change->text_to = (size_t)((long long)change->raw_to + *shift);
	return i;
}

/* Lines before a place of a text, counted on from the last place asked for. */
struct line_count {
	size_t at, lines;
};

static size_t lines_before(struct line_count *count, struct septel_view text, size_t at)
{
	count->lines += count_lines(text, count->at, at);
	count->at = at;
	return count->lines;
}

/* Where the last hunk began, in both texts. */
struct hunk_starts {
	struct line_count old, new;
};

static void print_hunk(struct septel_out *out, const struct diff *diff,
		       const struct change *changes, size_t count, size_t first_line,
		       struct hunk_starts *starts)
{
	const struct septel_view raw = septel__out_written(&diff->raw);
	const struct septel_view text = septel__out_written(&diff->text);
	const struct change *last = &changes[count - 1];
	const size_t from = lines_back(raw, changes[0].raw_from, CONTEXT);
	const size_t to = lines_on(raw, last->raw_to, CONTEXT);
	const size_t text_from = changes[0].text_from - (changes[0].raw_from - from);
	const size_t text_to = last->text_to + (to - last->raw_to);
	const size_t old_lines = count_lines(raw, from, to);
	const size_t new_lines = count_lines(text, text_from, text_to);
	const size_t old_line = lines_before(&starts->old, raw, from) + (old_lines ? 1 : 0);
	const size_t new_line = lines_before(&starts->new, text, text_from) + (new_lines ? 1 : 0);
	septel__out_format(out, "@@ -%zu,%zu +%zu,%zu @@\n", old_line + first_line, old_lines,
			   new_line + first_line, new_lines);
	size_t at = from;
	for (size_t i = 0; i < count; i++) {
		print_lines(out, raw, at, changes[i].raw_from, ' ');
		print_lines(out, raw, changes[i].raw_from, changes[i].raw_to, '-');
		print_lines(out, text, changes[i].text_from, changes[i].text_to, '+');
		at = changes[i].raw_to;
	}
	print_lines(out, raw, at, to, ' ');
}

static bool add_change(struct diff *diff, const struct change *change)
{
	if (diff->change_count == diff->change_capacity) {
		const size_t capacity = diff->change_capacity ? 2 * diff->change_capacity : 64;
		struct change *at = realloc(diff->changes, capacity * sizeof *at);
		if (!at)
			return false;
		diff->changes = at;
		diff->change_capacity = capacity;
	}
	diff->changes[diff->change_count++] = *change;
	return true;
}

/* True where the contexts of both would touch or share lines. */
static bool is_near(const struct diff *diff, const struct change *change)
{
	const size_t behind = diff->changes[diff->change_count - 1].raw_to;
	const struct septel_view raw = septel__out_written(&diff->raw);
	return lines_on(raw, behind, (size_t)2 * CONTEXT) >= change->raw_from;
}

static void print_diff(struct septel_out *out, struct diff *diff)
{
	const struct septel_view path = septel__out_written(&diff->path);
	const size_t first_line = (size_t)diff->line - 1;
	struct hunk_starts starts = {{0, 0}, {0, 0}};
	/* A line end in a path would begin a line of the diff's. */
	septel__out_string(out, "--- ");
	print_safely(out, path);
	septel__out_string(out, "\n+++ ");
	print_safely(out, path);
	septel__out_byte(out, '\n');
	long long shift = 0;
	diff->change_count = 0;
	for (size_t i = 0; i < diff->count;) {
		struct change change;
		i = gather(diff, i, &shift, &change);
		if (diff->change_count && !is_near(diff, &change)) {
			print_hunk(out, diff, diff->changes, diff->change_count, first_line,
				   &starts);
			diff->change_count = 0;
		}
		if (!add_change(diff, &change)) {
			out->failed = true;
			return;
		}
	}
	print_hunk(out, diff, diff->changes, diff->change_count, first_line, &starts);
}

void diff_init(struct diff *diff)
{
	*diff = (struct diff){0};
	septel__out_init(&diff->path, NULL, 0);
	septel__out_init(&diff->raw, NULL, 0);
	septel__out_init(&diff->text, NULL, 0);
}

void diff_release(struct diff *diff)
{
	septel__out_release(&diff->path);
	septel__out_release(&diff->raw);
	septel__out_release(&diff->text);
	free(diff->repairs);
	free(diff->changes);
	diff_init(diff);
}

void diff_finish(struct septel_out *out, struct diff *diff)
{
	if (diff->count)
		print_diff(out, diff);
	diff->count = 0;
	septel__out_clear(&diff->path);
	septel__out_clear(&diff->raw);
	septel__out_clear(&diff->text);
}

/* True where `item` goes on where the last message of `diff` ended. */
static bool goes_on(const struct diff *diff, const struct corpus_item *item)
{
	return diff->raw.length && item->verbatim &&
	       septel__equal(septel__out_written(&diff->path), item->path) &&
	       item->offset == diff->offset + diff->raw.length &&
	       diff->raw.length + item->text.len <= DIFF_TEXT_LIMIT;
}

static bool add_repairs(struct diff *diff, const struct septel_repairs *repairs)
{
	if (repairs->count > diff->capacity - diff->count) {
		const size_t capacity = 2 * (diff->count + repairs->count);
		struct septel_repair *at = realloc(diff->repairs, capacity * sizeof *at);
		if (!at)
			return false;
		diff->repairs = at;
		diff->capacity = capacity;
	}
	for (size_t i = 0; i < repairs->count; i++) {
		struct septel_repair repair = repairs->at[i];
		repair.at.offset += (uint32_t)diff->raw.length;
		diff->repairs[diff->count++] = repair;
	}
	return true;
}

bool diff_add(struct septel_out *out, struct diff *diff, const struct septel_message *message,
	      const struct corpus_item *item)
{
	if (!goes_on(diff, item)) {
		diff_finish(out, diff);
		septel__out_view(&diff->path, item->path);
		diff->offset = item->offset;
		diff->line = item->verbatim ? item->line : 1;
	}
	if (!add_repairs(diff, &message->repairs))
		return false;
	septel__out_view(&diff->raw, message->raw);
	septel__out_view(&diff->text, message->text);
	return !diff->path.failed && !diff->raw.failed && !diff->text.failed;
}
