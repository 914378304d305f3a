/* caption.c - see marking.h: the captions of data/captions.tsv. */
#include "marking.h"
#include "scan.h"
#include "table_rows.h"

/* Bytes that are looked at for one caption. */
#define CAPTION_LIMIT 120
/* Blanks inside a word that show that it was spaced out. */
#define SPACED_GAPS_LEAST 3

/* `form` at the front of *rest: its own blanks may be absent or many, and its
 * letters may be spaced out ("C O R R E C T E D  COPY", "E F T O"). */
static bool scan_form(struct septel_view *rest, const char *form)
{
	struct septel_view at = *rest;
	size_t letters = 0, gaps = 0;
	bool natural = true; /* a blank is due here, or the word begins */
	for (; *form; form++) {
		if (*form == ' ') {
			natural = true;
			continue;
		}
		if (scan_blanks(&at) && !natural)
			gaps++;
		letters += !natural;
		natural = false;
		if (at.len == 0 || septel__upper(at.ptr[0]) != *form)
			return false;
		at = septel__slice(at, 1, at.len);
	}
	if (!scan_at_word_end(at) || (gaps && gaps < letters && gaps < SPACED_GAPS_LEAST))
		return false;
	*rest = at;
	return true;
}

/* "CORRECTED COPY" with up to two wrong letters, its blanks anywhere. */
static bool scan_spoilt_corrected_copy(struct septel_view *rest)
{
	const struct septel_view right = VIEW_LITERAL("CORRECTEDCOPY");
	char letters[16];
	size_t count = 0, end = 0;
	unsigned least = 3;
	for (size_t i = 0; i < rest->len && count < sizeof letters; i++) {
		if (septel__is_alpha(rest->ptr[i]))
			letters[count++] = rest->ptr[i];
		else if (rest->ptr[i] != ' ')
			break;
		if (count + 2 < right.len ||
		    !scan_at_word_end(septel__slice(*rest, i + 1, rest->len)))
			continue;
		const unsigned distance =
			septel__edit_distance((struct septel_view){letters, count}, right, 2);
		if (distance < least) {
			least = distance;
			end = i + 1;
		}
	}
	*rest = septel__slice(*rest, end, rest->len);
	return end > 0;
}

static bool scan_release_word(struct septel_view *rest)
{
	return (scan_word(rest, "RELEASABLE") || scan_word(rest, "REL")) && scan_blanks(rest) > 0;
}

/* What stands behind a caption begins one itself.  Looks at its front alone: a
 * row of captions has any length. */
static bool begins_caption(struct septel_view words)
{
	const char first = words.len ? septel__upper(words.ptr[0]) : '\0';
	for (size_t i = 0; i < SEPTEL__CAPTIONS_COUNT; i++) {
		const struct caption_row *row = &SEPTEL__CAPTIONS[i];
		if (row->printed[0] == first && scan_form(&words, row->printed))
			return true;
	}
	return first == 'C' ? scan_spoilt_corrected_copy(&words)
			    : first == 'R' && scan_release_word(&words);
}

/* Why a copy was corrected: "(TEXT PARA 3)", "//SUBJECT LINE". */
static void scan_reason(struct septel_view *rest)
{
	struct septel_view at = *rest;
	scan_blanks(&at);
	if (scan_byte(&at, '(')) {
		const size_t close = septel__find_byte(septel__slice(at, 0, CAPTION_LIMIT), ')', 0);
		if (close != VIEW_NOT_FOUND)
			*rest = septel__slice(at, close + 1, at.len);
		return;
	}
	if (!scan_word(&at, "//"))
		return;
	scan_blanks(&at);
	if (begins_caption(at))
		return;
	size_t words = 0;
	while (words < at.len && (septel__is_alpha(at.ptr[words]) || at.ptr[words] == ' '))
		words++;
	if (words == at.len || at.ptr[words] == '/')
		*rest = septel__slice(at, words, at.len);
}

/* One releasee: "USA", "FVEY", "MNF-I". */
static bool scan_releasee(struct septel_view *rest, bool sure)
{
	struct septel_view at = *rest, digits;
	size_t length = 0;
	while (length < at.len &&
	       (septel__is_upper(at.ptr[length]) || (length && at.ptr[length] == '-')))
		length++;
	if (length < 2 || length > (sure ? 12 : 4) || septel__starts(at, "SECTION") ||
	    begins_caption(at))
		return false;
	at = septel__slice(at, length, at.len);
	*rest = at;
	/* "ROME 00123" is line 12's station. */
	return sure || scan_blanks(&at) == 0 || !scan_digits(&at, 3, 8, &digits);
}

/* "REL TO USA, FVEY", "REL NATO", "RELEASABLE TO ISAF AND NATO". */
static bool scan_release(struct septel_view *rest)
{
	struct septel_view at = *rest;
	if (!scan_release_word(&at))
		return false;
	if (scan_word(&at, "TO "))
		scan_blanks(&at);
	if (!scan_releasee(&at, true))
		return false;
	for (;;) {
		*rest = at;
		const size_t blanks = scan_blanks(&at);
		bool sure = scan_byte(&at, ',');
		scan_blanks(&at);
		sure = scan_word(&at, "AND ") || sure;
		if ((!sure && blanks == 0) || !scan_releasee(&at, sure))
			return true;
	}
}

static bool scan_plain(struct septel_view *rest, struct septel_view *canonical)
{
	struct septel_view digits;
	const char first = septel__upper(rest->ptr[0]);
	for (size_t i = 0; i < SEPTEL__CAPTIONS_COUNT; i++) {
		const struct caption_row *row = &SEPTEL__CAPTIONS[i];
		if (row->printed[0] != first || !scan_form(rest, row->printed))
			continue;
		*canonical = septel_view_of(row->caption);
		struct septel_view number = *rest;
		/* The party's own number: "TOSEC 340058". */
		if ((septel__equal(*canonical, VIEW_LITERAL("TOSEC")) ||
		     septel__equal(*canonical, VIEW_LITERAL("SECTO"))) &&
		    scan_blanks(&number) && scan_digits(&number, 1, 6, &digits))
			*rest = number;
		if (first == 'C' && septel__equal(*canonical, VIEW_LITERAL("CORRECTED COPY")))
			scan_reason(rest);
		return true;
	}
	if (first == 'C' && scan_spoilt_corrected_copy(rest)) {
		*canonical = VIEW_LITERAL("CORRECTED COPY");
		scan_reason(rest);
		return true;
	}
	const struct septel_view before = *rest;
	if (first != 'R' || !scan_release(rest))
		return false;
	*canonical = septel__slice(before, 0, before.len - rest->len);
	return true;
}

bool septel__caption(struct septel_view words, struct septel_view *canonical, size_t *length)
{
	struct septel_view rest = words;
	/* "*** CORRECTED COPY ***", "(CORRECTED COPY)" */
	while (scan_byte(&rest, '*') || scan_blanks(&rest))
		continue;
	const bool parenthesis = scan_byte(&rest, '(');
	scan_blanks(&rest);
	if (rest.len < 3 || !septel__is_alpha(rest.ptr[0]) || !scan_plain(&rest, canonical))
		return false;
	struct septel_view behind = rest;
	scan_blanks(&behind);
	if (parenthesis && !scan_byte(&behind, ')'))
		return false;
	while (scan_byte(&behind, '*'))
		rest = behind;
	if (parenthesis)
		rest = behind;
	*length = words.len - rest.len;
	return true;
}
