"""What can be set: one file an algorithm, whose name is the algorithm's name.

These files import nothing heavy: the command reads its options and their help from here. What they are made of is
here for packages that bring an algorithm of their own.
"""

from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._objective import Objective

__all__ = ["Objective", "Options", "Parameters", "option"]
