/* Questions are put again in time, answers close them, and nothing goes on without end. */
#include "../../src/relay/service_book.h"
#include "unit.h"

#define HOUR ((moment)60 * 60 * 1000)
#define NOW  ((moment)1768135500 * 1000)

static const struct septel_view circuit = {"EAST-1", 6};

static struct service_request rerun_of(unsigned number)
{
	struct service_request request = {.kind = SERVICE_RERUN, .number_count = 1};
	request.numbers[0] = (struct service_numbers){"FPA", 3, number, number};
	return request;
}

static struct service_request rerun_by_key(const char *serial)
{
	struct service_request request = {.kind = SERVICE_RERUN};
	request.key = (struct message_key){"RUEHGB", "", SEPTEL_NUMBER_NONE, "3390637"};
	memcpy(request.key.serial, serial, strlen(serial));
	return request;
}

static struct service_book *new_book(void)
{
	struct service_book *book = malloc(sizeof *book);
	assert_non_null(book);
	septel__service_book_init(book);
	return book;
}

static void questions_are_put_three_times(void **state)
{
	(void)state;
	static const struct {
		enum septel_precedence precedence;
		moment hours;
	} rows[] = {{SEPTEL_FLASH, 2},
		    {SEPTEL_IMMEDIATE, 2},
		    {SEPTEL_PRIORITY, 8},
		    {SEPTEL_ROUTINE, 16},
		    {SEPTEL_PRECEDENCE_NONE, 16}};
	struct service_book *book = new_book();
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const moment wait = rows[i].hours * HOUR;
		struct service_request request = rerun_of(35), due;
		char outlet[64];
		assert_int_equal(septel__service_next(book), INT64_MAX);
		assert_true(septel__service_ask(book, &request, circuit, rows[i].precedence, NOW));
		assert_false(septel__service_ask(book, &request, circuit, rows[i].precedence, NOW));
		assert_int_equal(septel__service_next(book), NOW + wait);
		assert_int_equal(septel__service_due(book, NOW + wait - 1, &due, outlet),
				 DUE_NOTHING);
		for (unsigned n = 2; n <= 3; n++) {
			assert_int_equal(
				septel__service_due(book, NOW + (n - 1) * wait, &due, outlet),
				DUE_ASK_AGAIN);
			assert_int_equal(due.follow_up, n);
			assert_int_equal(due.kind, SERVICE_RERUN);
			assert_int_equal(due.numbers[0].from, 35);
			assert_string_equal(outlet, "EAST-1");
			assert_int_equal(
				septel__service_due(book, NOW + (n - 1) * wait, &due, outlet),
				DUE_NOTHING);
		}
		assert_int_equal(septel__service_due(book, NOW + 3 * wait, &due, outlet),
				 DUE_OPERATOR);
		assert_int_equal(book->question_count, 0);
	}
	free(book);
}

static void answers_close_questions(void **state)
{
	(void)state;
	struct service_book *book = new_book();
	const struct service_request number = rerun_of(35), key = rerun_by_key("3796");
	const struct service_request other = rerun_by_key("3797");
	assert_true(septel__service_ask(book, &number, circuit, SEPTEL_ROUTINE, NOW));
	assert_true(septel__service_ask(book, &key, circuit, SEPTEL_ROUTINE, NOW));
	assert_false(septel__service_settle(book, SERVICE_RERUN, circuit, "FPA036", NULL));
	assert_false(
		septel__service_settle(book, SERVICE_RERUN, VIEW_LITERAL("WEST"), "FPA035", NULL));
	assert_false(septel__service_settle(book, SERVICE_ASK_RELAYED, circuit, "FPA035", NULL));
	assert_false(septel__service_settle(book, SERVICE_RERUN, circuit, "", &other.key));
	assert_true(septel__service_settle(book, SERVICE_RERUN, circuit, "FPA035", NULL));
	assert_true(septel__service_settle(book, SERVICE_RERUN, circuit, NULL, &key.key));
	assert_int_equal(book->question_count, 0);
	free(book);
}

static void nothing_is_done_without_end(void **state)
{
	(void)state;
	struct service_book *book = new_book();
	const struct service_request request = rerun_of(35);
	for (unsigned i = 0; i < SERVICE_ANSWERS_A_DAY; i++) {
		assert_int_equal(septel__service_times(book, &request, 35, circuit, NOW), i);
		assert_true(septel__service_done(book, &request, 35, circuit, NOW));
	}
	assert_false(septel__service_done(book, &request, 35, circuit, NOW));
	assert_true(septel__service_done(book, &request, 36, circuit, NOW));
	assert_true(septel__service_done(book, &request, 35, VIEW_LITERAL("WEST"), NOW));
	assert_true(septel__service_done(book, &request, 35, circuit, NOW + 24 * HOUR));
	/* Full of this day: no more; the next day it has room again. */
	unsigned done = 0;
	for (unsigned n = 100; n < 100 + 2 * SERVICE_ANSWERS_LIMIT; n++)
		done += septel__service_done(book, &request, n, circuit, NOW + 24 * HOUR);
	assert_int_equal(done, SERVICE_ANSWERS_LIMIT - 1);
	assert_true(septel__service_done(book, &request, 1, circuit, NOW + 48 * HOUR));
	free(book);
}

static void the_book_is_text(void **state)
{
	(void)state;
	struct service_book *book = new_book(), *again = new_book();
	struct service_request number = rerun_of(35), key = rerun_by_key("116B"), due;
	struct septel_out out, second;
	char outlet[64];
	key.key.section = 2;
	assert_true(septel__service_ask(book, &number, circuit, SEPTEL_IMMEDIATE, NOW));
	assert_true(septel__service_ask(book, &key, circuit, SEPTEL_ROUTINE, NOW));
	assert_int_equal(septel__service_due(book, NOW + 2 * HOUR, &due, outlet), DUE_ASK_AGAIN);
	septel__out_init(&out, NULL, 0);
	septel__out_init(&second, NULL, 0);
	septel__service_book_write(book, &out);
	assert_view(septel__out_written(&out),
		    "rerun EAST-1 FPA035 - - -1 - 3 2 1768135500000 1768149900000\n"
		    "rerun EAST-1 - RUEHGB 116B 2 3390637 1 1 1768135500000 1768193100000\n");
	assert_true(septel__service_book_read(again, septel__out_written(&out)));
	septel__service_book_write(again, &second);
	assert_true(septel__equal(septel__out_written(&out), septel__out_written(&second)));
	static const char *const hostile[] = {
		"rerun",
		"nonsense EAST-1 FPA035 - - -1 - 3 2 1768135500000 1768149900000",
		"rerun EAST-1 FPA035 - - -1 - 3 4 1768135500000 1768149900000",
		"rerun EAST-1 FPA035 - - -1 - 9 2 1768135500000 1768149900000",
		"rerun EAST-1 FPA035 - - -2 - 3 2 1768135500000 1768149900000",
		"rerun EAST-1 FPA035 - - -1 - 3 2 1768135500000 -5",
		"rerun EAST-1 FPA035 - - -1 - 3 2 1768135500000 99999999999999999999999",
		"rerun EAST-1 FPA035 - - -1 - 3 2 1768135500000 1768149900000 more",
		"rerun EAST-1 FPA03500000000000000 - - -1 - 3 2 1768135500000 1768149900000",
	};
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		if (septel__service_book_read(again, septel_view_of(hostile[i])))
			fail_msg("taken: %s", hostile[i]);
		assert_int_equal(again->question_count, 2);
	}
	septel__out_release(&out);
	septel__out_release(&second);
	free(book);
	free(again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions_are_put_three_times),
		cmocka_unit_test(answers_close_questions),
		cmocka_unit_test(nothing_is_done_without_end),
		cmocka_unit_test(the_book_is_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
