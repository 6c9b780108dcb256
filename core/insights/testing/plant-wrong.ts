import type { Locale } from '#core/i18n/rules.ts';
import { formatValue } from '../rules/say-fact.ts';
import type { Fact } from '../schema.ts';

type Spoken = Extract<Locale, 'en' | 'de' | 'fr' | 'es' | 'pt-BR' | 'ja'>;

/** Ways in which a model may well say that messages changed against the week before: up, and down. */
export const wordings: Readonly<Record<Spoken, readonly { up: string; down: string }[]>> = {
  en: [
    { up: 'From {was} to {now}: messages rose by {change}.', down: 'From {was} to {now}: messages fell by {change}.' },
    {
      up: 'There were {now} messages, {change} more than in the previous week ({was}).',
      down: 'There were {now} messages, {change} fewer than in the previous week ({was}).',
    },
    {
      up: 'Compared with {was} in the week before, messages grew to {now}.',
      down: 'Compared with {was} in the week before, messages dropped to {now}.',
    },
    {
      up: 'Messages were up {change} in these seven days, at {now} against {was} before.',
      down: 'Messages were down {change} in these seven days, at {now} against {was} before.',
    },
  ],
  de: [
    {
      up: 'Von {was} auf {now}: Die Nachrichten sind um {change} gestiegen.',
      down: 'Von {was} auf {now}: Die Nachrichten sind um {change} gesunken.',
    },
    {
      up: 'Es gab {now} Nachrichten, {change} mehr als in der Vorwoche ({was}).',
      down: 'Es gab {now} Nachrichten, {change} weniger als in der Vorwoche ({was}).',
    },
    {
      up: 'Mit {now} Nachrichten war in diesen sieben Tagen mehr los als zuvor ({was}).',
      down: 'Mit {now} Nachrichten war in diesen sieben Tagen weniger los als zuvor ({was}).',
    },
  ],
  fr: [
    {
      up: 'De {was} à {now} : les messages ont augmenté de {change}.',
      down: 'De {was} à {now} : les messages ont diminué de {change}.',
    },
    {
      up: 'Il y a eu {now} messages, {change} de plus que la semaine précédente ({was}).',
      down: 'Il y a eu {now} messages, {change} de moins que la semaine précédente ({was}).',
    },
    {
      up: 'En sept jours, les messages ont progressé, avec {now} contre {was} avant.',
      down: 'En sept jours, les messages ont reculé, avec {now} contre {was} avant.',
    },
  ],
  es: [
    {
      up: 'De {was} a {now}: los mensajes subieron un {change}.',
      down: 'De {was} a {now}: los mensajes bajaron un {change}.',
    },
    {
      up: 'Hubo {now} mensajes, un {change} más que en la semana anterior ({was}).',
      down: 'Hubo {now} mensajes, un {change} menos que en la semana anterior ({was}).',
    },
    {
      up: 'En estos siete días los mensajes aumentaron, con {now} frente a {was} antes.',
      down: 'En estos siete días los mensajes disminuyeron, con {now} frente a {was} antes.',
    },
  ],
  'pt-BR': [
    {
      up: 'De {was} para {now}: as mensagens subiram {change}.',
      down: 'De {was} para {now}: as mensagens caíram {change}.',
    },
    {
      up: 'Foram {now} mensagens, {change} a mais que na semana anterior ({was}).',
      down: 'Foram {now} mensagens, {change} a menos que na semana anterior ({was}).',
    },
    {
      up: 'Nestes sete dias as mensagens aumentaram, com {now} frente a {was} antes.',
      down: 'Nestes sete dias as mensagens diminuíram, com {now} frente a {was} antes.',
    },
  ],
  ja: [
    {
      up: 'メッセージは{was}から{now}に増え、{change}の増加です。',
      down: 'メッセージは{was}から{now}に減り、{change}の減少です。',
    },
    {
      up: 'この7日間のメッセージは{now}件で、前の週の{was}件より{change}多くなりました。',
      down: 'この7日間のメッセージは{now}件で、前の週の{was}件より{change}少なくなりました。',
    },
  ],
};

/** A wording with the numbers of a fact, or with those that stand for them. */
export function word(
  wording: string,
  fact: Fact,
  locale: Spoken,
  instead: Readonly<Record<string, string>> = {},
): string {
  return wording.replace(
    /\{(\w+)\}/g,
    (_, name: 'now' | 'was' | 'change') => instead[name] ?? formatValue(locale, fact, name),
  );
}

/** Put behind a sentence, each of these makes it say something that no fact carries. */
export const additions: Readonly<Record<Spoken, readonly string[]>> = {
  en: [
    'This happened because of the event.',
    'Well done.',
    'It was a record.',
    'And that for weeks.',
    'It was busiest on Tuesday.',
    'That is certain to go on for a month.',
    'You should post more.',
    'Anna wrote most of them.',
    'See [here](https://example.org).',
    'It doubled twice.',
    'Most were in #secret.',
    '3 people joined.',
    'Voice time as well.',
  ],
  de: [
    'Das liegt am Event.',
    'Das ist gut.',
    'Das war ein Rekord.',
    'Und das seit Wochen.',
    'Am Dienstag war es so.',
    'Das gilt für einen Monat.',
    'Du solltest schreiben.',
    'Anna war dabei.',
    'Siehe https://example.org.',
    'Es waren zwölf Leute.',
    'Dort in #geheim.',
    '3 Beitritte dazu.',
    'Auch die Sprachzeit.',
  ],
  fr: [
    'C’est grâce à l’événement.',
    'C’est un succès.',
    'C’est un record.',
    'Et cela depuis des semaines.',
    'C’était mardi.',
    'Et cela depuis un mois.',
    'Il faut écrire.',
    'Avec Anna et Marc.',
    'Voir https://example.org.',
    'Avec douze membres.',
    'Dans #secret.',
    'Et 3 arrivées.',
    'Le temps vocal aussi.',
  ],
  es: [
    'Es gracias al evento.',
    'Es un éxito.',
    'Es un récord.',
    'Y eso desde hace semanas.',
    'Fue el martes.',
    'Y eso desde hace un mes.',
    'Hay que escribir.',
    'Con Anna y Marco.',
    'Ver https://example.org.',
    'Con doce miembros.',
    'En #secreto.',
    'Y 3 llegadas.',
    'También el tiempo de voz.',
  ],
  'pt-BR': [
    'É graças ao evento.',
    'É um sucesso.',
    'É um recorde.',
    'E isso há semanas.',
    'Foi na terça-feira.',
    'E isso há um mês.',
    'É preciso escrever.',
    'Com Anna e Marco.',
    'Ver https://example.org.',
    'Com doze membros.',
    'Em #segredo.',
    'E 3 entradas.',
    'Também o tempo de voz.',
  ],
  ja: [
    'イベントのおかげです。',
    '素晴らしいです。',
    '過去最高の記録です。',
    '何週間も続いています。',
    '火曜日が中心でした。',
    '先月からです。',
    '投稿すべきです。',
    'https://example.org を参照。',
    '十二件です。',
    '#秘密 でした。',
    '3人が参加しました。',
    'ボイスも同じです。',
  ],
};
