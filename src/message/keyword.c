/* keyword.c - see keyword.h. */
#include "keyword.h"

#include "scan.h"

/* Printed forms (wire-format 6.2 to 6.5, D14); those with `right` are misprints
 * that count only with a colon behind them. */
static const struct {
	const char *printed;
	enum keyword_kind kind;
	const char *right;
} FORMS[] = {
	{"TAGS", KEYWORD_TAGS, NULL},
	{"SUBJECT", KEYWORD_SUBJECT, NULL},
	{"SUBJ", KEYWORD_SUBJECT, NULL},
	{"REF(S)", KEYWORD_REF, NULL},
	{"REFS", KEYWORD_REF, NULL},
	{"REF", KEYWORD_REF, NULL},
	{"REFTELS", KEYWORD_REF, NULL},
	{"REFTEL", KEYWORD_REF, NULL},
	{"REFERENCES", KEYWORD_REF, NULL},
	{"REFERENCE", KEYWORD_REF, NULL},
	{"CLASSIFIED BY", KEYWORD_CLASSIFIED_BY, NULL},
	{"REASONS", KEYWORD_REASON, NULL},
	{"REASON", KEYWORD_REASON, NULL},
	{"DECLASSIFY ON", KEYWORD_DECLASSIFY, NULL},
	{"DECLAS", KEYWORD_DECLASSIFY, NULL},
	{"DECL", KEYWORD_DECLASSIFY, NULL},
	{"TAG", KEYWORD_TAGS, "TAGS"},
	{"TAS", KEYWORD_TAGS, "TAGS"},
	{"TABS", KEYWORD_TAGS, "TAGS"},
	{"TGS", KEYWORD_TAGS, "TAGS"},
	{"AGS", KEYWORD_TAGS, "TAGS"},
	{"TAGES", KEYWORD_TAGS, "TAGS"},
	{"TAGGS", KEYWORD_TAGS, "TAGS"},
	{"TTAGS", KEYWORD_TAGS, "TAGS"},
	{"TAGSS", KEYWORD_TAGS, "TAGS"},
	{"TATGS", KEYWORD_TAGS, "TAGS"},
	{"TASG", KEYWORD_TAGS, "TAGS"},
	{"UBJECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SBJECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUJECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBJCT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBJET", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBJEC", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBJECCT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBJJECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBBJECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SSUBJECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBEJCT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUJBECT", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBJCET", KEYWORD_SUBJECT, "SUBJECT"},
	{"SUBJETC", KEYWORD_SUBJECT, "SUBJECT"},
	{"CLASSFIED BY", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"},
	{"CLASSIFED BY", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"},
	{"CLASSIFIEDBY", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"},
	{"CLASSIFIER", KEYWORD_CLASSIFIED_BY, "CLASSIFIED BY"},
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

/* "REF A. ", "REF (A)", "REF. STATE", "REF BAGHDAD 123" count without a colon. */
static bool ref_without_colon(struct septel_view rest)
{
	struct septel_view letter;
	if (scan_byte(&rest, '.'))
		return rest.len && rest.ptr[0] == ' ';
	if (scan_blanks(&rest) == 0)
		return false;
	if (rest.len && (rest.ptr[0] == '(' || rest.ptr[0] == '['))
		return true;
	if (!scan_capitals(&rest, 1, 1, &letter))
		return false;
	return rest.len && (rest.ptr[0] == '.' || rest.ptr[0] == ')' || rest.ptr[0] == ':' ||
			    rest.ptr[0] == ' ');
}

static bool form_matches(struct septel_view line, size_t index, struct keyword *out)
{
	struct septel_view rest = line;
	if (!scan_word(&rest, FORMS[index].printed))
		return false;
	struct septel_view behind = rest;
	out->kind = FORMS[index].kind;
	out->right = FORMS[index].right;
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
	switch (septel__upper(line.ptr[0])) {
	case 'E':
		return order_keyword(line, out);
	case 'A':
	case 'C':
	case 'D':
	case 'R':
	case 'S':
	case 'T':
	case 'U':
		break;
	default:
		return false;
	}
	for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++)
		if (septel__upper(line.ptr[0]) == FORMS[i].printed[0] && form_matches(line, i, out))
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

bool septel__keyword_inside(struct septel_view line, size_t from, size_t *at, struct keyword *out)
{
	/* Every keyword here ends in a colon (or a semicolon): look back from it. */
	for (size_t colon = from; colon < line.len; colon++) {
		if (line.ptr[colon] != ':' && line.ptr[colon] != ';')
			continue;
		const size_t longest = 16;
		const size_t first = colon > from + longest ? colon - longest : from;
		for (size_t start = first; start < colon; start++) {
			const struct septel_view tail = septel__slice(line, start, line.len);
			if (start == 0 || !septel__keyword(tail, out))
				continue;
			if (start + out->length != colon + 1 || !may_be_inside(line, start, out))
				continue;
			*at = start;
			return true;
		}
	}
	return false;
}

bool septel__navy_keyword(struct septel_view line)
{
	static const char *const SETS[] = {"MSGID/", "SUBJ/", "GENTEXT/", "RMKS/",
					   "REF/",   "NARR/", "EXER/",    "OPER/"};
	if (line.len < 5 || !septel__is_upper(line.ptr[0]))
		return false;
	for (size_t i = 0; i < sizeof SETS / sizeof *SETS; i++)
		if (septel__starts(line, SETS[i]))
			return true;
	/* "NAVADMIN 174/05": a series of general messages and its number. */
	struct septel_view rest = line, series, number, year;
	if (!scan_capitals(&rest, 5, 16, &series))
		return false;
	scan_blanks(&rest);
	return scan_digits(&rest, 1, 4, &number) && scan_byte(&rest, '/') &&
	       scan_digits(&rest, 2, 4, &year) && scan_at_word_end(rest);
}
