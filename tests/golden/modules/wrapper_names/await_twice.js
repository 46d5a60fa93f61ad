await 1; let x; let x;
