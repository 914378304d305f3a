/* routes.h - where a message goes: routes by prefix, collectives, and the plan of its copies.
 *
 * Two tables are read, each line of both before anything is used; all errors are told at once.
 *
 *   routes: prefix, outlets, classification, lowest, highest, release, designators, remark
 *       prefix           of routing indicators, 1 to 8 letters; "*": every other
 *       outlets          in order of preference, with commas; the first that may carry the message
 *                        and is up has it; where none is up it waits for the first.  "hold": never
 *       classification   the highest that goes this way; "-" or nothing: the outlet alone decides
 *       lowest, highest  precedence, the same
 *       release          transmission release codes that pass, with commas; the same
 *       designators      plain language address designators behind the prefix, with "|" between
 *   collectives: name, action, information, remark
 *       name             a routing indicator, or "AIG 7011"
 *       action           members by blanks, or with commas between and their designators:
 *                        "RUEHAM/AMEMBASSY AMMAN, RUEHKU/AMEMBASSY KUWAIT"; collectives too
 *       information      members that only get it for information
 *
 * Columns are parted by tabs; the rest of a line may be left out; "#" begins a comment line.
 *
 * What holds of a plan: every routing indicator called for, or that a collective stands for, is in
 * exactly one copy (a copy that is held counts); the originator is in none that a collective makes;
 * no copy exceeds what its outlet and its route may carry, unless it is held; none that is not held
 * goes back to where it came from, but to members of a collective that is expanded here.  Routing
 * indicators of a copy stand in the order of format line 2 (wire-format 10.2).
 *
 * A collective is expanded where a table has it, an address indicating group where the message is
 * made or where its address line calls this station.  A member that is reached directly gets its
 * copy of RHCRxxx under RUCRxxx; others get theirs under their own routing indicators.
 *
 * Pure: no clock, no file.  Routes and plans live in the arena that they were given.  Routes are
 * never changed: to reload, read new ones into another arena and put them in the place of the old.
 */
#ifndef SEPTEL_RELAY_ROUTES_H
#define SEPTEL_RELAY_ROUTES_H

#include "config.h"

struct routes;

/* A table as it was read from its file. */
struct route_text {
	struct septel_view path; /* for errors */
	struct septel_view text; /* empty: none */
};

/* Reads both tables.  NULL: errors, all of them in `errors`, a line `path:line: message` each; or
 * memory is out (septel_arena_failed).  `config` and both texts outlive the routes. */
const struct routes *septel__routes_read(const struct relay_config *config,
					 const struct route_text *routes,
					 const struct route_text *collectives,
					 struct septel_arena *arena, struct septel_out *errors)
	__attribute__((nonnull, warn_unused_result));

/* The longest prefix of `ri` in the table.  False: none. */
struct route_found {
	struct septel_view prefix; /* "*" for the route of all others */
	int line;
	const size_t *outlets; /* none: "hold" */
	size_t outlet_count;
	enum septel_class ceiling;              /* TOP_SECRET where the route has none of its own */
	enum septel_precedence lowest, highest; /* NONE: no bound */
	struct septel_view release;             /* as it stands; empty: all */
};
bool septel__routes_find(const struct routes *routes, struct septel_view ri,
			 struct route_found *found) __attribute__((nonnull));

/* Whether the collective of that name (an indicator, or "AIG 7011") has the member, itself or by
 * another collective in it. */
enum membership septel__routes_member(const struct routes *routes, struct septel_view collective,
				      struct septel_view ri) __attribute__((nonnull));

size_t septel__routes_count(const struct routes *routes) __attribute__((nonnull));

/* "RHCRxxx" becomes "RUCRxxx": a copy that has been expanded (wire-format 3.4).  True if `ri` has
 * the one form, or the other. */
bool septel__is_collective_form(struct septel_view ri);
bool septel__is_expanded_form(struct septel_view ri);

/* ---- the plan of a message ------------------------------------------------------------- */

/* An area that is under MINIMIZE: what is below `lowest` is held, unless the message says
 * MINIMIZE CONSIDERED. */
struct minimize {
	struct septel_view area; /* prefix of routing indicators; empty: everywhere */
	enum septel_precedence lowest;
};

struct plan_question {
	const struct envelope *envelope;
	struct septel_view bytes; /* as it came, for keywords; may be empty */
	size_t from;              /* outlet on which it came; NO_OUTLET: made here */
	const bool *up; /* by outlet: may be used (not down, not to be avoided); NULL: all */
	const struct minimize *minimize;
	size_t minimize_count;
};

/* Why a copy is held; also why an outlet was passed over. */
enum plan_bar {
	BAR_NONE,
	BAR_DOWN,           /* of an outlet only: passed over for another that is up */
	BAR_NO_ROUTE,       /* no prefix fits */
	BAR_TOLD,           /* the route says "hold" */
	BAR_CLASSIFICATION, /* over the ceiling */
	BAR_PRECEDENCE,     /* above or below what is carried */
	BAR_RELEASE,        /* the release code does not pass */
	BAR_LOOP,           /* it came from there */
	BAR_MINIMIZE,
	BAR_EXEMPT,    /* called for, and exempted by format line 9 */
	BAR_EXPANDED,  /* an expanded collective, and this station is no member */
	BAR_EXPANSION, /* a collective of more members than the limit */
	BAR_NO_BOX,    /* for this station, and no box takes it */
	BAR_INDICATOR  /* no routing indicator */
};
/* Stable words, as journal and JSON have them: "no-route". */
const char *septel__bar_name(enum plan_bar bar);

enum plan_rule {
	RULE_ROUTE,    /* longest prefix */
	RULE_STATION,  /* own routing indicator: a box */
	RULE_PROFILE,  /* "copy to" */
	RULE_MISROUTE, /* no route, but the address tells the right routing indicator */
	RULE_NONE      /* none fits: held */
};
const char *septel__rule_name(enum plan_rule rule);

/* An outlet that was looked at for a routing indicator, and what spoke against it. */
struct plan_trial {
	size_t outlet;
	enum plan_bar bar;
};

/* What was decided for one routing indicator. */
struct plan_decision {
	struct septel_view ri;         /* as it goes into the copy */
	struct septel_view collective; /* that stands for it; empty: it was called for itself */
	struct septel_view misrouted;  /* RULE_MISROUTE: as it was called; else empty */
	enum plan_rule rule;
	struct septel_view prefix; /* RULE_ROUTE, RULE_MISROUTE; empty: none */
	int line;                  /* of the route, or of the profile */
	const struct plan_trial *trials;
	size_t trial_count;
	size_t outlet; /* NO_OUTLET: none */
	enum plan_bar bar;
	enum envelope_role role; /* ACTION where the address does not tell */
};

struct plan_copy {
	size_t outlet;                     /* NO_OUTLET: none, and it is held */
	struct septel_views routing;       /* empty: a profile's, to a box */
	enum septel_precedence precedence; /* of its new format line 2 */
	enum plan_bar bar;                 /* NONE: it goes; else it is held */
	struct septel_view reason;         /* of that, for people: "SECRET is over ..." */
	enum plan_rule rule;
	bool alternate;               /* not the first outlet of its route */
	struct septel_view misrouted; /* RULE_MISROUTE: send it with a pilot ZOV; else empty */
};

struct plan {
	const struct plan_copy *copies;
	size_t copy_count;
	const struct plan_decision *decisions; /* in the order of format line 2 */
	size_t decision_count;
};

/* False: memory is out.  A message without any copy has nobody here to go to: a channel check, or
 * one whose only addressee was its originator. */
bool septel__plan(struct plan *plan, const struct routes *routes,
		  const struct plan_question *question, struct septel_arena *arena)
	__attribute__((nonnull, warn_unused_result));

/* What ceilings are held against: a message that says nothing is taken for CONFIDENTIAL. */
enum septel_class septel__plan_class(const struct envelope *envelope) __attribute__((nonnull));

/* What speaks against `outlet` for a copy: ceiling, release, precedence, in this order. */
enum plan_bar septel__outlet_bar(const struct outlet_settings *outlet, enum septel_class class_,
				 enum septel_precedence precedence, const char *release)
	__attribute__((nonnull));

#endif
