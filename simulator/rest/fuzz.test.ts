import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCommand } from './commands/command.ts';
import { RestError } from './errors.ts';
import { FormErrors, isRecord } from './form-errors.ts';
import { readMessage } from './messages/read-message.ts';

/** Whatever is sent, a reader answers or refuses with a `RestError`; it never falls over. */
const keys = ['name', 'type', 'description', 'options', 'choices', 'value', 'required', 'name_localizations', 'de'];
const messageKeys = [
  'content',
  'embeds',
  'components',
  'flags',
  'fields',
  'custom_id',
  'message_reference',
  'type',
  'attachments',
  'id',
  'nonce',
];

function values(names: readonly string[]): fc.Arbitrary<unknown> {
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.string({ maxLength: 40 }),
      fc.integer({ min: -3, max: 40 }),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
    ),
  })).value;
}

function onlyRefuses(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(RestError);
  }
}

test('commands of any shape', () => {
  fc.assert(
    fc.property(values(keys), (value) =>
      onlyRefuses(() => {
        const errors = new FormErrors();
        readCommand(errors, [], value);
        errors.throwIfAny();
      }),
    ),
    { seed: 1, numRuns: 5000 },
  );
});

test('messages of any shape', () => {
  fc.assert(
    fc.property(values(messageKeys), (value) =>
      onlyRefuses(() => readMessage(isRecord(value) ? value : {}, { files: [], ephemeral: true })),
    ),
    { seed: 2, numRuns: 5000 },
  );
});
