/* objection_checks.h - checks of objections_told.c, which are rows in objections.c. */
#ifndef SEPTEL_CASEBOOK_OBJECTION_CHECKS_H
#define SEPTEL_CASEBOOK_OBJECTION_CHECKS_H

#include "objections.h"

/* Refuses to cite an assurance for a party that a limit excludes. */
void septel__check_citing(struct objections *objections, const struct claim *claim);
/* Refuses to decide what is no allegation about that assurance. */
void septel__check_decision(struct objections *objections, const struct claim *claim);
/* Warns of a trace that nobody asked for, and of one that goes on without consent. */
void septel__check_trace(struct objections *objections, const struct claim *claim);
/* Warns of a visit that is told as held without the consent of those visited. */
void septel__check_visit(struct objections *objections, const struct claim *claim);

#endif
