import { AppError } from '#core/platform/app-error.ts';
import { answer } from '../http/answer.server.ts';

/** Every address that nothing else answers. */
export const loader = answer(async () => {
  throw new AppError('not_found', 'no such page');
});

export const action = loader;

export default function NotFound() {
  return null;
}
