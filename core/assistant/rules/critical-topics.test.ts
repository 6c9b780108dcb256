import { describe, expect, test } from 'vitest';
import { criticalTopics } from './critical-topics.ts';
import type { CriticalKind } from './critical-words.ts';

/** Asked in six languages; some in capitals, without accents, or with other words beside. */
const critical: Readonly<Record<CriticalKind, readonly string[]>> = {
  law: [
    'Is it legal to post this picture? Do I need a lawyer?',
    'Which of these songs may we play here? Is that legal?',
    'Can a member sue us for that, and what does the law say?',
    'Brauchen wir ein IMPRESSUM, und was sagt die DSGVO dazu?',
    'Darf ich das rechtlich, oder kann mich jemand verklagen?',
    'Est-ce que c’est illégal ? Faut-il un avocat ?',
    'Quels sont les droits d’auteur de cette image ?',
    '¿Necesito un abogado si alguien quiere demandarme?',
    '¿Qué dice la ley sobre los derechos de autor?',
    'Preciso de um advogado por causa da LGPD?',
    'Alguém pode me processar por isso?',
    'これは違法ですか。弁護士に相談すべきですか。',
    '著作権はどうなりますか',
  ],
  health: [
    'A member says they are depressed, what should they take?',
    'What dose of ibuprofen is right?',
    'Welche Medikamente helfen bei einer Panikattacke?',
    'Ein Mitglied hat eine Essstörung. Was tun?',
    'Un membre est enceinte, quel médicament peut-elle prendre ?',
    'Comment parler de santé mentale ici ?',
    '¿Qué síntomas tiene la depresión?',
    '¿Cuál es la dosis de insulina?',
    'Que remédio tomar para ansiedade?',
    'Alguém está grávida e pergunta sobre vacinas',
    'この症状は病気ですか',
    '薬を飲んでもいいですか',
  ],
  money: [
    'Should we invest the donations in crypto?',
    'Do I have to pay taxes on server income?',
    'Muss ich Umsatzsteuer zahlen, wenn ich Rollen verkaufe?',
    'Bekomme ich eine Rückerstattung?',
    'Dois-je payer des impôts sur les dons ?',
    'Faut-il investir en bourse ?',
    '¿Tengo que pagar impuestos por las donaciones?',
    '¿Es buena idea pedir un préstamo?',
    'Devo investir em criptomoedas?',
    'Preciso declarar imposto sobre doações?',
    '寄付に税金はかかりますか',
    '仮想通貨に投資すべきですか',
  ],
  safety: [
    'Somebody writes that they want to kill themselves: it sounds like suicide',
    'A member was doxxed and gets threats. What now?',
    'Jemand droht mit Selbstmord, was mache ich?',
    'Ein Mitglied wird erpresst und belästigt.',
    'Un membre parle de suicide.',
    'Quelqu’un reçoit des menaces et du harcèlement.',
    'Un miembro habla de suicidio, ¿qué hago?',
    'Alguien recibió amenazas y un chantaje.',
    'Um membro fala em suicídio.',
    'Caí num golpe e hackearam minha conta.',
    '自殺したいと言っているメンバーがいます',
    'メンバーが脅迫されています',
  ],
};

/** What people ask of a server every day. */
const harmless = [
  'How was last week compared with the week before?',
  'Which channels are used most, and which hardly at all?',
  'What is our rule about spoilers? Who may pin messages?',
  'How many of those who joined stay? When does the raid start, and in which room?',
  'What rights does the role Moderator have, and who can report somebody?',
  'Write a welcome message for newcomers. Where are credits and trades posted?',
  'Wie viele sind letzte Woche beigetreten, und welche Rechte hat die Rolle?',
  'Wie steuern wir den Bot, und wer hat das Sagen im Sprachkanal?',
  'Schreib bitte einen kurzen Gruß für Neue. Wann ist am meisten los?',
  'Quels salons sont les plus utilisés ? Écris un texte court, prêt à copier.',
  'Quelles sont les responsabilités du rôle modérateur ?',
  'Quand les membres sont-ils le plus actifs ?',
  '¿Cómo denuncio un mensaje y estoy seguro de que lo ven? ¿Qué pasa con la violación de una regla?',
  '¿Cuántas personas se unieron la semana pasada?',
  'Que canal legal! Quais são os mais usados, e tenho uma dúvida sobre denúncias',
  'Quantas pessoas entraram na semana passada?',
  '先週は何人参加しましたか。一番使われているチャンネルは？',
  'クローンやドローンの話はどこですか。新しい人がんばってください',
];

describe.each(Object.entries(critical))('%s', (kind, texts) => {
  test.each(texts)('%s', (text) => {
    expect(criticalTopics([text])).toContain(kind);
    expect(criticalTopics(['And then?', text.toUpperCase()])).toContain(kind);
  });
});

test.each(harmless)('nothing is asked to be checked of: %s', (text) => {
  expect(criticalTopics([text])).toEqual([]);
});

test('a long text of one word is read at once', () => {
  const started = performance.now();
  for (const word of ['legal ', 'me faire du ma ', 'a', '訴', "'- "]) criticalTopics([word.repeat(20_000)]);
  expect(performance.now() - started).toBeLessThan(2_000);
});
