/* case_tell.c - see case_tell.h. */
#include "case_tell.h"

/* ---- records ---- */

json_t *tell_claims(struct case_desk *desk, struct claim_list claims, enum claim_type type,
		    tell_claim *tell)
{
	json_t *list = json_array();
	for (size_t i = 0; i < claims.count; i++) {
		if (claims.at[i]->type != type)
			continue;
		septel__record_begin(&desk->answer);
		if (septel__record_rests_on(&desk->answer, claims.at[i])) {
			tell(desk, claims.at[i]);
			json_array_append_new(list, septel__record_end(&desk->answer));
		} else {
			septel__record_drop(&desk->answer);
		}
	}
	return list;
}

json_t *tell_names(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return septel__json_things(value ? septel__value_things(value) : (struct claim_things){0});
}

json_t *tell_value(const struct claim *claim, enum claim_key key)
{
	const struct claim_value *value = septel__claim_value(claim, key);
	return value ? septel__json_view(value->text) : json_null();
}

void tell_key(struct case_desk *desk, const struct claim *claim, enum claim_key key)
{
	char name[32];
	size_t length = 0;
	for (const char *at = septel__key_name(key); *at && length + 1 < sizeof name; at++)
		name[length++] = *at == '-' ? '_' : *at;
	name[length] = '\0';
	const struct claim_value *value = septel__claim_value(claim, key);
	const bool many = value && value->row->value == VALUE_PARTIES;
	septel__record_set(&desk->answer, name,
			   many ? tell_names(claim, key) : tell_value(claim, key));
}

void tell_voice(struct case_desk *desk, const struct claim *claim)
{
	static const enum claim_key KEYS[] = {KEY_BY, KEY_SAID_BY, KEY_MOOD, KEY_GRADE};
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		tell_key(desk, claim, KEYS[i]);
	septel__record_set(&desk->answer, "heard_by", tell_names(claim, KEY_HEARD_BY));
}

/* ---- text ---- */

void put_inner_mark(struct septel_out *out, const json_t *record)
{
	desk_mark(out, record);
	septel__out_string(out, "  ");
}

void put_anchor_end(struct septel_out *out, const json_t *record)
{
	septel__out_string(out, "  ");
	desk_anchor(out, record);
	septel__out_byte(out, '\n');
}

void put_field(struct septel_out *out, const char *before, const json_t *record, const char *key)
{
	const json_t *value = json_object_get(record, key);
	if (json_is_string(value)) {
		septel__out_format(out, "%s%s", before, json_string_value(value));
	} else if (json_array_size(value)) {
		septel__out_string(out, before);
		desk_join(out, value, " ");
	}
}
