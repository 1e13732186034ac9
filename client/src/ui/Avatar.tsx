import { usePicture } from './pictures';

// Written out, as Tailwind finds class names by reading the source.
const colours = [
  'bg-avatar-1',
  'bg-avatar-2',
  'bg-avatar-3',
  'bg-avatar-4',
  'bg-avatar-5',
  'bg-avatar-6',
  'bg-avatar-7',
  'bg-avatar-8',
];

interface Props {
  id: string;
  name: string;
  /** Of a picture of one's own. */
  url?: string | null;
  size?: string;
}

/** Decoration beside a name that is written out: nothing for a screen reader. */
export function Avatar({ id, name, url = null, size = 'size-9' }: Props) {
  const picture = usePicture(url);
  if (picture !== null) return <img src={picture} alt="" className={`shrink-0 rounded-lg object-cover ${size}`} />;
  return (
    <span
      aria-hidden="true"
      className={`inline-flex shrink-0 select-none items-center justify-center rounded-lg text-sm font-semibold text-avatar-ink ${size} ${colourOf(id)}`}
    >
      {initials(name)}
    </span>
  );
}

function colourOf(id: string): string {
  const sum = Array.from(id).reduce((hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0, 7);
  return colours[sum % colours.length] ?? 'bg-avatar-1';
}

export function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => (word === undefined ? '' : (Array.from(word)[0] ?? '')));
  return letters.join('').toLocaleUpperCase() || '?';
}
