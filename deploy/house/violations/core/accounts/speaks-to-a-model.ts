import OpenAI from 'openai';

export const client = OpenAI;
