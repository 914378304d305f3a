/* replay - runs a fuzz entry over files, one after the other, without a fuzzer. */
#include <septel/message.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FILE_LIMIT (1u << 20)

int main(int count, char **names)
{
	static uint8_t bytes[FILE_LIMIT];
	for (int i = 1; i < count; i++) {
		FILE *file = fopen(names[i], "rb");
		if (!file) {
			perror(names[i]);
			return 1;
		}
		const size_t size = fread(bytes, 1, sizeof bytes, file);
		(void)fclose(file);
		/* A copy of its own size: a sanitizer sees a read past the end. */
		uint8_t *copy = malloc(size ? size : 1);
		if (!copy)
			return 1;
		memcpy(copy, bytes, size);
		printf("%s\n", names[i]);
		fflush(stdout);
		LLVMFuzzerTestOneInput(copy, size);
		free(copy);
	}
	return 0;
}
