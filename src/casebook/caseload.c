/* caseload.c - see caseload.h. */
#include "caseload.h"

#include "evidence.h"

/* The rows by the number of their person, and the claims about promises on them. */
struct promised {
	struct caseload_row **row_of;
	struct claim_bag *bags; /* of each row */
};

static const struct claim *last_departure(struct claim_list about)
{
	static const enum claim_type LEFT[] = {CLAIM_PERSON_LEFT, CLAIM_ANY};
	return septel__last_of(about, LEFT);
}

static const struct claim *last_age(struct claim_list about)
{
	for (size_t i = about.count; i > 0; i--) {
		const struct claim_value *age = septel__claim_value(about.at[i - 1], KEY_AGE);
		if (age && !age->silent)
			return about.at[i - 1];
	}
	return NULL;
}

static void read_row(struct caseload_row *row, const struct case_log *log,
		     const struct case_rules *rules, const struct thing *person)
{
	struct custody custody;
	const struct claim_list about = septel__log_about(log, person);
	*row = (struct caseload_row){
		.person = person, .left = last_departure(about), .aged = last_age(about)};
	septel__standing_read(&row->standing, log, rules, person);
	row->option = septel__choice(log, person, &row->declared);
	row->lead = &rules->leads[row->option];
	septel__custody_read(&custody, log, person);
	row->held = septel__custody_now(&custody);
}

/* ---- promises ---- */

/* The case that a promise is about; NULL: none, or one that nobody has named. */
static struct caseload_row *row_of_promise(const struct promised *promised,
					   struct claim_list claims)
{
	const struct claim *about = septel__promise_term(claims, KEY_ABOUT);
	const struct thing *person = about ? septel__claim_thing(about, KEY_ABOUT) : NULL;
	return person ? promised->row_of[person->number] : NULL;
}

static bool read_promises(const struct caseload *caseload, const struct promised *promised,
			  const struct ledger *ledger)
{
	const struct claim_things promises = septel__ledger_things(ledger, THING_PROMISE);
	for (size_t i = 0; promises.at && i < promises.count; i++) {
		struct promise promise;
		const struct claim_list claims = septel__log_about(ledger->log, promises.at[i]);
		struct caseload_row *row = row_of_promise(promised, claims);
		if (!row)
			continue;
		septel__promise_fold(ledger, claims, &promise);
		row->overdue += promise.state == PROMISE_OVERDUE;
		septel__bag_add_all(&promised->bags[row - caseload->rows], claims);
	}
	return promises.at != NULL;
}

static bool read_overdue(struct caseload *caseload, const struct case_log *log,
			 enum week_begin week)
{
	struct ledger ledger;
	struct septel_arena *arena = log->book->arena;
	const size_t things = log->book->thing_count;
	struct promised promised = {
		septel_arena_alloc(arena, (things + 1) * sizeof(struct caseload_row *)),
		septel_arena_alloc(arena, (caseload->count + 1) * sizeof(struct claim_bag))};
	if (!promised.row_of || !promised.bags || !septel__ledger_open(&ledger, log, week))
		return false;
	for (size_t i = 0; i <= things; i++)
		promised.row_of[i] = NULL;
	for (size_t i = 0; i < caseload->count; i++) {
		promised.row_of[caseload->rows[i].person->number] = &caseload->rows[i];
		promised.bags[i] = (struct claim_bag){.arena = arena};
	}
	if (!read_promises(caseload, &promised, &ledger))
		return false;
	for (size_t i = 0; i < caseload->count; i++)
		caseload->rows[i].promised = septel__bag_list(&promised.bags[i]);
	return true;
}

/* ---- all of it ---- */

bool septel__caseload_read(struct caseload *caseload, const struct case_log *log,
			   enum week_begin week)
{
	*caseload = (struct caseload){.count = 0};
	septel__rules_read(&caseload->rules, log);
	const struct thing **cases = septel__cases(log, &caseload->count);
	if (!cases)
		return caseload->count == 0 && !septel_arena_failed(log->book->arena);
	caseload->rows = septel_arena_alloc(log->book->arena,
					    (caseload->count + 1) * sizeof *caseload->rows);
	if (!caseload->rows)
		return false;
	for (size_t i = 0; i < caseload->count; i++)
		read_row(&caseload->rows[i], log, &caseload->rules, cases[i]);
	return read_overdue(caseload, log, week) && !septel_arena_failed(log->book->arena);
}
