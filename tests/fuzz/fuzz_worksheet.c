/* fuzz_worksheet - whatever the message: the promises of its worksheet hold.
 *
 * Every draft stands on a sentence, and its quote is a part of it; and with something in each
 * hole all drafts together read as a journal without a fault. */
#include "../../src/base/out.h"
#include "../../src/casebook/anchors.h"
#include "../../src/casebook/worksheet.h"
#include "promises.h"

/* What fills the hole behind a key; "somebody" where it is none of these. */
static const struct {
	const char *key, *value;
} FILL[] = {
	{"place", "some place"}, {"clause", "a other: words"},
	{"form", "oral"},        {"option", "return"},
	{"every", "1/week"},     {"clears", "f0"},
	{"until", "words"},      {"what", "words"},
	{"as", "words"},         {"is", "words"},
	{"limit", "words"},      {"how", "words"},
	{"if", "words"},         {"scope", "words"},
	{"reason", "words"},
};

static bool is_hole(struct septel_view value)
{
	return septel__equal(value, VIEW_LITERAL("?")) || septel__starts(value, "? ");
}

static const char *filling(enum claim_type type, struct septel_view key)
{
	if (septel__equal(key, VIEW_LITERAL("from")))
		return type == CLAIM_PERSON_LEFT ? "some place" : "somebody";
	for (size_t i = 0; i < sizeof FILL / sizeof *FILL; i++)
		if (septel__equal(key, septel_view_of(FILL[i].key)))
			return FILL[i].value;
	return "somebody";
}

static const char *subject_of(enum claim_type type)
{
	switch (type) {
	case CLAIM_REQUEST_ANSWERED:
		return "rq0";
	case CLAIM_ASSURANCE_CONVEYED:
	case CLAIM_ASSURANCE_LIMITED:
	case CLAIM_ASSURANCE_ACKNOWLEDGED:
		return "as0";
	default:
		return "somebody";
	}
}

static void write_filled(struct septel_out *out, const struct worksheet_draft *draft)
{
	struct septel_view rest = draft->entry, line, word;
	require(septel__next_line(&rest, &line) && septel__next_word(&line, &word));
	septel__out_format(out, "%.*s",
			   VIEW_FORMAT(is_hole(word) ? VIEW_LITERAL("2009-01-01") : word));
	require(septel__next_word(&line, &word) && septel__type_of(word) == draft->type);
	septel__out_format(out, " %.*s", VIEW_FORMAT(word));
	line = septel__trim(line);
	if (is_hole(line))
		line = septel_view_of(subject_of(draft->type));
	septel__out_format(out, " %.*s\n", VIEW_FORMAT(line));
	while (septel__next_line(&rest, &line)) {
		require(septel__next_word(&line, &word));
		line = septel__trim(line);
		if (is_hole(line))
			line = septel_view_of(filling(draft->type, word));
		septel__out_format(out, "    %.*s %.*s\n", VIEW_FORMAT(word), VIEW_FORMAT(line));
	}
}

/* A party whom the text gives no name is noted by nobody. */
static bool is_noted(const struct worksheet_draft *draft)
{
	return draft->type == CLAIM_PARTY_NOTED && !septel__ends(draft->key, "/?");
}

static void check_journal(const struct worksheet *sheet, struct septel_arena *arena)
{
	static const char FIRST[] =
		"@msg 09X1 dtg=2009-01-01T00:00Z class=U\n"
		"2009 request.made rq0\n by somebody\n to somebody\n what w\n src manual somebody\n"
		"2009 assurance.given as0\n by somebody\n to somebody\n clause a w\n form oral\n"
		" src manual somebody\n"
		"2009 fear.expressed somebody\n id f0\n country somebody\n src manual somebody\n";
	struct septel_out out;
	struct casebook book;
	size_t count = 3;
	septel__out_init(&out, arena, 0);
	septel__out_string(&out, FIRST);
	for (int parties = 1; parties >= 0; parties--)
		for (size_t i = 0; i < sheet->draft_count; i++) {
			const struct worksheet_draft *draft = &sheet->drafts[i];
			if (is_noted(draft) != (bool)parties ||
			    (!parties && draft->type == CLAIM_PARTY_NOTED))
				continue;
			write_filled(&out, draft);
			count++;
		}
	const struct journal registry = {.path = VIEW_LITERAL("registry"),
					 .text = VIEW_LITERAL("party somebody person\n")};
	struct journal journal = {.path = VIEW_LITERAL("a.jrn"), .text = septel__out_written(&out)};
	septel__casebook_init(&book, arena);
	septel__casebook_read(&book, &registry, &journal, 1);
	if (septel__casebook_failed(&book) || out.failed)
		return;
	if (book.fault_count)
		fprintf(stderr, "%.*s\n%.*s", VIEW_FORMAT(book.faults[0].text),
			VIEW_FORMAT(journal.text));
	require(book.fault_count == 0 && book.claim_count == count);
}

/* The words of its `src`. */
static struct septel_view quote_of(struct septel_view entry)
{
	struct septel_view line, key;
	while (septel__next_line(&entry, &line))
		if (septel__next_word(&line, &key) && septel__equal(key, VIEW_LITERAL("src"))) {
			const size_t from = septel__find_byte(line, '"', 0);
			require(from != VIEW_NOT_FOUND && line.ptr[line.len - 1] == '"');
			return septel__slice(line, from + 1, line.len - 1);
		}
	require(false);
}

static void check_quotes(const struct worksheet *sheet, struct septel_arena *arena)
{
	size_t drafts = 0;
	for (size_t i = 0; i < sheet->sentence_count; i++) {
		const struct worksheet_sentence *sentence = &sheet->sentences[i];
		const struct septel_view text = septel_message_sentence(
			sheet->message, sentence->paragraph, sentence->number, arena);
		for (size_t j = 0; j < sentence->count; j++, drafts++) {
			const struct worksheet_draft *draft = &sheet->drafts[sentence->first + j];
			require(draft->number == sentence->first + j + 1);
			require(septel__quote_stands(text, quote_of(draft->entry), arena) ||
				septel_arena_failed(arena));
			require(draft->type != CLAIM_PREF_DECLARED);
		}
	}
	require(drafts == sheet->draft_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct septel_view raw = {(const char *)data,
					size > FUZZ_INPUT_LIMIT ? FUZZ_INPUT_LIMIT : size};
	struct septel_arena *arena = septel_arena_new(0);
	const struct septel_message *message;
	struct worksheet sheet;
	require(arena != NULL);
	if (septel_message_parse(&message, raw, NULL, arena) == SEPTEL_OK &&
	    septel__worksheet_make(&sheet, message, VIEW_LITERAL("09X1"), NULL, arena)) {
		check_quotes(&sheet, arena);
		check_journal(&sheet, arena);
	}
	septel_arena_free(arena);
	return 0;
}
