/* draft.h - the headers of a typed draft.
 *
 * Each header has its values taken one by one: a list header gives a value for
 * each line and each ";", any other header one value with its lines joined.
 */
#ifndef SEPTEL_MESSAGE_DRAFT_H
#define SEPTEL_MESSAGE_DRAFT_H

#include "composing.h"
#include "list.h"

/* Bytes of a value that a fault shows. */
#define DRAFT_SHOWN_BYTES 60

struct draft_views {
	struct septel_view *at;
	size_t count, capacity;
};

struct draft_addressees {
	struct septel_addressee *at;
	size_t count, capacity;
	enum septel_precedence highest; /* of the lines */
};

struct draft_references {
	struct septel_reference *at;
	size_t count, capacity;
};

/* A draft while it is read: its lists grow here. */
struct draft_reading {
	struct septel_draft *draft;
	struct septel_arena *arena;
	struct findings *findings;
	struct draft_addressees to, info;
	struct draft_views exempt, captions, passing, tags, routing, signals;
	struct draft_references references;
	struct septel_view number; /* "BAGHDAD 3796"; its year waits for the DTG */
	bool dtg_stated;           /* also one that is none */
};

void septel__draft_add(struct draft_reading *reading, struct draft_views *list,
		       struct septel_view view);
/* `view` in capitals, in the arena. */
struct septel_view septel__draft_capitals(struct draft_reading *reading, struct septel_view view);
/* An error: `value` is no `what`. */
void septel__draft_refuse(struct draft_reading *reading, const char *code, struct septel_view value,
			  const char *what);

/* Takes one value of a header. */
typedef void draft_take(struct draft_reading *reading, struct septel_view value);

struct draft_header {
	const char *name; /* letters only: case, blanks and hyphens do not count */
	bool list;
	draft_take *take;
};

/* The header `name`; NULL if there is none such. */
const struct draft_header *septel__draft_header(struct septel_view name);

/* What can be told only when all headers are read. */
void septel__draft_finish(struct draft_reading *reading);

/* draft_heading.c */
draft_take septel__take_from, septel__take_to, septel__take_info, septel__take_exempt,
	septel__take_precedence, septel__take_info_precedence, septel__take_dtg, septel__take_filed,
	septel__take_number, septel__take_serial, septel__take_origin, septel__take_routing,
	septel__take_transmission, septel__take_signals, septel__take_letters, septel__take_profile;
/* The number's year is that of the DTG unless it states one. */
void septel__draft_finish_number(struct draft_reading *reading);
/* Where no header states it, the precedence is the highest of the address lines. */
void septel__draft_finish_precedence(struct draft_reading *reading);

/* draft_internal.c */
draft_take septel__take_captions, septel__take_classification, septel__take_passing,
	septel__take_order, septel__take_declassify, septel__take_tags, septel__take_subject,
	septel__take_reference, septel__take_classified_by, septel__take_reason,
	septel__take_signature;
/* References without letters get them where there are several. */
void septel__draft_finish_references(struct draft_reading *reading);

#endif
