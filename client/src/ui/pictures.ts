import { create } from 'zustand';

// Pictures need the token, which an address in an <img> could not carry: their bytes are fetched once, and the address made of
// them is kept as long as the page.

type Load = (address: string) => Promise<Blob>;

let load: Load | null = null;
const asked = new Set<string>();
const usePictures = create<Record<string, string>>(() => ({}));

/** Who gets the bytes; called once, at the start. */
export function providePictures(by: Load): void {
  load = by;
}

/** What an <img> can show; null while it is on its way, and where it cannot be had. */
export function usePicture(address: string | null): string | null {
  const picture = usePictures((state) => (address === null ? undefined : state[address]));
  if (address !== null) ask(address);
  return picture ?? null;
}

function ask(address: string): void {
  if (load === null || asked.has(address)) return;
  asked.add(address);
  load(address).then(
    (bytes) => usePictures.setState({ [address]: URL.createObjectURL(bytes) }),
    // Asked for again when it is shown the next time.
    () => asked.delete(address),
  );
}
