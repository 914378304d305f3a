/* level.c - see level.h. */
#include "level.h"

static const char *const LETTERS[] = {
	[SEPTEL_CLASS_NONE] = "",
	[SEPTEL_UNCLASSIFIED] = "U",
	[SEPTEL_LIMITED_OFFICIAL_USE] = "LOU",
	[SEPTEL_RESTRICTED] = "R",
	[SEPTEL_CONFIDENTIAL] = "C",
	[SEPTEL_SECRET] = "S",
	[SEPTEL_TOP_SECRET] = "TS",
};
#define LEVELS_COUNT (sizeof LETTERS / sizeof *LETTERS)

const char *septel__level_letters(enum septel_class level)
{
	return (size_t)level < LEVELS_COUNT ? LETTERS[level] : "";
}

/* The same words, blanks and hyphens being one. */
static bool same_words(struct septel_view text, const char *words)
{
	if (text.len != strlen(words))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (septel__upper(text.ptr[i]) != words[i] &&
		    !(text.ptr[i] == '-' && words[i] == ' '))
			return false;
	return true;
}

bool septel__level_read(struct septel_view text, enum septel_class *level)
{
	*level = SEPTEL_CLASS_NONE;
	for (size_t i = SEPTEL_UNCLASSIFIED; i < LEVELS_COUNT; i++)
		if (septel__is_word(text, LETTERS[i]) ||
		    same_words(text, septel_class_name((enum septel_class)i)))
			*level = (enum septel_class)i;
	if (septel__is_word(text, "UNCLAS"))
		*level = SEPTEL_UNCLASSIFIED;
	return *level != SEPTEL_CLASS_NONE;
}
