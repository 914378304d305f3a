/* service_procedures.c - the table of service messages: how each is written, who acts on it.
 *
 * A row of it: kind, name, INT, signal, form; meaning; operands; precedence, hands, what it
 * answers; what the station does.  doc/relay.md shows the last of these, and a test holds it
 * against this.
 */
#include "service.h"

#define MESSAGE (OPERAND_NUMBERS | OPERAND_KEY | OPERAND_NEEDS_MESSAGE)
#define NUMBER  (OPERAND_NUMBERS | OPERAND_NEEDS_NUMBERS)
#define KEY     (OPERAND_KEY | OPERAND_NEEDS_MESSAGE)
#define EACH    OPERAND_EACH
#define ROUTE   (OPERAND_ROUTING | OPERAND_NEEDS_ROUTING)

#define OF_MESSAGE SEPTEL_PRECEDENCE_NONE

static const struct service_procedure procedures[] = {
	{SERVICE_OPEN_NUMBER, "open-number", "ZFX", false, "ZFX n", "open number", NUMBER | EACH,
	 SEPTEL_IMMEDIATE, HANDS_STATION, SERVICE_NONE,
	 "sends what went out under it again, under a new number; says ZFR where nothing did"},
	{SERVICE_TWO_MESSAGES, "two-messages", "ZFQ", false, "ZFQ n k",
	 "two messages under one number", NUMBER | OPERAND_KEY, SEPTEL_PRIORITY, HANDS_OPERATOR,
	 SERVICE_NONE, "tells the operator: our count is wrong"},
	{SERVICE_TWO_NUMBERS, "two-numbers", "ZFU", false, "ZFU n b k",
	 "one message under two numbers", NUMBER | OPERAND_BLANKED | OPERAND_KEY, SEPTEL_PRIORITY,
	 HANDS_STATION, SERVICE_NONE, "blanks the higher number"},
	{SERVICE_NO_NUMBER, "no-number", "ZFT", false, "ZFT k n", "no channel number",
	 OPERAND_NUMBERS | KEY, SEPTEL_PRIORITY, HANDS_NOTED, SERVICE_NONE, "notes it"},
	{SERVICE_STRAY_NUMBER, "stray-number", "ZFV", false, "n b ZFV k[ RELEASED ZDG b BLANKED]",
	 "number inside a message", NUMBER | OPERAND_BLANKED | OPERAND_KEY, SEPTEL_PRIORITY,
	 HANDS_BOTH, SERVICE_NONE, "blanks the inner number; tells the operator"},
	{SERVICE_LAST_RECEIVED, "last-received", "ZID", false, "ZID n", "last number received",
	 NUMBER, SEPTEL_PRIORITY, HANDS_STATION, SERVICE_ASK_LAST_RECEIVED,
	 "compares it with the last one sent; tells the operator where later ones did not come"},
	{SERVICE_AWAITING, "awaiting", "", false, "AWAITING ZDK n", "still awaited", NUMBER | EACH,
	 SEPTEL_PRIORITY, HANDS_STATION, SERVICE_NONE,
	 "sends it again, unless that was done on the same day"},
	{SERVICE_LAST_SENT, "last-sent", "ZIC", false, "ZIC n", "last number sent", NUMBER,
	 SEPTEL_PRIORITY, HANDS_STATION, SERVICE_ASK_LAST_SENT,
	 "compares it with the last one received; tells the operator where it has not come"},
	{SERVICE_ASK_LAST_RECEIVED, "ask-last-received", "ZID", true, "INT ZID",
	 "what number have you received last?", 0, SEPTEL_PRIORITY, HANDS_STATION, SERVICE_NONE,
	 "answers ZID"},
	{SERVICE_ASK_LAST_SENT, "ask-last-sent", "ZIC", true, "INT ZIC",
	 "what number have you sent last?", 0, SEPTEL_PRIORITY, HANDS_STATION, SERVICE_NONE,
	 "answers ZIC"},
	{SERVICE_CLOSING, "closing", "ZKJ", true, "INT ZKJ[ ZID n]", "may I close down?",
	 OPERAND_NUMBERS, SEPTEL_PRIORITY, HANDS_BOTH, SERVICE_NONE,
	 "answers ZKJ1 with the last number received; tells the operator"},
	{SERVICE_CLOSING_AGREED, "closing-agreed", "ZKJ1", false, "ZKJ1[ ZID n]",
	 "closing down agreed", OPERAND_NUMBERS, SEPTEL_PRIORITY, HANDS_BOTH, SERVICE_CLOSING,
	 "closes the question; tells the operator"},
	{SERVICE_CHANNEL_CHECK, "channel-check", "", false,
	 "CHANNEL CHECK RYRYRYRYRYRYRYRY ABCDEFGHIJKLMNOPQRSTUVWXYZ 1234567890", "channel check", 0,
	 SEPTEL_PRIORITY, HANDS_NOTED, SERVICE_NONE, "notes it"},
	{SERVICE_FLASH_RECEIPT, "flash-receipt", "", false, "R Z n", "receipt for FLASH", NUMBER,
	 SEPTEL_IMMEDIATE, HANDS_STATION, SERVICE_NONE, "notes the receipt"},
	{SERVICE_PRINTABILITY, "printability", "ZBZ", false, "ZBZd", "printability, 1 to 5", 0,
	 SEPTEL_ROUTINE, HANDS_NOTED, SERVICE_ASK_PRINTABILITY, "notes it"},
	{SERVICE_ASK_PRINTABILITY, "ask-printability", "ZBZ", true, "INT ZBZ",
	 "what is my printability?", 0, SEPTEL_ROUTINE, HANDS_OPERATOR, SERVICE_NONE,
	 "tells the operator"},
	{SERVICE_READABILITY, "readability", "ZBK", false, "ZBKd",
	 "received clear (1), garbled (2)", 0, SEPTEL_ROUTINE, HANDS_NOTED, SERVICE_ASK_READABILITY,
	 "notes it"},
	{SERVICE_ASK_READABILITY, "ask-readability", "ZBK", true, "INT ZBK",
	 "do you receive me clear?", 0, SEPTEL_ROUTINE, HANDS_OPERATOR, SERVICE_NONE,
	 "tells the operator"},
	{SERVICE_RERUN, "rerun", "ZES2", false, "ZES2 n k", "garbled or incomplete, send again",
	 MESSAGE | EACH, OF_MESSAGE, HANDS_STATION, SERVICE_NONE,
	 "sends it again under a new number, with a pilot to a tributary"},
	{SERVICE_REPEAT, "repeat", "ZDK", true, "INT ZDK n k q", "repeat it",
	 MESSAGE | OPERAND_PORTION | EACH, OF_MESSAGE, HANDS_STATION, SERVICE_NONE,
	 "sends all of it again, as for a rerun"},
	{SERVICE_REPEATED, "repeated", "ZDK", false, "ZDK n k", "the following is repeated",
	 MESSAGE, OF_MESSAGE, HANDS_STATION, SERVICE_RERUN, "closes the question"},
	{SERVICE_CANCEL, "cancel", "ZFR", false, "ZFR n k w", "cancelled",
	 MESSAGE | OPERAND_REASON | EACH, SEPTEL_IMMEDIATE, HANDS_BOTH, SERVICE_NONE,
	 "closes the number where it is open; cancels copies that wait where the message's own "
	 "station asks; else tells the operator"},
	{SERVICE_DOUBTFUL, "doubtful", "ZDG", false, "ZDG n k", "sent subject to correction",
	 MESSAGE, OF_MESSAGE, HANDS_OPERATOR, SERVICE_NONE, "tells the operator"},
	{SERVICE_CORRECTION_WANTED, "correction-wanted", "ZDH", false, "ZDH n k[ TO r]",
	 "send a corrected copy", MESSAGE | OPERAND_ROUTING | EACH, OF_MESSAGE, HANDS_STATION,
	 SERVICE_NONE, "sends it again with ZEL, unless it came here subject to correction itself"},
	{SERVICE_CORRECTED, "corrected", "ZEL", false, "ZEL n k", "corrected copy", MESSAGE,
	 OF_MESSAGE, HANDS_STATION, SERVICE_CORRECTION_WANTED, "closes the question"},
	{SERVICE_MISSENT, "missent", "ZEQ2", false, "ZEQ2 n k", "missent to us, and garbled",
	 MESSAGE, SEPTEL_PRIORITY, HANDS_OPERATOR, SERVICE_NONE, "tells the operator"},
	{SERVICE_MISROUTED, "misrouted", "ZEQ3", false, "ZEQ3 n k r t",
	 "misrouted; correct routing is", MESSAGE | ROUTE | OPERAND_TIME, SEPTEL_ROUTINE,
	 HANDS_BOTH, SERVICE_NONE,
	 "notes it: the other station has sent it on; tells the operator"},
	{SERVICE_UNDELIVERABLE, "undeliverable", "ZEQ4", false, "ZEQ4 n k w",
	 "cannot be delivered, protect delivery", MESSAGE | OPERAND_REASON, OF_MESSAGE,
	 HANDS_OPERATOR, SERVICE_NONE, "tells the operator"},
	{SERVICE_DELAYED, "delayed", "ZEQ6", false, "ZEQ6 n k", "was delayed by a misroute",
	 MESSAGE, SEPTEL_ROUTINE, HANDS_NOTED, SERVICE_NONE, "notes it"},
	{SERVICE_SUSPECTED_DUPLICATE, "suspected-duplicate", "ZFD", false, "ZFD n k",
	 "came before, was filed", MESSAGE, SEPTEL_ROUTINE, HANDS_STATION, SERVICE_NONE,
	 "notes it: the other station has filed it"},
	{SERVICE_RELAYED, "relayed", "ZDQ", false, "ZDQ k r n t w", "was relayed to, under, at",
	 MESSAGE | OPERAND_ROUTING | OPERAND_TIME | OPERAND_REASON, SEPTEL_ROUTINE, HANDS_BOTH,
	 SERVICE_ASK_RELAYED, "closes the question; tells the operator"},
	{SERVICE_ASK_RELAYED, "ask-relayed", "ZDQ", true, "INT ZDQ n k", "to whom, when?",
	 MESSAGE | EACH, SEPTEL_ROUTINE, HANDS_STATION, SERVICE_NONE, "answers ZDQ"},
	{SERVICE_TRACER, "tracer", "", false, "c CLAIMS NONRECEIPT h[ ZDQ l n t]. TRACE AND ADVISE",
	 "tracer", KEY | OPERAND_NUMBERS | OPERAND_ROUTING | OPERAND_PRECEDENCE | OPERAND_TIME,
	 SEPTEL_ROUTINE, HANDS_STATION, SERVICE_NONE,
	 "passes it on the way the message went; answers ZDQ where that ends here"},
	{SERVICE_ASK_ALTERNATE, "ask-alternate", "ZOE", true, "INT ZOE r",
	 "have you another way to it?", ROUTE, SEPTEL_PRIORITY, HANDS_STATION, SERVICE_NONE,
	 "answers ZOE where it has one; else tells the operator"},
	{SERVICE_ALTERNATE, "alternate", "ZOE", false, "ZOE r", "another way is available", ROUTE,
	 SEPTEL_PRIORITY, HANDS_BOTH, SERVICE_ASK_ALTERNATE,
	 "closes the question; tells the operator, who routes"},
	{SERVICE_ACCEPT_ONLY, "accept-only", "ZAN", false, "ZAN p r",
	 "accepts that precedence and above only",
	 OPERAND_PRECEDENCE | OPERAND_ROUTING | OPERAND_NEEDS_PRECEDENCE, SEPTEL_PRIORITY,
	 HANDS_BOTH, SERVICE_NONE, "holds what is lower on that circuit; tells the operator"},
	{SERVICE_READDRESS, "readdress", "ZOG1", false, "ZOG1 n k w", "readdressal requested",
	 MESSAGE | OPERAND_REASON, SEPTEL_ROUTINE, HANDS_OPERATOR, SERVICE_NONE,
	 "tells the operator"},
	{SERVICE_ATTENTION, "attention", "ZUI", false, "ZUI n k", "your attention is invited to",
	 MESSAGE, SEPTEL_ROUTINE, HANDS_OPERATOR, SERVICE_NONE,
	 "tells the operator, unless something follows that it acts on"},
};

const struct service_procedure *septel__service_procedures(size_t *count)
{
	*count = sizeof procedures / sizeof *procedures;
	return procedures;
}

const struct service_procedure *septel__service_procedure(enum service_kind kind)
{
	for (size_t i = 0; i < sizeof procedures / sizeof *procedures; i++)
		if (procedures[i].kind == kind)
			return &procedures[i];
	return NULL;
}

const char *septel__service_kind_name(enum service_kind kind)
{
	const struct service_procedure *procedure = septel__service_procedure(kind);
	return procedure ? procedure->name : "";
}

enum service_kind septel__service_kind_of(struct septel_view name)
{
	for (size_t i = 0; i < sizeof procedures / sizeof *procedures; i++)
		if (septel__equal(name, septel_view_of(procedures[i].name)))
			return procedures[i].kind;
	return SERVICE_NONE;
}

/* What is missing is missing also where a service message tells of it; anything else said about a
 * service message could go on between two stations without end. */
bool septel__service_about_service(enum service_kind kind)
{
	return kind == SERVICE_OPEN_NUMBER || kind == SERVICE_LAST_RECEIVED;
}
