/* septel/convert.h - a message as clean text, mail, a page, or Markdown.
 *
 * Pure: the same message gives the same bytes.  The message may come from
 * anywhere: whatever it holds is escaped, so that no page runs a script, no
 * mail gets a header of its making, and no terminal a control character.
 *
 * Ownership and threads as in septel/message.h.
 */
#ifndef SEPTEL_CONVERT_H
#define SEPTEL_CONVERT_H

#include <septel/message.h>

#ifdef __cplusplus
extern "C" {
#endif

enum septel_conversion {
	SEPTEL_TO_TEXT, /* UTF-8, lines of 72 columns */
	SEPTEL_TO_EML,  /* Internet mail with the fields of RFC 6477, 6758 and 7444; CR LF */
	SEPTEL_TO_HTML, /* one page, nothing loaded from elsewhere */
	SEPTEL_TO_MD    /* CommonMark */
};

/* Where a designator has its mail: "SECSTATE WASHDC" at "secstate@dept.example". */
struct septel_mailbox {
	struct septel_view name, mailbox;
};

struct septel_convert_options {
	struct septel_view domain; /* right side of Message-IDs; empty: mrn.example */
	struct septel_view sender; /* mailbox of From; empty: none@ the domain */
	/* of addressees; one that is not here has no mailbox: an empty group */
	const struct septel_mailbox *mailboxes;
	size_t mailbox_count;
};

/* `options` may be NULL.  SEPTEL_OK; *out is empty with SEPTEL_ENOMEM, and with
 * SEPTEL_ETOOBIG: what would come out is longer than 256 MiB. */
SEPTEL_API int septel_convert(struct septel_view *out, const struct septel_message *message,
			      enum septel_conversion to,
			      const struct septel_convert_options *options,
			      struct septel_arena *arena)
	__attribute__((nonnull(1, 2, 5), warn_unused_result));

#ifdef __cplusplus
}
#endif

#endif
