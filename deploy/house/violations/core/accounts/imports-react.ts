import { createElement } from 'react';
export const value = createElement;
