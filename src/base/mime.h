/* mime.h - the parts of Internet mail, as they stand in its bytes (RFC 5322, 2045, 2046).
 *
 * Nothing is copied but by septel__mime_decode: names, values and bodies point into the mail.
 * Lines end in LF or CR LF.
 */
#ifndef SEPTEL_BASE_MIME_H
#define SEPTEL_BASE_MIME_H

#include "out.h"

/* A field of a header: its name, and its value with the line ends of its folds. */
struct mime_field {
	struct septel_view name, value;
};

/* Takes the next field off the front of *rest.  False at the empty line (taken as well) and at
 * what is no field (left). */
bool septel__mime_field(struct septel_view *rest, struct mime_field *field);
bool septel__mime_is(const struct mime_field *field, const char *name);
/* The value up to the first ';', and a parameter behind it (empty: none). */
struct septel_view septel__mime_value(struct septel_view value);
struct septel_view septel__mime_parameter(struct septel_view value, const char *name);

/* A mail or a part of one, and what its header says of its body. */
struct mime_part {
	struct septel_view content; /* Content-Type, whole: with its parameters */
	struct septel_view type;    /* "text/plain", any case; empty: not stated */
	struct septel_view encoding, disposition;
	struct septel_view header, body;
};

struct mime_part septel__mime_part(struct septel_view bytes);
/* A part without a type is text/plain. */
bool septel__mime_has_type(const struct mime_part *part, const char *type);
/* Takes the next part of a multipart body; the line end before a delimiter belongs to that. */
bool septel__mime_next_part(struct septel_view *rest, struct septel_view boundary,
			    struct septel_view *part);
/* Finds the first part of that type, the whole included, MIME_DEPTH_LIMIT parts deep. */
bool septel__mime_find(const struct mime_part *whole, const char *type, struct mime_part *found);
/* The body freed from its transfer encoding: itself, or appended to `decoded` and borrowed from
 * it.  False: its base64 is damaged. */
bool septel__mime_decode(const struct mime_part *part, struct septel_out *decoded,
			 struct septel_view *text);

#endif
