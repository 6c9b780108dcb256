export const value = (url: string) => url.includes('simulator');
