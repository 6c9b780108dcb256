import type { APIAttachment } from 'discord-api-types/v10';
import type { Simulator } from '../../simulator.ts';
import type { UploadedFile } from '../body.ts';
import { type FormErrors, isRecord } from '../form-errors.ts';
import { restStateOf } from '../state.ts';

type Path = readonly (string | number)[];

/** A file of a message, with the words for those who do not see it. */
export type NewAttachment = { file: UploadedFile; name: string; description: string | null };

const mostFiles = 10;

/** Reads `attachments`: each names a file of the form by its number, or (in an edit) one that stays by its id. */
export function readAttachments(
  errors: FormErrors,
  path: Path,
  value: unknown,
  files: readonly UploadedFile[],
): { added: NewAttachment[]; kept: string[] | null } {
  const list = errors.list(path, value, mostFiles) ?? [];
  const about = new Map<number, { name: string | null; description: string | null }>();
  const kept: string[] = [];
  for (const [place, item] of list.entries()) {
    const at = [...path, place];
    const part = isRecord(item) ? item : {};
    const id = String(part.id ?? '');
    const file = files.find((one) => String(one.index) === id);
    const description = errors.text([...at, 'description'], part.description, 0, 1024);
    const name = errors.text([...at, 'filename'], part.filename, 0, 1024);
    if (file) about.set(file.index, { name: name || null, description: description || null });
    else if (/^\d{15,20}$/.test(id)) kept.push(id);
    else errors.add([...at, 'id'], 'UPLOAD_ATTACHMENT_MISSING', `There is no file for the attachment ${id}.`);
  }
  const added = files.map((file) => {
    const said = about.get(file.index);
    return { file, name: said?.name ?? file.name, description: said?.description ?? null };
  });
  return { added, kept: value === undefined || value === null ? null : kept };
}

/** Keeps the files where the content network serves them, and describes them as a message does. */
export function attachmentShapes(sim: Simulator, channelId: string, added: readonly NewAttachment[]): APIAttachment[] {
  const { files } = restStateOf(sim);
  return added.map(({ file, name, description }) => {
    const id = sim.ids.next(sim.clock.now());
    files.add(id, file);
    const url = `${sim.url}/cdn/attachments/${channelId}/${id}/${encodeURIComponent(name)}`;
    return {
      id,
      filename: name,
      size: file.bytes.byteLength,
      url,
      proxy_url: url,
      ...pictureSize(file.bytes),
      ...(file.type === '' ? {} : { content_type: file.type }),
      ...(description === null ? {} : { description }),
    };
  });
}

/** Width and height of a PNG, from its header. Source: PNG specification, IHDR. */
function pictureSize(bytes: Uint8Array): { width?: number; height?: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 24 || view.getUint32(0) !== 0x89504e47) return {};
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
