import { useLocation, useNavigate, useSubmit } from '@remix-run/react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useState } from 'react';
import { classes } from '../ui/classes.ts';
import { useWords } from '../ui/words.ts';
import { type Command, findCommands, listCommands } from './commands.ts';
import type { FrameData } from './props.ts';

/** Opens with Ctrl or Cmd and K from anywhere. */
export function useCommandKey(dialog: RefObject<HTMLDialogElement>) {
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      if (dialog.current?.open) dialog.current.close();
      else dialog.current?.showModal();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [dialog]);
}

/** Everything one may do, by typing. The browser's own dialog keeps the focus in and gives it back. */
export function CommandMenu({ frame, dialog }: { frame: FrameData; dialog: RefObject<HTMLDialogElement> }) {
  const { t } = useWords();
  const id = useId();
  const navigate = useNavigate();
  const submit = useSubmit();
  const { pathname, search } = useLocation();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = findCommands(listCommands(frame, t, `${pathname}${search}`), query);
  const at = Math.min(chosen, found.length - 1);

  const run = (command: Command | undefined) => {
    if (!command) return;
    dialog.current?.close();
    if ('to' in command.run) navigate(command.run.to);
    else submit(command.run.values, { method: 'post', action: command.run.post });
  };
  const move = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1 };
    const next = steps[event.key];
    if (event.key === 'Enter') {
      event.preventDefault();
      run(found[at]);
    } else if (next !== undefined && found.length > 0) {
      event.preventDefault();
      const index = (next + found.length) % found.length;
      setChosen(index);
      document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' });
    }
  };

  return (
    <dialog
      ref={dialog}
      aria-label={t('ui:command.title')}
      className="mx-auto mt-[12vh] mb-auto w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-lg border border-line bg-raised shadow-over"
      onClose={() => {
        setQuery('');
        setChosen(0);
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
    >
      <div className="flex max-h-[60vh] flex-col">
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-label={t('ui:command.placeholder')}
          {...(found[at] ? { 'aria-activedescendant': `${id}-${at}` } : {})}
          placeholder={t('ui:command.placeholder')}
          className="min-h-12 w-full shrink-0 border-b border-line bg-transparent px-4 text-16 outline-none"
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={move}
        />
        <div id={`${id}-list`} role="listbox" aria-label={t('ui:command.title')} className="overflow-y-auto p-2">
          {found.map((command, index) => (
            <div key={command.id} role="presentation">
              {command.group !== found[index - 1]?.group ? (
                <p role="presentation" className="px-2 pt-2 pb-1 text-12 text-ink-faint">
                  {t(`ui:command.${command.group}`)}
                </p>
              ) : null}
              {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and handles the keys. */}
              <div
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                className={classes(
                  'flex min-h-9 cursor-pointer items-center rounded-md px-2',
                  index === at && 'bg-accent-soft',
                )}
                onClick={() => run(command)}
                onPointerMove={() => setChosen(index)}
              >
                <bdi className="truncate">{command.label}</bdi>
              </div>
            </div>
          ))}
          {found.length === 0 ? <p className="px-2 py-6 text-ink-soft">{t('ui:command.none', { query })}</p> : null}
        </div>
        <p role="status" className="sr-only">
          {t('ui:command.results', { count: found.length })}
        </p>
        <p className="shrink-0 border-t border-line px-4 py-2 text-12 text-ink-faint max-sm:hidden">
          {t('ui:command.hint')}
        </p>
      </div>
    </dialog>
  );
}
