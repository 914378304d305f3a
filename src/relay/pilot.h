/* pilot.h - pilot lines: what a relay puts in front of a message to say how it came by it.
 *
 *     ZNR UUUUU ZOV RUFDAE                          rerouted by
 *     ZFD RCWD                                      suspected duplicate
 *     UNCLAS SVC ZUI XZA103 ZDK RFFPI 174 03/1040Z  the rerun that was asked for
 *
 * (wire-format 10.5, 10.6).  The signals stand in format lines 4 and 5 too.
 */
#ifndef SEPTEL_RELAY_PILOT_H
#define SEPTEL_RELAY_PILOT_H

#include "envelope.h"

/* `line` (trimmed), of those in front of format line 3, is a pilot. */
bool septel__pilot_line(struct septel_view line) __attribute__((warn_unused_result));
/* It is the pilot of a rerun, which stands in front of the routing line, not behind it. */
bool septel__pilot_of_rerun(struct septel_view line) __attribute__((warn_unused_result));

/* "UNCLAS SVC ...": a classification and the word of a service message. */
bool septel__is_service_text(struct septel_view line, enum septel_class *class_)
	__attribute__((nonnull, warn_unused_result));

/* The signs (enum envelope_signs) that the operating signals among `words` give; a question
 * (INT) gives none. */
unsigned septel__signs_among(struct septel_view words) __attribute__((warn_unused_result));

#endif
