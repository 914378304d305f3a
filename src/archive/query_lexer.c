/* query_lexer.c - the tokens of a query.
 *
 * A term runs up to white space, a parenthesis or a quote.  Punctuation that
 * stands alone, "&" or "--", is no term and is passed over.
 */
#include "query_reading.h"

#include "../base/utf8.h"
#include "nearest.h"
#include "words.h"

#include <stdio.h>

const struct query_name septel__query_names[] = {
	{"subject", QUERY_VALUE_WORDS, QUERY_SUBJECT},
	{"body", QUERY_VALUE_WORDS, QUERY_BODY},
	{"from", QUERY_VALUE_WORDS, QUERY_FROM},
	{"to", QUERY_VALUE_WORDS, QUERY_TO},
	{"info", QUERY_VALUE_WORDS, QUERY_INFO},
	{"tag", QUERY_VALUE_WORDS, QUERY_TAG},
	{"ref", QUERY_VALUE_NUMBER, QUERY_REFERENCE},
	{"id", QUERY_VALUE_NUMBER, QUERY_ID},
	{"sign", QUERY_VALUE_WORDS, QUERY_SIGNATURE},
	{"caption", QUERY_VALUE_WORDS, QUERY_CAPTION},
	{"profile", QUERY_VALUE_WORDS, QUERY_PROFILE},
	{"class", QUERY_VALUE_CLASSIFICATION, QUERY_TEXT},
	{"date", QUERY_VALUE_DATE, QUERY_TEXT},
	{"in", QUERY_VALUE_COLLECTION, QUERY_TEXT},
};
const size_t septel__query_name_count = sizeof septel__query_names / sizeof *septel__query_names;

#define NAMES_LIMIT 32
/* Bytes of a field name that is none, as they are told. */
#define TOLD_LIMIT 32

const char *septel__query_field_name(enum query_field field)
{
	for (size_t i = 0; i < septel__query_name_count; i++)
		if (field != QUERY_TEXT && septel__query_names[i].field == field)
			return septel__query_names[i].name;
	return "";
}

/* Bytes of the space at `at`: of ASCII, or one that word processors and input
 * methods set. */
static size_t space_at(struct septel_view text, size_t at)
{
	uint32_t code = 0;
	if (septel__is_space(text.ptr[at]))
		return 1;
	const size_t length = septel__utf8_decode(text, at, &code);
	const bool space = code == 0xA0 || (code >= 0x2000 && code <= 0x200B) || code == 0x202F ||
			   code == 0x3000;
	return space ? length : 0;
}

/* Bytes of the double quote at `at`, straight or curly. */
static size_t quote_at(struct septel_view text, size_t at)
{
	uint32_t code = 0;
	const size_t length = septel__utf8_decode(text, at, &code);
	return code == '"' || code == 0x201C || code == 0x201D ? length : 0;
}

static size_t term_end(struct septel_view text, size_t at)
{
	while (at < text.len && text.ptr[at] != '(' && text.ptr[at] != ')' && !space_at(text, at) &&
	       !quote_at(text, at))
		at++;
	return at;
}

static bool fail_unknown(struct query_reading *reading, struct septel_view name)
{
	struct septel_view names[NAMES_LIMIT];
	char list[QUERY_MESSAGE_SIZE / 2], meant[64] = "";
	struct septel_out told;
	_Static_assert(sizeof septel__query_names / sizeof *septel__query_names <= NAMES_LIMIT,
		       "all names fit");
	septel__out_init(&told, reading->arena, sizeof list);
	for (size_t i = 0; i < septel__query_name_count; i++) {
		names[i] = septel_view_of(septel__query_names[i].name);
		septel__out_format(&told, " %s:", septel__query_names[i].name);
	}
	const size_t near =
		septel__nearest(name, (struct septel_views){names, septel__query_name_count});
	if (near != NEAREST_NONE)
		snprintf(meant, sizeof meant, ", did you mean %s:?",
			 septel__query_names[near].name);
	return septel__query_fail(reading, reading->token.start,
				  "no field %.*s:%s (fields are%.*s)",
				  VIEW_FORMAT(septel__slice(name, 0, TOLD_LIMIT)), meant,
				  VIEW_FORMAT(septel__out_written(&told)));
}

/* Takes a field name and its colon off the front of the term.  A colon elsewhere
 * ("12:30", "https://", "re: this") belongs to the words. */
static bool take_name(struct query_reading *reading)
{
	const struct septel_view text = reading->text;
	struct query_token *token = &reading->token;
	size_t at = token->start;
	while (at < text.len && septel__is_alpha(text.ptr[at]))
		at++;
	if (at == token->start || at == text.len || text.ptr[at] != ':')
		return true;
	const struct septel_view name = septel__slice(text, token->start, at);
	const size_t behind = at + 1;
	const bool nothing = behind == text.len || space_at(text, behind) ||
			     text.ptr[behind] == '(' || text.ptr[behind] == ')';
	for (size_t i = 0; i < septel__query_name_count && !token->name; i++)
		if (septel__is_word(name, septel__query_names[i].name))
			token->name = &septel__query_names[i];
	if (!token->name)
		return nothing || text.ptr[behind] == '/' || fail_unknown(reading, name);
	if (nothing)
		return septel__query_fail(reading, behind,
					  "expected a word or a phrase in quotes right behind %s:",
					  token->name->name);
	reading->at = behind;
	return true;
}

static bool take_quoted(struct query_reading *reading)
{
	const struct septel_view text = reading->text;
	const size_t open = reading->at, begin = open + quote_at(text, open);
	size_t at = begin;
	while (at < text.len && !quote_at(text, at))
		at++;
	if (at == text.len)
		return septel__query_fail(reading, open, "this quote is never closed");
	reading->token.quoted = true;
	reading->token.value = septel__slice(text, begin, at);
	reading->at = at + quote_at(text, at);
	return true;
}

static bool take_term(struct query_reading *reading)
{
	const struct septel_view text = reading->text;
	struct query_token *token = &reading->token;
	token->kind = QUERY_TOKEN_TERM;
	if (!take_name(reading))
		return false;
	if (token->name && token->name->value == QUERY_VALUE_CLASSIFICATION) {
		const size_t from = reading->at;
		while (reading->at < text.len && strchr("<=>", text.ptr[reading->at]) &&
		       text.ptr[reading->at] != '\0')
			reading->at++;
		token->comparison = septel__slice(text, from, reading->at);
	}
	if (reading->at < text.len && quote_at(text, reading->at))
		return take_quoted(reading);
	const size_t from = reading->at;
	reading->at = term_end(text, from);
	token->value = septel__slice(text, from, reading->at);
	return true;
}

/* Operators are whole terms in capitals. */
static void know_operator(struct query_token *token)
{
	static const struct {
		const char *word;
		enum query_token_kind kind;
	} OPERATORS[] = {
		{"AND", QUERY_TOKEN_AND}, {"OR", QUERY_TOKEN_OR}, {"NOT", QUERY_TOKEN_NOT}};
	if (token->name || token->quoted)
		return;
	for (size_t i = 0; i < sizeof OPERATORS / sizeof *OPERATORS; i++)
		if (septel__equal(token->value, septel_view_of(OPERATORS[i].word)))
			token->kind = OPERATORS[i].kind;
}

static bool is_punctuation(const struct query_token *token)
{
	struct word_reader words;
	struct word word;
	if (token->kind != QUERY_TOKEN_TERM || token->name || token->quoted ||
	    septel__find_byte(token->value, '*', 0) != VIEW_NOT_FOUND)
		return false;
	septel__words_begin(&words, token->value);
	return !septel__words_next(&words, &word);
}

static bool take_token(struct query_reading *reading)
{
	const struct septel_view text = reading->text;
	struct query_token *token = &reading->token;
	const size_t before = reading->at;
	while (reading->at < text.len && space_at(text, reading->at))
		reading->at += space_at(text, reading->at);
	*token = (struct query_token){.kind = QUERY_TOKEN_END, .start = reading->at};
	if (reading->at == text.len) {
		token->start = before; /* a caret is wanted behind the last term */
	} else if (text.ptr[reading->at] == '(' || text.ptr[reading->at] == ')') {
		token->kind = text.ptr[reading->at] == '(' ? QUERY_TOKEN_OPEN : QUERY_TOKEN_CLOSE;
		reading->at++;
	} else if (!take_term(reading)) {
		return false;
	}
	know_operator(token);
	token->end = reading->at;
	return true;
}

bool septel__query_next(struct query_reading *reading)
{
	for (;;) {
		if (!take_token(reading))
			return false;
		if (!is_punctuation(&reading->token))
			return true;
		reading->passed_over = true;
	}
}
