/* log_entry.h - one line of the log of reads; see log.h for its form. */
#ifndef SEPTEL_ACCESS_LOG_ENTRY_H
#define SEPTEL_ACCESS_LOG_ENTRY_H

#include "../base/out.h"
#include "log.h"

/* The hash that stands before the first entry. */
#define LOG_FIRST_HASH "0000000000000000000000000000000000000000000000000000000000000000"

/* The last entry of a chain. */
struct log_tip {
	uint64_t number;
	char hash[LOG_HASH_LENGTH + 1];
};

/* That of an empty log. */
struct log_tip septel__log_no_tip(void);

/* A field as the log has it: at most LOG_FIELD_LIMIT bytes of it, what is no text \xHH. */
void septel__log_put_field(struct septel_out *out, struct septel_view field);
/* Writes the line of the entry behind `tip`, which becomes that of this entry. */
void septel__log_put_entry(struct septel_out *out, const struct access_log_entry *entry,
			   struct log_tip *tip);
/* Takes a line, without its end, apart; false if it is no entry. */
bool septel__log_read_entry(struct septel_view line, struct access_log_entry *entry);
/* The hash that the line must have behind an entry with the hash `before`. */
void septel__log_hash(const char *before, struct septel_view line, char hash[LOG_HASH_LENGTH + 1]);

#endif
