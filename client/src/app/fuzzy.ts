/** How well a name fits what was typed: the higher the better, null where its letters are not there in this order. */
export function fit(query: string, name: string): number | null {
  const [wanted, text] = [fold(query.trim()), fold(name)];
  if (wanted === '') return 0;
  const at = text.indexOf(wanted);
  if (at === 0) return 4;
  if (at > 0) return isWordStart(text, at) ? 3 : 2;
  return isWithin(wanted, text) ? 1 : null;
}

/** Without marks and case: "jose" finds "José". */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const isWordStart = (text: string, at: number): boolean => /[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');

function isWithin(wanted: string, text: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
