const module = 1; let module;
