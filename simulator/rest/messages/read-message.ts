import { MessageFlags } from 'discord-api-types/v10';
import type { UploadedFile } from '../body.ts';
import { emptyMessage } from '../errors.ts';
import { FormErrors, isRecord } from '../form-errors.ts';
import { type NewAttachment, readAttachments } from './attachments.ts';

type Path = readonly (string | number)[];
type Part = Record<string, unknown>;

/** What a message says, checked. */
export type MessageInput = {
  content: string;
  embeds: readonly Part[];
  components: readonly Part[];
  flags: number;
  tts: boolean;
  replyTo: string | null;
  nonce: string | number | null;
  /** With a nonce: the message that was sent with it in the last minutes is answered instead of another one. */
  enforceNonce: boolean;
  files: readonly NewAttachment[];
  /** Attachments that an edit leaves; null where it does not speak of them. */
  keptFiles: readonly string[] | null;
};

const maxEmbedCharacters = 6000;
/** The flags an application may set itself. */
const settable = MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** Reads a message under `path` of its request body. `ephemeral`: whether it may be one (answers to interactions). */
export function readMessage(
  body: Part,
  options: { path?: Path; files: readonly UploadedFile[]; ephemeral: boolean; mayBeEmpty?: boolean },
): MessageInput {
  const path = options.path ?? [];
  const errors = new FormErrors();
  const allowedFlags = options.ephemeral ? settable | MessageFlags.Ephemeral : settable;
  const flags = errors.integer([...path, 'flags'], body.flags, 0, 2 ** 31 - 1, 0) & allowedFlags;
  const content = errors.text([...path, 'content'], body.content, 0, 2000) ?? '';
  const embeds = (errors.list([...path, 'embeds'], body.embeds, 10) ?? []).filter(isRecord);
  const components = (errors.list([...path, 'components'], body.components, 40) ?? []).filter(isRecord);
  checkEmbeds(errors, [...path, 'embeds'], embeds);
  checkComponents(errors, [...path, 'components'], components, (flags & MessageFlags.IsComponentsV2) !== 0);
  if ((flags & MessageFlags.IsComponentsV2) !== 0 && (content !== '' || embeds.length > 0)) {
    const message = 'The content and embeds fields cannot be used when the IS_COMPONENTS_V2 flag is set';
    errors.add([...path, 'flags'], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message);
  }
  const reference = isRecord(body.message_reference) ? body.message_reference : {};
  const replyTo = errors.snowflake([...path, 'message_reference', 'message_id'], reference.message_id);
  const { added, kept } = readAttachments(errors, [...path, 'attachments'], body.attachments, options.files);
  const nonce = readNonce(errors, [...path, 'nonce'], body.nonce);
  errors.throwIfAny();
  const empty = content.trim() === '' && embeds.length === 0 && components.length === 0 && added.length === 0;
  if (empty && !options.mayBeEmpty) throw emptyMessage();
  const enforceNonce = body.enforce_nonce === true && nonce !== null;
  const { tts } = body;
  return {
    ...{ content, embeds, components, flags, tts: tts === true, replyTo, nonce, enforceNonce },
    ...{ files: added, keptFiles: kept },
  };
}

/** A number, or a text of at most 25 characters. */
function readNonce(errors: FormErrors, path: Path, value: unknown): string | number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return null;
  return errors.text(path, value, 0, 25);
}

function checkEmbeds(errors: FormErrors, path: Path, embeds: readonly Part[]): void {
  let characters = 0;
  for (const [index, embed] of embeds.entries()) {
    const at = [...path, index];
    const author = isRecord(embed.author) ? embed.author : {};
    const footer = isRecord(embed.footer) ? embed.footer : {};
    const texts = [
      errors.text([...at, 'title'], embed.title, 0, 256),
      errors.text([...at, 'description'], embed.description, 0, 4096),
      errors.text([...at, 'author', 'name'], author.name, 0, 256),
      errors.text([...at, 'footer', 'text'], footer.text, 0, 2048),
    ];
    for (const [field, item] of (errors.list([...at, 'fields'], embed.fields, 25) ?? []).entries()) {
      const body = isRecord(item) ? item : {};
      texts.push(
        errors.text([...at, 'fields', field, 'name'], body.name, 1, 256),
        errors.text([...at, 'fields', field, 'value'], body.value, 1, 1024),
      );
    }
    characters += texts.reduce((sum, text) => sum + [...(text ?? '')].length, 0);
  }
  if (characters > maxEmbedCharacters) {
    const message = `Embed size exceeds maximum size of ${maxEmbedCharacters}`;
    errors.add(path, 'MAX_EMBED_SIZE_EXCEEDED', message);
  }
}

const actionRow = 1;
const button = 2;

/** Classic components: at most five rows of at most five; a custom id at most 100 characters and used once. */
function checkComponents(errors: FormErrors, path: Path, components: readonly Part[], second: boolean): void {
  if (second) return;
  if (components.length > 5) errors.add(path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 5 in length.');
  const ids = new Set<string>();
  for (const [index, row] of components.entries()) {
    if (row.type !== actionRow) errors.choices([...path, index, 'type'], [actionRow]);
    const parts = errors.list([...path, index, 'components'], row.components, 5) ?? [];
    for (const [place, part] of parts.entries()) {
      const at = [...path, index, 'components', place];
      const body = errors.object(at, part);
      if (!body || body.type !== button) continue;
      if (body.url !== undefined) errors.text([...at, 'url'], body.url, 1, 512);
      else if (body.sku_id === undefined) uniqueId(errors, [...at, 'custom_id'], body.custom_id, ids);
      errors.text([...at, 'label'], body.label, 0, 80);
      if (body.style === undefined) errors.required([...at, 'style']);
      else errors.integer([...at, 'style'], body.style, 1, 6, 1);
    }
  }
}

function uniqueId(errors: FormErrors, path: Path, value: unknown, seen: Set<string>): void {
  const id = errors.text(path, value, 1, 100);
  if (id === null) return;
  if (seen.has(id)) errors.add(path, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
  seen.add(id);
}
