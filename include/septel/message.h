/* septel/message.h - read one formal record message.
 *
 * A parse never fails on account of the text: whatever the bytes, it yields a
 * message, and what is wrong with the text is a list of diagnostics.  A parse
 * fails only when the arena is exhausted or the text is over the size limit.
 *
 * Lossless: `raw` is the input, untouched.  `repairs` are the changes that are
 * provable; applying them all to `raw` gives `text`, byte for byte, and undoing
 * them gives `raw` back.  Every field was read from `text`.
 *
 * Silence is a value: what the text does not state is an empty view, a count
 * of 0, SEPTEL_NUMBER_NONE or the enumeration's NONE.  Nothing is guessed.
 *
 * Ownership: every pointer reachable from a message lives in the arena or
 * points into the input; both must outlive the message.  Nothing is freed
 * singly.  Threads: reentrant; one arena, one thread.
 */
#ifndef SEPTEL_MESSAGE_H
#define SEPTEL_MESSAGE_H

#include <septel/arena.h>
#include <septel/view.h>

#ifdef __cplusplus
extern "C" {
#endif

enum septel_status {
	SEPTEL_OK = 0,
	SEPTEL_ENOMEM = -1,  /* memory out, or the arena's limit reached */
	SEPTEL_ETOOBIG = -2, /* the text is longer than SEPTEL_MESSAGE_LIMIT */
	SEPTEL_EREFUSED = -3 /* compose, split: there are errors among the diagnostics */
};

/* The longest text of one message, in bytes. */
#define SEPTEL_MESSAGE_LIMIT ((size_t)16 * 1024 * 1024)

#define SEPTEL_NUMBER_NONE (-1)

enum septel_profile {
	SEPTEL_PROFILE_UNKNOWN,
	SEPTEL_PROFILE_STATE, /* State Department cables, 1966-2010 */
	SEPTEL_PROFILE_CFPF,  /* NARA central foreign policy files, 1973-79 */
	SEPTEL_PROFILE_NAVY,  /* general messages with MSGID/SUBJ/REF sets */
	SEPTEL_PROFILE_ACP127 /* plain ACP 127 or JANAP 128 on the wire */
};

enum septel_precedence {
	SEPTEL_PRECEDENCE_NONE,
	SEPTEL_ROUTINE,
	SEPTEL_PRIORITY,
	SEPTEL_IMMEDIATE,
	SEPTEL_FLASH,
	SEPTEL_EMERGENCY /* Y, emergency command precedence; JANAP 128 only */
};

/* In rising order: a greater value protects more. */
enum septel_class {
	SEPTEL_CLASS_NONE,
	SEPTEL_UNCLASSIFIED,
	SEPTEL_LIMITED_OFFICIAL_USE,
	SEPTEL_RESTRICTED,
	SEPTEL_CONFIDENTIAL,
	SEPTEL_SECRET,
	SEPTEL_TOP_SECRET
};

/* A moment in UTC to the minute, or a day (hour is SEPTEL_NUMBER_NONE then).
 * year 0 means that there is none.  Years are four digits. */
struct septel_time {
	int16_t year;
	int8_t month, day; /* from 1 */
	int8_t hour, minute;
};

struct septel_views {
	const struct septel_view *at;
	size_t count;
};

/* FM, and each line of TO and INFO. */
struct septel_addressee {
	struct septel_view ri;         /* routing indicator; "ZEN" is not one: see by_other_means */
	struct septel_view name;       /* plain language address designator */
	struct septel_view precedence; /* the line's own word: "NIACT IMMEDIATE" */
	struct septel_view mcn;        /* message continuity number(s), "0678" or "7721-7722" */
	bool by_other_means;           /* ZEN */
	struct septel_span at;         /* in text */
};

struct septel_addressees {
	const struct septel_addressee *at;
	size_t count;
};

enum septel_tag_kind {
	SEPTEL_TAG_UNKNOWN,
	SEPTEL_TAG_SUBJECT,
	SEPTEL_TAG_PROGRAM,
	SEPTEL_TAG_GEO,
	SEPTEL_TAG_ORG,
	SEPTEL_TAG_PERSON
};

struct septel_tag {
	struct septel_view tag; /* capitals; a person as "LAST, FIRST" */
	enum septel_tag_kind kind;
	struct septel_view name; /* its meaning; empty where no table has it */
	struct septel_span at;   /* in text */
};

struct septel_tags {
	const struct septel_tag *at;
	size_t count;
};

enum septel_reference_kind {
	SEPTEL_REFERENCE_UNKNOWN,
	SEPTEL_REFERENCE_MESSAGE,
	SEPTEL_REFERENCE_EMAIL,
	SEPTEL_REFERENCE_TELCON,
	SEPTEL_REFERENCE_FAX,
	SEPTEL_REFERENCE_MEMO,
	SEPTEL_REFERENCE_MEETING,
	SEPTEL_REFERENCE_REPORT,
	SEPTEL_REFERENCE_BOOK,
	SEPTEL_REFERENCE_WEB,
	SEPTEL_REFERENCE_SEPTEL
};

struct septel_reference {
	struct septel_view letter; /* "A"; empty where there is none */
	enum septel_reference_kind kind;
	struct septel_view id; /* canonical message reference number; empty if it cannot be known */
	struct septel_view text; /* as printed, unwrapped */
	struct septel_view from; /* sender, for a message named by sender and date-time group */
	struct septel_time dtg;  /* its date-time group */
	struct septel_span at;   /* in text */
};

struct septel_references {
	const struct septel_reference *at;
	size_t count;
};

struct septel_paragraph {
	int number;                 /* 0: text before the first label */
	struct septel_view marking; /* portion mark without parentheses: "S/NF"; empty if none */
	struct septel_view heading; /* the heading that stands on it; lines joined by one space */
	struct septel_view text;    /* unwrapped, without label, mark and signature */
	struct septel_span at;      /* in text: from the label to the last byte */
};

struct septel_paragraphs {
	const struct septel_paragraph *at;
	size_t count;
};

/* One provable change: `length` bytes of raw at `offset` become `now`. */
struct septel_repair {
	const char *kind; /* stable identifier, e.g. "repeated-line" */
	struct septel_span at;
	struct septel_view now;
};

struct septel_repairs {
	const struct septel_repair *at; /* in rising order; two may touch, never overlap */
	size_t count;
};

enum septel_severity { SEPTEL_NOTE, SEPTEL_WARNING, SEPTEL_ERROR };

struct septel_diagnostic {
	const char *code; /* stable identifier, e.g. "V08" or "header.keyword" */
	enum septel_severity severity;
	struct septel_span at; /* in raw */
	struct septel_view text;
	bool has_fix; /* a suggestion: replacing `at` by `fix` would mend it; never applied */
	struct septel_view fix;
};

struct septel_diagnostics {
	const struct septel_diagnostic *at; /* by offset */
	size_t count;
	size_t dropped; /* found beyond SEPTEL_DIAGNOSTICS_LIMIT */
};

struct septel_message {
	struct septel_view raw;
	struct septel_view text;
	struct septel_repairs repairs;
	struct septel_diagnostics diagnostics;

	struct septel_view id; /* canonical message reference number, "08BAGHDAD3796" */
	enum septel_profile profile;

	struct {                            /* format line 1 */
		struct septel_view circuit; /* "XRO" */
		int serial;
	} transmission;
	struct {
		enum septel_precedence action, info; /* single precedence: both equal */
	} precedence;
	struct septel_views routing; /* format line 2 */
	struct {                     /* format line 3 */
		struct septel_view ri;
		int serial;
		int section;
		struct septel_time filed;
	} origin;
	struct {                            /* format line 4 */
		struct septel_view signal;  /* "ZNY" */
		struct septel_view letters; /* "CCCCC" */
	} security;
	struct septel_views signals; /* other operating signals, top level, in text order */
	struct septel_time dtg;      /* format line 5 */
	struct septel_addressee from;
	struct septel_addressees to, info;
	struct septel_views exempt; /* format line 9 */

	enum septel_class classification;
	struct septel_views captions; /* in text order, each once */
	struct {
		int total;          /* 0: not sectioned */
		const int *present; /* rising */
		size_t present_count;
	} sections;
	struct {
		struct septel_view order; /* "12958" */
		struct septel_time on;    /* a day, or none */
		struct septel_view text;  /* "DECL: 12/04/2018" */
	} declassify;
	struct septel_tags tags;
	struct septel_view subject; /* one line, with its portion mark where it has one */
	struct septel_references references;
	struct {
		struct septel_view name; /* as printed; of two officers joined by "; " */
		struct septel_view title;
		struct septel_views reasons; /* "1.4(b)" */
	} classified_by;
	struct septel_paragraphs paragraphs;
	struct septel_view summary;   /* between Summary and End Summary */
	struct septel_view signature; /* "CROCKER" */

	size_t explained; /* bytes of raw that some field, repair or frame accounts for */
};

struct septel_options {
	int year;              /* the year of a message whose DTG is absent; 0: none */
	struct septel_view id; /* the message's own id, where the text lacks it */
};

/* Reads `raw` (any bytes, no NUL needed).  `options` may be NULL.
 * SEPTEL_OK: *out is set and owned by `arena`.  SEPTEL_ENOMEM, SEPTEL_ETOOBIG:
 * *out is NULL. */
SEPTEL_API int septel_message_parse(const struct septel_message **out, struct septel_view raw,
				    const struct septel_options *options,
				    struct septel_arena *arena)
	__attribute__((nonnull(1, 4), warn_unused_result));

/* How many bytes from the start of `stream` belong to its first message: the
 * rest begins with the next one.  All of it where only one message is there.
 * With `complete` false the stream goes on behind the view: 0 means that the
 * end of the first message is not in it yet. */
SEPTEL_API size_t septel_message_length(struct septel_view stream, bool complete);

/* The sentences of paragraph `index`, split by the rules `split=1`.  Work is
 * done at the call; the result is owned by `arena`.  Empty when memory is out. */
SEPTEL_API struct septel_views septel_message_sentences(const struct septel_message *message,
							size_t index, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* Sentence `sentence` (from 1) of the paragraph whose number is `paragraph`, the
 * P.S of an anchor.  0.0 is the subject; the signature has the number after the
 * last sentence of the last paragraph.  Empty where there is none.  Where a
 * line break had to end a sentence, one '\n' stands for the space. */
SEPTEL_API struct septel_view septel_message_sentence(const struct septel_message *message,
						      int paragraph, int sentence,
						      struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* The class of a portion mark without its parentheses ("S/NF", "SBU", "U//FOUO",
 * "LOU"), in the spoilt forms that occur too; NONE where it is no such mark. */
SEPTEL_API enum septel_class septel_portion_class(struct septel_view mark);

/* Names as `--json` prints them; never NULL.  NONE gives "". */
SEPTEL_API const char *septel_profile_name(enum septel_profile profile);
SEPTEL_API const char *septel_precedence_name(enum septel_precedence precedence);
SEPTEL_API const char *septel_class_name(enum septel_class class_);
SEPTEL_API const char *septel_tag_kind_name(enum septel_tag_kind kind);
SEPTEL_API const char *septel_reference_kind_name(enum septel_reference_kind kind);
SEPTEL_API const char *septel_severity_name(enum septel_severity severity);

#ifdef __cplusplus
}
#endif

#endif
