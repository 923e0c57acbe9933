"""What the figures should be, all in one place."""

FIRST_FRAME = 1.15
"""Times a bare app, until header and board are there."""
SETTLED = 1.7
"""Times a bare app, until nothing more is drawn."""
KEY = 2.5
"""Times a bare app, from a key to its whole frame, 95 of 100."""
GROWTH = 1.2
"""Times the same on a tenth of the review, wherever a key is pressed."""
WORK_GROWTH = 10.0
"""Times the same on a tenth of the review, for what has to read all of it."""
ON_DISK = 50.0
"""Milliseconds from enter to the file, 95 of 100."""
SLOW_FSYNC = 200.0
"""Milliseconds that a slow disk takes for each fsync."""
IDLE = 1.0
"""Per cent of one core in a running meeting in which nobody does anything."""
MEMORY = 60.0
"""Megabytes."""
VERSION = 60.0
"""Milliseconds of `--version`."""
MANY = 10_000
"""Reviews in a library."""
PAINTED = 50.0
"""Milliseconds from an edit in one terminal to the frame of another, at the median."""
JOINED = 1000.0
"""Milliseconds to join a meeting late."""
LOOK_UP = 50.0
"""Milliseconds to list that library, or to search it."""
