/* cmd_convert.c - septel convert: text, JSON, mail, a page, Markdown. */
#include "commands.h"
#include "message_print.h"
#include "run.h"
#include "safe.h"

#include <septel/convert.h>
#include <string.h>

/* Characters of an address (RFC 5321 4.5.3.1). */
#define ADDRESS_LIMIT 254

enum { OPT_TO, OPT_DOMAIN, OPT_MBOX, OPT_SENDER, OPT_YEAR, OPT_ID };

static const struct option OPTIONS[] = {
	{"to", OPTION_CHOICE, "text|json|eml|html|md", "what to make of it (default: text)"},
	{"domain", OPTION_TEXT, "NAME",
	 "with eml: right side of Message-IDs (default: mrn.example)"},
	{"mbox", OPTION_FLAG, NULL, "with eml: a From_ line before each mail, as mailboxes have"},
	{"sender", OPTION_TEXT, "ADDRESS", "with eml: mailbox of the originator"},
	{"year", OPTION_YEAR, "YEAR", "the year of a message whose date-time group is absent"},
	{"id", OPTION_TEXT, "ID", "the message's own number, where the text lacks it"},
};

struct convert_run {
	enum septel_conversion to;
	bool json, mbox;
	struct septel_convert_options options;
};

/* "From septel@localhost Thu Jan  1 00:00:00 1970" opens a mail in a mailbox;
 * lines of the body that begin so are encoded already. */
static void put_mailbox_line(struct septel_out *out)
{
	septel__out_string(out, "From septel@localhost Thu Jan  1 00:00:00 1970\n");
}

static void put_mailbox_mail(struct septel_out *out, struct septel_view mail)
{
	struct septel_view line;
	put_mailbox_line(out);
	while (septel__next_line(&mail, &line)) {
		septel__out_view(out, line);
		septel__out_byte(out, '\n');
	}
	septel__out_byte(out, '\n');
}

/* An address that could end its field, or its angle brackets, is none. */
static bool is_address(const char *option, const char *text)
{
	const size_t length = strlen(text);
	if (length > 0 && length <= ADDRESS_LIMIT && strcspn(text, "<>()[],;:\\\"") == length) {
		size_t at = 0;
		while (text[at] > ' ' && text[at] <= '~')
			at++;
		if (at == length)
			return true;
	}
	complain("septel convert: --%s: '%s' is no part of a mail address", option, text);
	return false;
}

static bool convert(struct worker *worker, const struct septel_message *message,
		    const struct corpus_item *item, struct septel_out *out)
{
	const struct run *run = worker->command;
	const struct convert_run *conversion = run->command;
	struct septel_view text;
	if (conversion->json) {
		struct printer printer;
		printer_init(&printer, out, true);
		message_print(&printer, message, item, worker->arena);
		return !out->failed;
	}
	if (septel_convert(&text, message, conversion->to, &conversion->options, worker->arena) !=
	    SEPTEL_OK)
		return worker_pass_over(worker, item);
	if (conversion->mbox)
		put_mailbox_mail(out, text);
	else
		septel__out_view(out, text);
	/* On a terminal, as in parse's page, messages stand apart. */
	if (conversion->to == SEPTEL_TO_TEXT || conversion->to == SEPTEL_TO_MD)
		septel__out_byte(out, '\n');
	return !out->failed;
}

static enum septel_conversion conversion_named(const char *name)
{
	static const struct {
		const char *name;
		enum septel_conversion to;
	} NAMES[] = {{"eml", SEPTEL_TO_EML}, {"html", SEPTEL_TO_HTML}, {"md", SEPTEL_TO_MD}};
	for (size_t i = 0; name && i < sizeof NAMES / sizeof *NAMES; i++)
		if (strcmp(NAMES[i].name, name) == 0)
			return NAMES[i].to;
	return SEPTEL_TO_TEXT;
}

static int run_convert(const struct invocation *invocation)
{
	const struct option_value *options = invocation->options;
	const bool mail = conversion_named(options[OPT_TO].text) == SEPTEL_TO_EML;
	if (options[OPT_MBOX].text && !mail) {
		complain("septel convert: --mbox needs --to eml");
		return EXIT_INVALID;
	}
	struct convert_run conversion = {
		.to = conversion_named(options[OPT_TO].text),
		.json = options[OPT_TO].text && strcmp(options[OPT_TO].text, "json") == 0,
		.mbox = options[OPT_MBOX].text != NULL,
	};
	if ((options[OPT_DOMAIN].text && !is_address("domain", options[OPT_DOMAIN].text)) ||
	    (options[OPT_SENDER].text && !is_address("sender", options[OPT_SENDER].text)))
		return EXIT_INVALID;
	if (options[OPT_DOMAIN].text)
		conversion.options.domain = septel_view_of(options[OPT_DOMAIN].text);
	if (options[OPT_SENDER].text)
		conversion.options.sender = septel_view_of(options[OPT_SENDER].text);
	struct run run = {.work = convert, .command = &conversion};
	run.options.year = (int)options[OPT_YEAR].number;
	if (options[OPT_ID].text)
		run.options.id = septel_view_of(options[OPT_ID].text);
	return run_messages(&run, invocation);
}

const struct command COMMAND_CONVERT = {
	.name = "convert",
	.summary = "Turn messages into text, JSON, mail, pages or Markdown",
	.arguments = "FILE...",
	.least = 1,
	.about = "text: to read on a terminal. json: as septel parse --json. eml: Internet\n"
		 "mail with the military fields of RFC 6477, MT-Priority and SIO-Label. html:\n"
		 "one page that loads nothing, each sentence with its anchor (#7.4). md:\n"
		 "CommonMark. Whatever a message holds is escaped.",
	.example = "septel convert --to eml samples/08BAGHDAD3796.txt",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_convert,
};
