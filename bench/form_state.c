/* form_state.c - see forms.h. */
#include "damage.h"
#include "forms.h"
#include "invent.h"

void form_state(struct made *made, struct prose *prose, struct copy *copy, struct lines *lines,
		struct text *heading, struct text *body)
{
	struct random *random = &made->random;
	made->wanted = (size_t)random_log_normal(random, 4700, 0.85, 700, 58000);
	made->sections = 1;
	invent_origin(made);
	prose_begin(prose, random, made->pool);
	prose->capitals = made->capitals;
	prose->month = made->dtg.month;
	made->double_spaced = random_chance(random, made->capitals ? 300 : 100);
	invent_internal_heading(made, prose);
	invent_references(made, prose);
	invent_classified_by(made);
	invent_body(made, prose);
	made->sections = layout_sections(made);
	made->has_markers = made->sections > 1 && random_chance(random, 500);
	/* Where a mark parts SUBJECT or REF from words without a label, nobody can tell whose
	 * they are. */
	const bool begins_clearly = made->classified_by ||
				    (made->paragraphs[0].labelled && !made->paragraphs[0].heading);
	made->has_first_marker = made->has_markers && begins_clearly && random_chance(random, 260);
	invent_heading(made);
	damage_sentences(made, prose);
	layout_heading(made, heading);
	damage_heading(made, heading);
	layout_body(made, copy, lines);
	if (made->has_markers)
		layout_markers(made, lines);
	damage_lines(made, copy, lines);
	layout_bytes(lines, copy, body);
}
