export const detected = typeof require;
