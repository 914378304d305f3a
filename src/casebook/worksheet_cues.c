/* worksheet_cues.c - see worksheet_clause.h: the table of cues. */
#include "worksheet_clause.h"

static const struct cue_row ROWS[] = {
#define CUE(kind, forms, behind) {CUE_##kind, forms, behind},
#include "worksheet_cues.def"
#undef CUE
};
#define ROW_COUNT (sizeof ROWS / sizeof *ROWS)

const struct cue_row *septel__cue_rows(size_t *count)
{
	*count = ROW_COUNT;
	return ROWS;
}

static bool is_form(struct septel_view word, const char *forms)
{
	struct septel_view rest = septel_view_of(forms), form;
	while (septel__next_word(&rest, &form))
		if (septel__equal_fold(word, form))
			return true;
	return false;
}

/* How many words of one of the phrases stand at `at`; 0: none. */
static size_t phrase_behind(const struct sheet_sentence *sentence, size_t at, const char *phrases)
{
	char phrase[PHRASE_SIZE];
	for (struct septel_view rest = septel_view_of(phrases); rest.len;) {
		const struct septel_view one =
			septel__slice(rest, 0, septel__find_byte(rest, '|', 0));
		rest = septel__slice(rest, one.len + 1, rest.len);
		if (one.len >= sizeof phrase)
			continue;
		memcpy(phrase, one.ptr, one.len);
		phrase[one.len] = '\0';
		const size_t words = septel__phrase_at(sentence, at, phrase);
		if (words)
			return words;
	}
	return 0;
}

enum cue_kind septel__cue_at(const struct sheet_sentence *sentence, size_t at, size_t *words)
{
	const struct septel_view word = sentence->words[at].text;
	*words = 1;
	if (!word.len || sentence->words[at].odd)
		return CUE_NONE;
	const char letter = septel__lower(word.ptr[0]);
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (ROWS[i].forms[0] != letter || !is_form(word, ROWS[i].forms))
			continue;
		if (!ROWS[i].behind[0])
			return ROWS[i].kind;
		const size_t behind = septel__stops_behind(sentence, at)
					      ? 0
					      : phrase_behind(sentence, at + 1, ROWS[i].behind);
		if (behind) {
			*words = 1 + behind;
			return ROWS[i].kind;
		}
	}
	return CUE_NONE;
}
