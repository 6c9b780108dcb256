/** The look of the stand-in's own pages: plain, warm, readable, and not to be taken for Discord's. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: light-dark(oklch(98.5% 0.004 80), oklch(19% 0.006 80));
  --text: light-dark(oklch(25% 0.01 80), oklch(94% 0.006 80));
  --quiet: light-dark(oklch(45% 0.012 80), oklch(75% 0.01 80));
  --line: light-dark(oklch(86% 0.008 80), oklch(34% 0.008 80));
  --raised: light-dark(oklch(100% 0 0), oklch(23% 0.006 80));
  --accent: light-dark(oklch(45% 0.11 255), oklch(80% 0.09 255));
  --notice: light-dark(oklch(93% 0.06 90), oklch(32% 0.05 90));
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
header { background: var(--notice); padding: 8px 16px; font-size: 14px; }
header p { max-width: 512px; margin: 0 auto; }
main { max-width: 544px; margin: 0 auto; padding: 32px 16px 64px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 16px; margin: 32px 0 8px; }
p, ul { margin: 0 0 12px; }
ul { padding-left: 20px; }
.quiet { color: var(--quiet); font-size: 14px; }
.choices { list-style: none; padding: 0; margin: 0 -8px; border-top: 1px solid var(--line); }
.choices li { border-bottom: 1px solid var(--line); }
button { font: inherit; color: inherit; cursor: pointer; }
.choice { display: block; width: 100%; min-height: 56px; padding: 8px; border: 0; background: none; text-align: left; }
.choice:hover { background: var(--raised); }
.choice span { display: block; }
.choice .name { font-weight: 600; }
.plain { min-height: 44px; padding: 8px 16px; margin-top: 24px; border: 1px solid var(--line); background: var(--raised);
  border-radius: 4px; }
button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
`;
