/* encoding.h - transfer encodings of mail (RFC 2045).  All append to *out, and never fail but for
 * memory.
 */
#ifndef SEPTEL_BASE_ENCODING_H
#define SEPTEL_BASE_ENCODING_H

#include "out.h"

/* On one line. */
void septel__encode_base64(struct septel_out *out, struct septel_view bytes);
/* White space is passed over.  False: not base64 (what came before is written). */
bool septel__decode_base64(struct septel_out *out, struct septel_view text);
/* RFC 2045 6.7; what is no escape stays as it stands. */
void septel__decode_quoted_printable(struct septel_out *out, struct septel_view text);

#endif
