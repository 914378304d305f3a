/* store_makes_server.c - the makes of a program with libpq: SQLite files, and servers. */
#include "store_make.h"

const struct store_make *septel__store_make_of(const char *where)
{
	return strncmp(where, "postgres", 8) == 0 && strstr(where, "://") ? &septel__store_server
									  : &septel__store_file;
}
