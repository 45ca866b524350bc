"""A queue of Celery as a program would use it: results, a chord, a task that is revoked, a worker
that dies. Argument: the address of the server. Prints one line for each thing that was seen."""

import os
import subprocess
import sys
import tempfile
import time

PATIENCE_SECONDS = 60
PAUSE_SECONDS = 0.02

folder = os.path.dirname(os.path.abspath(__file__))
os.environ["BROKER"] = sys.argv[1]
os.environ["NOTES"] = tempfile.mkstemp()[1]
os.environ["PYTHONPATH"] = folder

import celery  # noqa: E402
import celery_tasks as tasks  # noqa: E402


def notes():
    with open(os.environ["NOTES"], encoding="utf-8") as lines:
        return lines.read().splitlines()


def eventually(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not within {PATIENCE_SECONDS} seconds; noted: {notes()}")
        time.sleep(PAUSE_SECONDS)


def worker():
    # A pool of its own process would live on when the worker is killed.
    arguments = ["-A", "celery_tasks", "worker", "-P", "solo", "-l", "error", "--without-mingle"]
    return subprocess.Popen(
        [sys.executable, "-m", "celery", *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


workers = [worker()]
try:
    group = celery.group(tasks.add.s(i, i) for i in range(20))()
    print("group", sum(group.get(timeout=PATIENCE_SECONDS)))
    chord = celery.chord(tasks.add.s(i, 1) for i in range(5))(tasks.total.s())
    print("chord", chord.get(timeout=PATIENCE_SECONDS))
    chain = celery.chain(tasks.add.s(1, 2), tasks.add.s(3))()
    print("chain", chain.get(timeout=PATIENCE_SECONDS))
    print("runs", len(notes()))

    revoked = tasks.unwanted.apply_async(countdown=3600)
    told = {"reply": True, "timeout": PATIENCE_SECONDS, "limit": 1}
    print("revoke", len(tasks.app.control.revoke(revoked.id, **told)))

    orphan = tasks.left_behind.delay()
    eventually(lambda: "taken" in notes())
    workers[0].kill()
    workers[0].wait()
    workers.append(worker())
    print("orphan", orphan.get(timeout=PATIENCE_SECONDS))
    print("taken", notes().count("taken"), "unwanted", notes().count("unwanted"))
finally:
    for each in workers:
        each.kill()
        each.wait()
    os.unlink(os.environ["NOTES"])
