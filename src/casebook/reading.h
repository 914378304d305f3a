/* reading.h - what the readers of the casebook room share. */
#ifndef SEPTEL_CASEBOOK_READING_H
#define SEPTEL_CASEBOOK_READING_H

#include "casebook.h"

/* Where a reader is. */
struct journal_place {
	struct casebook *book;
	const struct journal *journal;
	struct septel_view rest; /* behind the present line */
	struct septel_view line;
	uint32_t number; /* of the present line, from 1 */
	bool passed;     /* a line before it was a fault and passed over */
};

void septel__journal_place_init(struct journal_place *place, struct casebook *book,
				const struct journal *journal);
/* Steps to the next line that says something: not empty, no comment.  A line that is no
 * text (bytes that are no UTF-8, controls, too long) is a fault and passed over. */
bool septel__next_statement(struct journal_place *place);

/* A name: letters, digits and - . _, not too long. */
bool septel__is_name(struct septel_view word);
#define NAME_EXPECTED "a name of letters, digits, - . _"

/* Reads the registry. */
void septel__registry_read(struct casebook *book, const struct journal *registry);
/* Its memberships: who is a member may be noted in a journal only, so these come last. */
void septel__registry_members(struct casebook *book, const struct journal *registry);
/* Reads one journal, behind those that were read before. */
void septel__journal_read(struct casebook *book, const struct journal *journal);
/* The @msg line that a journal opens with; false where it does not. */
bool septel__journal_opening(const struct journal *journal, struct septel_view *id,
			     struct septel_time *dtg);

/* A fault that lists what could stand there: words of a list, a kind of thing. */
bool septel__fault_word(struct journal_place *place, struct septel_view token, enum word_list list);
bool septel__fault_thing(struct journal_place *place, struct septel_view token, int kind);

/* Reads `value->text` as `value->row` asks; false: a fault was noted. */
bool septel__value_read(struct journal_place *place, const struct claim *claim,
			struct claim_value *value);

#endif
