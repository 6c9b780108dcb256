import { FALLBACK_LOCALE, locales } from '#core/i18n/rules.ts';
import { type Database, within } from '#core/platform/db.server.ts';
import { type Evidence, keptUnless } from '#core/platform/evidence.ts';
import { setPreferences } from '../set-preferences.server.ts';

/** An id that Discord gives nobody: its first snowflakes are of 2015. */
const CANARY = '1';

class TakenBack extends Error {
  readonly kept: string[];
  constructor(kept: string[]) {
    super('a canary is taken back');
    this.kept = kept;
  }
}

/**
 * Whether a language that is chosen is the one that is found again: somebody invented chooses each of them, in a
 * transaction that is taken back.
 */
export async function lookAtLanguage(db: Database): Promise<Evidence> {
  const { prisma } = db.for('sign-in', 'preference');
  const kept = await prisma
    .$transaction(async (tx): Promise<string[]> => {
      await tx.account.create({ data: { id: BigInt(CANARY), username: 'canary' } });
      const found: string[] = [];
      for (const locale of locales) {
        await tx.account.update({ where: { id: BigInt(CANARY) }, data: { locale: null } });
        await setPreferences({ db: within({ prisma: tx }) }, CANARY, { locale });
        const read = await tx.account.findUnique({ where: { id: BigInt(CANARY) }, select: { locale: true } });
        if (read?.locale === locale) found.push(locale);
      }
      throw new TakenBack(found);
    })
    .catch((error: unknown) => {
      if (error instanceof TakenBack) return error.kept;
      throw error;
    });
  const chosen = await prisma.account.count({ where: { locale: { not: null } } });
  return keptUnless(
    locales.filter((locale) => !kept.includes(locale)),
    { languages: [...locales], chosen, otherwise: FALLBACK_LOCALE },
  );
}
