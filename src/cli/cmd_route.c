/* cmd_route.c - septel route: where a message would go, and why. */
#include "../relay/config_read.h"
#include "commands.h"
#include "printer.h"
#include "relay_at.h"
#include "safe.h"

#include <stdlib.h>

enum {
	OPT_FROM = RELAY_OPTIONS,
	OPT_CLASS,
	OPT_PRECEDENCE,
	OPT_RELEASE,
	OPT_ORIGINATOR,
	OPT_EXEMPT,
	OPT_DOWN,
	OPT_JSON
};

static const struct option OPTIONS[] = {
	OPTION_ROW_CONFIG,
	{"from", OPTION_TEXT, "CIRCUIT", "as one that came on this circuit"},
	{"class", OPTION_TEXT, "CLASS", "as one of this classification (U, C, S, TS, or the word)"},
	{"precedence", OPTION_TEXT, "PRECEDENCE",
	 "as one of this precedence (Z, O, P, R, or the word)"},
	{"release", OPTION_TEXT, "CODE", "as one with this release code"},
	{"originator", OPTION_TEXT, "RI", "as one from this station"},
	{"exempt", OPTION_TEXT, "NAME,...", "as one that exempts these, by designator or RI"},
	{"down", OPTION_TEXT, "CIRCUIT,...", "as if these were down"},
	{"json", OPTION_FLAG, NULL, "one JSON object"},
};

struct question {
	struct plan_question plan;
	struct envelope envelope;
	bool *up;
};

/* ---- what is asked -------------------------------------------------------------------------- */

static bool read_outlet(const struct relay_at *relay, struct septel_view name, size_t *outlet)
{
	*outlet = septel__config_outlet(&relay->config, name);
	if (*outlet == NO_OUTLET)
		complain("septel route: no circuit or box is named '%.*s'", VIEW_FORMAT(name));
	return *outlet != NO_OUTLET;
}

static bool read_down(const struct relay_at *relay, const char *names, bool *up)
{
	const struct septel_view all = septel_view_of(names);
	for (size_t from = 0, end; from <= all.len; from = end + 1) {
		size_t outlet;
		end = septel__find_byte(all, ',', from);
		if (end == VIEW_NOT_FOUND)
			end = all.len;
		if (!read_outlet(relay, septel__trim(septel__slice(all, from, end)), &outlet))
			return false;
		up[outlet] = false;
	}
	return true;
}

static bool read_class(const char *text, enum septel_class *class_)
{
	const struct septel_view word = septel_view_of(text);
	*class_ = septel_portion_class(word);
	if (*class_ != SEPTEL_CLASS_NONE || septel__class_of(word, class_))
		return true;
	complain("septel route: '%s' is no classification", text);
	return false;
}

static bool read_precedence(const char *text, enum septel_precedence *precedence)
{
	static const char PROSIGNS[] = "RPOZY"; /* in the order of the enumeration */
	const char *prosign = text[0] && !text[1] ? strchr(PROSIGNS, text[0]) : NULL;
	if (prosign)
		*precedence = (enum septel_precedence)(SEPTEL_ROUTINE + (prosign - PROSIGNS));
	else if (!septel__precedence_of(septel_view_of(text), precedence)) {
		complain("septel route: '%s' is no precedence", text);
		return false;
	}
	return true;
}

static bool read_release(const char *text, char release[3])
{
	if (strlen(text) != 2 || !septel__is_upper(text[0]) || !septel__is_upper(text[1])) {
		complain("septel route: '%s' is no release code of two capitals", text);
		return false;
	}
	memcpy(release, text, 3);
	return true;
}

/* Each may be either: a line of format line 9 has one or both. */
static bool read_exempt(struct question *question, const struct relay_at *relay, const char *names)
{
	struct septel_view rest = septel_view_of(names);
	struct envelope_addressee *lines = septel_arena_alloc(
		relay->arena, (rest.len + 1) * sizeof *lines); /* more than there are commas */
	question->envelope.addressees = lines;
	while (lines && rest.len) {
		size_t end = septel__find_byte(rest, ',', 0);
		if (end == VIEW_NOT_FOUND)
			end = rest.len;
		const struct septel_view name = septel__trim(septel__slice(rest, 0, end));
		lines[question->envelope.addressee_count++] =
			(struct envelope_addressee){.role = ROLE_EXEMPT, .ri = name, .name = name};
		rest = septel__slice(rest, end + 1, rest.len);
	}
	return lines != NULL;
}

static bool read_options(struct question *question, const struct relay_at *relay,
			 const struct option_value *options)
{
	struct envelope *envelope = &question->envelope;
	envelope->classification = SEPTEL_UNCLASSIFIED;
	envelope->precedence = SEPTEL_ROUTINE;
	question->plan.from = NO_OUTLET;
	if ((options[OPT_FROM].text &&
	     !read_outlet(relay, septel_view_of(options[OPT_FROM].text), &question->plan.from)) ||
	    (options[OPT_CLASS].text &&
	     !read_class(options[OPT_CLASS].text, &envelope->classification)) ||
	    (options[OPT_PRECEDENCE].text &&
	     !read_precedence(options[OPT_PRECEDENCE].text, &envelope->precedence)) ||
	    (options[OPT_RELEASE].text &&
	     !read_release(options[OPT_RELEASE].text, envelope->release)) ||
	    (options[OPT_EXEMPT].text && !read_exempt(question, relay, options[OPT_EXEMPT].text)) ||
	    (options[OPT_DOWN].text && !read_down(relay, options[OPT_DOWN].text, question->up)))
		return false;
	if (options[OPT_ORIGINATOR].text)
		envelope->from_ri = septel_view_of(options[OPT_ORIGINATOR].text);
	envelope->action = envelope->info = envelope->precedence;
	return true;
}

/* EXIT_INVALID: told what is wrong. */
static int ask(struct question *question, const struct relay_at *relay,
	       const struct invocation *invocation)
{
	const size_t outlets = relay->config.outlet_count;
	struct septel_view *called =
		septel_arena_alloc(relay->arena, (invocation->count + 1) * sizeof *called);
	memset(question, 0, sizeof *question);
	question->up = septel_arena_alloc(relay->arena, outlets + 1);
	if (!called || !question->up) {
		complain("septel route: out of memory");
		return EXIT_INVALID;
	}
	memset(question->up, true, outlets);
	for (size_t i = 0; i < invocation->count; i++)
		called[i] = septel_view_of(invocation->arguments[i]);
	question->envelope.routing = (struct septel_views){called, invocation->count};
	question->plan.envelope = &question->envelope;
	question->plan.up = question->up;
	question->plan.bytes = VIEW_LITERAL("");
	return read_options(question, relay, invocation->options) ? EXIT_DONE : EXIT_INVALID;
}

/* ---- the answer as text --------------------------------------------------------------------- */

static struct septel_view name_of(const struct relay_at *relay, size_t outlet)
{
	return outlet == NO_OUTLET ? VIEW_LITERAL("-") : relay->config.outlets[outlet].name;
}

/* What speaks against an outlet, with the bound that it has. */
static void print_bar(struct septel_out *out, const struct relay_at *relay,
		      const struct plan_trial *trial)
{
	const struct outlet_settings *outlet = &relay->config.outlets[trial->outlet];
	switch (trial->bar) {
	case BAR_NONE:
		septel__out_string(out, "may carry it");
		return;
	case BAR_DOWN:
		septel__out_string(out, "may carry it, and is down");
		return;
	case BAR_CLASSIFICATION:
		septel__out_format(out, "ceiling (%s, or that of the route)",
				   outlet->ceiling ? septel_class_name(outlet->ceiling)
						   : septel_class_name(SEPTEL_UNCLASSIFIED));
		return;
	case BAR_LOOP:
		septel__out_string(out, "it came from there");
		return;
	default:
		septel__out_format(out, "%s", septel__bar_name(trial->bar));
	}
}

static void print_rule(struct septel_out *out, const struct relay_at *relay,
		       const struct plan_decision *decision)
{
	switch (decision->rule) {
	case RULE_ROUTE:
	case RULE_MISROUTE:
		septel__out_format(out, "  prefix %.*s, %.*s:%d\n", VIEW_FORMAT(decision->prefix),
				   VIEW_FORMAT(relay->config.routes), decision->line);
		return;
	case RULE_STATION:
		septel__out_string(out, "  this station\n");
		return;
	case RULE_PROFILE:
		septel__out_format(out, "  copy to, %.*s:%d\n", VIEW_FORMAT(relay->config.file),
				   decision->line);
		return;
	case RULE_NONE:
		return;
	}
}

static void print_decision(struct septel_out *out, const struct relay_at *relay,
			   const struct plan_decision *decision)
{
	print_safely(out, decision->ri);
	if (decision->collective.len) {
		septel__out_string(out, ", of ");
		print_safely(out, decision->collective);
	}
	septel__out_byte(out, '\n');
	print_rule(out, relay, decision);
	for (size_t i = 0; i < decision->trial_count; i++) {
		septel__out_format(
			out, "  %.*s: ", VIEW_FORMAT(name_of(relay, decision->trials[i].outlet)));
		print_bar(out, relay, &decision->trials[i]);
		septel__out_byte(out, '\n');
	}
	if (decision->bar)
		septel__out_format(out, "  held: %s\n", septel__bar_name(decision->bar));
	else
		septel__out_format(out, "  goes to %.*s\n",
				   VIEW_FORMAT(name_of(relay, decision->outlet)));
}

static void print_copy(struct septel_out *out, const struct relay_at *relay,
		       const struct plan_copy *copy)
{
	septel__out_format(out, "  %.*s  %s ", VIEW_FORMAT(name_of(relay, copy->outlet)),
			   septel_precedence_name(copy->precedence));
	for (size_t i = 0; i < copy->routing.count; i++) {
		septel__out_byte(out, ' ');
		print_safely(out, copy->routing.at[i]);
	}
	if (copy->bar) {
		septel__out_string(out, "  held: ");
		print_safely(out, copy->reason);
	}
	septel__out_byte(out, '\n');
}

static void print_text(struct septel_out *out, const struct relay_at *relay,
		       const struct plan *plan)
{
	for (size_t i = 0; i < plan->decision_count; i++)
		print_decision(out, relay, &plan->decisions[i]);
	septel__out_string(out, plan->copy_count ? "copies:\n" : "copies: none\n");
	for (size_t i = 0; i < plan->copy_count; i++)
		print_copy(out, relay, &plan->copies[i]);
}

/* ---- the answer as JSON --------------------------------------------------------------------- */

static void key_string(struct printer *printer, const char *key, struct septel_view value)
{
	printer_key(printer, key);
	printer_string_or_null(printer, value);
}

static void key_outlet(struct printer *printer, const struct relay_at *relay, size_t outlet)
{
	key_string(printer, "outlet",
		   outlet == NO_OUTLET ? VIEW_LITERAL("") : name_of(relay, outlet));
}

static void key_bar(struct printer *printer, const char *key, enum plan_bar bar)
{
	key_string(printer, key, septel_view_of(septel__bar_name(bar)));
}

static void json_decision(struct printer *printer, const struct relay_at *relay,
			  const struct plan_decision *decision)
{
	printer_begin_map(printer);
	key_string(printer, "ri", decision->ri);
	key_string(printer, "collective", decision->collective);
	key_string(printer, "rule", septel_view_of(septel__rule_name(decision->rule)));
	key_string(printer, "prefix", decision->prefix);
	printer_key(printer, "line");
	printer_number_or_null(printer, decision->line ? decision->line : -1);
	printer_key(printer, "tried");
	printer_begin_list(printer);
	for (size_t i = 0; i < decision->trial_count; i++) {
		printer_begin_map(printer);
		key_outlet(printer, relay, decision->trials[i].outlet);
		key_bar(printer, "bar", decision->trials[i].bar);
		printer_end_map(printer);
	}
	printer_end_list(printer);
	key_outlet(printer, relay, decision->outlet);
	key_bar(printer, "held", decision->bar);
	printer_end_map(printer);
}

static void json_copy(struct printer *printer, const struct relay_at *relay,
		      const struct plan_copy *copy)
{
	printer_begin_map(printer);
	key_outlet(printer, relay, copy->outlet);
	printer_key(printer, "routing");
	printer_begin_list(printer);
	for (size_t i = 0; i < copy->routing.count; i++)
		printer_string(printer, copy->routing.at[i]);
	printer_end_list(printer);
	key_string(printer, "precedence", septel_view_of(septel_precedence_name(copy->precedence)));
	key_string(printer, "rule", septel_view_of(septel__rule_name(copy->rule)));
	printer_key(printer, "alternate");
	printer_bool(printer, copy->alternate);
	key_bar(printer, "held", copy->bar);
	key_string(printer, "reason", copy->reason);
	printer_end_map(printer);
}

static void print_json(struct septel_out *out, const struct relay_at *relay,
		       const struct plan *plan)
{
	struct printer printer;
	printer_init(&printer, out, true);
	printer_begin_map(&printer);
	printer_key(&printer, "decisions");
	printer_begin_list(&printer);
	for (size_t i = 0; i < plan->decision_count; i++)
		json_decision(&printer, relay, &plan->decisions[i]);
	printer_end_list(&printer);
	printer_key(&printer, "copies");
	printer_begin_list(&printer);
	for (size_t i = 0; i < plan->copy_count; i++)
		json_copy(&printer, relay, &plan->copies[i]);
	printer_end_list(&printer);
	printer_end_map(&printer);
	printer_end_record(&printer);
}

/* ---- the command ----------------------------------------------------------------------------- */

static int answer(const struct relay_at *relay, const struct invocation *invocation)
{
	struct question question;
	struct plan plan;
	struct septel_out out;
	int status = ask(&question, relay, invocation);
	if (status != EXIT_DONE)
		return status;
	septel__out_init(&out, NULL, 0);
	if (!septel__plan(&plan, relay->routes, &question.plan, relay->arena)) {
		complain("septel route: out of memory");
		return EXIT_INVALID;
	}
	if (invocation->options[OPT_JSON].text)
		print_json(&out, relay, &plan);
	else
		print_text(&out, relay, &plan);
	for (size_t i = 0; i < plan.copy_count; i++)
		if (plan.copies[i].bar)
			status = EXIT_NOT_SO;
	(void)fwrite(out.data, 1, out.length, stdout);
	septel__out_release(&out);
	return status;
}

static int run_route(const struct invocation *invocation)
{
	struct relay_at relay;
	if (!relay_at_open(&relay, invocation))
		return EXIT_INVALID;
	const int status = answer(&relay, invocation);
	relay_at_close(&relay);
	return status;
}

const struct command COMMAND_ROUTE = {
	.name = "route",
	.summary = "Tell where a relay would send a message, and why",
	.arguments = "RI...",
	.least = 1,
	.about = "The arguments are the routing indicators of one format line 2. For each: the\n"
		 "route, every outlet that was tried with what spoke against it, and the outcome;\n"
		 "collectives are expanded. Then the copies that would be made. Without options "
		 "the\n"
		 "message is unclassified, ROUTINE, made here, and every circuit is up.",
	.not_so = "some of it would be held",
	.example = "septel route --config examples/relay/washdc.conf RUEHGB RUEHKB",
	.options = OPTIONS,
	.option_count = sizeof OPTIONS / sizeof *OPTIONS,
	.run = run_route,
};
