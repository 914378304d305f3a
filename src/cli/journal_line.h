/* journal_line.h - an entry of a relay's journal as a line of text, or of JSON. */
#ifndef SEPTEL_CLI_JOURNAL_LINE_H
#define SEPTEL_CLI_JOURNAL_LINE_H

#include "spool_at.h"

void journal_line(struct spool_session *session, const struct journal_entry *entry);
/* Its keys alone, in a map that is begun. */
struct printer;
void journal_keys(struct printer *printer, const struct journal_entry *entry);

#endif
