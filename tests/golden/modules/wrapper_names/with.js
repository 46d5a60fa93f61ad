const require = 1; with ({}) {}
