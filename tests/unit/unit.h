/* unit.h - what every unit test includes. */
#ifndef SEPTEL_TESTS_UNIT_H
#define SEPTEL_TESTS_UNIT_H

#include "../../src/base/view.h"

#include <septel/message.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
/* cmocka wants the four above first. */
#include <cmocka.h>

/* Fails, showing both, unless the view is that text. */
static inline void assert_view(struct septel_view view, const char *expected)
{
	if (!septel__equal(view, septel_view_of(expected)))
		fail_msg("'%.*s' is not '%s'", (int)view.len, view.ptr, expected);
}

#endif
