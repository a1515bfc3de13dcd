"""Writes one file over another, again and again, in processes that are killed at any moment.

Run as ``killed.py TARGET FIRST SECOND``, in a small process, of which others are split off in no time; it says
after each kill which of the two is there, or stops where neither is.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from zreport.files import write


def main() -> None:
    """Write and be killed fifty times."""
    target, *paths = map(Path, sys.argv[1:])
    contents = [path.read_bytes() for path in paths]
    write(target, contents[0])
    chance = random.Random(7)
    for _ in range(50):
        child = os.fork()
        if not child:
            try:
                turn = 1
                while True:
                    write(target, contents[turn % 2])
                    turn += 1
            finally:
                os._exit(0)
        time.sleep(chance.uniform(0.002, 0.04))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print(contents.index(target.read_bytes()))


if __name__ == "__main__":
    main()
