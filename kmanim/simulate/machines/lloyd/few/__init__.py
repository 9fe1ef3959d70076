"""Lloyd's iterations on few rows, where a step is mostly the calls that it is made of."""
