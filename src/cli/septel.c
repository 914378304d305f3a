/* septel.c - the program: finds the command and runs it. */
#include <septel/message.h>
#include <stdio.h>

int main(int count, char **words)
{
	if (count < 2) {
		fprintf(stderr, "usage: septel COMMAND [options] [arguments]\n");
		return 2;
	}
	fprintf(stderr, "septel: no command '%s'\n", words[1]);
	return 2;
}
