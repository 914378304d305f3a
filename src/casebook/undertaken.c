/* undertaken.c - see undertaken.h. */
#include "undertaken.h"

bool septel__undertaking_is_open(const struct ledger *ledger, const struct claim *made)
{
	const struct claim_list about = septel__log_about(ledger->log, made->about);
	struct promise promise;
	struct request request;
	if (made->type == CLAIM_REQUEST_MADE) {
		septel__request_fold(about, &request);
		return request.state == REQUEST_OPEN;
	}
	septel__promise_fold(ledger, about, &promise);
	return !septel__promise_is_over(&promise);
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

/* One that is told several times is looked at where it is told first. */
static bool is_told_before(const struct ledger *ledger, const struct claim *made)
{
	const struct claim_list about = septel__log_about(ledger->log, made->about);
	for (size_t i = 0; i < about.count && about.at[i] != made; i++)
		if (about.at[i]->type == made->type)
			return true;
	return false;
}

void septel__undertakings_open(const struct ledger *ledger, struct claim_list made,
			       const struct thing *person, struct claim_bag *open)
{
	const struct claim_list about = septel__log_about(ledger->log, person);
	for (size_t i = 0; i < made.count; i++)
		if (septel__is_on_case(made.at[i], person, about) &&
		    !is_told_before(ledger, made.at[i]) &&
		    septel__undertaking_is_open(ledger, made.at[i]))
			septel__bag_add(open, made.at[i]);
}
