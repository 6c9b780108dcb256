import { readBody } from '../body.ts';
import { botOnly, type Call, json, noContent, type Route } from '../call.ts';
import { missingAccess, unauthorized, unknownApplication, unknownCommand } from '../errors.ts';
import { FormErrors, isRecord } from '../form-errors.ts';
import { flag, snowflakeOf } from '../reach.ts';
import { type CommandInput, readCommand } from './command.ts';
import { type Command, commandShape } from './store.ts';

const scopes = ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'] as const;

export const commandRoutes: readonly Route[] = scopes.flatMap((path): Route[] => [
  { method: 'GET', path, access: botOnly, answer: list },
  { method: 'POST', path, access: botOnly, answer: create },
  { method: 'PUT', path, access: botOnly, answer: overwrite },
  { method: 'GET', path: `${path}/:command`, access: botOnly, answer: get },
  { method: 'PATCH', path: `${path}/:command`, access: botOnly, answer: edit },
  { method: 'DELETE', path: `${path}/:command`, access: botOnly, answer: remove },
]);

/** The guild whose commands are meant, null for global ones. Another application's commands are nobody's business. */
function scopeOf({ sim, c, param }: Call): string | null {
  const application = snowflakeOf('application_id', param('application'));
  if (application !== sim.credentials.clientId) {
    throw sim.world.people.byId(application)?.bot ? unauthorized() : unknownApplication();
  }
  const guildId = c.req.param('guild');
  if (guildId === undefined) return null;
  const guild = sim.world.guildById(snowflakeOf('guild_id', guildId));
  if (!guild?.botIn) throw missingAccess();
  return guild.id;
}

function found(call: Call): { scope: string | null; command: Command } {
  const scope = scopeOf(call);
  const command = call.state.commands.find(scope, snowflakeOf('command_id', call.param('command')));
  if (!command) throw unknownCommand();
  return { scope, command };
}

function list(call: Call): Response {
  const withWords = flag(call.query('with_localizations'));
  return json(call.state.commands.list(scopeOf(call)).map((command) => commandShape(command, withWords)));
}

function get(call: Call): Response {
  return json(commandShape(found(call).command, true));
}

async function create(call: Call): Promise<Response> {
  const scope = scopeOf(call);
  const input = readOne((await readBody(call.c)).value);
  const { command, created } = call.state.commands.put(scope, input);
  return json(commandShape(command, true), created ? 201 : 200);
}

async function overwrite(call: Call): Promise<Response> {
  const scope = scopeOf(call);
  const { value } = await readBody(call.c);
  const errors = new FormErrors();
  const items = errors.list([], value, 130) ?? [];
  const inputs = items.map((item, index) => readCommand(errors, [index], item));
  const seen = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    if (!input) continue;
    const key = `${input.type} ${input.name}`;
    if (seen.has(key)) {
      errors.add([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
    }
    seen.add(key);
  }
  errors.throwIfAny();
  const commands = call.state.commands.overwrite(
    scope,
    inputs.filter((input) => input !== null),
  );
  return json(commands.map((command) => commandShape(command, true)));
}

/** A partial edit: what is not sent stays. The type cannot change. */
async function edit(call: Call): Promise<Response> {
  const { scope, command } = found(call);
  const { value } = await readBody(call.c);
  const changes = isRecord(value) ? value : {};
  const input = readOne({ ...command, ...changes, type: command.type });
  return json(commandShape(call.state.commands.replace(scope, command.id, input), true));
}

function remove(call: Call): Response {
  const { scope, command } = found(call);
  call.state.commands.delete(scope, command.id);
  return noContent();
}

function readOne(value: unknown): CommandInput {
  const errors = new FormErrors();
  const input = readCommand(errors, [], value);
  errors.throwIfAny();
  if (!input) throw new TypeError('a command without errors was not read');
  return input;
}
