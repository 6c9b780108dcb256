import { secret } from '../accounts/internal/secret.ts';
export const value = secret;
