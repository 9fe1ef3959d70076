"""The data sets that come with kmanim."""
