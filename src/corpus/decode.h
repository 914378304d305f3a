/* decode.h - transfer encodings.  All append to *out, and never fail but for memory. */
#ifndef SEPTEL_CORPUS_DECODE_H
#define SEPTEL_CORPUS_DECODE_H

#include "../base/out.h"

/* White space is passed over.  False: not base64 (what came before is written). */
bool septel__decode_base64(struct septel_out *out, struct septel_view text);
/* RFC 2045 6.7; what is no escape stays as it stands. */
void septel__decode_quoted_printable(struct septel_out *out, struct septel_view text);

#endif
