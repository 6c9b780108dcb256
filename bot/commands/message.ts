import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { AnswerButton, CommandAnswer } from './command.ts';
import { customId } from './interaction.ts';

export interface AttachedFile {
  name: string;
  data: Uint8Array;
  contentType: string;
}

/** A message of Discord that pings nobody, and the files that go with it. Its buttons come back to the command of this key. */
export function messageOf({ picture, content, embeds, buttons = [] }: CommandAnswer, key: string) {
  const body = {
    content: content ?? '',
    embeds: embeds ?? [],
    components: buttons.length > 0 ? [{ type: ComponentType.ActionRow, components: buttons.map(buttonOf(key)) }] : [],
    allowed_mentions: { parse: [] },
  };
  if (!picture) return { body, files: {} };
  const { name, png, alt } = picture;
  const files: AttachedFile[] = [{ name, data: png, contentType: 'image/png' }];
  return { body: { ...body, attachments: [{ id: 0, filename: name, description: alt }] }, files: { files } };
}

const buttonOf = (key: string) => (button: AnswerButton) =>
  'url' in button
    ? { type: ComponentType.Button, style: ButtonStyle.Link, label: button.label, url: button.url }
    : {
        type: ComponentType.Button,
        style: button.danger ? ButtonStyle.Danger : ButtonStyle.Secondary,
        label: button.label,
        custom_id: customId(key, button.argument),
      };
