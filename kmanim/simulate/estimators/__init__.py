"""Estimators of scikit-learn that a run can be asked for by, one a file, named as its class; none is imported here."""
