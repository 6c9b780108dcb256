// @ts-ignore
export const value: string = 1;
