"""Tasks of Celery, for a worker and for the program that asks for them.

Environment: BROKER, the address of the server; NOTES, a file to which each run of a task adds a line.
"""

import os
import time

import celery

# A worker that starts takes over what has been unacknowledged for so long: so nobody has to wait.
VISIBILITY_SECONDS = 0

app = celery.Celery("tasks", broker=os.environ["BROKER"], backend=os.environ["BROKER"])
app.conf.update(
    broker_transport_options={"visibility_timeout": VISIBILITY_SECONDS},
    task_acks_late=True,
    worker_prefetch_multiplier=1,
)


def note(text):
    with open(os.environ["NOTES"], "a", encoding="utf-8") as notes:
        notes.write(text + "\n")


@app.task
def add(a, b):
    note(f"add {a} {b}")
    return a + b


@app.task
def total(numbers):
    return sum(numbers)


@app.task
def left_behind():
    """The first run never ends: its worker is killed. The second does."""
    note("taken")
    with open(os.environ["NOTES"], encoding="utf-8") as notes:
        if notes.read().count("taken\n") == 1:
            time.sleep(3600)
    return "done by another"


@app.task
def unwanted():
    note("unwanted")
