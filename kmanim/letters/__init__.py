"""Letters as they are: which fonts have them, which run from right to left, where no line ends between words."""
