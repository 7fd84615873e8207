"""Runs a command, and prints its time, its processor time and its peak memory: rusage.py COMMAND..."""

import json
import os
import sys
import time

start = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, usage = os.wait4(process, 0)
seconds = time.perf_counter() - start
figures = {
    "seconds": seconds,
    "processor": usage.ru_utime + usage.ru_stime,
    "mebibytes": usage.ru_maxrss / 1024,
    "status": os.waitstatus_to_exitcode(status),
}
print(json.dumps(figures))
