/* test_family.c - the tables behind tracing, family visits and accounts that differ. */
#include "../../src/casebook/accounts.h"
#include "../../src/casebook/family.h"
#include "unit.h"

/* ---- tracing ---- */

static void trace_steps(void **state)
{
	(void)state;
	size_t count;
	const struct trace_step *steps = septel__trace_steps(&count);
	const struct list_row *states = septel__list_row(LIST_TRACE_STATE);
	unsigned reached = 1, left = 0;
	for (size_t i = 0; i < count; i++) {
		const int from = septel__word_of(LIST_TRACE_STATE, septel_view_of(steps[i].from));
		const int to = septel__word_of(LIST_TRACE_STATE, septel_view_of(steps[i].to));
		assert_true(from >= 0 && to >= 0 && from != to);
		reached |= 1u << to;
		left |= 1u << from;
		for (size_t j = 0; j < i; j++)
			assert_false(strcmp(steps[i].from, steps[j].from) == 0 &&
				     strcmp(steps[i].to, steps[j].to) == 0);
		/* Contact is restored behind the question alone. */
		if (strcmp(steps[i].to, "contact-restored") == 0)
			assert_string_equal(steps[i].from, "consent-asked");
	}
	assert_int_equal(reached, (1u << states->count) - 1);
	assert_int_equal(left, (1u << states->count) - 1);
}

/* ---- visits ---- */

static void visit_steps(void **state)
{
	(void)state;
	size_t count;
	const struct visit_step *steps = septel__visit_steps(&count);
	bool reached[VISIT_STATES] = {true};
	for (size_t i = 0; i < count; i++) {
		assert_int_not_equal(steps[i].from, steps[i].event);
		assert_int_not_equal(steps[i].from, VISIT_HELD);
		if (steps[i].event == VISIT_HELD)
			assert_int_equal(steps[i].from, VISIT_CONSENTED);
		reached[steps[i].event] = true;
		for (size_t j = 0; j < i; j++)
			assert_false(steps[i].from == steps[j].from &&
				     steps[i].event == steps[j].event);
	}
	for (int i = 0; i < VISIT_STATES; i++) {
		assert_true(reached[i]);
		assert_non_null(septel__visit_state_name((enum visit_state)i));
	}
}

/* ---- accounts ---- */

static const struct key_row *row_of(enum claim_type type, enum claim_key key)
{
	return septel__key_of(type, septel_view_of(septel__key_name(key)));
}

static bool names_things(enum value_kind kind)
{
	return kind == VALUE_PARTY || kind == VALUE_PARTIES || kind == VALUE_PLACE ||
	       kind == VALUE_COUNTRY;
}

static void assert_scope(const struct account_topic *topic, enum claim_type type)
{
	const struct key_row *row = row_of(type, topic->scope_key);
	if (topic->scope == SCOPE_NAME || topic->scope == SCOPE_STATE ||
	    topic->scope == SCOPE_OPTION)
		assert_true(row && names_things(row->value));
	if (topic->scope == SCOPE_WORD)
		assert_true(row && row->value == VALUE_WORD);
	if (topic->scope == SCOPE_STAY || topic->scope == SCOPE_RETURN)
		assert_int_equal(septel__type_row(type)->of, THING_PARTY);
}

static void topics(void **state)
{
	(void)state;
	size_t count;
	const struct account_topic *rows = septel__account_topics(&count);
	for (size_t i = 0; i < count; i++) {
		assert_int_not_equal(rows[i].claims[0].type, CLAIM_ANY);
		for (size_t j = 0; j < TOPIC_CLAIMS && rows[i].claims[j].type != CLAIM_ANY; j++) {
			const enum claim_key key = rows[i].claims[j].value;
			const struct key_row *row =
				key == CLAIM_KEYS ? NULL : row_of(rows[i].claims[j].type, key);
			assert_true(row || key == CLAIM_KEYS);
			if (rows[i].compare == COMPARE_TYPES)
				assert_int_equal(key, CLAIM_KEYS);
			if (rows[i].compare == COMPARE_NAMES)
				assert_true(row && names_things(row->value));
			if (rows[i].compare == COMPARE_AGES)
				assert_true(row && row->value == VALUE_NUMBER);
			assert_scope(&rows[i], rows[i].claims[j].type);
		}
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(rows[i].name, rows[j].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trace_steps),
		cmocka_unit_test(visit_steps),
		cmocka_unit_test(topics),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
