import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import type { FormErrors } from '../form-errors.ts';
import { choices, ranges } from './option-values.ts';
import { type Localizations, localizations, longest, slashName } from './words.ts';

type Path = readonly (string | number)[];

export type Choice = { name: string; name_localizations: Localizations; value: string | number };

export type Option = {
  type: Type;
  name: string;
  name_localizations: Localizations;
  description: string;
  description_localizations: Localizations;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  options?: Option[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
};

const allTypes = Object.values(Type).filter((value): value is Type => typeof value === 'number');
const maxOptions = 25;

/** Options of a command (`depth` 0), of a group (1) or of a subcommand (2). */
export function options(errors: FormErrors, path: Path, value: unknown, depth: 0 | 1 | 2): Option[] {
  const list = errors.list(path, value, maxOptions);
  if (!list) return [];
  const parsed: Option[] = [];
  let optionalSeen = false;
  for (const [index, item] of list.entries()) {
    const at = [...path, index];
    const option = oneOption(errors, at, item, depth);
    if (!option) continue;
    if (parsed.some((other) => other.name === option.name)) {
      errors.add(at, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Option name already exists');
    }
    if (option.required && optionalSeen) {
      const message = 'Required options must be placed before non-required options';
      errors.add(at, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message);
    }
    if (isNesting(option.type) !== isNesting(parsed[0]?.type ?? option.type)) {
      const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
      errors.add([...at, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message);
    }
    optionalSeen ||= !option.required && !isNesting(option.type);
    parsed.push(option);
  }
  return parsed;
}

function oneOption(errors: FormErrors, path: Path, item: unknown, depth: 0 | 1 | 2): Option | null {
  const body = errors.object(path, item);
  if (!body) return null;
  const type = allTypes.find((one) => one === body.type);
  if (type === undefined) {
    if (body.type === undefined) errors.required([...path, 'type']);
    else errors.choices([...path, 'type'], allTypes);
  }
  const name = slashName(errors, [...path, 'name'], body.name);
  const description = errors.text([...path, 'description'], body.description, 1, 100);
  const option: Option = {
    type: type ?? Type.String,
    name: name ?? '',
    name_localizations: localizations(errors, [...path, 'name_localizations'], body.name_localizations, (at, text) =>
      slashName(errors, at, text),
    ),
    description: description ?? '',
    description_localizations: localizations(
      errors,
      [...path, 'description_localizations'],
      body.description_localizations,
      (at, text) => errors.text(at, text, 1, 100),
    ),
  };
  if (type === undefined) return null;
  if (isNesting(type)) {
    const deepest = type === Type.SubcommandGroup ? 0 : 1;
    if (depth > deepest) {
      errors.add([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Invalid option type for this level');
      return null;
    }
    option.options = options(errors, [...path, 'options'], body.options, type === Type.SubcommandGroup ? 1 : 2);
    if (type === Type.SubcommandGroup && option.options.length === 0) errors.required([...path, 'options']);
    return option;
  }
  if (depth === 1) {
    errors.add([...path, 'type'], 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'A group holds sub-commands only');
    return null;
  }
  if (body.required === true) option.required = true;
  choices(errors, path, body, option);
  ranges(errors, path, body, option);
  return option;
}

function isNesting(type: Type): boolean {
  return type === Type.Subcommand || type === Type.SubcommandGroup;
}

/** Characters that count against the limit of 8000 a command. */
export function optionSize(option: Option): number {
  const own =
    longest(option.name, option.name_localizations) + longest(option.description, option.description_localizations);
  const chosen = (option.choices ?? []).reduce(
    (sum, choice) => sum + longest(choice.name, choice.name_localizations) + String(choice.value).length,
    0,
  );
  return (option.options ?? []).reduce((sum, nested) => sum + optionSize(nested), own + chosen);
}
