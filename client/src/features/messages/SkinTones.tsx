import { prefer, usePreferences } from '@/ui/preferences';
import { texts } from '@/texts';

const hands = ['👋', '👋🏻', '👋🏼', '👋🏽', '👋🏾', '👋🏿'];

/** For all emoji that have skin, and for every time: it is kept in this browser. */
export function SkinTones() {
  const skinTone = usePreferences((state) => state.skinTone);
  return (
    <fieldset className="flex justify-between border-t border-line pt-2">
      <legend className="sr-only">{texts.emoji.skinTone}</legend>
      {hands.map((hand, tone) => (
        <label
          key={hand}
          title={texts.emoji.skinTones[tone]}
          className="relative flex size-9 cursor-pointer items-center justify-center rounded-md text-xl hover:bg-hover has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="skin-tone"
            aria-label={texts.emoji.skinTones[tone]}
            checked={tone === skinTone}
            className="absolute inset-0 cursor-pointer appearance-none outline-none"
            onChange={() => prefer({ skinTone: tone })}
          />
          <span aria-hidden="true">{hand}</span>
        </label>
      ))}
    </fieldset>
  );
}
