/* septel/lint.h - check a message against the rules of the format.
 *
 * The rules are data: septel_rules lists each with its code, what it demands,
 * and how severe a breach is when a message is received and when one is
 * composed.  V01 to V30 are those of the format (ACP 127 and the State
 * profile); C01 and up look for contradictions in what a message says.
 *
 * A check never changes the message.  Ownership: what is found lives in the
 * arena.  Threads: reentrant, but one septel_seen belongs to one thread.
 */
#ifndef SEPTEL_LINT_H
#define SEPTEL_LINT_H

#include <septel/message.h>

#ifdef __cplusplus
extern "C" {
#endif

enum septel_lint_mode { SEPTEL_LINT_RECEIVE, SEPTEL_LINT_COMPOSE };

/* Severity of a rule that does not apply in a mode. */
#define SEPTEL_RULE_OFF (-1)

struct septel_rule {
	const char *code;     /* "V08" */
	const char *demand;   /* one line: what must hold */
	int receive, compose; /* enum septel_severity, or SEPTEL_RULE_OFF */
};

/* All rules in order of their codes; *count of them.  Static. */
SEPTEL_API const struct septel_rule *septel_rules(size_t *count);

/* What has been seen so far, for rule V29 (the same message twice). */
struct septel_seen;
/* NULL when memory is out.  The caller owns it. */
SEPTEL_API struct septel_seen *septel_seen_new(void) __attribute__((warn_unused_result));
/* NULL is allowed. */
SEPTEL_API void septel_seen_free(struct septel_seen *seen);

/* Checks `message`.  *out: the diagnostics of its parse and the breaches of the
 * rules together, by offset in raw; each of the two is cut at
 * SEPTEL_DIAGNOSTICS_LIMIT.  `seen` may be NULL (V29 is then silent).
 * SEPTEL_OK, or SEPTEL_ENOMEM with *out empty. */
SEPTEL_API int septel_lint(struct septel_diagnostics *out, const struct septel_message *message,
			   enum septel_lint_mode mode, struct septel_seen *seen,
			   struct septel_arena *arena)
	__attribute__((nonnull(1, 2, 5), warn_unused_result));

#ifdef __cplusplus
}
#endif

#endif
