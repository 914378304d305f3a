/* cmd_sections.c - septel split and septel join. */
#include "../base/limits.h"
#include "commands.h"
#include "pieces.h"
#include "safe.h"
#include "tell.h"

#include <inttypes.h>
#include <septel/sections.h>
#include <stdio.h>
#include <stdlib.h>

static bool print(const char *command, struct septel_view text)
{
	if (fwrite(text.ptr, 1, text.len, stdout) == text.len)
		return true;
	fprintf(stderr, "septel %s: ", command);
	perror("standard output");
	return false;
}

static int split_piece(const struct piece *piece, struct septel_arena *arena)
{
	struct septel_view sections;
	struct septel_diagnostics diagnostics;
	const int status = septel_split(&sections, &diagnostics, piece->text, arena);
	tell_diagnostics(piece->path, piece->text, piece->line, &diagnostics);
	if (status == SEPTEL_ENOMEM)
		complain("septel split: out of memory");
	if (status != SEPTEL_OK)
		return EXIT_INVALID;
	return print("split", sections) ? EXIT_DONE : EXIT_INVALID;
}

static int run_split(const struct invocation *invocation)
{
	struct septel_arena *arena = septel_arena_new(SECTIONS_ARENA_LIMIT);
	struct septel_arena *scratch = septel_arena_new(0);
	struct pieces pieces = {NULL, 0, 0, false};
	int worst = EXIT_INVALID;
	if (arena && scratch && pieces_read(&pieces, invocation, arena)) {
		worst = pieces.faults ? EXIT_INVALID : EXIT_DONE;
		for (size_t i = 0; i < pieces.count; i++) {
			septel_arena_reset(scratch);
			const int status = split_piece(&pieces.at[i], scratch);
			worst = status > worst ? status : worst;
		}
	}
	pieces_release(&pieces);
	septel_arena_free(scratch);
	septel_arena_free(arena);
	return worst;
}

const struct command COMMAND_SPLIT = {
	.name = "split",
	.summary = "Split long messages into sections",
	.arguments = "FILE...",
	.least = 1,
	.about = "Cuts the text of each message into sections of 110 lines, each with the\n"
		 "heading, the lines that sections repeat, its number on line 12 and in\n"
		 "format line 3, and its own continuity numbers. A message that fits one\n"
		 "section stays as it is. septel join makes the message whole again.",
	.example = "septel split samples/08BAGHDAD3796.txt",
	.run = run_split,
};

/* ---- join ------------------------------------------------------------------- */

/* True if what was found means that the message is not whole. */
static bool tell_finding(const struct pieces *pieces, const struct septel_joined *joined,
			 const struct septel_join_finding *finding)
{
	const struct septel_view number = joined->id.len ? joined->id : VIEW_LITERAL("message");
	const bool missing = finding->kind == SEPTEL_JOIN_MISSING;
	const struct piece *piece = &pieces->at[missing ? joined->first_piece : finding->piece];
	if (missing) {
		complain("%.*s:%" PRIu64 ":1: warning: section %d of %d of %.*s was not received "
			 "[join.missing]",
			 VIEW_FORMAT(piece->path), piece->line, finding->section, joined->total,
			 VIEW_FORMAT(number));
		return true;
	}
	const struct piece *other = &pieces->at[finding->other];
	const bool conflict = finding->kind == SEPTEL_JOIN_CONFLICT;
	complain("%.*s:%" PRIu64 ":1: %s: section %d of %.*s %s %.*s:%" PRIu64 ", %s",
		 VIEW_FORMAT(piece->path), piece->line, conflict ? "warning" : "note",
		 finding->section, VIEW_FORMAT(number), conflict ? "differs from" : "is that of",
		 VIEW_FORMAT(other->path), other->line,
		 conflict ? "both are kept [join.conflict]" : "taken once [join.duplicate]");
	return conflict;
}

static int join_pieces(const struct pieces *pieces, struct septel_arena *arena)
{
	struct septel_joined_list joined;
	int status = EXIT_DONE;
	struct septel_view *texts = malloc((pieces->count + 1) * sizeof *texts);
	for (size_t i = 0; texts && i < pieces->count; i++)
		texts[i] = pieces->at[i].text;
	if (!texts || septel_join(&joined, texts, pieces->count, arena) != SEPTEL_OK) {
		complain("septel join: out of memory");
		free(texts);
		return EXIT_INVALID;
	}
	free(texts);
	for (size_t i = 0; i < joined.count; i++) {
		for (size_t k = 0; k < joined.at[i].finding_count; k++)
			if (tell_finding(pieces, &joined.at[i], &joined.at[i].findings[k]))
				status = EXIT_NOT_SO;
		if (!print("join", joined.at[i].text))
			return EXIT_INVALID;
	}
	return status;
}

static int run_join(const struct invocation *invocation)
{
	struct septel_arena *arena = septel_arena_new(SECTIONS_ARENA_LIMIT);
	struct pieces pieces = {NULL, 0, 0, false};
	int status = EXIT_INVALID;
	if (arena && pieces_read(&pieces, invocation, arena)) {
		status = join_pieces(&pieces, arena);
		if (pieces.faults)
			status = EXIT_INVALID;
	}
	pieces_release(&pieces);
	septel_arena_free(arena);
	return status;
}

const struct command COMMAND_JOIN = {
	.name = "join",
	.summary = "Join sections, in any order, into whole messages",
	.arguments = "FILE...",
	.least = 1,
	.about = "Sections of the same originator, date-time group and serial become one\n"
		 "message: the heading of section 1, each text once, repeated lines dropped.\n"
		 "Where a section is missing stands [SECTION nn OF nn NOT RECEIVED]; where\n"
		 "two differ, both are kept. Messages that are no sections come out as they\n"
		 "are.",
	.not_so = "a section is missing, or two of the same number differ",
	.example = "septel split samples/08BAGHDAD3796.txt | septel join -",
	.run = run_join,
};
