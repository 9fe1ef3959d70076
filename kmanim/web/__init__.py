"""What pages carry along: scripts, styles and markup, each a file that its own tools can read."""
