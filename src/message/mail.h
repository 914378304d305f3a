/* mail.h - the small grammar of Internet mail that a conversion writes.
 *
 * Lines are folded at 76 columns and end in CR LF.  What the caller gives may be
 * any printable UTF-8 (printable.h); nothing given can end a field.
 */
#ifndef SEPTEL_MESSAGE_MAIL_H
#define SEPTEL_MESSAGE_MAIL_H

#include "../base/out.h"
#include "../base/view.h"

/* A field under construction: where its present line began. */
struct mail_field {
	struct septel_out *out;
	size_t line;  /* offset in out of the present line */
	bool started; /* something stands behind the name */
};

void septel__mail_begin(struct mail_field *field, struct septel_out *out, const char *name);
/* A word that may not be broken, behind a blank or on a new line. */
void septel__mail_word(struct mail_field *field, struct septel_view word);
/* The same, glued to what stands before it ("," and ";"). */
void septel__mail_glue(struct mail_field *field, const char *sign);
/* Words, each of which may begin a line. */
void septel__mail_words(struct mail_field *field, struct septel_view words);
void septel__mail_end(struct mail_field *field);

/* Unstructured text (Subject): encoded-words where it is not ASCII. */
void septel__mail_text(struct mail_field *field, struct septel_view text);
/* A phrase (display name, keyword): quoted or encoded where it must be. */
void septel__mail_phrase(struct mail_field *field, struct septel_view phrase,
			 struct septel_arena *arena);

/* An mstr of RFC 6477: 69 characters of letters, digits, blank and
 * ' ( ) + , - . / : = ? ; others become blanks. */
struct septel_view septel__mail_mstr(struct septel_view view, struct septel_arena *arena);

/* A body: its transfer encoding, and its lines with CR LF. */
const char *septel__mail_encoding(struct septel_view body);
void septel__mail_body(struct septel_out *out, struct septel_view body);

#endif
