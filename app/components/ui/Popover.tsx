import { type ReactNode, useId } from 'react';
import { classes } from './classes.ts';

/**
 * A button and the panel it opens: the browser's own popover, so it opens without JavaScript, closes with Escape or a
 * click outside, and gives the focus back.
 */
export function Popover({
  label,
  button,
  buttonClassName,
  panelClassName,
  up = false,
  children,
}: {
  /** Said instead of the button's words where those are not enough. */
  label?: string;
  button: ReactNode;
  buttonClassName?: string;
  panelClassName?: string;
  /** Opens above the button. */
  up?: boolean;
  children: ReactNode;
}) {
  const id = `popover-${useId().replaceAll(':', '')}`;
  const target = { popovertarget: id };
  const panel = { popover: 'auto' };
  return (
    <>
      <button type="button" className={buttonClassName} {...(label ? { 'aria-label': label } : {})} {...target}>
        {button}
      </button>
      <div id={id} className={classes('popover', up && 'popover-up', panelClassName)} {...panel}>
        {children}
      </div>
    </>
  );
}
