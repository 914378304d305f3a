/* base64.c - see base64.h; the work is libsodium's. */
#include "base64.h"

#include <sodium.h>

void base64_encode(struct septel_out *out, struct septel_view bytes)
{
	const size_t size = sodium_base64_encoded_len(bytes.len, sodium_base64_VARIANT_ORIGINAL);
	if (!septel__out_reserve(out, size))
		return;
	sodium_bin2base64(out->data + out->length, size, (const unsigned char *)bytes.ptr,
			  bytes.len, sodium_base64_VARIANT_ORIGINAL);
	out->length += size - 1;
}
