/** The name with its mark: two threads that cross. Decorative without the name. */
export function Wordmark({ size = 20, isMarkOnly = false }: { size?: number; isMarkOnly?: boolean }) {
  return (
    <span className="inline-flex items-center gap-2 font-semibold tracking-tight text-ink">
      <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M8 9.5c8 0 8 13 16 13M8 22.5c8 0 8-13 16-13"
          fill="none"
          stroke="var(--accent-ink)"
          strokeWidth="3"
          strokeLinecap="round"
        />
      </svg>
      {!isMarkOnly && 'Interlace'}
    </span>
  );
}
