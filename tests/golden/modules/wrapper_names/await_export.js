await 1; export const value = typeof require;
