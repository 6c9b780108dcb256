import { ChannelType, ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { type FormErrors, shown } from '../form-errors.ts';
import type { Option } from './options.ts';
import { localizations } from './words.ts';

type Path = readonly (string | number)[];
type Body = Record<string, unknown>;

const maxChoices = 25;
const channelTypes = [...new Set(Object.values(ChannelType))].filter((value) => typeof value === 'number');

const takesChoices = (type: Type) => type === Type.String || type === Type.Integer || type === Type.Number;

/** Reads `choices` and `autocomplete` into the option; they exclude each other. */
export function choices(errors: FormErrors, path: Path, body: Body, option: Option): void {
  if (body.autocomplete === true) {
    if (!takesChoices(option.type)) {
      errors.add(
        [...path, 'autocomplete'],
        'APPLICATION_COMMAND_INVALID_AUTOCOMPLETE',
        'Invalid type for autocomplete',
      );
    }
    option.autocomplete = true;
  }
  const list = errors.list([...path, 'choices'], body.choices, maxChoices);
  if (!list || list.length === 0) return;
  if (!takesChoices(option.type)) {
    errors.add([...path, 'choices'], 'APPLICATION_COMMAND_INVALID_CHOICES', 'Invalid type for choices');
    return;
  }
  if (option.autocomplete) {
    errors.add([...path, 'choices'], 'APPLICATION_COMMAND_INVALID_CHOICES', 'Choices cannot be set with autocomplete');
  }
  option.choices = [];
  for (const [index, item] of list.entries()) {
    const at = [...path, 'choices', index];
    const choice = errors.object(at, item);
    if (!choice) continue;
    const name = errors.text([...at, 'name'], choice.name, 1, 100);
    const value = choiceValue(errors, [...at, 'value'], choice.value, option.type);
    const words = localizations(errors, [...at, 'name_localizations'], choice.name_localizations, (where, text) =>
      errors.text(where, text, 1, 100),
    );
    if (name === null || value === null) continue;
    if (option.choices.some((other) => other.name === name)) {
      errors.add(
        [...at, 'name'],
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
        'Choice name already exists',
      );
    }
    option.choices.push({ name, name_localizations: words, value });
  }
}

function choiceValue(errors: FormErrors, path: Path, value: unknown, type: Type): string | number | null {
  if (value === undefined || value === null) {
    errors.required(path);
    return null;
  }
  if (type === Type.String) return errors.text(path, value, 1, 100);
  const fits = typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= 2 ** 53;
  if (fits && (type === Type.Number || Number.isInteger(value))) return value;
  errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not ${type === Type.Integer ? 'int' : 'float'}.`);
  return null;
}

/** Reads bounds of numbers, lengths of strings and allowed channel types into the option. */
export function ranges(errors: FormErrors, path: Path, body: Body, option: Option): void {
  if (option.type === Type.Integer || option.type === Type.Number) {
    const min = bound(errors, [...path, 'min_value'], body.min_value, option.type);
    const max = bound(errors, [...path, 'max_value'], body.max_value, option.type);
    if (min !== null) option.min_value = min;
    if (max !== null) option.max_value = max;
    if (min !== null && max !== null && min > max) {
      errors.add(
        [...path, 'max_value'],
        'APPLICATION_COMMAND_INVALID_MIN_MAX',
        'Maximum must not be under the minimum',
      );
    }
  }
  if (option.type === Type.String) {
    if (body.min_length !== undefined) {
      option.min_length = errors.integer([...path, 'min_length'], body.min_length, 0, 6000, 0);
    }
    if (body.max_length !== undefined) {
      option.max_length = errors.integer([...path, 'max_length'], body.max_length, 1, 6000, 6000);
    }
  }
  if (option.type === Type.Channel && body.channel_types !== undefined) {
    const list = errors.list([...path, 'channel_types'], body.channel_types, channelTypes.length) ?? [];
    option.channel_types = list.filter((value): value is ChannelType => {
      const known = channelTypes.some((one) => one === value);
      if (!known) errors.choices([...path, 'channel_types'], channelTypes);
      return known;
    });
  }
}

function bound(errors: FormErrors, path: Path, value: unknown, type: Type): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && (type === Type.Number || Number.isInteger(value))) return value;
  errors.add(path, 'NUMBER_TYPE_COERCE', `Value "${shown(value)}" is not ${type === Type.Integer ? 'int' : 'float'}.`);
  return null;
}
