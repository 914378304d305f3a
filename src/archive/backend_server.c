/* backend_server.c - of a program that reaches archives on a server, too. */
#include "backend.h"

const struct store_backend *const septel__server_backend = &septel__postgres;
