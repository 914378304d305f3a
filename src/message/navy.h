/* navy.h - sets of a general message: MSGID, SUBJ, REF, NARR, AMPN, POC, RMKS. */
#ifndef SEPTEL_MESSAGE_NAVY_H
#define SEPTEL_MESSAGE_NAVY_H

#include "reading.h"

/* True where the lines from internal_first on hold Navy sets. */
bool septel__navy_recognise(const struct reading *reading);
/* Reads them; fills id, classification, captions, subject, references and
 * body_first. */
void septel__navy_read(struct reading *reading);

#endif
