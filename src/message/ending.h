/* ending.h - what stands behind the text: format lines 13 to 16, comm-center
 * notes, and what archives append. */
#ifndef SEPTEL_MESSAGE_ENDING_H
#define SEPTEL_MESSAGE_ENDING_H

#include <septel/message.h>

enum ending {
	ENDING_NONE,
	ENDING_IF_LAST, /* ends the text only where nothing but endings follow: "#0001" */
	ENDING_MARK,    /* BT, NNNN: ends it unless the numbered paragraphs go on */
	ENDING_ARCHIVE  /* ends it whatever follows: "<< END OF DOCUMENT >>" */
};

/* What `line`, trimmed and not empty, is. */
enum ending septel__ending(struct septel_view line);

/* `line` without an ending that was run into it: "... BY ADM JONES.// BT NNNN". */
struct septel_view septel__without_ending(struct septel_view line);

/* Rule P4: `line` may be a signature. */
bool septel__is_signature(struct septel_view line);

#endif
