/** The server counts code points, and so an emoji is one; `length` would count it twice. */
const longest = 4_000;

/** From here on the counter shows. */
export const shownBelow = 200;

export function unused(content: string): number {
  // Code units are never fewer than code points: a short text need not be taken apart on every key.
  return content.length <= longest - shownBelow ? longest - content.length : longest - Array.from(content).length;
}
