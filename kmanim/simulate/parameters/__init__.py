"""What can be set: one file an algorithm, whose name is the algorithm's name.

These files import nothing heavy: the command reads its options and their help from here.
"""
