"""A consumer of a group with redis-py, led by a test; the words are in GroupConsumerTest."""

import sys

import redis


class Consumer:
    def __init__(self, host, port, user, password):
        self.server = redis.Redis(
            host=host, port=port, username=user or None, password=password or None)
        self.server.ping()

    def read(self, name, count):
        streams = self.server.xreadgroup("g", name, {"s": ">"}, count=count, block=20)
        return [entry for _, entries in streams for entry in entries]

    def acknowledge(self, entries):
        if entries:
            self.server.xack("s", "g", *(entry[0] for entry in entries))
        return entries

    def claim(self, name):
        reply = self.server.xautoclaim("s", "g", name, min_idle_time=20)
        # Older versions of redis-py tell the entries alone.
        return reply[1] if reply and isinstance(reply[0], bytes) else reply

    def serve(self, verb, name, count):
        if verb == "take":
            entries = self.read(name, int(count))
        elif verb == "work":
            entries = self.acknowledge(self.read(name, int(count)))
        else:
            entries = self.acknowledge(self.claim(name))
        return [int(fields[b"n"]) for _, fields in entries]


def main():
    host, port, _, user, password = sys.argv[1:6]
    consumer = Consumer(host, int(port), user, password)
    print("done", flush=True)
    for line in sys.stdin:
        try:
            print("done", *consumer.serve(*line.split()), flush=True)
        except Exception as failure:
            print("failed", type(failure).__name__, *str(failure).split(), flush=True)


main()
