// Nothing: its time is what starting and ending costs.
