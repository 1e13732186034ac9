export interface Part {
  text: string;
  isMarked: boolean;
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#x27;': "'", '&amp;': '&' };

/**
 * The server's highlight as text in parts: what stands within <mark> was found, all else is escaped there and unescaped here.
 * Anything but <mark> stays text, whatever it looks like: nothing of it becomes a page.
 */
export function partsOf(highlight: string): Part[] {
  const parts: Part[] = [];
  let isMarked = false;
  for (const piece of highlight.split(/(<\/?mark>)/)) {
    if (piece === '<mark>') isMarked = true;
    else if (piece === '</mark>') isMarked = false;
    else if (piece !== '') parts.push({ text: unescape(piece), isMarked });
  }
  return parts;
}

const unescape = (text: string): string => text.replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, (entity) => entities[entity] ?? entity);
