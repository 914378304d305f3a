/* doc/relay.md shows the table of service messages: every row of it, as it is. */
#include "../../src/relay/service.h"
#include "unit.h"

#define DOCUMENT_LIMIT ((size_t)1 << 20)

static const char *hands_of(const struct service_procedure *procedure)
{
	static const char *const names[] = {[HANDS_STATION] = "station",
					    [HANDS_OPERATOR] = "operator",
					    [HANDS_BOTH] = "both",
					    [HANDS_NOTED] = "noted"};
	return names[procedure->hands];
}

static void the_manual_has_every_row(void **state)
{
	(void)state;
	char *document = malloc(DOCUMENT_LIMIT);
	FILE *file = fopen(DOCUMENT, "rb");
	assert_non_null(document);
	assert_non_null(file);
	const size_t length = fread(document, 1, DOCUMENT_LIMIT, file);
	fclose(file);
	assert_true(length > 0 && length < DOCUMENT_LIMIT);
	size_t count, missing = 0;
	const struct service_procedure *rows = septel__service_procedures(&count);
	for (size_t i = 0; i < count; i++) {
		char line[512];
		snprintf(line, sizeof line, "| `%s` | %s | %s | %s |", rows[i].form,
			 rows[i].meaning, hands_of(&rows[i]), rows[i].action);
		if (septel__find((struct septel_view){document, length}, line, 0) ==
		    VIEW_NOT_FOUND) {
			print_message("%s\n", line);
			missing++;
		}
	}
	free(document);
	assert_int_equal(missing, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_manual_has_every_row)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
