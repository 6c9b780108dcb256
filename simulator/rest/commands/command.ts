import { ApplicationCommandType as Type } from 'discord-api-types/v10';
import type { FormErrors } from '../form-errors.ts';
import { type Option, optionSize, options } from './options.ts';
import { type Localizations, localizations, longest, slashName } from './words.ts';

type Path = readonly (string | number)[];

/** A command as registered, without what Discord adds (id, version, application). */
export type CommandInput = {
  type: Type;
  name: string;
  name_localizations: Localizations;
  description: string;
  description_localizations: Localizations;
  options: Option[];
  default_member_permissions: string | null;
  nsfw: boolean;
  contexts: number[] | null;
  integration_types: number[];
};

const types = [Type.ChatInput, Type.User, Type.Message] as const;
const maxSize = 8000;

/** Reads one command of a request body; what is wrong goes to `errors`. Null where the rest cannot be judged. */
export function readCommand(errors: FormErrors, path: Path, value: unknown): CommandInput | null {
  const body = errors.object(path, value);
  if (!body) return null;
  const type = body.type === undefined || body.type === null ? Type.ChatInput : types.find((one) => one === body.type);
  if (type === undefined) {
    errors.choices([...path, 'type'], types);
    return null;
  }
  const slash = type === Type.ChatInput;
  const nameRule = (at: Path, text: unknown) => (slash ? slashName(errors, at, text) : errors.text(at, text, 1, 32));
  const name = nameRule([...path, 'name'], body.name);
  const command: CommandInput = {
    type,
    name: name ?? '',
    name_localizations: localizations(errors, [...path, 'name_localizations'], body.name_localizations, nameRule),
    description: slash ? (errors.text([...path, 'description'], body.description, 1, 100) ?? '') : '',
    description_localizations: slash
      ? localizations(errors, [...path, 'description_localizations'], body.description_localizations, (at, text) =>
          errors.text(at, text, 1, 100),
        )
      : null,
    options: slash ? options(errors, [...path, 'options'], body.options, 0) : [],
    default_member_permissions: permissions(errors, [...path, 'default_member_permissions'], body),
    nsfw: body.nsfw === true,
    contexts: numbers(errors, [...path, 'contexts'], body.contexts, [0, 1, 2]),
    integration_types: numbers(errors, [...path, 'integration_types'], body.integration_types, [0, 1]) ?? [0],
  };
  if (!slash) refuseSlashOnly(errors, path, body);
  if (commandSize(command) > maxSize) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${maxSize})`);
  }
  return name === null ? null : command;
}

function refuseSlashOnly(errors: FormErrors, path: Path, body: Record<string, unknown>): void {
  if (typeof body.description === 'string' && body.description !== '') {
    const message = 'Context menu commands cannot have description';
    errors.add([...path, 'description'], 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', message);
  }
  if (Array.isArray(body.options) && body.options.length > 0) {
    const message = 'Context menu commands cannot have options';
    errors.add([...path, 'options'], 'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS', message);
  }
}

function permissions(errors: FormErrors, path: Path, body: Record<string, unknown>): string | null {
  const value = body.default_member_permissions;
  if (value === undefined || value === null) return null;
  const digits = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (/^\d{1,20}$/.test(digits)) return digits;
  errors.add(path, 'PERMISSION_TYPE_INVALID', 'Permissions must be a string of digits');
  return null;
}

function numbers(errors: FormErrors, path: Path, value: unknown, allowed: readonly number[]): number[] | null {
  if (value === undefined || value === null) return null;
  const list = errors.list(path, value, allowed.length) ?? [];
  return list.filter((one): one is number => {
    const known = typeof one === 'number' && allowed.includes(one);
    if (!known) errors.choices(path, allowed);
    return known;
  });
}

function commandSize(command: CommandInput): number {
  const own =
    longest(command.name, command.name_localizations) + longest(command.description, command.description_localizations);
  return command.options.reduce((sum, option) => sum + optionSize(option), own);
}
