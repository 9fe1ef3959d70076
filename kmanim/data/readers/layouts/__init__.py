"""Where things are in a table of text: quotation marks, heading, rows, columns, names of rows."""
