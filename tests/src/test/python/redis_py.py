"""redis-py, led by a test through its standard input; the words are in ScriptedClient."""

import sys
import threading
import time

import redis

PATIENCE_SECONDS = 20
PAUSE_SECONDS = 0.02


class Output:
    """Lines for the test, whole ones, from any thread."""

    def __init__(self):
        self.lock = threading.Lock()

    def say(self, *words):
        with self.lock:
            print(*words, flush=True)

    def deliver(self, by, pattern, channel, payload):
        self.say(by, *(part.hex() or "-" for part in (pattern, channel, payload)))


class Listener(threading.Thread):
    """Reads all messages of a subscription, and goes on when the server has come back."""

    def __init__(self, pubsub, output):
        super().__init__(daemon=True)
        self.pubsub = pubsub
        self.output = output
        self.changed = threading.Condition()
        self.confirmed = set()

    def await_confirmation(self, kind, name):
        with self.changed:
            if not self.changed.wait_for(
                    lambda: (kind, name) in self.confirmed, PATIENCE_SECONDS):
                raise TimeoutError(f"no confirmation: {kind} {name}")

    def run(self):
        while True:
            try:
                message = self.pubsub.get_message(timeout=1)
            except redis.ConnectionError:
                # The next attempt to read connects again, and redis-py subscribes again.
                time.sleep(PAUSE_SECONDS)
                continue
            if message is not None:
                self.on_message(message)

    def on_message(self, message):
        kind, channel, data = message["type"], message["channel"], message["data"]
        if kind == "message":
            self.output.deliver("channel", b"", channel, data)
        elif kind == "pmessage":
            self.output.deliver("pattern", message["pattern"], channel, data)
        else:
            with self.changed:
                self.confirmed.add((kind, channel))
                self.changed.notify_all()


class Session:
    def __init__(self, host, port, user, password, output):
        self.server = redis.Redis(
            host=host, port=port, username=user or None, password=password or None)
        self.server.ping()
        self.pubsub = self.server.pubsub()
        self.listener = Listener(self.pubsub, output)

    def subscribe(self, to, name):
        if to == "channel":
            self.pubsub.subscribe(name)
        else:
            self.pubsub.psubscribe(name)
        if not self.listener.is_alive():
            self.listener.start()
        self.listener.await_confirmation("subscribe" if to == "channel" else "psubscribe", name)

    def unsubscribe(self, name):
        self.pubsub.unsubscribe(name)
        self.listener.await_confirmation("unsubscribe", name)

    def pipeline(self, transaction, channel, payloads):
        pipeline = self.server.pipeline(transaction=transaction)
        for payload in payloads:
            pipeline.publish(channel, payload)
        return pipeline.execute()

    def serve(self, verb, words):
        if verb == "subscribe":
            self.subscribe(words[0], bytes.fromhex(words[1]))
            return []
        channel, *payloads = [bytes.fromhex(word) for word in words]
        if verb == "unsubscribe":
            self.unsubscribe(channel)
            return []
        if verb == "publish":
            return [self.server.publish(channel, payloads[0])]
        if verb == "spublish":
            return [self.server.execute_command("SPUBLISH", channel, payloads[0])]
        return self.pipeline(verb == "together", channel, payloads)


def main():
    output = Output()
    host, port, _, user, password = sys.argv[1:6]
    session = Session(host, int(port), user, password, output)
    output.say("done")
    for line in sys.stdin:
        verb, *words = line.rstrip("\n").split(" ")
        try:
            output.say("done", *session.serve(verb, words))
        except Exception as failure:
            output.say("failed", type(failure).__name__, *str(failure).split())


main()
