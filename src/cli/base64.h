/* base64.h - bytes as base64 (RFC 4648), on one line. */
#ifndef SEPTEL_CLI_BASE64_H
#define SEPTEL_CLI_BASE64_H

#include "../base/out.h"

void base64_encode(struct septel_out *out, struct septel_view bytes);

#endif
