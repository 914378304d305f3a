/* compose_signs.c - into the character set of the circuit; see composing.h.
 *
 * State trunks carry printable ASCII: other signs become the ASCII that stands
 * for them.  ACP 127 and JANAP 128 carry A-Z, 0-9, blank and - ? : ( ) . , /
 * (wire-format 2): everything else is spelled.  A sign without a spelling is
 * refused, for a message must not lose one silently.
 */
#include "../base/utf8.h"
#include "composing.h"
#include "printable.h"

struct spelling {
	uint32_t code;
	const char *ascii;
};

/* By code point. */
static const struct spelling SPELLINGS[] = {
	{0xA0, " "},        {0xA1, "!"},        {0xA2, "c"},      {0xA3, "GBP "},  {0xA5, "JPY "},
	{0xA7, "Section "}, {0xA9, "(c)"},      {0xAB, "\""},     {0xAD, ""},      {0xAE, "(R)"},
	{0xB0, " degrees"}, {0xB1, "+/-"},      {0xB2, "2"},      {0xB3, "3"},     {0xB4, "'"},
	{0xB5, "micro"},    {0xB6, "Para "},    {0xB7, "-"},      {0xB9, "1"},     {0xBB, "\""},
	{0xBC, "1/4"},      {0xBD, "1/2"},      {0xBE, "3/4"},    {0xBF, "?"},     {0xC0, "A"},
	{0xC1, "A"},        {0xC2, "A"},        {0xC3, "A"},      {0xC4, "A"},     {0xC5, "A"},
	{0xC6, "AE"},       {0xC7, "C"},        {0xC8, "E"},      {0xC9, "E"},     {0xCA, "E"},
	{0xCB, "E"},        {0xCC, "I"},        {0xCD, "I"},      {0xCE, "I"},     {0xCF, "I"},
	{0xD0, "D"},        {0xD1, "N"},        {0xD2, "O"},      {0xD3, "O"},     {0xD4, "O"},
	{0xD5, "O"},        {0xD6, "O"},        {0xD7, "x"},      {0xD8, "O"},     {0xD9, "U"},
	{0xDA, "U"},        {0xDB, "U"},        {0xDC, "U"},      {0xDD, "Y"},     {0xDE, "Th"},
	{0xDF, "ss"},       {0xE0, "a"},        {0xE1, "a"},      {0xE2, "a"},     {0xE3, "a"},
	{0xE4, "a"},        {0xE5, "a"},        {0xE6, "ae"},     {0xE7, "c"},     {0xE8, "e"},
	{0xE9, "e"},        {0xEA, "e"},        {0xEB, "e"},      {0xEC, "i"},     {0xED, "i"},
	{0xEE, "i"},        {0xEF, "i"},        {0xF0, "d"},      {0xF1, "n"},     {0xF2, "o"},
	{0xF3, "o"},        {0xF4, "o"},        {0xF5, "o"},      {0xF6, "o"},     {0xF7, "/"},
	{0xF8, "o"},        {0xF9, "u"},        {0xFA, "u"},      {0xFB, "u"},     {0xFC, "u"},
	{0xFD, "y"},        {0xFE, "th"},       {0xFF, "y"},      {0x192, "f"},    {0x218, "S"},
	{0x219, "s"},       {0x21A, "T"},       {0x21B, "t"},     {0x2BB, "'"},    {0x2BC, "'"},
	{0x2002, " "},      {0x2003, " "},      {0x2009, " "},    {0x200B, ""},    {0x200C, ""},
	{0x200D, ""},       {0x200E, ""},       {0x200F, ""},     {0x2010, "-"},   {0x2011, "-"},
	{0x2012, "-"},      {0x2013, "-"},      {0x2014, "--"},   {0x2015, "--"},  {0x2018, "'"},
	{0x2019, "'"},      {0x201A, "'"},      {0x201B, "'"},    {0x201C, "\""},  {0x201D, "\""},
	{0x201E, "\""},     {0x201F, "\""},     {0x2022, "-"},    {0x2026, "..."}, {0x202F, " "},
	{0x2032, "'"},      {0x2033, "\""},     {0x2039, "'"},    {0x203A, "'"},   {0x2044, "/"},
	{0x20AC, "EUR "},   {0x2116, "No. "},   {0x2122, "(TM)"}, {0x2190, "<-"},  {0x2192, "->"},
	{0x2212, "-"},      {0x2260, "is not"}, {0x2264, "<="},   {0x2265, ">="},  {0x25CF, "-"},
	{0x25E6, "-"},      {0xFB01, "fi"},     {0xFB02, "fl"},   {0xFEFF, ""},
};

/* Latin Extended-A, U+0100 to U+017F: the letter without its mark. */
static const char LATIN_EXTENDED_A[] = "AaAaAaCcCcCcCcDd"
				       "DdEeEeEeEeEeGgGg"
				       "GgGgHhHhIiIiIiIi"
				       "IiIiJjKkkLlLlLlL"
				       "lLlNnNnNnnNnOoOo"
				       "OoOoRrRrRrSsSsSs"
				       "SsTtTtTtUuUuUuUu"
				       "UuUuWwYyYZzZzZzs";

/* What stands for `code` in ASCII; NULL where nothing does. */
static const char *ascii_of(uint32_t code, char letter[2])
{
	if (code >= 0x100 && code <= 0x17F) {
		letter[0] = LATIN_EXTENDED_A[code - 0x100];
		letter[1] = '\0';
		return letter;
	}
	size_t low = 0, high = sizeof SPELLINGS / sizeof *SPELLINGS;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (SPELLINGS[middle].code == code)
			return SPELLINGS[middle].ascii;
		if (SPELLINGS[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* ---- the narrow set --------------------------------------------------------- */

/* ASCII signs outside it.  A word is set off by blanks. */
static const struct {
	char sign;
	const char *spelled;
	bool word;
} NARROW[] = {
	{'%', "PERCENT", true},
	{'&', "AND", true},
	{'$', "DOLLARS", true},
	{'#', "NUMBER", true},
	{';', "SEMICOLON", true},
	{'*', "ASTERISK", true},
	{'=', "EQUALS", true},
	{'+', "PLUS", true},
	{'_', "UNDERSCORE", true},
	{'<', "LESS THAN", true},
	{'>', "GREATER THAN", true},
	{'\\', "BACKSLASH", true},
	{'!', "EXCLAMATION POINT", true},
	{'^', "CARET", true},
	{'~', "TILDE", true},
	{'|', "VERTICAL BAR", true},
	{'[', "(", false},
	{']', ")", false},
	{'{', "(", false},
	{'}', ")", false},
	{'\'', "", false},
	{'`', "", false},
};

/* A run of one sign that rules a line off: "=====" becomes "-----". */
static bool is_rule_sign(struct septel_view view, size_t at)
{
	const char c = view.ptr[at];
	if (c != '=' && c != '*' && c != '_')
		return false;
	return (at > 0 && (view.ptr[at - 1] == c)) || (at + 1 < view.len && view.ptr[at + 1] == c);
}

/* A bullet: the sign alone at the start of its line. */
static bool is_bullet(struct septel_view view, size_t at)
{
	size_t before = at;
	while (before > 0 && (view.ptr[before - 1] == ' ' || view.ptr[before - 1] == '\t'))
		before--;
	return view.ptr[at] == '*' && (before == 0 || view.ptr[before - 1] == '\n') &&
	       at + 1 < view.len && view.ptr[at + 1] == ' ';
}

static void put_word(struct septel_out *out, const char *word, bool last)
{
	if (out->length && !septel__is_space(out->data[out->length - 1]) &&
	    out->data[out->length - 1] != '(')
		septel__out_byte(out, ' ');
	septel__out_string(out, word);
	if (!last)
		septel__out_byte(out, ' ');
}

/* True where no blank has to follow a spelled word. */
static bool word_ends_here(struct septel_view view, size_t behind)
{
	return behind >= view.len || septel__is_space(view.ptr[behind]) ||
	       septel__is_one_of(view.ptr[behind], ".,:?)/-");
}

struct spelling_state {
	bool quoted; /* a QUOTE waits for its UNQUOTE */
};

static void put_narrow(struct septel_out *out, struct septel_view view, size_t at,
		       struct spelling_state *state)
{
	const char c = septel__upper(view.ptr[at]);
	if (septel__is_alnum(c) || septel__is_one_of(c, " -?:().,/\n")) {
		septel__out_byte(out, c);
		return;
	}
	if (c == '"') {
		state->quoted = !state->quoted;
		put_word(out, state->quoted ? "QUOTE" : "UNQUOTE", word_ends_here(view, at + 1));
		return;
	}
	if (c == '@') {
		septel__out_string(out, "(AT)"); /* as Navy traffic prints addresses */
		return;
	}
	if (is_rule_sign(view, at) || is_bullet(view, at)) {
		septel__out_byte(out, '-');
		return;
	}
	for (size_t i = 0; i < sizeof NARROW / sizeof *NARROW; i++) {
		if (NARROW[i].sign != c)
			continue;
		if (NARROW[i].word)
			put_word(out, NARROW[i].spelled, word_ends_here(view, at + 1));
		else
			septel__out_string(out, NARROW[i].spelled);
		return;
	}
}

/* ---- both ------------------------------------------------------------------- */

static struct septel_view to_ascii(struct composing *composing, struct septel_view view)
{
	struct septel_out out;
	septel__out_init(&out, composing->arena, 0);
	for (size_t i = 0; i < view.len;) {
		const unsigned char c = (unsigned char)view.ptr[i];
		if ((c >= ' ' && c < 0x7F) || c == '\n') {
			septel__out_byte(&out, (char)c);
			i++;
			continue;
		}
		if (c == '\t' || c == '\r' || c == '\f' || c == '\v') {
			if (c != '\r')
				septel__out_byte(&out, ' ');
			i++;
			continue;
		}
		uint32_t code = c;
		char letter[2];
		const size_t length = septel__utf8_decode(view, i, &code);
		const char *ascii = length > 1 ? ascii_of(code, letter) : NULL;
		if (ascii)
			septel__out_string(&out, ascii);
		else
			septel__find_fault(composing->findings, SEPTEL_ERROR, "draft.sign",
					   septel__slice(view, i, i + (length ? length : 1)),
					   length ? "U+%04X cannot be sent and has no spelling"
						  : "byte %02X is no UTF-8",
					   (unsigned)code);
		i += length ? length : 1;
	}
	return septel__out_written(&out);
}

static bool is_plain(struct septel_view view, bool capitals)
{
	for (size_t i = 0; i < view.len; i++) {
		const unsigned char c = (unsigned char)view.ptr[i];
		if (c != '\n' && (c < ' ' || c > '~'))
			return false;
		if (capitals && !septel__is_upper((char)c) && !septel__is_digit((char)c) &&
		    !septel__is_one_of(c, " -?:().,/\n"))
			return false;
	}
	return true;
}

struct septel_view septel__signs(struct composing *composing, struct septel_view view)
{
	if (composing->any_sign)
		return septel__printable(composing->arena, view, true);
	if (is_plain(view, composing->capitals))
		return view;
	const struct septel_view ascii = to_ascii(composing, view);
	if (!composing->capitals)
		return ascii;
	struct septel_out out;
	struct spelling_state state = {false};
	septel__out_init(&out, composing->arena, 0);
	for (size_t i = 0; i < ascii.len; i++)
		put_narrow(&out, ascii, i, &state);
	return septel__out_written(&out);
}
