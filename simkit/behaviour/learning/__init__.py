"""Learning: skill multiplies talent, 1 at the start, and moves with practice, training, coaching and colleagues.

`practice` moves skill from quarter to quarter and keeps it within bounds; `coaching` and `sharing` say what a manager
and colleagues add to it; `feedback` says how often advisors are told where they stand.
Every default has a source in the file's `SOURCES` or is an assumption.
"""
