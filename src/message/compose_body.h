/* compose_body.h - the paragraphs of a composed message. */
#ifndef SEPTEL_MESSAGE_COMPOSE_BODY_H
#define SEPTEL_MESSAGE_COMPOSE_BODY_H

#include "composing.h"

/* The text, typed or in paragraphs, behind `prefix` ("RMKS/"), and the
 * signature. */
void septel__write_body(struct composing *composing, const char *prefix);

#endif
