/* link_context.c - see link_context.h. */
#include "link_context.h"

#include "../base/date.h"

bool septel__is_narrowed(const struct sentence *sentence, size_t at)
{
	static const char *const PARTS[] = {
		"PARA",       "PARAS",   "PARAGRAPH", "PARAGRAPHS", "CHAPTER",   "CHAPTERS",
		"CHAP",       "ARTICLE", "ARTICLES",  "SECTION",    "SECTIONS",  "ENCLOSURE",
		"ENCL",       "TABLE",   "APPENDIX",  "LINE",       "REGARDING", "CONCERNING",
		"WHERE",      "ONLY",    "EXCEPT",    "PART",       "PARTS",     "S",
		"PERTAINING", NULL};
	static const char *const MARGINS[] = {"IN", "WITH", "TO", NULL};
	static const char *const MARGINAL[] = {"ANY",     "PART",  "PARTS", "RESPECT", "REGARD",
					       "REGARDS", "AREAS", "THE",   NULL};
	const struct septel_view word = septel__sentence_word(sentence, at);
	if (septel__word_is_one_of(word, PARTS))
		return true;
	/* "IN ANY AREA WHERE", "WITH RESPECT TO", "TO THE EXTENT": but "IN ITS ENTIRETY". */
	return septel__word_is_one_of(word, MARGINS) &&
	       septel__word_is_one_of(septel__sentence_word(sentence, at + 1), MARGINAL) &&
	       !septel__is_word(septel__sentence_word(sentence, at + 2), "ENTIRETY");
}

bool septel__is_unreal(const struct sentence *sentence, size_t at)
{
	static const char *const WORDS[] = {
		"NOT", "MAY",    "CAN",     "COULD",  "MIGHT",  "SHOULD", "WOULD", "UNTIL",
		"IF",  "UNLESS", "PENDING", "BEFORE", "CANNOT", "UPON",   "NEVER", NULL};
	for (size_t back = 1; back <= 3 && back <= at; back++) {
		const struct septel_view word = septel__sentence_word(sentence, at - back);
		/* "5 MAY 08, AND CANCELS" */
		const bool month =
			septel__month(word) &&
			septel__number(septel__sentence_word(sentence, at - back + 1)) >= 0;
		if (!month && septel__word_is_one_of(word, WORDS))
			return true;
	}
	return false;
}

bool septel__is_conditional(const struct sentence *sentence)
{
	static const char *const WORDS[] = {"AFTER", "WHEN",  "ONCE",   "IF",
					    "UPON",  "UNTIL", "UNLESS", NULL};
	for (size_t i = 0; i < 2; i++)
		if (septel__word_is_one_of(septel__sentence_word(sentence, i), WORDS))
			return true;
	return false;
}

bool septel__is_later(const struct sentence *sentence, size_t at)
{
	static const char *const WORDS[] = {"WHEN", "ONCE", "IF", "AFTER", "UNLESS", "UPON", NULL};
	return septel__word_is_one_of(septel__sentence_word(sentence, at), WORDS) ||
	       (septel__is_word(septel__sentence_word(sentence, at), "IN") &&
		septel__is_word(septel__sentence_word(sentence, at + 1), "THE") &&
		septel__is_word(septel__sentence_word(sentence, at + 2), "NEAR"));
}

bool septel__is_subject(const struct sentence *sentence, size_t at)
{
	static const char *const BEFORE[] = {"IN",    "OF",   "BY",      "PER", "FROM",      "TO",
					     "UNDER", "WITH", "THROUGH", "VIA", "FOR",       "AND",
					     "OR",    "ON",   "SEE",     "AT",  "REFERENCE", NULL};
	return at == 0 ||
	       !septel__word_is_one_of(septel__sentence_word(sentence, at - 1), BEFORE) ||
	       (septel__is_word(septel__sentence_word(sentence, at - 1), "AND") && at > 1 &&
		sentence->words[at - 1].apart);
}
