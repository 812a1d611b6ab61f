"""What keeps a site in order besides its pages: the work after commits, and checks whether all is well.

``drain`` does what waits in the outbox; ``waking`` has work done as soon as a commit leaves some. ``readiness`` and
``status`` say how the site is doing, ``runs`` when it was last backed up and checked.
"""
