/* wire_forms.h - what those who write a message and those who check it must agree on. */
#ifndef SEPTEL_MESSAGE_WIRE_FORMS_H
#define SEPTEL_MESSAGE_WIRE_FORMS_H

#include "../base/view.h"

#include <septel/message.h>

/* Columns of a line (wire-format 2): no line may be longer. */
#define WIRE_LINE_LIMIT 69
/* A station serial in format line 3, a continuity number: 0001 to 9999, and again. */
#define SERIAL_MODULUS 10000

/* The letter that stands for a class in format line 4; 'U' for none. */
char septel__class_letter(enum septel_class class_);
/* The class as line 12 spells it: "S E C R E T". */
const char *septel__spaced_class(enum septel_class class_);
/* The serial that ends a canonical number; SEPTEL_NUMBER_NONE where `id` is none. */
int septel__serial_in_number(struct septel_view id);

#endif
