/* identification.c - see identification.h. */
#include "identification.h"

#include "../message/scan.h"

static const char MARK[] = "VZCZC";
#define MARK_LENGTH (sizeof MARK - 1)

/* "XRO8111" at the front of *rest; `blank`: letters and digits may stand apart. */
static bool scan_identification(struct septel_view *rest, bool blank, struct septel_view *out)
{
	struct septel_view at = *rest, letters, digits;
	if (!scan_capitals(&at, 3, 3, &letters))
		return false;
	if (blank)
		scan_byte(&at, ' ');
	if (!scan_digits(&at, 3, 4, &digits))
		return false;
	*out = (struct septel_view){rest->ptr, (size_t)(at.ptr - rest->ptr)};
	*rest = at;
	return true;
}

/* The mark of a start; what came without its V is still meant for one. */
static bool scan_mark(struct septel_view *rest, bool *strict)
{
	if (scan_word(rest, MARK))
		return true;
	if (!scan_word(rest, MARK + 1))
		return false;
	*strict = false;
	return true;
}

/* What may stand behind the identifications: UU or HH, ZVQ. */
static bool scan_prosigns(struct septel_view rest)
{
	scan_blanks(&rest);
	if (scan_word(&rest, "UU") || scan_word(&rest, "HH"))
		scan_blanks(&rest);
	if (scan_word(&rest, "ZVQ"))
		return scan_at_word_end(rest);
	return rest.len == 0;
}

bool septel__identification_line(struct septel_view line, struct identification_line *out)
{
	struct septel_view rest = line, one;
	*out = (struct identification_line){.strict = true};
	bool marked = false;
	if (septel__starts(rest, "VV ")) {
		rest = septel__slice(rest, 2, rest.len);
		out->strict = scan_blanks(&rest) == 3;
		marked = true;
	}
	for (bool more = true; more;) {
		const bool mark = scan_mark(&rest, &out->strict);
		marked = marked || mark;
		if (mark && scan_blanks(&rest))
			out->strict = false;
		more = scan_identification(&rest, !mark, &one);
		if (more && out->count < IDENTIFICATIONS_OF_LINE)
			out->at[out->count++] = one;
		if (mark && !more) {
			out->strict = false;
			return true; /* "VZCZC" and nothing that could be read */
		}
	}
	if (out->count == 0)
		return marked;
	if (!scan_prosigns(rest)) {
		/* Without a mark a line that goes on is none. */
		out->strict = false;
		return marked;
	}
	return true;
}

bool septel__identification_garbled(struct septel_view line, struct septel_view *identification)
{
	size_t wrong = 0;
	if (line.len <= MARK_LENGTH)
		return false;
	for (size_t i = 0; i < MARK_LENGTH; i++)
		wrong += line.ptr[i] != MARK[i];
	struct septel_view rest = septel__slice(line, MARK_LENGTH, line.len);
	return wrong == 1 && scan_identification(&rest, false, identification) &&
	       scan_prosigns(rest);
}

struct septel_view septel__identification_unmarked(struct septel_view line)
{
	if (septel__starts(line, MARK))
		return septel__slice(line, MARK_LENGTH, line.len);
	if (septel__starts(line, MARK + 1))
		return septel__slice(line, MARK_LENGTH - 1, line.len);
	if (septel__starts(line, "VV "))
		return septel__trim_left(septel__slice(line, 2, line.len));
	return line;
}
