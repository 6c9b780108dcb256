/** The product's sign: counted bars, and one that is honestly unknown. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className}>
      <rect x="1" y="11" width="4" height="8" rx="1" className="fill-accent" />
      <rect x="6" y="6" width="4" height="13" rx="1" className="fill-accent" />
      <path
        d="M11.6 18.4 14.4 15.6M11.6 14.4 14.4 11.6M11.6 10.4 14.4 7.6M11.6 6.4 14.4 3.6"
        className="stroke-accent"
        strokeWidth="1.2"
      />
      <rect x="16" y="1" width="3" height="18" rx="1" className="fill-accent" />
    </svg>
  );
}
