/* septel/compose.h - from what a sender states to a message ready to transmit.
 *
 * A draft is what a sender states: addressees, classification, subject, text.
 * It is typed (septel_draft_read), or taken from a message that was read
 * (septel_draft_of_message), or filled by a program.  Composing adds what the
 * format asks for: format lines 1 to 16 in their order, lines of at most 69
 * columns, signs that the circuit cannot carry spelled out, and sections with
 * the lines that each repeats (wire-format 2 to 7).
 *
 * Invariant: what is composed and joined again (septel/sections.h) reads as
 * the draft states it, case and spelled-out signs aside.
 *
 * Nothing is guessed: a draft that lacks what the format needs is refused with
 * a diagnostic, at the place in the draft where it would stand.  Looked up in
 * the tables, where the draft is silent: the routing indicators of stations.
 *
 * Ownership: what is given out lives in `arena` or points into the input; both
 * must outlive it.  Threads: reentrant; one arena, one thread.
 */
#ifndef SEPTEL_COMPOSE_H
#define SEPTEL_COMPOSE_H

#include <septel/message.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A draft of ASCII headers, a blank line, and the text:
 *
 *     From: AMEMBASSY BAGHDAD
 *     To: SECSTATE WASHDC PRIORITY 0678
 *     Info: RUCNRAQ/IRAQ COLLECTIVE
 *     Number: BAGHDAD 3796
 *     DTG: 040637Z DEC 08
 *     Precedence: PRIORITY
 *     Classification: CONFIDENTIAL
 *     Captions: SIPDIS
 *     Declassify: 12/04/2018
 *     Tags: PHUM, PREL, IZ
 *     Subject: Consultations on transfer procedures
 *     Ref: A. BAGHDAD 2658
 *     Classified-By: Counselor Jane Doe
 *     Reason: 1.4 (b) and (d)
 *
 *     (C) First paragraph.
 *
 * A header goes on in lines that begin with a blank; a list of addressees,
 * captions or references has one a line, or is split by ";".  doc/compose.md
 * lists every header with its other names.
 *
 * Empty views, counts of 0, SEPTEL_NUMBER_NONE and the NONE of an enumeration
 * say that the draft is silent. */
struct septel_draft {
	struct septel_view source; /* the bytes it was read from; empty for a program's own */

	/* How it is composed: NAVY with JANAP 128 format line 2 and sets, ACP127 in
	 * capitals; every other profile as STATE. */
	enum septel_profile profile;
	/* Address lines stay as they are given; a routing indicator that is looked
	 * up goes to format line 2 alone.  So a message that was read comes out as
	 * it was sent. */
	bool as_stated;

	struct septel_view id;      /* canonical message reference number */
	struct septel_view station; /* of line 12, as printed; empty: from id and FM */

	struct {
		struct septel_view circuit; /* empty: XYZ */
		int serial;                 /* of section 1; NONE: 1 */
	} transmission;
	struct {
		enum septel_precedence action, info;
	} precedence;
	struct septel_views routing; /* beyond those of the addressees */
	struct {
		struct septel_view ri;    /* empty: looked up from FM */
		int serial;               /* NONE: that of id, modulo 10000 */
		struct septel_time filed; /* none: the DTG */
	} origin;
	struct septel_view letters;  /* of format line 4; empty: from the classification */
	struct septel_views signals; /* of format lines 4 and 5, in order */
	struct septel_time dtg;
	struct septel_addressee from;
	struct septel_addressees to, info;
	struct septel_views exempt;

	enum septel_class classification;
	struct septel_views captions;
	struct septel_views passing; /* "STATE FOR EUR/ERA", a line each */
	struct {
		struct septel_view order; /* empty: the one in force on the day of the DTG */
		struct septel_view
			text; /* "DECL: 12/04/2018"; a bare date or event gets its DECL */
	} declassify;
	struct septel_views tags; /* a person as "LAST, FIRST" */
	struct septel_view subject;
	struct septel_references references; /* letter and text are used */
	struct {
		struct septel_view text;   /* "Counselor Jane Doe" */
		struct septel_view reason; /* "1.4 (b) and (d)" */
	} classified_by;

	/* The text as typed: blocks between blank lines, with or without numbers;
	 * or, where it is empty, the paragraphs. */
	struct septel_view text;
	struct septel_paragraphs paragraphs;
	struct septel_view signature;
};

/* Everything silent. */
SEPTEL_API void septel_draft_init(struct septel_draft *draft) __attribute__((nonnull));

/* Reads a typed draft (any bytes).  What is wrong with it is in *diagnostics,
 * spans in `bytes`; with an error among them the draft cannot be composed.
 * `now` is the date-time group of a draft that states none; NULL: it has none.
 * SEPTEL_OK, SEPTEL_ENOMEM, SEPTEL_ETOOBIG. */
SEPTEL_API int septel_draft_read(struct septel_draft *out, struct septel_diagnostics *diagnostics,
				 struct septel_view bytes, const struct septel_time *now,
				 struct septel_arena *arena)
	__attribute__((nonnull(1, 2, 5), warn_unused_result));

/* What the sender of `message` stated.  SEPTEL_OK, SEPTEL_ENOMEM. */
SEPTEL_API int septel_draft_of_message(struct septel_draft *out,
				       const struct septel_message *message,
				       struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* States who classified it and why in the words of a cable: "TITLE NAME", and
 * of reasons "1.4(b)" and "1.4(d)" the words "1.4 (b) and (d)". */
SEPTEL_API void septel_draft_classified_by(struct septel_draft *draft, struct septel_view name,
					   struct septel_view title, struct septel_views reasons,
					   struct septel_arena *arena) __attribute__((nonnull));

/* The text of a paragraph from its sentences, as `parse --json` gives them: end
 * to end, with '\n' where no rule ends a sentence, so that a break in the text
 * did.  Empty when memory is out. */
SEPTEL_API struct septel_view septel_text_of_sentences(struct septel_views sentences,
						       struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

struct septel_compose_options {
	bool whole; /* one message however long, not sections */
	bool wire;  /* CR CR LF, pages and endings of a circuit; else LF */
};

/* Composes.  `options` may be NULL.  *out: the message, its sections one after
 * another, ready to transmit.  *diagnostics: spans in draft->source; where the
 * draft has none, offset and length are 0.
 * SEPTEL_OK; SEPTEL_EREFUSED: *out is empty and an error in *diagnostics says
 * why; SEPTEL_ENOMEM, SEPTEL_ETOOBIG. */
SEPTEL_API int septel_compose(struct septel_view *out, struct septel_diagnostics *diagnostics,
			      const struct septel_draft *draft,
			      const struct septel_compose_options *options,
			      struct septel_arena *arena)
	__attribute__((nonnull(1, 2, 3, 5), warn_unused_result));

#ifdef __cplusplus
}
#endif

#endif
