const module = 1; let x; let x;
