/* keyword.c - see keyword.h. */
#include "keyword.h"

#include "scan.h"

#include <septel/tables.h>

/* Printed forms (wire-format 6.2 to 6.5, D14); those with `right` are misprints
 * that count only with a colon behind them. */
struct form {
	const char *printed;
	unsigned char length;
	enum keyword_kind kind;
	const char *right;
};
#define FORM(printed, kind, right)                                                                 \
	{                                                                                          \
		(printed), sizeof(printed) - 1, (kind), (right)                                    \
	}

static const struct form FORMS[] = {
	FORM("TAGS", KEYWORD_TAGS, NULL),
	FORM("SUBJECT", KEYWORD_SUBJECT, NULL),
	FORM("SUBJ", KEYWORD_SUBJECT, NULL),
	FORM("REF(S)", KEYWORD_REF, NULL),
	FORM("REFS", KEYWORD_REF, NULL),
	FORM("REF", KEYWORD_REF, NULL),
	FORM("REFTELS", KEYWORD_REF, NULL),
	FORM("REFTEL", KEYWORD_REF, NULL),
	FORM("REFERENCES", KEYWORD_REF, NULL),
	FORM("REFERENCE", KEYWORD_REF, NULL),
	FORM("CLASSIFIED BY", KEYWORD_CLASSIFIED_BY, NULL),
	FORM("REASONS", KEYWORD_REASON, NULL),
	FORM("REASON", KEYWORD_REASON, NULL),
	FORM("DECLASSIFY ON", KEYWORD_DECLASSIFY, NULL),
	FORM("DECLAS", KEYWORD_DECLASSIFY, NULL),
	FORM("DECL", KEYWORD_DECLASSIFY, NULL),
	FORM("TAG", KEYWORD_TAGS, "TAGS"),
	FORM("TAS", KEYWORD_TAGS, "TAGS"),
	FORM("TABS", KEYWORD_TAGS, "TAGS"),
	FORM("TGS", KEYWORD_TAGS, "TAGS"),
	FORM("AGS", KEYWORD_TAGS, "TAGS"),
	FORM("TAGES", KEYWORD_TAGS, "TAGS"),
	FORM("TAGGS", KEYWORD_TAGS, "TAGS"),
	FORM("TTAGS", KEYWORD_TAGS, "TAGS"),
	FORM("TAGSS", KEYWORD_TAGS, "TAGS"),
	FORM("TATGS", KEYWORD_TAGS, "TAGS"),
	FORM("TASG", KEYWORD_TAGS, "TAGS"),
	FORM("UBJECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SBJECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUJECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBJCT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBJET", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBJEC", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBJECCT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBJJECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBBJECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SSUBJECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBEJCT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUJBECT", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBJCET", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("SUBJETC", KEYWORD_SUBJECT, "SUBJECT"),
	FORM("CLASSFIED BY", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"),
	FORM("CLASSIFED BY", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"),
	FORM("CLASSIFIEDBY", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"),
	FORM("CLASSIFIER", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"),
};

/* "E.O. 12958:", "EO 12958", "E.O.12065", "E.O 1295". */
static bool order_keyword(struct septel_view line, struct keyword *out)
{
	struct septel_view rest = line, digits;
	if (!scan_word(&rest, "E"))
		return false;
	scan_byte(&rest, '.');
	scan_blanks(&rest);
	if (!scan_word(&rest, "O"))
		return false;
	while (scan_byte(&rest, '.') || scan_byte(&rest, ':'))
		continue;
	scan_blanks(&rest);
	if (!scan_digits(&rest, 4, 6, &digits))
		return false;
	out->kind = KEYWORD_ORDER;
	out->right = NULL;
	out->length = (size_t)(rest.ptr - line.ptr);
	scan_blanks(&rest);
	out->colon = scan_byte(&rest, ':');
	if (out->colon)
		out->length = (size_t)(rest.ptr - line.ptr);
	return true;
}

/* A colon behind a keyword, or what damage makes of it. */
static bool scan_colon(struct septel_view *rest)
{
	scan_blanks(rest);
	return scan_byte(rest, ':') || scan_byte(rest, ';');
}

/* "STATE 1234", "07 OSLO 5": a station and its serial. */
static bool station_follows(struct septel_view rest)
{
	struct septel_view digits, canonical;
	size_t length;
	if (scan_digits(&rest, 2, 4, &digits))
		scan_blanks(&rest);
	if (!septel_station_match(rest, &canonical, &length))
		return false;
	rest = septel__slice(rest, length, rest.len);
	scan_blanks(&rest);
	return scan_run(&rest, septel__is_digit, 1, 7, &digits) && scan_at_word_end(rest);
}

/* "REF A. ", "REF (A)", "REF(A)", "REF. STATE", "REF - OSLO 5", "REF BAGHDAD 123"
 * count without a colon. */
static bool ref_without_colon(struct septel_view rest)
{
	struct septel_view letter;
	if (scan_byte(&rest, '.'))
		return rest.len && rest.ptr[0] == ' ';
	if (rest.len > 2 && rest.ptr[0] == '(' && rest.ptr[2] == ')')
		return true;
	if (scan_blanks(&rest) == 0)
		return false;
	if (rest.len && (rest.ptr[0] == '(' || rest.ptr[0] == '['))
		return true;
	while (scan_byte(&rest, '-'))
		scan_blanks(&rest);
	if (station_follows(rest))
		return true;
	if (!scan_capitals(&rest, 1, 1, &letter))
		return false;
	return rest.len && (rest.ptr[0] == '.' || rest.ptr[0] == ')' || rest.ptr[0] == ':' ||
			    rest.ptr[0] == ' ');
}

static bool form_matches(struct septel_view line, const struct form *form, struct keyword *out)
{
	const struct septel_view printed = {form->printed, form->length};
	/* The last letter tells most lines from a keyword at once. */
	if (line.len < form->length ||
	    septel__upper(line.ptr[form->length - 1]) != form->printed[form->length - 1] ||
	    !septel__equal_fold(septel__slice(line, 0, form->length), printed))
		return false;
	struct septel_view rest = septel__slice(line, form->length, line.len);
	struct septel_view behind = rest;
	out->kind = form->kind;
	out->right = form->right;
	out->colon = scan_colon(&behind);
	if (out->colon) {
		out->length = (size_t)(behind.ptr - line.ptr);
		return true;
	}
	out->length = (size_t)(rest.ptr - line.ptr);
	if (out->right || !scan_at_word_end(rest))
		return false;
	switch (out->kind) {
	case KEYWORD_REF:
		if (rest.len && rest.ptr[0] == '.')
			out->length++;
		return ref_without_colon(rest);
	case KEYWORD_TAGS:
		return rest.len == 0 || rest.ptr[0] == ' ';
	case KEYWORD_CLASSIFIED_BY:
		return true;
	case KEYWORD_SUBJECT:
		return septel__starts(line, "SUBJ") && rest.len > 1 && rest.ptr[0] == ' ' &&
		       rest.ptr[1] == ' ';
	case KEYWORD_REASON:
		return rest.len > 2 && rest.ptr[0] == ' ' && rest.ptr[1] == '1';
	case KEYWORD_ORDER:
	case KEYWORD_DECLASSIFY:
		break;
	}
	return false;
}

bool septel__keyword(struct septel_view line, struct keyword *out)
{
	if (line.len < 3)
		return false;
	const char first = septel__upper(line.ptr[0]);
	if (first == 'E')
		return order_keyword(line, out);
	if (!strchr("ACDRSTU", first))
		return false;
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		if (first == FORMS[i].printed[0] && form_matches(line, &FORMS[i], out))
			return true;
	return false;
}

/* A keyword may follow a blank, or be glued in capitals to what stands before
 * it ("UK PRIMEREF: A."). */
static bool may_be_inside(struct septel_view line, size_t at, const struct keyword *keyword)
{
	if (!keyword->colon || keyword->kind == KEYWORD_REASON ||
	    keyword->kind == KEYWORD_DECLASSIFY)
		return false; /* these go on with the line they stand on */
	const char before = line.ptr[at - 1];
	if (septel__is_space(before))
		return true;
	if (keyword->right)
		return false;
	const bool whole = keyword->length >= 5;
	return keyword->kind == KEYWORD_REF || whole
		       ? septel__is_alnum(before) || before == '.' || before == ')' || before == ';'
		       : false;
}

/* The longest keyword with its colon: "CLASSIFIED BY :". */
#define KEYWORD_LONGEST 18

/* The keyword that ends in the colon at `colon` and begins behind `from`. */
static bool keyword_before(struct septel_view line, size_t from, size_t colon, size_t *at,
			   struct keyword *out)
{
	size_t start = colon > from + KEYWORD_LONGEST ? colon - KEYWORD_LONGEST : from;
	for (start = start ? start : 1; start < colon; start++) {
		if (!strchr("ACDERSTUacderstu", line.ptr[start]) || line.ptr[start] == '\0')
			continue;
		if (septel__keyword(septel__slice(line, start, line.len), out) &&
		    start + out->length == colon + 1 && may_be_inside(line, start, out)) {
			*at = start;
			return true;
		}
	}
	return false;
}

bool septel__keyword_inside(struct septel_view line, size_t from, size_t *at, struct keyword *out)
{
	/* Every keyword here ends in its colon: look back from each. */
	for (size_t colon = septel__find_byte(line, ':', from); colon != VIEW_NOT_FOUND;
	     colon = septel__find_byte(line, ':', colon + 1))
		if (keyword_before(line, from, colon, at, out))
			return true;
	return false;
}

bool septel__navy_keyword(struct septel_view line)
{
	static const char *const SETS[] = {"MSGID/", "SUBJ/", "GENTEXT/", "RMKS/",
					   "REF/",   "NARR/", "EXER/",    "OPER/"};
	if (line.len < 5 || !septel__is_upper(line.ptr[0]) ||
	    (!memchr(line.ptr, '/', line.len < 24 ? line.len : 24)))
		return false; /* an oblique stands near the start of all of these */
	for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++)
		if (septel__starts(line, SETS[i]))
			return true;
	/* "NAVADMIN 174/05": a series of general messages and its number. */
	struct septel_view rest = line, series, number, year;
	if (!scan_capitals(&rest, 5, 16, &series))
		return false;
	scan_blanks(&rest);
	if (!scan_digits(&rest, 1, 4, &number) || !scan_byte(&rest, '/') ||
	    !scan_digits(&rest, 2, 4, &year) || !scan_at_word_end(rest))
		return false;
	return septel_station_lookup(series, false).len == 0; /* "PARIS 121/99": a reference */
}
