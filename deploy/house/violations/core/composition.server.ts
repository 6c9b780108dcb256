export const composed = 'of the parts of several rooms';
