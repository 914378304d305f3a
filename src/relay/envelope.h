/* envelope.h - what a relay knows of a message: read once from its heading, when it arrives.
 *
 * A transmission is what one circuit carries: pilots and identifications in front (format
 * line 1), the routing line (2), and from format line 3 on the message itself, which no
 * relay changes (ACP 127, wire-format 10.2).  The spans of an envelope are in the bytes
 * that came; views point into those bytes or into the arena.
 *
 * The heading decides where a message goes, so what is wrong with one is a fault, and a
 * message with a fault waits for the operator; a fault of the text is none of the relay's.
 */
#ifndef SEPTEL_RELAY_ENVELOPE_H
#define SEPTEL_RELAY_ENVELOPE_H

#include "../base/out.h"

#include <septel/message.h>

/* The letter of a precedence, as it stands in a routing line and in a preamble; '-': none. */
static inline char septel__prosign(enum septel_precedence precedence)
{
	return "-RPOZY"[precedence];
}

/* Bytes of the hash of a text (BLAKE2b, libsodium). */
#define TEXT_HASH_SIZE 16u
/* Bytes of a routing indicator with its NUL (wire-format 3.1: up to 8 letters). */
#define ROUTING_INDICATOR_SIZE 12u
/* Bytes of a transmission identification ("XRO8111") with its NUL. */
#define IDENTIFICATION_SIZE 16u
/* Bytes of a station serial as it stands ("116B", "#3796"), and of a filing time. */
#define SERIAL_SIZE 12u
#define FILING_SIZE 12u

/* What makes two transmissions the same section of one message (wire-format 10.5): who
 * called, with what serial, which section, filed when.  Not the identification. */
struct message_key {
	char origin[ROUTING_INDICATOR_SIZE]; /* "RUEHGB" */
	char serial[SERIAL_SIZE];            /* digits and letter, without "#": "3796", "116B" */
	int section;                         /* SEPTEL_NUMBER_NONE where none is stated */
	char filed[FILING_SIZE];             /* as it stands: "3390637", "23/1745Z" */
};

enum envelope_role { ROLE_ACTION, ROLE_INFORMATION, ROLE_EXEMPT };

struct envelope_addressee {
	enum envelope_role role;
	struct septel_view ri;   /* empty where the line has none */
	struct septel_view name; /* plain language address designator */
	bool by_other_means;     /* ZEN: never delivered by a relay */
};

/* A duty of the heading towards duplicates and doubtful copies (wire-format 9, 10.5, 10.6). */
enum envelope_signs {
	SIGN_EXACT_DUPLICATE = 1u << 0,       /* ZFG: to be delivered though it came before */
	SIGN_SUSPECTED_DUPLICATE = 1u << 1,   /* ZFD pilot */
	SIGN_SUBJECT_TO_CORRECTION = 1u << 2, /* ZDG pilot */
	SIGN_CORRECTED_COPY = 1u << 3,        /* ZEL pilot */
	SIGN_REROUTED = 1u << 4,              /* ZOV pilot */
	SIGN_CHANNEL_CHECK = 1u << 5,         /* addressed by its sender to itself */
	SIGN_NO_FLASH_RECEIPT = 1u << 6,      /* ZGC */
	SIGN_SERVICE = 1u << 7                /* the text is "... SVC ..." */
};

/* What is wrong with a heading. `code` is stable ("heading.routing"); `fix`, where one is
 * provable or likely, is what should stand at `at`. */
struct envelope_fault {
	const char *code;
	struct septel_span at;
	struct septel_view text;
	bool has_fix;
	struct septel_view fix;
};

struct envelope {
	struct message_key key;
	bool has_key;                            /* origin, serial and filing time are all there */
	unsigned char text_hash[TEXT_HASH_SIZE]; /* of format lines 11 to 13, line ends aside */

	/* identifications at the head, the newest first, and one that stands inside the body */
	struct septel_view identification[8];
	size_t identification_count;
	struct septel_view stray; /* empty for none */

	enum septel_precedence precedence;   /* of format line 2: the highest */
	enum septel_precedence action, info; /* of format line 5; equal where single */
	enum septel_class classification; /* the higher of format lines 4 and 12; NONE: neither */
	char release[3];                  /* transmission release code ("BB"), or "" */
	struct septel_time dtg;
	struct septel_view from;     /* plain language designator of FM */
	struct septel_view from_ri;  /* where the FM line has one */
	struct septel_view number;   /* message reference number; "" where none */
	unsigned signs;              /* of enum envelope_signs */
	struct septel_views routing; /* format line 2, in order */
	const struct envelope_addressee *addressees;
	size_t addressee_count;
	struct septel_views references; /* ids of the messages it refers to */
	struct septel_references cited; /* those, and others by their sender and time */
	struct septel_views tags, captions;
	struct septel_view subject;

	/* Spans of the bytes, one behind the other and nothing left out from the first on.  The
	 * routing line that counts is the first: below a pilot stand the identifications and
	 * the routing line of before, which a relay keeps ("inner"; wire-format 10.5). */
	struct septel_span identifications; /* format line 1: all of it with its line end */
	struct septel_span pilots;          /* pilot lines before format line 2; may be empty */
	struct septel_span routing_line;    /* format line 2 with its continuations and line end */
	struct septel_span inner;           /* pilots behind it, with what stands below them */
	struct septel_span message;         /* from format line 3 to the end, NNNN included */

	struct septel_view security; /* of format line 4: "ZNY CCCCC"; empty where there is none */
	/* JANAP 128: what stands in front of the indicators of line 2, "--" included, and is
	 * kept with them ("RTTUZYUW RHBCYKN0001 0331200-UUUU--"); empty for ACP 127. */
	struct septel_view janap;

	const struct envelope_fault *faults;
	size_t fault_count;
};

enum envelope_depth {
	ENVELOPE_LINES,   /* as HEADING, but the text is not read: no hash, no stray number in it */
	ENVELOPE_HEADING, /* all but number, subject, tags, captions, references and cited */
	ENVELOPE_WHOLE
};

/* MEMBER_UNKNOWN: there is no list of the members. */
enum membership { MEMBER_UNKNOWN, MEMBER_NO, MEMBER_YES };

/* Which routing indicators there are: by it a misprint is told from a station, and mended.  Each
 * by itself: who says yes to all that a prefix has sees no misprint among them. */
struct envelope_directory {
	bool (*knows)(const void *context, struct septel_view ri);
	const void *context;
	/* Whether a collective, by its indicator or its designator, has that member; NULL: nothing
	 * is known of any.  With it a misprint is told from a member. */
	enum membership (*member)(const void *context, struct septel_view collective,
				  struct septel_view ri);
};

/* Reads the envelope of `bytes`, whatever they are.  `directory` NULL: the indicators compiled in
 * (septel_ri_lookup).  False: memory is out.  Views are in `bytes` or in `arena`.
 *
 * Codes of faults:
 *
 *     heading.none            no routing line: no transmission at all
 *     heading.identification  format line 1 is none
 *     heading.precedence      format line 2 has no doubled precedence
 *     heading.routing         a word of format line 2 is no routing indicator
 *     heading.unknown         an indicator that is none, and one impulse from one that is
 *     heading.doubtful        an indicator that is, one impulse from an addressee's that lacks
 *     heading.twice           an indicator stands twice
 *     heading.calling         format line 3 is missing, or no origin, serial or filing time
 *     heading.security        format line 4 has no five equal letters
 *     heading.preamble        format line 5 has no precedence or date-time group
 *     heading.address         an address line has an indicator that is none
 *     heading.unequal         precedences of lines 2 and 5, or classes of 4 and 12, differ
 *     heading.end             no BT, or the heading is longer than any is
 */
bool septel__envelope_read(struct envelope *envelope, struct septel_view bytes,
			   enum envelope_depth depth, const struct envelope_directory *directory,
			   struct septel_arena *arena)
	__attribute__((nonnull(1, 5), warn_unused_result));

/* `bytes`, of which `envelope` was read, with every fix of a fault in its place: what an operator
 * is shown, and may let go.  Empty where no fault has a fix, or memory is out. */
struct septel_view septel__envelope_mended(const struct envelope *envelope,
					   struct septel_view bytes, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* "key: value" lines for people and for the spool (change.h, `envelope`). */
void septel__envelope_write(struct septel_out *out, const struct envelope *envelope)
	__attribute__((nonnull));

#endif
