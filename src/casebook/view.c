/* view.c - see view.h. */
#include "view.h"

#include "view_label.h"
#include "words.h"

bool septel__sees_all(const struct access_viewer *viewer)
{
	return viewer->owner && viewer->clearance == SEPTEL_TOP_SECRET &&
	       viewer->rights == VIEWER_ALL_RIGHTS;
}

static void *zeroed(struct septel_arena *arena, size_t size)
{
	void *made = septel_arena_alloc(arena, size);
	if (made)
		memset(made, 0, size);
	return made;
}

/* ---- cases ---- */

static bool is_person(const struct thing *thing)
{
	return thing->kind == THING_PARTY &&
	       (thing->party_kind < 0 || thing->party_kind == PARTY_PERSON);
}

/* Of the whole casebook, whatever the clocks say: a case that is to come is one. */
static void find_cases(struct case_view *view)
{
	const struct casebook *book = view->log->book;
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		if (septel__role_row(claim->type)->makes_case && claim->about &&
		    is_person(claim->about))
			view->cases[claim->about->number] = true;
	}
}

/* Cases that are not granted, found in claims, each of which can only refer to earlier ones. */
struct closing {
	struct case_view *view;
	const struct thing **of_things; /* what is about them belongs to that case */
};

static const struct thing *case_of(const struct closing *closing, const struct thing *thing)
{
	const struct case_view *view = closing->view;
	if (!thing)
		return NULL;
	if (view->cases[thing->number])
		return septel__viewer_has_case(&view->viewer, thing->name) ? NULL : thing;
	return closing->of_things[thing->number];
}

static const struct thing *case_of_claim(const struct closing *closing, const struct claim *claim)
{
	const struct thing *found = case_of(closing, claim->about);
	for (size_t i = 0; i < claim->value_count && !found; i++) {
		const struct claim_things things = septel__value_things(&claim->values[i]);
		for (size_t j = 0; j < things.count && !found; j++)
			found = case_of(closing, things.at[j]);
	}
	return found;
}

/* What such a claim makes belongs to the case, and so does what it is about, unless it is of
 * a kind that many cases share.  Parties and places belong to nobody. */
static void close_thing(const struct closing *closing, const struct claim *claim,
			const struct thing *thing, const struct thing *case_)
{
	if (!thing || thing->kind == THING_PARTY || thing->kind == THING_PLACE)
		return;
	switch (thing->kind) {
	case THING_PROMISE:
	case THING_REQUEST:
	case THING_ENCOUNTER:
	case THING_TRACE:
	case THING_VISIT:
		closing->of_things[thing->number] = case_;
		break;
	default:
		if (thing->made_by == claim)
			closing->of_things[thing->number] = case_;
	}
}

/* What its `id` names; NULL where it has none. */
static const struct thing *entry_of(const struct casebook *book, const struct claim *claim)
{
	const struct claim_value *id = septel__claim_value(claim, KEY_ID);
	return id ? septel__casebook_find(book, id->text, THING_ENTRY) : NULL;
}

static bool close_cases(struct case_view *view)
{
	const struct casebook *book = view->log->book;
	const struct closing closing = {
		view, zeroed(book->arena, (book->thing_count + 1) * sizeof(struct thing *))};
	if (!closing.of_things)
		return false;
	for (size_t i = 0; i < book->claim_count; i++) {
		const struct claim *claim = book->claims[i];
		const struct thing *case_ = case_of_claim(&closing, claim);
		if (!case_)
			continue;
		view->closed[claim->entered] = case_;
		close_thing(&closing, claim, claim->about, case_);
		close_thing(&closing, claim, entry_of(book, claim), case_);
	}
	return true;
}

/* ---- deciding ---- */

/* Room for the names of the roles that may see each type. */
static bool list_roles(struct case_view *view)
{
	const size_t roles = SEPTEL__ROLE_NAMES_COUNT;
	view->role_names = septel_arena_alloc(view->log->book->arena,
					      CLAIM_COUNT * roles * sizeof *view->role_names);
	for (int type = 0; view->role_names && type < CLAIM_COUNT; type++)
		septel__role_names(septel__role_row((enum claim_type)type)->full,
				   view->role_names + (size_t)type * roles);
	return view->role_names != NULL;
}

/* A type that no role may see is none that all may see. */
static struct septel_views roles_of(const struct case_view *view, enum claim_type type)
{
	static const struct septel_view NOBODY = {"(nobody)", 8};
	size_t count = 0;
	for (unsigned bits = septel__role_row(type)->full; bits; bits >>= 1)
		count += bits & 1;
	if (count == 0)
		return (struct septel_views){&NOBODY, 1};
	return (struct septel_views){view->role_names + type * SEPTEL__ROLE_NAMES_COUNT, count};
}

struct access_decision septel__view_claim(struct case_view *view, const struct claim *claim)
{
	const struct thing *closed = view->closed[claim->entered];
	const struct access_need need = {
		.label = septel__claim_label(view, claim),
		.roles = roles_of(view, claim->type),
		.case_ = closed ? closed->name : (struct septel_view){"", 0},
	};
	if (view->failed)
		return (struct access_decision){.outcome = ACCESS_NONE, .reason = REASON_UNSTATED};
	return septel__access(&view->viewer, &need);
}

enum claim_sight septel__view_sight(struct case_view *view, const struct claim *claim)
{
	unsigned char *sight = &view->sights[claim->entered];
	if (*sight != SIGHT_UNDECIDED)
		return (enum claim_sight) * sight;
	if (septel__sees_all(&view->viewer))
		return (enum claim_sight)(*sight = SIGHT_FULL);
	const struct access_decision decision = septel__view_claim(view, claim);
	if (decision.outcome == ACCESS_FULL)
		*sight = SIGHT_FULL;
	else if (decision.hidden)
		*sight = SIGHT_HIDDEN;
	else if (decision.fact && septel__role_row(claim->type)->fact)
		*sight = SIGHT_FACT;
	else
		*sight = SIGHT_WITHHELD;
	return (enum claim_sight) * sight;
}

/* ---- what is hidden ---- */

/* The clocks in true numbers: `entered_by` is one of the viewer's. */
static struct case_clocks true_clocks(const struct case_view *view)
{
	const struct casebook *book = view->log->book;
	struct case_clocks clocks = view->log->clocks;
	for (size_t i = 1; i <= book->claim_count && clocks.entered_by; i++) {
		if (view->numbers[i] != view->log->clocks.entered_by)
			continue;
		clocks.entered_by = i; /* the first of that number is the one he is shown */
		return clocks;
	}
	clocks.entered_by = 0;
	return clocks;
}

static bool take_out_hidden(struct case_view *view)
{
	struct casebook *book = view->log->book;
	size_t number = 0;
	bool *hidden = zeroed(book->arena, book->claim_count + 1);
	size_t *numbers = zeroed(book->arena, (book->claim_count + 1) * sizeof *numbers);
	for (size_t i = 0; i < book->claim_count && hidden && numbers; i++) {
		hidden[i] = septel__view_sight(view, book->claims[i]) == SIGHT_HIDDEN;
		numbers[i + 1] = number += !hidden[i];
	}
	if (!hidden || !numbers || view->failed)
		return false;
	if (number == book->claim_count)
		return true;
	view->numbers = numbers;
	const struct case_clocks clocks = true_clocks(view);
	if (clocks.entered_by != view->log->clocks.entered_by) {
		if (!septel__log_open(&view->own_log, book, clocks))
			return false;
		view->log = &view->own_log;
	}
	view->shown = &view->own_shown;
	return septel__log_open_without(&view->own_shown, book, clocks, hidden);
}

bool septel__view_init(struct case_view *view, const struct case_log *log,
		       const struct access_viewer *viewer, const struct message_source *source)
{
	const struct casebook *book = log->book;
	*view = (struct case_view){.log = log,
				   .shown = log,
				   .viewer = *viewer,
				   .source = source,
				   .sights = zeroed(book->arena, book->claim_count + 1),
				   .cases = zeroed(book->arena, book->thing_count + 1)};
	view->closed = zeroed(book->arena, (book->claim_count + 1) * sizeof(struct thing *));
	if (!view->sights || !view->cases || !view->closed || !list_roles(view) ||
	    !septel__view_labels_init(view))
		return false;
	if (viewer->owner)
		return true;
	find_cases(view);
	return close_cases(view) && take_out_hidden(view);
}

size_t septel__view_entry(const struct case_view *view, const struct claim *claim)
{
	return view->numbers ? view->numbers[claim->entered] : claim->entered;
}

/* ---- names ---- */

static bool tells_name(const struct claim *claim, const struct thing *thing)
{
	const struct role_row *row = septel__role_row(claim->type);
	if (claim->about == thing)
		return true;
	for (const enum claim_key *key = row->told; *key != CLAIM_KEYS; key++)
		for (size_t i = 0; i < claim->value_count; i++) {
			const struct claim_things things = septel__value_things(&claim->values[i]);
			for (size_t j = 0; j < things.count; j++)
				if (claim->values[i].row->key == *key && things.at[j] == thing)
					return true;
		}
	return false;
}

bool septel__view_knows(struct case_view *view, const struct thing *thing)
{
	const struct claim_list naming = septel__log_naming(view->shown, thing);
	if (septel__sees_all(&view->viewer))
		return true;
	if (view->cases[thing->number] && !septel__viewer_has_case(&view->viewer, thing->name))
		return false;
	if (!thing->made_by || septel__view_sight(view, thing->made_by) == SIGHT_FULL)
		return true;
	for (size_t i = 0; i < naming.count; i++) {
		const enum claim_sight sight = septel__view_sight(view, naming.at[i]);
		if (sight == SIGHT_FULL || (sight == SIGHT_FACT && tells_name(naming.at[i], thing)))
			return true;
	}
	return false;
}
