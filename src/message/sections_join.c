/* sections_join.c - sections in any order into whole messages; septel/sections.h.
 *
 * Pieces of one message share originator, date-time group, originating station
 * and, where the station counts sections as /nn, its serial (wire-format 7).
 * The heading, line 12 and ending are those of section 1 (or of the lowest that
 * is there); what later ones repeat of its block is dropped line by line, never
 * a line that does not stand in section 1 too.
 */
#include "../base/out.h"
#include "format_line.h"
#include "layout.h"
#include "list.h"
#include "text.h"

#include <septel/sections.h>
#include <stdlib.h>

struct piece {
	size_t index;
	struct layout layout;
	int section, total;     /* 0: no section */
	struct septel_view key; /* equal for the pieces of one message */
	struct septel_view id;
	bool has_layout;
	bool dropped; /* a duplicate */
};

struct joining {
	struct septel_arena *arena;
	struct piece *pieces;
	struct septel_joined *joined;
	size_t joined_count;
};

/* ---- what a piece is -------------------------------------------------------- */

/* What names the message a section belongs to. */
static struct septel_view key_of(const struct septel_message *message, struct septel_arena *arena)
{
	struct septel_out out;
	const struct septel_time dtg = message->dtg;
	septel__out_init(&out, arena, 0);
	septel__out_format(&out, "%.*s|%.*s|%d-%d-%dT%d:%d|%d|", VIEW_FORMAT(message->origin.ri),
			   VIEW_FORMAT(message->from.name), dtg.year, dtg.month, dtg.day, dtg.hour,
			   dtg.minute, message->sections.total);
	if (message->origin.section != SEPTEL_NUMBER_NONE)
		septel__out_format(&out, "%d", message->origin.serial);
	septel__out_format(&out, "|%.*s", VIEW_FORMAT(message->id));
	return septel__out_written(&out);
}

static int read_piece(struct piece *piece, size_t index, struct septel_view bytes,
		      struct septel_arena *arena)
{
	const struct septel_message *message;
	const int status = septel_message_parse(&message, bytes, NULL, arena);
	if (status != SEPTEL_OK)
		return status;
	*piece = (struct piece){.index = index, .id = message->id};
	piece->has_layout = septel__layout(&piece->layout, bytes, arena);
	piece->key = (struct septel_view){"", 0};
	if (piece->has_layout && piece->layout.total > 1 && piece->layout.section > 0 &&
	    piece->layout.section <= piece->layout.total &&
	    piece->layout.total <= SEPTEL_SECTIONS_LIMIT) {
		piece->section = piece->layout.section;
		piece->total = piece->layout.total;
		piece->key = key_of(message, arena);
	}
	return septel_arena_failed(arena) ? SEPTEL_ENOMEM : SEPTEL_OK;
}

/* Sections by message and number; single messages, which have no key, first. */
static int by_key(const void *a, const void *b)
{
	const struct piece *left = a, *right = b;
	int order = septel__compare(left->key, right->key);
	if (order == 0 && left->key.len)
		order = (left->section > right->section) - (left->section < right->section);
	if (order == 0)
		order = (left->index > right->index) - (left->index < right->index);
	return order;
}

/* ---- the text of a section -------------------------------------------------- */

/* Lines of block and captions that later sections repeat: those of section 1
 * between its line 12 and its text, in order, blank ones aside. */
static size_t text_behind_repeats(const struct piece *first, const struct piece *piece)
{
	const struct layout *layout = &piece->layout;
	if (piece == first)
		return layout->text;
	size_t expected = first->layout.twelve + 1;
	size_t at = layout->twelve + 1;
	size_t text = at;
	for (; at < layout->ending; at++) {
		const struct septel_view line = septel__layout_line(layout, at);
		if (line.len == 0)
			continue;
		size_t match = expected;
		while (match < first->layout.text &&
		       !septel__equal(septel__layout_line(&first->layout, match), line))
			match++;
		if (match == first->layout.text)
			break;
		expected = match + 1;
		text = at + 1;
	}
	/* One blank line sets the text off. */
	if (text < layout->ending && line_is_blank(&layout->lines.at[text]))
		text++;
	return text;
}

/* Up to the text: line 12 loses its section number. */
static void put_head(struct septel_out *out, const struct layout *layout)
{
	septel__layout_write(out, layout, 0, layout->twelve);
	const struct line *twelve = &layout->lines.at[layout->twelve];
	const size_t end = (size_t)twelve->start + twelve->length;
	septel__out_view(out, septel__slice(layout->bytes, twelve->start, layout->number_from));
	septel__out_view(out, septel__slice(layout->bytes, layout->number_to, end));
	septel__out_byte(out, '\n');
	septel__layout_write(out, layout, layout->twelve + 1, layout->text);
}

static void put_gap(struct septel_out *out, int section, int total)
{
	septel__out_format(out, "\n[SECTION %02d OF %02d NOT RECEIVED]\n\n", section, total);
}

/* Two sections say the same if their texts do. */
static bool same_text(const struct piece *first, const struct piece *a, const struct piece *b)
{
	size_t i = text_behind_repeats(first, a), k = text_behind_repeats(first, b);
	for (; i < a->layout.ending && k < b->layout.ending; i++, k++)
		if (!septel__equal(septel__layout_line(&a->layout, i),
				   septel__layout_line(&b->layout, k)))
			return false;
	return i == a->layout.ending && k == b->layout.ending;
}

/* ---- one message ------------------------------------------------------------ */

struct message {
	struct joining *joining;
	struct piece *at;
	size_t count;
	struct septel_join_finding *findings;
	size_t finding_count, finding_capacity;
};

static void found(struct message *message, enum septel_join_finding_kind kind, int section,
		  size_t piece, size_t other)
{
	struct septel_join_finding *finding =
		LIST_ADD(message->joining->arena, message->findings, message->finding_count,
			 message->finding_capacity);
	if (finding)
		*finding = (struct septel_join_finding){kind, section, piece, other};
}

/* Marks what says the same as an earlier piece of that section.  Only kept ones
 * are compared with: a section that comes a thousand times is cheap. */
static void drop_duplicates(struct message *message)
{
	const struct piece *first = &message->at[0];
	struct piece **kept =
		septel_arena_alloc(message->joining->arena, message->count * sizeof *kept);
	size_t count = 0;
	for (size_t i = 0; kept && i < message->count; i++) {
		struct piece *piece = &message->at[i];
		if (count && kept[0]->section != piece->section)
			count = 0;
		const size_t compared =
			count < SECTION_CONFLICTS_LIMIT ? count : SECTION_CONFLICTS_LIMIT;
		size_t same = 0;
		while (same < compared && !same_text(first, kept[same], piece))
			same++;
		piece->dropped = same < compared;
		if (piece->dropped)
			found(message, SEPTEL_JOIN_DUPLICATE, piece->section, piece->index,
			      kept[same]->index);
		else if (count)
			found(message, SEPTEL_JOIN_CONFLICT, piece->section, piece->index,
			      kept[0]->index);
		if (!piece->dropped)
			kept[count++] = piece;
	}
}

static struct septel_view join_text(struct message *message)
{
	struct septel_out out;
	const struct piece *first = &message->at[0];
	const int total = first->total;
	int due = 1;
	septel__out_init(&out, message->joining->arena, 0);
	put_head(&out, &first->layout);
	for (size_t i = 0; i < message->count; i++) {
		const struct piece *piece = &message->at[i];
		if (piece->dropped)
			continue;
		for (; due < piece->section; due++) {
			found(message, SEPTEL_JOIN_MISSING, due, 0, 0);
			put_gap(&out, due, total);
		}
		due = piece->section + 1;
		septel__layout_write(&out, &piece->layout, text_behind_repeats(first, piece),
				     piece->layout.ending);
	}
	for (; due <= total; due++) {
		found(message, SEPTEL_JOIN_MISSING, due, 0, 0);
		put_gap(&out, due, total);
	}
	septel__layout_write(&out, &first->layout, first->layout.ending, first->layout.lines.count);
	return septel__out_written(&out);
}

/* The pieces `from` up to `to`, sorted, are one message. */
static void join_one(struct joining *joining, size_t from, size_t to)
{
	struct message message = {
		.joining = joining, .at = joining->pieces + from, .count = to - from};
	struct septel_joined *joined = &joining->joined[joining->joined_count++];
	*joined = (struct septel_joined){.id = message.at[0].id, .total = message.at[0].total};
	joined->first_piece = message.at[0].index;
	for (size_t i = 0; i < message.count; i++)
		if (message.at[i].index < joined->first_piece)
			joined->first_piece = message.at[i].index;
	if (message.at[0].total == 0) {
		joined->text = message.at[0].layout.bytes;
		return;
	}
	drop_duplicates(&message);
	joined->text = join_text(&message);
	joined->findings = message.findings;
	joined->finding_count = message.finding_count;
}

static int by_first_piece(const void *a, const void *b)
{
	const struct septel_joined *left = a, *right = b;
	return (left->first_piece > right->first_piece) - (left->first_piece < right->first_piece);
}

int septel_join(struct septel_joined_list *out, const struct septel_view *pieces, size_t count,
		struct septel_arena *arena)
{
	struct joining joining = {.arena = arena};
	*out = (struct septel_joined_list){NULL, 0};
	joining.pieces = septel_arena_alloc(arena, (count + 1) * sizeof *joining.pieces);
	joining.joined = septel_arena_alloc(arena, (count + 1) * sizeof *joining.joined);
	if (!joining.pieces || !joining.joined)
		return SEPTEL_ENOMEM;
	for (size_t i = 0; i < count; i++) {
		const int status = read_piece(&joining.pieces[i], i, pieces[i], arena);
		if (status != SEPTEL_OK)
			return status;
	}
	if (count)
		qsort(joining.pieces, count, sizeof *joining.pieces, by_key);
	for (size_t from = 0, to; from < count; from = to) {
		to = from + 1;
		while (to < count && joining.pieces[from].key.len &&
		       septel__equal(joining.pieces[from].key, joining.pieces[to].key))
			to++;
		join_one(&joining, from, to);
	}
	if (joining.joined_count)
		qsort(joining.joined, joining.joined_count, sizeof *joining.joined, by_first_piece);
	if (septel_arena_failed(arena))
		return SEPTEL_ENOMEM;
	*out = (struct septel_joined_list){joining.joined, joining.joined_count};
	return SEPTEL_OK;
}
