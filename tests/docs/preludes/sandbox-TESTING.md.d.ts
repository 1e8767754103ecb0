// The names that a reader fills in.
