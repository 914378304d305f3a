/* backend_file.c - of a program that keeps archives in files alone. */
#include "backend.h"

const struct store_backend *const septel__server_backend = NULL;
