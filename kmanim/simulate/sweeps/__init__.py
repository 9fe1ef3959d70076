"""One algorithm with one value of a parameter after the other, or two parameters as a grid."""
