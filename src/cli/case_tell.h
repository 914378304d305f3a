/* case_tell.h - claims as records inside the record of what they are about. */
#ifndef SEPTEL_CLI_CASE_TELL_H
#define SEPTEL_CLI_CASE_TELL_H

#include "case_desk.h"

/* Sets the fields of the open record, which rests on the claim. */
typedef void tell_claim(struct case_desk *desk, const struct claim *claim);

/* A record for each claim of that type that the viewer may see; the others count as withheld. */
json_t *tell_claims(struct case_desk *desk, struct claim_list claims, enum claim_type type,
		    tell_claim *tell);

/* The names behind a key; an empty list where there are none. */
json_t *tell_names(const struct claim *claim, enum claim_key key);
/* The word, text or name behind a key: "not-stated" where that is what it says, null where
 * the key is not there. */
json_t *tell_value(const struct claim *claim, enum claim_key key);
/* Both as a field of the open record, called as the key is in JSON ("heard_by"). */
void tell_key(struct case_desk *desk, const struct claim *claim, enum claim_key key);
/* Who says so, how surely, through whom: "by", "said_by", "heard_by", "mood", "grade". */
void tell_voice(struct case_desk *desk, const struct claim *claim);

/* "(C)   " of a record inside another. */
void put_inner_mark(struct septel_out *out, const json_t *record);
/* Two spaces, the anchor, and the end of the line. */
void put_anchor_end(struct septel_out *out, const json_t *record);
/* " by X" and the like; nothing where the key is null or not there. */
void put_field(struct septel_out *out, const char *before, const json_t *record, const char *key);

#endif
