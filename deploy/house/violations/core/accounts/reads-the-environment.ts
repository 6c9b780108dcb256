export const value = process.env.SECRET;
