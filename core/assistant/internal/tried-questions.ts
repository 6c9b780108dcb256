import type { Locale } from '#core/i18n/rules.ts';
import type { CriticalKind } from '../rules/critical-words.ts';

/** In each language a question about each subject in which a mistake costs much, and one about none of them. */
export const triedQuestions: Readonly<Record<Exclude<Locale, `en-${string}`>, Record<CriticalKind | 'none', string>>> =
  {
    en: {
      law: 'Can I be sued for this?',
      health: 'Which medication helps?',
      money: 'Is this taxed?',
      safety: 'Somebody threatens me.',
      none: 'How many people joined?',
    },
    de: {
      law: 'Ist das strafbar?',
      health: 'Welches Medikament hilft?',
      money: 'Lohnt sich ein Kredit?',
      safety: 'Jemand bedroht mich.',
      none: 'Wie viele sind beigetreten?',
    },
    fr: {
      law: 'Que dit la loi ?',
      health: 'Quel médicament aide ?',
      money: 'Dois-je un impôt ?',
      safety: 'On me harcèle.',
      none: 'Combien sont arrivés ?',
    },
    es: {
      law: '¿Qué dice la ley?',
      health: '¿Qué medicamento ayuda?',
      money: '¿Debo pagar un impuesto?',
      safety: 'Recibo amenazas.',
      none: '¿Cuántos se unieron?',
    },
    'pt-BR': {
      law: 'O que diz a lei?',
      health: 'Que remédio ajuda?',
      money: 'Devo pagar imposto?',
      safety: 'Recebo ameaças.',
      none: 'Quantos entraram?',
    },
    ja: {
      law: 'これは違法ですか。',
      health: 'どの薬がいいですか。',
      money: '税金はかかりますか。',
      safety: '脅迫されています。',
      none: '何人参加しましたか。',
    },
  };
