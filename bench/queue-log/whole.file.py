"""How a report of the usual kind begins: the whole file in memory, every line split, the lines of a call together."""
import sys
import time

began = time.perf_counter()
calls = {}
count = 0
for path in sys.argv[1:]:
    with open(path, encoding="utf-8", errors="replace") as log:
        for line in log.readlines():
            fields = line.rstrip("\n").split("|")
            count += 1
            if len(fields) < 5:
                continue
            event = {
                "time": int(fields[0]) if fields[0].isdigit() else 0,
                "queue": fields[2],
                "agent": fields[3],
                "event": fields[4],
                "data": fields[5:],
            }
            calls.setdefault(fields[1], []).append(event)
print(count, time.perf_counter() - began)
