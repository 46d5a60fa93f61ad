export const text = import.meta.url.split('/').pop();
