/* tell_export.c - see tell_export.h. */
#include "tell_export.h"

#include "../base/date.h"
#include "../base/out.h"
#include "coarse.h"
#include "parties.h"
#include "roles.h"
#include "tell.h"

#include <stdlib.h>

/* ---- roles and columns ---- */

enum export_column_name {
	COLUMN_STATE,
	COLUMN_WEEK,
	COLUMN_OPTION,
	COLUMN_LEAD,
	COLUMN_HOLDER,
	COLUMN_OVERDUE,
	COLUMN_AGE,
	COLUMN_COUNT
};

const char *const SEPTEL__EXPORT_COLUMNS[] = {"state",       "week_left",    "option",  "lead",
					      "holder_kind", "overdue_band", "age_band"};
const size_t SEPTEL__EXPORT_COLUMNS_COUNT = COLUMN_COUNT;
_Static_assert(sizeof SEPTEL__EXPORT_COLUMNS / sizeof *SEPTEL__EXPORT_COLUMNS == COLUMN_COUNT,
	       "one name each");

/* The claim that each rests on first: who may have such claims (data/roles.tsv) may have it. */
static const enum claim_type RESTS_ON[COLUMN_COUNT] = {
	[COLUMN_STATE] = CLAIM_CUSTODY_OPEN,   [COLUMN_WEEK] = CLAIM_PERSON_LEFT,
	[COLUMN_OPTION] = CLAIM_PREF_DECLARED, [COLUMN_LEAD] = CLAIM_PREF_DECLARED,
	[COLUMN_HOLDER] = CLAIM_CUSTODY_OPEN,  [COLUMN_OVERDUE] = CLAIM_PROMISE_MADE,
	[COLUMN_AGE] = CLAIM_PARTY_ATTRIBUTE,
};

/* The roles that may have a column as it is, and those that may have it coarsely. */
static const struct role_row *roles_of(size_t column)
{
	return septel__role_row(RESTS_ON[column]);
}

enum export_extent septel__export_extent(int role)
{
	enum export_extent extent = EXPORT_NOTHING;
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		if (role < 0 || roles_of(i)->full >> role & 1)
			return EXPORT_PLAIN;
		if (roles_of(i)->coded >> role & 1)
			extent = EXPORT_CODED;
	}
	return extent;
}

bool septel__export_may_have(int role, size_t column)
{
	const struct role_row *roles = roles_of(column);
	return role < 0 || (roles->full | roles->coded) >> role & 1;
}

/* ---- what a row says ---- */

static const char *state_of(const struct caseload_row *row)
{
	const struct standing *standing = &row->standing;
	return septel__state_row(standing->side != STATE_NONE ? standing->side : standing->state)
		->name;
}

static const char *option_of(const struct caseload_row *row)
{
	return septel__list_row(LIST_OPTION)->words[row->option];
}

static struct claim_list one(const struct claim *const *claim)
{
	return (struct claim_list){claim, *claim ? 1 : 0};
}

static struct claim_list held_by(const struct caseload_row *row)
{
	return row->held ? row->held->claims : (struct claim_list){NULL, 0};
}

static int age_of(const struct caseload_row *row)
{
	return row->aged ? septel__claim_value(row->aged, KEY_AGE)->is.number : -1;
}

static json_t *json_text(const char *text)
{
	return text ? json_string(text) : json_null();
}

/* ---- as it is ---- */

static json_t *json_day(const struct claim *claim)
{
	char text[TIME_TEXT_SIZE];
	return claim ? json_string(septel__time_text(septel__claim_day(claim), text)) : json_null();
}

/* Sets a field where the role may have the column and the viewer may see its claims. */
static void set(struct answer *answer, int role, enum export_column_name column, const char *key,
		json_t *value, struct claim_list claims)
{
	if (septel__export_may_have(role, column)) {
		septel__record_set_if(answer, key, value, claims);
		return;
	}
	json_decref(value);
	septel__record_mask(answer, key);
}

/* Something about the person may be seen. */
static bool is_known(struct answer *answer, const struct thing *person)
{
	const struct claim_list about = septel__log_about(answer->view->log, person);
	for (size_t i = 0; i < about.count; i++)
		if (septel__answer_may_show(answer, about.at[i]))
			return true;
	return false;
}

static void tell_row(struct answer *answer, const struct caseload_row *row, int role)
{
	const struct thing *holder = row->held ? row->held->holder : NULL;
	septel__record_begin(answer);
	septel__record_set_thing(answer, "case", row->person);
	set(answer, role, COLUMN_STATE, "state", json_string(state_of(row)),
	    row->standing.rests_on);
	set(answer, role, COLUMN_OPTION, "option", json_string(option_of(row)),
	    one(&row->declared));
	set(answer, role, COLUMN_LEAD, "lead", septel__json_lead(row->lead), row->lead->claims);
	set(answer, role, COLUMN_HOLDER, "holder",
	    holder ? septel__json_view(holder->name) : json_null(), held_by(row));
	set(answer, role, COLUMN_HOLDER, "holder_kind",
	    json_text(holder ? septel__party_kind_text(holder) : NULL), held_by(row));
	set(answer, role, COLUMN_WEEK, "left", json_day(row->left), one(&row->left));
	set(answer, role, COLUMN_AGE, "age", row->aged ? json_integer(age_of(row)) : json_null(),
	    one(&row->aged));
	set(answer, role, COLUMN_OVERDUE, "overdue", json_integer((json_int_t)row->overdue),
	    row->promised);
	septel__record_end(answer);
}

void septel__tell_export(struct answer *answer, const struct caseload *caseload, int role)
{
	for (size_t i = 0; i < caseload->count; i++)
		if (is_known(answer, caseload->rows[i].person))
			tell_row(answer, &caseload->rows[i], role);
}

/* ---- coarsely ---- */

/* What the makers of cells work with. */
struct coding {
	struct answer *answer;
	struct coded_export *copy;
	struct septel_arena *arena;
	struct access_label label; /* of all that is told */
};

/* True where the viewer's clearance and captions reach all of them; the copy then bears their
 * labels.  Which role may have the column was decided before: a role may have coarsely what it
 * may not see. */
static bool rests_on(struct coding *coding, struct claim_list claims)
{
	struct case_view *view = coding->answer->view;
	struct access_label label = coding->label;
	bool seen = true;
	for (size_t i = 0; i < claims.count; i++) {
		const struct access_label own = septel__claim_label(view, claims.at[i]);
		if (!septel__may_see(&view->viewer, own)) {
			septel__answer_may_show(coding->answer, claims.at[i]); /* counts it */
			seen = false;
		}
		label = septel__label_join(label, own);
	}
	if (seen)
		coding->label = label;
	return seen && !view->failed;
}

static const char *cell_state(struct coding *coding, const struct caseload_row *row)
{
	return rests_on(coding, row->standing.rests_on) ? state_of(row) : NULL;
}

static const char *kept(struct coding *coding, const char *text)
{
	return septel_arena_copy(coding->arena, septel_view_of(text)).ptr;
}

static const char *cell_week(struct coding *coding, const struct caseload_row *row)
{
	char text[WEEK_TEXT_SIZE];
	if (!row->left || !rests_on(coding, one(&row->left)))
		return NULL;
	return kept(coding, septel__week_text(septel__claim_day(row->left), text));
}

static const char *cell_option(struct coding *coding, const struct caseload_row *row)
{
	return rests_on(coding, one(&row->declared)) ? option_of(row) : NULL;
}

/* Bodies are called by their names; persons, posts and groups by pseudonyms. */
static void put_party(struct coding *coding, struct septel_out *out, const struct thing *party)
{
	char text[PSEUDONYM_LETTERS + 1];
	if (septel__is_body(party)) {
		septel__out_view(out, party->name);
		return;
	}
	septel__pseudonym(coding->copy->key, party->name, text);
	septel__out_string(out, text);
}

static const char *cell_lead(struct coding *coding, const struct caseload_row *row)
{
	struct septel_out out;
	const struct claim_things lead = row->lead->lead;
	if (row->lead->standing == CLAIM_ANY)
		return "none";
	if (!rests_on(coding, one(&row->declared)) || !rests_on(coding, row->lead->claims))
		return NULL;
	septel__out_init(&out, coding->arena, 0);
	for (size_t i = 0; i < lead.count; i++) {
		septel__out_string(&out, i ? " with " : "");
		put_party(coding, &out, lead.at[i]);
	}
	return septel__out_terminated(&out);
}

static const char *cell_holder_kind(struct coding *coding, const struct caseload_row *row)
{
	if (!row->held || !row->held->holder || !rests_on(coding, held_by(row)))
		return NULL;
	return septel__party_kind_text(row->held->holder);
}

static const char *cell_overdue(struct coding *coding, const struct caseload_row *row)
{
	return rests_on(coding, row->promised) ? septel__count_band(row->overdue) : NULL;
}

static const char *cell_age(struct coding *coding, const struct caseload_row *row)
{
	return row->aged && rests_on(coding, one(&row->aged)) ? septel__age_band(age_of(row))
							      : NULL;
}

/* By enum export_column_name. */
static const char *(*const CELLS[])(struct coding *coding, const struct caseload_row *row) = {
	cell_state, cell_week, cell_option, cell_lead, cell_holder_kind, cell_overdue, cell_age,
};
_Static_assert(sizeof CELLS / sizeof *CELLS == COLUMN_COUNT, "one maker each");

/* Of them, those that are never given up where nobody chooses columns. */
#define COLUMNS_KEPT 2u

/* ---- the copy ---- */

struct coded_row {
	char pseudonym[PSEUDONYM_LETTERS + 1];
	const struct crowd_row *cells;
};

static int compare_pseudonyms(const void *a, const void *b)
{
	return strcmp(((const struct coded_row *)a)->pseudonym,
		      ((const struct coded_row *)b)->pseudonym);
}

static void tell_coded(struct coding *coding, const struct coded_row *row)
{
	const struct coded_export *copy = coding->copy;
	struct answer *answer = coding->answer;
	septel__record_begin(answer);
	septel__record_set(answer, "case", json_string(row->pseudonym));
	for (size_t i = 0; i < SEPTEL__EXPORT_COLUMNS_COUNT; i++)
		septel__record_set(answer, SEPTEL__EXPORT_COLUMNS[i], json_null());
	for (size_t i = 0; i < copy->column_count; i++)
		septel__record_set(answer, SEPTEL__EXPORT_COLUMNS[copy->columns[i]],
				   json_text(row->cells->cells[i]));
	septel__record_join(answer, coding->label, (struct septel_time){0});
	septel__record_end(answer);
}

static void fill(struct coding *coding, const struct caseload *caseload, struct crowd *crowd,
		 const struct thing **persons)
{
	const struct coded_export *copy = coding->copy;
	for (size_t i = 0; i < caseload->count; i++) {
		const struct caseload_row *row = &caseload->rows[i];
		struct crowd_row *cells = &crowd->rows[crowd->count];
		*cells = (struct crowd_row){{NULL}, false, 0};
		for (size_t j = 0; j < copy->column_count; j++)
			cells->cells[j] = CELLS[copy->columns[j]](coding, row);
		persons[crowd->count++] = row->person;
	}
}

static void tell_all(struct coding *coding, const struct crowd *crowd,
		     const struct thing *const *persons, struct coded_row *rows)
{
	size_t count = 0;
	for (size_t i = 0; i < crowd->count; i++) {
		if (!crowd->rows[i].told)
			continue;
		rows[count].cells = &crowd->rows[i];
		septel__pseudonym(coding->copy->key, persons[i]->name, rows[count++].pseudonym);
	}
	qsort(rows, count, sizeof *rows, compare_pseudonyms);
	for (size_t i = 0; i < count; i++)
		tell_coded(coding, &rows[i]);
}

bool septel__tell_export_coded(struct answer *answer, const struct caseload *caseload,
			       struct coded_export *copy)
{
	struct septel_arena *arena = answer->view->log->book->arena;
	struct coding coding = {.answer = answer, .copy = copy, .arena = arena};
	const size_t room = caseload->count + 1;
	struct crowd crowd = {.rows = septel_arena_alloc(arena, room * sizeof *crowd.rows),
			      .columns = copy->column_count,
			      .kept = COLUMNS_KEPT};
	const struct thing **persons = septel_arena_alloc(arena, room * sizeof(struct thing *));
	struct coded_row *rows = septel_arena_alloc(arena, room * sizeof *rows);
	if (!crowd.rows || !persons || !rows)
		return false;
	fill(&coding, caseload, &crowd, persons);
	if (septel_arena_failed(arena) || !septel__crowd_choose(&crowd))
		return false;
	copy->column_count = crowd.columns;
	copy->left_out = crowd.left_out;
	copy->alone = crowd.alone;
	tell_all(&coding, &crowd, persons, rows);
	return true;
}
