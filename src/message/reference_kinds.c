/* reference_kinds.c - what a reference is by its words; see references.h. */
#include "references.h"

/* In order of weight: an e-mail about a meeting is an e-mail. */
static const struct {
	const char *word;
	enum septel_reference_kind kind;
} WORDS[] = {
	{"SEPTEL", SEPTEL_REFERENCE_SEPTEL},
	{"SEPTELS", SEPTEL_REFERENCE_SEPTEL},
	{"HTTP", SEPTEL_REFERENCE_WEB},
	{"HTTPS", SEPTEL_REFERENCE_WEB},
	{"WWW", SEPTEL_REFERENCE_WEB},
	{"WEBSITE", SEPTEL_REFERENCE_WEB},
	{"E-MAIL", SEPTEL_REFERENCE_EMAIL},
	{"EMAIL", SEPTEL_REFERENCE_EMAIL},
	{"E-MAILS", SEPTEL_REFERENCE_EMAIL},
	{"EMAILS", SEPTEL_REFERENCE_EMAIL},
	{"TELCON", SEPTEL_REFERENCE_TELCON},
	{"TELCONS", SEPTEL_REFERENCE_TELCON},
	{"PHONECON", SEPTEL_REFERENCE_TELCON},
	{"PHONCON", SEPTEL_REFERENCE_TELCON},
	{"PHONE", SEPTEL_REFERENCE_TELCON},
	{"TELEPHONE", SEPTEL_REFERENCE_TELCON},
	{"FAX", SEPTEL_REFERENCE_FAX},
	{"FAXES", SEPTEL_REFERENCE_FAX},
	{"FACSIMILE", SEPTEL_REFERENCE_FAX},
	{"MEMO", SEPTEL_REFERENCE_MEMO},
	{"MEMOS", SEPTEL_REFERENCE_MEMO},
	{"MEMORANDUM", SEPTEL_REFERENCE_MEMO},
	{"MEMCON", SEPTEL_REFERENCE_MEMO},
	{"LETTER", SEPTEL_REFERENCE_MEMO},
	{"LETTERS", SEPTEL_REFERENCE_MEMO},
	{"LTR", SEPTEL_REFERENCE_MEMO},
	{"NOTE", SEPTEL_REFERENCE_MEMO},
	{"MEETING", SEPTEL_REFERENCE_MEETING},
	{"MEETINGS", SEPTEL_REFERENCE_MEETING},
	{"CONVERSATION", SEPTEL_REFERENCE_MEETING},
	{"CONVERSATIONS", SEPTEL_REFERENCE_MEETING},
	{"DISCUSSION", SEPTEL_REFERENCE_MEETING},
	{"VTC", SEPTEL_REFERENCE_MEETING},
	{"DVC", SEPTEL_REFERENCE_MEETING},
	{"IIR", SEPTEL_REFERENCE_REPORT},
	{"TD", SEPTEL_REFERENCE_REPORT},
	{"OSC", SEPTEL_REFERENCE_REPORT},
	{"FBIS", SEPTEL_REFERENCE_REPORT},
	{"REPORT", SEPTEL_REFERENCE_REPORT},
	{"REPORTS", SEPTEL_REFERENCE_REPORT},
	{"TDX", SEPTEL_REFERENCE_REPORT},
	{"FAM", SEPTEL_REFERENCE_BOOK},
	{"FAH", SEPTEL_REFERENCE_BOOK},
	{"CFR", SEPTEL_REFERENCE_BOOK},
	{"USC", SEPTEL_REFERENCE_BOOK},
	{"UNSCR", SEPTEL_REFERENCE_BOOK},
	{"RESOLUTION", SEPTEL_REFERENCE_BOOK},
	{"MANUAL", SEPTEL_REFERENCE_BOOK},
	{"HANDBOOK", SEPTEL_REFERENCE_BOOK},
	{"APPENDIX", SEPTEL_REFERENCE_BOOK},
	{"INSTRUCTION", SEPTEL_REFERENCE_BOOK},
	{"REGULATION", SEPTEL_REFERENCE_BOOK},
};

static bool is_word_byte(char c)
{
	return septel__is_alnum(c) || c == '-';
}

enum septel_reference_kind septel__reference_kind(struct septel_view text)
{
	size_t best = sizeof WORDS / sizeof *WORDS;
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		while (end < text.len && is_word_byte(text.ptr[end]))
			end++;
		struct septel_view word = septel__slice(text, at, end);
		for (size_t i = 0; i < best; i++) {
			const struct septel_view known = septel_view_of(WORDS[i].word);
			/* "TD-314": what follows the hyphen is its number. */
			const bool numbered =
				word.len > known.len && word.ptr[known.len] == '-' &&
				septel__equal_fold(septel__slice(word, 0, known.len), known);
			if (numbered || septel__equal_fold(word, known))
				best = i;
		}
		at = end + 1;
	}
	return best < sizeof WORDS / sizeof *WORDS ? WORDS[best].kind : SEPTEL_REFERENCE_UNKNOWN;
}
