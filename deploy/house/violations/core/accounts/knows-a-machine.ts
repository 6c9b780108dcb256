export const value = '/work/somewhere';
