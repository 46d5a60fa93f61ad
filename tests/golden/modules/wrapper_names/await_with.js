await 1; with ({}) {}
