/* reference_kinds.c - what a reference is by its words; see references.h. */
#include "references.h"

#include "scan.h"

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
	{"WEBPAGE", SEPTEL_REFERENCE_WEB},
	{"INTERNET", SEPTEL_REFERENCE_WEB},
	{"INTRANET", SEPTEL_REFERENCE_WEB},
	{"INTELLIPEDIA", SEPTEL_REFERENCE_WEB},
	{"URL", SEPTEL_REFERENCE_WEB},
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
	{"TELECON", SEPTEL_REFERENCE_TELCON},
	{"TELECONS", SEPTEL_REFERENCE_TELCON},
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
	{"NOTES", SEPTEL_REFERENCE_MEMO},
	{"DIPNOTE", SEPTEL_REFERENCE_MEMO},
	{"NONPAPER", SEPTEL_REFERENCE_MEMO},
	{"NON-PAPER", SEPTEL_REFERENCE_MEMO},
	{"AIDE-MEMOIRE", SEPTEL_REFERENCE_MEMO},
	{"MEETING", SEPTEL_REFERENCE_MEETING},
	{"MEETINGS", SEPTEL_REFERENCE_MEETING},
	{"CONVERSATION", SEPTEL_REFERENCE_MEETING},
	{"CONVERSATIONS", SEPTEL_REFERENCE_MEETING},
	{"DISCUSSION", SEPTEL_REFERENCE_MEETING},
	{"DISCUSSIONS", SEPTEL_REFERENCE_MEETING},
	{"BRIEFING", SEPTEL_REFERENCE_MEETING},
	{"SVTC", SEPTEL_REFERENCE_MEETING},
	{"DVCS", SEPTEL_REFERENCE_MEETING},
	{"CONSULTATIONS", SEPTEL_REFERENCE_MEETING},
	{"VTC", SEPTEL_REFERENCE_MEETING},
	{"DVC", SEPTEL_REFERENCE_MEETING},
	{"IIR", SEPTEL_REFERENCE_REPORT},
	{"TD", SEPTEL_REFERENCE_REPORT},
	{"OSC", SEPTEL_REFERENCE_REPORT},
	{"FBIS", SEPTEL_REFERENCE_REPORT},
	{"REPORT", SEPTEL_REFERENCE_REPORT},
	{"REPORTS", SEPTEL_REFERENCE_REPORT},
	{"TDX", SEPTEL_REFERENCE_REPORT},
	{"TDS", SEPTEL_REFERENCE_REPORT},
	{"SITREP", SEPTEL_REFERENCE_REPORT},
	{"FAM", SEPTEL_REFERENCE_BOOK},
	{"FAH", SEPTEL_REFERENCE_BOOK},
	{"CFR", SEPTEL_REFERENCE_BOOK},
	{"USC", SEPTEL_REFERENCE_BOOK},
	{"UNSCR", SEPTEL_REFERENCE_BOOK},
	{"RESOLUTION", SEPTEL_REFERENCE_BOOK},
	{"UNSCRS", SEPTEL_REFERENCE_BOOK},
	{"RESOLUTIONS", SEPTEL_REFERENCE_BOOK},
	{"INFCIRC", SEPTEL_REFERENCE_BOOK},
	{"DIRECTIVE", SEPTEL_REFERENCE_BOOK},
	{"GUIDELINES", SEPTEL_REFERENCE_BOOK},
	{"HANDBOOKS", SEPTEL_REFERENCE_BOOK},
	{"TREATY", SEPTEL_REFERENCE_BOOK},
	{"CONVENTION", SEPTEL_REFERENCE_BOOK},
	{"FAMS", SEPTEL_REFERENCE_BOOK},
	{"INA", SEPTEL_REFERENCE_BOOK},
	{"ACT", SEPTEL_REFERENCE_BOOK},
	{"DODI", SEPTEL_REFERENCE_BOOK},
	{"DODD", SEPTEL_REFERENCE_BOOK},
	{"MILPERSMAN", SEPTEL_REFERENCE_BOOK},
	{"MPM", SEPTEL_REFERENCE_BOOK},
	{"NAVREGS", SEPTEL_REFERENCE_BOOK},
	{"NOTICE", SEPTEL_REFERENCE_BOOK},
	{"LAW", SEPTEL_REFERENCE_BOOK},
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

/* "EUP20080707950031": a document of the Open Source Center, by region and day. */
static bool is_open_source_number(struct septel_view word)
{
	struct septel_view letters, digits;
	return scan_capitals(&word, 3, 3, &letters) && scan_digits(&word, 11, 17, &digits) &&
	       word.len == 0;
}

/* "OPNAVINST", "BUMEDINST", "CNO/OPNAVNOTE". */
static bool is_instruction(struct septel_view word)
{
	for (size_t end = 0; end <= word.len; end++) {
		if (end < word.len && word.ptr[end] != '/')
			continue;
		const struct septel_view part = septel__slice(word, 0, end);
		if (part.len >= 6 && (septel__ends(part, "INST") || septel__ends(part, "NOTE")))
			return true;
	}
	return false;
}

static const struct {
	const char *words;
	enum septel_reference_kind kind;
} PHRASES[] = {
	{"E MAIL", SEPTEL_REFERENCE_EMAIL},   {"TEL CON", SEPTEL_REFERENCE_TELCON},
	{"SEP TEL", SEPTEL_REFERENCE_SEPTEL}, {"AIDE MEMOIRE", SEPTEL_REFERENCE_MEMO},
	{"NON PAPER", SEPTEL_REFERENCE_MEMO}, {"S/RES/", SEPTEL_REFERENCE_BOOK},
	{"A/RES/", SEPTEL_REFERENCE_BOOK},    {"EXECUTIVE ORDER", SEPTEL_REFERENCE_BOOK},
	{"E.O. 1", SEPTEL_REFERENCE_BOOK},
};

/* What two words or the form tell: "S/RES/1747", "EUP20080707950031". */
static enum septel_reference_kind kind_by_form(struct septel_view text)
{
	struct septel_view rest = text, word;
	for (size_t i = 0; i < sizeof PHRASES / sizeof *PHRASES; i++)
		if (septel__find_fold(text, PHRASES[i].words, 0) != VIEW_NOT_FOUND)
			return PHRASES[i].kind;
	while (septel__next_word(&rest, &word)) {
		if (is_open_source_number(word))
			return SEPTEL_REFERENCE_REPORT;
		if (is_instruction(word))
			return SEPTEL_REFERENCE_BOOK;
	}
	return SEPTEL_REFERENCE_UNKNOWN;
}

enum septel_reference_kind septel__reference_kind(struct septel_view text)
{
	size_t best = sizeof WORDS / sizeof *WORDS;
	for (size_t at = 0; at < text.len;) {
		size_t end = at;
		while (end < text.len && is_word_byte(text.ptr[end]))
			end++;
		struct septel_view word = septel__slice(text, at, end);
		for (size_t i = 0; i < best && word.len; i++) {
			if (septel__upper(word.ptr[0]) != WORDS[i].word[0])
				continue;
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
	return best < sizeof WORDS / sizeof *WORDS ? WORDS[best].kind : kind_by_form(text);
}
