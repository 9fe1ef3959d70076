"""What is told, in which order, in which words and for how long: traces as timelines of keyframes."""
