"""The machines: what families of algorithms compute with, a folder each."""
