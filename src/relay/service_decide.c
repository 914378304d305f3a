/* service_decide.c - what a station does about one request, by what it knows of the matter.
 *
 * Nothing is done by itself that was not understood whole, that was done often enough on the day,
 * or that only a person can judge.  Where a copy is gone, or was never there, a person is told:
 * silence would be a lost message.
 */
#include "service.h"
#include "service_book.h"

#include "../base/date.h"

#include <stdio.h>

static void tell(struct service_decision *decision, const char *reason)
{
	decision->deeds |= DEED_OPERATOR;
	decision->reason = reason;
}

static void put_number(struct service_request *request, const char *identification)
{
	struct channel_number number;
	if (!septel__channel_number_read(&number, septel_view_of(identification)))
		return;
	struct service_numbers *numbers = &request->numbers[request->number_count++];
	*numbers = (struct service_numbers){
		.digits = number.digits, .from = number.number, .to = number.number};
	memcpy(numbers->letters, number.letters, sizeof number.letters);
}

/* An answer of that kind, about the very thing that was asked. */
static struct service_request *answer(struct service_decision *decision, enum service_kind kind,
				      const struct service_known *known)
{
	const struct service_procedure *procedure = septel__service_procedure(kind);
	decision->deeds |= DEED_ANSWER;
	decision->answer = (struct service_request){.kind = kind};
	decision->answer.key.section = SEPTEL_NUMBER_NONE;
	decision->precedence = procedure->precedence ? procedure->precedence : known->precedence;
	return &decision->answer;
}

static void answer_number(struct service_decision *decision, enum service_kind kind,
			  const struct service_request *request, unsigned number,
			  const struct service_known *known)
{
	struct service_request *said = answer(decision, kind, known);
	said->numbers[0] = request->numbers[0];
	for (size_t i = 0; i < request->number_count; i++)
		if (request->numbers[i].from <= number && number <= request->numbers[i].to)
			said->numbers[0] = request->numbers[i];
	said->numbers[0].from = said->numbers[0].to = number;
	said->number_count = 1;
}

/* ---- sent again ----------------------------------------------------------------------------- */

static void resend(struct service_decision *decision, const struct service_known *known,
		   unsigned deeds)
{
	if (!known->found)
		tell(decision, "there is no record of it");
	else if (!known->held)
		tell(decision, "its text is not kept any more");
	else
		decision->deeds |= DEED_RESEND | deeds;
}

/* Open with them: what went under it goes again; what carried nothing is said to. */
static void decide_open(struct service_decision *decision, const struct service_request *request,
			unsigned number, const struct service_known *known)
{
	if (known->use == NUMBER_FOREIGN)
		tell(decision, "that number is none of ours");
	else if (known->use == NUMBER_VOID || (known->use == NUMBER_NOT_GIVEN && !known->found) ||
		 (known->found && known->state != COPY_DONE))
		/* Not used; or what went under it waits, and goes under another. */
		answer_number(decision, SERVICE_CANCEL, request, number, known);
	else
		resend(decision, known, 0);
}

static void decide_awaiting(struct service_decision *decision,
			    const struct service_request *request, unsigned number,
			    const struct service_known *known)
{
	if (known->answered == 0)
		decide_open(decision, request, number, known);
}

static void decide_rerun(struct service_decision *decision, const struct service_known *known)
{
	if (known->found && known->state != COPY_DONE)
		return; /* it waits, and goes out whole */
	resend(decision, known, known->tributary ? DEED_PILOT : 0);
}

static void decide_corrected(struct service_decision *decision, const struct service_known *known)
{
	if (known->found && known->state != COPY_DONE)
		tell(decision, "it has not gone there yet");
	else if (known->found && known->doubtful)
		tell(decision, "ours is doubtful itself: ask where it came from");
	else
		resend(decision, known, DEED_CORRECTED);
}

/* ---- numbers ----------------------------------------------------------------------------------
 */

static void decide_void(struct service_decision *decision, const struct service_request *request)
{
	struct channel_number number;
	if (!septel__channel_number_read(&number, septel_view_of(request->blanked)))
		return;
	decision->deeds |= DEED_VOID;
	decision->number = number.number;
}

/* They have received all up to that number. */
static void decide_last_received(struct service_decision *decision,
				 const struct service_known *known)
{
	decision->deeds |= DEED_SETTLE;
	if (known->use == NUMBER_FOREIGN)
		tell(decision, "that number is none of ours");
	else if (!known->is_last)
		tell(decision, "later numbers have not come there");
}

static void decide_last_sent(struct service_decision *decision,
			     const struct service_request *request,
			     const struct service_known *known)
{
	struct channel_number last;
	decision->deeds |= DEED_SETTLE;
	const struct service_numbers *sent = &request->numbers[0];
	if (!septel__channel_number_read(&last, septel_view_of(known->last_received)) ||
	    memcmp(last.letters, sent->letters, sizeof last.letters) != 0 ||
	    last.number != sent->from)
		tell(decision, "their last number has not come");
}

static void answer_last(struct service_decision *decision, enum service_kind kind,
			const char *identification, const struct service_known *known)
{
	put_number(answer(decision, kind, known), identification);
	if (decision->answer.number_count)
		return;
	decision->deeds &= ~(unsigned)DEED_ANSWER;
	tell(decision, "there is no such number yet");
}

/* Cancelled by the station that sent it: what waits is stopped, what is gone is gone. */
static void decide_cancel(struct service_decision *decision, unsigned number,
			  const struct service_known *known)
{
	if (known->is_open) {
		decision->deeds |= DEED_CLOSE_NUMBER;
		decision->number = number;
	} else if (!known->found || !known->by_origin) {
		tell(decision, "cancelled by the other station");
	} else if (known->state == COPY_DONE || known->state == COPY_SENDING) {
		tell(decision, "cancelled, but it has gone on");
	} else if (known->state != COPY_CANCELLED) {
		decision->deeds |= DEED_CANCEL;
	}
}

/* ---- ways ---------------------------------------------------------------------------------------
 */

static void put_time(char text[FILING_SIZE], moment when)
{
	const struct septel_time time = septel__from_seconds(when / 1000);
	if (time.year && time.day >= 1 && time.day <= 31 && time.hour >= 0 && time.minute >= 0)
		snprintf(text, FILING_SIZE, "%02u%02u%02uZ", (unsigned)time.day % 100u,
			 (unsigned)time.hour % 100u, (unsigned)time.minute % 100u);
}

static bool is_routing(struct septel_view name)
{
	if (name.len < 4 || name.len >= ROUTING_INDICATOR_SIZE)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!septel__is_upper(name.ptr[i]))
			return false;
	return name.ptr[0] == 'R' || name.ptr[0] == 'Q';
}

/* To whom it went, under what, when: as a ZDQ says it. */
static void put_passage(struct service_request *request, const struct service_known *known)
{
	if (is_routing(known->to) && request->routing_count < SERVICE_ROUTING_LIMIT)
		memcpy(request->routing[request->routing_count++], known->to.ptr, known->to.len);
	char identification[IDENTIFICATION_SIZE] = "";
	if (known->sent_as.len && known->sent_as.len < sizeof identification)
		memcpy(identification, known->sent_as.ptr, known->sent_as.len);
	request->number_count = 0;
	put_number(request, identification);
	put_time(request->time, known->sent);
}

static void answer_relayed(struct service_decision *decision, const struct service_request *request,
			   const struct service_known *known)
{
	struct service_request *said = answer(decision, SERVICE_RELAYED, known);
	said->key = known->key.origin[0] ? known->key : request->key;
	if (known->delivered_here) {
		put_time(said->time, known->sent);
		said->reason = VIEW_LITERAL("DELIVERED HERE");
	} else if (known->state != COPY_DONE) {
		said->reason = VIEW_LITERAL("WAITS FOR TRANSMISSION");
	} else {
		put_passage(said, known);
	}
	if (!said->key.origin[0]) {
		decision->deeds &= ~(unsigned)DEED_ANSWER;
		tell(decision, "the message has no identity to answer by");
	}
}

static void decide_relayed(struct service_decision *decision, const struct service_request *request,
			   const struct service_known *known)
{
	if (!known->found)
		tell(decision, "there is no record of it");
	else
		answer_relayed(decision, request, known);
}

/* A tracer follows the message, hop by hop; where that ends the answer goes back. */
static void decide_tracer(struct service_decision *decision, const struct service_request *request,
			  const struct service_known *known)
{
	if (!known->found) {
		tell(decision, "there is no record of it");
	} else if (known->delivered_here || known->state != COPY_DONE || !is_routing(known->to)) {
		answer_relayed(decision, request, known);
		tell(decision, "somebody claims not to have received it");
	} else {
		struct service_request *traced = answer(decision, SERVICE_TRACER, known);
		const unsigned deeds = decision->deeds & ~(unsigned)DEED_ANSWER;
		*traced = *request;
		/* The station it went to comes last; behind those of the heading it was seen with.
		 */
		traced->routing_count -= request->routing_count > 0 && request->time[0] != '\0';
		put_passage(traced, known);
		decision->deeds = deeds | DEED_FORWARD;
	}
}

static void decide_ask_alternate(struct service_decision *decision,
				 const struct service_request *request,
				 const struct service_known *known)
{
	if (!known->has_route) {
		tell(decision, "asks for another way; there is none known");
		return;
	}
	struct service_request *said = answer(decision, SERVICE_ALTERNATE, known);
	memcpy(said->routing, request->routing, sizeof said->routing);
	said->routing_count = request->routing_count;
}

/* ---- all
 * ----------------------------------------------------------------------------------------- */

static void decide_kind(struct service_decision *decision, const struct service_request *request,
			unsigned number, const struct service_known *known)
{
	switch (request->kind) {
	case SERVICE_OPEN_NUMBER:
		decide_open(decision, request, number, known);
		break;
	case SERVICE_AWAITING:
		decide_awaiting(decision, request, number, known);
		break;
	case SERVICE_RERUN:
	case SERVICE_REPEAT:
		decide_rerun(decision, known);
		break;
	case SERVICE_CORRECTION_WANTED:
		decide_corrected(decision, known);
		break;
	case SERVICE_TWO_NUMBERS:
	case SERVICE_STRAY_NUMBER:
		decide_void(decision, request);
		break;
	case SERVICE_LAST_RECEIVED:
		decide_last_received(decision, known);
		break;
	case SERVICE_LAST_SENT:
		decide_last_sent(decision, request, known);
		break;
	case SERVICE_ASK_LAST_RECEIVED:
		answer_last(decision, SERVICE_LAST_RECEIVED, known->last_received, known);
		break;
	case SERVICE_ASK_LAST_SENT:
		answer_last(decision, SERVICE_LAST_SENT, known->last_sent, known);
		break;
	case SERVICE_CLOSING:
		put_number(answer(decision, SERVICE_CLOSING_AGREED, known), known->last_received);
		break;
	case SERVICE_CANCEL:
		decide_cancel(decision, number, known);
		break;
	case SERVICE_ASK_RELAYED:
		decide_relayed(decision, request, known);
		break;
	case SERVICE_TRACER:
		decide_tracer(decision, request, known);
		break;
	case SERVICE_ASK_ALTERNATE:
		decide_ask_alternate(decision, request, known);
		break;
	case SERVICE_ACCEPT_ONLY:
		decision->deeds |= DEED_HOLD;
		decision->precedence = request->precedence;
		break;
	default:
		break;
	}
}

/* What stands beside something that is acted on says nothing more. */
static bool is_beside(const struct service_request *request, const struct service_reading *reading)
{
	return request->kind == SERVICE_ATTENTION && reading->count > 1;
}

void septel__service_decide(const struct service_request *request, unsigned number,
			    const struct service_known *known,
			    const struct service_reading *reading,
			    struct service_decision *decision)
{
	const struct service_procedure *procedure = septel__service_procedure(request->kind);
	*decision = (struct service_decision){.deeds = DEED_NOTE};
	if (!procedure || request->partly) {
		tell(decision, "not understood");
		return;
	}
	if (reading->turned) {
		tell(decision, "a word in it may turn its sense");
		return;
	}
	if (procedure->answers)
		decision->deeds |= DEED_SETTLE;
	if (procedure->hands == HANDS_OPERATOR && !is_beside(request, reading))
		tell(decision, procedure->meaning);
	if (procedure->hands != HANDS_STATION && procedure->hands != HANDS_BOTH)
		return;
	if (known->answered >= SERVICE_ANSWERS_A_DAY) {
		tell(decision, "done often enough today");
		return;
	}
	decide_kind(decision, request, number, known);
	if (procedure->hands == HANDS_BOTH && !(decision->deeds & DEED_CLOSE_NUMBER) &&
	    !decision->reason)
		tell(decision, procedure->meaning);
}
