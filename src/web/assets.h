/* assets.h - the style sheet and the script, compiled in by tools/generate-assets.
 *
 * The hash of its bytes stands in the name of each, so that a browser may keep it for ever. */
#ifndef SEPTEL_WEB_ASSETS_H
#define SEPTEL_WEB_ASSETS_H

#include <stddef.h>

struct page_asset {
	const char *path; /* "/assets/reading-0123456789abcdef.css" */
	const char *type;
	const unsigned char *bytes;
	size_t length;
};

extern const struct page_asset SEPTEL__ASSETS[];
extern const size_t SEPTEL__ASSETS_COUNT;
/* Their paths, for the frame of a page. */
extern const char SEPTEL__STYLE_PATH[], SEPTEL__SCRIPT_PATH[];

#endif
