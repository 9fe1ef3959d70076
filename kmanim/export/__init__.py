"""In which file: every format takes the same stream of frames and leaves a whole file or none."""
