/* rules.h - what the checks of lint share.
 *
 * A check looks at the message and at where its lines stand, and complains by
 * `septel__breach`; it knows nothing of severities, which are the table's.
 */
#ifndef SEPTEL_MESSAGE_RULES_H
#define SEPTEL_MESSAGE_RULES_H

#include "diagnostics.h"
#include "reading.h"

#include <septel/lint.h>

/* Where the lines of the format stand in message->text; count 0: absent. */
struct places {
	struct lines lines;
	size_t transmission, routing, calling, security, preamble, from, to; /* line, or NO_LINE */
	size_t first_break, last_break;                                      /* BT */
	size_t twelve;                                                       /* line 12 */
	size_t order, tags, subject, classified_by, groups;
	size_t confirmation, end; /* format lines 14, 16 */
	size_t body;              /* first paragraph label */
};
#define NO_LINE SIZE_MAX

struct lint {
	const struct septel_message *message;
	enum septel_lint_mode mode;
	struct septel_arena *arena;
	struct places places;
	struct septel_seen *seen;
	const struct septel_rule *rule; /* the one being checked */
	struct diagnostic_list found;
};

/* A breach of the rule in hand at `at`, a part of message->text. */
void septel__breach(struct lint *lint, struct septel_view at, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same, at most as severe as `most`. */
void septel__breach_at_most(struct lint *lint, enum septel_severity most, struct septel_view at,
			    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Line `index` of the text, trimmed; the start of the text for NO_LINE. */
struct septel_view septel__place(const struct lint *lint, size_t index);

typedef void rule_check(struct lint *lint);

/* rules_heading.c */
rule_check septel__check_order, septel__check_transmission, septel__check_routing_precedence,
	septel__check_routing, septel__check_calling, septel__check_security,
	septel__check_dual_precedence, septel__check_dtg, septel__check_originator,
	septel__check_addressees_routed, septel__check_exemptions, septel__check_sections,
	septel__check_serial, septel__check_section_numbers, septel__check_unclassified_signal,
	septel__check_filing_day, septel__check_distribution;
/* rules_text.c */
rule_check septel__check_line_length, septel__check_charset, septel__check_breaks,
	septel__check_groups, septel__check_section_length, septel__check_number,
	septel__check_declassification, septel__check_tags, septel__check_classified_by,
	septel__check_portions, septel__check_numbering, septel__check_captions,
	septel__check_duplicate, septel__check_past_future;

#endif
