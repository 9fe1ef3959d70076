"""Still pictures of traces and runs, as matplotlib figures."""
