"""Run as a script: a command that may take so many seconds of a processor and so many bytes of memory, no more.

Arguments: seconds, bytes, the command. Imports nothing of the project.
"""

import os
import resource
import sys

if __name__ == "__main__":
    seconds, memory_bytes = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])
