/* handling.h - what captions mean for readers: the rows of data/handling.tsv.
 *
 * The table is data; a test goes through all of it.  Static, any thread.
 */
#ifndef SEPTEL_ACCESS_HANDLING_H
#define SEPTEL_ACCESS_HANDLING_H

#include "../base/view.h"

/* Place of a caption that is no part of a label: it restricts nobody. */
#define HANDLING_NO_PLACE (-1)
/* Places of captions that the table gives out: 0 to this, less one. */
#define HANDLING_PLACES 58

enum handling_scope {
	HANDLING_PORTION, /* the portions that bear it, and those that bear no mark */
	HANDLING_MESSAGE  /* every portion of the message, however marked */
};

enum handling_right {
	HANDLING_OPEN,    /* nobody needs a right */
	HANDLING_OWN,     /* every reader needs the right of that name */
	HANDLING_NATIONAL /* foreign readers need it */
};

/* What a reader without the right is told. */
enum handling_without {
	HANDLING_WITHHELD, /* that something is withheld */
	HANDLING_HIDDEN,   /* nothing: it is not counted either */
	HANDLING_FACT      /* that it is there, and who and when; never what it says */
};

struct handling_row {
	const char *caption; /* as in data/captions.tsv, or of portion marks and casebooks alone */
	const char *marks;   /* words of portion marks that stand for it, "NOFORN|NF"; "" */
	int place;           /* bit in a label, or HANDLING_NO_PLACE */
	enum handling_scope scope;
	enum handling_right right;
	enum handling_without without;
};

/* Sorted by caption. */
extern const struct handling_row SEPTEL__HANDLING[];
extern const size_t SEPTEL__HANDLING_COUNT;

/* The row of a caption: its name by letters and digits alone, case aside
 * ("roger-channel"), and of "REL TO USA, GBR" the row REL; NULL if none. */
const struct handling_row *septel__handling_of_caption(struct septel_view caption);
/* The row of a word of a portion mark ("NF"), case aside; NULL if none. */
const struct handling_row *septel__handling_of_mark(struct septel_view word);
/* The row that has a place, 0 to HANDLING_PLACES - 1; NULL where none has. */
const struct handling_row *septel__handling_at(int place);

#endif
