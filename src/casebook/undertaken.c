/* undertaken.c - see undertaken.h. */
#include "undertaken.h"

bool septel__undertaking_is_open(const struct case_log *log, const struct claim *made)
{
	static const enum claim_type ENDS[] = {
		CLAIM_PROMISE_KEPT,     CLAIM_PROMISE_ON_BEHALF, CLAIM_PROMISE_DECLINED,
		CLAIM_PROMISE_BROKEN,   CLAIM_PROMISE_WAIVED,    CLAIM_PROMISE_SUPERSEDED,
		CLAIM_REQUEST_ANSWERED, CLAIM_REQUEST_WITHDRAWN, CLAIM_ANY};
	return septel__last_of(septel__log_about(log, made->about), ENDS) == NULL;
}

bool septel__message_tells_of(const struct journal_message *message, struct claim_list about)
{
	for (size_t i = 0; i < about.count; i++)
		if (about.at[i]->message == message ||
		    septel__equal(about.at[i]->message->id, message->id))
			return true;
	return false;
}

bool septel__is_on_case(const struct claim *made, const struct thing *person,
			struct claim_list about)
{
	const struct thing *of = septel__claim_thing(made, KEY_ABOUT);
	return of ? septel__is_part_of(person, of) : septel__message_tells_of(made->message, about);
}

void septel__undertakings_open(const struct case_log *log, struct claim_list made,
			       const struct thing *person, struct claim_bag *open)
{
	const struct claim_list about = septel__log_about(log, person);
	for (size_t i = 0; i < made.count; i++)
		if (septel__is_on_case(made.at[i], person, about) &&
		    septel__undertaking_is_open(log, made.at[i]))
			septel__bag_add(open, made.at[i]);
}
