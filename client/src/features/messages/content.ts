/** Whatever Markdown, a mention or a line break could begin with. Most messages have none of it, and need no parser. */
const marks = /[\\`*_~[\]<>#|&@\n\r]|:\/\/|www\.|\S@\S|^\s|^(?:[-+]|\d+[.)])(?:\s|$)|^(?:-{3,}|={3,})|\t/i;

export const isPlain = (content: string): boolean => !marks.test(content);

const onlyEmoji = /^[\p{Extended_Pictographic}\p{Emoji_Component}\s]+$/u;
const anEmoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
/** In UTF-16 units: about eight emoji, families among them. */
const fewEmoji = 60;

/** A few emoji and nothing else: shown larger. Digits are parts of emoji too, and count as text here. */
export function isEmojiOnly(content: string): boolean {
  return content.length <= fewEmoji && onlyEmoji.test(content) && anEmoji.test(content) && !/[0-9#*]/.test(content);
}

const depth = 32;

/** Nested so deep that nobody reads it: shown as typed, as the server does. */
export function isTooDeep(content: string): boolean {
  return new RegExp(`^(?:[ \\t]*(?:>|[-+*]|\\d+[.)])[ \\t]?){${depth + 1},}`, 'm').test(content) || new RegExp(`[*_~[(]{${depth * 4},}`).test(content);
}
