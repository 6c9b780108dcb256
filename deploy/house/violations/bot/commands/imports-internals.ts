import { secret } from '../../core/accounts/internal/secret.ts';
export const value = secret;
