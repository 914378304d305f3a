/* made.h - one invented message: what it says, before and beside how it is printed.
 *
 * Everything here is the truth that a reader must find again.  Printing (layout.h) and
 * damage (damage.h) may hide some of it; `lost` names the fields they made unreadable.
 * All strings live in the pool, which is emptied before the next message.
 */
#ifndef BENCH_MADE_H
#define BENCH_MADE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pool.h"
#include "random.h"

#define MADE_ADDRESSES_LIMIT  48
#define MADE_ROUTING_LIMIT    24
#define MADE_TAGS_LIMIT       24
#define MADE_REFERENCES_LIMIT 16
#define MADE_SENTENCES_LIMIT  1200
#define MADE_PARAGRAPHS_LIMIT 160
#define MADE_CAPTIONS_LIMIT   8
#define MADE_REASONS_LIMIT    4
#define MADE_EXEMPT_LIMIT     4
#define MADE_SIGNALS_LIMIT    4

enum made_profile { MADE_STATE, MADE_CFPF, MADE_NAVY };

enum made_class { MADE_UNCLASSIFIED, MADE_LIMITED_OFFICIAL_USE, MADE_CONFIDENTIAL, MADE_SECRET };

/* Wire-format 11; a bit each in made.damage, by their numbers. */
#define DAMAGE(number) (UINT32_C(1) << (number))

enum made_field {
	FIELD_ID,
	FIELD_HEADING, /* transmission to exempt, as one */
	FIELD_CLASSIFICATION,
	FIELD_CAPTIONS,
	FIELD_SECTIONS,
	FIELD_DECLASSIFY,
	FIELD_TAGS,
	FIELD_SUBJECT,
	FIELD_REFERENCES,
	FIELD_CLASSIFIED_BY,
	FIELD_PARAGRAPHS,
	FIELD_SUMMARY,
	FIELD_SIGNATURE
};
#define LOST(field) (UINT32_C(1) << (field))

/* The word of a prosign: 'O' is IMMEDIATE. */
static inline const char *made_precedence(char prosign)
{
	switch (prosign) {
	case 'Z':
		return "FLASH";
	case 'O':
		return "IMMEDIATE";
	case 'P':
		return "PRIORITY";
	default:
		return "ROUTINE";
	}
}

struct made_time {
	int year, month, day, hour, minute;
};

struct made_address {
	const char *ri, *name, *precedence, *mcn; /* NULL where the line has none */
};

struct made_tag {
	const char *tag, *kind;
};

struct made_reference {
	char letter;          /* 0: none */
	const char *kind;     /* NULL: not compared */
	const char *id;       /* NULL: none */
	const char *printed;  /* as it stands behind the letter */
	const char *from;     /* with dtg, else NULL */
	struct made_time dtg; /* year 0: none */
};

struct made_sentence {
	const char *at;
	size_t length;
	bool own_line; /* an item, or the first sentence after one: begins a line */
};

enum made_heading_style { HEADING_RULED, HEADING_BARE };

struct made_paragraph {
	int number; /* 0: before the first label */
	bool labelled;
	const char *marking; /* NULL: none */
	const char *heading; /* NULL: none; lines separated by \n */
	enum made_heading_style heading_style;
	char rule;
	size_t first, count; /* in sentences */
};

struct made {
	struct random random; /* what the message says */
	struct random print;  /* how it is printed and damaged */
	struct pool *pool;
	enum made_profile profile;
	uint64_t number;
	bool capitals; /* no lower case anywhere in the text */
	size_t wanted; /* bytes of text to make */

	const char *id, *station; /* station as printed: "TEL AVIV" */
	int serial;

	/* Heading */
	bool partial;       /* the copy begins at line 12 */
	bool short_heading; /* it begins at the DTG line */
	const char *circuit;
	int channel;
	const char *routing[MADE_ROUTING_LIMIT];
	size_t routing_count;
	const char *origin_ri;
	bool has_section_suffix;
	struct made_time filed;
	const char *signals[MADE_SIGNALS_LIMIT];
	size_t signals_count, preamble_signals; /* the last ones stand on line 5 */
	char action, info;                      /* Z O P R */
	struct made_time dtg;
	struct made_address from, to[MADE_ADDRESSES_LIMIT], copies[MADE_ADDRESSES_LIMIT];
	size_t to_count, copies_count;
	const char *exempt[MADE_EXEMPT_LIMIT];
	size_t exempt_count;

	/* Internal heading */
	enum made_class class_;
	const char *captions[MADE_CAPTIONS_LIMIT];
	size_t captions_count, captions_on_line; /* the first ones stand on line 12 */
	const char *passing;                     /* "STATE FOR ..." lines, or NULL */
	int sections;                            /* 1: not sectioned */
	bool has_markers, has_first_marker;
	const char *order, *order_printed, *declassify; /* order NULL: no such line */
	struct made_time declassify_on;
	struct made_tag tags[MADE_TAGS_LIMIT];
	size_t tags_count;
	const char *tags_separator;
	const char *subject;
	struct made_reference references[MADE_REFERENCES_LIMIT];
	size_t references_count;
	const char *references_printed; /* the whole block, lines separated by \n; NULL: none */
	const char *classified_by;      /* the block; NULL: none */
	const char *classified_name, *classified_title;
	const char *reasons[MADE_REASONS_LIMIT];
	size_t reasons_count;

	/* Text */
	struct made_sentence sentences[MADE_SENTENCES_LIMIT];
	size_t sentences_count;
	struct made_paragraph paragraphs[MADE_PARAGRAPHS_LIMIT];
	size_t paragraphs_count;
	size_t summary_first,
		summary_count; /* sentences from Summary to before End Summary; 0: none */
	size_t summary_lead;   /* bytes of its first words, "Summary: " */
	const char *signature; /* NULL: none */

	bool double_spaced;
	uint32_t damage; /* kinds applied */
	uint32_t lost;   /* fields that cannot be read any more */
};

#endif
