import type { Overview } from '#core/analytics/rules.ts';

const HOUR_MS = 3_600_000;

const columns = [
  'from_utc',
  'to_utc',
  'state',
  'messages',
  'voice_seconds',
  'observed_share_messages',
  'observed_share_voice',
  'messages_yesterday',
  'voice_seconds_yesterday',
] as const;

/**
 * The day by hours for a spreadsheet or a program: one name a column whatever the language, instants in UTC, numbers
 * plain. Where nothing was observed the field is empty, not zero. Source of the format: RFC 4180.
 */
export function overviewCsv(overview: Overview): string {
  const rows = overview.hours.map((hour) => {
    const come = hour.state !== 'to-come';
    const seconds = (ms: number) => Math.round(ms / 1_000);
    return [
      new Date(hour.fromMs).toISOString(),
      new Date(hour.fromMs + HOUR_MS).toISOString(),
      hour.state,
      come && (hour.observed.messages > 0 || hour.messages > 0) ? hour.messages : '',
      come && (hour.observed.voice > 0 || hour.voiceMs > 0) ? seconds(hour.voiceMs) : '',
      come ? hour.observed.messages.toFixed(3) : '',
      come ? hour.observed.voice.toFixed(3) : '',
      hour.before.messages ?? '',
      hour.before.voiceMs === null ? '' : seconds(hour.before.voiceMs),
    ].join(',');
  });
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}
