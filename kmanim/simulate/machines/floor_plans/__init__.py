"""Plans of rooms on a grid: how far all walk in them, how they turn, and every plan that there is."""
