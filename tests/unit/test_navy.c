/* Navy sets whose lines wrap where they please (invented values). */
#include "reading.h"

#define HEAD                                                                                       \
	"R 261628Z MAR 08\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\nUNCLAS //N01000//\n"             \
	"NAVADMIN 079/08\nSUBJ/BOATS//\nREF/A/DOC/OPNAV/01JAN2000//\n"                             \
	"REF/B/MSG/CNO WASHINGTON DC/091802ZSEP07//\n"

static void narrative_goes_on_at_what_looks_like_a_label(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed(HEAD "NARR/REF A IS THE BOAT MANUAL, WHOSE PARA\n"
			    "1. GOVERNS HULLS.  REF B IS NAVADMIN 211/07.//\n"
			    "RMKS/1.  FISH.\n2.  BOATS.//\n");
	assert_int_equal(m->references.count, 2);
	assert_view(m->references.at[1].id, "NAVADMIN211/07");
	assert_int_equal(m->paragraphs.count, 2);
	assert_view(m->paragraphs.at[0].text, "FISH.");
}

static void paragraph_ends_a_narrative_that_is_not_closed(void **state)
{
	(void)state;
	const struct septel_message *m = parsed(HEAD "NARR/REF A IS THE BOAT MANUAL.  REF B IS "
						     "NAVADMIN 211/07.\n"
						     "1.  FISH.\n2.  BOATS.//\n");
	assert_view(m->references.at[1].id, "NAVADMIN211/07");
	assert_int_equal(m->paragraphs.count, 2);
	assert_view(m->paragraphs.at[0].text, "FISH.");
}

static void number_at_a_line_start_is_the_number(void **state)
{
	(void)state;
	const struct septel_message *m =
		parsed("R 261628Z MAR 08\nFM CNO WASHINGTON DC\nTO NAVADMIN\nBT\n"
		       "UNCLAS //N01430// NAVADMIN 0171/06 MSGID/GENADMIN/CNO//\n\n"
		       "NAVADMIN 170/06 PART ONE\n\nSUBJ/BOATS//\n\nRMKS/1. FISH.//\n");
	assert_view(m->id, "NAVADMIN170/06");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(narrative_goes_on_at_what_looks_like_a_label),
		cmocka_unit_test(paragraph_ends_a_narrative_that_is_not_closed),
		cmocka_unit_test(number_at_a_line_start_is_the_number),
	};
	const int failed = cmocka_run_group_tests(tests, NULL, NULL);
	septel_arena_free(test_arena);
	return failed;
}
