/** Text that travels over the wire; long lines break, so that nothing has to scroll sideways. */
export function Listing({ title, text }: { title: string; text: string }) {
  return (
    <figure className="mt-4 max-w-3xl">
      <figcaption className="mb-1 text-12 text-ink-faint">{title}</figcaption>
      <pre className="rounded-md bg-sunken px-4 py-3 text-12 break-words whitespace-pre-wrap">
        <code>{text}</code>
      </pre>
    </figure>
  );
}
