/* marking.c - see marking.h. */
#include "marking.h"

bool septel__classification(struct septel_view line, struct classification_word *out)
{
	(void)line;
	(void)out;
	return false;
}

enum septel_class septel__portion_class(struct septel_view mark)
{
	(void)mark;
	return SEPTEL_CLASS_NONE;
}

bool septel__is_portion_mark(struct septel_view mark)
{
	(void)mark;
	return false;
}

bool septel__caption(struct septel_view words, struct septel_view *canonical, size_t *length)
{
	(void)words;
	(void)canonical;
	(void)length;
	return false;
}
