/* case_reads.h - the log of reads of a casebook: who asked what, and what was withheld.
 *
 * Every query is an entry of the file `reads` beside the journals, a chain of its own
 * (access/log.h): action "case show", object "p1; 2 withheld", outcome full, masked, or none
 * for what was refused, and the high-water mark of what was shown.  It is on disk before the
 * answer is printed.
 *
 * Where that file cannot be written, as in a casebook that is only read, it stands in
 * $XDG_STATE_HOME/septel (~/.local/state/septel), named by the casebook's path; that is told
 * once.  Where no log can be written, the owner is warned and has his answer, and anybody else
 * is shown nothing.
 */
#ifndef SEPTEL_CLI_CASE_READS_H
#define SEPTEL_CLI_CASE_READS_H

#include "case_desk.h"

/* Writes the entry.  False: the answer may not be shown, and desk->error tells why. */
bool case_reads_log(struct case_desk *desk, enum access_outcome outcome);

/* Fills the answer with the entries, and verifies the chain: a desk_question. */
int case_reads_list(struct case_desk *desk);
/* How they are printed. */
extern const struct desk_form CASE_READS_FORM;

#endif
