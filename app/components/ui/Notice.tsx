import CircleAlert from 'lucide-react/icons/circle-alert';
import CircleCheck from 'lucide-react/icons/circle-check';
import Info from 'lucide-react/icons/info';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

export type Tone = 'info' | 'good' | 'caution' | 'bad';

const tones: Record<Tone, { box: string; icon: string; Icon: typeof Info }> = {
  info: { box: 'bg-sunken', icon: 'text-ink-soft', Icon: Info },
  good: { box: 'bg-good-soft', icon: 'text-good', Icon: CircleCheck },
  caution: { box: 'bg-caution-soft', icon: 'text-caution', Icon: TriangleAlert },
  bad: { box: 'bg-bad-soft', icon: 'text-bad', Icon: CircleAlert },
};

/** Something that has to be said before the page is read. `announce` where it appears in answer to an action. */
export function Notice({
  tone = 'info',
  title,
  announce = false,
  action,
  children,
}: {
  tone?: Tone;
  title: string;
  announce?: boolean;
  action?: ReactNode;
  children?: ReactNode;
}) {
  const { box, icon, Icon } = tones[tone];
  return (
    <div
      className={classes('flex gap-3 rounded-md px-4 py-3', box)}
      {...(announce ? { role: tone === 'bad' ? 'alert' : 'status' } : {})}
    >
      <Icon aria-hidden="true" className={classes('mt-0.5 size-4 shrink-0', icon)} />
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children ? <div className="measure mt-1 space-y-2 text-ink-soft">{children}</div> : null}
        {action ? <div className="mt-3">{action}</div> : null}
      </div>
    </div>
  );
}
