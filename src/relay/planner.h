/* planner.h - a plan while it is made; for the plan_*.c files. */
#ifndef SEPTEL_RELAY_PLANNER_H
#define SEPTEL_RELAY_PLANNER_H

#include "key_map.h"
#include "route_table.h"

#include "../base/limits.h"

struct planner {
	const struct routes *routes;
	const struct relay_config *config;
	const struct plan_question *question;
	const struct envelope *envelope;
	struct septel_arena *arena;
	struct key_map seen;   /* routing indicators that have a decision, or shall have none */
	struct key_map roles;  /* of routing indicators and designators: enum envelope_role + 1 */
	struct key_map exempt; /* of the same */
	struct plan_decision *decisions;
	size_t count, room;
	const int *wanted;        /* by outlet: line of the profile that wants a copy; 0 */
	enum septel_class class_; /* that a ceiling is held against */
	bool minimize_considered;
	bool failed; /* memory is out */
};

/* A routing indicator as a key, whatever it is made of. */
uint64_t septel__ri_key(struct septel_view ri);

/* ---- plan_address.c: what the address lines say ---- */

void septel__plan_address(struct planner *planner) __attribute__((nonnull));
/* False: no line tells. */
bool septel__plan_role(struct planner *planner, struct septel_view ri, enum envelope_role *role)
	__attribute__((nonnull));
/* Exempted by format line 9: a member of a collective under its designator, where it has one. */
bool septel__plan_exempts(struct planner *planner, struct septel_view ri, struct septel_view name)
	__attribute__((nonnull));
/* Called for itself, and yet exempted; no other line calls it. */
bool septel__plan_exempts_called(struct planner *planner, struct septel_view ri)
	__attribute__((nonnull));
/* The routing indicator that should have been called in the place of `wrong`, which has no
 * route; empty where the address does not prove it. */
struct septel_view septel__plan_correction(struct planner *planner, struct septel_view wrong)
	__attribute__((nonnull));

/* ---- plan_members.c: who is called ---- */

/* A decision, still open, for each routing indicator called and each member of a collective. */
void septel__plan_members(struct planner *planner) __attribute__((nonnull));
/* One more; NULL: no memory. */
struct plan_decision *septel__plan_add(struct planner *planner, struct septel_view ri)
	__attribute__((nonnull));

/* ---- plan_profiles.c: who else gets a copy ---- */

/* Sets `wanted`. */
void septel__plan_profiles(struct planner *planner) __attribute__((nonnull));

/* ---- plan_copies.c: decisions grouped by outlet ---- */

void septel__plan_copies(struct planner *planner, struct plan *plan) __attribute__((nonnull));
/* Precedence at which a decision goes out: that of format line 2, or the lower one of a dual. */
enum septel_precedence septel__plan_precedence(const struct planner *planner,
					       enum envelope_role role) __attribute__((nonnull));

/* ---- plan_tell.c ---- */

/* Why a copy is held, for people. */
struct septel_view septel__plan_reason(struct planner *planner,
				       const struct plan_decision *decision)
	__attribute__((nonnull));

#endif
