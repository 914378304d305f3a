/* case_print.h - an answer of the casebook as text, tab separated values or JSON. */
#ifndef SEPTEL_CLI_CASE_PRINT_H
#define SEPTEL_CLI_CASE_PRINT_H

#include "case_desk.h"

/* Prints desk->answer on stdout as the options ask.  False: memory is out. */
bool desk_print(struct case_desk *desk, const struct desk_form *form);

#endif
