/* config_word.c - the table of words; see config_word.h. */
#include "config_word.h"

#define TOP(word, value, field, least, most, meaning)                                              \
	{SCOPE_STATION, word,          MAKES_NO_KIND,                                              \
	 ANY_KIND,      VALUE_##value, offsetof(struct relay_config, field),                       \
	 least,         most},
#define MAKES(scope, word, kind, value, field, meaning)                                            \
	{SCOPE_##scope,                                                                            \
	 word,                                                                                     \
	 OUTLET_##kind,                                                                            \
	 ANY_KIND,                                                                                 \
	 VALUE_##value,                                                                            \
	 offsetof(struct outlet_settings, field),                                                  \
	 0,                                                                                        \
	 0},
#define HAS(scope, word, kinds, value, field, least, most, meaning)                                \
	{SCOPE_##scope, word,          MAKES_NO_KIND,                                              \
	 kinds,         VALUE_##value, offsetof(struct outlet_settings, field),                    \
	 least,         most},
#define PROFILE(word, field, meaning)
const struct config_word CONFIG_WORDS[] = {
#include "config.def"
};
#undef TOP
#undef MAKES
#undef HAS
#undef PROFILE
const size_t CONFIG_WORD_COUNT = sizeof CONFIG_WORDS / sizeof *CONFIG_WORDS;
_Static_assert(sizeof CONFIG_WORDS / sizeof *CONFIG_WORDS <= CONFIG_WORDS_LIMIT, "room for words");

#define TOP(word, value, field, least, most, meaning)
#define MAKES(scope, word, kind, value, field, meaning)
#define HAS(scope, word, kinds, value, field, least, most, meaning)
#define PROFILE(word, field, meaning) {word, PROFILE_##field},
const struct profile_word PROFILE_WORDS[] = {
#include "config.def"
};
const size_t PROFILE_WORD_COUNT = sizeof PROFILE_WORDS / sizeof *PROFILE_WORDS;

/* As an error asks for a value. */
static const char *const VALUE_NAMES[] = {
	[VALUE_NOTHING] = "nothing",
	[VALUE_STATION] = "a routing indicator and a name",
	[VALUE_INDICATOR] = "a routing indicator",
	[VALUE_PATH] = "a path",
	[VALUE_STORE] = "a path or postgresql://",
	[VALUE_ADDRESS] = "host:port",
	[VALUE_NAME] = "a name of letters, digits, '-', '_' and '.'",
	[VALUE_MAILBOX] = "a mailbox name@domain",
	[VALUE_TEXT] = "a text",
	[VALUE_DAYS] = "a number and 'days'",
	[VALUE_PERCENT] = "a number and 'percent'",
	[VALUE_NUMBER] = "a number",
	[VALUE_CLASS] = "a classification",
	[VALUE_PRECEDENCE] = "a precedence",
	[VALUE_CODES] = "at most 8 codes of two letters, with commas",
	[VALUE_LETTERS] = "'out XXX in YYY'",
	[VALUE_DIGITS] = "3 or 4, and 'daily' or 'cyclic'",
	[VALUE_ALPHABET] = "'ascii' or 'ita2'",
	[VALUE_LINE_ENDS] = "'crcrlf' or 'lf'",
	[VALUE_YES] = "'yes' or 'no'",
	[VALUE_BOX] = "the name of a circuit or box",
	[VALUE_CIRCUIT_BLOCK] = "a name and a block in braces",
	[VALUE_BOX_BLOCK] = "a name and a block in braces",
	[VALUE_COPY] = "'to NAME all' or 'to NAME when FIELD VALUE'",
};

const char *septel__config_value_name(enum config_value value)
{
	return VALUE_NAMES[value];
}

size_t septel__config_word(enum config_scope scope, struct septel_view word)
{
	size_t i = 0;
	while (i < CONFIG_WORD_COUNT &&
	       (CONFIG_WORDS[i].scope != scope ||
		!septel__equal(word, septel_view_of(CONFIG_WORDS[i].word))))
		i++;
	return i;
}

const char *septel__config_suggest(enum config_scope scope, struct septel_view word)
{
	const char *best = NULL;
	unsigned least = 3; /* a misprint is of two letters at most, and not of all of them */
	for (size_t i = 0; i < CONFIG_WORD_COUNT; i++) {
		const struct septel_view known = septel_view_of(CONFIG_WORDS[i].word);
		if (CONFIG_WORDS[i].scope != scope)
			continue;
		const unsigned distance = septel__edit_distance(word, known, 2);
		if (distance < least && distance < known.len / 2 + 1 && distance < word.len) {
			least = distance;
			best = CONFIG_WORDS[i].word;
		}
	}
	return best;
}
