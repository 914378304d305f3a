/* claim_words.c - see claim_words.h. */
#include "claim_words.h"

#include "../base/out.h"

#include <stdint.h>

/* Keys that are no part of what happened. */
static const enum claim_key PASSED_OVER[] = {
	KEY_SRC,          KEY_ID,      KEY_CAVEAT,  KEY_GRADE,   KEY_CORRECTS, KEY_CONTRADICTS,
	KEY_CORROBORATES, KEY_SAME_AS, KEY_PREFERS, KEY_PART_OF, KEY_REFMSG,   KEY_DISCHARGES};

static bool is_passed_over(const struct claim_value *value)
{
	for (size_t i = 0; i < sizeof PASSED_OVER / sizeof *PASSED_OVER; i++)
		if (value->row->key == PASSED_OVER[i])
			return true;
	return false;
}

struct septel_view septel__type_family(enum claim_type type)
{
	const struct septel_view name = septel_view_of(septel__type_row(type)->name);
	return septel__slice(name, 0, septel__find_byte(name, '.', 0));
}

struct septel_view septel__type_action(enum claim_type type)
{
	const struct septel_view name = septel_view_of(septel__type_row(type)->name);
	const size_t dot = septel__find_byte(name, '.', 0);
	return dot == VIEW_NOT_FOUND ? name : septel__slice(name, dot + 1, SIZE_MAX);
}

json_t *septel__claim_words(const struct claim *claim)
{
	struct septel_out out;
	septel__out_init(&out, NULL, 0);
	septel__out_view(&out, septel__type_action(claim->type));
	for (size_t i = 0; i < claim->value_count; i++) {
		const struct claim_value *value = &claim->values[i];
		if (is_passed_over(value))
			continue;
		septel__out_format(&out, ", %s ", septel__key_name(value->row->key));
		septel__out_view(&out, value->text);
	}
	json_t *words = out.failed ? NULL : json_stringn(out.length ? out.data : "", out.length);
	septel__out_release(&out);
	return words;
}
