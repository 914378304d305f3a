/* edits.c - see edits.h.
 *
 * Composition: the repairs so far lead from raw to the old text; the new edits
 * lead from the old text to the new one.  The new text is taken as a row of
 * pieces, each either a run of raw bytes or inserted text.  What lies between
 * two runs of raw bytes is one repair.
 */
#include "edits.h"

#include "list.h"

void septel__edits_init(struct edits *edits, struct septel_arena *arena)
{
	*edits = (struct edits){.arena = arena};
}

void septel__edit(struct edits *edits, const char *kind, struct septel_view text,
		  struct septel_view part, struct septel_view now)
{
	if (septel__equal(part, now))
		return;
	struct edit *edit = LIST_ADD(edits->arena, edits->at, edits->count, edits->capacity);
	if (edit)
		*edit = (struct edit){kind, (uint32_t)(part.ptr - text.ptr), (uint32_t)part.len,
				      now};
}

/* By place; of two at one place the one proposed first comes first, and stays. */
static void sort_edits(struct edit *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (at[i - 1].offset <= at[i].offset)
			continue;
		const struct edit moved = at[i];
		size_t low = 0, high = i;
		while (low < high) {
			const size_t middle = (low + high) / 2;
			if (at[middle].offset <= moved.offset)
				low = middle + 1;
			else
				high = middle;
		}
		memmove(at + low + 1, at + low, (i - low) * sizeof *at);
		at[low] = moved;
	}
}

/* Keeps no two edits that overlap or touch at one point. */
static size_t drop_overlaps(struct edit *at, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		const struct edit *last = kept ? &at[kept - 1] : NULL;
		if (last &&
		    (at[i].offset < last->offset + last->length || at[i].offset == last->offset))
			continue;
		at[kept++] = at[i];
	}
	return kept;
}

/* The repairs as they grow, and the text they lead to. */
struct composition {
	struct septel_arena *arena;
	struct septel_view raw;
	struct septel_repair *at;
	size_t count, capacity;
	char *text;
	size_t length;
	/* The change being gathered: raw from..to, and its text from `inserted`. */
	const char *kind;
	size_t raw_from, raw_to;
	size_t inserted;
};

static void close_change(struct composition *composition)
{
	if (!composition->kind)
		return;
	const struct septel_view now = {composition->text + composition->inserted,
					composition->length - composition->inserted};
	const struct septel_view was =
		septel__slice(composition->raw, composition->raw_from, composition->raw_to);
	const char *kind = composition->kind;
	composition->kind = NULL;
	if (septel__equal(was, now))
		return; /* one round undid another */
	struct septel_repair *repair = LIST_ADD(composition->arena, composition->at,
						composition->count, composition->capacity);
	if (repair)
		*repair = (struct septel_repair){
			kind, {(uint32_t)composition->raw_from, (uint32_t)was.len}, now};
}

/* Repairs of different origin that touch stay apart, as long as each takes raw
 * bytes of its own. */
static void close_solid_change(struct composition *composition)
{
	if (composition->kind && composition->raw_to > composition->raw_from)
		close_change(composition);
}

static void keep_raw(struct composition *composition, struct septel_view raw, size_t from,
		     size_t to)
{
	if (from == to)
		return;
	close_change(composition);
	memcpy(composition->text + composition->length, raw.ptr + from, to - from);
	composition->length += to - from;
	composition->raw_to = to;
}

/* `now` stands for raw bytes up to `raw_to` (from wherever the last piece ended). */
static void change(struct composition *composition, const char *kind, size_t raw_to,
		   struct septel_view now)
{
	if (!composition->kind) {
		composition->kind = kind;
		composition->raw_from = composition->raw_to;
		composition->inserted = composition->length;
	}
	if (now.len)
		memcpy(composition->text + composition->length, now.ptr, now.len);
	composition->length += now.len;
	composition->raw_to = raw_to;
}

/* Walks the old text: where in it, where in raw, in which old repair. */
struct walk {
	struct septel_view raw;
	const struct septel_repairs *repairs;
	size_t next_repair; /* the first repair whose text lies ahead, at least in part */
	size_t inside;      /* bytes of that repair's text already passed */
	size_t text_at, raw_at;
};

/* Passes the text of an old repair that the walk stands in, or before, as far as
 * `to`; false where the walk comes to its end inside, or in front of it. */
static bool pass_repair(struct composition *composition, struct walk *walk,
			const struct septel_repair *repair, size_t to, const char *kind)
{
	static const struct septel_view NOTHING = {"", 0};
	const size_t left = repair->now.len - walk->inside;
	const size_t wanted = to - walk->text_at;
	if (wanted == 0 && (left > 0 || kind))
		return false;
	const size_t taken = left < wanted ? left : wanted;
	const bool whole = taken == left;
	const size_t behind = (size_t)repair->at.offset + repair->at.length;
	const struct septel_view part = {repair->now.ptr + walk->inside, taken};
	const bool untouched = !kind && whole && walk->inside == 0;
	if (untouched && repair->at.length)
		close_solid_change(composition);
	change(composition, repair->kind, whole ? behind : composition->raw_to,
	       kind ? NOTHING : part);
	if (untouched)
		close_solid_change(composition);
	walk->text_at += taken;
	walk->inside += taken;
	if (!whole)
		return false;
	walk->raw_at = behind;
	walk->next_repair++;
	walk->inside = 0;
	return true;
}

/* Passes raw bytes as far as `to` or the next old repair. */
static void pass_raw(struct composition *composition, struct walk *walk,
		     const struct septel_repair *next, size_t to, const char *kind)
{
	static const struct septel_view NOTHING = {"", 0};
	size_t run = to - walk->text_at;
	if (next && next->at.offset - walk->raw_at < run)
		run = next->at.offset - walk->raw_at;
	if (kind)
		change(composition, kind, walk->raw_at + run, NOTHING);
	else
		keep_raw(composition, walk->raw, walk->raw_at, walk->raw_at + run);
	walk->text_at += run;
	walk->raw_at += run;
}

/* Passes the old text up to `to`: copied when `kind` is NULL, else dropped. */
static void pass(struct composition *composition, struct walk *walk, size_t to, const char *kind)
{
	for (;;) {
		const struct septel_repair *next = walk->next_repair < walk->repairs->count
							   ? &walk->repairs->at[walk->next_repair]
							   : NULL;
		if (next && walk->raw_at == next->at.offset) {
			if (!pass_repair(composition, walk, next, to, kind))
				return;
		} else if (walk->text_at == to) {
			return;
		} else {
			pass_raw(composition, walk, next, to, kind);
		}
	}
}

struct septel_view septel__edits_apply(struct edits *edits, struct septel_view raw,
				       struct septel_view text, struct septel_repairs *repairs)
{
	if (edits->count == 0 || septel_arena_failed(edits->arena))
		return text;
	sort_edits(edits->at, edits->count);
	edits->count = drop_overlaps(edits->at, edits->count);
	size_t room = text.len;
	for (size_t i = 0; i < edits->count; i++)
		room += edits->at[i].now.len;
	struct composition composition = {.arena = edits->arena, .raw = raw};
	composition.text = septel_arena_alloc(edits->arena, room + 1);
	if (!composition.text)
		return text;
	struct walk walk = {.raw = raw, .repairs = repairs};
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->at[i];
		pass(&composition, &walk, edit->offset, NULL);
		if (walk.inside == 0 && edit->length)
			close_solid_change(&composition);
		pass(&composition, &walk, edit->offset + edit->length, edit->kind);
		change(&composition, edit->kind, composition.raw_to, edit->now);
		if (walk.inside == 0)
			close_solid_change(&composition);
	}
	pass(&composition, &walk, text.len, NULL);
	close_change(&composition);
	*repairs = (struct septel_repairs){composition.at, composition.count};
	return (struct septel_view){composition.text, composition.length};
}

struct septel_span septel__raw_span(const struct septel_repairs *repairs, struct septel_span span)
{
	size_t text_from = span.offset, text_to = (size_t)span.offset + span.length;
	size_t text_at = 0, raw_at = 0; /* behind the repairs passed so far */
	size_t from = 0, to = 0;
	bool have_from = false, have_to = false;
	for (size_t i = 0; i <= repairs->count && !have_to; i++) {
		const bool last = i == repairs->count;
		const struct septel_repair *repair = last ? NULL : &repairs->at[i];
		const size_t text_repair = last ? SIZE_MAX : text_at + (repair->at.offset - raw_at);
		if (!have_from && text_from < text_repair) {
			from = raw_at + (text_from - text_at);
			have_from = true;
		}
		if (text_to <= text_repair) {
			to = raw_at + (text_to - text_at);
			have_to = true;
		}
		if (last)
			break;
		const size_t text_end = text_repair + repair->now.len;
		const size_t raw_end = repair->at.offset + repair->at.length;
		if (!have_from && text_from < text_end) {
			from = repair->at.offset;
			have_from = true;
		}
		if (!have_to && text_to <= text_end) {
			to = raw_end;
			have_to = true;
		}
		text_at = text_end;
		raw_at = raw_end;
	}
	if (to < from)
		to = from;
	return (struct septel_span){(uint32_t)from, (uint32_t)(to - from)};
}
