/* store_makes_file.c - the makes of a program without libpq: SQLite files. */
#include "store_make.h"

const struct store_make *septel__store_make_of(const char *where)
{
	return strncmp(where, "postgres", 8) == 0 && strstr(where, "://") ? NULL
									  : &septel__store_file;
}
