/* keyword.h - the keywords of the internal heading, right and misspelt. */
#ifndef SEPTEL_MESSAGE_KEYWORD_H
#define SEPTEL_MESSAGE_KEYWORD_H

#include "../base/view.h"

enum keyword_kind {
	KEYWORD_ORDER, /* E.O. 12958: */
	KEYWORD_TAGS,
	KEYWORD_SUBJECT,
	KEYWORD_REF,
	KEYWORD_CLASSIFIED_BY,
	KEYWORD_REASON,    /* belongs to Classified By */
	KEYWORD_DECLASSIFY /* DECL: on a line of its own */
};

struct keyword {
	enum keyword_kind kind;
	size_t length;     /* bytes of the line that keyword and colon take */
	bool colon;        /* a colon (or what stands for it) follows */
	const char *right; /* how a misspelt one is written; NULL where it is right */
};

/* The keyword at the start of a line trimmed at both ends. */
bool septel__keyword(struct septel_view line, struct keyword *out);

/* The keyword inside a line at or after `from`: where another line was glued
 * to this one.  Stricter than at the start: it must carry its colon.  The
 * offset in *at. */
bool septel__keyword_inside(struct septel_view line, size_t from, size_t *at, struct keyword *out);

/* A set of a Navy message or a message series number at the start of a line:
 * "MSGID/", "SUBJ/", "NAVADMIN 174/05". */
bool septel__navy_keyword(struct septel_view line);

#endif
