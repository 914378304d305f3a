/* kinds.c - see kinds.h. */
#include "kinds.h"

#include "varint.h"

struct tally {
	const char *kinds[KINDS_LIMIT];
	uint32_t counts[KINDS_LIMIT];
	size_t count;
};

static void count_kind(struct tally *tally, const char *kind)
{
	for (size_t i = 0; i < tally->count; i++) {
		if (strcmp(tally->kinds[i], kind) != 0)
			continue;
		tally->counts[i]++;
		return;
	}
	if (tally->count == KINDS_LIMIT)
		return;
	tally->kinds[tally->count] = kind;
	tally->counts[tally->count++] = 1;
}

static void write_kinds(struct septel_out *out, const struct tally *tally)
{
	for (size_t i = 0; i < tally->count; i++) {
		const struct septel_view kind = septel_view_of(tally->kinds[i]);
		septel__varint_append(out, (uint32_t)kind.len);
		septel__out_view(out, kind);
		septel__varint_append(out, tally->counts[i]);
	}
}

void septel__repair_kinds(struct septel_out *out, struct septel_repairs repairs)
{
	struct tally tally = {.count = 0};
	for (size_t i = 0; i < repairs.count; i++)
		count_kind(&tally, repairs.at[i].kind);
	write_kinds(out, &tally);
}

void septel__diagnostic_kinds(struct septel_out *out, struct septel_diagnostics diagnostics)
{
	struct tally tally = {.count = 0};
	for (size_t i = 0; i < diagnostics.count; i++)
		count_kind(&tally, diagnostics.at[i].code);
	write_kinds(out, &tally);
}

bool septel__kind_next(struct septel_view *kinds, struct septel_view *kind, uint32_t *count)
{
	if (kinds->len == 0)
		return false;
	struct varint_cursor cursor = septel__varint_cursor(*kinds);
	const uint32_t length = septel__varint_read(&cursor);
	*kind = septel__varint_bytes(&cursor, length);
	*count = septel__varint_read(&cursor);
	*kinds = (struct septel_view){(const char *)cursor.at, (size_t)(cursor.end - cursor.at)};
	return !cursor.broken;
}
