"""Many runs of one algorithm, compared."""
